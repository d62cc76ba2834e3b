//! From the journal of all rooms to segments, each of one room: what is read together lies together.

use super::record::Damage;
use super::run::{self, Run};
use super::{Cause, RoomMeta};
use crate::model::{Millis, Seq};
use rusqlite::{Connection, OptionalExtension, params};

/// Bytes of records in one segment before the next is begun: what reading a single entry costs.
const SEGMENT_BYTES: usize = 128 << 10;

/// A segment below this many compressed bytes is folded again together with what follows, so that a room
/// drawn in now and then does not become a row for each fold.
const SEGMENT_BYTES_SMALL: usize = 16 << 10;

/// Most bytes a segment may unpack to: one run above [`SEGMENT_BYTES`] is kept whole. Bounds the memory
/// that a damaged row can ask for.
const SEGMENT_BYTES_MAX: usize = 256 << 20;

/// Speed before size: entries are small already, and others wait while they are packed.
const ZSTD_LEVEL: i32 = 1;

/// A room as the store knows it while it runs.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    /// Its row.
    pub(super) row: i64,
    /// What never changes.
    pub(super) meta: RoomMeta,
    /// The place of its newest entry.
    pub(super) last: Seq,
    /// What is in the journal and not yet in a segment.
    pub(super) tail: Vec<Run>,
}

/// Moves the beginning of one room's tail into segments; part of the caller's transaction.
pub(super) fn fold(connection: &Connection, row: i64, tail: &[Run]) -> Result<(), Cause> {
    let Some(last) = tail.last().map(Run::last) else { return Ok(()) };
    let mut runs = take_small(connection, row)?;
    runs.extend_from_slice(tail);
    let mut rest = &runs[..];
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = |run: &&Run| {
            let begun = bytes > 0;
            bytes += run.bytes.len();
            !begun || bytes <= SEGMENT_BYTES
        };
        let (segment, later) = rest.split_at(rest.iter().take_while(fits).count());
        put(connection, row, segment)?;
        rest = later;
    }
    connection
        .prepare_cached("UPDATE room SET last = ?2 WHERE id = ?1")?
        .execute(params![row, last.0 as i64])?;
    Ok(())
}

/// A segment as it lies in its row: id, first place, count of entries, packed runs.
type Packed = (i64, i64, i64, Vec<u8>);

/// The newest segment of a room.
fn newest(connection: &Connection, room: i64) -> Result<Option<Packed>, Cause> {
    let newest = connection
        .prepare_cached(
            "SELECT id, first_seq, count, data FROM segment
             WHERE room = ?1 ORDER BY first_seq DESC LIMIT 1",
        )?
        .query_row([room], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    Ok(newest)
}

/// When the newest entry in a room's segments came.
pub(super) fn drawn(connection: &Connection, room: i64) -> Result<Option<Millis>, Cause> {
    let Some((id, first, count, data)) = newest(connection, room)? else { return Ok(None) };
    Ok(unpack(id, first, count, &data)?.last().map(|run| run.at))
}

/// Takes the newest segment of a room out again, when it is small.
fn take_small(connection: &Connection, room: i64) -> Result<Vec<Run>, Cause> {
    match newest(connection, room)? {
        Some((id, first, count, data)) if data.len() < SEGMENT_BYTES_SMALL => {
            let runs = unpack(id, first, count, &data)?;
            connection.prepare_cached("DELETE FROM segment WHERE id = ?1")?.execute([id])?;
            Ok(runs)
        }
        _ => Ok(Vec::new()),
    }
}

fn put(connection: &Connection, room: i64, runs: &[Run]) -> Result<(), Cause> {
    let mut body = Vec::new();
    let mut before = Millis(0);
    for run in runs {
        run.put(before, &mut body);
        before = run.at;
    }
    let mut data = run::unsealed();
    data.extend(zstd::bulk::compress(&body, ZSTD_LEVEL)?);
    let count: u64 = runs.iter().map(|run| run.count).sum();
    connection
        .prepare_cached("INSERT INTO segment (room, first_seq, count, data) VALUES (?, ?, ?, ?)")?
        .execute(params![room, runs[0].first.0 as i64, count as i64, run::seal(data)])?;
    Ok(())
}

/// The runs of a segment.
pub(super) fn unpack(id: i64, first: i64, count: i64, data: &[u8]) -> Result<Vec<Run>, Cause> {
    let (Ok(first), Ok(count)) = (u64::try_from(first), u64::try_from(count)) else {
        return Err(damaged("segment", id, "it has a wrong place"));
    };
    unpack_runs(first, count, data).map_err(|damage| damaged("segment", id, damage))
}

fn unpack_runs(first: u64, count: u64, data: &[u8]) -> Result<Vec<Run>, Damage> {
    let packed = run::unseal(data)?;
    let size = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(0);
    if size > SEGMENT_BYTES_MAX {
        return Err(Damage("it is too large"));
    }
    let body = zstd::bulk::decompress(packed, size).map_err(|_| Damage("it cannot be unpacked"))?;
    let mut input = &body[..];
    let mut runs = Vec::new();
    let (mut next, mut before) = (first, Millis(0));
    while !input.is_empty() {
        let run = Run::take(Seq(next), before, &mut input)?;
        (next, before) = (next + run.count, run.at);
        runs.push(run);
    }
    let whole = next - first == count;
    whole.then_some(runs).ok_or(Damage("it has a wrong count"))
}

/// Names the row in which something is wrong.
pub(super) fn damaged(table: &str, id: i64, what: impl std::fmt::Display) -> Cause {
    Cause::Damaged(format!("row {id} of `{table}`: {what}"))
}
