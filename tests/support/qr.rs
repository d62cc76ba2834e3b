//! Reads a QR code the way a phone does: by another decoder than the one that made it, from its pixels.

use resvg::{tiny_skia, usvg};

/// Pixels of a module: what a camera sees of a code on a wall.
const SCALE: f32 = 6.0;

/// The text of the one code on a picture.
pub(crate) fn read(svg: &[u8]) -> String {
    let tree = usvg::Tree::from_data(svg, &usvg::Options::default()).expect("an SVG");
    let side = (tree.size().width() * SCALE) as u32;
    let mut pixels = tiny_skia::Pixmap::new(side, side).expect("pixels");
    let larger = tiny_skia::Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, larger, &mut pixels.as_mut());
    let shade = |x, y| pixels.pixel(x as u32, y as u32).expect("inside").red();
    let side = side as usize;
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side, side, shade);
    let codes = seen.detect_grids();
    assert_eq!(codes.len(), 1, "one code");
    codes[0].decode().expect("a code that can be read").1
}
