//! Giving a moment of a room a name.

use super::{ExportFailure, Happened, Hub, Standing, fresh_key};
use crate::history::Lane;
use crate::model::{AuthorId, Moment, RoomId, SavedId, Secret};
use crate::protocol::limits::TITLE_CHARS_MAX;
use crate::store::{Operation, SavedCanvas};
use std::sync::Arc;
use uuid::Uuid;

/// Most characters of a title.
pub(super) const TITLE_CHARS: usize = TITLE_CHARS_MAX;

impl Hub {
    /// Saves a moment of a room under a name; answers what was saved, and the key to change it.
    ///
    /// # Errors
    /// When the journal cannot be read, or the name cannot be stored.
    pub async fn save_moment(
        self: &Arc<Self>,
        room: &RoomId,
        standing: Standing,
        moment: Moment,
        title: &str,
    ) -> Result<(SavedCanvas, Secret), ExportFailure> {
        let (hub, asked) = (Arc::clone(self), room.clone());
        let found = tokio::task::spawn_blocking(move || {
            let (seq, length) = hub.dated_place(&asked, standing, moment)?;
            let drew = |(_, lane): &(AuthorId, &Lane)| lane.strokes > 0;
            let timeline = hub.timeline(&asked, standing)?;
            Ok::<_, ExportFailure>((
                seq,
                length,
                timeline.authors().into_iter().filter(drew).count() as u32,
            ))
        });
        let broke = |broken: tokio::task::JoinError| ExportFailure::Unreadable(broken.into());
        let (seq, length, authors) = found.await.map_err(broke)??;
        let key = fresh_key();
        let canvas = SavedCanvas {
            id: SavedId(*Uuid::new_v4().as_bytes()),
            room: room.clone(),
            journal: standing.journal,
            seq,
            title: title.into(),
            saved_at: self.clock().now(),
            length,
            authors,
            public: false,
        };
        let (kept, lock) = (canvas.clone(), key.lock());
        let stored =
            self.store(None, Operation::Append, move |store| store.gallery().save(&kept, lock));
        stored.await.map_err(|failure| ExportFailure::Unreadable(failure.into()))?;
        let (id, title) = (canvas.id, canvas.title.clone());
        self.tell(Happened::RoomSaved(room.clone(), id, title, seq));
        Ok((canvas, key))
    }

    /// Saves a room as it is now; `None` when it was never drawn in.
    ///
    /// # Errors
    /// As [`save_moment`](Self::save_moment).
    pub async fn save_now(
        self: &Arc<Self>,
        room: &RoomId,
        title: &str,
    ) -> Result<Option<(SavedCanvas, Secret)>, ExportFailure> {
        let Some(standing) = self.standing(room).await else { return Ok(None) };
        let moment = Moment::Place(standing.seq);
        self.save_moment(room, standing, moment, title).await.map(Some)
    }
}
