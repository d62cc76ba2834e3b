//! One piece of a stroke: how much of a pixel the way from one spot to the next covers.

use super::pixmap::TILE;
use super::trail::Spot;
use std::ops::Range;

/// Pixels computed side by side; each is the rule's arithmetic in the rule's order.
const LANES: usize = 4;

const SIDE: usize = TILE as usize;

/// The way of a round brush in a straight line, its radius changing evenly.
///
/// A disc is the same formula with `ux`, `uy`, `inv` and `dr` zero: every product is zero then, and adding
/// or subtracting zero changes no bit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capsule {
    ax: f64,
    ay: f64,
    ux: f64,
    uy: f64,
    inv: f64,
    ra: f64,
    dr: f64,
}

impl Capsule {
    /// Holds the place of a capsule.
    pub(super) const NONE: Self =
        Self { ax: 0.0, ay: 0.0, ux: 0.0, uy: 0.0, inv: 0.0, ra: 0.0, dr: 0.0 };

    #[inline(always)]
    pub(super) fn new(a: Spot, b: Spot) -> Self {
        let (ux, uy) = (b.x - a.x, b.y - a.y);
        let len2 = ux * ux + uy * uy;
        if len2 == 0.0 {
            return Self { ax: a.x, ay: a.y, ux, uy, inv: 0.0, ra: a.r.max(b.r), dr: 0.0 };
        }
        Self { ax: a.x, ay: a.y, ux, uy, inv: 1.0 / len2, ra: a.r, dr: b.r - a.r }
    }

    /// The rule's `t`, and its `d` multiplied by itself, for the centre at `(px, py)`.
    #[inline(always)]
    fn nearest(&self, px: f64, py: f64) -> (f64, f64) {
        let (vx, vy) = (px - self.ax, py - self.ay);
        let t = ((vx * self.ux + vy * self.uy) * self.inv).clamp(0.0, 1.0);
        let (dx, dy) = (vx - t * self.ux, vy - t * self.uy);
        (t, dx * dx + dy * dy)
    }
}

/// Capsules that are painted together.
pub(super) struct Capsules<'a> {
    pub(super) all: &'a [Capsule],
    /// The radius, when it is the same everywhere.
    pub(super) radius: Option<f64>,
}

impl Capsules<'_> {
    /// Raises the coverage of these columns in a tile's row: the one `y` of the canvas, with the tile's first
    /// column being `left`.
    ///
    /// Pixels beside them may be raised too, to what the rule gives them.
    #[inline(always)]
    pub(super) fn cover(&self, row: &mut [u8; SIDE], columns: Range<usize>, left: u16, y: u16) {
        let py = f64::from(y) + 0.5;
        let mut at = columns.start;
        while at < columns.end {
            let first = at.min(SIDE - LANES);
            let px = f64::from(left + first as u16) + 0.5;
            let largest = match self.radius {
                Some(radius) => self.largest_even(radius, px, py),
                None => self.largest(px, py),
            };
            for (pixel, c) in row[first..first + LANES].iter_mut().zip(largest) {
                *pixel = (*pixel).max(rounded(c));
            }
            at = first + LANES;
        }
    }

    /// The largest `c` of the rule among the capsules: rounding the largest gives the largest coverage.
    #[inline(always)]
    fn largest(&self, px: f64, py: f64) -> [f64; LANES] {
        let mut largest = [0.0; LANES];
        for capsule in self.all {
            for (lane, largest) in largest.iter_mut().enumerate() {
                let (t, d2) = capsule.nearest(px + lane as f64, py);
                let c = (capsule.ra + t * capsule.dr + 0.5) - d2.sqrt();
                *largest = if c > *largest { c } else { *largest };
            }
        }
        largest
    }

    /// The same for a radius that does not change: the nearest capsule has it, and only its root is taken.
    ///
    /// `t*(rb-ra)` is zero, which adds nothing; roots and differences keep the order of what they are of.
    #[inline(always)]
    fn largest_even(&self, radius: f64, px: f64, py: f64) -> [f64; LANES] {
        let mut nearest = [f64::MAX; LANES];
        for capsule in self.all {
            for (lane, nearest) in nearest.iter_mut().enumerate() {
                let (_, d2) = capsule.nearest(px + lane as f64, py);
                *nearest = if d2 < *nearest { d2 } else { *nearest };
            }
        }
        nearest.map(|d2| (radius + 0.5) - d2.sqrt())
    }
}

/// The rule's coverage for its `c`.
///
/// A cast would do the same, but one number at a time. Added to a number below it, `WHOLE` rounds to the
/// nearest whole number and leaves that in the lowest bits.
#[inline(always)]
fn rounded(c: f64) -> u8 {
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    let exact = c * 255.0 + 0.5;
    let exact = if exact > 0.0 { exact } else { 0.0 };
    let exact = if exact < 255.0 { exact } else { 255.0 };
    let nearest = (exact + WHOLE) - WHOLE;
    let down = if nearest > exact { 1.0 } else { 0.0 };
    ((nearest - down) + WHOLE).to_bits() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(a: (f64, f64, f64), b: (f64, f64, f64), y: u16) -> Vec<u8> {
        let spot = |(x, y, r)| Spot { x, y, r };
        let mut row = [0; SIDE];
        let all = [Capsule::new(spot(a), spot(b))];
        let radius = a.2.total_cmp(&b.2).is_eq().then_some(a.2);
        Capsules { all: &all, radius }.cover(&mut row, 0..7, 0, y);
        row[..7].to_vec()
    }

    #[test]
    fn r1_a_centre_is_half_a_pixel_in() {
        let dot = (3.5, 0.5, 0.25);
        assert_eq!(covered(dot, dot, 0), [0, 0, 0, 191, 0, 0, 0], "centred on column 3, row 0");
    }

    #[test]
    fn r2_the_radius_changes_evenly_along_a_capsule() {
        let thin_to_thick = covered((0.5, 0.5, 0.125), (6.5, 0.5, 6.125), 1);
        let expected = [0, 159, 255, 255, 255, 255, 255];
        assert_eq!(thin_to_thick, expected, "one pixel off the line, one pixel wider per column");
    }

    #[test]
    fn r2_beyond_the_ends_the_nearest_end_counts() {
        let row = covered((2.5, 0.5, 1.0), (4.5, 0.5, 1.0), 0);
        assert_eq!(row, [0, 128, 255, 255, 255, 128, 0], "half a pixel past the radius");
    }

    #[test]
    fn r2_a_capsule_without_length_is_a_disc_of_the_larger_radius() {
        let grown = covered((3.5, 0.5, 0.5), (3.5, 0.5, 2.0), 0);
        assert_eq!(grown, [0, 128, 255, 255, 255, 128, 0], "two pixels to each side");
        assert_eq!(grown, covered((3.5, 0.5, 2.0), (3.5, 0.5, 0.5), 0), "whichever end it is at");
    }

    #[test]
    fn r3_coverage_is_rounded_half_up_and_stops_at_both_ends() {
        let at = |distance: f64| {
            let dot = (0.5 + distance, 0.5, 1.0);
            covered(dot, dot, 0)[0]
        };
        assert_eq!((at(1.5), at(2.0), at(0.5), at(0.0)), (0, 0, 255, 255), "outside and inside");
        assert_eq!((at(1.25), at(0.75)), (64, 191), "63.75 and 191.25");
        assert_eq!(at(1.0), 128, "127.5 goes up");
    }
}
