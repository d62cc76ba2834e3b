//! From input points to capsules: which pieces a stroke consists of, and which of them are certain yet.

use crate::model::Point;

/// A place on the way of a brush, in pixels: position and radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
    /// How far the brush reaches.
    pub r: f64,
}

impl From<Point> for Spot {
    fn from(point: Point) -> Self {
        Self { x: point.x_px(), y: point.y_px(), r: point.r_px() }
    }
}

impl Spot {
    /// The same place on a canvas whose pixels are half as large; exact.
    pub(super) fn doubled(self) -> Self {
        Self { x: self.x * 2.0, y: self.y * 2.0, r: self.r * 2.0 }
    }

    /// The same arithmetic for each of the three numbers.
    fn zip3(a: Self, q: Self, b: Self, f: impl Fn(f64, f64, f64) -> f64) -> Self {
        Self { x: f(a.x, q.x, b.x), y: f(a.y, q.y, b.y), r: f(a.r, q.r, b.r) }
    }

    #[expect(clippy::manual_midpoint, reason = "the rule writes the sum, then the half")]
    fn midpoint(a: Self, b: Self) -> Self {
        Self::zip3(a, a, b, |a, _, b| (a + b) / 2.0)
    }
}

/// The end of a stroke that is still being drawn: the last two points are all that what follows needs.
#[derive(Clone, Debug)]
pub(super) enum Trail {
    Empty,
    One(Spot),
    Two(Spot, Spot),
    Many(Spot, Spot),
    Ended,
}

impl Trail {
    /// Adds one input point and draws the pieces that are certain by it. A point of no radius lifts the pen:
    /// what is there ends, and the next point begins anew.
    pub(super) fn push(&mut self, next: Spot, draw: &mut impl FnMut(Spot, Spot)) {
        if next.r == 0.0 && !matches!(self, Self::Ended) {
            self.end(draw);
            *self = Self::Empty;
            return;
        }
        *self = match *self {
            Self::Empty => Self::One(next),
            Self::One(only) => Self::Two(only, next),
            Self::Two(first, last) => {
                draw(first, Spot::midpoint(first, last));
                curve_around(first, last, next, draw);
                Self::Many(last, next)
            }
            Self::Many(before, last) => {
                curve_around(before, last, next, draw);
                Self::Many(last, next)
            }
            Self::Ended => panic!("a stroke that has ended takes no more points"),
        };
    }

    /// Draws what was waiting for a point that will not come. Ending again draws nothing.
    pub(super) fn end(&mut self, draw: &mut impl FnMut(Spot, Spot)) {
        match *self {
            Self::Empty | Self::Ended => {}
            Self::One(only) => draw(only, only),
            Self::Two(first, last) => draw(first, last),
            Self::Many(before, last) => draw(Spot::midpoint(before, last), last),
        }
        *self = Self::Ended;
    }
}

/// Shows the capsules of a stroke, each by its two ends, in order (rules R4, R5 and R9).
pub fn each_piece(points: &[Point], ended: bool, mut show: impl FnMut(Spot, Spot)) {
    let mut trail = Trail::Empty;
    for &point in points {
        trail.push(point.into(), &mut show);
    }
    if ended {
        trail.end(&mut show);
    }
}

/// The curve around an inner point, from the midpoint before it to the midpoint after it.
fn curve_around(before: Spot, inner: Spot, after: Spot, draw: &mut impl FnMut(Spot, Spot)) {
    let (a, b) = (Spot::midpoint(before, inner), Spot::midpoint(inner, after));
    let steps = steps(a, inner, b);
    let mut from = a;
    for k in 1..=steps {
        let t = f64::from(k) / f64::from(steps);
        let s = 1.0 - t;
        let to = Spot::zip3(a, inner, b, |a, q, b| (s * s) * a + (2.0 * s * t) * q + (t * t) * b);
        draw(from, to);
        from = to;
    }
}

