//! One room's rules.
//!
//! Invariant: a room never reads a clock, a socket or a disk. What was asked for comes back from the store
//! in order (`judge`), and the same entries always give the same changes.

mod ask;
mod author;
mod frames;
mod ledger;
mod past;
mod rebuild;
mod rights;
mod scene;
mod unfold;
mod veils;

pub use ask::{Ask, ask, ask_plain};
pub use author::AUTHORS_MAX;
pub use frames::{
    Frame, Frames, PlainFrame, PlainSpan, PlainWriter, RING_BYTES_MAX, Since, plain_notice,
    wire_entry,
};
pub use ledger::{LedgerDamage, wire_item};
pub use past::{Past, PastFailure, Source};
pub use rebuild::Rebuild;
pub use rights::{Asker, Need, RANKS_MAX, Rights, need, plain_need};
pub use scene::Scene;
pub use unfold::Unfolding;
pub use veils::Veils;

use crate::history::WindowBounds;
use crate::history::{
    Change, ChatLine, Command, Entry, Event, Happening, Item, Note, Veil, Window,
};
use crate::model::{AuthorId, Counter, Millis, Placement, Point, Rank, Rgb, RulesChange, Seq};
use crate::protocol::{Refusal, limits};
use author::{Authors, Called};
use std::collections::VecDeque;
use std::sync::Arc;

/// Lines of chat kept for newcomers: a screen full.
pub const CHAT_LINES_MAX: usize = 50;

/// What came of one entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// What changed, in order; empty when the entry was void.
    pub changes: Vec<Change>,
    /// Why it, or a part of it, was turned away; for its author alone.
    pub refusal: Option<Refusal>,
}

/// A line of chat and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The seq of its entry.
    pub seq: Seq,
    /// Who speaks.
    pub author: AuthorId,
    /// What is said.
    pub line: ChatLine,
}

/// One room at one place of its journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    seq: Seq,
    place: Seq,
    window: Window,
    authors: Authors,
    chat: VecDeque<Said>,
    /// The newest clear, and when it was.
    cleared: Option<(Seq, Millis)>,
    veils: Veils,
    rights: Rights,
}

impl Room {
    /// A room in which nothing has happened.
    pub fn new(bounds: WindowBounds) -> Self {
        Self {
            seq: Seq(0),
            place: Seq(0),
            window: Window::new(bounds),
            authors: Authors::default(),
            chat: VecDeque::new(),
            cleared: None,
            veils: Veils::default(),
            rights: Rights::default(),
        }
    }

    /// The place of the last entry judged.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The place of the last entry that changed anything: what clients know as the room's place.
    pub fn place(&self) -> Seq {
        self.place
    }

    /// The newest items.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// The newest lines of chat, oldest first; at most `CHAT_LINES_MAX`.
    pub fn chat(&self) -> impl Iterator<Item = &Said> {
        self.chat.iter()
    }

    /// What hosts have hidden.
    pub fn veils(&self) -> &Veils {
        &self.veils
    }

    /// Who may do what.
    pub fn rights(&self) -> &Rights {
        &self.rights
    }

    /// The author's last counted entry; zero for an author never seen.
    pub fn last(&self, author: AuthorId) -> Counter {
        self.authors.last(author)
    }

    /// How an author is called, if they ever said so.
    pub fn name(&self, author: AuthorId) -> Option<&str> {
        self.authors.called(author).map(|called| &*called.name)
    }

    /// Whether the author is called so.
    pub fn knows(&self, author: AuthorId, name: &str, color: Rgb) -> bool {
        let called = self.authors.called(author);
        called.is_some_and(|called| *called.name == *name && called.color == color)
    }

    /// Applies the next entry of the journal; `seen` is shown each change and the window before it.
    ///
    /// # Panics
    /// When the entry is not the next one: the store broke its promise.
    pub fn judge(&mut self, entry: &Entry, mut seen: impl FnMut(&Window, &Change)) -> Verdict {
        assert_eq!(entry.seq, self.seq.next(), "a journal has no gaps");
        self.seq = entry.seq;
        let command = &entry.command;
        if command.n != Counter::NONE {
            if command.n <= self.authors.last(command.author) {
                return Verdict::default();
            }
            self.authors.count(command.author, command.n, entry.seq);
        }
        let verdict = self.decide(entry.seq, entry.at, command);
        for change in &verdict.changes {
            self.place = entry.seq;
            seen(&self.window, change);
            self.window.apply(change);
        }
        verdict
    }

