//! What a room knows of each author: how far they counted, what they have open, what they undid.

use crate::model::{AuthorId, Counter, Millis, Rgb, Seq};
use crate::protocol::limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Authors a room remembers; above this the one not heard of for longest is forgotten. A page that comes
/// back after so many others only loses the guard against doubles.
pub const AUTHORS_MAX: usize = 4_096;

/// One stroke that may still grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// The author's count of its begin.
    pub(super) n: Counter,
    /// The seq of its begin.
    pub(super) stroke: Seq,
    /// When it last grew.
    pub(super) touched: Millis,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) last: Counter,
    pub(super) heard: Seq,
    pub(super) open: Vec<Open>,
    pub(super) undone: Vec<Seq>,
    pub(super) called: Option<Called>,
}

/// How an author is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Called {
    pub(super) name: Arc<str>,
    pub(super) color: Rgb,
}

/// All authors of a room that have counted anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Authors {
    pub(super) by_id: BTreeMap<AuthorId, Author>,
}

impl Authors {
    pub(super) fn last(&self, author: AuthorId) -> Counter {
        self.by_id.get(&author).map_or(Counter::NONE, |author| author.last)
    }

    pub(super) fn count(&mut self, id: AuthorId, n: Counter, seq: Seq) {
        let author = self.hear(id, seq);
        author.last = n;
        self.forget_one();
    }

    /// Notes how an author is called from here on.
    pub(super) fn call(&mut self, id: AuthorId, called: Called, seq: Seq) {
        self.hear(id, seq).called = Some(called);
        self.forget_one();
    }

    /// How an author is called, if they ever said so.
    pub(super) fn called(&self, id: AuthorId) -> Option<&Called> {
        self.by_id.get(&id)?.called.as_ref()
    }

    fn hear(&mut self, id: AuthorId, seq: Seq) -> &mut Author {
        let author = self.by_id.entry(id).or_default();
        author.heard = seq;
        author
    }

    fn forget_one(&mut self) {
        if self.by_id.len() > AUTHORS_MAX {
            let idle = self.by_id.iter().filter(|(_, author)| author.open.is_empty());
            if let Some(oldest) = idle.min_by_key(|(_, author)| author.heard).map(|(id, _)| *id) {
                self.by_id.remove(&oldest);
            }
        }
    }

    /// Opens a stroke; false when the author has as many open as there may be.
    pub(super) fn begin(&mut self, id: AuthorId, n: Counter, stroke: Seq, at: Millis) -> bool {
        let open = &mut self.by_id.entry(id).or_default().open;
        if open.len() >= limits::OPEN_STROKES_MAX {
            return false;
        }
        open.push(Open { n, stroke, touched: at });
        true
    }

    /// The open stroke the author calls `n`, which has just grown.
    pub(super) fn touch(&mut self, id: AuthorId, n: Counter, at: Millis) -> Option<Seq> {
        let open = self.by_id.get_mut(&id)?.open.iter_mut().find(|open| open.n == n)?;
        open.touched = at;
        Some(open.stroke)
    }

    /// Closes the stroke the author calls `n`.
    pub(super) fn end(&mut self, id: AuthorId, n: Counter) -> Option<Seq> {
        let open = &mut self.by_id.get_mut(&id)?.open;
        let at = open.iter().position(|open| open.n == n)?;
        Some(open.remove(at).stroke)
    }

    pub(super) fn end_all(&mut self) {
        for author in self.by_id.values_mut() {
            author.open.clear();
        }
    }

    pub(super) fn open(&self) -> impl Iterator<Item = (AuthorId, Open)> {
        self.by_id.iter().flat_map(|(id, author)| author.open.iter().map(|open| (*id, *open)))
    }

    pub(super) fn remember_undone(&mut self, id: AuthorId, item: Seq) {
        self.by_id.entry(id).or_default().undone.push(item);
    }

    pub(super) fn take_undone(&mut self, id: AuthorId) -> Option<Seq> {
        self.by_id.get_mut(&id)?.undone.pop()
    }

    pub(super) fn forget_undone(&mut self, id: AuthorId) {
        if let Some(author) = self.by_id.get_mut(&id) {
            author.undone.clear();
        }
    }
}
