//! A PNG as a PDF holds pictures: its packed rows are taken over as they are where that can be.

use image::{ImageError, ImageFormat, ImageReader};
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use std::borrow::Cow;
use std::io::Cursor;
use thiserror::Error;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Eight bits each of red, green and blue; deflated, filtered by rows, not interlaced (PNG §11.2.2).
const PLAIN_KIND: [u8; 5] = [8, 2, 0, 0, 0];

/// Why a picture cannot be put on paper.
#[derive(Debug, Error)]
pub enum StillFailure {
    /// It is something else.
    #[error("it is no PNG")]
    Foreign,
    /// It ends too early, or some of it is not as it was written.
    #[error("the file is damaged")]
    Damaged,
    /// Its pixels cannot be unpacked.
    #[error(transparent)]
    Pixels(#[from] ImageError),
    /// Its pixels cannot be packed again.
    #[error(transparent)]
    Packing(#[from] EncodingError),
}

/// An opaque picture.
#[derive(Debug)]
pub(super) struct Still<'p> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Red, green and blue by rows, each behind the number of its filter, as one zlib stream.
    pub(super) rows: Cow<'p, [u8]>,
}

impl<'p> Still<'p> {
    /// Takes over the rows of an RGB picture; another one is laid on white paper and packed anew.
    pub(super) fn of(png: &'p [u8]) -> Result<Self, StillFailure> {
        if let Some(still) = Self::taken_over(png)? {
            return Ok(still);
        }
        let plain = on_paper(png)?;
        let Still { width, height, rows } =
            Still::taken_over(&plain)?.ok_or(StillFailure::Damaged)?;
        Ok(Self { width, height, rows: rows.into_owned().into() })
    }

    /// The rows as they are; `None` for a picture of another kind.
    fn taken_over(png: &'p [u8]) -> Result<Option<Self>, StillFailure> {
        let mut rest = png.strip_prefix(SIGNATURE).ok_or(StillFailure::Foreign)?;
        let (mut size, mut rows) = (None, Cow::Borrowed(&[][..]));
        loop {
            let (kind, held, after) = chunk(rest).ok_or(StillFailure::Damaged)?;
            rest = after;
            match (kind, size) {
                (b"IHDR", None) => {
                    let (sides, kind) = held.split_at_checked(8).ok_or(StillFailure::Damaged)?;
                    if kind != PLAIN_KIND {
                        return Ok(None);
                    }
                    size = Some(number(sides).zip(number(&sides[4..])));
                }
                // One colour that counts as clear.
                (b"tRNS", _) => return Ok(None),
                (b"IDAT", _) if rows.is_empty() => rows = Cow::Borrowed(held),
                (b"IDAT", _) => rows.to_mut().extend_from_slice(held),
                (b"IEND", _) => break,
                _ => {}
            }
        }
        let (width, height) = size.flatten().ok_or(StillFailure::Damaged)?;
        Ok(Some(Self { width, height, rows }))
    }
}

/// The first chunk's kind, what it holds, and what is behind it; `None` when it is not whole.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(4)?;
    let (summed, rest) = rest.split_at_checked(number(length)?.checked_add(4)? as usize)?;
    let (sum, rest) = rest.split_at_checked(4)?;
    let (kind, held) = summed.split_at(4);
    (number(sum)? == crc32fast::hash(summed)).then_some((kind, held, rest))
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|four| u32::from_be_bytes(*four))
}

/// Any PNG as a plain one, opaque on white.
fn on_paper(png: &[u8]) -> Result<Vec<u8>, StillFailure> {
    let picture = ImageReader::with_format(Cursor::new(png), ImageFormat::Png).decode()?;
    let picture = picture.into_rgba8();
    let blend = |color: u8, alpha: u32| {
        ((u32::from(color) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let rgb: Vec<u8> = picture
        .pixels()
        .flat_map(|image::Rgba([r, g, b, alpha])| [r, g, b].map(|c| blend(*c, (*alpha).into())))
        .collect();
    let mut plain = Vec::new();
    let mut encoder = Encoder::new(&mut plain, picture.width(), picture.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::Adaptive);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_told() {
        assert!(matches!(Still::of(b"GIF89a"), Err(StillFailure::Foreign)), "no PNG");
        let size = crate::model::Size::new(64, 64).expect("a size");
        let png = crate::raster::encode_png(&crate::raster::Pixmap::new(size));
        assert!(matches!(Still::of(&png[..40]), Err(StillFailure::Damaged)), "cut");
        let mut other = png.clone();
        other[60] ^= 1;
        assert!(matches!(Still::of(&other), Err(StillFailure::Damaged)), "a bit");
        let still = Still::of(&png).expect("our own");
        assert_eq!((still.width, still.height), (64, 64), "whole");
    }
}
