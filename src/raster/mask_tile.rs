//! How much of each pixel of one tile one stroke covers.

use super::capsule::Capsules;
use super::outline::{Cut, GROUP, NOTHING};
use super::pixmap::{TILE, TILE_PIXELS};
use std::ops::Range;

const SIDE: usize = TILE as usize;

/// Coverage of one tile: 0 is untouched, 255 is covered in full.
///
/// Each row keeps one stretch that is full. A thick brush covers its own place again and again; nothing
/// inside of the stretch is painted or computed any more.
#[derive(Clone, Debug)]
pub struct MaskTile {
    pixels: [u8; TILE_PIXELS],
    touched: Stretches,
    full: Stretches,
}

/// One stretch of columns for each row.
#[derive(Clone, Debug)]
struct Stretches {
    starts: [u8; SIDE],
    ends: [u8; SIDE],
}

impl Stretches {
    const NONE: Self = Self { starts: [NOTHING.0; SIDE], ends: [NOTHING.1; SIDE] };

    #[inline(always)]
    fn of(&self, row: usize) -> Range<usize> {
        usize::from(self.starts[row])..usize::from(self.ends[row])
    }

    /// Widens the stretches to hold the cut's.
    #[inline(always)]
    fn widen(&mut self, cut: &Cut) {
        let rows = cut.rows.clone();
        for (start, &new) in self.starts[rows.clone()].iter_mut().zip(&cut.starts[rows.clone()]) {
            *start = (*start).min(new);
        }
        for (end, &new) in self.ends[rows.clone()].iter_mut().zip(&cut.ends[rows]) {
            *end = (*end).max(new);
        }
    }

    /// Marks the rows whose old stretch must be left behind, because the new one does not join it.
    #[inline(always)]
    fn apart(&self, cut: &Cut, marks: &mut [u8; SIDE]) {
        let rows = cut.rows.clone();
        let old = self.starts[rows.clone()].iter().zip(&self.ends[rows.clone()]);
        let new = cut.starts[rows.clone()].iter().zip(&cut.ends[rows.clone()]);
        for ((mark, old), new) in marks[rows].iter_mut().zip(old).zip(new) {
            let gap = u8::from(new.1 < old.0) | u8::from(old.1 < new.0);
            *mark = gap & u8::from(new.0 < new.1) & u8::from(old.0 < old.1);
        }
    }

    /// Marks the rows of the cut that are not inside the stretches.
    #[inline(always)]
    fn outside(&self, cut: &Cut, marks: &mut [u8; SIDE]) {
        let rows = cut.rows.clone();
        let full = self.starts[rows.clone()].iter().zip(&self.ends[rows.clone()]);
        let new = cut.starts[rows.clone()].iter().zip(&cut.ends[rows.clone()]);
        for ((mark, full), new) in marks[rows].iter_mut().zip(full).zip(new) {
            *mark = u8::from(new.0 < full.0) | u8::from(new.1 > full.1);
        }
    }
}

/// The rows that are marked.
#[inline(always)]
fn marked(marks: &[u8; SIDE], mut visit: impl FnMut(usize)) {
    let (groups, _) = marks.as_chunks::<GROUP>();
    for (group, marks) in groups.iter().enumerate() {
        let mut marks = u64::from_le_bytes(*marks);
        while marks != 0 {
            visit(group * GROUP + marks.trailing_zeros() as usize / 8);
            marks &= marks - 1;
        }
    }
}

impl Default for MaskTile {
    /// Nothing is covered.
    fn default() -> Self {
        Self { pixels: [0; TILE_PIXELS], touched: Stretches::NONE, full: Stretches::NONE }
    }
}

