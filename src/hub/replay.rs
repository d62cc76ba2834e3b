//! A room's past as replays ask for it: pictures of any moment, what happened in between, and all of it at a glance.
//!
//! Nothing here troubles the room: it only says how far it is, the store is read a chunk at a time.

use super::exports::{ExportFailure, Standing};
use super::{Hub, RoomMessage};
use crate::history::Timeline;
use crate::model::{AuthorId, JournalId, Moment, RoomId, Seq};
use crate::protocol::{ServerMessage, WireDated};
use crate::raster::{Image, Pixmap, encode_png, encode_thumb};
use crate::room::{Room, Said, Scene, wire_entry, wire_item};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Entries of one part of a passage: some 100 KB as JSON.
const PASSAGE_ENTRIES: u64 = 2_048;

/// Rooms whose timelines are remembered, so that asking again costs only what is new: some megabytes.
const TIMELINES_MAX: usize = 16;

/// A snapshot of a moment, as replays begin with.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DatedSnapshot<'a> {
    #[serde(flatten)]
    snapshot: ServerMessage<'a>,
    journal: JournalId,
    at: u64,
    width: u32,
    height: u32,
}

/// The last line of a passage: without it something is missing.
#[derive(Serialize)]
#[serde(tag = "type", rename = "done")]
struct Done {
    seq: Seq,
    at: u64,
}

/// What lies between two places, read a part at a time.
#[derive(Debug)]
pub struct Passage {
    room: Room,
    to: Seq,
    /// When the last entry that was read came, in milliseconds since the first.
    at: u64,
    is_over: bool,
}

/// A timeline, and the room that judges what comes next.
type Told = Box<(Room, Timeline)>;

/// Timelines that were asked for lately, the newest last.
#[derive(Debug, Default)]
pub(super) struct Timelines {
    recent: Mutex<Recent>,
}

type Recent = VecDeque<(RoomId, JournalId, Told)>;

