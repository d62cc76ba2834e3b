//! Rooms that are brought in from elsewhere: nobody sees one before it is whole, and what is left of one that
//! never became whole goes when the store is opened next.

use super::disk::DiskStore;
use super::fold::{self, damaged};
use super::run::Run;
use super::{Cause, Operation, RoomMeta, StoreFailure, keyframes, rooms, shelf};
use crate::history::Entry;
use crate::model::{Millis, RoomId, Seq};
use crate::raster::Image;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::sync::Arc;

/// A room that is not whole yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Draft(pub(super) i64);

/// Where rooms are brought in.
pub trait Drafts {
    /// Begins a room without a name.
    ///
    /// # Errors
    /// When it cannot be stored.
    fn begin(&mut self, meta: &RoomMeta) -> Result<Draft, StoreFailure>;

    /// Adds its next entries, with their own times, and the images that they lay on the canvas: all of it or
    /// nothing.
    ///
    /// # Errors
    /// When they cannot be stored, or are not the next ones.
    fn extend(
        &mut self,
        draft: Draft,
        entries: &[Entry],
        images: &[Arc<Image>],
    ) -> Result<(), StoreFailure>;

    /// Adds a picture of one of its places.
    ///
    /// # Errors
    /// When it cannot be stored.
    fn keep(&mut self, draft: Draft, seq: Seq, at: Millis, data: &[u8])
    -> Result<(), StoreFailure>;

    /// Makes it a room at once; false, and it stays a draft, when a room of this name was drawn in.
    ///
    /// # Errors
    /// When it cannot be stored.
    fn publish(&mut self, draft: Draft, room: &RoomId) -> Result<bool, StoreFailure>;

    /// Removes it and all that is in it.
    ///
    /// # Errors
    /// When it cannot be removed now; then it goes when the store is opened next.
    fn discard(&mut self, draft: Draft) -> Result<(), StoreFailure>;
}

impl Drafts for DiskStore {
    fn begin(&mut self, meta: &RoomMeta) -> Result<Draft, StoreFailure> {
        self.whole(|change| begin(change, meta))
    }

    fn extend(
        &mut self,
        draft: Draft,
        entries: &[Entry],
        images: &[Arc<Image>],
    ) -> Result<(), StoreFailure> {
        self.whole(|change| extend(change, draft, entries, images))
    }

    fn keep(
        &mut self,
        draft: Draft,
        seq: Seq,
        at: Millis,
        data: &[u8],
    ) -> Result<(), StoreFailure> {
        self.whole(|change| keyframes::put(change, draft.0, seq, at, data))
    }

    fn publish(&mut self, draft: Draft, room: &RoomId) -> Result<bool, StoreFailure> {
        if self.rooms.contains_key(room) {
            return Ok(false);
        }
        self.whole(|change| publish(change, draft, room))
    }

    fn discard(&mut self, draft: Draft) -> Result<(), StoreFailure> {
        self.whole(|change| discard(change, draft))
    }
}

impl DiskStore {
    /// Does all of something, or nothing.
    fn whole<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<T, Cause>,
    ) -> Result<T, StoreFailure> {
        let whole = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let done = whole.map_err(Cause::from).and_then(|whole| {
            let done = change(&whole)?;
            whole.commit()?;
            Ok(done)
        });
        done.map_err(|cause| self.failure(Operation::Append, cause))
    }
}

/// No room has such a name, so that no reading by name finds a draft.
const NAMES: &str = ":*";

fn begin(connection: &Connection, meta: &RoomMeta) -> Result<Draft, Cause> {
    let row = rooms::make(connection, ":", meta)?;
    connection
        .execute("UPDATE room SET name = ?2 WHERE id = ?1", params![row, format!(":{row}")])?;
    Ok(Draft(row))
}

fn extend(
    connection: &Connection,
    draft: Draft,
    entries: &[Entry],
    images: &[Arc<Image>],
) -> Result<(), Cause> {
    let last = last(connection, draft)?;
    let first = entries.first().map_or(last.next(), |entry| entry.seq);
    let in_order = entries.windows(2).all(|two| two[0].seq.next() == two[1].seq);
    if first != last.next() || !in_order {
        return Err(Cause::Missing(format!("entry {first} cannot follow entry {last}")));
    }
    shelf::put_images(connection, draft.0, images)?;
    fold::fold(connection, draft.0, &Run::of(entries))
}

fn last(connection: &Connection, draft: Draft) -> Result<Seq, Cause> {
    let mut statement =
        connection.prepare_cached("SELECT last FROM room WHERE id = ?1 AND name GLOB ?2")?;
    let last: Option<i64> =
        statement.query_row(params![draft.0, NAMES], |row| row.get(0)).optional()?;
    let last = last.ok_or_else(|| Cause::Missing("there is no such draft".to_owned()))?;
    u64::try_from(last).map(Seq).map_err(|_| damaged("room", draft.0, "a wrong place"))
}

fn publish(connection: &Connection, draft: Draft, room: &RoomId) -> Result<bool, Cause> {
    last(connection, draft)?;
    if let Some(known) = rooms::find(connection, room)? {
        if known.last > Seq(0) {
            return Ok(false);
        }
        rooms::remove(connection, known.row)?;
    }
    connection
        .execute("UPDATE room SET name = ?2 WHERE id = ?1", params![draft.0, room.as_str()])?;
    Ok(true)
}

fn discard(connection: &Connection, draft: Draft) -> Result<(), Cause> {
    last(connection, draft)?;
    rooms::remove(connection, draft.0)
}

/// Removes what is left of drafts that never became rooms: whoever made them is gone.
pub(super) fn remove_all(connection: &mut Connection) -> Result<(), Cause> {
    let left = connection
        .prepare("SELECT id FROM room WHERE name GLOB ?1")?
        .query_map([NAMES], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    for row in left {
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        rooms::remove(&change, row)?;
        change.commit()?;
        tracing::info!("what was left of a broken import is removed");
    }
    Ok(())
}
