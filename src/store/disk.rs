//! A store in one `SQLite` file.
//!
//! A group commit is one row of `journal`, whatever it holds; reading is served from `segment` and from the
//! tails that are in memory until the next fold. See [`super::fold`].

use super::fold::{self, Ledger};
use super::folding::{Folding, Step};
use super::reading::{self, Tails, View};
use super::run::{self, Run};
use super::{Append, Cause, Lead, Operation, Saved, Store, StoreFailure};
use super::{Classes, Doors, Drafts, Gallery, Hooks};
use super::{drafts, keyframes, misplaced, rooms, schema, shelf};
use crate::history::Entry;
use crate::model::{Code, ImageId, Millis, RoomId, Seq};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::HashMap;
use std::collections::hash_map::Entry as Entered;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Name of the file in the store's directory.
pub const FILE_NAME: &str = "easel.db";

/// Name of the file whose lock says that an easel is running here. Not the database itself, so that
/// `sqlite3` can look into that at any time.
const LOCK_NAME: &str = "easel.lock";

/// Bytes in the journal at which it is folded: bounds the memory of the tails and the time to open, some
/// milliseconds. Of many rooms, less would be little of each, which is packed again with the next fold.
const FOLD_BYTES: usize = 4 << 20;

/// Bytes more in the journal before a fold that failed is tried again.
const FOLD_RETRY_BYTES: usize = 256 << 10;

/// How long to wait for somebody who looks into the file with another program, in milliseconds.
pub(super) const BUSY_MS: u64 = 2_000;

/// Journals in a directory.
#[derive(Debug)]
pub struct DiskStore {
    pub(super) connection: Connection,
    place: PathBuf,
    /// Every room with entries in the journal; the others are looked up when asked for.
    pub(super) rooms: HashMap<RoomId, Ledger>,
    pub(super) tail_bytes: usize,
    fold_at: usize,
    /// The newest row of the journal.
    newest: i64,
    folding: Option<Folding>,
    /// Held as long as the store lives; given back by the system however the process ends.
    _lock: File,
}

impl DiskStore {
    /// Opens the store in a directory, which is made when there is none.
    ///
    /// # Errors
    ///
    /// When it cannot be made, read or written, when another easel is using it, when a newer easel wrote
    /// it, and when its journal is damaged.
    pub fn open(dir: &Path) -> Result<Self, StoreFailure> {
        let failure = |place: &Path, cause| StoreFailure {
            operation: Operation::Open,
            place: place.display().to_string(),
            cause,
        };
        let lock = lock(dir).map_err(|cause| failure(dir, cause))?;
        let place = dir.join(FILE_NAME);
        Self::read(lock, place.clone()).map_err(|cause| failure(&place, cause))
    }

