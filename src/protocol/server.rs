//! What the server says in the easel dialect.

use super::{Refusal, WireChat, WireEntry, WireItem, WirePerson, frame, limits};
use crate::model::{
    AuthorId, ClientId, Counter, JournalId, RADIUS_MAX, Rank, Role, RoomId, Rules, Seq,
};
use bytes::Bytes;
use serde::Serialize;

/// One message of the easel dialect.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ServerMessage<'a> {
    /// The first answer.
    Welcome {
        /// Version of the dialect.
        protocol: u32,
        /// Version of the raster rule.
        raster: u32,
        /// The room.
        room: &'a RoomId,
        /// The journal `seq` is a place in.
        journal: JournalId,
        /// The room's place now.
        seq: Seq,
        /// This connection.
        client: ClientId,
        /// Who the client is.
        author: AuthorId,
        /// The author's last counted entry.
        last: Counter,
        /// What the client may do.
        role: Role,
        /// Width of the canvas, in pixels.
        width: u32,
        /// Height of the canvas, in pixels.
        height: u32,
        /// Connections in the room, this one included.
        client_count: usize,
        /// Entries follow instead of a snapshot.
        resumed: bool,
        /// File of the page's script that this server serves; empty when it serves none.
        page: &'a str,
        /// The bounds of the wire.
        limits: LimitsMessage,
    },
    /// Everything at one place.
    Snapshot {
        /// The place.
        seq: Seq,
        /// PNG data URL of what has left the window; `None` while that is blank.
        base: Option<&'a str>,
        /// The window, in painting order.
        items: Vec<WireItem<'a>>,
        /// The newest lines of chat.
        chat: Vec<WireChat<'a>>,
    },
    /// What happened up to `seq`.
    Entries {
        /// The place after the entries.
        seq: Seq,
        /// In order.
        entries: Vec<WireEntry<'a>>,
    },
    /// Everything of this author up to `n` is stored or refused.
    Ack {
        /// The author's count.
        n: Counter,
    },
    /// Something was turned away.
    Refusal {
        /// What was.
        n: Option<Counter>,
        /// Why, for programs.
        code: &'a str,
        /// Why, for people.
        message: String,
        /// It may be sent again later.
        temporary: bool,
    },
    /// Something everybody should know.
    Notice {
        /// What, for programs.
        code: &'a str,
        /// What, for people.
        message: &'a str,
    },
    /// The server stops; come back.
    Goodbye {
        /// When to come back, in milliseconds.
        retry_ms: u64,
    },
    /// What the client is in this room, and what holds there.
    House {
        /// What the client may be.
        role: Role,
        /// What binds everybody but hosts.
        rules: Rules,
        /// What those are who come without a pass; `None` when they stay outside.
        guests: Option<Role>,
        /// For hosts: who was made more or less than they came as, and how they are called.
        #[serde(skip_serializing_if = "Option::is_none")]
        ranks: Option<Vec<(AuthorId, Rank, Option<&'a str>)>>,
    },
    /// Something to keep: a pass the client holds from here on.
    Pass {
        /// Its secret.
        key: &'a str,
        /// As what it lets in.
        role: Role,
    },
    /// For hosts: what somebody has told them.
    Report {
        /// The place of its entry.
        seq: Seq,
        /// Who says it.
        author: AuthorId,
        /// How they are called.
        name: Option<&'a str>,
        /// About whom, if about anybody.
        about: Option<AuthorId>,
        /// How those are called.
        about_name: Option<&'a str>,
        /// What is said.
        words: &'a str,
        /// When, in milliseconds since 1970.
        at: u64,
    },
    /// How many are here.
    ClientCount {
        /// Connections in the room.
        client_count: usize,
    },
    /// The answer to a ping.
    Pong {
        /// What the ping said.
        t: f64,
    },
    /// How much ink may be sent: the client has to wait for it, or no longer has to.
    Ink {
        /// Points that may be sent at once.
        left: u64,
        /// Points that come a second.
        per_second: u32,
        /// How long nothing more is read, in milliseconds; zero once half of all may be sent at once again.
        wait_ms: u64,
    },
    /// Who is here.
    People {
        /// This is everybody; otherwise what changed.
        all: bool,
        /// Who is new or different.
        people: Vec<WirePerson>,
        /// Who is here no more.
        gone: Vec<ClientId>,
    },
    /// Where others point: `client, x, y, state` each, 0 hovers, 1 draws, 2 is gone.
    Cursors {
        /// These are all there are; otherwise those that moved.
        all: bool,
        /// Flat, in eighths.
        at: Vec<i64>,
    },
    /// What somebody who is followed looks at.
    View {
        /// Who.
        client: ClientId,
        /// The middle, in eighths to the right.
        x: i32,
        /// The middle, in eighths downwards.
        y: i32,
        /// The width, in eighths.
        width: i32,
    },
}

