//! Rooms as they are listed: what is known of each without reading its journal.

use super::fold::Ledger;
use super::reading::View;
use super::{Cause, RoomMeta};
use crate::model::{Millis, RoomId, Seq};
use rusqlite::params;

/// What is known of a room without reading its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomFacts {
    /// The room.
    pub room: RoomId,
    /// What never changes.
    pub meta: RoomMeta,
    /// The place of its newest entry.
    pub last: Seq,
    /// When that came.
    pub drawn: Millis,
    /// Bytes of its journal and keyframes on disk, and of the images it shows.
    pub bytes: u64,
}

/// A room of a list; without facts when it was never drawn in, and something else is kept of it.
pub type Listed = (RoomId, Option<RoomFacts>);

impl View<'_> {
    /// What is known of a room; `None` when it was never drawn in.
    pub(super) fn facts(&self, room: &RoomId) -> Result<Option<RoomFacts>, Cause> {
        let facts = self.of(room, |ledger| {
            let bytes = self.bytes(ledger)?;
            let Ledger { meta, last, .. } = *ledger;
            let before = Seq(last.0.saturating_sub(1));
            let newest = self.collect(ledger, before, 1)?;
            let drawn = newest.first().map_or(meta.created, |entry| entry.at);
            Ok(RoomFacts { room: room.clone(), meta, last, drawn, bytes })
        });
        Ok(facts?.filter(|facts| facts.last > Seq(0)))
    }

    fn bytes(&self, ledger: &Ledger) -> Result<u64, Cause> {
        let stored: i64 = self
            .connection
            .prepare_cached(
                "SELECT (SELECT ifnull(sum(length(data)), 0) FROM segment WHERE room = ?1)
                      + (SELECT ifnull(sum(length(data)), 0) FROM keyframe WHERE room = ?1)
                      + (SELECT ifnull(sum(length(png)), 0) FROM image
                         WHERE id IN (SELECT image FROM image_use WHERE room = ?1))",
            )?
            .query_row([ledger.row], |row| row.get(0))?;
        let tail: usize = ledger.tail.iter().map(|run| run.bytes.len()).sum();
        Ok(u64::try_from(stored).unwrap_or_default() + tail as u64)
    }

    /// Rooms of which anything is kept, by name, after one; a room that cannot be read is listed without facts.
    pub(super) fn listed(&self, after: &str, limit: usize) -> Result<Vec<Listed>, Cause> {
        let mut names = self.connection.prepare_cached(
            "SELECT name FROM room WHERE name > ?1 AND name NOT GLOB ':*'
             UNION SELECT room FROM pass WHERE room > ?1
             UNION SELECT room FROM door WHERE room > ?1 ORDER BY 1 LIMIT ?2",
        )?;
        let names = names
            .query_map(params![after, limit as i64], |row| row.get::<_, String>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        let mut found = Vec::with_capacity(names.len());
        for room in names.iter().filter_map(|name| RoomId::new(name)) {
            let facts = match self.facts(&room) {
                Err(Cause::Damaged(_)) => None,
                facts => facts?,
            };
            found.push((room, facts));
        }
        Ok(found)
    }
}