    /// Refuses to let the file grow above this many bytes, as if the disk were full there.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn limit_bytes(&mut self, bytes: u64) -> Result<(), StoreFailure> {
        self.set_pages_max(bytes).map_err(|cause| self.failure(Operation::Open, cause))
    }

    fn set_pages_max(&self, bytes: u64) -> Result<(), Cause> {
        let page: i64 = self.connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = (bytes / page as u64).clamp(1, i64::from(u32::MAX) as u64 - 1);
        self.connection.pragma_update_and_check(
            None,
            "max_page_count",
            pages as i64,
            |_| Ok(()),
        )?;
        Ok(())
    }

    fn read(lock: File, place: PathBuf) -> Result<Self, Cause> {
        let mut connection = Connection::open(&place)?;
        connection.busy_timeout(Duration::from_millis(BUSY_MS))?;
        schema::prepare(&mut connection)?;
        drafts::remove_all(&mut connection)?;
        let Tails { rooms, bytes, newest } = reading::tails(&connection, &mut Err)?;
        Ok(Self {
            connection,
            place,
            rooms,
            tail_bytes: bytes,
            fold_at: FOLD_BYTES,
            newest,
            folding: None,
            _lock: lock,
        })
    }

    /// Everything that can be read.
    pub(super) fn view(&self) -> View<'_> {
        View { connection: &self.connection, rooms: &self.rooms }
    }

    pub(super) fn failure(&self, operation: Operation, cause: Cause) -> StoreFailure {
        StoreFailure { operation, place: self.place.display().to_string(), cause }
    }

    /// Stores a batch, and takes a step of the fold that is under way, if `folds`.
    fn commit(&mut self, batch: &[Append], folds: bool) -> Result<Vec<Seq>, Cause> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut grown: HashMap<RoomId, Ledger> = HashMap::new();
        let mut firsts = Vec::with_capacity(batch.len());
        let mut runs = Vec::with_capacity(batch.len());
        for append in batch {
            let ledger = match grown.entry(append.room.clone()) {
                Entered::Occupied(known) => known.into_mut(),
                Entered::Vacant(free) => free.insert(match self.rooms.get(&append.room) {
                    Some(known) => Ledger { tail: Vec::new(), ..*known },
                    None => rooms::find_or_make(&change, append)?,
                }),
            };
            shelf::put_images(&change, ledger.row, &append.images)?;
            firsts.push(ledger.last.next());
            if !append.commands.is_empty() {
                let run = Run::new(ledger.last.next(), append);
                ledger.last = run.last();
                runs.push((ledger.row, run.clone()));
                ledger.tail.push(run);
            }
        }
        let data = run::put_commit(&runs);
        if !runs.is_empty() {
            change.prepare_cached("INSERT INTO journal (data) VALUES (?)")?.execute([&data])?;
        }
        let newest = change.last_insert_rowid();
        let folding = self.folding.as_ref().filter(|_| folds);
        let step = folding.map(|folding| folding.step(&change, &self.rooms)).transpose()?;
        change.commit()?;
        // Only now: a commit that failed leaves the tails as they were.
        if !runs.is_empty() {
            self.newest = newest;
            self.tail_bytes += data.len();
        }
        self.note(step.as_ref());
        for (room, ledger) in grown {
            let known = self.rooms.entry(room).or_insert(Ledger { tail: Vec::new(), ..ledger });
            known.last = ledger.last;
            known.tail.extend(ledger.tail);
        }
        Ok(firsts)
    }

    /// Takes note of a step of the fold that is stored.
    fn note(&mut self, step: Option<&Step>) {
        let (Some(step), Some(folding)) = (step, &mut self.folding) else { return };
        if let Some(bytes) = folding.take(step, &mut self.rooms) {
            self.folding = None;
            self.tail_bytes -= bytes;
            self.fold_at = FOLD_BYTES;
        }
    }

    /// Begins a fold when there is enough of it.
    fn fold_when_due(&mut self) {
        if self.folding.is_none() && self.tail_bytes >= self.fold_at {
            self.folding = Some(Folding::begin(&self.rooms, self.newest, self.tail_bytes));
        }
    }

    /// Moves everything from the journal into segments, in one transaction.
    pub(super) fn fold_all(&mut self) -> Result<(), Cause> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for ledger in self.rooms.values() {
            fold::fold(&change, ledger.row, &ledger.tail)?;
        }
        change.execute("DELETE FROM journal", [])?;
        change.commit()?;
        self.rooms.clear();
        self.folding = None;
        self.tail_bytes = 0;
        Ok(())
    }

    fn keep(&mut self, room: &RoomId, seq: Seq, at: Millis, data: &[u8]) -> Result<(), Cause> {
        let found = self.view().last(room)?;
        if let Some(cause) = misplaced(room, seq, found.map(|(_, _, last)| last)) {
            return Err(cause);
        }
        let Some((row, _, _)) = found else { return Ok(()) };
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        keyframes::put(&change, row, seq, at, data)?;
        Ok(change.commit()?)
    }

    fn settle(&mut self) -> Result<(), Cause> {
        if self.tail_bytes > 0 {
            self.fold_all()?;
        }
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

impl Store for DiskStore {
    fn open(&mut self, room: &RoomId) -> Result<Option<Saved>, StoreFailure> {
        self.view().saved(room).map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn append(&mut self, batch: &[Append]) -> Result<Vec<Seq>, StoreFailure> {
        let mut stored = self.commit(batch, true);
        if let (Err(cause), Some(_)) = (&stored, &self.folding) {
            // It may be the tidying that failed. It is tried again later, and nobody is told: what they
            // asked to be stored may well be.
            tracing::warn!(%cause, "journal not folded");
            self.folding = None;
            self.fold_at = self.tail_bytes + FOLD_RETRY_BYTES;
            stored = self.commit(batch, false);
        }
        self.fold_when_due();
        stored.map_err(|cause| self.failure(Operation::Append, cause))
    }

    fn entries(
        &mut self,
        room: &RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreFailure> {
        let found = self.view().entries(room, after, limit);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn place_at(&mut self, room: &RoomId, time: Millis) -> Result<Seq, StoreFailure> {
        let found = self.view().place_at(room, time);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn keyframe(&mut self, room: &RoomId, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
        let found = self.view().keyframe(room, at);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn put_keyframe(
        &mut self,
        room: &RoomId,
        seq: Seq,
        at: Millis,
        data: &[u8],
    ) -> Result<(), StoreFailure> {
        let kept = self.keep(room, seq, at, data);
        kept.map_err(|cause| self.failure(Operation::PutKeyframe, cause))
    }

    fn image(&mut self, id: ImageId) -> Result<Option<Vec<u8>>, StoreFailure> {
        let found = shelf::image(&self.connection, id);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn code(&mut self, room: &RoomId, free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        let code = shelf::code(&self.connection, &Lead::Room(room.clone()), free);
        code.map_err(|cause| self.failure(Operation::Append, cause))
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
        let written = self.connection.execute("UPDATE probe SET count = count + 1", []);
        written.map(|_| ()).map_err(|error| self.failure(Operation::Probe, error.into()))
    }

    fn close(&mut self) -> Result<(), StoreFailure> {
        self.settle().map_err(|cause| self.failure(Operation::Close, cause))
    }
}

/// Makes the directory, and takes it for this process alone.
fn lock(dir: &Path) -> Result<File, Cause> {
    fs::create_dir_all(dir)?;
    let file =
        File::options().create(true).truncate(false).write(true).open(dir.join(LOCK_NAME))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Cause::Held),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
