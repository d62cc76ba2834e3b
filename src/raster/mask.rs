//! How much of each pixel one stroke covers, kept in tiles that exist where the stroke has been.

use super::capsule::Capsule;
use super::outline::{Outline, Span, centres};
use super::pixmap::{TILE, TILE_PIXELS, columns};
use super::trail::{Spot, Trail};
use crate::model::{Point, Size};
use std::collections::BTreeMap;

const SIDE: u16 = TILE as u16;

/// Coverage of one tile, row by row: 0 is untouched, 255 is covered in full.
pub type MaskTile = [u8; TILE_PIXELS];

/// The coverage of one stroke, growing as its points come in.
///
/// The result depends on the sequence of points alone, not on how many came at a time.
#[derive(Clone, Debug)]
pub struct StrokeMask {
    trail: Trail,
    coverage: Coverage,
}

impl StrokeMask {
    /// A stroke without points, on a canvas of this size.
    pub fn new(size: Size) -> Self {
        Self { trail: Trail::Empty, coverage: Coverage { size, tiles: BTreeMap::new() } }
    }

    /// The whole mask of a stroke whose points are all known.
    pub fn of(size: Size, points: &[Point], ended: bool) -> Self {
        let mut mask = Self::new(size);
        mask.extend(points);
        if ended {
            mask.end();
        }
        mask
    }

    /// Adds input points and covers what is certain by them.
    ///
    /// # Panics
    ///
    /// When the stroke has ended.
    pub fn extend(&mut self, points: &[Point]) {
        for &point in points {
            self.trail.push(point.into(), &mut |a, b| self.coverage.add(a, b));
        }
    }

    /// Covers the rest, which waited for a point that will not come. Ending again changes nothing.
    pub fn end(&mut self) {
        self.trail.end(&mut |a, b| self.coverage.add(a, b));
    }

    /// Indices of the tiles the stroke has been in, ascending, as [`Pixmap`](super::Pixmap) counts them.
    pub fn touched(&self) -> impl Iterator<Item = usize> {
        self.coverage.tiles.keys().copied()
    }

    /// The tiles the stroke has been in, ascending by index.
    pub fn tiles(&self) -> impl Iterator<Item = (usize, &MaskTile)> {
        self.coverage.tiles.iter().map(|(&index, tile)| (index, &tile.pixels))
    }

    /// The coverage of one tile; `None` where the stroke has not been.
    pub fn tile(&self, index: usize) -> Option<&MaskTile> {
        self.coverage.tiles.get(&index).map(|tile| &tile.pixels)
    }

    /// Indices of the tiles that may have changed since this was last asked, ascending.
    pub fn take_changed(&mut self) -> Vec<usize> {
        let tiles = self.coverage.tiles.iter_mut();
        tiles
            .filter_map(|(&index, tile)| std::mem::take(&mut tile.changed).then_some(index))
            .collect()
    }

    /// Memory the mask takes, in bytes, give or take what a map needs.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.coverage.tiles.len() * (size_of::<CoverageTile>() + 16)
    }
}

#[derive(Clone, Debug)]
struct Coverage {
    size: Size,
    tiles: BTreeMap<usize, Box<CoverageTile>>,
}

#[derive(Clone, Debug)]
struct CoverageTile {
    pixels: MaskTile,
    changed: bool,
}

impl CoverageTile {
    fn blank() -> Box<Self> {
        Box::new(Self { pixels: [0; TILE_PIXELS], changed: true })
    }
}

