//! Where a row of pixels crosses a capsule: bounds that let whole stretches be skipped or filled unseen.

use super::trail::Spot;

/// Added to every bound, in pixels. Rounding moves a bound by less than a thousandth of this, even for
/// strokes that come from the far end of the coordinates.
const SLACK: f64 = 1.0 / 1024.0;

/// Half a pixel on each side of the radius is where coverage goes from full to none.
const HALF_SOFT: f64 = 0.5;

/// Two discs of one radius and all between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    upper: Spot,
    lower: Spot,
    radius: f64,
    /// From the middle line to its left edge: the unit normal times the radius.
    to_left: (f64, f64),
    /// Columns the edges move per row; only asked for when they are not level.
    lean: f64,
}

impl Outline {
    /// Encloses every pixel centre that the capsule can cover at all.
    pub(super) fn touched(a: Spot, b: Spot) -> Self {
        Self::new(a, b, a.r.max(b.r) + HALF_SOFT + SLACK)
    }

    /// Holds only pixel centres that the capsule surely covers in full; `None` when too thin to help.
    pub(super) fn solid(a: Spot, b: Spot) -> Option<Self> {
        /// Below this radius, in pixels, finding the filled stretch costs more than painting it.
        const RADIUS_MIN: f64 = 1.5;
        let radius = a.r.min(b.r) - HALF_SOFT - SLACK;
        (radius >= RADIUS_MIN).then(|| Self::new(a, b, radius))
    }

    fn new(a: Spot, b: Spot, radius: f64) -> Self {
        let (upper, lower) = if a.y <= b.y { (a, b) } else { (b, a) };
        let (ux, uy) = (lower.x - upper.x, lower.y - upper.y);
        let length = (ux * ux + uy * uy).sqrt();
        let scale = if length > 0.0 { radius / length } else { 0.0 };
        Self { upper, lower, radius, to_left: (-uy * scale, ux * scale), lean: ux / uy }
    }

    /// Topmost and lowest y inside.
    pub(super) fn vertical(&self) -> (f64, f64) {
        (self.upper.y - self.radius, self.lower.y + self.radius)
    }

    /// Leftmost and rightmost x inside, over all rows.
    pub(super) fn horizontal(&self) -> (f64, f64) {
        let (upper, lower) = (self.upper.x, self.lower.x);
        (upper.min(lower) - self.radius, upper.max(lower) + self.radius)
    }

    /// Leftmost and rightmost x inside at height `y`; `None` where the row is not crossed.
    pub(super) fn at(&self, y: f64) -> Option<(f64, f64)> {
        let (top, bottom) = self.vertical();
        let (x, y_off) = self.to_left;
        (top <= y && y <= bottom)
            .then(|| (self.edge(y, -1.0, (x, y_off)), self.edge(y, 1.0, (-x, -y_off))))
    }

    /// One edge: the straight line between the points where it meets the discs, an arc above and below.
    fn edge(&self, y: f64, side: f64, normal: (f64, f64)) -> f64 {
        let along = y - normal.1;
        if along <= self.upper.y {
            self.upper.x + side * self.half_chord(y - self.upper.y)
        } else if along >= self.lower.y {
            self.lower.x + side * self.half_chord(y - self.lower.y)
        } else {
            self.upper.x + normal.0 + (along - self.upper.y) * self.lean
        }
    }

    fn half_chord(&self, height: f64) -> f64 {
        (self.radius * self.radius - height * height).max(0.0).sqrt()
    }
}

/// Pixels of one row, by column: nothing is covered outside `start..end`, and
/// `solid_start..solid_end`, inside it, is covered in full.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    pub(super) start: u16,
    pub(super) end: u16,
    pub(super) solid_start: u16,
    pub(super) solid_end: u16,
}

impl Span {
    /// What a row at height `y` has of two outlines, on a canvas of this width.
    pub(super) fn at(touched: &Outline, solid: Option<&Outline>, y: f64, width: u16) -> Self {
        let (start, end) = centres(touched.at(y), width);
        let (from, to) = centres(solid.and_then(|outline| outline.at(y)), width);
        let (solid_start, solid_end) = if from < to { (from, to) } else { (end, end) };
        Self { start, end, solid_start, solid_end }
    }

    /// The part inside columns `left..right`, counted from `left`.
    pub(super) fn cut(self, left: u16, right: u16) -> Self {
        let inside = |column: u16| column.clamp(left, right) - left;
        Self {
            start: inside(self.start),
            end: inside(self.end),
            solid_start: inside(self.solid_start),
            solid_end: inside(self.solid_end),
        }
    }
}

/// The half-open range of pixels whose centres lie inside these bounds, `0..limit` at most.
pub(super) fn centres(bounds: Option<(f64, f64)>, limit: u16) -> (u16, u16) {
    let Some((low, high)) = bounds else { return (0, 0) };
    let (first, past) = (ceil(low - 0.5), floor(high + 0.5));
    let end = past.min(limit);
    (first.min(end), end)
}

/// Next whole number up, zero for negatives.
fn ceil(value: f64) -> u16 {
    let whole = floor(value);
    whole.saturating_add(u16::from(f64::from(whole) < value))
}

/// Next whole number down; a cast stops at both ends of its range, which is wider than any canvas.
fn floor(value: f64) -> u16 {
    value as u16
}
