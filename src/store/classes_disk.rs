//! Classes in the `SQLite` file.

use super::classes::{Classes, Lead, fits};
use super::{Cause, DiskStore, Operation, StoreFailure, shelf};
use crate::model::{ClassId, Code, Millis};
use rusqlite::{Connection, OptionalExtension, params};

impl Classes for DiskStore {
    fn class(&mut self, id: ClassId) -> Result<Option<Vec<u8>>, StoreFailure> {
        let found = find(&self.connection, id);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn keep_class(&mut self, id: ClassId, state: &[u8], now: Millis) -> Result<(), StoreFailure> {
        let kept = fits(id, state).and_then(|()| keep(&self.connection, id, state, now));
        kept.map_err(|cause| self.failure(Operation::Append, cause))
    }

    fn class_code(&mut self, id: ClassId, free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        let code = shelf::code(&self.connection, &Lead::Class(id), free);
        code.map_err(|cause| self.failure(Operation::Append, cause))
    }

    fn leads_to(&mut self, code: Code) -> Result<Option<Lead>, StoreFailure> {
        let lead = shelf::leads_to(&self.connection, code);
        lead.map_err(|cause| self.failure(Operation::Read, cause))
    }
}

/// A class as it was kept last.
pub(super) fn find(connection: &Connection, id: ClassId) -> Result<Option<Vec<u8>>, Cause> {
    let mut statement = connection.prepare_cached("SELECT state FROM class WHERE id = ?")?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
}

fn keep(connection: &Connection, id: ClassId, state: &[u8], now: Millis) -> Result<(), Cause> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO class (id, changed, state) VALUES (?, ?, ?)")?
        .execute(params![id.0, now.0 as i64, state])?;
    Ok(())
}
