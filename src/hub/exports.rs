//! Pictures that are made from a whole journal: as vectors, and twice as large.
//!
//! The journal is read from the store a chunk at a time, off the async threads and less urgent than relaying.
//! A room is not troubled by it: it only says how far it is.

use super::opening::{OpenFailure, at_keyframe};
use super::painter::stand_back;
use super::{Hub, RoomMessage};
use crate::history::{Doubled, Entry, Images, Item, Svg, Window, WindowBounds};
use crate::model::{JournalId, RoomId, Seq, Size};
use crate::raster::encode_png;
use crate::room::Unfolding;
use crate::store::{Keeper, Reply, StoreFailure};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Instant;
use tokio::sync::oneshot;

/// Entries read at once: some 100 KB, and far less than a second of painting.
const CHUNK_ENTRIES: usize = 2_048;

/// How far a room is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its journal.
    pub journal: JournalId,
    /// Its canvas.
    pub size: Size,
    /// The place that screens show.
    pub seq: Seq,
}

/// Why a picture was not made.
#[derive(Debug, thiserror::Error)]
pub enum ExportFailure {
    /// More pixels than a picture may have.
    #[error("This canvas is too large to be painted twice as large.")]
    TooLarge,
    /// More than there is time for.
    #[error("This canvas holds too much to be painted anew. Take the picture at its own size.")]
    TooLong,
    /// The journal cannot be read.
    #[error("This canvas cannot be read right now. Try again later.")]
    Unreadable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreFailure> for ExportFailure {
    fn from(failure: StoreFailure) -> Self {
        Self::Unreadable(failure.into())
    }
}

impl From<OpenFailure> for ExportFailure {
    fn from(failure: OpenFailure) -> Self {
        Self::Unreadable(failure.into())
    }
}

impl Hub {
    /// How far a room is; `None` when it was never drawn in or cannot be read.
    pub async fn standing(self: &Arc<Self>, room: &RoomId) -> Option<Standing> {
        let (reply, answer) = oneshot::channel();
        self.room(room).ok()?.send(RoomMessage::Standing(reply)).await.ok()?;
        answer.await.ok()
    }

    /// The room as an SVG file, as it was at this place. Waits for the store and paints: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn svg(&self, room: &RoomId, standing: Standing) -> Result<String, ExportFailure> {
        let bytes_max = self.options().svg_bytes_max;
        stand_back();
        let mut svg = Svg::new(&**self.images());
        let reading = self.reading(room, standing.seq);
        reading.each_item(|item| {
            svg.paint(item);
            svg.bytes() <= bytes_max
        })?;
        if svg.bytes() > bytes_max {
            let (base, window) = reading.base(Arc::clone(self.images()) as _)?;
            svg = Svg::on_base(&**self.images(), &base, standing.size);
            window.items().for_each(|item| svg.paint(item));
        }
        Ok(svg.finish(standing.size, room))
    }

    /// The room as a PNG of twice its width and height. Waits for the store and paints: not for async threads.
    ///
    /// # Errors
    /// When the picture would be too large, or the journal cannot be read in time.
    pub fn doubled(&self, room: &RoomId, standing: Standing) -> Result<Vec<u8>, ExportFailure> {
        stand_back();
        let mut picture =
            Doubled::new(&**self.images(), standing.size).ok_or(ExportFailure::TooLarge)?;
        self.reading(room, standing.seq).each_item(|item| {
            picture.paint(item);
            true
        })?;
        Ok(encode_png(picture.pixmap()))
    }

    fn reading<'a>(&'a self, room: &'a RoomId, until: Seq) -> Reading<'a> {
        let (keeper, bounds) = (self.keeper(), self.options().window);
        Reading {
            keeper,
            room,
            bounds,
            until,
            deadline: Instant::now() + self.options().export_time,
        }
    }
}

/// A journal that is being read.
struct Reading<'a> {
    keeper: &'a Keeper,
    room: &'a RoomId,
    bounds: WindowBounds,
    /// The last place that is read.
    until: Seq,
    deadline: Instant,
}

impl Reading<'_> {
    /// Shows every item in painting order until `show` has seen enough, which it says by `false`.
    fn each_item(&self, mut show: impl FnMut(&Item) -> bool) -> Result<(), ExportFailure> {
        let mut unfolding = Unfolding::new(self.bounds);
        let mut goes_on = true;
        while unfolding.seq() < self.until {
            let entries = self.chunk(unfolding.seq())?;
            if entries.is_empty() {
                break;
            }
            for entry in entries.iter().take_while(|entry| entry.seq <= self.until) {
                unfolding.take(entry, |item| goes_on = goes_on && show(&item));
                self.look_at_the_clock()?;
                if !goes_on {
                    return Ok(());
                }
            }
        }
        for item in unfolding.window().items() {
            self.look_at_the_clock()?;
            if !show(item) {
                break;
            }
        }
        Ok(())
    }

    fn chunk(&self, after: Seq) -> Result<Vec<Entry>, StoreFailure> {
        wait(|reply| self.keeper.entries(self.room.clone(), after, CHUNK_ENTRIES, reply))
    }

    /// The pixels of what has left the window, and what is in it above them.
    fn base(&self, images: Arc<dyn Images>) -> Result<(Vec<u8>, Window), ExportFailure> {
        let saved = wait(|reply| self.keeper.open(self.room.clone(), reply))?;
        let saved = saved.ok_or_else(|| {
            ExportFailure::Unreadable(format!("room {} is gone", self.room).into())
        })?;
        let (mut room, mut picture) = at_keyframe(&saved, self.bounds, images)?;
        // A keyframe may have been kept since the room was asked: then the picture is that much newer.
        for entry in saved.entries.iter().take_while(|entry| entry.seq <= self.until) {
            let verdict = room.judge(entry, |_, _| {});
            verdict.changes.iter().for_each(|change| picture.apply(change));
            self.look_at_the_clock()?;
        }
        Ok((encode_png(picture.base()), picture.window().clone()))
    }

    fn look_at_the_clock(&self) -> Result<(), ExportFailure> {
        if Instant::now() > self.deadline { Err(ExportFailure::TooLong) } else { Ok(()) }
    }
}

/// Waits for the store, which answers every request; not for async threads.
pub(super) fn wait<T: Send + 'static>(ask: impl FnOnce(Reply<T>)) -> Result<T, StoreFailure> {
    let (reply, answer) = sync_channel(1);
    // Whoever asked waits right below.
    ask(Box::new(move |found| drop(reply.send(found))));
    answer.recv().expect("the store answers every request")
}
