//! What is stored (`Entry`), and what it turned out to mean (`Change`).
//!
//! An entry is what an author asked for, in the order the store gave it. Judging it against the room gives
//! zero or more changes. Changes are all that screens and pictures ever see.

use super::Note;
use crate::model::{
    AuthorId, Brush, Counter, Millis, Placement, Point, Rank, Report, RulesChange, Seq,
};
use std::sync::Arc;

/// What an author asks for, before it has a place in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Who asks.
    pub author: AuthorId,
    /// The author's own count; `Counter::NONE` for what is never sent again.
    pub n: Counter,
    /// What is asked for.
    pub event: Event,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place.
    pub seq: Seq,
    /// When the server took it.
    pub at: Millis,
    /// What was asked for, and by whom.
    pub command: Command,
}

/// The kinds of things an author can ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A stroke starts; `ended` when it is already whole.
    Begin {
        /// What it is painted with.
        brush: Brush,
        /// At least one point.
        points: Arc<[Point]>,
        /// No more points will come.
        ended: bool,
    },
    /// A stroke grows.
    Points {
        /// The author's count of its `Begin`.
        stroke: Counter,
        /// At least one point.
        points: Arc<[Point]>,
    },
    /// A stroke is whole.
    End {
        /// The author's count of its `Begin`.
        stroke: Counter,
    },
    /// A stroke never happened.
    Cancel {
        /// The author's count of its `Begin`.
        stroke: Counter,
    },
    /// Hide the author's newest visible item.
    Undo,
    /// Show what the author hid last.
    Redo,
    /// Blank paper over everything so far.
    Clear,
    /// Hide the newest clear, whoever made it.
    Unclear {
        /// The seq of the clear.
        item: Seq,
    },
    /// Lay an image on the canvas.
    Place(Placement),
    /// Words for the room.
    Chat(ChatLine),
    /// Something to remember that changes no picture.
    Note(Note),
    /// Hide what somebody did, or show it again: for hosts.
    Veil(Veil),
    /// The rules of the room change: for hosts.
    Rules(RulesChange),
    /// Somebody is made more or less than they came as, or nothing special again: for hosts.
    Rank {
        /// Who.
        of: AuthorId,
        /// What they are from here on; `None` is what they came as.
        rank: Option<Rank>,
    },
    /// Something for the hosts to know.
    Report(Report),
}

/// Whose work is hidden, or shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Veil {
    /// Who did it.
    pub author: AuthorId,
    /// What they did after this place, up to this entry.
    pub since: Seq,
    /// It is shown again, all of it.
    pub lifts: bool,
}

/// One line of a room's talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatLine {
    /// What was said: 1 to 500 characters.
    pub content: Arc<str>,
    /// The name its author goes by: up to 40 characters.
    pub user: Arc<str>,
}

/// What an entry did to the room: an entry can make several changes, all at its seq.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The place of the entry it comes from.
    pub seq: Seq,
    /// What changed.
    pub what: Happening,
}

/// The kinds of changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// A stroke takes its place in the painting order; from here on it is named by this change's seq.
    Begin {
        /// Who draws it.
        author: AuthorId,
        /// The author's count.
        n: Counter,
        /// What it is painted with.
        brush: Brush,
        /// At least one point.
        points: Arc<[Point]>,
        /// No more points will come.
        ended: bool,
    },
    /// A stroke grows.
    Points {
        /// The seq of its begin.
        stroke: Seq,
        /// At least one point.
        points: Arc<[Point]>,
    },
    /// A stroke is whole.
    End {
        /// The seq of its begin.
        stroke: Seq,
    },
    /// A stroke is gone as if it had never been.
    Cancel {
        /// The seq of its begin.
        stroke: Seq,
    },
    /// An item is no longer painted.
    Hide {
        /// The seq of the item's entry.
        item: Seq,
    },
    /// An item is painted again.
    Show {
        /// The seq of the item's entry.
        item: Seq,
    },
    /// Blank paper over everything so far; from here on named by this change's seq.
    Clear {
        /// Who cleared.
        author: AuthorId,
        /// The author's count.
        n: Counter,
    },
    /// An image lies on the canvas; from here on named by this change's seq.
    Place {
        /// Who laid it there.
        author: AuthorId,
        /// The author's count.
        n: Counter,
        /// Which image, and where.
        place: Placement,
    },
    /// Words for the room.
    Chat {
        /// Who speaks.
        author: AuthorId,
        /// What is said.
        line: ChatLine,
    },
    /// The base is another one from here on; it is to be painted anew, or taken as a picture.
    Rebase {
        /// Whose work was hidden or shown again.
        veil: Veil,
    },
}

impl Happening {
    /// Whether the picture may look different after it.
    pub fn paints(&self) -> bool {
        !matches!(self, Self::Chat { .. })
    }
}
