//! Rooms as an operator sees them: made for somebody, listed, let go of.

use super::reserved::Reserved;
use super::{Happened, Hub, RoomMessage, classes, fresh_key};
use crate::model::{Code, Role, RoomId, Secret, Seq};
use crate::store::{Listed, Operation, Store, StoreFailure};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tracing::info;

/// Rooms the store looks at in one go, so that nobody's strokes wait for a long list.
const LOOKED_AT: usize = 16;

/// How long those who are in a room may take to leave it: longer than the 8 s a room gives them.
const LEAVE_TIME: Duration = Duration::from_secs(20);

/// What somebody wants of a new room.
#[derive(Clone, Debug, Default)]
pub struct RoomWish {
    /// Its name. Default: one that nobody guesses.
    pub room: Option<RoomId>,
    /// What the host's pass is called.
    pub title: String,
    /// What those are who come without a pass; `None` when they stay outside.
    pub guests: Option<Role>,
    /// Codes it may have; none is none.
    pub codes: Vec<Code>,
}

/// A room that was made.
#[derive(Clone, Debug)]
pub struct MadeRoom {
    /// Its name.
    pub room: RoomId,
    /// The host's pass.
    pub key: Secret,
    /// Its code, if one was wanted and free.
    pub code: Option<Code>,
}

/// What came of letting go of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// Nothing is kept of it any more.
    Gone,
    /// Nothing was.
    Missing,
    /// Something of it was saved under a name.
    Saved,
    /// It is in use and could not be closed in time.
    Busy,
}

impl Hub {
    /// Makes a room and its first host; `None` when it was drawn in, or has a host.
    ///
    /// # Errors
    /// When it cannot be read or stored.
    pub async fn make_room(&self, wish: RoomWish) -> Result<Option<MadeRoom>, StoreFailure> {
        let RoomWish { room, title, guests, codes } = wish;
        let room = room.unwrap_or_else(classes::fresh_room);
        let (key, made) = (fresh_key(), self.clock().now());
        let (lock, asked) = (key.lock(), room.clone());
        let stored = self.store(None, Operation::Append, move |store: &mut dyn Store| {
            let is_drawn_in = !store.entries(&asked, Seq(0), 1)?.is_empty();
            if is_drawn_in || store.doors().door(&asked)?.has_host() {
                return Ok(None);
            }
            let code = if codes.is_empty() { None } else { store.code(&asked, &codes)? };
            let doors = store.doors();
            if doors.add_pass(&asked, lock, Role::Host, &title, made, None)?.is_none() {
                return Ok(None);
            }
            doors.set_guests(&asked, guests)?;
            Ok(Some((code, doors.door(&asked)?)))
        });
        let Some((code, door)) = stored.await? else { return Ok(None) };
        self.tell_open(&room, RoomMessage::Door(Box::new(door))).await;
        Ok(Some(MadeRoom { room, key, code }))
    }

    /// Rooms that are kept or open, by name, after one; each with how many are in it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn list_rooms(
        &self,
        after: Option<RoomId>,
        limit: usize,
    ) -> Result<Vec<(Listed, usize)>, StoreFailure> {
        let mut found = BTreeMap::new();
        let mut last = after.clone();
        while found.len() < limit {
            let (asked, count) = (last, LOOKED_AT.min(limit - found.len()));
            let kept = self.store(None, Operation::Read, move |store| {
                store.gallery().list_rooms(asked.as_ref(), count)
            });
            let kept = kept.await?;
            let is_all = kept.len() < count;
            last = kept.last().map(|(room, _)| room.clone());
            found.extend(kept);
            if is_all {
                break;
            }
        }
        for room in self.open_rooms().into_iter().filter(|room| after.as_ref() < Some(room)) {
            found.entry(room).or_insert(None);
        }
        let mut listed = Vec::new();
        for listing in found.into_iter().take(limit) {
            let count = self.count(&listing.0).await;
            listed.push((listing, count));
        }
        Ok(listed)
    }

    /// Lets go of a room: everybody in it is told and sent away, and nothing is kept of it. If something of it was
    /// saved under a name, only where that may go too.
    ///
    /// # Errors
    /// When it cannot be read or stored.
    pub async fn remove_room(
        self: &Arc<Self>,
        room: &RoomId,
        with_saved: bool,
    ) -> Result<Removal, StoreFailure> {
        let asked = room.clone();
        let saved =
            self.store(None, Operation::Read, move |store| store.gallery().has_saved(&asked));
        if saved.await? && !with_saved {
            return Ok(Removal::Saved);
        }
        let was_open = self.open_rooms().contains(room);
        let Some(closed) = self.close_room(room).await else { return Ok(Removal::Busy) };
        let asked = room.clone();
        let gone = self
            .store(Some(room), Operation::Append, move |store| store.gallery().remove_room(&asked));
        let gone = gone.await?;
        drop(closed);
        if !gone && !was_open {
            return Ok(Removal::Missing);
        }
        info!(%room, "let go of by the operator");
        self.tell(Happened::RoomDeleted(room.clone()));
        Ok(Removal::Gone)
    }

    /// Has everybody leave a room and keeps it closed; `None` when that takes too long, or the server stops.
    async fn close_room(self: &Arc<Self>, room: &RoomId) -> Option<Reserved> {
        let closed = async {
            loop {
                if let Some(reserved) = self.reserve(room) {
                    return Some(reserved);
                }
                let handle = self.lock().as_ref()?.get(room).cloned();
                if let Some(handle) = handle {
                    // A room that closes by itself just now needs no telling.
                    let _ = handle.send(RoomMessage::Remove).await;
                    handle.closed().await;
                }
            }
        };
        tokio::time::timeout(LEAVE_TIME, closed).await.ok().flatten()
    }

    fn open_rooms(&self) -> Vec<RoomId> {
        let rooms = self.lock();
        let open = rooms.iter().flatten().filter(|(_, handle)| !handle.is_closed());
        open.map(|(room, _)| room.clone()).collect()
    }
}
