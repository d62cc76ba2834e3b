//! From entries to an archive.

use super::lines::{EndLine, EntryLine, HeadLine, ImageLine};
use super::{BLOCK_BYTES, BLOCK_BYTES_MIN, Head, IMAGES_MAX};
use crate::history::Entry;
use crate::model::{ImageId, Seq};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{Error, Result, Write};
use zstd::bulk::Compressor;
use zstd::zstd_safe::CParameter;

/// A third smaller than the fastest, and still faster than a disk.
const ZSTD_LEVEL: i32 = 6;

/// An archive that is being written.
pub struct ArchiveWriter<W: Write> {
    out: W,
    /// Lines that are not packed yet.
    block: Vec<u8>,
    /// Bytes of all lines that are packed.
    packed: usize,
    hash: Sha256,
    known: HashSet<ImageId>,
    last: Seq,
    /// The last place there will be.
    until: Seq,
}

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(out: W, head: &Head) -> Result<Self> {
        let (block, hash) = (Vec::new(), Sha256::new());
        let known = HashSet::new();
        let until = head.seq;
        let mut writer = Self { out, block, packed: 0, hash, known, last: Seq(0), until };
        writer.line(&HeadLine::of(head))?;
        Ok(writer)
    }

    /// Whether the archive has this image.
    pub fn has(&self, image: ImageId) -> bool {
        self.known.contains(&image)
    }

    /// The place of the last entry written.
    pub fn seq(&self) -> Seq {
        self.last
    }

    /// Writes the file of an image, which comes before the entry that lays it on the canvas.
    ///
    /// # Errors
    /// When it cannot be written, or there are too many.
    pub fn image(&mut self, image: ImageId, png: &[u8]) -> Result<()> {
        if self.known.len() >= IMAGES_MAX {
            return Err(Error::other("this canvas holds more images than an archive may"));
        }
        self.known.insert(image);
        self.line(&ImageLine { image, png: Cow::Owned(STANDARD.encode(png)) })
    }

    /// Writes the next entry.
    ///
    /// # Errors
    /// When it cannot be written.
    ///
    /// # Panics
    /// When it is not the next one.
    pub fn entry(&mut self, entry: &Entry) -> Result<()> {
        assert_eq!(entry.seq, self.last.next(), "an archive has no gaps");
        self.last = entry.seq;
        self.line(&EntryLine::of(entry))
    }

    /// Where it writes to.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Writes the last line and hands back where it wrote to.
    ///
    /// # Errors
    /// When it cannot be written, or entries are missing.
    pub fn finish(mut self) -> Result<W> {
        if self.last != self.until {
            return Err(Error::other(format!("entries after {} are missing", self.last)));
        }
        let sum = std::mem::take(&mut self.hash);
        let sha256 = Cow::Owned(hex(sum));
        self.line(&EndLine { end: self.last.0, sha256 })?;
        self.pack()?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn line(&mut self, line: &impl Serialize) -> Result<()> {
        let start = self.block.len();
        serde_json::to_writer(&mut self.block, line)?;
        self.block.push(b'\n');
        self.hash.update(&self.block[start..]);
        let most = (self.packed / 4).clamp(BLOCK_BYTES_MIN, BLOCK_BYTES);
        if self.block.len() >= most { self.pack() } else { Ok(()) }
    }

    fn pack(&mut self) -> Result<()> {
        // Not kept: it takes more memory than the block, and whoever reads slowly keeps a writer for long.
        let mut packer = Compressor::new(ZSTD_LEVEL)?;
        packer.set_parameter(CParameter::ChecksumFlag(true))?;
        let packed = packer.compress(&self.block)?;
        self.packed += self.block.len();
        self.block.clear();
        self.out.write_all(&packed)
    }
}

/// A checksum as 64 hexadecimal digits.
pub(super) fn hex(sum: Sha256) -> String {
    sum.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // A string takes what fits in memory.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