    /// What the room itself asks for: an end for each stroke that was silent for too long.
    pub fn expired(&self, now: Millis) -> Vec<Command> {
        let silent = self
            .authors
            .open()
            .filter(|(_, stroke)| now.since(stroke.touched) >= limits::STROKE_IDLE_MS);
        silent.map(|(author, stroke)| end_of(author, stroke.n)).collect()
    }

    /// What the room asks for when an author leaves: an end for each open stroke.
    pub fn departed(&self, author: AuthorId) -> Vec<Command> {
        let open = self.authors.open().filter(|(owner, _)| *owner == author);
        open.map(|(author, stroke)| end_of(author, stroke.n)).collect()
    }

    fn decide(&mut self, seq: Seq, at: Millis, command: &Command) -> Verdict {
        let author = command.author;
        match &command.event {
            Event::Begin { brush, points, ended } => {
                if !ended && !self.authors.begin(author, command.n, seq, at) {
                    return refused(Refusal::TooManyOpen);
                }
                self.authors.forget_undone(author);
                let (brush, points, ended) = (*brush, Arc::clone(points), *ended);
                changed(seq, Happening::Begin { author, n: command.n, brush, points, ended })
            }
            Event::Points { stroke, points } => self.grow(seq, at, author, *stroke, points),
            Event::End { stroke } => match self.authors.end(author, *stroke) {
                Some(stroke) => changed(seq, Happening::End { stroke }),
                None => refused(Refusal::NoSuchStroke),
            },
            Event::Cancel { stroke } => match self.authors.end(author, *stroke) {
                Some(stroke) => changed(seq, Happening::Cancel { stroke }),
                None => refused(Refusal::NoSuchStroke),
            },
            Event::Undo => self.undo(seq, author),
            Event::Redo => self.redo(seq, author),
            Event::Clear => self.clear(seq, at, author, command.n),
            Event::Unclear { item } => self.unclear(seq, at, *item),
            Event::Place(place) => self.lay(seq, author, command.n, *place),
            Event::Chat(line) => self.say(seq, author, line),
            Event::Veil(veil) => self.veil(seq, veil),
            Event::Note(note) => {
                self.remember(seq, author, note);
                Verdict::default()
            }
            Event::Rules(change) => self.rule(seq, *change),
            Event::Rank { of, rank } => self.rank(seq, *of, *rank),
            Event::Report(_) => Verdict::default(),
        }
    }

    fn grow(
        &mut self,
        seq: Seq,
        at: Millis,
        author: AuthorId,
        n: Counter,
        points: &Arc<[Point]>,
    ) -> Verdict {
        let Some(stroke) = self.authors.touch(author, n, at) else {
            return refused(Refusal::NoSuchStroke);
        };
        let have = self.window.item(stroke).map_or(0, Item::points);
        let room = limits::STROKE_POINTS_MAX.saturating_sub(have);
        if points.len() < room {
            return changed(seq, Happening::Points { stroke, points: Arc::clone(points) });
        }
        self.authors.end(author, n);
        let mut verdict = Verdict::default();
        if room > 0 {
            let points = points[..room].into();
            verdict.changes.push(Change { seq, what: Happening::Points { stroke, points } });
        }
        verdict.changes.push(Change { seq, what: Happening::End { stroke } });
        verdict.refusal = (points.len() > room).then_some(Refusal::StrokeFull);
        verdict
    }

    fn undo(&mut self, seq: Seq, author: AuthorId) -> Verdict {
        let mine = |item: &&Item| item.author == author && !item.hidden && !item.is_open();
        let Some(item) = self.window.items().rev().find(mine).map(|item| item.seq) else {
            return Verdict::default();
        };
        self.authors.remember_undone(author, item);
        changed(seq, Happening::Hide { item })
    }

    fn redo(&mut self, seq: Seq, author: AuthorId) -> Verdict {
        while let Some(item) = self.authors.take_undone(author) {
            if self.window.item(item).is_some_and(|item| item.hidden) {
                return changed(seq, Happening::Show { item });
            }
        }
        Verdict::default()
    }

    fn clear(&mut self, seq: Seq, at: Millis, author: AuthorId, n: Counter) -> Verdict {
        let mut changes = self.end_all(seq);
        self.authors.forget_undone(author);
        changes.push(Change { seq, what: Happening::Clear { author, n } });
        self.cleared = Some((seq, at));
        Verdict { changes, refusal: None }
    }

