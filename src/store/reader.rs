//! A store that is only looked at: beside a server that writes to it, and on media that cannot be written to.
//!
//! It shows what was stored when it was opened, all of one moment; nothing it does can be seen in the file.

use super::disk::BUSY_MS;
use super::fold::Ledger;
use super::reading::{self, View};
use super::{Append, Cause, FILE_NAME, Lead, Operation, RoomFacts, Saved, Store, StoreFailure};
use super::{Classes, Doors, Gallery, Hooks, schema, shelf};
use crate::history::Entry;
use crate::model::{Code, ImageId, Millis, RoomId, Seq};
use rusqlite::{Connection, OpenFlags, params};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Journals that are only read.
#[derive(Debug)]
pub struct Reader {
    pub(super) connection: Connection,
    place: PathBuf,
    rooms: HashMap<RoomId, Ledger>,
}

impl Reader {
    /// Opens the store in a directory as it is now.
    ///
    /// # Errors
    /// When there is none, it cannot be read, another easel's format is in it, or its journal is damaged.
    pub fn open(dir: &Path) -> Result<Self, StoreFailure> {
        Self::look(dir, &mut Err)
    }

    /// Opens it also when its journal is damaged: `told` learns what is wrong, and what is whole is read.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or another easel's format is in it.
    pub fn open_damaged(dir: &Path, mut told: impl FnMut(String)) -> Result<Self, StoreFailure> {
        Self::look(dir, &mut |cause| match cause {
            Cause::Damaged(what) => {
                told(what);
                Ok(())
            }
            cause => Err(cause),
        })
    }

    fn look(
        dir: &Path,
        damage: &mut dyn FnMut(Cause) -> Result<(), Cause>,
    ) -> Result<Self, StoreFailure> {
        let place = dir.join(FILE_NAME);
        let opened = connect(&place).and_then(|connection| {
            let tails = reading::tails(&connection, damage)?;
            Ok((connection, tails.rooms))
        });
        match opened {
            Ok((connection, rooms)) => Ok(Self { connection, place, rooms }),
            Err(cause) => {
                let (operation, place) = (Operation::Open, place.display().to_string());
                Err(StoreFailure { operation, place, cause })
            }
        }
    }

    /// The names of all rooms, in order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn names(&self) -> Result<Vec<String>, StoreFailure> {
        let names = self
            .connection
            .prepare("SELECT name FROM room WHERE name NOT GLOB ':*' ORDER BY name")
            .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect());
        self.told(names.map_err(Cause::from))
    }

    /// What is known of a room; `None` when it was never drawn in.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn facts(&self, room: &RoomId) -> Result<Option<RoomFacts>, StoreFailure> {
        self.told(self.view().facts(room))
    }

    /// What is known of a room whose newest entries cannot be read.
    pub fn facts_unread(&self, room: &RoomId) -> Option<RoomFacts> {
        let facts = self.view().of(room, |ledger| {
            let Ledger { meta, last, .. } = *ledger;
            Ok(RoomFacts { room: room.clone(), meta, last, drawn: meta.created, bytes: 0 })
        });
        facts.ok().flatten()
    }

    /// Where a room's keyframes are.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn keyframes(&self, room: &RoomId) -> Result<Vec<Seq>, StoreFailure> {
        let found = self.view().of(room, |ledger| {
            let places = self
                .connection
                .prepare_cached("SELECT seq FROM keyframe WHERE room = ? ORDER BY seq")?
                .query_map([ledger.row], |row| row.get::<_, i64>(0))?
                .map(|seq| seq.map(|seq| Seq(seq as u64)))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(places)
        });
        Ok(self.told(found)?.unwrap_or_default())
    }

    /// Writes a copy of the whole store to a new file, all of one moment, and reads it through once.
    ///
    /// # Errors
    /// When it cannot be written, or the copy is not whole.
    pub fn copy(&self, to: &Path) -> Result<(), StoreFailure> {
        copy(&self.place, to).map_err(|cause| self.failure(cause))
    }

    /// Its file.
    pub fn place(&self) -> &Path {
        &self.place
    }

    pub(super) fn view(&self) -> View<'_> {
        View { connection: &self.connection, rooms: &self.rooms }
    }

    pub(super) fn failure(&self, cause: Cause) -> StoreFailure {
        let place = self.place.display().to_string();
        StoreFailure { operation: Operation::Read, place, cause }
    }

    pub(super) fn told<T>(&self, found: Result<T, Cause>) -> Result<T, StoreFailure> {
        found.map_err(|cause| self.failure(cause))
    }

    pub(super) fn refusal<T>(&self, operation: Operation) -> Result<T, StoreFailure> {
        let cause = Cause::System("it is open for reading only".to_owned());
        Err(StoreFailure { operation, place: self.place.display().to_string(), cause })
    }
}

