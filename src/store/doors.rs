//! Who may come into which room.

use super::StoreFailure;
use crate::model::{Door, Lock, Millis, PassId, Role, RoomId};

/// Most passes of a room, those past their time too: a link for each of a large class, and a list a host can read.
pub const PASSES_MAX: usize = 256;

/// The part of a store that keeps who may come into which room, whether or not it was ever drawn in. What is
/// kept goes with its room when that is let go of, and is not copied with it.
pub trait Doors {
    /// Who may come in; as nobody ever spoke for the room, when nothing is kept.
    ///
    /// # Errors
    /// When it cannot be read, or not as it was written.
    fn door(&mut self, room: &RoomId) -> Result<Door, StoreFailure>;

    /// Says what those are who come without a pass; `None` keeps them outside.
    ///
    /// # Errors
    /// When it cannot be stored.
    fn set_guests(&mut self, room: &RoomId, guests: Option<Role>) -> Result<(), StoreFailure>;

    /// Makes a pass with an id that none had before; `None` when the room has [`PASSES_MAX`].
    ///
    /// # Errors
    /// When it cannot be stored.
    fn add_pass(
        &mut self,
        room: &RoomId,
        lock: Lock,
        role: Role,
        title: &str,
        made: Millis,
        until: Option<Millis>,
    ) -> Result<Option<PassId>, StoreFailure>;

    /// Takes a pass back for good; false when the room has none with this id.
    ///
    /// # Errors
    /// When it cannot be stored.
    fn take_pass(&mut self, room: &RoomId, id: PassId) -> Result<bool, StoreFailure>;

    /// Makes the holder of the lock's secret the first host of a room; false when it has a host's pass already,
    /// open or past its time, or as many passes as may be.
    ///
    /// # Errors
    /// When it cannot be stored.
    fn claim(&mut self, room: &RoomId, lock: Lock, now: Millis) -> Result<bool, StoreFailure> {
        // One hand writes to a store: between the question and the answer nobody else can come.
        let is_free = !self.door(room)?.has_host();
        Ok(is_free && self.add_pass(room, lock, Role::Host, "", now, None)?.is_some())
    }
}
