//! The picture of a canvas: opaque pixels in shared tiles, blank paper where nobody painted.

use super::blend::blend_stroke;
use super::image::Image;
use super::mask::StrokeMask;
use super::mask_tile::MaskTile;
use crate::model::{Brush, PAPER, Placement, Size};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::Arc;

/// Side of a tile, in pixels: small enough to copy one for a stroke, large enough that few are asked for.
pub const TILE: u32 = 64;

/// Pixels of a tile.
pub const TILE_PIXELS: usize = SIDE * SIDE;

const SIDE: usize = TILE as usize;
const CHANNELS: usize = 4;

/// A square of opaque pixels: red, green, blue and 255 each, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile([u8; TILE_PIXELS * CHANNELS]);

impl Tile {
    /// A tile of blank paper.
    pub fn paper() -> Self {
        // Paper is white, so that each of its bytes, opacity included, is the same.
        const { assert!(matches!(PAPER.0, [255, 255, 255]), "paper is white") };
        Self([u8::MAX; TILE_PIXELS * CHANNELS])
    }

    /// The bytes of all pixels.
    pub fn pixels(&self) -> &[u8; TILE_PIXELS * CHANNELS] {
        &self.0
    }

    /// The bytes of all pixels, to be changed; every fourth must stay 255.
    pub fn pixels_mut(&mut self) -> &mut [u8; TILE_PIXELS * CHANNELS] {
        &mut self.0
    }

    /// Whether every pixel is paper.
    pub fn is_paper(&self) -> bool {
        self.0.iter().all(|&byte| byte == u8::MAX)
    }
}

/// A picture. Clones share their tiles until one of them paints.
#[derive(Clone, Debug)]
pub struct Pixmap {
    size: Size,
    /// None at all until somebody paints: most open rooms are blank, and each would hold a list of blanks.
    tiles: Vec<Option<Arc<Tile>>>,
}

impl Pixmap {
    /// Blank paper.
    pub fn new(size: Size) -> Self {
        Self { size, tiles: Vec::new() }
    }

    /// Width and height, in pixels.
    pub fn size(&self) -> Size {
        self.size
    }

    /// How many tiles there are, blank ones included; they are counted row by row from 0.
    pub fn tiles(&self) -> usize {
        columns(self.size) * rows(self.size)
    }

    /// Tiles in a row; the last may reach beyond the right edge.
    pub fn columns(&self) -> usize {
        columns(self.size)
    }

    /// Rows of tiles; the last may reach beyond the bottom edge.
    pub fn rows(&self) -> usize {
        rows(self.size)
    }

    /// One tile; `None` where it is blank paper, or where there is none.
    pub fn tile(&self, index: usize) -> Option<&Arc<Tile>> {
        self.tiles.get(index)?.as_ref()
    }

    /// Puts a tile in place of another; `None` is blank paper.
    ///
    /// # Panics
    ///
    /// When `index` is not below `tiles()`.
    pub fn set_tile(&mut self, index: usize, tile: Option<Arc<Tile>>) {
        *self.place(index) = tile;
    }

    /// Whether nothing was painted since it was new or cleared.
    pub fn is_blank(&self) -> bool {
        self.tiles.iter().all(Option::is_none)
    }

    /// Makes every pixel paper.
    pub fn clear(&mut self) {
        self.tiles.clear();
    }

    /// Blends a stroke over the picture. The mask must be made for a canvas of the same size.
    pub fn paint(&mut self, mask: &StrokeMask, brush: Brush) {
        for (index, tile) in mask.tiles() {
            self.paint_tile(index, tile, brush);
        }
    }

    /// Blends one tile of a stroke over the picture.
    ///
    /// # Panics
    ///
    /// When `index` is not below `tiles()`.
    pub fn paint_tile(&mut self, index: usize, mask: &MaskTile, brush: Brush) {
        let tile = self.place(index);
        if tile.is_none() && brush.color() == PAPER {
            return;
        }
        let tile = tile.get_or_insert_with(|| Arc::new(Tile::paper()));
        blend_stroke(Arc::make_mut(tile), mask, brush);
    }

