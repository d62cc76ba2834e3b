//! Where rows of pixels cross a capsule: bounds that let whole stretches be skipped or filled unseen.
//!
//! Bounds may be rough, so they are computed in binary32, many rows side by side; the margin below keeps
//! them on the safe side of what the rule says.

use super::pixmap::TILE;
use super::trail::Spot;
use std::ops::Range;

const SIDE: usize = TILE as usize;

/// Rows computed side by side: as many as two vectors of binary32 hold.
pub(super) const GROUP: usize = 8;

/// Added to every bound, in pixels. Rounding to binary32 moves a bound by less than a quarter of this, measured
/// across the edge: rows are counted from the top of a tile, and columns end with the largest canvas. How far
/// away the ends of a capsule lie takes no part in it, and the radius little, so that this also holds for
/// coordinates and radii of twice the bounds a point has.
const SLACK: f64 = 1.0 / 256.0;

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
    /// Columns the edges move per row; not a number when they are level, and then no row asks for it.
    lean: f64,
}

impl Outline {
    /// Encloses every pixel centre that a brush of at most this radius can cover at all.
    #[inline(always)]
    pub(super) fn touched(a: Spot, b: Spot, radius: f64) -> Self {
        Self::new(a, b, radius + HALF_SOFT + SLACK)
    }

    /// Holds only pixel centres that a brush of at least this radius surely covers in full; `None` when
    /// too thin to help.
    #[inline(always)]
    pub(super) fn solid(a: Spot, b: Spot, radius: f64) -> Option<Self> {
        /// Below this radius, in pixels, finding the filled stretch costs more than painting it.
        const RADIUS_MIN: f64 = 1.5;
        let radius = radius - HALF_SOFT - SLACK;
        (radius >= RADIUS_MIN).then(|| Self::new(a, b, radius))
    }

    #[inline(always)]
    fn new(a: Spot, b: Spot, radius: f64) -> Self {
        let (upper, lower) = if a.y <= b.y { (a, b) } else { (b, a) };
        let (ux, uy) = (lower.x - upper.x, lower.y - upper.y);
        let length = (ux * ux + uy * uy).sqrt();
        let scale = if length > 0.0 { radius / length } else { 0.0 };
        Self { upper, lower, radius, to_left: (-uy * scale, ux * scale), lean: ux / uy }
    }

    /// The rows of a canvas of this height that may be crossed.
    #[inline(always)]
    pub(super) fn rows(&self, height: u16) -> Range<u16> {
        let (top, bottom) = (self.upper.y - self.radius, self.lower.y + self.radius);
        // A cast drops the fraction and stops at both ends of its range, which is wider than any canvas.
        let end = ((bottom + 0.5) as u16).min(height);
        ((top - 0.5).ceil() as u16).min(end)..end
    }
}

/// An outline as rows see it that are counted from the top of a tile.
struct Band {
    width: f32,
    radius2: f32,
    /// What is added to a row's number to get its distance below the centre of each disc.
    from_upper: f32,
    from_lower: f32,
    upper_x: f32,
    lower_x: f32,
    lean: f32,
    left: Edge,
    right: Edge,
}

/// One side: the straight line between the points where it meets the discs, an arc above and below.
struct Edge {
    /// Where the line would be in row 0.
    line: f32,
    arc_until: f32,
    arc_from: f32,
}

impl Band {
    /// `y` is the centre of row 0.
    #[inline(always)]
    fn new(outline: &Outline, y: f64, width: f32) -> Self {
        let Outline { upper, lower, radius, to_left: (x_off, y_off), lean } = *outline;
        let edge = |x_off: f64, y_off: f64| {
            let (above, below) = (upper.y + y_off - y, lower.y + y_off - y);
            let line = upper.x + x_off - above * lean;
            Edge { line: line as f32, arc_until: above as f32, arc_from: below as f32 }
        };
        Self {
            width,
            radius2: (radius * radius) as f32,
            from_upper: (y - upper.y) as f32,
            from_lower: (y - lower.y) as f32,
            upper_x: upper.x as f32,
            lower_x: lower.x as f32,
            lean: lean as f32,
            left: edge(x_off, y_off),
            right: edge(-x_off, -y_off),
        }
    }

    /// Both bounds for a group of rows, the first of them `row`: everything is computed and then chosen
    /// from, which compilers turn into vector instructions.
    #[inline(always)]
    fn cross(&self, row: f32, starts: &mut [i16; GROUP], ends: &mut [i16; GROUP]) {
        const LANES: [f32; GROUP] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
        for ((start, end), lane) in starts.iter_mut().zip(ends).zip(LANES) {
            let y = row + lane;
            let upper = self.half_chord(self.from_upper + y);
            let lower = self.half_chord(self.from_lower + y);
            let left = self.left.at(y, self.lean, self.upper_x - upper, self.lower_x - lower);
            let right = self.right.at(y, self.lean, self.upper_x + upper, self.lower_x + lower);
            *start = self.column(left);
            *end = self.column(right);
        }
    }