impl MaskTile {
    /// The coverage of one pixel, by its column and row in the tile.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.row(y)[x]
    }

    /// Sets the coverage of one pixel, as if it were all of its row.
    #[cfg(test)]
    pub(super) fn set(&mut self, x: u8, y: usize, coverage: u8) {
        self.pixels[y * SIDE + usize::from(x)] = coverage;
        (self.touched.starts[y], self.touched.ends[y]) = (x, x + 1);
    }

    /// The columns of a row outside of which nothing is covered.
    #[inline(always)]
    pub(super) fn touched(&self, y: usize) -> Range<usize> {
        self.touched.of(y)
    }

    /// The coverage of a row.
    #[inline(always)]
    pub(super) fn row(&self, y: usize) -> [u8; SIDE] {
        let mut row = self.pixels.as_chunks().0[y];
        let full = self.full.of(y);
        if !full.is_empty() {
            row[full].fill(u8::MAX);
        }
        // Pixels are computed in groups, and the last of them may reach beyond the canvas.
        row[self.touched.ends[y].into()..].fill(0);
        row
    }

    /// Covers these stretches in full; they are to be softened later.
    #[inline(always)]
    pub(super) fn fill(&mut self, cut: &Cut) {
        let mut apart = [0; SIDE];
        self.full.apart(cut, &mut apart);
        marked(
            &apart,
            #[inline(always)]
            |row| {
                self.pixels[row * SIDE..][self.full.of(row)].fill(u8::MAX);
                (self.full.starts[row], self.full.ends[row]) = NOTHING;
            },
        );
        self.full.widen(cut);
    }

    /// Raises the coverage inside these stretches to the capsules'. `left` and `top` are where the tile is.
    #[inline(always)]
    pub(super) fn soften(&mut self, capsules: &Capsules, cut: &Cut, left: u16, top: u16) {
        self.touched.widen(cut);
        let mut outside = [0; SIDE];
        self.full.outside(cut, &mut outside);
        let (pixels, _) = self.pixels.as_chunks_mut::<SIDE>();
        marked(
            &outside,
            #[inline(always)]
            |row| {
                let (start, end) = (usize::from(cut.starts[row]), usize::from(cut.ends[row]));
                let full = self.full.of(row);
                let full = if full.is_empty() { end..end } else { full };
                let (pixels, y) = (&mut pixels[row], top + row as u16);
                if start < full.start {
                    capsules.cover(pixels, start..end.min(full.start), left, y);
                }
                if full.end < end {
                    capsules.cover(pixels, start.max(full.end)..end, left, y);
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Point, Size};
    use crate::raster::StrokeMask;

    fn cut(row: usize, start: u8, end: u8) -> Cut {
        let mut cut = Cut { rows: 0..GROUP, ..Cut::EMPTY };
        (cut.starts[row], cut.ends[row]) = (start, end);
        cut
    }

    fn covered(tile: &MaskTile, row: usize) -> Vec<usize> {
        (0..SIDE).filter(|&x| tile.at(x, row) == u8::MAX).collect()
    }

    #[test]
    fn r3_stretches_that_join_are_one_and_others_stay_covered() {
        let mut tile = MaskTile::default();
        for (start, end) in [(10, 12), (12, 14), (20, 22), (63, 64), (0, 1)] {
            tile.fill(&cut(3, start, end));
            tile.touched.widen(&cut(3, start, end));
        }
        assert_eq!(covered(&tile, 3), [0, 10, 11, 12, 13, 20, 21, 63], "each of them");
        assert!(covered(&tile, 2).is_empty(), "no other row");
        assert_eq!(tile.row(3)[9..15], [0, 255, 255, 255, 255, 0], "as the painter sees it");
    }

    #[test]
    fn a_thick_stroke_computes_little_more_than_its_edge() {
        let way = (0..60).map(|i| Point::from_px(100.0 + f64::from(i) * 5.0, 200.0, 40.0));
        let points: Vec<_> = way.map(|point| point.expect("finite")).collect();
        let mask = StrokeMask::of(Size::default(), &points, true);
        let computed = mask.tiles().flat_map(|(_, tile)| tile.pixels).filter(|&c| c > 0).count();
        let edge = (2.0 * 59.0 * 5.0 + std::f64::consts::TAU * 40.0) as usize;
        assert!(computed < 2 * edge, "{computed} pixels along an edge of {edge}");
    }
}
