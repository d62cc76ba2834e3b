//! Points on the wire: one flat list of `x, y, r` triples, in eighths of a pixel.

use super::limits::MESSAGE_POINTS_MAX;
use crate::model::Point;
use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Points, written and read flat.
#[derive(Clone, Debug, PartialEq)]
pub struct FlatPoints<'a>(pub Cow<'a, [Point]>);

impl Serialize for FlatPoints<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len() * 3))?;
        for point in self.0.iter() {
            list.serialize_element(&point.x())?;
            list.serialize_element(&point.y())?;
            list.serialize_element(&point.r())?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for FlatPoints<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Triples).map(|points| Self(Cow::Owned(points)))
    }
}

/// Reads the points of one client message: at least one, at most `MESSAGE_POINTS_MAX`.
pub(super) fn bounded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Point>, D::Error> {
    let points = deserializer.deserialize_seq(Triples)?;
    match points.len() {
        0 => Err(D::Error::custom("points must hold at least one x, y, r")),
        1..=MESSAGE_POINTS_MAX => Ok(points),
        _ => Err(D::Error::custom(format_args!(
            "points may hold up to {MESSAGE_POINTS_MAX} triples"
        ))),
    }
}

struct Triples;

impl<'de> Visitor<'de> for Triples {
    type Value = Vec<Point>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a flat list of x, y, r in eighths of a pixel")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut points = Vec::with_capacity(list.size_hint().unwrap_or(0).min(64) / 3);
        while let Some(x) = list.next_element::<i64>()? {
            let rest = (list.next_element::<i64>()?, list.next_element::<i64>()?);
            let (Some(y), Some(r)) = rest else {
                return Err(A::Error::custom("points come in threes: x, y, r"));
            };
            let point = Point::new(x, y, r)
                .ok_or_else(|| A::Error::custom("a point lies out of bounds"))?;
            points.push(point);
        }
        Ok(points)
    }
}
