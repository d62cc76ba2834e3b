//! A room as bytes: what a keyframe keeps of it beside the picture.

use super::author::{Author, Authors, Called, Open};
use super::{Rights, Room, Said, Veils};
use crate::history::{ChatLine, Item, ItemKind, Window, WindowBounds};
use crate::model::{AuthorId, Brush, Counter, Millis, Seq};
use crate::protocol::{FlatPoints, WireChat, WireItem};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Layout of the bytes; another one is refused.
const LEDGER_VERSION: u32 = 1;

/// Why bytes are no room.
#[derive(Debug, thiserror::Error)]
pub enum LedgerDamage {
    /// Not the JSON of a ledger.
    #[error("the room's keyframe cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Written by another version.
    #[error("the room's keyframe has version {0}, this program reads {LEDGER_VERSION}")]
    Version(u32),
    /// A brush that cannot be.
    #[error("the room's keyframe holds a brush that leaves no mark")]
    Brush,
}

#[derive(Serialize, Deserialize)]
struct Ledger<'a> {
    version: u32,
    seq: Seq,
    place: Seq,
    items: Vec<WireItem<'a>>,
    authors: Vec<LedgerAuthor>,
    chat: Vec<WireChat<'a>>,
    #[serde(default)]
    cleared: Option<(Seq, u64)>,
    #[serde(default)]
    veils: Veils,
    #[serde(default)]
    rights: Rights,
}

#[derive(Serialize, Deserialize)]
struct LedgerAuthor {
    id: AuthorId,
    last: Counter,
    heard: Seq,
    open: Vec<(Counter, Seq, u64)>,
    undone: Vec<Seq>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    called: Option<Called>,
}

impl Room {
    /// The room as bytes.
    ///
    /// # Panics
    /// Never: every field is a number, a text or a list of those.
    pub fn save(&self) -> Vec<u8> {
        let authors = self.authors.by_id.iter().map(|(id, author)| LedgerAuthor {
            id: *id,
            last: author.last,
            heard: author.heard,
            open: author.open.iter().map(|open| (open.n, open.stroke, open.touched.0)).collect(),
            undone: author.undone.clone(),
            called: author.called.clone(),
        });
        let ledger = Ledger {
            version: LEDGER_VERSION,
            seq: self.seq,
            place: self.place,
            items: self.window.items().map(wire_item).collect(),
            authors: authors.collect(),
            chat: self.chat.iter().map(Said::to_wire).collect(),
            cleared: self.cleared.map(|(seq, at)| (seq, at.0)),
            veils: self.veils.clone(),
            rights: self.rights.clone(),
        };
        serde_json::to_vec(&ledger).expect("a ledger holds nothing JSON cannot say")
    }

    /// The room that `save` wrote.
    ///
    /// # Errors
    /// When the bytes are damaged or of another version.
    pub fn load(bounds: WindowBounds, bytes: &[u8]) -> Result<Self, LedgerDamage> {
        let ledger: Ledger = serde_json::from_slice(bytes)?;
        if ledger.version != LEDGER_VERSION {
            return Err(LedgerDamage::Version(ledger.version));
        }
        let items = ledger.items.into_iter().map(item).collect::<Option<Vec<_>>>();
        let by_id = ledger.authors.into_iter().map(|author| (author.id, author.into())).collect();
        Ok(Self {
            seq: ledger.seq,
            place: ledger.place,
            window: Window::with_items(bounds, items.ok_or(LedgerDamage::Brush)?),
            authors: Authors { by_id },
            chat: ledger.chat.iter().map(Said::from_wire).collect(),
            cleared: ledger.cleared.map(|(seq, at)| (seq, Millis(at))),
            veils: ledger.veils,
            rights: ledger.rights,
        })
    }
}

impl From<LedgerAuthor> for Author {
    fn from(author: LedgerAuthor) -> Self {
        let open = author.open.into_iter();
        Self {
            last: author.last,
            heard: author.heard,
            open: open.map(|(n, stroke, at)| Open { n, stroke, touched: Millis(at) }).collect(),
            undone: author.undone,
            called: author.called,
        }
    }
}

impl Said {
    /// The line as clients read it.
    pub fn to_wire(&self) -> WireChat<'_> {
        WireChat {
            seq: self.seq,
            author: self.author,
            content: Cow::Borrowed(&self.line.content),
            user: Cow::Borrowed(&self.line.user),
        }
    }

    fn from_wire(chat: &WireChat<'_>) -> Self {
        let line = ChatLine { content: (&*chat.content).into(), user: (&*chat.user).into() };
        Self { seq: chat.seq, author: chat.author, line }
    }
}

/// An item as clients read it.
pub fn wire_item(item: &Item) -> WireItem<'_> {
    let Item { seq, author, n, hidden, kind } = item;
    match kind {
        ItemKind::Stroke { brush, points, ended } => WireItem::Stroke {
            seq: *seq,
            author: *author,
            n: *n,
            tool: brush.tool(),
            color: brush.color(),
            opacity: brush.opacity(),
            points: FlatPoints(Cow::Borrowed(points)),
            ended: *ended,
            hidden: *hidden,
        },
        ItemKind::Image(place) => {
            let (seq, author, n, hidden) = (*seq, *author, *n, *hidden);
            WireItem::Image { seq, author, n, place: *place, hidden }
        }
        ItemKind::Clear => WireItem::Clear { seq: *seq, author: *author, n: *n, hidden: *hidden },
    }
}

fn item(wire: WireItem<'_>) -> Option<Item> {
    Some(match wire {
        WireItem::Stroke { seq, author, n, tool, color, opacity, points, ended, hidden } => {
            let brush = Brush::new(tool, color, opacity)?;
            let kind = ItemKind::Stroke { brush, points: points.0.into_owned(), ended };
            Item { seq, author, n, hidden, kind }
        }
        WireItem::Image { seq, author, n, place, hidden } => {
            Item { seq, author, n, hidden, kind: ItemKind::Image(place) }
        }
        WireItem::Clear { seq, author, n, hidden } => {
            Item { seq, author, n, hidden, kind: ItemKind::Clear }
        }
    })
}