    /// Blends what of an image lies on one tile over the picture; nothing where it does not.
    ///
    /// # Panics
    ///
    /// When `index` is not below `tiles()`.
    pub fn paint_image_tile(&mut self, index: usize, image: &Image, place: &Placement) {
        let columns = self.columns();
        let (left, top) = ((index % columns) as u32 * TILE, (index / columns) as u32 * TILE);
        let meets = |from: i32, length: u32, tile: u32| {
            let (from, tile) = (i64::from(from), i64::from(tile));
            from < tile + i64::from(TILE) && from + i64::from(length) > tile
        };
        if !meets(place.x, place.width, left) || !meets(place.y, place.height, top) {
            return;
        }
        let tile = self.place(index).get_or_insert_with(|| Arc::new(Tile::paper()));
        image.blend(Arc::make_mut(tile), place, left, top);
    }

    /// Blends an image over this picture of a canvas of half the width and height, on which it lies at `place`.
    pub fn paint_image_doubled(&mut self, image: &Image, place: &Placement) {
        let (x, y) = (place.x * 2, place.y * 2);
        let (width, height) = (place.width * 2, place.height * 2);
        let columns = self.columns();
        for index in self.tiles_of(&Placement { x, y, width, height, ..*place }) {
            let (left, top) = ((index % columns) as u32 * TILE, (index / columns) as u32 * TILE);
            let tile = self.place(index).get_or_insert_with(|| Arc::new(Tile::paper()));
            image.blend_doubled(Arc::make_mut(tile), place, left, top);
        }
    }

    /// The tiles an image touches, by index, ascending.
    pub fn tiles_of(&self, place: &Placement) -> Vec<usize> {
        let side = i64::from(TILE);
        let reach = |from: i32, length: u32, tiles: usize| {
            let (from, to) = (i64::from(from), i64::from(from) + i64::from(length));
            let last = (to + side - 1).div_euclid(side).clamp(0, tiles as i64);
            (from.div_euclid(side).clamp(0, tiles as i64) as usize)..last as usize
        };
        let columns = reach(place.x, place.width, self.columns());
        let rows = reach(place.y, place.height, self.rows());
        let row = |row: usize| columns.clone().map(move |column| (row, column));
        rows.flat_map(row).map(|(row, column)| row * self.columns() + column).collect()
    }

    fn place(&mut self, index: usize) -> &mut Option<Arc<Tile>> {
        if self.tiles.is_empty() {
            self.tiles.resize(self.tiles(), None);
        }
        &mut self.tiles[index]
    }

    /// Red, green and blue of every pixel, row by row.
    pub fn to_rgb(&self) -> Vec<u8> {
        let rgba = self.to_rgba();
        let (pixels, _) = rgba.as_chunks::<CHANNELS>();
        let mut bytes = vec![u8::MAX; pixels.len() * 3];
        for ([r, g, b, _], out) in pixels.iter().zip(bytes.as_chunks_mut::<3>().0) {
            *out = [*r, *g, *b];
        }
        bytes
    }

    /// Red, green, blue and 255 of every pixel, row by row.
    pub fn to_rgba(&self) -> Vec<u8> {
        let row_bytes = self.size.width() as usize * CHANNELS;
        let mut bytes = vec![u8::MAX; row_bytes * self.size.height() as usize];
        for (y, row) in bytes.chunks_exact_mut(row_bytes).enumerate() {
            self.copy_row(y, row);
        }
        bytes
    }

    /// SHA-256 of `to_rgba()`, in lower-case hexadecimal: equal exactly when two pictures look equal.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut row = vec![u8::MAX; self.size.width() as usize * CHANNELS];
        for y in 0..self.size.height() as usize {
            self.read_row(y, &mut row);
            hasher.update(&row);
        }
        hex(&hasher.finalize())
    }

    /// Reads red, green, blue and 255 of every pixel of a row.
    pub(super) fn read_row(&self, y: usize, row: &mut [u8]) {
        row.fill(u8::MAX);
        self.copy_row(y, row);
    }

    /// Writes the painted pixels of a row over paper.
    fn copy_row(&self, y: usize, row: &mut [u8]) {
        let first = y / SIDE * self.columns();
        let in_tile = y % SIDE * SIDE * CHANNELS;
        for (index, part) in (first..).zip(row.chunks_mut(SIDE * CHANNELS)) {
            if let Some(tile) = self.tile(index) {
                part.copy_from_slice(&tile.0[in_tile..in_tile + part.len()]);
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes what fits in memory");
        text
    })
}

/// Tiles side by side on a canvas of this size.
pub(super) fn columns(size: Size) -> usize {
    size.width().div_ceil(TILE) as usize
}

