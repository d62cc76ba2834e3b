//! Pictures that are made from a whole journal: as vectors, and twice as large.
//!
//! The journal is read from the store a chunk at a time, off the async threads and less urgent than relaying.
//! A room is not troubled by it: it only says how far it is.

use super::painter::stand_back;
use super::{Hub, RoomMessage, Shelf};
use crate::history::{Doubled, Entry, Svg};
use crate::model::{JournalId, Millis, RoomId, Seq, Size};
use crate::raster::encode_png;
use crate::room::{Past, PastFailure, Source};
use crate::store::{Keeper, Reply, StoreFailure};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tracing::warn;

/// How far a room is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its journal.
    pub journal: JournalId,
    /// Its canvas.
    pub size: Size,
    /// When it was first drawn in.
    pub created: Millis,
    /// The place that screens show.
    pub seq: Seq,
    /// The place of the newest entry; those after `seq` changed no picture.
    pub end: Seq,
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

impl From<PastFailure> for ExportFailure {
    fn from(failure: PastFailure) -> Self {
        match failure {
            PastFailure::Stopped => Self::TooLong,
            failure => Self::Unreadable(failure.into()),
        }
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
        self.past(room, standing, |past| {
            let svg = svg_of(past, self.images(), (standing.size, standing.seq), bytes_max)?;
            Ok(svg.finish(standing.size, room))
        })
    }

    /// The room as a PNG of twice its width and height. Waits for the store and paints: not for async threads.
    ///
    /// # Errors
    /// When the picture would be too large, or the journal cannot be read in time.
    pub fn doubled(&self, room: &RoomId, standing: Standing) -> Result<Vec<u8>, ExportFailure> {
        let mut picture =
            Doubled::new(&**self.images(), standing.size).ok_or(ExportFailure::TooLarge)?;
        self.past(room, standing, |past| {
            past.each_item(standing.seq, |item| {
                picture.paint(item);
                ControlFlow::Continue(())
            })?;
            Ok(())
        })?;
        Ok(encode_png(picture.pixmap()))
    }

    /// The past of a room up to where it stood, for as long as an export may take.
    pub(super) fn past<T>(
        &self,
        room: &RoomId,
        standing: Standing,
        tell: impl FnOnce(&mut Past<'_>) -> Result<T, ExportFailure>,
    ) -> Result<T, ExportFailure> {
        self.past_within(self.options().export_time, room, standing, tell)
    }

    /// As [`past`](Self::past), for as long as this.
    pub(super) fn past_within<T>(
        &self,
        time: Duration,
        room: &RoomId,
        standing: Standing,
        tell: impl FnOnce(&mut Past<'_>) -> Result<T, ExportFailure>,
    ) -> Result<T, ExportFailure> {
        let deadline = Instant::now() + time;
        self.past_while(room, standing, &|| Instant::now() <= deadline, tell)
    }

    /// The past of a room up to where it stood, for as long as somebody wants to know.
    pub(super) fn past_while<T>(
        &self,
        room: &RoomId,
        standing: Standing,
        goes_on: &dyn Fn() -> bool,
        tell: impl FnOnce(&mut Past<'_>) -> T,
    ) -> T {
        stand_back();
        let mut kept = Kept::new(self.keeper(), room);
        let canvas = (standing.size, self.options().window);
        let often = self.options().keyframe_entries;
        tell(&mut Past::new(&mut kept, canvas, standing.end, often, goes_on))
    }
}

/// The picture of a place as vectors; above so many bytes all that has left the window is one image.
///
/// # Errors
/// When the journal cannot be read.
pub fn svg_of<'a>(
    past: &mut Past<'_>,
    images: &'a Arc<Shelf>,
    (size, place): (Size, Seq),
    bytes_max: usize,
) -> Result<Svg<'a>, PastFailure> {
    let mut svg = Svg::new(&**images);
    past.each_item(place, |item| {
        svg.paint(item);
        on_while(svg.bytes() <= bytes_max)
    })?;
    if svg.bytes() > bytes_max {
        let scene = past.scene(place, Arc::clone(images) as _)?;
        let base = encode_png(scene.picture.base());
        svg = Svg::on_base(&**images, &base, size);
        scene.picture.window().items().for_each(|item| svg.paint(item));
    }
    Ok(svg)
}

/// A room's journal as the store keeps it.
#[derive(Debug)]
pub struct Kept<'a> {
    keeper: &'a Keeper,
    room: &'a RoomId,
}

impl<'a> Kept<'a> {
    /// The journal of this room.
    pub fn new(keeper: &'a Keeper, room: &'a RoomId) -> Self {
        Self { keeper, room }
    }
}

impl Source for Kept<'_> {
    fn entries(&mut self, after: Seq, limit: usize) -> Result<Vec<Entry>, StoreFailure> {
        wait(|reply| self.keeper.entries(self.room.clone(), after, limit, reply))
    }

    fn keyframe(&mut self, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
        wait(|reply| self.keeper.keyframe(self.room.clone(), at, reply))
    }

    fn place_at(&mut self, time: Millis) -> Result<Seq, StoreFailure> {
        wait(|reply| self.keeper.place_at(self.room.clone(), time, reply))
    }

    fn leave_keyframe(&mut self, seq: Seq, at: Millis, data: Vec<u8>) {
        let room = self.room.clone();
        let told = Box::new(move |kept: Result<(), StoreFailure>| {
            if let Err(failure) = kept {
                warn!(%failure, "a keyframe could not be left");
            }
        });
        self.keeper.put_keyframe(room, seq, at, data, told);
    }
}

fn on_while(wanted: bool) -> ControlFlow<()> {
    if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// Waits for the store, which answers every request; not for async threads.
pub(super) fn wait<T: Send + 'static>(ask: impl FnOnce(Reply<T>)) -> Result<T, StoreFailure> {
    let (reply, answer) = sync_channel(1);
    // Whoever asked waits right below.
    ask(Box::new(move |found| drop(reply.send(found))));
    answer.recv().expect("the store answers every request")
}
