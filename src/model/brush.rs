//! What a stroke is painted with.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An opaque colour, one byte per channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub [u8; 3]);

/// The colour of the paper: opaque white.
pub const PAPER: Rgb = Rgb([255, 255, 255]);

impl Rgb {
    /// Reads `#rrggbb` in either case; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#')?;
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(hex, 16).ok()?;
        Some(Self([(value >> 16) as u8, (value >> 8) as u8, value as u8]))
    }
}

impl fmt::Display for Rgb {
    /// Writes `#rrggbb`, lower case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Serialize for Rgb {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rgb {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a colour is written #rrggbb"))
    }
}

/// What the hand holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tool {
    /// Lays on paint.
    Pencil,
    /// Lays on paper: a stroke in the colour of the paper, fully opaque.
    Eraser,
}

/// Tool, colour and opacity of one stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Brush {
    tool: Tool,
    color: Rgb,
    opacity: u8,
}

impl Brush {
    /// A brush; an eraser is always opaque paper. `None` for an opacity of zero, which leaves no mark.
    pub fn new(tool: Tool, color: Rgb, opacity: u8) -> Option<Self> {
        match tool {
            _ if opacity == 0 => None,
            Tool::Pencil => Some(Self { tool, color, opacity }),
            Tool::Eraser => Some(Self { tool, color: PAPER, opacity: u8::MAX }),
        }
    }

    /// What the hand holds.
    pub fn tool(self) -> Tool {
        self.tool
    }

    /// The colour laid on.
    pub fn color(self) -> Rgb {
        self.color
    }

    /// How much of the paint is laid on: `1..=255`, 255 is opaque.
    pub fn opacity(self) -> u8 {
        self.opacity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_read_and_print_the_same() {
        let red = Rgb::parse("#C62828").expect("a colour");
        assert_eq!(red.to_string(), "#c62828", "normalised to lower case");
        for wrong in ["", "#fff", "c62828", "#c6282", "#c62828f", "#gg0000", "#+12345"] {
            assert_eq!(Rgb::parse(wrong), None, "{wrong} is no colour");
        }
    }

    #[test]
    fn an_eraser_is_opaque_paper() {
        let eraser = Brush::new(Tool::Eraser, Rgb([1, 2, 3]), 9).expect("a brush");
        assert_eq!((eraser.color(), eraser.opacity()), (PAPER, 255), "whatever was asked for");
        assert_eq!(Brush::new(Tool::Pencil, PAPER, 0), None, "an invisible brush");
    }
}
