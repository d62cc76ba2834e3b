//! Adler-32 of parts that are summed up apart (RFC 1950 §8.2).

/// The modulus of Adler-32 (RFC 1950 §8.2).
const ADLER: u64 = 65_521;

/// What Adler-32 needs to know of a part to sum up the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    bytes: u64,
    /// Of all bytes.
    sum: u64,
    /// Of all bytes, each as often as bytes follow it, itself included.
    weighted: u64,
}

impl Sums {
    /// Of `bytes` bytes: their sum, and their sum with each times its place from 0 on.
    pub(super) fn new(bytes: u64, sum: u64, placed: u64) -> Self {
        Self { bytes, sum: sum % ADLER, weighted: (bytes * sum - placed) % ADLER }
    }

    /// Adler-32 of parts one after another.
    pub(super) fn adler32(parts: impl IntoIterator<Item = Self>) -> u32 {
        let (mut a, mut b) = (1, 0);
        for part in parts {
            b = (b + part.bytes % ADLER * a + part.weighted) % ADLER;
            a = (a + part.sum) % ADLER;
        }
        (b << 16 | a) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Sums {
        /// The slow way.
        pub(crate) fn of(bytes: &[u8]) -> Self {
            let placed = (0..).zip(bytes).map(|(at, byte)| at * u64::from(*byte)).sum();
            Self::new(bytes.len() as u64, bytes.iter().copied().map(u64::from).sum(), placed)
        }
    }

    /// RFC 1950 §9, word for word.
    fn adler32(bytes: &[u8]) -> u64 {
        let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
            let a = (a + u64::from(*byte)) % ADLER;
            (a, (a + b) % ADLER)
        });
        b << 16 | a
    }

    proptest! {
        #[test]
        fn parts_sum_up_to_the_checksum_of_the_whole(
            parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3_000), 0..5),
        ) {
            let sums = parts.iter().map(|part| Sums::of(part));
            prop_assert_eq!(u64::from(Sums::adler32(sums)), adler32(&parts.concat()));
        }
    }

    #[test]
    fn large_parts_of_large_bytes_do_not_overflow() {
        // A band of the widest picture, and as many as the tallest has.
        let band = vec![255; (8_192 * 3 + 1) * 32];
        let whole = band.repeat(4);
        assert_eq!(u64::from(Sums::adler32([Sums::of(&band); 4])), adler32(&whole), "the same");
    }
}
