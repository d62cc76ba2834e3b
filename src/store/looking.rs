//! Doors, classes and hooks in a store that is only looked at.

use super::reader::Reader;
use super::{Classes, Doors, Hook, Hooks, Lead, Operation, StoreFailure};
use super::{classes_disk, doors_disk, hooks_disk, shelf};
use crate::model::{ClassId, Code, Door, Lock, Millis, PassId, Role, RoomId};

impl Doors for Reader {
    fn door(&mut self, room: &RoomId) -> Result<Door, StoreFailure> {
        self.told(doors_disk::door(&self.connection, room))
    }

    fn set_guests(&mut self, _room: &RoomId, _guests: Option<Role>) -> Result<(), StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn add_pass(
        &mut self,
        _room: &RoomId,
        _lock: Lock,
        _role: Role,
        _title: &str,
        _made: Millis,
        _until: Option<Millis>,
    ) -> Result<Option<PassId>, StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn take_pass(&mut self, _room: &RoomId, _id: PassId) -> Result<bool, StoreFailure> {
        self.refusal(Operation::Append)
    }
}

impl Classes for Reader {
    fn class(&mut self, id: ClassId) -> Result<Option<Vec<u8>>, StoreFailure> {
        self.told(classes_disk::find(&self.connection, id))
    }

    fn keep_class(&mut self, _: ClassId, _state: &[u8], _now: Millis) -> Result<(), StoreFailure> {
        self.refusal(Operation::Append)
    }

    /// The code it has: none is given to a class that has none.
    fn class_code(&mut self, id: ClassId, _free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        self.told(shelf::code(&self.connection, &Lead::Class(id), &[]))
    }

    fn leads_to(&mut self, code: Code) -> Result<Option<Lead>, StoreFailure> {
        self.told(shelf::leads_to(&self.connection, code))
    }
}

impl Hooks for Reader {
    fn list_hooks(&mut self) -> Result<Vec<Hook>, StoreFailure> {
        self.told(hooks_disk::all(&self.connection))
    }

    fn add_hook(
        &mut self,
        _url: &str,
        _secret: [u8; 32],
        _kinds: &[String],
        _made: Millis,
    ) -> Result<Option<u64>, StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn take_hook(&mut self, _id: u64) -> Result<bool, StoreFailure> {
        self.refusal(Operation::Append)
    }
}
