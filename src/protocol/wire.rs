//! Entries, items and lines of chat, as clients read them.

use super::FlatPoints;
use crate::model::{AuthorId, Counter, Placement, Rgb, Seq, Tool};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One change, as clients read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum WireEntry<'a> {
    /// A stroke takes its place.
    Begin {
        /// Its place and name.
        seq: Seq,
        /// Who draws.
        author: AuthorId,
        /// The author's count.
        n: Counter,
        /// What the hand holds.
        tool: Tool,
        /// The colour.
        color: Rgb,
        /// 1 to 255.
        opacity: u8,
        /// At least one point.
        points: FlatPoints<'a>,
        /// It is already whole.
        ended: bool,
    },
    /// A stroke grows.
    Points {
        /// The entry's place.
        seq: Seq,
        /// The seq of its begin.
        stroke: Seq,
        /// At least one point.
        points: FlatPoints<'a>,
    },
    /// A stroke is whole.
    End {
        /// The entry's place.
        seq: Seq,
        /// The seq of its begin.
        stroke: Seq,
    },
    /// A stroke never happened.
    Cancel {
        /// The entry's place.
        seq: Seq,
        /// The seq of its begin.
        stroke: Seq,
    },
    /// An item is no longer painted.
    Hide {
        /// The entry's place.
        seq: Seq,
        /// The seq of the item.
        item: Seq,
    },
    /// An item is painted again.
    Show {
        /// The entry's place.
        seq: Seq,
        /// The seq of the item.
        item: Seq,
    },
    /// Blank paper over everything so far.
    Clear {
        /// Its place and name.
        seq: Seq,
        /// Who cleared.
        author: AuthorId,
        /// The author's count.
        n: Counter,
    },
    /// An image is laid on the canvas.
    Place {
        /// Its place and name.
        seq: Seq,
        /// Who laid it there.
        author: AuthorId,
        /// The author's count.
        n: Counter,
        /// Which image, and where.
        #[serde(flatten)]
        place: Placement,
    },
    /// Words for the room.
    Chat {
        /// The entry's place.
        seq: Seq,
        /// Who speaks.
        author: AuthorId,
        /// What is said.
        content: Cow<'a, str>,
        /// The speaker's name.
        user: Cow<'a, str>,
    },
    /// The base is another one from here on: only replays are told, screens get a snapshot instead.
    Rebase {
        /// The entry's place, whose snapshot is to be taken.
        seq: Seq,
    },
}

/// One change and when it was, as replays read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WireDated<'a> {
    /// The change.
    #[serde(flatten)]
    pub entry: WireEntry<'a>,
    /// Milliseconds since the room's first entry.
    pub at: u64,
}

/// One item of the window, as clients read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum WireItem<'a> {
    /// A stroke.
    Stroke {
        /// Its place and name.
        seq: Seq,
        /// Who drew it.
        author: AuthorId,
        /// The author's count.
        n: Counter,
        /// What the hand held.
        tool: Tool,
        /// The colour.
        color: Rgb,
        /// 1 to 255.
        opacity: u8,
        /// At least one point.
        points: FlatPoints<'a>,
        /// No more points will come.
        ended: bool,
        /// Undone.
        hidden: bool,
    },
    /// An image.
    Image {
        /// Its place and name.
        seq: Seq,
        /// Who laid it there.
        author: AuthorId,
        /// The author's count.
        n: Counter,
        /// Which image, and where.
        #[serde(flatten)]
        place: Placement,
        /// Undone.
        hidden: bool,
    },
    /// Blank paper over everything below.
    Clear {
        /// Its place and name.
        seq: Seq,
        /// Who cleared.
        author: AuthorId,
        /// The author's count.
        n: Counter,
        /// Undone.
        hidden: bool,
    },
}

/// One line of chat in a snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WireChat<'a> {
    /// The entry's place.
    pub seq: Seq,
    /// Who speaks.
    pub author: AuthorId,
    /// What is said.
    pub content: Cow<'a, str>,
    /// The speaker's name.
    pub user: Cow<'a, str>,
}