/// Tiles above one another on a canvas of this size.
fn rows(size: Size) -> usize {
    size.height().div_ceil(TILE) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Point, Rgb, Tool};

    fn brush(tool: Tool) -> Brush {
        Brush::new(tool, Rgb([9, 8, 7]), 255).expect("a brush")
    }

    fn dot(size: Size, x: f64, y: f64) -> StrokeMask {
        let point = Point::from_px(x, y, 5.0).expect("finite");
        StrokeMask::of(size, &[point], true)
    }

    #[test]
    fn r1_paper_is_opaque_white_and_hashed_without_its_tiles() {
        let size = Size::new(65, 64).expect("a size");
        let pixmap = Pixmap::new(size);
        assert!(pixmap.to_rgba().iter().all(|&byte| byte == 255), "white");
        assert_eq!(pixmap.to_rgba().len(), 65 * 64 * 4, "cropped to the canvas");
        let whole: [u8; 32] = Sha256::digest(vec![255; 65 * 64 * 4]).into();
        assert_eq!(pixmap.hash(), hex(&whole), "of all bytes in order");
        assert_eq!((pixmap.columns(), pixmap.rows(), pixmap.tiles()), (2, 1, 2), "two tiles");
    }

    #[test]
    fn r7_the_eraser_lays_on_paper_and_a_clear_lays_it_everywhere() {
        let size = Size::default();
        let mut pixmap = Pixmap::new(size);
        let blank = pixmap.hash();
        pixmap.paint(&dot(size, 100.0, 100.0), brush(Tool::Eraser));
        assert!(pixmap.is_blank(), "paper over paper leaves nothing to keep");
        pixmap.paint(&dot(size, 100.0, 100.0), brush(Tool::Pencil));
        let inked = pixmap.hash();
        assert_ne!(inked, blank, "a dot");
        pixmap.paint(&dot(size, 101.0, 100.0), brush(Tool::Eraser));
        assert!(pixmap.hash() != inked && pixmap.hash() != blank, "half of the dot is erased");
        pixmap.clear();
        assert!(pixmap.is_blank(), "nothing is left");
        assert_eq!(pixmap.hash(), blank, "paper");
    }

    #[test]
    fn clones_share_their_tiles_until_one_paints() {
        let size = Size::default();
        let mut pixmap = Pixmap::new(size);
        pixmap.paint(&dot(size, 10.0, 10.0), brush(Tool::Pencil));
        pixmap.paint(&dot(size, 100.0, 10.0), brush(Tool::Pencil));
        let before = pixmap.clone();
        pixmap.paint(&dot(size, 12.0, 12.0), brush(Tool::Pencil));
        let address = |pixmap: &Pixmap, index| pixmap.tile(index).map(Arc::as_ptr);
        let shared = |index| address(&pixmap, index) == address(&before, index);
        assert!(!shared(0) && shared(1), "only what was painted is copied");
        assert_ne!(pixmap.hash(), before.hash(), "the clone keeps its picture");
    }

    #[test]
    fn an_image_touches_the_tiles_it_lies_on() {
        let size = Size::new(200, 200).expect("a size");
        let pixmap = Pixmap::new(size);
        let image = crate::model::ImageId::of(b"any");
        let tiles =
            |x, y, width, height| pixmap.tiles_of(&Placement { image, x, y, width, height });
        assert_eq!(tiles(0, 0, 64, 64), [0], "exactly one");
        assert_eq!(tiles(63, 0, 2, 65), [0, 1, 4, 5], "four by a pixel");
        assert_eq!(tiles(-10, 150, 30, 999), [8, 12], "down to the edge");
        assert!(tiles(-10, 0, 10, 10).is_empty(), "left of the canvas");
        assert!(tiles(200, 300, 10, 10).is_empty(), "beyond it");
    }

    #[test]
    fn what_lies_beyond_the_edges_is_not_painted() {
        let size = Size::new(70, 70).expect("a size");
        let mut pixmap = Pixmap::new(size);
        pixmap.paint(&dot(size, 70.0, 70.0), brush(Tool::Pencil));
        let tile = pixmap.tile(3).expect("the corner was touched");
        let inked = tile.pixels().chunks_exact(4).enumerate().filter(|(_, pixel)| pixel[0] < 255);
        assert!(inked.clone().count() > 0, "a quarter of the dot");
        for (at, _) in inked {
            assert!(at % 64 < 6 && at / 64 < 6, "pixel {at} lies outside of the canvas");
        }
    }
}
