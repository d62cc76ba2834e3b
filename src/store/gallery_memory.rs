//! Saved canvases and whole rooms in a store that forgets everything with the process.

use super::gallery::{Changed, DELETED_MS, Gallery, Listing, SavedCanvas, SavedChange};
use super::memory::{Kept, Ledger, MemoryStore};
use super::{Lead, Listed, RoomFacts, RoomMeta, StoreFailure};
use crate::model::{Lock, Millis, RoomId, SavedId, Seq};
use std::collections::BTreeSet;

impl Gallery for MemoryStore {
    fn save(&mut self, canvas: &SavedCanvas, lock: Lock) -> Result<(), StoreFailure> {
        self.saved.push(Kept { canvas: canvas.clone(), lock, deleted: None });
        Ok(())
    }

    fn saved(&mut self, id: SavedId) -> Result<Option<SavedCanvas>, StoreFailure> {
        let mut there = self.saved.iter().filter(|kept| kept.deleted.is_none());
        Ok(there.find(|kept| kept.canvas.id == id).map(|kept| kept.canvas.clone()))
    }

    fn list_saved(&mut self, listing: &Listing) -> Result<Vec<SavedCanvas>, StoreFailure> {
        let place = |canvas: &SavedCanvas| (listing.rank(canvas), canvas.id);
        let mut found: Vec<_> = self
            .saved
            .iter()
            .filter(|kept| kept.deleted.is_none())
            .map(|kept| &kept.canvas)
            .filter(|canvas| match &listing.ids {
                Some(ids) => ids.contains(&canvas.id),
                None => canvas.public,
            })
            .filter(|canvas| canvas.title.to_lowercase().contains(&listing.search.to_lowercase()))
            .filter(|canvas| listing.after.is_none_or(|after| place(canvas) < after))
            .cloned()
            .collect();
        found.sort_by_key(|canvas| std::cmp::Reverse(place(canvas)));
        found.truncate(listing.limit);
        Ok(found)
    }

    fn change_saved(
        &mut self,
        id: SavedId,
        lock: Lock,
        change: &SavedChange,
        now: Millis,
    ) -> Result<Changed, StoreFailure> {
        self.saved.retain(|kept| kept.deleted.is_none_or(|then| now.since(then) < DELETED_MS));
        let Some(kept) = self.saved.iter_mut().find(|kept| kept.canvas.id == id) else {
            return Ok(Changed::Missing);
        };
        if kept.lock != lock {
            return Ok(Changed::Locked);
        }
        if let Some(title) = &change.title {
            kept.canvas.title = title.clone();
        }
        kept.canvas.public = change.public.unwrap_or(kept.canvas.public);
        if let Some(deleted) = change.deleted {
            kept.deleted = deleted.then_some(now);
        }
        Ok(Changed::Done(kept.canvas.clone()))
    }

    fn branch(
        &mut self,
        from: &RoomId,
        until: Seq,
        to: &RoomId,
        meta: RoomMeta,
    ) -> Result<bool, StoreFailure> {
        let Some(ledger) = self.rooms.get(from) else { return Ok(false) };
        if self.rooms.contains_key(to) {
            return Ok(false);
        }
        let mut copy = Ledger::new(meta);
        copy.entries = ledger.entries[..ledger.entries.len().min(until.0 as usize)].to_vec();
        let newest = ledger.keyframes.range(..=until).next_back();
        copy.keyframes = newest.map(|(seq, data)| (*seq, data.clone())).into_iter().collect();
        self.rooms.insert(to.clone(), copy);
        Ok(true)
    }

    fn forget_one(
        &mut self,
        before: Millis,
        spared: &[RoomId],
    ) -> Result<Option<RoomId>, StoreFailure> {
        let is_saved = |room: &RoomId| self.saved.iter().any(|kept| kept.canvas.room == *room);
        let gone = self.rooms.iter().find(|(room, ledger)| {
            let drawn = ledger.entries.last().map_or(ledger.meta.created, |entry| entry.at);
            drawn < before && !spared.contains(room) && !is_saved(room)
        });
        let gone = gone.map(|(room, _)| room.clone());
        if let Some(room) = &gone {
            self.rooms.remove(room);
            self.doors.remove(room);
            self.codes.retain(|_, lead| *lead != Lead::Room(room.clone()));
        }
        Ok(gone)
    }

    fn list_rooms(
        &mut self,
        after: Option<&RoomId>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreFailure> {
        let names = self.rooms.keys().chain(self.doors.keys());
        let names: BTreeSet<_> = names.filter(|room| after.is_none_or(|it| it < *room)).collect();
        let listed =
            |room: &RoomId| (room.clone(), self.rooms.get(room).and_then(|it| facts(room, it)));
        Ok(names.into_iter().take(limit).map(listed).collect())
    }

    fn has_saved(&mut self, room: &RoomId) -> Result<bool, StoreFailure> {
        let mut there = self.saved.iter().filter(|kept| kept.deleted.is_none());
        Ok(there.any(|kept| kept.canvas.room == *room))
    }

    fn remove_room(&mut self, room: &RoomId) -> Result<bool, StoreFailure> {
        let (codes, saved) = (self.codes.len(), self.saved.len());
        let mut gone = self.rooms.remove(room).is_some() | self.doors.remove(room).is_some();
        self.codes.retain(|_, lead| *lead != Lead::Room(room.clone()));
        self.saved.retain(|kept| kept.canvas.room != *room);
        gone |= self.codes.len() < codes || self.saved.len() < saved;
        Ok(gone)
    }
}

/// What is known of a room; its bytes are those of its keyframes, as entries in memory are not packed.
fn facts(room: &RoomId, ledger: &Ledger) -> Option<RoomFacts> {
    let newest = ledger.entries.last()?;
    let bytes = ledger.keyframes.values().map(|data| data.len() as u64).sum();
    let (meta, last, drawn) = (ledger.meta, newest.seq, newest.at);
    Some(RoomFacts { room: room.clone(), meta, last, drawn, bytes })
}
