//! How large a canvas is.

use std::fmt;
use std::str::FromStr;

/// Shortest side of a canvas, in pixels: one tile.
pub const CANVAS_SIDE_MIN: u32 = 64;

/// Longest side of a canvas, in pixels: 256 MiB of pixels is what one room may cost when all are painted.
pub const CANVAS_SIDE_MAX: u32 = 8_192;

/// Width and height of a canvas, in pixels, each in `CANVAS_SIDE_MIN..=CANVAS_SIDE_MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    width: u32,
    height: u32,
}

impl Size {
    /// Accepts two sides in `CANVAS_SIDE_MIN..=CANVAS_SIDE_MAX`; `None` for anything else.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let fits = |side| (CANVAS_SIDE_MIN..=CANVAS_SIDE_MAX).contains(&side);
        (fits(width) && fits(height)).then_some(Self { width, height })
    }

    /// Width, in pixels.
    pub fn width(self) -> u32 {
        self.width
    }

    /// Height, in pixels.
    pub fn height(self) -> u32 {
        self.height
    }
}

impl Default for Size {
    /// 1920×1080: fills a projector without scaling.
    fn default() -> Self {
        Self { width: 1920, height: 1080 }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (width, height) = text.split_once('x').unwrap_or((text, ""));
        let side = |s: &str| s.parse().ok();
        side(width).zip(side(height)).and_then(|(w, h)| Self::new(w, h)).ok_or_else(|| {
            format!(
                "a canvas is WIDTHxHEIGHT in pixels, each {CANVAS_SIDE_MIN} to {CANVAS_SIDE_MAX}"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_what_they_print() {
        assert_eq!("1920x1080".parse(), Ok(Size::default()), "the default");
        for wrong in ["", "1920", "63x64", "9000x64", "-1x64", "1920x1080x3"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong} is no size");
        }
    }
}
