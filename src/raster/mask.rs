//! How much of each pixel one stroke covers, kept in tiles that exist where the stroke has been.

use super::capsule::Capsule;
use super::mask_tile::MaskTile;
use super::outline::{Cut, Outline, Spans};
use super::pixmap::{TILE, columns};
use super::run::{PIECES_MAX, Run};
use super::trail::{Spot, Trail};
use super::wide::wide;
use crate::model::{Point, Size};

const SIDE: u16 = TILE as u16;

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
        Self {
            trail: Trail::Empty,
            coverage: Coverage { size, tiles: Vec::new(), open: Run::EMPTY, filled: Run::EMPTY },
        }
    }

    /// The whole mask of a stroke whose points are all known.
    pub fn of(size: Size, points: &[Point], ended: bool) -> Self {
        Self::of_spots(size, points.iter().map(|&point| point.into()), ended)
    }

    /// The same for a canvas of twice the width and height, which is `size`: the rule with every coordinate
    /// and radius doubled.
    pub fn of_doubled(size: Size, points: &[Point], ended: bool) -> Self {
        Self::of_spots(size, points.iter().map(|&point| Spot::from(point).doubled()), ended)
    }

    fn of_spots(size: Size, spots: impl Iterator<Item = Spot>, ended: bool) -> Self {
        let mut mask = Self::new(size);
        let Self { trail, coverage } = &mut mask;
        for spot in spots {
            trail.push(spot, &mut |a, b| coverage.add(a, b));
        }
        if ended {
            mask.end();
        }
        mask.coverage.finish();
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
        self.coverage.finish();
    }

    /// Covers the rest, which waited for a point that will not come. Ending again changes nothing.
    pub fn end(&mut self) {
        self.trail.end(&mut |a, b| self.coverage.add(a, b));
        self.coverage.finish();
    }

    /// Indices of the tiles the stroke has been in, ascending, as [`Pixmap`](super::Pixmap) counts them.
    pub fn touched(&self) -> impl Iterator<Item = usize> {
        self.coverage.tiles.iter().map(|tile| tile.index)
    }

    /// The tiles the stroke has been in, ascending by index.
    pub fn tiles(&self) -> impl Iterator<Item = (usize, &MaskTile)> {
        self.coverage.tiles.iter().map(|tile| (tile.index, &*tile.mask))
    }

    /// The coverage of one tile; `None` where the stroke has not been.
    pub fn tile(&self, index: usize) -> Option<&MaskTile> {
        let tiles = &self.coverage.tiles;
        let found = tiles.binary_search_by_key(&index, |tile| tile.index).ok()?;
        Some(&tiles[found].mask)
    }

    /// Indices of the tiles that may have changed since this was last asked, ascending.
    pub fn take_changed(&mut self) -> Vec<usize> {
        let tiles = self.coverage.tiles.iter_mut();
        let changed =
            tiles.filter_map(|tile| std::mem::take(&mut tile.changed).then_some(tile.index));
        changed.collect()
    }

    /// Memory the mask takes, in bytes, give or take what an allocation needs.
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.coverage.tiles.len() * (size_of::<CoveredTile>() + size_of::<MaskTile>())
    }
}

#[derive(Clone, Debug)]
struct Coverage {
    size: Size,
    /// Ascending by index.
    tiles: Vec<CoveredTile>,
    /// Pieces nothing was done with: the next may join them.
    open: Run,
    /// Filled, but not softened: most of its soft edge lies where the next run fills.
    filled: Run,
}

#[derive(Clone, Debug)]
struct CoveredTile {
    index: usize,
    changed: bool,
    mask: Box<MaskTile>,
}

impl Coverage {
    /// Raises the coverage of every pixel the capsule from `a` to `b` touches, now or in `finish`.
    fn add(&mut self, a: Spot, b: Spot) {
        if !self.open.extend(a, b) {
            self.close();
            self.open.begin(a, b);
        }
    }

    /// Does what `add` left to be done.
    fn finish(&mut self) {
        self.close();
        self.close();
    }

    /// Fills the open run, if any, and softens the one before it, if any.
    fn close(&mut self) {
        wide(
            #[inline(always)]
            || self.paint(),
        );
    }

    /// As `close` says.
    #[inline(always)]
    fn paint(&mut self) {
        if !self.open.is_empty()
            && let Some(solid) = self.open.solid()
        {
            self.each_tile(
                &solid,
                #[inline(always)]
                |tile, cut, _, _| tile.mask.fill(cut),
            );
        }
        if !self.filled.is_empty() {
            let mut room = [Capsule::NONE; PIECES_MAX];
            let capsules = self.filled.capsules(&mut room);
            let touched = self.filled.touched();
            self.each_tile(
                &touched,
                #[inline(always)]
                |tile, cut, left, top| {
                    tile.changed = true;
                    tile.mask.soften(&capsules, cut, left, top);
                },
            );
            self.filled.clear();
        }
        std::mem::swap(&mut self.open, &mut self.filled);
    }

    /// Visits the tiles an outline crosses, with the part inside and the tile's first column and row.
    #[inline(always)]
    fn each_tile(
        &mut self,
        outline: &Outline,
        mut visit: impl FnMut(&mut CoveredTile, &Cut, u16, u16),
    ) {
        let (width, height) = (self.size.width() as u16, self.size.height() as u16);
        let mut rows = outline.rows(height);
        let (mut spans, mut cut) = (Spans::EMPTY, Cut::EMPTY);
        while !rows.is_empty() {
            let band = rows.start / SIDE;
            let end = rows.end.min((band + 1) * SIDE);
            spans.set(outline, rows.start..end, width);
            let mut near = 0;
            for column in spans.columns() {
                if cut.set(&spans, column) {
                    let index = usize::from(band) * columns(self.size) + usize::from(column);
                    near = self.place(index, near);
                    visit(&mut self.tiles[near], &cut, column * SIDE, band * SIDE);
                    near += 1;
                }
            }
            rows.start = end;
        }
    }

    /// Where the tile of this index is, most likely at `near`; it is made when the stroke has not been there.
    fn place(&mut self, index: usize, near: usize) -> usize {
        if self.tiles.get(near).is_some_and(|tile| tile.index == index) {
            return near;
        }
        let place = self.tiles.binary_search_by_key(&index, |tile| tile.index);
        place.unwrap_or_else(|place| {
            let mask = Box::default();
            self.tiles.insert(place, CoveredTile { index, changed: true, mask });
            place
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::TILE_PIXELS;

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

    #[test]
    fn r2_wide_registers_change_no_bit() {
        let size = Size::default();
        let pixels = |close: fn(&mut Coverage)| {
            let mut coverage = StrokeMask::new(size).coverage;
            for i in 0..600 {
                let spot = |i: i32| Spot {
                    x: f64::from(i * 37 % 900) + 0.125,
                    y: f64::from(i * 91 % 600) + 0.625,
                    r: f64::from(i % 160) / 8.0 + 0.25,
                };
                coverage.open.begin(spot(i), spot(i + 1));
                close(&mut coverage);
            }
            close(&mut coverage);
            let tiles = coverage.tiles.iter();
            tiles.flat_map(|tile| (0..SIDE).flat_map(|y| tile.mask.row(y.into()))).collect()
        };
        let (wide, narrow): (Vec<u8>, Vec<u8>) = (pixels(Coverage::close), pixels(Coverage::paint));
        assert!(narrow.iter().any(|&cover| cover > 0 && cover < u8::MAX), "soft edges");
        assert!(wide == narrow, "the same of {} pixels", narrow.len());
    }
}
