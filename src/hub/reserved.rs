//! A room that is kept closed while its journal is made from elsewhere: who comes meanwhile waits at the door.

use super::{Hub, RoomHandle, RoomMessage};
use crate::model::RoomId;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Enough for those who come within some milliseconds; the others wait to be heard.
const WAITING_MAX: usize = 16;

/// A room that nobody can open until this is dropped; then it is opened from the store.
pub(super) struct Reserved {
    hub: Arc<Hub>,
    room: RoomId,
    handle: RoomHandle,
    inbox: mpsc::Receiver<RoomMessage>,
}

impl Hub {
    /// Keeps a room closed; `None` when it is open, or the server stops.
    pub(super) fn reserve(self: &Arc<Self>, room: &RoomId) -> Option<Reserved> {
        let mut rooms = self.lock();
        let rooms = rooms.as_mut()?;
        if rooms.get(room).is_some_and(|handle| !handle.is_closed()) {
            return None;
        }
        let (handle, inbox) = mpsc::channel(WAITING_MAX);
        rooms.insert(room.clone(), handle.clone());
        Some(Reserved { hub: Arc::clone(self), room: room.clone(), handle, inbox })
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        let mut rooms = self.hub.lock();
        // Whoever waits is told by this that the room is gone, and opens it again.
        self.inbox.close();
        if let Some(rooms) = rooms.as_mut()
            && rooms.get(&self.room).is_some_and(|known| known.same_channel(&self.handle))
        {
            rooms.remove(&self.room);
        }
    }
}