    fn end_all(&mut self, seq: Seq) -> Vec<Change> {
        self.authors.end_all();
        let open = self.window.items().filter(|item| item.is_open());
        open.map(|item| Change { seq, what: Happening::End { stroke: item.seq } }).collect()
    }

    /// Rule V23: what is not finished when drawing is locked ends there.
    fn rule(&mut self, seq: Seq, change: RulesChange) -> Verdict {
        let before = self.rights.rules;
        self.rights.rules = before.after(change);
        let locks = self.rights.rules.locked && !before.locked;
        let changes = if locks { self.end_all(seq) } else { Vec::new() };
        Verdict { changes, refusal: None }
    }

    /// Rule V24: what somebody has not finished who may no more draw ends there.
    fn rank(&mut self, seq: Seq, of: AuthorId, rank: Option<Rank>) -> Verdict {
        if !self.rights.set_rank(of, rank) {
            return refused(Refusal::TooManyRanks);
        }
        let mut changes = Vec::new();
        if matches!(rank, Some(Rank::Viewer | Rank::Out)) {
            let open: Vec<_> = self.authors.open().filter(|(author, _)| *author == of).collect();
            for (_, open) in open {
                self.authors.end(of, open.n);
                changes.push(Change { seq, what: Happening::End { stroke: open.stroke } });
            }
        }
        Verdict { changes, refusal: None }
    }

    /// Rule V18: anybody may take back the newest clear for a while.
    fn unclear(&mut self, seq: Seq, at: Millis, item: Seq) -> Verdict {
        let newest = self.cleared.filter(|(cleared, _)| *cleared == item);
        let recent = newest.is_some_and(|(_, then)| at.since(then) <= limits::UNCLEAR_MS);
        if !recent || self.window.item(item).is_none_or(|item| item.hidden) {
            return refused(Refusal::TooLate);
        }
        changed(seq, Happening::Hide { item })
    }

    /// What was hidden of the author before is shown first, so that asking twice hides nothing twice.
    fn veil(&mut self, seq: Seq, veil: &Veil) -> Verdict {
        let change = |what| Change { seq, what };
        let shown = self.veils.take_off(veil.author);
        let shown = shown.into_iter().filter(|item| self.window.item(*item).is_some());
        let mut hidden: Vec<Seq> = shown.collect();
        let mut changes: Vec<_> =
            hidden.drain(..).map(|item| change(Happening::Show { item })).collect();
        if !veil.lifts {
            let was_shown = |seq| changes.iter().any(|it| it.what == Happening::Show { item: seq });
            let theirs = self.window.items().filter(|item| {
                let in_time = item.author == veil.author && item.seq > veil.since;
                in_time && (!item.hidden || was_shown(item.seq))
            });
            hidden = theirs.map(|item| item.seq).collect();
            changes.extend(hidden.iter().map(|item| change(Happening::Hide { item: *item })));
            self.authors.forget_undone(veil.author);
            self.veils.put_on(veil, seq, hidden);
        }
        changes.push(change(Happening::Rebase { veil: *veil }));
        Verdict { changes, refusal: None }
    }

    fn lay(&mut self, seq: Seq, author: AuthorId, n: Counter, place: Placement) -> Verdict {
        self.authors.forget_undone(author);
        changed(seq, Happening::Place { author, n, place })
    }

    fn remember(&mut self, seq: Seq, author: AuthorId, note: &Note) {
        if let Note::Called { name, color } = note {
            self.authors.call(author, Called { name: Arc::clone(name), color: *color }, seq);
        }
    }

    fn say(&mut self, seq: Seq, author: AuthorId, line: &ChatLine) -> Verdict {
        if self.chat.len() == CHAT_LINES_MAX {
            self.chat.pop_front();
        }
        self.chat.push_back(Said { seq, author, line: line.clone() });
        changed(seq, Happening::Chat { author, line: line.clone() })
    }
}

fn end_of(author: AuthorId, stroke: Counter) -> Command {
    Command { author, n: Counter::NONE, event: Event::End { stroke } }
}

fn changed(seq: Seq, what: Happening) -> Verdict {
    Verdict { changes: vec![Change { seq, what }], refusal: None }
}

fn refused(refusal: Refusal) -> Verdict {
    Verdict { changes: Vec::new(), refusal: Some(refusal) }
}
