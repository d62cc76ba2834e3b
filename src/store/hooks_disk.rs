//! Hooks in the `SQLite` file.

use super::hooks::{HOOKS_MAX, Hook, Hooks};
use super::{Cause, DiskStore, Operation, StoreFailure};
use crate::model::Millis;
use rusqlite::{Connection, Row, params};

impl Hooks for DiskStore {
    fn list_hooks(&mut self) -> Result<Vec<Hook>, StoreFailure> {
        let found = all(&self.connection);
        found.map_err(|cause| self.failure(Operation::Read, cause))
    }

    fn add_hook(
        &mut self,
        url: &str,
        secret: [u8; 32],
        kinds: &[String],
        made: Millis,
    ) -> Result<Option<u64>, StoreFailure> {
        let added = self.connection.execute(
            "INSERT INTO hook (url, secret, kinds, made) SELECT ?1, ?2, ?3, ?4
             WHERE (SELECT count(*) FROM hook) < ?5",
            params![
                url,
                secret,
                serde_json::json!(kinds).to_string(),
                made.0 as i64,
                HOOKS_MAX as i64,
            ],
        );
        let added = added.map_err(|error| self.failure(Operation::Append, error.into()))?;
        Ok((added == 1).then(|| self.connection.last_insert_rowid() as u64))
    }

    fn take_hook(&mut self, id: u64) -> Result<bool, StoreFailure> {
        let taken = self.connection.execute("DELETE FROM hook WHERE id = ?", [id as i64]);
        taken.map(|rows| rows == 1).map_err(|error| self.failure(Operation::Append, error.into()))
    }
}

/// All hooks, in the order they were made.
pub(super) fn all(connection: &Connection) -> Result<Vec<Hook>, Cause> {
    let mut statement =
        connection.prepare_cached("SELECT id, url, secret, kinds, made FROM hook ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(hook(row)?);
    }
    Ok(found)
}

fn hook(row: &Row<'_>) -> Result<Hook, Cause> {
    let id = row.get::<_, i64>(0)? as u64;
    let kinds: String = row.get(3)?;
    let kinds = serde_json::from_str(&kinds)
        .map_err(|_| Cause::Damaged(format!("row {id} of `hook`: a wrong list of kinds")))?;
    let made = Millis(row.get::<_, i64>(4)? as u64);
    Ok(Hook { id, url: row.get(1)?, secret: row.get(2)?, kinds, made })
}
