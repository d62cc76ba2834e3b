//! Pictures that lie on the canvas: read from what people have, scaled once, kept exactly.

use super::pixmap::{TILE, Tile};
use crate::model::{ImageId, Placement};
use bytes::Bytes;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Scaling;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, Limits,
};
use std::io::Cursor;

/// Widest and tallest file that is read, in pixels: beyond what cameras of phones make.
pub const IMAGE_SIDE_MAX: u32 = 16_384;

/// Pixels of a file that is read: a photo of 50 megapixels. What promises more is refused before its pixels
/// are unpacked, however few bytes it has.
pub const IMAGE_PIXELS_MAX: u64 = 50_000_000;

/// Bytes a decoder may take for one file: what those pixels need with 8 bytes each.
const DECODE_BYTES_MAX: u64 = IMAGE_PIXELS_MAX * 8;

const SIDE: i64 = TILE as i64;

/// Why a file did not become an image.
#[derive(Debug, thiserror::Error)]
pub enum ImageFailure {
    /// Not PNG, JPEG or WebP.
    #[error("This is no PNG, JPEG or WebP picture.")]
    Kind,
    /// It promises more pixels than are read.
    #[error("This picture is too large: at most {IMAGE_SIDE_MAX} pixels a side and 50 megapixels.")]
    TooLarge,
    /// It is damaged.
    #[error("This picture cannot be read: {0}.")]
    Unreadable(ImageError),
}

/// An image that lies, or may lie, on a canvas: exact pixels with an alpha of their own.
#[derive(Debug, PartialEq, Eq)]
pub struct Image {
    id: ImageId,
    width: u32,
    height: u32,
    /// Red, green, blue and alpha of every pixel, row by row.
    rgba: Vec<u8>,
    png: Bytes,
}

impl Image {
    /// Reads a PNG, JPEG or WebP file, upright as its camera held it, scaled down to fit `width` and `height`.
    ///
    /// # Errors
    ///
    /// When it is none of these, promises too many pixels, or is damaged.
    pub fn of_file(file: &[u8], width: u32, height: u32) -> Result<Self, ImageFailure> {
        let mut image = decode(file)?;
        if image.width() > width || image.height() > height {
            image = image.resize(width.max(1), height.max(1), Scaling::CatmullRom);
        }
        let rgba = image.into_rgba8();
        let (width, height) = rgba.dimensions();
        let mut png = Vec::new();
        PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive)
            .write_image(&rgba, width, height, ExtendedColorType::Rgba8)
            .map_err(ImageFailure::Unreadable)?;
        let id = ImageId::of(&png);
        Ok(Self { id, width, height, rgba: rgba.into_raw(), png: png.into() })
    }

    /// Reads the PNG of an image that was kept.
    ///
    /// # Errors
    ///
    /// When it is damaged.
    pub fn of_png(png: Bytes) -> Result<Self, ImageFailure> {
        let rgba = decode(&png)?.into_rgba8();
        let (width, height) = rgba.dimensions();
        Ok(Self { id: ImageId::of(&png), width, height, rgba: rgba.into_raw(), png })
    }

    /// Its name.
    pub fn id(&self) -> ImageId {
        self.id
    }

    /// Its file: an RGBA PNG.
    pub fn png(&self) -> &Bytes {
        &self.png
    }

    /// It, lying with its left and top edges at these canvas pixels.
    pub fn placed(&self, x: i32, y: i32) -> Placement {
        Placement { image: self.id, x, y, width: self.width, height: self.height }
    }

    /// Bytes of memory it takes.
    pub fn bytes(&self) -> usize {
        self.rgba.len() + self.png.len()
    }

    /// Blends what of it lies on one tile over that tile (rule R10). `left` and `top` are the tile's own.
    pub(super) fn blend(&self, tile: &mut Tile, place: &Placement, left: u32, top: u32) {
        let (x, y) = (i64::from(place.x), i64::from(place.y));
        let (left, top) = (i64::from(left), i64::from(top));
        let columns = x.max(left)..(x + i64::from(self.width)).min(left + SIDE);
        let rows = y.max(top)..(y + i64::from(self.height)).min(top + SIDE);
        if columns.is_empty() {
            return;
        }
        for row in rows {
            let from = ((row - y) * i64::from(self.width) + columns.start - x) as usize * 4;
            let to = ((row - top) * SIDE + columns.start - left) as usize * 4;
            let length = (columns.end - columns.start) as usize * 4;
            let above = self.rgba[from..from + length].chunks_exact(4);
            let below = tile.pixels_mut()[to..to + length].chunks_exact_mut(4);
            for (below, above) in below.zip(above) {
                lay(below, above);
            }
        }
    }

    /// The same on a canvas of twice the width and height: each of its pixels is laid on four. `place` is still
    /// that on the canvas itself.
    pub(super) fn blend_doubled(&self, tile: &mut Tile, place: &Placement, left: u32, top: u32) {
        let (x, y) = (i64::from(place.x) * 2, i64::from(place.y) * 2);
        let (left, top) = (i64::from(left), i64::from(top));
        let columns = x.max(left)..(x + i64::from(self.width) * 2).min(left + SIDE);
        let rows = y.max(top)..(y + i64::from(self.height) * 2).min(top + SIDE);
        for row in rows {
            for column in columns.clone() {
                let (from_x, from_y) = ((column - x) / 2, (row - y) / 2);
                let from = (from_y * i64::from(self.width) + from_x) as usize * 4;
                let to = ((row - top) * SIDE + column - left) as usize * 4;
                lay(&mut tile.pixels_mut()[to..to + 4], &self.rgba[from..from + 4]);
            }
        }
    }
}

