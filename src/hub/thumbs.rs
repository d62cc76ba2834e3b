//! Small pictures of rooms for those who look at many at once: only what changed since they looked last.
//!
//! A room whose picture is the same says so without painting, and one that is closed is not opened for that.

use super::painter::stand_back;
use super::task::RoomTask;
use super::{Hub, RoomMessage};
use crate::history::{Change, Entry};
use crate::model::{JournalId, Millis, RoomId, Seq};
use crate::raster::{Area, Frame, encode_rgb};
use std::sync::Arc;
use tokio::sync::oneshot;

/// Width of a small picture, in pixels, or that of the canvas where that is less: sharp on a wall of many.
pub const THUMB_WIDTH: u32 = 384;

/// A room's small picture as somebody was given it: kept by who wants to know what changes after it.
#[derive(Clone, Debug)]
pub struct Thumb {
    seq: Seq,
    /// All up to here is in it: later entries, if any, changed no picture.
    end: Seq,
    journal: JournalId,
    drawn: Option<Millis>,
    frame: Arc<Frame>,
}

impl Thumb {
    /// The place it shows.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// When the room was last drawn in; `None` when it never was.
    pub fn drawn(&self) -> Option<Millis> {
        self.drawn
    }

    /// Its width, in pixels: at most [`THUMB_WIDTH`].
    pub fn width(&self) -> u32 {
        self.frame.whole().width
    }

    /// Its height, in pixels.
    pub fn height(&self) -> u32 {
        self.frame.whole().height
    }

    /// What whoever has another one must paste over it to have this one: nothing when they look the same, all of
    /// it for who has none. Compares and encodes pixels: not for async threads.
    pub fn since(&self, had: Option<&Self>) -> Option<ThumbPart> {
        let had = had.filter(|had| had.frame.whole() == self.frame.whole());
        let area = match had {
            Some(had) if Arc::ptr_eq(&had.frame, &self.frame) => None,
            Some(had) => self.frame.since(&had.frame),
            None => Some(self.frame.whole()),
        }?;
        let cut = self.frame.cut(area);
        Some(ThumbPart { area, png: encode_rgb(&cut.rgb, area.width, area.height) })
    }

    /// Whether this still is the picture of a room that was drawn in last at a place.
    fn shows(&self, drawn: Seq, journal: JournalId) -> bool {
        let is_blank = drawn == Seq(0) && self.seq == Seq(0);
        self.seq >= drawn && (self.journal == journal || is_blank)
    }
}

/// A part of a small picture.
#[derive(Clone, Debug)]
pub struct ThumbPart {
    /// Where it lies.
    pub area: Area,
    /// An opaque 8-bit RGB PNG of its size.
    pub png: Vec<u8>,
}

/// What somebody sees who looks at a room.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The small picture now, to be shown when looking next.
    pub thumb: Thumb,
    /// What to paste over the one from before; `None` when nothing is new.
    pub part: Option<ThumbPart>,
}

/// When a room's picture changed last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Drawn {
    /// The place; zero when nobody has drawn yet.
    pub(super) seq: Seq,
    /// The time, as far as it is known.
    pub(super) at: Option<Millis>,
}

impl Drawn {
    /// Takes note of an entry and what it changed.
    pub(super) fn note(&mut self, entry: &Entry, changes: &[Change]) {
        if changes.iter().any(|change| change.what.paints()) {
            *self = Self { seq: entry.seq, at: Some(entry.at) };
        }
    }
}

impl Hub {
    /// Looks at a room: its small picture now, and what of it is new to who has `had`. `None` when the room cannot
    /// be opened right now.
    pub async fn glance(self: &Arc<Self>, room: &RoomId, had: Option<&Thumb>) -> Option<Glance> {
        if let Some(had) = had
            && self.is_closed_since(room, had).await
        {
            return Some(Glance { thumb: had.clone(), part: None });
        }
        let (reply, answer) = oneshot::channel();
        self.room(room)
            .ok()?
            .send(RoomMessage::Glance(had.cloned().map(Box::new), reply))
            .await
            .ok()?;
        let thumb = answer.await.ok()?;
        if had.is_some_and(|had| Arc::ptr_eq(&had.frame, &thumb.frame)) {
            return Some(Glance { thumb, part: None });
        }
        let (now, had) = (thumb.clone(), had.cloned());
        let cut_out = tokio::task::spawn_blocking(move || {
            stand_back();
            now.since(had.as_ref())
        });
        // Nothing in it breaks but by a bug, which is told where it broke.
        let part = cut_out.await.ok()?;
        Some(Glance { thumb, part })
    }

    /// Whether a room is closed and its journal still ends where this shows it.
    async fn is_closed_since(&self, room: &RoomId, had: &Thumb) -> bool {
        if self.lock().as_ref().is_none_or(|rooms| rooms.contains_key(room)) {
            return false;
        }
        let (reply, answer) = oneshot::channel();
        let told = Box::new(move |found| drop(reply.send(found)));
        self.keeper().entries(room.clone(), had.end, 1, told);
        matches!(answer.await, Ok(Ok(later)) if later.is_empty())
    }
}

impl RoomTask {
    /// Answers who has the picture of now already; the others wait for the painter.
    pub(super) fn want_thumb(&mut self, had: Option<Box<Thumb>>, reply: oneshot::Sender<Thumb>) {
        match had.filter(|had| had.shows(self.drawn.seq, self.meta.journal)) {
            Some(had) => {
                let (end, journal) = (self.room.seq(), self.meta.journal);
                // Who gave up waiting needs no answer.
                let _ = reply.send(Thumb { end, journal, drawn: self.drawn.at, ..*had });
            }
            None => self.glances.push((self.drawn.seq, reply)),
        }
    }

    /// Gives the small picture to whoever waits for it and is not ahead of it.
    pub(super) fn serve_thumbs(&mut self) {
        if self.glances.is_empty() {
            return;
        }
        let Some((seq, frame)) = self.painter.thumb() else { return };
        let end = if seq >= self.drawn.seq { self.room.seq() } else { seq };
        let (journal, drawn) = (self.meta.journal, self.drawn.at);
        for (_, reply) in self.glances.extract_if(.., |(asked, _)| *asked <= seq) {
            let thumb = Thumb { seq, end, journal, drawn, frame: Arc::clone(&frame) };
            // As above.
            let _ = reply.send(thumb);
        }
    }
}
