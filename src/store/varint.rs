//! Whole numbers in as few bytes as they need: seven bits a byte, lowest first.

use super::record::Damage;

/// Bytes of the longest number: 64 bits, seven a byte.
const VARINT_BYTES_MAX: usize = 10;

/// Writes a number.
pub(super) fn put(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Writes a number that may be negative; small ones of either sign stay short.
pub(super) fn put_signed(value: i64, out: &mut Vec<u8>) {
    put(((value << 1) ^ (value >> 63)) as u64, out);
}

/// Reads a number. Only the shortest way of writing it is accepted, so that one value has one form.
pub(super) fn take(input: &mut &[u8]) -> Result<u64, Damage> {
    let mut value = 0;
    for index in 0..VARINT_BYTES_MAX {
        let byte = take_byte(input)?;
        let bits = u64::from(byte & 0x7f);
        let shift = 7 * index;
        if (bits << shift) >> shift != bits {
            return Err(Damage("a number is too large"));
        }
        value |= bits << shift;
        if byte < 0x80 {
            let shortest = byte != 0 || index == 0;
            return if shortest { Ok(value) } else { Err(Damage("a number is padded")) };
        }
    }
    Err(Damage("a number is too long"))
}

/// Reads a number that may be negative.
pub(super) fn take_signed(input: &mut &[u8]) -> Result<i64, Damage> {
    let folded = take(input)?;
    Ok((folded >> 1) as i64 ^ -((folded & 1) as i64))
}

/// Reads one byte.
pub(super) fn take_byte(input: &mut &[u8]) -> Result<u8, Damage> {
    Ok(take_bytes(input, 1)?[0])
}

/// Reads `count` bytes.
pub(super) fn take_bytes<'a>(input: &mut &'a [u8], count: usize) -> Result<&'a [u8], Damage> {
    let (bytes, rest) = input.split_at_checked(count).ok_or(Damage("it ends too early"))?;
    *input = rest;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_what_they_write() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put(value, &mut bytes);
            assert_eq!(take(&mut &bytes[..]), Ok(value), "{value}");
        }
        for value in [0, -1, 1, 63, -64, i64::MIN, i64::MAX] {
            let mut bytes = Vec::new();
            put_signed(value, &mut bytes);
            assert_eq!(take_signed(&mut &bytes[..]), Ok(value), "{value}");
        }
    }

    #[test]
    fn padded_and_endless_numbers_are_damage() {
        for wrong in [&[0x80, 0][..], &[0xff; 11], &[0x80], &[]] {
            assert!(take(&mut &wrong[..]).is_err(), "{wrong:?} is no number");
        }
    }
}
