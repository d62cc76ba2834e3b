//! Canvases that were saved under a name, and rooms as wholes: copied, let go.

use super::{Listed, RoomMeta, StoreFailure};
use crate::model::{JournalId, Lock, Millis, RoomId, SavedId, Seq};
use std::sync::Arc;

/// How long a deleted canvas can be brought back, in milliseconds: longer than anybody looks at an undo button.
pub const DELETED_MS: u64 = 600_000;

/// A name for a moment of a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedCanvas {
    /// Its name in links.
    pub id: SavedId,
    /// The room whose journal it is a place in.
    pub room: RoomId,
    /// That journal.
    pub journal: JournalId,
    /// That place.
    pub seq: Seq,
    /// What people call it: 1 to 80 characters.
    pub title: Arc<str>,
    /// When it was saved.
    pub saved_at: Millis,
    /// From the room's first entry to that place, in milliseconds.
    pub length: u64,
    /// How many drew.
    pub authors: u32,
    /// Anyone may find it.
    pub public: bool,
}

/// The order of a list of canvases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Saved last first.
    #[default]
    Newest,
    /// Longest first.
    Longest,
}

/// Which canvases are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// These alone; otherwise all that are public.
    pub ids: Option<Vec<SavedId>>,
    /// Words that the title holds, in any case; empty is any title.
    pub search: String,
    /// In which order.
    pub order: Order,
    /// Those after the one with this number in the order and this name.
    pub after: Option<(u64, SavedId)>,
    /// At most so many.
    pub limit: usize,
}

impl Listing {
    /// The number of a canvas in the order.
    pub fn rank(&self, canvas: &SavedCanvas) -> u64 {
        match self.order {
            Order::Newest => canvas.saved_at.0,
            Order::Longest => canvas.length,
        }
    }
}

/// What becomes of a saved canvas; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedChange {
    /// Another title.
    pub title: Option<Arc<str>>,
    /// Found by anyone, or not.
    pub public: Option<bool>,
    /// Deleted, or brought back.
    pub deleted: Option<bool>,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Done(SavedCanvas),
    /// The key is of something else.
    Locked,
    /// There is no such canvas.
    Missing,
}

/// The part of a store that keeps names of moments, and rooms as wholes.
pub trait Gallery {
    /// Keeps a canvas, which the holder of the lock's secret may change.
    ///
    /// # Errors
    ///
    /// When it cannot be stored.
    fn save(&mut self, canvas: &SavedCanvas, lock: Lock) -> Result<(), StoreFailure>;

    /// The canvas of this name; `None` when there is none, or it is deleted.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn saved(&mut self, id: SavedId) -> Result<Option<SavedCanvas>, StoreFailure>;

    /// Canvases that are not deleted, in order.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    fn list_saved(&mut self, listing: &Listing) -> Result<Vec<SavedCanvas>, StoreFailure>;

    /// Changes a canvas for the holder of its lock's secret; what was deleted for [`DELETED_MS`] is gone.
    ///
    /// # Errors
    ///
    /// When it cannot be stored.
    fn change_saved(
        &mut self,
        id: SavedId,
        lock: Lock,
        change: &SavedChange,
        now: Millis,
    ) -> Result<Changed, StoreFailure>;

    /// Makes a room whose journal begins with that of another, up to a place; false when the one was never
    /// drawn in, or the other was.
    ///
    /// # Errors
    ///
    /// When it cannot be read or stored; nothing of it is then.
    fn branch(
        &mut self,
        from: &RoomId,
        until: Seq,
        to: &RoomId,
        meta: RoomMeta,
    ) -> Result<bool, StoreFailure>;

    /// Lets go of one room that nobody drew in since `before`, with all that is kept of it, if it is not
    /// among `spared` and nothing of it was saved under a name; `None` when there is none.
    ///
    /// # Errors
    ///
    /// When it cannot be read or stored.
    fn forget_one(
        &mut self,
        before: Millis,
        spared: &[RoomId],
    ) -> Result<Option<RoomId>, StoreFailure>;

    /// Rooms of which anything is kept, by name, after this one; only the first few.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    fn list_rooms(
        &mut self,
        after: Option<&RoomId>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreFailure>;

    /// Whether something of a room was saved under a name and is not deleted.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn has_saved(&mut self, room: &RoomId) -> Result<bool, StoreFailure>;

    /// Lets go of a room that is not open, with all that is kept of it: who may come in, its code, and what was
    /// saved under a name; false when nothing was.
    ///
    /// # Errors
    ///
    /// When it cannot be stored; then all of it is still there.
    fn remove_room(&mut self, room: &RoomId) -> Result<bool, StoreFailure>;
}
