//! Doors of rooms, changed: what is stored is told to the room at once, if it is open.

use super::{Hub, RoomMessage};
use crate::model::{AuthorId, Deed, Door, Role, RoomId, Secret};
use crate::store::{Doors, Operation, StoreFailure};
use std::sync::Arc;
use tracing::warn;
use uuid::Uuid;

/// A key that nobody has yet, of the system's chance.
pub fn fresh_key() -> Secret {
    Secret::of_chance(*Uuid::new_v4().as_bytes())
}

impl Hub {
    /// Who may come into a room.
    ///
    /// # Errors
    /// When the store cannot say.
    pub async fn door(&self, room: &RoomId) -> Result<Door, StoreFailure> {
        let asked = room.clone();
        self.store(None, Operation::Read, move |store| store.doors().door(&asked)).await
    }

    /// Changes who may come into a room; who is there is told before this answers.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn change_door<T: Send + 'static>(
        &self,
        room: &RoomId,
        work: impl FnOnce(&mut dyn Doors, &RoomId) -> Result<T, StoreFailure> + Send + 'static,
    ) -> Result<T, StoreFailure> {
        let asked = room.clone();
        let changed = self.store(None, Operation::Append, move |store| {
            let done = work(store.doors(), &asked)?;
            Ok((done, store.doors().door(&asked)?))
        });
        let (done, door) = changed.await?;
        self.tell_open(room, RoomMessage::Door(Box::new(door))).await;
        Ok(done)
    }

    /// Gives whoever is in a room as this author a pass, if they are.
    pub async fn give(&self, room: &RoomId, author: AuthorId, key: Secret, role: Role) {
        self.tell_open(room, RoomMessage::Give(author, key, role)).await;
    }

    /// Has a room remember what a host did, unless it was never drawn in.
    pub async fn remember(self: &Arc<Self>, room: &RoomId, author: AuthorId, deed: Deed) {
        if let Err(failure) = self.hand_over(room, RoomMessage::Deed(author, deed)).await {
            warn!(%room, %failure, "what a host did is not in the journal");
        }
    }

    /// Tells a room, if it is open.
    pub(super) async fn tell_open(&self, room: &RoomId, message: RoomMessage) {
        let handle = self.lock().as_ref().and_then(|rooms| rooms.get(room).cloned());
        if let Some(handle) = handle {
            // A room that closes now asks the store when it is opened again.
            let _ = handle.send(message).await;
        }
    }
}
