//! Pictures as PNG, to show, to send and to keep.

use super::bands::PngBands;
use super::pixmap::{Pixmap, TILE, Tile};
use crate::model::Size;
use image::codecs::png::PngDecoder;
use image::{ColorType, ImageDecoder, ImageError};
use std::io::Cursor;
use std::sync::Arc;

const TILE_SIDE: usize = TILE as usize;

/// Why a PNG did not become a picture.
#[derive(Debug, thiserror::Error)]
pub enum PngFailure {
    /// It is damaged, or no PNG at all.
    #[error("read a picture: {0}")]
    Unreadable(#[from] ImageError),
    /// It has another width or height.
    #[error("read a picture: it is {width}x{height}, the canvas is {expected}")]
    Size {
        /// Its width, in pixels.
        width: u32,
        /// Its height, in pixels.
        height: u32,
        /// What it should be.
        expected: Size,
    },
    /// It has another kind of pixels than easel writes.
    #[error("read a picture: its pixels are {0:?}, not 8-bit red, green and blue")]
    Color(ColorType),
}

/// Writes a picture as PNG, 8-bit red, green and blue; for one that is shown again and again see `PngBands`.
pub fn encode_png(pixmap: &Pixmap) -> Vec<u8> {
    PngBands::new().encode(pixmap).png().concat()
}

/// Reads a picture that `encode_png` wrote; tiles that are all paper become blank again.
///
/// # Errors
///
/// When it is damaged, not of this size, or not 8-bit red, green and blue.
pub fn decode_png(png: &[u8], size: Size) -> Result<Pixmap, PngFailure> {
    let decoder = PngDecoder::new(Cursor::new(png))?;
    let (width, height) = decoder.dimensions();
    if (width, height) != (size.width(), size.height()) {
        return Err(PngFailure::Size { width, height, expected: size });
    }
    if decoder.color_type() != ColorType::Rgb8 {
        return Err(PngFailure::Color(decoder.color_type()));
    }
    let mut rgb = vec![0; width as usize * height as usize * 3];
    decoder.read_image(&mut rgb)?;
    Ok(from_rgb(&rgb, size))
}

fn from_rgb(rgb: &[u8], size: Size) -> Pixmap {
    let mut pixmap = Pixmap::new(size);
    for index in 0..pixmap.tiles() {
        let tile = cut_tile(rgb, size, index % pixmap.columns(), index / pixmap.columns());
        pixmap.set_tile(index, (!tile.is_paper()).then(|| Arc::new(tile)));
    }
    pixmap
}

/// The tile in this column and row of tiles; paper beyond the edges.
fn cut_tile(rgb: &[u8], size: Size, column: usize, row: usize) -> Tile {
    let mut tile = Tile::paper();
    let lines = rgb.chunks_exact(size.width() as usize * 3).skip(row * TILE_SIDE);
    for (line, out) in lines.zip(tile.pixels_mut().chunks_exact_mut(TILE_SIDE * 4)) {
        let (pixels, _) = line[column * TILE_SIDE * 3..].as_chunks::<3>();
        for (pixel, out) in pixels.iter().zip(out.chunks_exact_mut(4)) {
            out[..3].copy_from_slice(pixel);
        }
    }
    tile
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Brush, Point, Rgb, Tool};
    use crate::raster::StrokeMask;
    use image::codecs::png::PngEncoder;
    use image::{ExtendedColorType, ImageEncoder};

    fn drawn(size: Size) -> Pixmap {
        let brush = Brush::new(Tool::Pencil, Rgb([200, 30, 4]), 200).expect("a brush");
        let point = |x, y| Point::from_px(x, y, 6.0).expect("finite");
        let points = [point(60.0, 10.0), point(70.0, 66.0), point(120.0, 80.0)];
        let mut pixmap = Pixmap::new(size);
        pixmap.paint(&StrokeMask::of(size, &points, true), brush);
        pixmap
    }

    #[test]
    fn a_picture_comes_back_the_same_and_blank_tiles_blank() {
        let size = Size::new(333, 217).expect("a size");
        let pixmap = drawn(size);
        let back = decode_png(&encode_png(&pixmap), size).expect("our own picture");
        assert_eq!(back.hash(), pixmap.hash(), "every pixel");
        for index in 0..pixmap.tiles() {
            assert_eq!(back.tile(index), pixmap.tile(index), "tile {index}");
        }
        assert!(back.tile(pixmap.tiles() - 1).is_none(), "the far corner is blank");
    }

    #[test]
    fn what_is_not_our_picture_is_refused() {
        let size = Size::new(128, 128).expect("a size");
        let png = encode_png(&drawn(size));
        let cut_short = &png[..png.len() / 2];
        assert!(matches!(decode_png(cut_short, size), Err(PngFailure::Unreadable(_))), "half");
        assert!(matches!(decode_png(b"GIF89a", size), Err(PngFailure::Unreadable(_))), "no PNG");
        let other = Size::new(128, 64).expect("a size");
        assert!(matches!(decode_png(&png, other), Err(PngFailure::Size { .. })), "too tall");
        let mut gray = Vec::new();
        PngEncoder::new(&mut gray)
            .write_image(&vec![0; 128 * 128], 128, 128, ExtendedColorType::L8)
            .expect("a gray picture");
        assert!(matches!(decode_png(&gray, size), Err(PngFailure::Color(ColorType::L8))), "gray");
    }
}