/// Opens a file for reading, and holds on to what is in it now.
fn connect(place: &Path) -> Result<Connection, Cause> {
    if !place.exists() {
        return Err(Cause::Missing("there are no drawings here".to_owned()));
    }
    let connection = at(place).or_else(|cause| match cause {
        // Where nothing can be written SQLite cannot make the index that readers and writers share; but then
        // nobody writes either.
        Cause::System(_) if !wal(place).exists() => unchanging(place),
        cause => Err(cause),
    })?;
    schema::readable(&connection)?;
    Ok(connection)
}

fn at(place: &Path) -> Result<Connection, Cause> {
    let connection = Connection::open_with_flags(place, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    hold(connection)
}

fn unchanging(place: &Path) -> Result<Connection, Cause> {
    let name = place.display().to_string();
    let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    hold(Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)?)
}

fn hold(connection: Connection) -> Result<Connection, Cause> {
    connection.busy_timeout(Duration::from_millis(BUSY_MS))?;
    // A transaction sees what was stored at its first reading, whatever is stored later.
    connection.execute_batch("BEGIN")?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn wal(place: &Path) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn copy(place: &Path, to: &Path) -> Result<(), Cause> {
    let connection = Connection::open_with_flags(place, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(Duration::from_millis(BUSY_MS))?;
    schema::readable(&connection)?;
    let name = to.to_str().ok_or_else(|| Cause::System("its name is not text".to_owned()))?;
    connection.execute("VACUUM INTO ?", params![name])?;
    let written = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let told: String = written.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    let whole = told == "ok";
    whole.then_some(()).ok_or_else(|| Cause::Damaged(format!("the copy is not whole: {told}")))
}

impl Store for Reader {
    fn open(&mut self, room: &RoomId) -> Result<Option<Saved>, StoreFailure> {
        self.told(self.view().saved(room))
    }

    fn append(&mut self, _batch: &[Append]) -> Result<Vec<Seq>, StoreFailure> {
        self.refusal(Operation::Append)
    }

    fn entries(
        &mut self,
        room: &RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreFailure> {
        self.told(self.view().entries(room, after, limit))
    }

    fn place_at(&mut self, room: &RoomId, time: Millis) -> Result<Seq, StoreFailure> {
        self.told(self.view().place_at(room, time))
    }

    fn keyframe(&mut self, room: &RoomId, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
        self.told(self.view().keyframe(room, at))
    }

    fn put_keyframe(
        &mut self,
        _room: &RoomId,
        _seq: Seq,
        _at: Millis,
        _data: &[u8],
    ) -> Result<(), StoreFailure> {
        self.refusal(Operation::PutKeyframe)
    }

    fn image(&mut self, id: ImageId) -> Result<Option<Vec<u8>>, StoreFailure> {
        self.told(shelf::image(&self.connection, id))
    }

    /// The code it has: none is given to a room that has none.
    fn code(&mut self, room: &RoomId, _free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        self.told(shelf::code(&self.connection, &Lead::Room(room.clone()), &[]))
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

    fn probe(&mut self) -> Result<(), StoreFailure> {
        self.refusal(Operation::Probe)
    }

    fn close(&mut self) -> Result<(), StoreFailure> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DiskStore;

    #[test]
    fn a_file_on_media_that_cannot_be_written_to_is_read_whatever_its_folder_is_called() {
        let dir = tempfile::tempdir().expect("a folder");
        let dir = dir.path().join("100% ours? #1 ä b");
        let mut store = DiskStore::open(&dir).expect("a store");
        store.close().expect("all in one file");
        drop(store);
        let connection = unchanging(&dir.join(FILE_NAME)).expect("it is read");
        let rooms = "SELECT count(*) FROM room";
        assert_eq!(
            connection.query_row(rooms, [], |row| row.get(0)),
            Ok(0),
            "its tables are there"
        );
        let write = connection.execute("UPDATE probe SET count = 2", []);
        assert!(write.is_err(), "and cannot be written to");
    }
}
