//! Saved canvases in a store that is only looked at.

use super::gallery::{Changed, Gallery, Listing, SavedCanvas, SavedChange};
use super::reader::Reader;
use super::{Listed, Operation, RoomMeta, StoreFailure, gallery_disk};
use crate::model::{Lock, Millis, RoomId, SavedId, Seq};

impl Gallery for Reader {
    fn save(&mut self, _canvas: &SavedCanvas, _lock: Lock) -> Result<(), StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn saved(&mut self, id: SavedId) -> Result<Option<SavedCanvas>, StoreFailure> {
        self.told(gallery_disk::find(&self.connection, id))
    }

    fn list_saved(&mut self, listing: &Listing) -> Result<Vec<SavedCanvas>, StoreFailure> {
        self.told(gallery_disk::list(&self.connection, listing))
    }

    fn change_saved(
        &mut self,
        _id: SavedId,
        _lock: Lock,
        _change: &SavedChange,
        _now: Millis,
    ) -> Result<Changed, StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn branch(
        &mut self,
        _from: &RoomId,
        _until: Seq,
        _to: &RoomId,
        _meta: RoomMeta,
    ) -> Result<bool, StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn forget_one(
        &mut self,
        _before: Millis,
        _spared: &[RoomId],
    ) -> Result<Option<RoomId>, StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn list_rooms(
        &mut self,
        after: Option<&RoomId>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreFailure> {
        self.told(self.view().listed(after.map_or("", RoomId::as_str), limit))
    }

    fn has_saved(&mut self, room: &RoomId) -> Result<bool, StoreFailure> {
        self.told(gallery_disk::has_saved(&self.connection, room))
    }

    fn remove_room(&mut self, _room: &RoomId) -> Result<bool, StoreFailure> {
        self.refusal(Operation::Append)
    }
}
