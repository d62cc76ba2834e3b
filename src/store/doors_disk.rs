//! Doors of rooms in the `SQLite` file.

use super::doors::{Doors, PASSES_MAX};
use super::{Cause, DiskStore, Operation, StoreFailure};
use crate::model::{Door, Lock, Millis, Pass, PassId, Role, RoomId};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params};

impl Doors for DiskStore {
    fn door(&mut self, room: &RoomId) -> Result<Door, StoreFailure> {
        let found = door(&self.connection, room);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn set_guests(&mut self, room: &RoomId, guests: Option<Role>) -> Result<(), StoreFailure> {
        let set = self.connection.execute(
            "INSERT OR REPLACE INTO door (room, guests) VALUES (?, ?)",
            params![room.as_str(), guests],
        );
        set.map(|_| ()).map_err(|error| self.failure(Operation::Append, error.into()))
    }

    fn add_pass(
        &mut self,
        room: &RoomId,
        lock: Lock,
        role: Role,
        title: &str,
        made: Millis,
        until: Option<Millis>,
    ) -> Result<Option<PassId>, StoreFailure> {
        let added = self.connection.execute(
            "INSERT INTO pass (room, lock, role, title, made, until) SELECT ?1, ?2, ?3, ?4, ?5, ?6
             WHERE (SELECT count(*) FROM pass WHERE room = ?1) < ?7",
            params![
                room.as_str(),
                lock.0,
                role,
                title,
                made.0 as i64,
                until.map(|until| until.0 as i64),
                PASSES_MAX as i64,
            ],
        );
        let added = added.map_err(|error| self.failure(Operation::Append, error.into()))?;
        Ok((added == 1).then(|| PassId(self.connection.last_insert_rowid() as u64)))
    }

    fn take_pass(&mut self, room: &RoomId, id: PassId) -> Result<bool, StoreFailure> {
        let taken = self.connection.execute(
            "DELETE FROM pass WHERE id = ? AND room = ?",
            params![id.0 as i64, room.as_str()],
        );
        taken.map(|rows| rows == 1).map_err(|error| self.failure(Operation::Append, error.into()))
    }
}

/// Who may come into a room.
pub(super) fn door(connection: &Connection, room: &RoomId) -> Result<Door, Cause> {
    let mut set = connection.prepare_cached("SELECT guests FROM door WHERE room = ?")?;
    let mut all = connection.prepare_cached(
        "SELECT id, lock, role, title, made, until FROM pass WHERE room = ? ORDER BY id",
    )?;
    let guests = set.query_row([room.as_str()], |row| row.get(0)).optional()?;
    let passes = all.query_map([room.as_str()], pass)?.collect::<Result<_, _>>()?;
    Ok(Door { guests: guests.unwrap_or(Door::default().guests), passes })
}

fn pass(row: &Row<'_>) -> rusqlite::Result<Pass> {
    Ok(Pass {
        id: PassId(row.get::<_, i64>(0)? as u64),
        lock: Lock(row.get(1)?),
        role: row.get(2)?,
        title: row.get(3)?,
        made: Millis(row.get::<_, i64>(4)? as u64),
        until: row.get::<_, Option<i64>>(5)?.map(|until| Millis(until as u64)),
    })
}

impl ToSql for Role {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Viewer => "viewer".into(),
            Self::Painter => "painter".into(),
            Self::Host => "host".into(),
        })
    }
}

impl FromSql for Role {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "viewer" => Ok(Self::Viewer),
            "painter" => Ok(Self::Painter),
            "host" => Ok(Self::Host),
            other => Err(FromSqlError::Other(format!("`{other}` is no role").into())),
        }
    }
}
