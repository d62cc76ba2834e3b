//! What lies on the paper of a class before anybody draws.

use crate::model::{ImageId, Size};
use crate::raster::Image;
use image::{ExtendedColorType, ImageEncoder, Rgba, RgbaImage, codecs::png::PngEncoder};
use serde::{Deserialize, Serialize};

/// Pixels between two lines: sixteen squares lie side by side on half a usual canvas.
const STEP: u32 = 60;

/// The colour of lines: seen, and not in the way of ink.
const LINE: Rgba<u8> = Rgba([0xc3, 0xcc, 0xd9, 0xff]);

/// What lies on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Start {
    /// Nothing.
    Blank,
    /// Squares.
    Grid,
    /// Lines to write on.
    Lines,
    /// An image that was sent.
    Image(ImageId),
}

/// The image of squares or lines that fills a canvas; `None` for the others.
pub fn start_image(start: Start, size: Size) -> Option<Image> {
    let is_line = |x: u32, y: u32| match start {
        Start::Grid => x % STEP == STEP - 1 || y % STEP == STEP - 1,
        Start::Lines => y % STEP == STEP - 1,
        Start::Blank | Start::Image(_) => false,
    };
    if matches!(start, Start::Blank | Start::Image(_)) {
        return None;
    }
    let (width, height) = (size.width(), size.height());
    let pixel = |x, y| if is_line(x, y) { LINE } else { Rgba([0; 4]) };
    let pixels = RgbaImage::from_fn(width, height, pixel);
    let mut file = Vec::new();
    let encoder = PngEncoder::new(&mut file);
    encoder.write_image(&pixels, width, height, ExtendedColorType::Rgba8).ok()?;
    Image::of_file(&file, width, height).ok()
}
