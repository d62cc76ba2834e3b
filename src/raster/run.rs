//! Pieces in a row that are nearly straight: what is skipped and filled is found once for all of them.

use super::capsule::{Capsule, Capsules};
use super::outline::Outline;
use super::trail::Spot;

/// Pieces of a run: more would compute each soft pixel too often.
pub(super) const PIECES_MAX: usize = 6;

/// How far a run may bend from the straight line between its ends, in pixels: the soft edge, a pixel wide,
/// is looked for in a band that is wider by twice this.
const BEND_MAX: f64 = 0.5;

/// Joined pieces of a stroke.
#[derive(Clone, Debug)]
pub(super) struct Run {
    spots: [Spot; PIECES_MAX + 1],
    pieces: usize,
    /// How far it bends from the straight line, in pixels.
    bend: f64,
}

impl Run {
    /// No pieces.
    pub(super) const EMPTY: Self =
        Self { spots: [Spot { x: 0.0, y: 0.0, r: 0.0 }; PIECES_MAX + 1], pieces: 0, bend: 0.0 };

    pub(super) fn is_empty(&self) -> bool {
        self.pieces == 0
    }

    /// Makes it a run of one piece.
    pub(super) fn begin(&mut self, a: Spot, b: Spot) {
        (self.spots[0], self.spots[1]) = (a, b);
        (self.pieces, self.bend) = (1, 0.0);
    }

    /// Makes it a run of no pieces.
    pub(super) fn clear(&mut self) {
        self.pieces = 0;
    }

    /// Takes in the piece from `a` to `b`; tells whether it did.
    pub(super) fn extend(&mut self, a: Spot, b: Spot) -> bool {
        let first = self.spots[0];
        let (ux, uy) = (b.x - first.x, b.y - first.y);
        let length2 = ux * ux + uy * uy;
        // The soft edge of a run that is longer than it is thick has too little to do with each piece.
        let fits = (1..PIECES_MAX).contains(&self.pieces)
            && a == self.last()
            && length2 <= 2.0 * b.r * b.r;
        if !fits || length2 == 0.0 {
            return false;
        }
        let away2 = |spot: &Spot| {
            let (vx, vy) = (spot.x - first.x, spot.y - first.y);
            let t = ((vx * ux + vy * uy) / length2).clamp(0.0, 1.0);
            let (dx, dy) = (vx - t * ux, vy - t * uy);
            dx * dx + dy * dy
        };
        let between = &self.spots[1..=self.pieces];
        let bend2 = between.iter().map(away2).fold(0.0, f64::max);
        if bend2 > BEND_MAX * BEND_MAX {
            return false;
        }
        self.bend = bend2.sqrt();
        self.pieces += 1;
        self.spots[self.pieces] = b;
        true
    }

    /// Encloses every pixel centre that the run can cover at all.
    #[inline(always)]
    pub(super) fn touched(&self) -> Outline {
        let thickest = self.spots().iter().map(|spot| spot.r).fold(0.0, f64::max);
        Outline::touched(self.spots[0], self.last(), thickest + self.bend)
    }

    /// Holds only pixel centres that the run surely covers in full; `None` when too thin to help.
    ///
    /// The run and the line between its ends are nowhere farther apart than `bend`: a place on the line is
    /// the nearest one of some place of the run.
    #[inline(always)]
    pub(super) fn solid(&self) -> Option<Outline> {
        let thinnest = self.spots().iter().map(|spot| spot.r).fold(f64::INFINITY, f64::min);
        Outline::solid(self.spots[0], self.last(), thinnest - self.bend)
    }

    /// Its pieces; the first of these are set.
    #[inline(always)]
    pub(super) fn capsules<'a>(&self, room: &'a mut [Capsule; PIECES_MAX]) -> Capsules<'a> {
        let pieces = self.spots().windows(2);
        for (capsule, ends) in room.iter_mut().zip(pieces) {
            *capsule = Capsule::new(ends[0], ends[1]);
        }
        Capsules { all: &room[..self.pieces], radius: self.radius() }
    }

    /// The radius, when it is the same everywhere.
    fn radius(&self) -> Option<f64> {
        let radius = self.spots[0].r;
        self.spots().iter().all(|spot| spot.r.total_cmp(&radius).is_eq()).then_some(radius)
    }

    fn spots(&self) -> &[Spot] {
        &self.spots[..=self.pieces]
    }

    fn last(&self) -> Spot {
        self.spots[self.pieces]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many runs the pieces between these spots become.
    fn runs(spots: &[Spot]) -> usize {
        let (mut run, mut count) = (Run::EMPTY, 0);
        for pair in spots.windows(2) {
            if !run.extend(pair[0], pair[1]) {
                run.begin(pair[0], pair[1]);
                count += 1;
            }
        }
        count
    }

    fn way(place: impl Fn(f64) -> (f64, f64, f64)) -> Vec<Spot> {
        let spot = |i| {
            let (x, y, r) = place(f64::from(i));
            Spot { x, y, r }
        };
        (0..=60).map(spot).collect()
    }

    #[test]
    fn nearly_straight_pieces_of_a_thick_brush_share_a_run() {
        let straight = way(|i| (2.0 * i, i, 30.0));
        assert_eq!(runs(&straight), 60 / PIECES_MAX, "as many as fit");
        let bent = way(|i| (10.0 * (i / 5.0).cos(), 10.0 * (i / 5.0).sin(), 30.0));
        assert!((15..=30).contains(&runs(&bent)), "{} runs along an arc", runs(&bent));
        let zigzag = way(|i| (2.0 * i, 4.0 * (i % 2.0), 30.0));
        assert_eq!(runs(&zigzag), 60, "each piece for itself");
        let thin = way(|i| (2.0 * i, 0.0, 1.0));
        assert_eq!(runs(&thin), 60, "pieces as long as the brush is thick");
    }

    #[test]
    fn what_does_not_go_on_from_the_last_spot_begins_a_run() {
        let spot = |x| Spot { x, y: 0.0, r: 9.0 };
        let mut run = Run::EMPTY;
        assert!(!run.extend(spot(0.0), spot(1.0)), "nothing to go on from");
        run.begin(spot(0.0), spot(1.0));
        assert!(!run.extend(spot(2.0), spot(3.0)), "a gap");
        assert!(!run.extend(spot(1.0), spot(0.0)), "back where it began");
        assert!(run.extend(spot(1.0), spot(3.0)), "onwards");
    }
}