impl ServerMessage<'_> {
    /// The message that tells a client of a refusal.
    pub fn refusal(n: Option<Counter>, refusal: &Refusal) -> Self {
        Self::Refusal {
            n,
            code: refusal.code(),
            message: refusal.to_string(),
            temporary: refusal.is_temporary(),
        }
    }

    /// The message as JSON.
    ///
    /// # Panics
    /// Never: every field is a number, a text or a list of those.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("messages hold nothing JSON cannot say")
    }

    /// The message as one text frame.
    ///
    /// # Panics
    /// Never: every field is a number, a text or a list of those.
    pub fn to_frame(&self) -> Bytes {
        frame::text_frame_of(|text| {
            serde_json::to_writer(text, self).expect("messages hold nothing JSON cannot say");
        })
    }
}

/// What stands before and after the data URL of the base in a snapshot.
///
/// # Panics
/// Never: a message that is written has the field.
pub fn snapshot_ends(
    seq: Seq,
    items: Vec<WireItem<'_>>,
    chat: Vec<WireChat<'_>>,
) -> (String, String) {
    const EMPTY: &str = r#""base":"""#;
    let message = ServerMessage::Snapshot { seq, base: Some(""), items, chat };
    let mut head = message.to_json();
    // Only numbers stand before it, so this is the field and no text.
    let at = head.find(EMPTY).expect("the field is written") + EMPTY.len() - 1;
    let tail = head.split_off(at);
    (head, tail)
}

/// The bounds of the wire, as `welcome` tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitsMessage {
    message_bytes: usize,
    message_points: usize,
    stroke_points: usize,
    stroke_idle_ms: u64,
    open_strokes: usize,
    radius: i32,
    chat_chars: usize,
    name_chars: usize,
    cursor_ms: u64,
    image_bytes: usize,
    points_per_second: u32,
    window_items: usize,
    window_points: usize,
}

impl LimitsMessage {
    /// The bounds of this server: how many points a second one connection may send, and the window.
    pub fn new(points_per_second: u32, window_items: usize, window_points: usize) -> Self {
        Self {
            message_bytes: limits::MESSAGE_BYTES_MAX,
            message_points: limits::MESSAGE_POINTS_MAX,
            stroke_points: limits::STROKE_POINTS_MAX,
            stroke_idle_ms: limits::STROKE_IDLE_MS,
            open_strokes: limits::OPEN_STROKES_MAX,
            radius: RADIUS_MAX,
            chat_chars: limits::CHAT_CHARS_MAX,
            name_chars: limits::NAME_CHARS_MAX,
            cursor_ms: limits::CURSOR_MS,
            image_bytes: limits::IMAGE_BYTES_MAX,
            points_per_second,
            window_items,
            window_points,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_around_its_base_is_the_same_text() {
        let author = AuthorId([7; AuthorId::BYTES]);
        let words = r#""base":"""#;
        let chat =
            || vec![WireChat { seq: Seq(1), author, content: words.into(), user: words.into() }];
        let (head, tail) = snapshot_ends(Seq(7), Vec::new(), chat());
        let base = Some("data:image/png;base64,AAAA");
        let whole = ServerMessage::Snapshot { seq: Seq(7), base, items: Vec::new(), chat: chat() };
        assert_eq!(format!("{head}data:image/png;base64,AAAA{tail}"), whole.to_json(), "spliced");
    }
}
