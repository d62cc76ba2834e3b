//! What the coder of drawings puts at once: a pixel, or a run of pixels that do not differ.

use super::huffman::{Code, SYMBOLS};

/// Pixels in the longest match: 258 bytes (RFC 1951 §3.2.5).
pub(super) const RUN_PIXELS_MAX: usize = 86;

/// A code or several after one another, put at once.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) bits: u64,
    pub(super) length: u32,
}

impl Word {
    #[inline]
    pub(super) fn then(self, next: Self) -> Self {
        Self { bits: self.bits | next.bits << self.length, length: self.length + next.length }
    }
}

impl From<Code> for Word {
    fn from(code: Code) -> Self {
        Self { bits: u64::from(code.bits), length: u32::from(code.length) }
    }
}

/// Runs that are put at once, and room for every number of seven bits: none is looked up beyond.
pub(super) type Runs = [Word; 128];

/// The words of one band.
pub(super) struct Words {
    bits: [u16; 256],
    lengths: [u8; 256],
    /// For a number of pixels without difference: a zero, and a match for the rest.
    first: Runs,
    /// For so many pixels more: a match.
    more: Runs,
}

impl Words {
    pub(super) fn new(codes: &[Code; SYMBOLS]) -> Self {
        let zero = Word::from(codes[0]);
        let mut first = [Word::default(); 128];
        let mut more = first;
        first[1] = zero.then(zero).then(zero);
        for pixels in 1..=RUN_PIXELS_MAX {
            more[pixels] = match_word(codes, pixels * 3);
            if pixels > 1 {
                first[pixels] = zero.then(match_word(codes, pixels * 3 - 1));
            }
        }
        let bits = std::array::from_fn(|at| codes[at].bits);
        let lengths = std::array::from_fn(|at| codes[at].length);
        Self { bits, lengths, first, more }
    }

    #[inline]
    pub(super) fn literal(&self, byte: u8) -> Word {
        let at = usize::from(byte);
        Word { bits: u64::from(self.bits[at]), length: u32::from(self.lengths[at]) }
    }

    /// Three literals.
    #[inline]
    pub(super) fn pixel(&self, [r, g, b, _]: [u8; 4]) -> Word {
        self.literal(r).then(self.literal(g)).then(self.literal(b))
    }

    /// The first pixels of a run without difference, at most `RUN_PIXELS_MAX`.
    #[inline]
    pub(super) fn first(&self, pixels: usize) -> Word {
        self.first[pixels & 127]
    }

    /// The next pixels of a run, at most `RUN_PIXELS_MAX`.
    #[inline]
    pub(super) fn more(&self, pixels: usize) -> Word {
        self.more[pixels & 127]
    }
}

/// The symbol of a match this long, and the bits that tell which of its lengths it is (RFC 1951 §3.2.5).
pub(super) fn match_symbol(bytes: usize) -> (usize, Word) {
    match bytes {
        258 => (285, Word::default()),
        ..11 => (254 + bytes, Word::default()),
        _ => {
            // Four symbols for every doubling, counted from a match of three bytes.
            let over = bytes - 3;
            let extra = over.ilog2() - 2;
            let symbol = 257 + 4 * extra as usize + (over >> extra);
            (symbol, Word { bits: (over & ((1 << extra) - 1)) as u64, length: extra })
        }
    }
}

/// A match of so many bytes, one byte back: that distance is the only one, a single 0.
fn match_word(codes: &[Code; SYMBOLS], bytes: usize) -> Word {
    let (symbol, extra) = match_symbol(bytes);
    Word::from(codes[symbol]).then(extra).then(Word { bits: 0, length: 1 })
}