impl Coverage {
    /// Raises the coverage of every pixel the capsule from `a` to `b` touches.
    fn add(&mut self, a: Spot, b: Spot) {
        let (touched, solid) = (Outline::touched(a, b), Outline::solid(a, b));
        let (width, height) = (self.size.width() as u16, self.size.height() as u16);
        let (left, right) = centres(Some(touched.horizontal()), width);
        let (top, bottom) = centres(Some(touched.vertical()), height);
        if left == right {
            return;
        }
        let capsule = Capsule::new(a, b);
        let mut y = top;
        while y < bottom {
            let band_end = bottom.min((y / SIDE + 1) * SIDE);
            let mut spans = [Span::default(); TILE as usize];
            let spans = &mut spans[..usize::from(band_end - y)];
            for (row, span) in (y..).zip(spans.iter_mut()) {
                *span = Span::at(&touched, solid.as_ref(), f64::from(row) + 0.5, width);
            }
            self.add_band(&capsule, y, spans);
            y = band_end;
        }
    }

    /// Covers consecutive rows of one row of tiles, the first of them `y`.
    fn add_band(&mut self, capsule: &Capsule, y: u16, spans: &[Span]) {
        let crossed = spans.iter().filter(|span| span.start < span.end);
        let left = crossed.clone().map(|span| span.start).min();
        let right = crossed.map(|span| span.end).max();
        let (Some(left), Some(right)) = (left, right) else { return };
        for column in left / SIDE..right.div_ceil(SIDE) {
            let left = column * SIDE;
            let cut = |span: &Span| span.cut(left, left + SIDE);
            if spans.iter().map(cut).any(|span| span.start < span.end) {
                let index = usize::from(y / SIDE) * columns(self.size) + usize::from(column);
                let tile = self.tiles.entry(index).or_insert_with(CoverageTile::blank);
                tile.changed = true;
                for (row, span) in (y..).zip(spans.iter().map(cut)) {
                    cover_row(capsule, &mut tile.pixels, span, left, row);
                }
            }
        }
    }
}

/// Covers one row of a tile whose first column is `left`: soft, full, soft.
fn cover_row(capsule: &Capsule, pixels: &mut MaskTile, span: Span, left: u16, y: u16) {
    let first = usize::from(y % SIDE * SIDE);
    let pixels = &mut pixels[first..first + usize::from(SIDE)];
    let Span { start, end, solid_start, solid_end } = span;
    let [from, solid_from, solid_to, to] = [start, solid_start, solid_end, end].map(usize::from);
    capsule.cover(&mut pixels[from..solid_from], left + start, y);
    pixels[solid_from..solid_to].fill(u8::MAX);
    capsule.cover(&mut pixels[solid_to..to], left + solid_end, y);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(places: &[(f64, f64)]) -> Vec<Point> {
        let point = |&(x, y): &(f64, f64)| Point::from_px(x, y, 2.0).expect("finite");
        places.iter().map(point).collect()
    }

    #[test]
    fn r4_an_open_stroke_waits_with_what_is_not_certain() {
        let all = points(&[(10.0, 10.0), (100.0, 10.0), (100.0, 200.0)]);
        let mut mask = StrokeMask::new(Size::default());
        mask.extend(&all[..2]);
        assert!(mask.take_changed().is_empty(), "two points are nothing yet");
        mask.extend(&all[2..]);
        assert_eq!(mask.take_changed(), [0, 1, 31], "down to the last midpoint, in two columns");
        assert!(mask.take_changed().is_empty(), "told once");
        mask.end();
        assert_eq!(mask.take_changed(), [31, 61, 91], "the last half, in three rows");
        mask.end();
        assert!(mask.take_changed().is_empty(), "it has ended");
        assert!(mask.touched().eq([0, 1, 31, 61, 91]), "all of them");
        assert_eq!(mask.tiles().count(), 5, "and no more");
        assert!((5 * TILE_PIXELS..6 * TILE_PIXELS).contains(&mask.bytes()), "mostly pixels");
    }

    #[test]
    fn r8_a_stroke_outside_of_the_canvas_touches_no_tile() {
        let outside = points(&[(-9.0, 5.0), (-9.0, 900.0), (-30_000.0, 30_000.0)]);
        let mask = StrokeMask::of(Size::default(), &outside, true);
        assert_eq!(mask.touched().count(), 0, "nothing to paint");
    }
}
