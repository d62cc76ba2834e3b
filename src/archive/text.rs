//! The lines of an archive, counted, bounded, and taken from its blocks without a copy where that can be.

use super::blocks::{Blocks, Taken};
use super::{ArchiveFailure, Bounds, Fault, IMAGE_LINE_BYTES_MAX, LINE_BYTES_MAX};
use std::io::BufRead;
use std::ops::Range;

/// How a line with an image begins.
const IMAGE: &[u8] = b"{\"image\"";

/// Lines, one after the other.
pub(super) struct Lines<R: BufRead> {
    blocks: Blocks<R>,
    bounds: Bounds,
    block: Vec<u8>,
    /// Where the rest of the block begins.
    next: usize,
    /// A line that lies in several blocks.
    pieces: Vec<u8>,
    /// Where the line lies in the block, if it lies in one.
    line: Option<Range<usize>>,
    number: u64,
    unpacked: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R, bounds: Bounds) -> Self {
        Self {
            blocks: Blocks::new(input),
            bounds,
            block: Vec::new(),
            next: 0,
            pieces: Vec::new(),
            line: None,
            number: 0,
            unpacked: 0,
        }
    }

    /// Goes to the next line; false when there is none.
    pub(super) fn advance(&mut self) -> Result<bool, ArchiveFailure> {
        self.pieces.clear();
        self.line = None;
        loop {
            let rest = &self.block[self.next..];
            if let Some(length) = memchr::memchr(b'\n', rest) {
                let start = self.next;
                self.next = start + length + 1;
                self.number += 1;
                if self.pieces.is_empty() {
                    self.line = Some(start..start + length);
                } else {
                    self.pieces.extend_from_slice(&self.block[start..start + length]);
                }
                return self.bounded(0).map(|()| true);
            }
            self.bounded(rest.len())?;
            self.pieces.extend_from_slice(&self.block[self.next..]);
            self.next = 0;
            match self.blocks.read(&mut self.block) {
                Ok(Taken::Some) => self.count()?,
                Ok(Taken::End) => {
                    let last = !self.pieces.is_empty();
                    self.number += u64::from(last);
                    return Ok(last);
                }
                Ok(Taken::Cut) => return Err(ArchiveFailure::Cut { line: self.number }),
                Err(cause) => return Err(ArchiveFailure::Unreadable { line: self.number, cause }),
            }
        }
    }

    /// The line, without its end.
    pub(super) fn line(&self) -> &[u8] {
        self.line.clone().map_or(&self.pieces, |place| &self.block[place])
    }

    /// Names this line in a failure.
    pub(super) fn failure(&self, fault: Fault) -> ArchiveFailure {
        ArchiveFailure::Line { line: self.number, fault }
    }

    /// How many lines there were.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    fn count(&mut self) -> Result<(), ArchiveFailure> {
        self.unpacked += self.block.len() as u64;
        if self.unpacked > self.bounds.unpacked_bytes {
            let fault = Fault::TooMuch(self.bounds.unpacked_bytes >> 20);
            return Err(ArchiveFailure::Line { line: self.number + 1, fault });
        }
        Ok(())
    }

    /// Refuses a line that is longer than one of its kind may be; `more` bytes are still to be added.
    fn bounded(&self, more: usize) -> Result<(), ArchiveFailure> {
        let line = self.line();
        let is_image = line.starts_with(IMAGE) || line.is_empty();
        let most = if is_image { self.bounds.image_bytes } else { LINE_BYTES_MAX };
        if line.len() + more <= most {
            return Ok(());
        }
        let number = self.number + u64::from(more > 0);
        Err(ArchiveFailure::Line { line: number, fault: Fault::TooLong })
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self { unpacked_bytes: u64::MAX, image_bytes: IMAGE_LINE_BYTES_MAX }
    }
}
