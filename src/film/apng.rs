//! Animated PNG: exact pixels, only what changes with each picture.

use super::reel::Frames;
use super::sink::Sink;
use super::still::{Kind, encoded};
use super::{Film, FilmFailure};
use crate::raster::{Cut, Scale};
use std::io::{self, Write};
use std::ops::Range;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Bytes of a chunk beside what it holds: its length, its name and its checksum.
const CHUNK_BYTES: usize = 12;

/// Where `acTL` lies, which tells how many pictures there are: that is known only at the end.
const COUNT_AT: usize = SIGNATURE.len() + CHUNK_BYTES + 13;

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Apng {
    sink: Sink,
    scale: Scale,
    fps: u16,
    count: u32,
    sequence: u32,
}

impl Apng {
    /// An empty one.
    pub(super) fn begin(mut sink: Sink, scale: &Scale, film: &Film) -> Result<Self, FilmFailure> {
        sink.write_all(SIGNATURE)?;
        // Eight bits each of red, green and blue; deflated, filtered, not interlaced.
        let kind = [8, 2, 0, 0, 0];
        let sides = [scale.width().to_be_bytes(), scale.height().to_be_bytes()].concat();
        write_chunk(&mut sink, *b"IHDR", &[&sides, &kind])?;
        sink.write_all(&count_chunk(0))?;
        Ok(Self { sink, scale: scale.clone(), fps: film.fps as u16, count: 0, sequence: 0 })
    }

    fn number(&mut self) -> [u8; 4] {
        let number = self.sequence.to_be_bytes();
        self.sequence += 1;
        number
    }
}

impl Frames for Apng {
    fn scale(&self) -> &Scale {
        &self.scale
    }

    fn put(&mut self, cut: &Cut, steps: Range<u64>) -> Result<(), FilmFailure> {
        let area = cut.area;
        let sides = [area.width, area.height, area.x, area.y].map(u32::to_be_bytes).concat();
        let ticks = (steps.end - steps.start) as u16;
        let stays = [ticks.to_be_bytes(), self.fps.to_be_bytes()].concat();
        // It is left as it is, and written over what is there.
        let number = self.number();
        write_chunk(&mut self.sink, *b"fcTL", &[&number, &sides, &stays, &[0, 0]])?;
        let pixels = encoded(cut, deflated)?;
        if self.count == 0 {
            write_chunk(&mut self.sink, *b"IDAT", &[&pixels])?;
        } else {
            let number = self.number();
            write_chunk(&mut self.sink, *b"fdAT", &[&number, &pixels])?;
        }
        self.count += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<(), FilmFailure> {
        write_chunk(&mut self.sink, *b"IEND", &[])?;
        Ok(self.sink.finish_with(&[(COUNT_AT as u64, &count_chunk(self.count))])?)
    }
}

/// `acTL`: so many pictures, again and again.
fn count_chunk(count: u32) -> Vec<u8> {
    let mut chunk = Vec::new();
    let held = [count.to_be_bytes(), [0; 4]].concat();
    write_chunk(&mut chunk, *b"acTL", &[&held]).expect("memory takes every byte");
    chunk
}

fn write_chunk(out: &mut impl Write, name: [u8; 4], parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut sum = crc32fast::Hasher::new();
    out.write_all(&(length as u32).to_be_bytes())?;
    for part in std::iter::once(&name[..]).chain(parts.iter().copied()) {
        sum.update(part);
        out.write_all(part)?;
    }
    out.write_all(&sum.finalize().to_be_bytes())
}

/// The pixels as the chunks of a PNG hold them, taken from one.
fn deflated(cut: &Cut, kind: Kind) -> io::Result<Vec<u8>> {
    let mut still = Vec::new();
    let mut encoder = png::Encoder::new(&mut still, cut.area.width, cut.area.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let is_photo = kind == Kind::Photo;
    encoder.set_filter(if is_photo { png::Filter::Adaptive } else { png::Filter::NoFilter });
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&cut.rgb)?;
    writer.finish()?;
    let mut rest = &still[SIGNATURE.len()..];
    let mut pixels = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        if after.starts_with(b"IDAT") {
            pixels.extend_from_slice(&after[4..4 + length]);
        }
        rest = &rest[CHUNK_BYTES + length..];
    }
    Ok(pixels)
}