/// How many capsules a curve is cut into: enough that the bend of each stays far below a pixel.
fn steps(a: Spot, q: Spot, b: Spot) -> u32 {
    let w = Spot::zip3(a, q, b, |a, q, b| a - 2.0 * q + b);
    match w.x * w.x + w.y * w.y + w.r * w.r {
        e if e <= 0.25 => 1,
        e if e <= 4.0 => 2,
        e if e <= 64.0 => 4,
        e if e <= 1024.0 => 8,
        _ => 16,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(x: f64, y: f64, r: f64) -> Spot {
        Spot { x, y, r }
    }

    fn pieces(spots: &[Spot], ended: bool) -> Vec<(Spot, Spot)> {
        let (mut trail, mut pieces) = (Trail::Empty, Vec::new());
        for &next in spots {
            trail.push(next, &mut |a, b| pieces.push((a, b)));
        }
        if ended {
            trail.end(&mut |a, b| pieces.push((a, b)));
        }
        pieces
    }

    #[test]
    fn r1_eighths_become_pixels() {
        let point = Point::new(13, -20, 9).expect("a point");
        assert_eq!(Spot::from(point), spot(1.625, -2.5, 1.125), "divided by eight");
    }

    #[test]
    fn r4_a_point_is_a_disc_and_two_points_are_one_capsule() {
        let (a, b) = (spot(1.0, 2.0, 3.0), spot(9.0, 4.0, 1.0));
        assert_eq!(pieces(&[a], true), [(a, a)], "from the point to itself");
        assert_eq!(pieces(&[a, b], true), [(a, b)], "from point to point");
        assert!(pieces(&[a], false).is_empty(), "one open point is not certain");
        assert!(pieces(&[a, b], false).is_empty(), "two open points are not certain");
    }

    #[test]
    fn r4_three_points_start_and_end_with_half_a_piece() {
        let (a, b, c) = (spot(0.0, 0.0, 2.0), spot(0.5, 0.0, 2.0), spot(1.0, 0.0, 3.0));
        let (ab, bc) = (spot(0.25, 0.0, 2.0), spot(0.75, 0.0, 2.5));
        assert_eq!(pieces(&[a, b, c], false), [(a, ab), (ab, bc)], "the last half is missing");
        assert_eq!(pieces(&[a, b, c], true), [(a, ab), (ab, bc), (bc, c)], "whole");
    }

    #[test]
    fn r9_a_lift_ends_what_is_there_and_joins_nothing() {
        let (a, b, c) = (spot(1.0, 1.0, 2.0), spot(9.0, 1.0, 2.0), spot(5.0, 5.0, 1.0));
        let lift = spot(0.0, 0.0, 0.0);
        assert_eq!(pieces(&[a, b, lift, c], true), [(a, b), (c, c)], "a line and a dot");
        assert_eq!(pieces(&[a, b, lift, c], false), [(a, b)], "the line is certain by the lift");
        assert_eq!(pieces(&[a, lift, lift, c, lift], true), [(a, a), (c, c)], "two dots");
    }

    #[test]
    fn r5_steps_follow_the_bend() {
        let origin = spot(0.0, 0.0, 1.0);
        for (bend, expected) in
            [(0.5, 1), (0.75, 2), (2.0, 2), (2.5, 4), (8.0, 4), (9.0, 8), (32.0, 8), (33.0, 16)]
        {
            let steps = steps(origin, origin, spot(bend, 0.0, 1.0));
            assert_eq!(steps, expected, "a bend of {bend} px");
        }
        assert_eq!(steps(origin, origin, spot(0.0, 0.0, 4.0)), 4, "the radius bends too");
    }

    #[test]
    fn r5_a_curve_runs_through_its_ends_and_leans_to_the_inner_point() {
        let mut way = Vec::new();
        let (before, inner) = (spot(0.0, 0.0, 1.0), spot(0.0, 1.0, 1.0));
        curve_around(before, inner, spot(1.0, 1.0, 2.0), &mut |a, b| way.push((a, b)));
        let (a, b) = (spot(0.0, 0.5, 1.0), spot(0.5, 1.0, 1.5));
        let middle = spot(0.125, 0.875, 1.125);
        assert_eq!(way, [(a, middle), (middle, b)], "two steps, joined");
    }
}
