//! Client frames taken apart and server frames put together, as RFC 6455 has them.

use std::ops::Range;

/// Longest message that is taken, in bytes; one core is measured, not its memory.
const MESSAGE_BYTES_MAX: usize = 1 << 20;

pub(crate) const TEXT: u8 = 0x1;
pub(crate) const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;
pub(crate) const PONG: u8 = 0xA;

/// A whole client frame that lies in a buffer; its payload is still masked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) opcode: u8,
    pub(crate) mask: [u8; 4],
    pub(crate) payload: Range<usize>,
}

/// Why a connection cannot go on; the close code that says so.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken(pub(crate) u16);

impl Frame {
    /// The frame at the start of `bytes`, or none while it is not whole.
    ///
    /// A message in several frames is refused: no client that is measured sends one.
    pub(crate) fn read(bytes: &[u8]) -> Result<Option<Self>, Broken> {
        let [first, second, rest @ ..] = bytes else { return Ok(None) };
        let opcode = first & 0x0F;
        if first & 0x70 != 0 || second & 0x80 == 0 {
            return Err(Broken(1002));
        }
        if first & 0x80 == 0 || !matches!(opcode, TEXT | CLOSE | PING | PONG) {
            return Err(Broken(1003));
        }
        let extended = match second & 0x7F {
            126 => rest.first_chunk().map(|two| (2, u64::from(u16::from_be_bytes(*two)))),
            127 => rest.first_chunk().map(|eight| (8, u64::from_be_bytes(*eight))),
            short => Some((0, u64::from(short))),
        };
        let Some((extended, length)) = extended else { return Ok(None) };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > MESSAGE_BYTES_MAX {
            return Err(Broken(1009));
        }
        let start = 2 + extended + 4;
        if bytes.len() < start + length {
            return Ok(None);
        }
        let mask = [bytes[start - 4], bytes[start - 3], bytes[start - 2], bytes[start - 1]];
        Ok(Some(Self { opcode, mask, payload: start..start + length }))
    }

    /// Appends the frame that a server sends for this one: another head, the payload without its mask.
    pub(crate) fn write(&self, opcode: u8, bytes: &[u8], out: &mut Vec<u8>) {
        let payload = &bytes[self.payload.clone()];
        write_head(opcode, payload.len(), out);
        let start = out.len();
        out.extend_from_slice(payload);
        unmask(&mut out[start..], self.mask);
    }
}

/// Appends the head of a server frame.
pub(crate) fn write_head(opcode: u8, length: usize, out: &mut Vec<u8>) {
    let first = 0x80 | opcode;
    if length < 126 {
        out.extend_from_slice(&[first, length as u8]);
    } else if let Ok(length) = u16::try_from(length) {
        let [high, low] = length.to_be_bytes();
        out.extend_from_slice(&[first, 126, high, low]);
    } else {
        out.extend_from_slice(&[first, 127]);
        out.extend_from_slice(&(length as u64).to_be_bytes());
    }
}

/// Eight bytes at a time: the compiler makes wider steps of it.
fn unmask(payload: &mut [u8], mask: [u8; 4]) {
    let [a, b, c, d] = mask;
    let wide = u64::from_ne_bytes([a, b, c, d, a, b, c, d]);
    let (eights, rest) = payload.as_chunks_mut::<8>();
    for eight in eights {
        *eight = (u64::from_ne_bytes(*eight) ^ wide).to_ne_bytes();
    }
    for (byte, key) in rest.iter_mut().zip(mask.iter().cycle()) {
        *byte ^= key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A client's text frame of this many bytes.
    fn masked(length: usize) -> (Vec<u8>, Vec<u8>) {
        let text: Vec<u8> = (0..length).map(|place| b'a' + (place % 26) as u8).collect();
        let mask = [1, 2, 3, 200];
        let mut frame = Vec::new();
        write_head(TEXT, length, &mut frame);
        frame[1] |= 0x80;
        frame.extend_from_slice(&mask);
        frame.extend(text.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key));
        (frame, text)
    }

    #[test]
    fn every_length_comes_out_as_it_went_in() {
        for length in [0, 1, 7, 8, 115, 125, 126, 127, 65_535, 65_536, 70_001] {
            let (bytes, text) = masked(length);
            let frame = Frame::read(&bytes).expect("a good frame").expect("a whole frame");
            assert_eq!(frame.payload.end, bytes.len());
            let mut out = Vec::new();
            frame.write(TEXT, &bytes, &mut out);
            assert!(out.ends_with(&text), "{length}");
            assert_eq!(out.len(), bytes.len() - 4, "only the mask is gone");
        }
    }

    #[test]
    fn a_frame_is_whole_with_its_last_byte_only() {
        for length in [0, 5, 126, 65_536] {
            let (bytes, _) = masked(length);
            for cut in (0..bytes.len()).step_by(1 + length / 100) {
                assert_eq!(Frame::read(&bytes[..cut]), Ok(None), "{cut} of {length}");
            }
        }
    }

    #[test]
    fn what_is_not_measured_is_refused() {
        let refused = |bytes: &[u8]| Frame::read(bytes).expect_err("refused").0;
        assert_eq!(refused(&[0x81, 0x05, 0, 0]), 1002, "no mask");
        assert_eq!(refused(&[0x01, 0x85, 0, 0]), 1003, "a part of a message");
        assert_eq!(refused(&[0x81, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0]), 1009, "4 GiB");
    }
}
