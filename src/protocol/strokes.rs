//! Whole strokes that are sent at once, by programs.

use super::client::{bad, read};
use super::fields::checked_brush;
use super::limits::MESSAGE_OBJECTS_MAX;
use super::{Refusal, points};
use crate::model::{Brush, Point, Rgb, Token, Tool};
use serde::Deserialize;

/// A stroke, from pen down to pen up.
#[derive(Clone, Debug, PartialEq)]
pub struct SentStroke {
    /// What it is painted with.
    pub brush: Brush,
    /// At least one point.
    pub points: Vec<Point>,
}

/// Strokes in painting order.
#[derive(Clone, Debug, PartialEq)]
pub struct SentStrokes {
    /// At least one, at most `MESSAGE_OBJECTS_MAX`.
    pub strokes: Vec<SentStroke>,
    /// Whose they are; `None` is the sender's.
    pub token: Option<Token>,
}

#[derive(Deserialize)]
struct StrokeFields {
    tool: Tool,
    color: Rgb,
    #[serde(default = "opaque")]
    opacity: u8,
    #[serde(deserialize_with = "points::bounded")]
    points: Vec<Point>,
}

#[derive(Deserialize)]
struct StrokesFields {
    strokes: Vec<StrokeFields>,
    token: Option<String>,
}

fn opaque() -> u8 {
    u8::MAX
}

/// Reads a list of strokes, or an object that holds it as `strokes`, with a `token` beside it.
///
/// # Errors
/// A refusal that says what could not be understood; none of it is drawn then.
pub fn parse_strokes(text: &str) -> Result<SentStrokes, Refusal> {
    let StrokesFields { strokes, token } = if text.trim_start().starts_with('[') {
        StrokesFields { strokes: read(text)?, token: None }
    } else {
        read(text)?
    };
    if strokes.len() > MESSAGE_OBJECTS_MAX {
        return Err(Refusal::TooManyObjects);
    }
    if strokes.is_empty() {
        return Err(bad("there is nothing to draw"));
    }
    let token = match token.as_deref().map(Token::new) {
        Some(None) => return Err(bad("token must be 16 to 64 of A-Z a-z 0-9 - _")),
        token => token.flatten(),
    };
    let strokes = strokes.into_iter().map(StrokeFields::check).collect::<Result<_, _>>()?;
    Ok(SentStrokes { strokes, token })
}

impl StrokeFields {
    fn check(self) -> Result<SentStroke, Refusal> {
        let Self { tool, color, opacity, points } = self;
        let brush = checked_brush(tool, color, opacity, &points)?;
        Ok(SentStroke { brush, points })
    }
}
