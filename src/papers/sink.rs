//! Counts the bytes on their way, as places in a file are written into it too.

use std::io::{self, Write};

/// Something that takes bytes, and how many it took.
#[derive(Debug)]
pub(super) struct Sink<W> {
    out: W,
    written: u64,
}

impl<W: Write> Sink<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, written: 0 }
    }

    /// How many bytes were written so far: where the next one lies.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Hands on what a buffer below may hold, and answers how many bytes there are.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(self.written)
    }
}