impl Hub {
    /// The place of a moment. Waits for the store: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn place(
        &self,
        room: &RoomId,
        standing: Standing,
        moment: Moment,
    ) -> Result<Seq, ExportFailure> {
        self.past(room, standing, |past| Ok(past.place(moment)?))
    }

    /// The place of a moment, and its time in milliseconds since the first entry. Waits for the store: not for
    /// async threads.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn dated_place(
        &self,
        room: &RoomId,
        standing: Standing,
        moment: Moment,
    ) -> Result<(Seq, u64), ExportFailure> {
        self.past(room, standing, |past| {
            let place = past.place(moment)?.min(standing.seq);
            Ok((place, past.time_of(place)?))
        })
    }

    /// Lays the picture of a place over everything in the room, in the name of this author.
    ///
    /// # Errors
    /// When the journal cannot be read in time, or the canvas is too large for an image.
    pub async fn restore(
        self: &Arc<Self>,
        room: &RoomId,
        standing: Standing,
        place: Seq,
        author: AuthorId,
    ) -> Result<(), ExportFailure> {
        let image = self.image_at(room, standing, place).await?;
        self.hand_over(room, RoomMessage::Restore(author, place, image)).await
    }

    /// The picture of a place as an image that can be laid on a canvas.
    pub(super) async fn image_at(
        self: &Arc<Self>,
        room: &RoomId,
        standing: Standing,
        place: Seq,
    ) -> Result<Arc<Image>, ExportFailure> {
        let (hub, asked) = (Arc::clone(self), room.clone());
        let (width, height) = (standing.size.width(), standing.size.height());
        let made = tokio::task::spawn_blocking(move || {
            let png = hub.picture_at(&asked, Standing { seq: place, ..standing })?;
            Image::of_file(&png, width, height).map_err(|_| ExportFailure::TooLarge)
        });
        let image = made.await.map_err(|broken| ExportFailure::Unreadable(broken.into()))??;
        Ok(Arc::new(image))
    }

    /// Hands what was made for a room to it.
    pub(super) async fn hand_over(
        self: &Arc<Self>,
        room: &RoomId,
        message: RoomMessage,
    ) -> Result<(), ExportFailure> {
        let handle = self.room(room).map_err(|gone| ExportFailure::Unreadable(gone.into()))?;
        handle.send(message).await.map_err(|gone| ExportFailure::Unreadable(gone.into()))
    }

    /// The picture at the standing's place as PNG. Waits for the store and paints: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn picture_at(&self, room: &RoomId, standing: Standing) -> Result<Vec<u8>, ExportFailure> {
        Ok(encode_png(&self.pixels_at(room, standing)?))
    }

    /// The pixels at the standing's place. Waits for the store and paints: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn pixels_at(&self, room: &RoomId, standing: Standing) -> Result<Pixmap, ExportFailure> {
        self.past(room, standing, |past| {
            let images = Arc::clone(self.images()) as _;
            let mut scene = past.scene(standing.seq, images)?;
            Ok(scene.picture.flat().clone())
        })
    }

    /// The picture at the standing's place scaled down to this width, as PNG: to be looked at, not exact.
    /// Waits for the store and paints: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn thumb_at(
        &self,
        room: &RoomId,
        standing: Standing,
        width: u32,
    ) -> Result<Vec<u8>, ExportFailure> {
        Ok(encode_thumb(&self.pixels_at(room, standing)?, width))
    }

    /// The `snapshot` message of the standing's place, with its time and canvas. Waits for the store and paints:
    /// not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    ///
    /// # Panics
    /// Never: a snapshot holds nothing JSON cannot say.
    pub fn snapshot_at(&self, room: &RoomId, standing: Standing) -> Result<String, ExportFailure> {
        self.past(room, standing, |past| {
            let at = past.time_of(standing.seq)?;
            let Scene { room, picture } =
                past.scene(standing.seq, Arc::clone(self.images()) as _)?;
            let png = STANDARD.encode(encode_png(picture.base()));
            let base = (!picture.base().is_blank()).then(|| format!("data:image/png;base64,{png}"));
            let (width, height) = (standing.size.width(), standing.size.height());
            let snapshot = ServerMessage::Snapshot {
                seq: standing.seq,
                base: base.as_deref(),
                items: room.window().items().map(wire_item).collect(),
                chat: room.chat().map(Said::to_wire).collect(),
            };
            let dated = DatedSnapshot { snapshot, journal: standing.journal, at, width, height };
            Ok(serde_json::to_string(&dated).expect("a snapshot holds nothing JSON cannot say"))
        })
    }

    /// Opens what lies after a place, up to another. Waits for the store: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn passage(
        &self,
        room: &RoomId,
        standing: Standing,
        (from, to): (Seq, Seq),
    ) -> Result<Passage, ExportFailure> {
        self.past(room, standing, |past| {
            let from = from.min(standing.seq);
            let at = past.time_of(from)?;
            let (room, to) = (past.room(from)?, to.min(standing.seq));
            Ok(Passage { room, to, at, is_over: false })
        })
    }

    /// The next part of a passage, a line of JSON for each change; `None` after the line that ends it.
    /// Waits for the store: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn read_on(
        &self,
        room: &RoomId,
        standing: Standing,
        passage: &mut Passage,
    ) -> Result<Option<Vec<u8>>, ExportFailure> {
        if passage.is_over {
            return Ok(None);
        }
        let mut lines = Vec::new();
        let from = passage.room.seq();
        let to = passage.to.min(Seq(from.0 + PASSAGE_ENTRIES));
        self.past(room, standing, |past| {
            let start = past.start()?.unwrap_or_default();
            Ok(past.each_entry(from, to, |entry| {
                passage.at = passage.at.max(entry.at.since(start));
                for change in &passage.room.judge(entry, |_, _| {}).changes {
                    put_line(&mut lines, &WireDated { entry: wire_entry(change), at: passage.at });
                }
                ControlFlow::Continue(())
            })?)
        })?;
        let seq = passage.room.seq();
        if seq >= passage.to || seq == from {
            passage.is_over = true;
            put_line(&mut lines, &Done { seq: passage.to, at: passage.at });
        }
        Ok(Some(lines))
    }

    /// A room's journal at a glance. Waits for the store: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn timeline(&self, room: &RoomId, standing: Standing) -> Result<Timeline, ExportFailure> {
        let fresh = || Box::new((Room::new(self.options().window), Timeline::default()));
        let known = self.timelines.take(room, standing);
        let mut known = known.unwrap_or_else(fresh);
        let (state, timeline) = &mut *known;
        let read = self.past(room, standing, |past| {
            Ok(past.each_entry(timeline.seq(), standing.end, |entry| {
                timeline.take(entry, &state.judge(entry, |_, _| {}).changes);
                ControlFlow::Continue(())
            })?)
        });
        let told = timeline.clone();
        // Also what was read in vain: the next one who asks goes on from there.
        self.timelines.put(room.clone(), standing.journal, known);
        read.map(|()| told)
    }
}

fn put_line(lines: &mut Vec<u8>, line: &impl Serialize) {
    serde_json::to_writer(&mut *lines, line).expect("an entry holds nothing JSON cannot say");
    lines.push(b'\n');
}

impl Timelines {
    /// The timeline of a room, if it is remembered and not beyond where the room stands.
    fn take(&self, room: &RoomId, standing: Standing) -> Option<Told> {
        let mut recent = self.lock();
        let at = recent.iter().position(|(known, ..)| known == room)?;
        let (_, journal, known) = recent.remove(at)?;
        (journal == standing.journal && known.1.seq() <= standing.end).then_some(known)
    }

    fn put(&self, room: RoomId, journal: JournalId, known: Told) {
        let mut recent = self.lock();
        recent.retain(|(other, ..)| *other != room);
        recent.push_back((room, journal, known));
        if recent.len() > TIMELINES_MAX {
            recent.pop_front();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Recent> {
        // The list is whole after every statement that holds the lock.
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
