//! Small pictures to choose from; the only ones that are not exact.

use super::{Pixmap, Scale};
use image::ImageEncoder;
use image::codecs::png::PngEncoder;

/// The picture scaled down to this width as PNG, each pixel the mean of what it covers; never scaled up.
pub fn encode_thumb(pixmap: &Pixmap, width: u32) -> Vec<u8> {
    let scale = Scale::to_width(pixmap.size(), width);
    encode_rgb(&scale.paint(pixmap, scale.whole()), scale.width(), scale.height())
}

/// Red, green and blue of each pixel, row by row, as PNG.
///
/// # Panics
/// When there are not as many as the width and height say.
pub fn encode_rgb(rgb: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(rgb, width, height, image::ExtendedColorType::Rgb8)
        .expect("memory takes every byte, and there are as many as it says");
    png
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Size;

    #[test]
    fn a_thumb_keeps_the_shape_and_the_paper() {
        let pixmap = Pixmap::new(Size::new(640, 360).expect("a size"));
        let small = image::load_from_memory(&encode_thumb(&pixmap, 64)).expect("a PNG").to_rgb8();
        assert_eq!(small.dimensions(), (64, 36), "a tenth of each side");
        assert!(small.pixels().all(|pixel| pixel.0 == [255; 3]), "white");
        let large = image::load_from_memory(&encode_thumb(&pixmap, 5_000)).expect("a PNG");
        assert_eq!((large.width(), large.height()), (640, 360), "never larger than it is");
    }
}
