//! A store that forgets everything with the process, by the same rules.

use super::keyframes::superfluous;
use super::{Append, Operation, RoomMeta, Saved, SavedCanvas, Store, StoreFailure, misplaced};
use super::{Cause, Classes, Doors, Draft, Drafts, Gallery, Hook, Hooks, Lead};
use crate::history::Entry;
use crate::model::{ClassId, Code, Door, ImageId, Lock, Millis, RoomId, Seq};
use crate::raster::Image;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Journals in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    pub(super) rooms: HashMap<RoomId, Ledger>,
    images: HashMap<ImageId, Vec<u8>>,
    pub(super) codes: BTreeMap<Code, Lead>,
    pub(super) saved: Vec<Kept>,
    pub(super) doors: HashMap<RoomId, Door>,
    pub(super) newest_pass: u64,
    pub(super) classes: HashMap<ClassId, Vec<u8>>,
    pub(super) hooks: Vec<Hook>,
    pub(super) newest_hook: u64,
    drafts: HashMap<Draft, Brought>,
}

/// A saved canvas.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) canvas: SavedCanvas,
    pub(super) lock: Lock,
    pub(super) deleted: Option<Millis>,
}

#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) meta: RoomMeta,
    pub(super) entries: Vec<Entry>,
    pub(super) keyframes: BTreeMap<Seq, Vec<u8>>,
}

/// A room that is being brought in, and the images that came with it.
#[derive(Debug)]
struct Brought {
    ledger: Ledger,
    images: Vec<ImageId>,
}

impl Ledger {
    pub(super) fn new(meta: RoomMeta) -> Self {
        Self { meta, entries: Vec::new(), keyframes: BTreeMap::new() }
    }

    fn last(&self) -> Seq {
        Seq(self.entries.len() as u64)
    }

    fn keep(&mut self, seq: Seq, data: &[u8]) {
        self.keyframes.insert(seq, data.to_vec());
        let mut kept: Vec<_> =
            self.keyframes.iter().map(|(seq, data)| (*seq, data.len())).collect();
        while let Some(gone) = superfluous(&kept) {
            kept.retain(|(seq, _)| *seq != gone);
            self.keyframes.remove(&gone);
        }
    }

    fn after(&self, seq: Seq) -> &[Entry] {
        &self.entries[(seq.0 as usize).min(self.entries.len())..]
    }
}

impl Store for MemoryStore {
    fn open(&mut self, room: &RoomId) -> Result<Option<Saved>, StoreFailure> {
        Ok(self.rooms.get(room).map(|ledger| {
            let newest = ledger.keyframes.last_key_value();
            let keyframe = newest.map(|(seq, data)| (*seq, data.clone()));
            let after = keyframe.as_ref().map_or(Seq(0), |(seq, _)| *seq);
            let entries = ledger.after(after).to_vec();
            Saved { meta: ledger.meta, last: ledger.last(), keyframe, entries }
        }))
    }

    fn append(&mut self, batch: &[Append]) -> Result<Vec<Seq>, StoreFailure> {
        let mut firsts = Vec::with_capacity(batch.len());
        for Append { room, meta, at, commands, images } in batch {
            for image in images {
                self.images.entry(image.id()).or_insert_with(|| image.png().to_vec());
                for brought in self.drafts.values_mut() {
                    brought.images.retain(|id| *id != image.id());
                }
            }
            let ledger = self.rooms.entry(room.clone()).or_insert_with(|| Ledger::new(*meta));
            firsts.push(ledger.last().next());
            for command in commands {
                let seq = ledger.last().next();
                ledger.entries.push(Entry { seq, at: *at, command: command.clone() });
            }
        }
        Ok(firsts)
    }

