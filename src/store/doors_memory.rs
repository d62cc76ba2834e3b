//! Doors of rooms in a store that forgets everything with the process.

use super::doors::{Doors, PASSES_MAX};
use super::{MemoryStore, StoreFailure};
use crate::model::{Door, Lock, Millis, Pass, PassId, Role, RoomId};

impl Doors for MemoryStore {
    fn door(&mut self, room: &RoomId) -> Result<Door, StoreFailure> {
        Ok(self.doors.get(room).cloned().unwrap_or_default())
    }

    fn set_guests(&mut self, room: &RoomId, guests: Option<Role>) -> Result<(), StoreFailure> {
        self.doors.entry(room.clone()).or_default().guests = guests;
        Ok(())
    }

    fn add_pass(
        &mut self,
        room: &RoomId,
        lock: Lock,
        role: Role,
        title: &str,
        made: Millis,
        until: Option<Millis>,
    ) -> Result<Option<PassId>, StoreFailure> {
        let door = self.doors.entry(room.clone()).or_default();
        if door.passes.len() >= PASSES_MAX {
            return Ok(None);
        }
        self.newest_pass += 1;
        let id = PassId(self.newest_pass);
        door.passes.push(Pass { id, lock, role, title: title.into(), made, until });
        Ok(Some(id))
    }

    fn take_pass(&mut self, room: &RoomId, id: PassId) -> Result<bool, StoreFailure> {
        let Some(door) = self.doors.get_mut(room) else { return Ok(false) };
        let before = door.passes.len();
        door.passes.retain(|pass| pass.id != id);
        Ok(door.passes.len() < before)
    }
}
