//! Folding in small steps, so that nobody waits for the tidying of everybody.
//!
//! Each step is part of the transaction of an append: it moves the beginning of a few tails into segments and
//! says so in the rows of their rooms. Rows of the journal go when all they hold has been moved; until then
//! what was moved lies in both, and reading the journal back passes over it.

use super::Cause;
use super::fold::{self, Ledger};
use super::run::Run;
use crate::model::{RoomId, Seq};
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Bytes of tails moved in one step: well under a millisecond of packing.
const STEP_BYTES: usize = 64 << 10;

/// What a room costs in a step at least, in bytes: looking up its newest segment, and packing that anew.
const ROOM_BYTES_MIN: usize = 8 << 10;

/// A fold that is under way.
#[derive(Debug)]
pub(super) struct Folding {
    /// The newest row of the journal that goes in the end.
    upto: i64,
    /// Bytes of the rows that go.
    bytes: usize,
    /// Rooms still to be moved, and up to which place.
    queue: Vec<(RoomId, Seq)>,
}

/// What one step has moved, once its transaction is through.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// How many runs of each of these rooms.
    moved: Vec<(RoomId, usize)>,
    /// How many rooms are done with.
    done: usize,
    /// The rows of the journal are gone.
    is_last: bool,
}

impl Folding {
    /// A fold of everything that is in the journal now, up to row `upto`.
    pub(super) fn begin(rooms: &HashMap<RoomId, Ledger>, upto: i64, bytes: usize) -> Self {
        let full = rooms.iter().filter(|(_, ledger)| !ledger.tail.is_empty());
        let queue = full.map(|(room, ledger)| (room.clone(), ledger.last)).collect();
        Self { upto, bytes, queue }
    }

    /// Moves what fits into one step; part of the caller's transaction.
    pub(super) fn step(
        &self,
        connection: &Connection,
        rooms: &HashMap<RoomId, Ledger>,
    ) -> Result<Step, Cause> {
        let mut step = Step::default();
        let mut left = STEP_BYTES;
        for (room, until) in self.queue.iter().rev() {
            if left == 0 {
                return Ok(step);
            }
            if let Some(ledger) = rooms.get(room) {
                let runs = beginning(&ledger.tail, left);
                fold::fold(connection, ledger.row, runs)?;
                let bytes: usize = runs.iter().map(|run| run.bytes.len()).sum();
                left = left.saturating_sub(bytes.max(ROOM_BYTES_MIN));
                step.moved.push((room.clone(), runs.len()));
                if runs.last().is_some_and(|run| run.last() < *until) {
                    return Ok(step);
                }
            }
            step.done += 1;
        }
        connection.execute("DELETE FROM journal WHERE id <= ?", params![self.upto])?;
        step.is_last = true;
        Ok(step)
    }

    /// Takes note of a step that is through; how many bytes went from the journal, once all are moved.
    pub(super) fn take(
        &mut self,
        step: &Step,
        rooms: &mut HashMap<RoomId, Ledger>,
    ) -> Option<usize> {
        for (room, runs) in &step.moved {
            if let Some(ledger) = rooms.get_mut(room) {
                ledger.tail.drain(..runs);
                if ledger.tail.is_empty() {
                    rooms.remove(room);
                }
            }
        }
        self.queue.truncate(self.queue.len() - step.done);
        step.is_last.then_some(self.bytes)
    }
}

/// The first runs of a tail, at least one, up to so many bytes.
fn beginning(tail: &[Run], bytes: usize) -> &[Run] {
    let mut sum = 0;
    let fits = |run: &&Run| {
        sum += run.bytes.len();
        sum <= bytes
    };
    &tail[..tail.iter().take_while(fits).count().max(1).min(tail.len())]
}
