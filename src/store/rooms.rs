//! The rows of rooms.

use super::fold::{Ledger, damaged};
use super::{Append, Cause, RoomMeta};
use crate::model::{JournalId, Millis, RoomId, Seq, Size};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A room by its name, without its tail.
pub(super) fn find(connection: &Connection, room: &RoomId) -> Result<Option<Ledger>, Cause> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, journal, width, height, created, last FROM room WHERE name = ?",
    )?;
    let found = statement.query_row([room.as_str()], |row| Ok(ledger(row))).optional()?;
    Ok(found.transpose()?.map(|(_, ledger)| ledger))
}

/// A room by its row, without its tail.
pub(super) fn find_row(
    connection: &Connection,
    id: i64,
) -> Result<Option<(RoomId, Ledger)>, Cause> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, journal, width, height, created, last FROM room WHERE id = ?",
    )?;
    statement.query_row([id], |row| Ok(ledger(row))).optional()?.transpose()
}

fn ledger(row: &Row<'_>) -> Result<(RoomId, Ledger), Cause> {
    let id = row.get(0)?;
    let name: String = row.get(1)?;
    let name = RoomId::new(&name).ok_or_else(|| damaged("room", id, "a wrong name"))?;
    let size = Size::new(row.get(3)?, row.get(4)?);
    let meta = RoomMeta {
        journal: JournalId(row.get::<_, i64>(2)? as u64),
        size: size.ok_or_else(|| damaged("room", id, "a wrong size"))?,
        created: Millis(row.get::<_, i64>(5)? as u64),
    };
    let last =
        u64::try_from(row.get::<_, i64>(6)?).map_err(|_| damaged("room", id, "a wrong place"));
    let last = Seq(last?);
    Ok((name, Ledger { row: id, meta, last, tail: Vec::new() }))
}

/// The room of an append, made from its facts when it was never drawn in.
pub(super) fn find_or_make(connection: &Connection, append: &Append) -> Result<Ledger, Cause> {
    if let Some(ledger) = find(connection, &append.room)? {
        return Ok(ledger);
    }
    let Append { room, meta, .. } = append;
    let row = make(connection, room.as_str(), meta)?;
    Ok(Ledger { row, meta: *meta, last: Seq(0), tail: Vec::new() })
}

/// Makes the row of a room.
pub(super) fn make(connection: &Connection, name: &str, meta: &RoomMeta) -> Result<i64, Cause> {
    connection
        .prepare_cached(
            "INSERT INTO room (name, journal, width, height, created, last)
             VALUES (?, ?, ?, ?, ?, 0)",
        )?
        .execute(params![
            name,
            meta.journal.0 as i64,
            meta.size.width(),
            meta.size.height(),
            meta.created.0 as i64,
        ])?;
    Ok(connection.last_insert_rowid())
}

/// Removes a room's row and all that belongs to it alone.
pub(super) fn remove(connection: &Connection, row: i64) -> Result<(), Cause> {
    for table in ["segment", "keyframe", "image_use"] {
        connection.execute(&format!("DELETE FROM {table} WHERE room = ?"), [row])?;
    }
    // Only now: an image that somebody shows cannot go.
    connection.execute("DELETE FROM image WHERE id NOT IN (SELECT image FROM image_use)", [])?;
    connection.execute("DELETE FROM room WHERE id = ?", [row])?;
    Ok(())
}
