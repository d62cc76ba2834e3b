//! A point of a stroke: where the brush was and how wide it was there.

use serde::{Deserialize, Serialize};

/// Units of a coordinate or a radius in one canvas pixel.
pub const EIGHTHS: i32 = 8;

/// Farthest a coordinate may lie from the origin, in eighths of a pixel: ±32,767 px, four times the
/// largest canvas, so that strokes may leave the paper and come back.
pub const COORD_MAX: i32 = 32_767 * EIGHTHS;

/// Thinnest radius that leaves a mark, in eighths of a pixel.
pub const RADIUS_MIN: i32 = 1;

/// Widest radius, in eighths of a pixel: a brush of 120 px. Bounds the pixels one point can touch.
pub const RADIUS_MAX: i32 = 60 * EIGHTHS;

/// One input point: position and radius, all three in eighths of a canvas pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Point {
    x: i32,
    y: i32,
    r: i32,
}

impl Point {
    /// Accepts `x` and `y` in `-COORD_MAX..=COORD_MAX` and `r` in `0..=RADIUS_MAX`, in eighths of a pixel;
    /// `None` for anything else. A radius of zero lifts the pen.
    pub fn new(x: i64, y: i64, r: i64) -> Option<Self> {
        let coord = i64::from(COORD_MAX);
        let inside = |v: i64| (-coord..=coord).contains(&v);
        let thick = (0..=i64::from(RADIUS_MAX)).contains(&r);
        (inside(x) && inside(y) && thick).then_some(Self { x: x as i32, y: y as i32, r: r as i32 })
    }

    /// The nearest point to these canvas pixels; positions are clamped to `±32,767` px and radii to the
    /// brush bounds. `None` for a value that is not finite.
    pub fn from_px(x: f64, y: f64, r: f64) -> Option<Self> {
        if !(x.is_finite() && y.is_finite() && r.is_finite()) {
            return None;
        }
        let eighths = |v: f64, low: i32, high: i32| {
            (v * f64::from(EIGHTHS) + 0.5).floor().clamp(f64::from(low), f64::from(high)) as i32
        };
        Some(Self {
            x: eighths(x, -COORD_MAX, COORD_MAX),
            y: eighths(y, -COORD_MAX, COORD_MAX),
            r: eighths(r, RADIUS_MIN, RADIUS_MAX),
        })
    }

    /// Whether the pen is lifted here: what comes before and what comes after are not joined, and the place
    /// means nothing (rule R9).
    pub fn is_lift(self) -> bool {
        self.r == 0
    }

    /// Horizontal position, in eighths of a pixel, to the right.
    pub fn x(self) -> i32 {
        self.x
    }

    /// Vertical position, in eighths of a pixel, downwards.
    pub fn y(self) -> i32 {
        self.y
    }

    /// Radius, in eighths of a pixel.
    pub fn r(self) -> i32 {
        self.r
    }

    /// Horizontal position, in pixels; exact.
    pub fn x_px(self) -> f64 {
        f64::from(self.x) / f64::from(EIGHTHS)
    }

    /// Vertical position, in pixels; exact.
    pub fn y_px(self) -> f64 {
        f64::from(self.y) / f64::from(EIGHTHS)
    }

    /// Radius, in pixels; exact.
    pub fn r_px(self) -> f64 {
        f64::from(self.r) / f64::from(EIGHTHS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_become_the_nearest_eighth_and_stay_in_bounds() {
        let point = Point::from_px(450.1, -0.06, 1.0).expect("finite");
        assert_eq!((point.x(), point.y(), point.r()), (3601, 0, 8), "rounded to eighths");
        let far = Point::from_px(1e308, -1e308, 0.0).expect("finite");
        assert_eq!((far.x(), far.y(), far.r()), (COORD_MAX, -COORD_MAX, RADIUS_MIN), "clamped");
        assert_eq!(Point::from_px(f64::NAN, 0.0, 1.0), None, "not a number is no place");
        assert_eq!(Point::new(0, 0, -1), None, "less than nothing");
        assert!(Point::new(0, 0, 0).is_some_and(Point::is_lift), "a radius of zero lifts the pen");
    }
}
