//! Bits one after another, the lowest first, as deflate wants them (RFC 1951 §3.1.1).

/// Most bits put at once: with the seven that may be held, they fit into 64 with one to spare.
pub(super) const PUT_BITS_MAX: u32 = 56;

/// Writes bits into bytes that were made ready.
#[derive(Debug)]
pub(super) struct BitWriter<'a> {
    /// What is still to be written.
    rest: &'a mut [u8],
    room: usize,
    held: u64,
    held_bits: u32,
}

impl<'a> BitWriter<'a> {
    /// Writes into `bytes`, which must have room for everything and eight bytes more.
    pub(super) fn new(bytes: &'a mut [u8]) -> Self {
        Self { room: bytes.len(), rest: bytes, held: 0, held_bits: 0 }
    }

    /// Writes the lowest `count` of `bits`, at most `PUT_BITS_MAX`; those above must be zero.
    ///
    /// # Panics
    ///
    /// When there was too little room.
    #[inline]
    pub(super) fn put(&mut self, bits: u64, count: u32) {
        debug_assert!(count <= PUT_BITS_MAX && bits >> count == 0, "{bits:b} in {count} bits");
        self.held |= bits << self.held_bits;
        self.held_bits += count;
        // Always eight bytes, of which the next call overwrites what is not whole: no branch.
        *self.rest.first_chunk_mut().expect("room was made") = self.held.to_le_bytes();
        let whole = (self.held_bits >> 3) & 7;
        self.held >>= whole * 8;
        self.held_bits &= 7;
        self.rest = &mut std::mem::take(&mut self.rest)[whole as usize..];
    }

    /// Puts zeros up to the end of the byte.
    pub(super) fn fill_byte(&mut self) {
        self.put(0, (8 - self.held_bits) & 7);
    }

    /// How many bytes there are, the last one filled up.
    pub(super) fn finish(mut self) -> usize {
        self.fill_byte();
        self.room - self.rest.len()
    }
}
