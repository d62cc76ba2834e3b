//! What is true only while somebody is here: who they are, where they point, what they look at.

use super::limits::NAME_CHARS_MAX;
use crate::model::{AuthorId, COORD_MAX, ClientId, EIGHTHS, Rgb, Role};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use std::sync::Arc;

/// Widest view, in eighths of a pixel: the largest canvas at a tenth of its size.
const VIEW_WIDTH_MAX: i32 = 81_920 * EIGHTHS;

/// What a client says of itself; what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Me {
    /// 1 to `NAME_CHARS_MAX` characters.
    #[serde(deserialize_with = "named")]
    pub name: Option<Arc<str>>,
    /// The colour others see the client in.
    pub color: Option<Rgb>,
    /// Whether the hand is up.
    pub hand: Option<bool>,
    /// Whether it offers its view to everybody.
    pub presents: Option<bool>,
    /// Whose view it follows.
    #[serde(deserialize_with = "followed")]
    pub follows: Option<Follow>,
}

/// Whose view somebody follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Nobody's.
    Nobody,
    /// This client's.
    Client(ClientId),
}

impl Follow {
    /// Who is followed.
    pub fn client(self) -> Option<ClientId> {
        match self {
            Self::Nobody => None,
            Self::Client(client) => Some(client),
        }
    }
}

/// Where a cursor is, in eighths of a canvas pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// To the right.
    pub x: i32,
    /// Downwards.
    pub y: i32,
    /// The pen is on the paper.
    pub down: bool,
}

/// What a client sees of the canvas, in eighths of a canvas pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct View {
    /// Its middle, to the right.
    #[serde(deserialize_with = "coordinate")]
    pub x: i32,
    /// Its middle, downwards.
    #[serde(deserialize_with = "coordinate")]
    pub y: i32,
    /// Its width; at least one pixel.
    #[serde(deserialize_with = "width")]
    pub width: i32,
}

/// One person, as clients read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WirePerson {
    /// Their connection.
    pub client: ClientId,
    /// Who draws through it.
    pub author: AuthorId,
    /// 1 to `NAME_CHARS_MAX` characters.
    pub name: Arc<str>,
    /// The colour others see them in.
    pub color: Rgb,
    /// What they may do.
    pub role: Role,
    /// Zero, or how many hands went up before and with this one.
    pub hand: u64,
    /// Nothing was heard of them for a minute.
    pub idle: bool,
    /// They offer their view to everybody.
    pub presents: bool,
}

/// The fields of a `cursor` message: none is no cursor.
#[derive(Deserialize)]
pub(super) struct CursorFields {
    x: Option<f64>,
    y: Option<f64>,
    #[serde(default)]
    down: bool,
}

impl CursorFields {
    /// The cursor, or none; an error for a place that is half told or far away.
    pub(super) fn check(self) -> Result<Option<Cursor>, &'static str> {
        let (Some(x), Some(y)) = (self.x, self.y) else {
            let nowhere = self.x.is_none() && self.y.is_none();
            return if nowhere { Ok(None) } else { Err("a cursor has x and y, or neither") };
        };
        let (Some(x), Some(y)) = (place(x), place(y)) else {
            return Err("a cursor lies out of bounds");
        };
        Ok(Some(Cursor { x, y, down: self.down }))
    }
}

fn place(eighths: f64) -> Option<i32> {
    let inside = eighths.abs() <= f64::from(COORD_MAX);
    inside.then(|| eighths.round() as i32)
}

fn coordinate<'de, D: Deserializer<'de>>(reader: D) -> Result<i32, D::Error> {
    place(f64::deserialize(reader)?).ok_or_else(|| D::Error::custom("a view lies out of bounds"))
}

fn width<'de, D: Deserializer<'de>>(reader: D) -> Result<i32, D::Error> {
    let width = f64::deserialize(reader)?;
    let fits = (f64::from(EIGHTHS)..=f64::from(VIEW_WIDTH_MAX)).contains(&width);
    fits.then(|| width.round() as i32).ok_or_else(|| D::Error::custom("a view is out of bounds"))
}

/// Reads a name, trimmed.
pub(super) fn named<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Arc<str>>, D::Error> {
    let name = String::deserialize(reader)?;
    let name = name.trim();
    let fits = (1..=NAME_CHARS_MAX).contains(&name.chars().count());
    let too_long = || D::Error::custom(format_args!("a name has 1 to {NAME_CHARS_MAX} characters"));
    fits.then(|| Some(name.into())).ok_or_else(too_long)
}

fn followed<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Follow>, D::Error> {
    let client = Option::deserialize(reader)?;
    Ok(Some(client.map_or(Follow::Nobody, Follow::Client)))
}
