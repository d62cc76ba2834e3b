//! A store that fails when it is told to.

use easel::history::Entry;
use easel::model::{Code, ImageId, Millis, RoomId, Seq};
use easel::store::{
    Append, Cause, Classes, Doors, Gallery, Hooks, MemoryStore, Operation, Saved, Store,
    StoreFailure,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Keeps in memory until `broken` says no.
#[derive(Default)]
pub(crate) struct FailingStore {
    inner: MemoryStore,
    broken: Arc<AtomicBool>,
}

impl FailingStore {
    /// The switch that breaks and mends it.
    pub(crate) fn switch(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.broken)
    }

    fn works(&self, operation: Operation) -> Result<(), StoreFailure> {
        if self.broken.load(Ordering::Relaxed) {
            return Err(StoreFailure { operation, place: "a test".to_owned(), cause: Cause::Full });
        }
        Ok(())
    }
}

impl Store for FailingStore {
    fn open(&mut self, room: &RoomId) -> Result<Option<Saved>, StoreFailure> {
        self.inner.open(room)
    }

    fn append(&mut self, batch: &[Append]) -> Result<Vec<Seq>, StoreFailure> {
        self.works(Operation::Append)?;
        self.inner.append(batch)
    }

    fn entries(
        &mut self,
        room: &RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreFailure> {
        self.inner.entries(room, after, limit)
    }

    fn place_at(&mut self, room: &RoomId, time: Millis) -> Result<Seq, StoreFailure> {
        self.inner.place_at(room, time)
    }

    fn keyframe(&mut self, room: &RoomId, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
        self.inner.keyframe(room, at)
    }

    fn put_keyframe(
        &mut self,
        room: &RoomId,
        seq: Seq,
        at: Millis,
        data: &[u8],
    ) -> Result<(), StoreFailure> {
        self.works(Operation::PutKeyframe)?;
        self.inner.put_keyframe(room, seq, at, data)
    }

    fn image(&mut self, id: ImageId) -> Result<Option<Vec<u8>>, StoreFailure> {
        self.inner.image(id)
    }

    fn code(&mut self, room: &RoomId, free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        self.inner.code(room, free)
    }

    fn gallery(&mut self) -> &mut dyn Gallery {
        self.inner.gallery()
    }

    fn doors(&mut self) -> &mut dyn Doors {
        self.inner.doors()
    }

    fn classes(&mut self) -> &mut dyn Classes {
        self.inner.classes()
    }

    fn hooks(&mut self) -> &mut dyn Hooks {
        self.inner.hooks()
    }

    fn probe(&mut self) -> Result<(), StoreFailure> {
        self.works(Operation::Probe)
    }

    fn close(&mut self) -> Result<(), StoreFailure> {
        self.inner.close()
    }
}
