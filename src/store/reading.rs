//! Reading what a store's file holds: journals of segments and tails, whoever has the file open.

use super::fold::{self, Ledger, damaged};
use super::run::{self, Run};
use super::{Cause, RoomMeta, Saved, keyframes, rooms, times};
use crate::history::Entry;
use crate::model::{Millis, RoomId, Seq};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::collections::hash_map::Entry as Entered;

/// What is in the journal and not yet in segments.
#[derive(Debug, Default)]
pub(super) struct Tails {
    /// Every room with entries in the journal.
    pub(super) rooms: HashMap<RoomId, Ledger>,
    /// Bytes of all rows.
    pub(super) bytes: usize,
    /// The newest row.
    pub(super) newest: i64,
}

/// Reads the whole journal; `damage` decides whether to go on after what is wrong.
pub(super) fn tails(
    connection: &Connection,
    damage: &mut dyn FnMut(Cause) -> Result<(), Cause>,
) -> Result<Tails, Cause> {
    let mut tails = Tails::default();
    let mut ledgers: HashMap<i64, (RoomId, Ledger)> = HashMap::new();
    let mut statement = connection.prepare("SELECT id, data FROM journal ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, data): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        tails.bytes += data.len();
        tails.newest = id;
        let runs = run::take_commit(&data)
            .or_else(|wrong| damage(damaged("journal", id, wrong)).map(|()| Vec::new()))?;
        for (room, run) in runs {
            if let Err(cause) = put(connection, &mut ledgers, (id, room), run) {
                damage(cause)?;
            }
        }
    }
    tails.rooms = ledgers.into_values().collect();
    Ok(tails)
}

/// Puts a run of a row of the journal to the tail of its room.
fn put(
    connection: &Connection,
    ledgers: &mut HashMap<i64, (RoomId, Ledger)>,
    (id, room): (i64, i64),
    run: Run,
) -> Result<(), Cause> {
    let (name, ledger) = match ledgers.entry(room) {
        Entered::Occupied(known) => known.into_mut(),
        Entered::Vacant(free) => {
            let found = rooms::find_row(connection, room)?;
            free.insert(found.ok_or_else(|| damaged("journal", id, "no such room"))?)
        }
    };
    if run.last() <= ledger.last {
        // A fold moved it before the last run ended, and did not come to the end itself.
        return Ok(());
    }
    if run.first != ledger.last.next() {
        let what = format!("entries are missing before it: it begins with {} of {name}", run.first);
        return Err(damaged("journal", id, what));
    }
    ledger.last = run.last();
    ledger.tail.push(run);
    Ok(())
}

/// A file as it is read: its segments through a connection, its tails from memory.
pub(super) struct View<'a> {
    pub(super) connection: &'a Connection,
    pub(super) rooms: &'a HashMap<RoomId, Ledger>,
}

impl View<'_> {
    /// What a reading gives for a room, if it was ever drawn in.
    pub(super) fn of<T>(
        &self,
        room: &RoomId,
        read: impl FnOnce(&Ledger) -> Result<T, Cause>,
    ) -> Result<Option<T>, Cause> {
        match self.rooms.get(room) {
            Some(ledger) => read(ledger).map(Some),
            None => rooms::find(self.connection, room)?.as_ref().map(read).transpose(),
        }
    }

    /// Row, facts and newest place of a room.
    pub(super) fn last(&self, room: &RoomId) -> Result<Option<(i64, RoomMeta, Seq)>, Cause> {
        self.of(room, |ledger| Ok((ledger.row, ledger.meta, ledger.last)))
    }

    pub(super) fn saved(&self, room: &RoomId) -> Result<Option<Saved>, Cause> {
        self.of(room, |ledger| {
            let keyframe = keyframes::find(self.connection, ledger.row, ledger.last)?;
            let after = keyframe.as_ref().map_or(Seq(0), |(seq, _)| *seq);
            let entries = self.collect(ledger, after, usize::MAX)?;
            Ok(Saved { meta: ledger.meta, last: ledger.last, keyframe, entries })
        })
    }

    pub(super) fn entries(
        &self,
        room: &RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, Cause> {
        let found = self.of(room, |ledger| self.collect(ledger, after, limit))?;
        Ok(found.unwrap_or_default())
    }

    pub(super) fn place_at(&self, room: &RoomId, time: Millis) -> Result<Seq, Cause> {
        let found = self.of(room, |ledger| times::place_at(self.connection, ledger, time))?;
        Ok(found.unwrap_or_default())
    }

    pub(super) fn keyframe(&self, room: &RoomId, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, Cause> {
        Ok(self.of(room, |ledger| keyframes::find(self.connection, ledger.row, at))?.flatten())
    }

    /// At most `limit` entries after a place: of the segments first, then of the tail.
    pub(super) fn collect(
        &self,
        ledger: &Ledger,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, Cause> {
        let mut found = Vec::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT id, first_seq, count, data FROM segment WHERE room = ?1 AND first_seq >=
                 ifnull((SELECT max(first_seq) FROM segment WHERE room = ?1 AND first_seq <= ?2), 0)
             ORDER BY first_seq",
        )?;
        let next = i64::try_from(after.0).unwrap_or(i64::MAX).saturating_add(1);
        let mut rows = statement.query(params![ledger.row, next])?;
        while found.len() < limit {
            let Some(row) = rows.next()? else { break };
            let id = row.get(0)?;
            for run in fold::unpack(id, row.get(1)?, row.get(2)?, &row.get::<_, Vec<u8>>(3)?)? {
                run.read(after, limit, &mut found).map_err(|e| damaged("segment", id, e))?;
            }
        }
        for run in &ledger.tail {
            run.read(after, limit, &mut found)?;
        }
        without_gap(after, ledger.last, limit, &found).map(|()| found)
    }
}

/// Every place asked for, once and in order, or the failure that says which is missing.
fn without_gap(after: Seq, last: Seq, limit: usize, found: &[Entry]) -> Result<(), Cause> {
    let expected = last.0.saturating_sub(after.0).min(limit as u64);
    let in_order = found.iter().zip(after.0..).all(|(entry, before)| entry.seq.0 == before + 1);
    if in_order && found.len() as u64 == expected {
        return Ok(());
    }
    Err(Cause::Damaged(format!("entries are missing between {after} and {last}")))
}
