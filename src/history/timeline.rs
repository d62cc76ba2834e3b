//! What a replay shows of a whole journal at a glance: how long it took, who drew when, and what stands out.
//!
//! A timeline is a place in the journal like any other: it takes in the next entries and never looks back.

use super::{Change, Done, DoneKind, Entry, Event, Happening, Note};
use crate::model::{AuthorId, Millis, Rgb, Seq};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Slots in which time is counted; when there are more, two become one. Enough for four to each bin.
const SLOTS_MAX: usize = 480;

/// Marks remembered before those of undo and redo are let go, the most common and least telling.
const MARKS_MAX: usize = 2_000;

/// What hosts did that is remembered: a school year of one class.
const DONE_MAX: usize = 2_000;

/// Something that stands out on a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The place of its entry.
    pub seq: Seq,
    /// When it was, in milliseconds since the first entry.
    pub at: u64,
    /// What it is.
    pub kind: MarkKind,
    /// Whose it is.
    pub author: AuthorId,
}

/// The kinds of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The first work of an author.
    Join,
    /// Everything was cleared.
    Clear,
    /// An item was undone, or a clear taken back.
    Undo,
    /// An item was shown again.
    Redo,
    /// A part begins.
    Chapter(Arc<str>),
    /// The picture of an earlier place came back.
    Restore,
    /// The host hid somebody's work.
    Hide,
    /// The host showed it again.
    Show,
}

/// What one author did.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// How they are called, at last.
    pub called: Option<(Arc<str>, Rgb)>,
    /// Strokes and images they began.
    pub strokes: u64,
    /// Points they drew.
    pub points: u64,
    /// Points in each slot of time.
    slots: Vec<u32>,
}

/// A journal at a glance, up to one place.
#[derive(Clone, Debug)]
pub struct Timeline {
    seq: Seq,
    start: Option<Millis>,
    length: u64,
    /// Milliseconds of one slot.
    slot_ms: u64,
    lanes: BTreeMap<AuthorId, Lane>,
    marks: Vec<Mark>,
    done: VecDeque<Done>,
}

impl Default for Timeline {
    fn default() -> Self {
        let (lanes, marks, done) = (BTreeMap::new(), Vec::new(), VecDeque::new());
        Self { seq: Seq(0), start: None, length: 0, slot_ms: 1, lanes, marks, done }
    }
}

impl Timeline {
    /// Takes in the next entry and what it changed.
    pub fn take(&mut self, entry: &Entry, changes: &[Change]) {
        let start = *self.start.get_or_insert(entry.at);
        self.seq = entry.seq;
        // A clock that was set back does not turn time around.
        self.length = self.length.max(entry.at.since(start));
        let author = entry.command.author;
        if let Some(kind) = DoneKind::of(&entry.command.event) {
            if self.done.len() == DONE_MAX {
                self.done.pop_front();
            }
            self.done.push_back(Done { seq: self.seq, at: self.length, author, kind });
        }
        match &entry.command.event {
            Event::Note(Note::Called { name, color }) => {
                self.lanes.entry(author).or_default().called = Some((Arc::clone(name), *color));
            }
            Event::Note(Note::Chapter { title }) => {
                self.mark(author, MarkKind::Chapter(Arc::clone(title)));
            }
            Event::Note(Note::Restored { .. }) => self.mark(author, MarkKind::Restore),
            // What it hides is no undo of anybody.
            Event::Veil(_) => changes.iter().rev().take(1).for_each(|it| self.note(author, it)),
            _ => changes.iter().for_each(|change| self.note(author, change)),
        }
    }

    fn note(&mut self, author: AuthorId, change: &Change) {
        match &change.what {
            Happening::Begin { points, .. } => self.draw(author, 1, points.len()),
            Happening::Points { points, .. } => self.draw(author, 0, points.len()),
            Happening::Place { .. } => self.draw(author, 1, 1),
            Happening::Clear { .. } => {
                self.draw(author, 0, 0);
                self.mark(author, MarkKind::Clear);
            }
            Happening::Hide { .. } => self.mark(author, MarkKind::Undo),
            Happening::Show { .. } => self.mark(author, MarkKind::Redo),
            Happening::Rebase { veil } => {
                self.mark(veil.author, if veil.lifts { MarkKind::Show } else { MarkKind::Hide });
            }
            Happening::End { .. } | Happening::Cancel { .. } | Happening::Chat { .. } => {}
        }
    }

    fn draw(&mut self, author: AuthorId, strokes: u64, points: usize) {
        while self.length / self.slot_ms >= SLOTS_MAX as u64 {
            self.slot_ms *= 2;
            self.lanes.values_mut().for_each(Lane::halve);
        }
        let slot = (self.length / self.slot_ms) as usize;
        let lane = self.lanes.entry(author).or_default();
        let is_new = lane.slots.is_empty();
        if lane.slots.len() <= slot {
            lane.slots.resize(slot + 1, 0);
        }
        lane.slots[slot] = lane.slots[slot].saturating_add(points as u32);
        lane.strokes += strokes;
        lane.points += points as u64;
        if is_new {
            self.mark(author, MarkKind::Join);
        }
    }

