//! What an easel client says.

use super::Refusal;
use super::fields::{
    BeginFields, ChapterFields, ChatFields, CountFields, JoinFields, Kind, PingFields, PlaceFields,
    PointsFields, StrokeFields, UnclearFields,
};
use super::fields_host::{KeyFields, RankFields, ReportFields, RulesFields};
use super::limits::MESSAGE_OBJECTS_MAX;
use super::presence::{Cursor, CursorFields, Me, View};
use crate::model::{
    AuthorId, Brush, Counter, ImageId, JournalId, Point, Rank, Report, Rgb, Role, RulesChange,
    Secret, Seq, Token,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// One object of an easel client.
#[derive(Debug, PartialEq)]
pub enum ClientMessage {
    /// The first message.
    Join(Join),
    /// A stroke starts.
    Begin {
        /// The author's count.
        n: Counter,
        /// What it is painted with.
        brush: Brush,
        /// At least one point.
        points: Vec<Point>,
        /// It is already whole.
        ended: bool,
    },
    /// A stroke grows.
    Points {
        /// The author's count.
        n: Counter,
        /// The count of the stroke's begin.
        stroke: Counter,
        /// At least one point.
        points: Vec<Point>,
    },
    /// A stroke is whole.
    End {
        /// The author's count.
        n: Counter,
        /// The count of the stroke's begin.
        stroke: Counter,
    },
    /// A stroke never happened.
    Cancel {
        /// The author's count.
        n: Counter,
        /// The count of the stroke's begin.
        stroke: Counter,
    },
    /// Hide the author's newest item.
    Undo(Counter),
    /// Show what was hidden last.
    Redo(Counter),
    /// Blank paper.
    Clear(Counter),
    /// Words for the room.
    Chat {
        /// The author's count.
        n: Counter,
        /// 1 to `CHAT_CHARS_MAX` characters.
        content: String,
        /// Up to `NAME_CHARS_MAX` characters.
        user: String,
    },
    /// Take back a clear, whoever made it.
    Unclear {
        /// The author's count.
        n: Counter,
        /// The seq of the clear.
        item: Seq,
    },
    /// A part of the drawing begins.
    Chapter {
        /// The author's count.
        n: Counter,
        /// What it is called: 1 to `TITLE_CHARS_MAX` characters.
        title: Arc<str>,
    },
    /// An image is laid on the canvas.
    Place {
        /// The author's count.
        n: Counter,
        /// Which image.
        image: ImageId,
        /// Its left edge, in pixels.
        x: i32,
        /// Its top edge, in pixels.
        y: i32,
    },
    /// Asks for a snapshot.
    CanvasRequest,
    /// Asks for a pong with the same number.
    Ping(f64),
    /// Says who the client is, and what it wants others to know.
    Me(Box<Me>),
    /// Where the cursor is; none is nowhere.
    Cursor(Option<Cursor>),
    /// What the client looks at.
    View(View),
    /// Shows a pass the client holds now.
    Key(Secret),
    /// The rules of the room change.
    Rules {
        /// The author's count.
        n: Counter,
        /// What becomes of them.
        change: RulesChange,
    },
    /// Somebody is made more or less than they came as.
    Rank {
        /// The author's count.
        n: Counter,
        /// Who.
        of: AuthorId,
        /// What they are from here on; `None` is what they came as.
        rank: Option<Rank>,
    },
    /// Something for the hosts to know.
    Report {
        /// The author's count.
        n: Counter,
        /// What.
        report: Report,
    },
}

impl ClientMessage {
    /// The author's count of what is asked for, if it is counted.
    pub fn n(&self) -> Option<Counter> {
        match self {
            Self::Begin { n, .. }
            | Self::Points { n, .. }
            | Self::End { n, .. }
            | Self::Cancel { n, .. }
            | Self::Undo(n)
            | Self::Redo(n)
            | Self::Clear(n)
            | Self::Chat { n, .. }
            | Self::Unclear { n, .. }
            | Self::Chapter { n, .. }
            | Self::Place { n, .. }
            | Self::Rules { n, .. }
            | Self::Rank { n, .. }
            | Self::Report { n, .. } => Some(*n),
            Self::Join(_)
            | Self::Key(_)
            | Self::CanvasRequest
            | Self::Ping(_)
            | Self::Me(_)
            | Self::Cursor(_)
            | Self::View(_) => None,
        }
    }
}

/// How a client comes in.
#[derive(Debug, PartialEq)]
pub struct Join {
    /// Who it is.
    pub token: Token,
    /// The raster rule it paints by.
    pub raster: u32,
    /// The place it has, if it was here before.
    pub have: Option<Seq>,
    /// The journal that place is in.
    pub journal: Option<JournalId>,
    /// The most it wants to be allowed, up to what it comes as. Default: all of it.
    pub role: Option<Role>,
    /// The pass it comes with.
    pub key: Option<Secret>,
    /// Who it says it is; who says so is told of the others (rule V17).
    pub name: Option<Arc<str>>,
    /// The colour others see it in. Default: ink.
    pub color: Option<Rgb>,
}

/// Reads one message: an object, or an array of up to `MESSAGE_OBJECTS_MAX`.
///
/// # Errors
/// A refusal that says what could not be understood; none of the message is done then.
pub fn parse_message(text: &str) -> Result<Vec<ClientMessage>, Refusal> {
    if !text.trim_start().starts_with('[') {
        return Ok(vec![parse_object(text)?]);
    }
    let objects: Vec<&RawValue> = read(text)?;
    if objects.len() > MESSAGE_OBJECTS_MAX {
        return Err(Refusal::TooManyObjects);
    }
    objects.into_iter().map(|object| parse_object(object.get())).collect()
}

/// Looks at the type first and reads what that type has then: passing over a text twice is cheaper than
/// keeping it in pieces until the type is known.
fn parse_object(text: &str) -> Result<ClientMessage, Refusal> {
    let Kind { kind } = read(text)?;
    match kind.as_ref() {
        "join" => read::<JoinFields>(text)?.check(),
        "begin" => read::<BeginFields>(text)?.check(),
        "points" => {
            let PointsFields { n, stroke, points } = read(text)?;
            Ok(ClientMessage::Points { n, stroke, points })
        }
        "end" | "cancel" => {
            let StrokeFields { n, stroke } = read(text)?;
            let ends = kind == "end";
            let cancel = ClientMessage::Cancel { n, stroke };
            Ok(if ends { ClientMessage::End { n, stroke } } else { cancel })
        }
        "undo" => Ok(ClientMessage::Undo(read::<CountFields>(text)?.n)),
        "redo" => Ok(ClientMessage::Redo(read::<CountFields>(text)?.n)),
        "clear" => Ok(ClientMessage::Clear(read::<CountFields>(text)?.n)),
        "chat" => read::<ChatFields>(text)?.check(),
        "chapter" => read::<ChapterFields>(text)?.check(),
        "canvasRequest" => Ok(ClientMessage::CanvasRequest),
        "ping" => Ok(ClientMessage::Ping(read::<PingFields>(text)?.t)),
        "unclear" => {
            let UnclearFields { n, item } = read(text)?;
            Ok(ClientMessage::Unclear { n, item })
        }
        "place" => read::<PlaceFields>(text)?.check(),
        "me" => Ok(ClientMessage::Me(Box::new(read(text)?))),
        "cursor" => {
            let cursor = read::<CursorFields>(text)?.check();
            cursor.map(ClientMessage::Cursor).map_err(bad)
        }
        "view" => Ok(ClientMessage::View(read(text)?)),
        "key" => read::<KeyFields>(text)?.check(),
        "rules" => read::<RulesFields>(text)?.check(),
        "rank" => {
            let RankFields { n, of, rank } = read(text)?;
            Ok(ClientMessage::Rank { n, of, rank })
        }
        "report" => read::<ReportFields>(text)?.check(),
        _ => Err(bad("there is no message of this type")),
    }
}

pub(super) fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Refusal> {
    serde_json::from_str(text).map_err(|why| {
        // The reason without the place in the text, which helps nobody who did not write it.
        bad(why.to_string().split(" at line ").next().unwrap_or_default())
    })
}

pub(super) fn bad(why: &str) -> Refusal {
    Refusal::BadMessage(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse_message(text).expect_err("refused").to_string()
    }

    #[test]
    fn v15_a_message_out_of_bounds_is_refused_with_a_sentence() {
        let begin = |rest: &str| {
            format!(r##"{{"type":"begin","n":1,"tool":"pencil","color":"#000000",{rest}}}"##)
        };
        let long = vec!["1,1,8"; limits_points() + 1].join(",");
        for (rest, why) in [
            (r#""opacity":0,"points":[1,1,8]"#, "opacity must be 1 to 255"),
            (r#""opacity":255,"points":[]"#, "at least one"),
            (r#""opacity":255,"points":[1,1]"#, "come in threes"),
            (r#""opacity":255,"points":[1,1,0]"#, "pen lifted"),
            (r#""opacity":255,"points":[1,1,-1]"#, "out of bounds"),
            (r#""opacity":255,"points":[1000000000000,1,8]"#, "out of bounds"),
            (r#""opacity":255,"points":[1.5,1,8]"#, "invalid type"),
            (&format!(r#""opacity":255,"points":[{long}]"#), "up to 512"),
        ] {
            let sentence = refusal(&begin(rest));
            assert!(sentence.contains(why), "{rest}: {sentence}");
        }
    }

    #[test]
    fn v15_what_is_no_message_is_refused_with_a_sentence() {
        for text in
            ["", "{", "null", "[1]", r#"{"type":"fly"}"#, r#"{"type":"undo","n":0}"#, "[[]]"]
        {
            assert!(refusal(text).starts_with("This message could not be understood"), "{text}");
        }
        let many = format!("[{}]", vec![r#"{"type":"canvasRequest"}"#; 65].join(","));
        assert_eq!(refusal(&many), "A message may hold up to 64 objects.", "one too many");
    }

    fn limits_points() -> usize {
        super::super::limits::MESSAGE_POINTS_MAX
    }
}
