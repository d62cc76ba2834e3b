//! Strokes become pixels by the exact rule of PROTOCOL.md section R, the same on every machine.
//!
//! Invariant: the same points give the same bytes. Only binary64 `+ - * /`, `sqrt` and comparisons in the
//! order the rule writes them; shortcuts may skip work, never change a result.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for wide registers")]

mod adler;
mod bands;
mod bits;
mod blend;
mod capsule;
mod deflate;
mod filter;
mod huffman;
mod image;
mod mask;
mod mask_tile;
mod outline;
mod pixmap;
mod png;
#[cfg(test)]
mod reference;
mod run;
mod scale;
mod stage;
mod thumb;
mod trail;
mod wide;
mod words;

pub use bands::{PngBands, PngParts};
pub use blend::blend_stroke;
pub use image::{IMAGE_PIXELS_MAX, IMAGE_SIDE_MAX, Image, ImageFailure};
pub use mask::StrokeMask;
pub use mask_tile::MaskTile;
pub use pixmap::{Pixmap, TILE, TILE_PIXELS, Tile};
pub use png::{PngFailure, decode_png, encode_png};
pub use scale::{Area, Scale, differences};
pub use stage::{Cut, Frame, Stage};
pub use thumb::{encode_rgb, encode_thumb};
pub use trail::{Spot, each_piece};