    fn mark(&mut self, author: AuthorId, kind: MarkKind) {
        self.marks.push(Mark { seq: self.seq, at: self.length, kind, author });
        if self.marks.len() > 2 * MARKS_MAX {
            self.marks.retain(|mark| !matches!(mark.kind, MarkKind::Undo | MarkKind::Redo));
            self.marks.truncate(MARKS_MAX);
        }
    }

    /// The place of the last entry taken in.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// What hosts did and were told, oldest first: the newest 2,000.
    pub fn done(&self) -> impl DoubleEndedIterator<Item = &Done> {
        self.done.iter()
    }

    /// How an author is called, at last.
    pub fn name(&self, author: AuthorId) -> Option<&str> {
        self.lanes.get(&author)?.called.as_ref().map(|(name, _)| &**name)
    }

    /// When the first entry came; `None` before it.
    pub fn start(&self) -> Option<Millis> {
        self.start
    }

    /// From the first entry to the last, in milliseconds.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Everybody who drew or was called, most strokes first.
    pub fn authors(&self) -> Vec<(AuthorId, &Lane)> {
        let mut authors: Vec<_> = self.lanes.iter().map(|(id, lane)| (*id, lane)).collect();
        authors.sort_by_key(|(_, lane)| std::cmp::Reverse(lane.strokes));
        authors
    }

    /// Points an author drew in each of so many equal parts of the whole time.
    pub fn bins(&self, lane: &Lane, count: usize) -> Vec<u64> {
        let mut bins = vec![0; count];
        let whole = (self.length + 1).max(self.slot_ms);
        for (slot, points) in lane.slots.iter().enumerate() {
            let middle = slot as u64 * self.slot_ms + self.slot_ms / 2;
            let bin = (middle.min(whole - 1) * count as u64 / whole) as usize;
            bins[bin] += u64::from(*points);
        }
        bins
    }

    /// What stands out, in order: at most 2,000, those of undo and redo the first to be left out.
    pub fn marks(&self) -> Vec<&Mark> {
        let many = self.marks.len() > MARKS_MAX;
        let told = |mark: &&Mark| !many || !matches!(mark.kind, MarkKind::Undo | MarkKind::Redo);
        self.marks.iter().filter(told).take(MARKS_MAX).collect()
    }
}

impl Lane {
    /// Two slots become one.
    fn halve(&mut self) {
        let halved =
            self.slots.chunks(2).map(|two| two.iter().fold(0, |a, b| u32::saturating_add(a, *b)));
        self.slots = halved.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Brush, Counter, Point, Tool};

    fn ada() -> AuthorId {
        AuthorId([1; AuthorId::BYTES])
    }

    fn line(timeline: &mut Timeline, at: u64, points: usize) {
        let brush = Brush::new(Tool::Pencil, Rgb([1, 2, 3]), 255).expect("a brush");
        let points: Arc<[Point]> = vec![Point::new(8, 8, 8).expect("a point"); points].into();
        let seq = timeline.seq().next();
        let event = Event::Begin { brush, points: Arc::clone(&points), ended: true };
        let command = crate::history::Command { author: ada(), n: Counter(seq.0), event };
        let what =
            Happening::Begin { author: ada(), n: Counter(seq.0), brush, points, ended: true };
        timeline.take(&Entry { seq, at: Millis(1_000 + at), command }, &[Change { seq, what }]);
    }

    #[test]
    fn points_are_told_where_they_were_drawn_however_long_it_takes() {
        let mut timeline = Timeline::default();
        for hour in 0..100 {
            line(&mut timeline, hour * 3_600_000, 10);
        }
        assert_eq!(timeline.length(), 99 * 3_600_000, "from the first to the last");
        let (_, lane) = timeline.authors()[0];
        assert_eq!((lane.strokes, lane.points), (100, 1_000), "all of it");
        let bins = timeline.bins(lane, 100);
        assert_eq!(bins.iter().sum::<u64>(), 1_000, "each point once");
        assert!(bins.iter().all(|points| *points <= 20), "spread as it was: {bins:?}");
        assert_eq!((timeline.marks().len(), timeline.marks()[0].at), (1, 0), "one came in");
    }

    #[test]
    fn a_moment_alone_is_one_bin_and_a_clock_set_back_stands_still() {
        let mut timeline = Timeline::default();
        line(&mut timeline, 0, 3);
        let (_, lane) = timeline.authors()[0];
        assert_eq!(timeline.bins(lane, 4), [3, 0, 0, 0], "at the beginning");
        line(&mut timeline, 900, 1);
        line(&mut timeline, 100, 1);
        assert_eq!(timeline.length(), 900, "time goes on or stands still");
    }
}
