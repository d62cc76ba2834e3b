//! The ways of brushes as SVG paths.
//!
//! Lengths are in sixteenths of a pixel, in which every input point and every midpoint between two of them is
//! a whole number: nothing of a brush that does not change is rounded, and a point costs some six bytes.

use crate::model::Point;
use crate::raster::{Spot, each_piece};
use std::fmt::Write;

/// Units of a path in one canvas pixel.
pub(super) const SIXTEENTHS: i32 = 16;

/// The middle line of a brush that does not change (rules R4 and R9); empty while nothing is certain.
pub(super) fn middle_line(points: &[Point], ended: bool) -> String {
    let mut way = Way::default();
    let parts: Vec<_> = points.split(|point| point.is_lift()).collect();
    for (at, part) in parts.iter().enumerate() {
        way.part(part, ended || at + 1 < parts.len());
    }
    way.text
}

/// What a brush of changing size covers: the outline of each capsule of the rule, all turning the same way
/// round, so that where they overlap is inside as well.
pub(super) fn outline(points: &[Point], ended: bool) -> String {
    let mut way = Way::default();
    each_piece(points, ended, |a, b| way.capsule(a, b));
    way.text
}

fn place(point: &Point) -> (i32, i32) {
    (point.x() * 2, point.y() * 2)
}

fn midpoint(a: &Point, b: &Point) -> (i32, i32) {
    (a.x() + b.x(), a.y() + b.y())
}

/// The letters and numbers of a path, each place told by its way from the one before.
#[derive(Default)]
struct Way {
    text: String,
    /// Where it is, in sixteenths.
    at: (i32, i32),
    /// The letter that need not be written again.
    letter: char,
}

impl Way {
    fn start(&mut self, (x, y): (i32, i32)) {
        self.text.push('M');
        self.number(x);
        self.number(y);
        (self.at, self.letter) = ((x, y), 'M');
    }

    /// What lies between two lifts. Each curve of the rule is a smooth one (`t`): its inner point mirrors the one
    /// before at the midpoint between them, and so need not be written.
    fn part(&mut self, points: &[Point], ended: bool) {
        let Some((first, rest)) = points.split_first() else { return };
        if !ended && rest.len() < 2 {
            return;
        }
        self.start(place(first));
        let Some(last) = rest.last() else { return self.text.push_str("h0") };
        if rest.len() > 1 {
            self.to('l', midpoint(first, &rest[0]));
        }
        for (at, pair) in rest.windows(2).enumerate() {
            let middle = midpoint(&pair[0], &pair[1]);
            if at == 0 { self.around(place(&pair[0]), middle) } else { self.to('t', middle) }
        }
        if ended {
            self.to('l', place(last));
        }
    }

    /// A line (`l`) or a smooth curve (`t`).
    fn to(&mut self, letter: char, to: (i32, i32)) {
        self.name(letter);
        self.place(to);
        self.at = to;
    }

    /// A curve that leans to `inner`.
    fn around(&mut self, inner: (i32, i32), to: (i32, i32)) {
        self.name('q');
        self.place(inner);
        self.place(to);
        self.at = to;
    }

    /// Half a circle, clockwise.
    fn half_turn(&mut self, radius: i32, to: (i32, i32)) {
        self.name('a');
        self.number(radius);
        self.number(radius);
        self.text.push_str(" 0 0 1");
        self.place(to);
        self.at = to;
    }

    fn capsule(&mut self, a: Spot, b: Spot) {
        let units = |v: f64| (v * f64::from(SIXTEENTHS)).round() as i32;
        let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).sqrt();
        if length > 0.0 {
            let (nx, ny) = ((b.y - a.y) / length, (a.x - b.x) / length);
            let beside = |end: Spot, r: f64| (units(end.x + nx * r), units(end.y + ny * r));
            let start = beside(a, a.r);
            self.start(start);
            self.to('l', beside(b, b.r));
            self.half_turn(units(b.r), beside(b, -b.r));
            self.to('l', beside(a, -a.r));
            self.half_turn(units(a.r), start);
        } else {
            let r = a.r.max(b.r);
            let (left, right) = ((units(a.x - r), units(a.y)), (units(a.x + r), units(a.y)));
            self.start(left);
            self.half_turn(units(r), right);
            self.half_turn(units(r), left);
        }
        self.text.push('z');
    }

    fn name(&mut self, letter: char) {
        if self.letter != letter {
            self.text.push(letter);
            self.letter = letter;
        }
    }

    fn place(&mut self, (x, y): (i32, i32)) {
        self.number(x - self.at.0);
        self.number(y - self.at.1);
    }

    /// A number; what stands before it may need a blank between.
    fn number(&mut self, number: i32) {
        let follows = self.text.ends_with(|c: char| c.is_ascii_digit());
        let blank = if follows && number >= 0 { " " } else { "" };
        write!(self.text, "{blank}{number}").expect("a string takes what fits in memory");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(flat: &[(i64, i64, i64)]) -> Vec<Point> {
        flat.iter().map(|&(x, y, r)| Point::new(x, y, r).expect("a point")).collect()
    }

    #[test]
    fn h8_r4_the_middle_line_is_half_a_piece_then_curves_then_half_a_piece() {
        let way = |count: usize, ended| {
            let all = points(&[(0, 0, 8), (8, 8, 8), (16, 0, 8), (24, 8, 8)]);
            middle_line(&all[..count], ended)
        };
        assert_eq!(way(1, true), "M0 0h0", "a dot");
        assert_eq!(way(2, true), "M0 0l16 16", "a line");
        assert_eq!(way(3, true), "M0 0l8 8q8 8 16 0l8-8", "half a line, a curve, half a line");
        assert_eq!(way(4, true), "M0 0l8 8q8 8 16 0t16 0l8 8", "the second inner point mirrors");
        assert_eq!(way(4, false), "M0 0l8 8q8 8 16 0t16 0", "what is certain of an open one");
        assert_eq!((way(1, false), way(2, false)), (String::new(), String::new()), "nothing is");
    }

    #[test]
    fn h8_r9_parts_are_one_path() {
        let all = points(&[(0, 0, 8), (8, 0, 8), (0, 0, 0), (5, 5, 8)]);
        assert_eq!(middle_line(&all, true), "M0 0l16 0M10 10h0", "a line and a dot");
        assert_eq!(middle_line(&all, false), "M0 0l16 0", "the dot may still become a line");
    }

    #[test]
    fn h8_a_brush_that_changes_becomes_its_capsules() {
        let grown = points(&[(80, 80, 8), (160, 80, 16)]);
        let expected = "M160 144l160-16a32 32 0 0 1 0 64l-160-16a16 16 0 0 1 0-32z";
        assert_eq!(outline(&grown, true), expected, "half a disc at each end");
        let dot = "M144 160a16 16 0 0 1 32 0 16 16 0 0 1-32 0z";
        assert_eq!(outline(&grown[..1], true), dot, "a disc");
    }
}