    fn entries(
        &mut self,
        room: &RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreFailure> {
        let ledger = self.rooms.get(room);
        let found = ledger.map_or(&[][..], |ledger| ledger.after(after));
        Ok(found[..found.len().min(limit)].to_vec())
    }

    fn place_at(&mut self, room: &RoomId, time: Millis) -> Result<Seq, StoreFailure> {
        let entries = self.rooms.get(room).map_or(&[][..], |ledger| ledger.after(Seq(0)));
        Ok(Seq(entries.partition_point(|entry| entry.at <= time) as u64))
    }

    fn keyframe(&mut self, room: &RoomId, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
        let found = self.rooms.get(room).and_then(|it| it.keyframes.range(..=at).next_back());
        Ok(found.map(|(seq, data)| (*seq, data.clone())))
    }

    fn put_keyframe(
        &mut self,
        room: &RoomId,
        seq: Seq,
        _at: Millis,
        data: &[u8],
    ) -> Result<(), StoreFailure> {
        let ledger = self.rooms.get_mut(room);
        if let Some(cause) = misplaced(room, seq, ledger.as_ref().map(|ledger| ledger.last())) {
            let place = "memory".to_owned();
            return Err(StoreFailure { operation: Operation::PutKeyframe, place, cause });
        }
        if let Some(ledger) = ledger {
            ledger.keep(seq, data);
        }
        Ok(())
    }

    fn image(&mut self, id: ImageId) -> Result<Option<Vec<u8>>, StoreFailure> {
        Ok(self.images.get(&id).cloned())
    }

    fn code(&mut self, room: &RoomId, free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        Ok(self.code_of(Lead::Room(room.clone()), free))
    }

    fn gallery(&mut self) -> &mut dyn Gallery {
        self
    }

    fn doors(&mut self) -> &mut dyn Doors {
        self
    }

    fn classes(&mut self) -> &mut dyn Classes {
        self
    }

    fn hooks(&mut self) -> &mut dyn Hooks {
        self
    }

    fn drafts(&mut self) -> Result<&mut dyn Drafts, StoreFailure> {
        Ok(self)
    }

    fn probe(&mut self) -> Result<(), StoreFailure> {
        Ok(())
    }

    fn close(&mut self) -> Result<(), StoreFailure> {
        Ok(())
    }
}

impl MemoryStore {
    fn draft(&mut self, draft: Draft) -> Result<&mut Brought, StoreFailure> {
        self.drafts.get_mut(&draft).ok_or_else(|| StoreFailure {
            operation: Operation::Append,
            place: "memory".to_owned(),
            cause: Cause::Missing("there is no such draft".to_owned()),
        })
    }
}

impl Drafts for MemoryStore {
    fn begin(&mut self, meta: &RoomMeta) -> Result<Draft, StoreFailure> {
        let newest = self.drafts.keys().map(|draft| draft.0).max();
        let draft = Draft(newest.unwrap_or(0) + 1);
        let brought = Brought { ledger: Ledger::new(*meta), images: Vec::new() };
        self.drafts.insert(draft, brought);
        Ok(draft)
    }

    fn extend(
        &mut self,
        draft: Draft,
        entries: &[Entry],
        images: &[Arc<Image>],
    ) -> Result<(), StoreFailure> {
        let mut fresh = Vec::new();
        for image in images.iter().filter(|image| !self.images.contains_key(&image.id())) {
            fresh.push((image.id(), image.png().to_vec()));
        }
        let brought = self.draft(draft)?;
        brought.images.extend(fresh.iter().map(|(id, _)| *id));
        brought.ledger.entries.extend_from_slice(entries);
        self.images.extend(fresh);
        Ok(())
    }

    fn keep(
        &mut self,
        draft: Draft,
        seq: Seq,
        _at: Millis,
        data: &[u8],
    ) -> Result<(), StoreFailure> {
        self.draft(draft)?.ledger.keep(seq, data);
        Ok(())
    }

    fn publish(&mut self, draft: Draft, room: &RoomId) -> Result<bool, StoreFailure> {
        self.draft(draft)?;
        if self.rooms.get(room).is_some_and(|ledger| ledger.last() > Seq(0)) {
            return Ok(false);
        }
        if let Some(brought) = self.drafts.remove(&draft) {
            self.rooms.insert(room.clone(), brought.ledger);
        }
        Ok(true)
    }

    fn discard(&mut self, draft: Draft) -> Result<(), StoreFailure> {
        if let Some(brought) = self.drafts.remove(&draft) {
            self.images.retain(|id, _| !brought.images.contains(id));
        }
        Ok(())
    }
}
