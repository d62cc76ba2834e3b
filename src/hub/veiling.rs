//! Hiding what somebody did: the base is painted anew from the journal, off the async threads and mostly before
//! the room hears of it, so that nobody waits long for the picture.

use super::exports::{ExportFailure, Standing};
use super::{Hub, RoomMessage};
use crate::history::{Command, Entry, Event, Picture, Veil};
use crate::model::{AuthorId, Counter, Millis, RoomId, Seq};
use crate::raster::{Pixmap, encode_png};
use crate::room::{Rebuild, Room, Scene};
use crate::store::RoomMeta;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::error;

/// How long painting a base anew may take: many millions of points. Beyond it a room shows its old base.
const REBUILD_TIME: Duration = Duration::from_mins(10);

impl Hub {
    /// Hides an author's work in a room, or shows it again, in the name of this author.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub async fn veil(
        self: &Arc<Self>,
        room: &RoomId,
        standing: Standing,
        by: AuthorId,
        veil: Veil,
    ) -> Result<(), ExportFailure> {
        let (hub, asked) = (Arc::clone(self), room.clone());
        let begun = tokio::task::spawn_blocking(move || hub.begin(&asked, standing, &veil));
        let begun = begun.await.map_err(|broken| ExportFailure::Unreadable(broken.into()))??;
        self.hand_over(room, RoomMessage::Veil(by, Box::new((veil, begun)))).await
    }

    /// The picture of the standing's place as if this were hidden or shown, as PNG. Waits for the store and
    /// paints: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read in time.
    pub fn veiled_picture(
        &self,
        room: &RoomId,
        standing: Standing,
        veil: &Veil,
    ) -> Result<Vec<u8>, ExportFailure> {
        let base = self.begin(room, standing, veil)?.into_base();
        self.past(room, standing, |past| {
            let mut state = past.room(standing.end)?;
            let (author, n, event) = (veil.author, Counter::NONE, Event::Veil(*veil));
            let command = Command { author, n, event };
            let (seq, at) = (state.seq().next(), Millis::default());
            state.judge(&Entry { seq, at, command }, |_, _| {});
            let images = Arc::clone(self.images()) as _;
            let mut picture = Picture::restore(state.window().clone(), base, images);
            Ok(encode_png(picture.flat()))
        })
    }

    fn begin(
        &self,
        room: &RoomId,
        standing: Standing,
        veil: &Veil,
    ) -> Result<Rebuild, ExportFailure> {
        self.past_within(REBUILD_TIME, room, standing, |past| {
            let veils = past.room(standing.end)?.veils().with(veil);
            Ok(past.rebuild(standing.end, veils, Arc::clone(self.images()) as _)?)
        })
    }

    /// A room at its end, its base painted anew where it must be.
    pub(super) fn scene_anew(
        &self,
        room: &RoomId,
        standing: Standing,
    ) -> Result<Scene, ExportFailure> {
        self.past_within(REBUILD_TIME, room, standing, |past| {
            Ok(past.scene(standing.end, Arc::clone(self.images()) as _)?)
        })
    }

    /// The base of a room as it is now, painted anew, or finished when it was begun for what is hidden now. None
    /// when the journal cannot be read: then the old base stays.
    pub(super) fn base_anew(
        &self,
        id: &RoomId,
        meta: &RoomMeta,
        begun: Option<Box<Rebuild>>,
        room: &Room,
    ) -> Option<Pixmap> {
        let end: Seq = room.seq();
        let RoomMeta { journal, size, created } = *meta;
        let standing = Standing { journal, size, created, seq: end, end };
        let started = Instant::now();
        let made = self.past_within(REBUILD_TIME, id, standing, |past| {
            let fits = begun.filter(|begun| begun.veils().same_as(room.veils()));
            let mut rebuild = match fits {
                Some(begun) => *begun,
                None => {
                    past.rebuild(Seq(0), room.veils().clone(), Arc::clone(self.images()) as _)?
                }
            };
            past.advance(&mut rebuild, end)?;
            Ok(rebuild.into_base())
        });
        match made {
            Ok(base) => {
                tracing::info!(room = %id, took = ?started.elapsed(), "base painted anew");
                Some(base)
            }
            Err(failure) => {
                error!(room = %id, %failure, "a base cannot be painted anew");
                None
            }
        }
    }
}
