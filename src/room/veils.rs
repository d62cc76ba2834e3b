//! Whose work is hidden by a host, since when: moderation that can be taken back.

use crate::history::{Item, Veil};
use crate::model::{AuthorId, Seq};
use serde::{Deserialize, Serialize};

/// What one author did after one place and before another, hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Veiled {
    author: AuthorId,
    since: Seq,
    /// The entry that hid it; what they do later is seen.
    until: Seq,
    /// Items of the window that were hidden by it, and by nothing else.
    items: Vec<Seq>,
}

/// Everything that is hidden by a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veils(Vec<Veiled>);

impl Veils {
    /// What is hidden once this is asked for, wherever that will be.
    #[must_use]
    pub fn with(&self, veil: &Veil) -> Self {
        let mut veils = self.clone();
        veils.take_off(veil.author);
        if !veil.lifts {
            veils.put_on(veil, Seq(u64::MAX), Vec::new());
        }
        veils
    }

    pub(super) fn put_on(&mut self, veil: &Veil, until: Seq, items: Vec<Seq>) {
        let Veil { author, since, .. } = *veil;
        self.0.push(Veiled { author, since, until, items });
    }

    /// Shows again what was hidden of an author; answers the items of the window that were.
    pub(super) fn take_off(&mut self, author: AuthorId) -> Vec<Seq> {
        let off = self.0.extract_if(.., |veiled| veiled.author == author);
        off.flat_map(|veiled| veiled.items).collect()
    }

    /// Whether an item was hidden by this, not by its author's undo.
    pub(super) fn hides(&self, item: Seq) -> bool {
        self.0.iter().any(|veiled| veiled.items.contains(&item))
    }

    /// Whether an item that has left the window is seen once these are what is hidden; `by_veil` when it left
    /// hidden, and only for having been veiled then.
    pub(super) fn shows(&self, item: &Item, by_veil: bool) -> bool {
        let is_veiled = |veiled: &Veiled| {
            veiled.author == item.author && veiled.since < item.seq && item.seq < veiled.until
        };
        (!item.hidden || by_veil) && !self.0.iter().any(is_veiled)
    }

    /// Whether these hide the same as others, whenever that was asked for.
    pub fn same_as(&self, others: &Self) -> bool {
        let told = |veils: &Self| -> Vec<_> {
            veils.0.iter().map(|veiled| (veiled.author, veiled.since)).collect()
        };
        told(self) == told(others)
    }
}
