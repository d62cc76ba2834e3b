//! From times to places: the journal is in the order of time.

use super::Cause;
use super::fold::{self, Ledger};
use super::run::Run;
use crate::model::{Millis, Seq};
use rusqlite::{Connection, params};

/// The place of the last entry of a room that came at `time` or before; zero when there is none.
///
/// Reads one segment for each halving of all of them.
pub(super) fn place_at(
    connection: &Connection,
    ledger: &Ledger,
    time: Millis,
) -> Result<Seq, Cause> {
    if ledger.tail.first().is_some_and(|run| run.at <= time) {
        return Ok(last_before(&ledger.tail, time));
    }
    let segments = connection
        .prepare_cached("SELECT id FROM segment WHERE room = ? ORDER BY first_seq")?
        .query_map([ledger.row], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    let (mut from, mut to) = (0, segments.len());
    let mut found = Seq(0);
    while from < to {
        let middle = usize::midpoint(from, to);
        let runs = read(connection, segments[middle])?;
        if runs.first().is_some_and(|run| run.at <= time) {
            found = last_before(&runs, time);
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    Ok(found)
}

fn last_before(runs: &[Run], time: Millis) -> Seq {
    let until = runs.partition_point(|run| run.at <= time);
    until.checked_sub(1).map_or(Seq(0), |at| runs[at].last())
}

fn read(connection: &Connection, segment: i64) -> Result<Vec<Run>, Cause> {
    let (first, count, data) = connection
        .prepare_cached("SELECT first_seq, count, data FROM segment WHERE id = ?")?
        .query_row(params![segment], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
        })?;
    fold::unpack(segment, first, count, &data)
}
