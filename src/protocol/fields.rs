//! The fields of each message of an easel client, and what must be true of them.

use super::client::{ClientMessage, Join, bad};
use super::limits::{CHAT_CHARS_MAX, NAME_CHARS_MAX, TITLE_CHARS_MAX};
use super::presence::named;
use super::refusal::chat_too_long;
use super::{Refusal, points};
use crate::model::{
    Brush, Counter, IMAGE_PLACE_MAX, ImageId, JournalId, Point, Rgb, Role, Secret, Seq, Token, Tool,
};
use serde::{Deserialize, Deserializer, de::Error};
use std::borrow::Cow;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Kind<'t> {
    #[serde(rename = "type", borrow)]
    pub(super) kind: Cow<'t, str>,
}

#[derive(Deserialize)]
pub(super) struct JoinFields {
    pub(super) token: String,
    pub(super) raster: u32,
    pub(super) have: Option<Seq>,
    pub(super) journal: Option<JournalId>,
    pub(super) role: Option<Role>,
    pub(super) key: Option<String>,
    #[serde(default, deserialize_with = "named")]
    pub(super) name: Option<Arc<str>>,
    pub(super) color: Option<Rgb>,
}

#[derive(Deserialize)]
pub(super) struct BeginFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
    pub(super) tool: Tool,
    pub(super) color: Rgb,
    pub(super) opacity: u8,
    #[serde(deserialize_with = "points::bounded")]
    pub(super) points: Vec<Point>,
    #[serde(default)]
    pub(super) ended: bool,
}

#[derive(Deserialize)]
pub(super) struct PointsFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
    pub(super) stroke: Counter,
    #[serde(deserialize_with = "points::bounded")]
    pub(super) points: Vec<Point>,
}

#[derive(Deserialize)]
pub(super) struct StrokeFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
    pub(super) stroke: Counter,
}

#[derive(Deserialize)]
pub(super) struct CountFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
}

#[derive(Deserialize)]
pub(super) struct ChatFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
    pub(super) content: String,
    pub(super) user: String,
}

#[derive(Deserialize)]
pub(super) struct ChapterFields {
    #[serde(deserialize_with = "counted")]
    n: Counter,
    title: String,
}

#[derive(Deserialize)]
pub(super) struct PingFields {
    pub(super) t: f64,
}

#[derive(Deserialize)]
pub(super) struct UnclearFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
    pub(super) item: Seq,
}

#[derive(Deserialize)]
pub(super) struct PlaceFields {
    #[serde(deserialize_with = "counted")]
    pub(super) n: Counter,
    pub(super) image: ImageId,
    pub(super) x: i32,
    pub(super) y: i32,
}

/// Reads a pass.
pub(super) fn secret(text: &str) -> Result<Secret, Refusal> {
    Secret::parse(text).ok_or(Refusal::BadKey)
}

/// Reads an author's count, which is never zero and always exact in JavaScript.
pub(super) fn counted<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Counter, D::Error> {
    let n = Counter::deserialize(deserializer)?;
    let exact = Counter::NONE < n && n <= Counter::MAX;
    exact.then_some(n).ok_or_else(|| D::Error::custom("n counts from 1 to 2^53 - 1"))
}

impl JoinFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        let Self { token, raster, have, journal, role, key, name, color } = self;
        let token = Token::new(&token);
        let token = token.ok_or_else(|| bad("token must be 16 to 64 of A-Z a-z 0-9 - _"))?;
        let key = key.as_deref().map(secret).transpose()?;
        Ok(ClientMessage::Join(Join { token, raster, have, journal, role, key, name, color }))
    }
}

/// What a stroke is painted with, if it may be and may begin like this.
pub(super) fn checked_brush(
    tool: Tool,
    color: Rgb,
    opacity: u8,
    points: &[Point],
) -> Result<Brush, Refusal> {
    let brush = Brush::new(tool, color, opacity);
    let brush = brush.ok_or_else(|| bad("opacity must be 1 to 255"))?;
    if points.first().is_some_and(|point| point.is_lift()) {
        return Err(bad("a stroke must not begin with the pen lifted"));
    }
    Ok(brush)
}

impl BeginFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        let Self { n, tool, color, opacity, points, ended } = self;
        let brush = checked_brush(tool, color, opacity, &points)?;
        Ok(ClientMessage::Begin { n, brush, points, ended })
    }
}

impl PlaceFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        let Self { n, image, x, y } = self;
        let inside = -IMAGE_PLACE_MAX..=IMAGE_PLACE_MAX;
        if inside.contains(&x) && inside.contains(&y) {
            return Ok(ClientMessage::Place { n, image, x, y });
        }
        Err(bad("an image lies out of bounds"))
    }
}

impl ChapterFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        let title = self.title.trim();
        if (1..=TITLE_CHARS_MAX).contains(&title.chars().count()) {
            return Ok(ClientMessage::Chapter { n: self.n, title: title.into() });
        }
        Err(bad(&format!("a title has 1 to {TITLE_CHARS_MAX} characters")))
    }
}

impl ChatFields {
    pub(super) fn check(self) -> Result<ClientMessage, Refusal> {
        let checked = checked_chat(&self.content, &self.user);
        let (content, user) = checked.ok_or_else(|| Refusal::BadMessage(chat_too_long()))?;
        Ok(ClientMessage::Chat { n: self.n, content, user })
    }
}

/// Trims both; `None` when nothing is said, too much is said, or the name is too long.
pub(super) fn checked_chat(content: &str, user: &str) -> Option<(String, String)> {
    let (content, user) = (content.trim(), user.trim());
    let said = (1..=CHAT_CHARS_MAX).contains(&content.chars().count());
    let named = user.chars().count() <= NAME_CHARS_MAX;
    (said && named).then(|| (content.to_owned(), user.to_owned()))
}