    #[inline(always)]
    fn half_chord(&self, height: f32) -> f32 {
        let square = self.radius2 - height * height;
        (if square > 0.0 { square } else { 0.0 }).sqrt()
    }

    /// The first column whose centre is not left of `x`: the nearest whole number, and for halves, which
    /// slack allows, either.
    #[inline(always)]
    fn column(&self, x: f32) -> i16 {
        /// Added to a small number it leaves no place for a fraction, and the number in the lowest bits.
        const WHOLE: f32 = 8_388_608.0;
        let x = if x > 0.0 { x } else { 0.0 };
        let x = if x < self.width { x } else { self.width };
        (x + WHOLE).to_bits() as i16
    }
}

impl Edge {
    #[inline(always)]
    fn at(&self, y: f32, lean: f32, upper: f32, lower: f32) -> f32 {
        let line = self.line + y * lean;
        let below = if y >= self.arc_from { lower } else { line };
        if y <= self.arc_until { upper } else { below }
    }
}

/// Columns of the canvas, for each row of a row of tiles: nothing is inside but `starts..ends`.
#[derive(Clone, Debug)]
pub(super) struct Spans {
    /// Rows that may hold anything, whole groups of them; the others are not set.
    rows: Range<usize>,
    starts: [i16; SIDE],
    ends: [i16; SIDE],
}

impl Spans {
    pub(super) const EMPTY: Self = Self { rows: 0..0, starts: [0; SIDE], ends: [0; SIDE] };

    /// Sets where these rows cross an outline, on a canvas of this width; they lie in one row of tiles.
    #[inline(always)]
    pub(super) fn set(&mut self, outline: &Outline, rows: Range<u16>, width: u16) {
        let top = rows.start / SIDE as u16 * SIDE as u16;
        let inside = usize::from(rows.start - top)..usize::from(rows.end - top);
        let groups = inside.start / GROUP..inside.end.div_ceil(GROUP);
        self.rows = groups.start * GROUP..groups.end * GROUP;
        let band = Band::new(outline, f64::from(top) + 0.5, f32::from(width));
        let (starts, _) = self.starts[self.rows.clone()].as_chunks_mut::<GROUP>();
        let (ends, _) = self.ends[self.rows.clone()].as_chunks_mut::<GROUP>();
        let mut first = self.rows.start as f32;
        for (starts, ends) in starts.iter_mut().zip(ends) {
            band.cross(first, starts, ends);
            first += GROUP as f32;
        }
        // The last group may reach below the canvas.
        self.ends[inside.end..self.rows.end].fill(0);
    }

    /// What is inside of one row, counted from the top of the row of tiles.
    #[cfg(test)]
    pub(super) fn row(&self, row: u16) -> Range<i64> {
        self.starts[usize::from(row)].into()..self.ends[usize::from(row)].into()
    }

    /// Columns of tiles that may hold anything.
    #[inline(always)]
    pub(super) fn columns(&self) -> Range<u16> {
        let (mut left, mut right) = (i16::MAX, 0);
        for (&start, &end) in
            self.starts[self.rows.clone()].iter().zip(&self.ends[self.rows.clone()])
        {
            left = left.min(if start < end { start } else { i16::MAX });
            right = right.max(if start < end { end } else { 0 });
        }
        left as u16 / TILE as u16..(right as u16).div_ceil(TILE as u16)
    }
}

/// An empty interval that widens to any other by `min` and `max`.
pub(super) const NOTHING: (u8, u8) = (SIDE as u8, 0);

/// Columns of a tile, by row, counted from its left: `NOTHING` or `start..end`.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    /// Rows that may hold anything, whole groups of them; the others are not set.
    pub(super) rows: Range<usize>,
    pub(super) starts: [u8; SIDE],
    pub(super) ends: [u8; SIDE],
}

impl Cut {
    pub(super) const EMPTY: Self =
        Self { rows: 0..0, starts: [NOTHING.0; SIDE], ends: [NOTHING.1; SIDE] };

    /// Sets the part of the spans inside a column of tiles; tells whether there is any.
    #[inline(always)]
    pub(super) fn set(&mut self, spans: &Spans, column: u16) -> bool {
        let left = (column * TILE as u16) as i16;
        let inside = |x: i16| (x - left).clamp(0, TILE as i16);
        self.rows = spans.rows.clone();
        let bounds = spans.starts[self.rows.clone()].iter().zip(&spans.ends[self.rows.clone()]);
        let cuts = self.starts[self.rows.clone()].iter_mut().zip(&mut self.ends[self.rows.clone()]);
        let mut any = 0;
        for ((start, end), (from, to)) in cuts.zip(bounds) {
            let (from, to) = (inside(*from), inside(*to));
            let holds = from < to;
            any |= to - from;
            *start = (if holds { from } else { NOTHING.0.into() }) as u8;
            *end = (if holds { to } else { NOTHING.1.into() }) as u8;
        }
        any != 0
    }
}
