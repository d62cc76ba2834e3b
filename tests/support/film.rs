//! Films as another program reads them.

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, Frame, RgbImage};
use std::io::Cursor;

/// All pictures of a film, each whole.
pub(crate) fn frames(format: &str, file: &[u8]) -> Vec<Frame> {
    let file = Cursor::new(file);
    let frames = match format {
        "apng" => PngDecoder::new(file).expect("a PNG").apng().expect("an animation").into_frames(),
        "gif" => GifDecoder::new(file).expect("a GIF").into_frames(),
        _ => WebPDecoder::new(file).expect("a WebP").into_frames(),
    };
    frames.collect_frames().expect("whole pictures")
}

/// The pixels of one.
pub(crate) fn rgb(frame: &Frame) -> RgbImage {
    image::DynamicImage::from(frame.buffer().clone()).to_rgb8()
}

/// How far apart two pictures are on average, in levels of a channel.
pub(crate) fn apart(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions(), "of one size");
    let sum: u64 = one.iter().zip(other.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.len() as f64
}
