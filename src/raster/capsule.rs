//! One piece of a stroke: how much of a pixel the way from one spot to the next covers.

use super::trail::Spot;

/// Pixels computed side by side; each is the rule's arithmetic in the rule's order.
const LANES: usize = 4;

/// Pixels computed before they are rounded: longer rows gain nothing, shorter ones would wait for it.
const BUFFER: usize = 16;

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
    pub(super) fn new(a: Spot, b: Spot) -> Self {
        let (ux, uy) = (b.x - a.x, b.y - a.y);
        let len2 = ux * ux + uy * uy;
        if len2 == 0.0 {
            return Self { ax: a.x, ay: a.y, ux, uy, inv: 0.0, ra: a.r.max(b.r), dr: 0.0 };
        }
        Self { ax: a.x, ay: a.y, ux, uy, inv: 1.0 / len2, ra: a.r, dr: b.r - a.r }
    }

    /// Raises the coverage of neighbouring pixels of row `y`, the first of them in column `x`.
    ///
    /// Two passes over a buffer, because compilers turn the first into vector instructions only when its
    /// results go to memory as they are. Lanes past the last pixel are computed and not used.
    pub(super) fn cover(&self, coverage: &mut [u8], x: u16, y: u16) {
        let vy = (f64::from(y) + 0.5) - self.ay;
        let mut px = f64::from(x) + 0.5;
        for pixels in coverage.chunks_mut(BUFFER) {
            let mut buffer = [0.0; BUFFER];
            let (groups, _) = buffer.as_chunks_mut::<LANES>();
            for group in &mut groups[..pixels.len().div_ceil(LANES)] {
                for (lane, c) in group.iter_mut().enumerate() {
                    *c = self.cover_at((px + lane as f64) - self.ax, vy);
                }
                px += LANES as f64;
            }
            for (pixel, c) in pixels.iter_mut().zip(&buffer) {
                // A cast drops the fraction and stops at 0 and 255: all three cases of the rule.
                *pixel = (*pixel).max((c * 255.0 + 0.5) as u8);
            }
        }
    }

    /// The rule's `c` for the centre at `(vx, vy)` from the start.
    #[inline]
    fn cover_at(&self, vx: f64, vy: f64) -> f64 {
        let t = ((vx * self.ux + vy * self.uy) * self.inv).clamp(0.0, 1.0);
        let (dx, dy) = (vx - t * self.ux, vy - t * self.uy);
        let d = (dx * dx + dy * dy).sqrt();
        (self.ra + t * self.dr + 0.5) - d
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(a: (f64, f64, f64), b: (f64, f64, f64), y: u16) -> Vec<u8> {
        let spot = |(x, y, r)| Spot { x, y, r };
        let mut row = vec![0; 7];
        Capsule::new(spot(a), spot(b)).cover(&mut row, 0, y);
        row
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
