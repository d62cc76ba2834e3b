//! Saved canvases and whole rooms in the `SQLite` file.

use super::fold::{self, damaged};
use super::gallery::{Changed, DELETED_MS, Gallery, Listing, Order, SavedCanvas, SavedChange};
use super::run::Run;
use super::{Cause, DiskStore, Listed, Operation, RoomMeta, StoreFailure, rooms};
use crate::model::{JournalId, Lock, Millis, RoomId, SavedId, Seq};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params, params_from_iter};

/// The columns of a canvas, as `canvas` reads them.
const COLUMNS: &str = "id, room, journal, seq, title, saved_at, length, authors, public";

impl Gallery for DiskStore {
    fn save(&mut self, canvas: &SavedCanvas, lock: Lock) -> Result<(), StoreFailure> {
        let saved = insert(&self.connection, canvas, lock);
        saved.map_err(|cause| self.failure(Operation::Append, cause))
    }

    fn saved(&mut self, id: SavedId) -> Result<Option<SavedCanvas>, StoreFailure> {
        let found = find(&self.connection, id);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn list_saved(&mut self, listing: &Listing) -> Result<Vec<SavedCanvas>, StoreFailure> {
        let found = list(&self.connection, listing);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn change_saved(
        &mut self,
        id: SavedId,
        lock: Lock,
        change: &SavedChange,
        now: Millis,
    ) -> Result<Changed, StoreFailure> {
        let changed = self.change(id, lock, change, now);
        changed.map_err(|cause| self.failure(Operation::Append, cause))
    }

    fn branch(
        &mut self,
        from: &RoomId,
        until: Seq,
        to: &RoomId,
        meta: RoomMeta,
    ) -> Result<bool, StoreFailure> {
        let copied = self.copy(from, until, to, meta);
        copied.map_err(|cause| self.failure(Operation::Append, cause))
    }

    fn forget_one(
        &mut self,
        before: Millis,
        spared: &[RoomId],
    ) -> Result<Option<RoomId>, StoreFailure> {
        let gone = self.forget(before, spared);
        gone.map_err(|cause| self.failure(Operation::Append, cause))
    }

    fn list_rooms(
        &mut self,
        after: Option<&RoomId>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreFailure> {
        let found = self.view().listed(after.map_or("", RoomId::as_str), limit);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn has_saved(&mut self, room: &RoomId) -> Result<bool, StoreFailure> {
        let found = has_saved(&self.connection, room);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn remove_room(&mut self, room: &RoomId) -> Result<bool, StoreFailure> {
        let found = self.view().last(room);
        let gone = found.and_then(|found| self.erase(found.map(|(row, ..)| row), room, true));
        gone.map_err(|cause| self.failure(Operation::Append, cause))
    }
}

impl DiskStore {
    fn change(
        &mut self,
        id: SavedId,
        lock: Lock,
        change: &SavedChange,
        now: Millis,
    ) -> Result<Changed, Cause> {
        let edit = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let gone = now.0.saturating_sub(DELETED_MS) as i64;
        edit.execute("DELETE FROM saved WHERE deleted <= ?", [gone])?;
        let kept: Option<Vec<u8>> = edit
            .query_row("SELECT lock FROM saved WHERE id = ?", [id.0], |row| row.get(0))
            .optional()?;
        let Some(kept) = kept else { return Ok(Changed::Missing) };
        if kept != lock.0 {
            return Ok(Changed::Locked);
        }
        if let Some(title) = &change.title {
            let found_by = title.to_lowercase();
            edit.execute(
                "UPDATE saved SET title = ?2, found_by = ?3 WHERE id = ?1",
                params![id.0, &**title, found_by],
            )?;
        }
        if let Some(public) = change.public {
            edit.execute("UPDATE saved SET public = ?2 WHERE id = ?1", params![id.0, public])?;
        }
        if let Some(deleted) = change.deleted {
            let then = deleted.then_some(now.0 as i64);
            edit.execute("UPDATE saved SET deleted = ?2 WHERE id = ?1", params![id.0, then])?;
        }
        let changed = one(&edit, &format!("SELECT {COLUMNS} FROM saved WHERE id = ?"), id)?;
        edit.commit()?;
        Ok(changed.map_or(Changed::Missing, Changed::Done))
    }

    fn copy(
        &mut self,
        from: &RoomId,
        until: Seq,
        to: &RoomId,
        meta: RoomMeta,
    ) -> Result<bool, Cause> {
        let Some((source, _, last)) = self.view().last(from)? else { return Ok(false) };
        if self.view().last(to)?.is_some() {
            return Ok(false);
        }
        let until = until.min(last);
        let whole: i64 = self.connection.query_row(
            "SELECT ifnull(max(first_seq + count - 1), 0) FROM segment
             WHERE room = ? AND first_seq + count - 1 <= ?",
            params![source, until.0 as i64],
            |row| row.get(0),
        )?;
        let rest =
            self.view().entries(from, Seq(whole as u64), (until.0 - whole as u64) as usize)?;
        let edit = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let row = rooms::make(&edit, to.as_str(), &meta)?;
        for (table, columns, condition) in [
            ("segment", "first_seq, count, data", "first_seq + count - 1 <= ?3"),
            ("image_use", "image", "?3 = ?3"),
            (
                "keyframe",
                "seq, at, data",
                "seq = (SELECT max(seq) FROM keyframe WHERE room = ?2 AND seq <= ?3)",
            ),
        ] {
            edit.execute(
                &format!(
                    "INSERT INTO {table} (room, {columns}) SELECT ?1, {columns} FROM {table}
                     WHERE room = ?2 AND {condition}"
                ),
                params![row, source, until.0 as i64],
            )?;
        }
        fold::fold(&edit, row, &Run::of(&rest))?;
        edit.execute("UPDATE room SET last = ?2 WHERE id = ?1", params![row, until.0 as i64])?;
        edit.commit()?;
        Ok(true)
    }

    fn forget(&mut self, before: Millis, spared: &[RoomId]) -> Result<Option<RoomId>, Cause> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name FROM room WHERE created < ? AND name NOT GLOB ':*'
             AND NOT EXISTS (SELECT 1 FROM saved WHERE saved.room = room.name)",
        )?;
        let mut rows = statement.query([before.0 as i64])?;
        let mut gone = None;
        while let Some(row) = rows.next()? {
            let (id, name): (i64, String) = (row.get(0)?, row.get(1)?);
            let room = RoomId::new(&name).ok_or_else(|| damaged("room", id, "a wrong name"))?;
            let is_used = spared.contains(&room) || self.rooms.contains_key(&room);
            if !is_used && fold::drawn(&self.connection, id)?.is_none_or(|drawn| drawn < before) {
                gone = Some((id, room));
                break;
            }
        }
        drop(rows);
        drop(statement);
        let Some((id, room)) = gone else { return Ok(None) };
        self.erase(Some(id), &room, false)?;
        Ok(Some(room))
    }

    /// Removes everything that is kept of a room; false when there is nothing.
    fn erase(&mut self, row: Option<i64>, room: &RoomId, saved: bool) -> Result<bool, Cause> {
        if self.tail_bytes > 0 {
            // What is still in the journal would belong to no room when it is read again.
            self.fold_all()?;
        }
        let edit = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut gone = usize::from(row.is_some());
        for table in ["code", "door", "pass", "saved"] {
            if saved || table != "saved" {
                let rows = format!("DELETE FROM {table} WHERE room = ?");
                gone += edit.execute(&rows, [room.as_str()])?;
            }
        }
        if let Some(row) = row {
            rooms::remove(&edit, row)?;
        }
        edit.commit()?;
        Ok(gone > 0)
    }
}

/// Whether something of a room was saved under a name and is not deleted.
pub(super) fn has_saved(connection: &Connection, room: &RoomId) -> Result<bool, Cause> {
    let there = "SELECT EXISTS (SELECT 1 FROM saved WHERE room = ? AND deleted IS NULL)";
    Ok(connection.prepare_cached(there)?.query_row([room.as_str()], |row| row.get(0))?)
}

fn insert(connection: &Connection, canvas: &SavedCanvas, lock: Lock) -> Result<(), Cause> {
    connection
        .prepare_cached(
            "INSERT INTO saved (id, room, journal, seq, title, saved_at, length, authors, public,
                 found_by, lock) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            canvas.id.0,
            canvas.room.as_str(),
            canvas.journal.0 as i64,
            canvas.seq.0 as i64,
            &*canvas.title,
            canvas.saved_at.0 as i64,
            canvas.length as i64,
            canvas.authors,
            canvas.public,
            canvas.title.to_lowercase(),
            lock.0,
        ])?;
    Ok(())
}

pub(super) fn find(connection: &Connection, id: SavedId) -> Result<Option<SavedCanvas>, Cause> {
    let there = format!("SELECT {COLUMNS} FROM saved WHERE id = ? AND deleted IS NULL");
    one(connection, &there, id)
}

fn one(connection: &Connection, query: &str, id: SavedId) -> Result<Option<SavedCanvas>, Cause> {
    let mut statement = connection.prepare_cached(query)?;
    statement.query_row([id.0], |row| Ok(canvas(row))).optional()?.transpose()
}

pub(super) fn list(connection: &Connection, listing: &Listing) -> Result<Vec<SavedCanvas>, Cause> {
    let rank = match listing.order {
        Order::Newest => "saved_at",
        Order::Longest => "length",
    };
    let which = match &listing.ids {
        Some(ids) => format!("id IN ({})", vec!["?"; ids.len()].join(", ")),
        None => "public".to_owned(),
    };
    let (before, id) =
        listing.after.map_or((i64::MAX, [u8::MAX; 16]), |(rank, id)| (rank as i64, id.0));
    let query = format!(
        "SELECT {COLUMNS} FROM saved WHERE deleted IS NULL AND (?1 = '' OR instr(found_by, ?1))
         AND ({rank}, id) < (?2, ?3) AND {which} ORDER BY {rank} DESC, id DESC LIMIT {}",
        listing.limit
    );
    let mut values: Vec<rusqlite::types::Value> =
        vec![listing.search.to_lowercase().into(), before.into(), id.to_vec().into()];
    values.extend(listing.ids.iter().flatten().map(|id| id.0.to_vec().into()));
    let mut statement = connection.prepare(&query)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(canvas(row)?);
    }
    Ok(found)
}

fn canvas(row: &Row<'_>) -> Result<SavedCanvas, Cause> {
    let room: String = row.get(1)?;
    let title: String = row.get(4)?;
    let number = |at: usize| row.get::<_, i64>(at).map(|value| value as u64);
    Ok(SavedCanvas {
        id: SavedId(row.get(0)?),
        room: RoomId::new(&room).ok_or_else(|| {
            Cause::Damaged(format!("a saved canvas of `{room}`, which is no room"))
        })?,
        journal: JournalId(number(2)?),
        seq: Seq(number(3)?),
        title: title.into(),
        saved_at: Millis(number(5)?),
        length: number(6)?,
        authors: row.get(7)?,
        public: row.get(8)?,
    })
}