/// One pixel over another: its own alpha of it, the rest of what is below.
fn lay(below: &mut [u8], above: &[u8]) {
    let alpha = u32::from(above[3]);
    for (below, above) in below.iter_mut().zip(&above[..3]) {
        let sum = u32::from(*above) * alpha + u32::from(*below) * (255 - alpha) + 127;
        *below = (sum / 255) as u8;
    }
}

fn decode(file: &[u8]) -> Result<DynamicImage, ImageFailure> {
    let reader = ImageReader::new(Cursor::new(file));
    let mut reader = reader.with_guessed_format().map_err(|_| ImageFailure::Kind)?;
    match reader.format() {
        Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP) => {}
        _ => return Err(ImageFailure::Kind),
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(IMAGE_SIDE_MAX);
    limits.max_image_height = Some(IMAGE_SIDE_MAX);
    limits.max_alloc = Some(DECODE_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(failure)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > IMAGE_PIXELS_MAX {
        return Err(ImageFailure::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(failure)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn failure(error: ImageError) -> ImageFailure {
    match error {
        ImageError::Limits(_) => ImageFailure::TooLarge,
        error => ImageFailure::Unreadable(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Size;
    use crate::raster::Pixmap;

    fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let image = image::RgbaImage::from_fn(width, height, |x, y| image::Rgba(pixel(x, y)));
        let mut file = Vec::new();
        image.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).expect("a PNG");
        file
    }

    #[test]
    fn r10_every_pixel_is_blended_by_its_own_alpha_where_it_lies() {
        let pixel = |x: u32, y: u32| [x as u8, y as u8, 200, (x * 3 + y) as u8];
        let file = png(70, 40, pixel);
        let image = Image::of_file(&file, 1920, 1080).expect("an image");
        let size = Size::new(100, 80).expect("a size");
        let mut pixmap = Pixmap::new(size);
        let place = image.placed(-5, 50);
        for index in 0..pixmap.tiles() {
            pixmap.paint_image_tile(index, &image, &place);
        }
        let rgba = pixmap.to_rgba();
        for y in 0..80_u32 {
            for x in 0..100_u32 {
                let at = ((y * 100 + x) * 4) as usize;
                let inside = y >= 50 && x < 65;
                let expected = if inside {
                    let [r, g, b, a] = pixel(x + 5, y - 50).map(u32::from);
                    [r, g, b].map(|s| ((s * a + 255 * (255 - a) + 127) / 255) as u8)
                } else {
                    [255; 3]
                };
                assert_eq!(rgba[at..at + 3], expected, "pixel {x}, {y}");
            }
        }
    }

    #[test]
    fn r10_a_doubled_image_lays_each_pixel_on_four() {
        let file = png(70, 40, |x, y| [x as u8, y as u8, 200, (x * 3 + y) as u8]);
        let image = Image::of_file(&file, 1920, 1080).expect("an image");
        let (size, twice) = (Size::new(100, 80), Size::new(200, 160));
        let mut pixmap = Pixmap::new(size.expect("a size"));
        let mut doubled = Pixmap::new(twice.expect("a size"));
        for place in [image.placed(-5, 50), image.placed(31, -3)] {
            for index in pixmap.tiles_of(&place) {
                pixmap.paint_image_tile(index, &image, &place);
            }
            doubled.paint_image_doubled(&image, &place);
        }
        let (once, twice) = (pixmap.to_rgba(), doubled.to_rgba());
        for (at, pixel) in twice.chunks_exact(4).enumerate() {
            let (x, y) = (at % 200 / 2, at / 200 / 2);
            assert_eq!(*pixel, once[(y * 100 + x) * 4..][..4], "pixel {x}, {y}");
        }
    }

    #[test]
    fn a_file_is_scaled_down_and_never_up_and_kept_exactly() {
        let file = png(400, 100, |x, _| [x as u8, 0, 0, 255]);
        let image = Image::of_file(&file, 200, 200).expect("an image");
        let place = image.placed(0, 0);
        assert_eq!((place.width, place.height), (200, 50), "fits, in proportion");
        let whole = Image::of_file(&file, 1920, 1080).expect("an image").placed(0, 0);
        assert_eq!((whole.width, whole.height), (400, 100), "not larger than it is");
        let again = Image::of_png(image.png().clone()).expect("our own file");
        assert_eq!(again, image, "every pixel and the name");
    }

    #[test]
    fn what_is_no_picture_or_a_bomb_is_refused_with_a_sentence() {
        let refusal = |file: &[u8]| Image::of_file(file, 99, 99).expect_err("refused");
        assert!(matches!(refusal(b"GIF89a"), ImageFailure::Kind), "another kind");
        assert!(matches!(refusal(b""), ImageFailure::Kind), "nothing");
        let file = png(30, 30, |_, _| [1, 2, 3, 4]);
        assert!(matches!(refusal(&file[..file.len() / 2]), ImageFailure::Unreadable(_)), "half");
        for (width, height) in [(40_000, 10), (16_000, 16_000)] {
            let sentence = refusal(&promising(&file, width, height)).to_string();
            assert!(sentence.starts_with("This picture is too large"), "{sentence}");
        }
    }

    /// A PNG whose head promises another size.
    fn promising(file: &[u8], width: u32, height: u32) -> Vec<u8> {
        let mut bomb = file.to_vec();
        bomb[16..20].copy_from_slice(&width.to_be_bytes());
        bomb[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc32fast::hash(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        bomb
    }
}
