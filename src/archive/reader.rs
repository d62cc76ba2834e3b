//! From an archive to entries: exactly what was written, or a sentence that names the line.

use super::lines::{EndLine, EntryLine, HeadLine, ImageLine, VersionLine};
use super::text::Lines;
use super::writer::hex;
use super::{ARCHIVE_VERSION, ArchiveFailure, Fault, Head, IMAGES_MAX};
use crate::history::{Entry, Event};
use crate::model::{ImageId, Placement, Seq};
use crate::raster::Image;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::BufRead;
use std::sync::Arc;

/// What a file begins with that is packed with zstd, and what its parts that hold nothing may begin with.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How large an archive may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of all lines. Default: no bound, since a reader keeps one block of them.
    pub unpacked_bytes: u64,
    /// Bytes of a line with an image. Default: what the largest image needs.
    pub image_bytes: usize,
}

/// What an archive holds after its first line.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// An image that entries from here on may lay on the canvas.
    Image(Arc<Image>),
    /// The next entry.
    Entry(Entry),
}

/// An archive that is being read.
pub struct ArchiveReader<R: BufRead> {
    lines: Lines<R>,
    head: Head,
    hash: Sha256,
    /// The images so far, with their width and height.
    images: HashMap<ImageId, (u32, u32)>,
    last: Seq,
    ended: bool,
}

impl<R: BufRead> ArchiveReader<R> {
    /// Reads the first line.
    ///
    /// # Errors
    /// When it is not the first line of an archive that is known here.
    pub fn open(mut input: R, bounds: Bounds) -> Result<Self, ArchiveFailure> {
        let begin = input.fill_buf();
        let begin = begin.map_err(|cause| ArchiveFailure::Unreadable { line: 0, cause })?;
        let foreign = begin.iter().zip(ZSTD_MAGIC).any(|(a, b)| *a != b) || begin.is_empty();
        if foreign {
            return Err(ArchiveFailure::Line { line: 1, fault: Fault::Foreign });
        }
        let mut lines = Lines::new(input, bounds);
        if !lines.advance()? {
            return Err(ArchiveFailure::Cut { line: 0 });
        }
        let head = head(lines.line()).map_err(|fault| lines.failure(fault))?;
        let (hash, images) = (Sha256::new(), HashMap::new());
        let mut reader = Self { lines, head, hash, images, last: Seq(0), ended: false };
        reader.sum();
        Ok(reader)
    }

    /// What the first line says.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The place of the last entry read.
    pub fn seq(&self) -> Seq {
        self.last
    }

    /// The next part; `None` after a last line that vouches for all before it.
    ///
    /// # Errors
    /// When it is not what was written. What was read before is; nothing can be read after.
    pub fn part(&mut self) -> Result<Option<Part>, ArchiveFailure> {
        if self.ended {
            return Ok(None);
        }
        if !self.lines.advance()? {
            return Err(ArchiveFailure::Cut { line: self.lines.number() });
        }
        let part = self.read().map_err(|fault| self.lines.failure(fault))?;
        if part.is_some() {
            self.sum();
        } else if self.lines.advance()? {
            return Err(self.lines.failure(Fault::Rest));
        } else {
            self.ended = true;
        }
        Ok(part)
    }

    /// Adds the line to the checksum.
    fn sum(&mut self) {
        self.hash.update(self.lines.line());
        self.hash.update(b"\n");
    }

    fn read(&mut self) -> Result<Option<Part>, Fault> {
        let line = self.lines.line();
        match first_name(line) {
            b"seq" => {
                let entry = parse::<EntryLine>(line)?.entry()?;
                self.follows(&entry)?;
                self.last = entry.seq;
                Ok(Some(Part::Entry(entry)))
            }
            b"image" => {
                let image = image(&parse(line)?)?;
                let Placement { width, height, .. } = image.placed(0, 0);
                if self.images.len() >= IMAGES_MAX {
                    return Err(Fault::TooManyImages);
                }
                self.images.insert(image.id(), (width, height));
                Ok(Some(Part::Image(Arc::new(image))))
            }
            b"end" => self.end(&parse(line)?).map(|()| None),
            _ => Err(Fault::Kind),
        }
    }

    /// Refuses an entry that cannot come here.
    fn follows(&self, entry: &Entry) -> Result<(), Fault> {
        let (expected, found) = (self.last.next(), entry.seq);
        if found != expected {
            return Err(Fault::Order { expected, found });
        }
        if found > self.head.seq {
            return Err(Fault::Count { promised: self.head.seq.0, found: found.0 });
        }
        if let Event::Place(place) = &entry.command.event {
            match self.images.get(&place.image) {
                None => return Err(Fault::NoImage(place.image)),
                Some(size) if *size != (place.width, place.height) => {
                    return Err(Fault::Value("an image has another size"));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn end(&self, line: &EndLine<'_>) -> Result<(), Fault> {
        for promised in [line.end, self.head.seq.0] {
            if promised != self.last.0 {
                return Err(Fault::Count { promised, found: self.last.0 });
            }
        }
        let same = hex(self.hash.clone()) == line.sha256;
        same.then_some(()).ok_or(Fault::Checksum)
    }
}

fn head(line: &[u8]) -> Result<Head, Fault> {
    let version = serde_json::from_slice::<VersionLine>(line).map_err(|_| Fault::Foreign)?;
    if version.easel != u64::from(ARCHIVE_VERSION) {
        return Err(Fault::Version(version.easel));
    }
    parse::<HeadLine>(line)?.head()
}

/// The first name in an object tells what a line is.
fn first_name(line: &[u8]) -> &[u8] {
    let inside = line.trim_ascii_start().strip_prefix(b"{").unwrap_or_default();
    let name = inside.trim_ascii_start().strip_prefix(b"\"").unwrap_or_default();
    name.split(|byte| *byte == b'"').next().unwrap_or_default()
}

fn parse<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, Fault> {
    serde_json::from_slice(line).map_err(|error| {
        // The line in its own words is 1: ours tells which it is.
        let words = error.to_string();
        Fault::Json(words.replace(" at line 1 column", " at column"))
    })
}

fn image(line: &ImageLine<'_>) -> Result<Image, Fault> {
    let png = STANDARD.decode(&*line.png);
    let png = png.map_err(|_| Fault::Value("an image is not written as base64"))?;
    if ImageId::of(&png) != line.image {
        return Err(Fault::OtherImage(line.image));
    }
    if !is_plain(&png) {
        return Err(Fault::BadImage(line.image));
    }
    Image::of_png(png.into()).map_err(|_| Fault::BadImage(line.image))
}

/// Whether a file is a PNG of eight bits for each of red, green, blue and alpha and says nothing else:
/// programs would show colours differently that come with a profile.
fn is_plain(png: &[u8]) -> bool {
    let Some(mut rest) = png.strip_prefix(b"\x89PNG\r\n\x1a\n") else { return false };
    let is_rgba = rest.get(16..18) == Some(&[8, 6]);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let known = [b"IHDR", b"IDAT", b"IEND"].iter().any(|kind| after.starts_with(*kind));
        let Some(next) = after.get(length.saturating_add(8)..).filter(|_| known) else {
            return false;
        };
        rest = next;
    }
    is_rgba && rest.is_empty()
}
