//! Entries that were handed in together, as they lie on disk and in memory.

use super::record::{self, Damage};
use super::{Append, varint};
use crate::history::Entry;
use crate::model::{Millis, Seq};

/// Bytes of the checksum before everything that is stored.
const CHECKSUM_BYTES: usize = 4;

/// Entries of one room with one time and no gap.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The place of the first.
    pub(super) first: Seq,
    /// How many.
    pub(super) count: u64,
    /// The time of all.
    pub(super) at: Millis,
    /// Their records.
    pub(super) bytes: Vec<u8>,
}

impl Run {
    /// An append with its place.
    pub(super) fn new(first: Seq, append: &Append) -> Self {
        let mut bytes = Vec::new();
        for command in &append.commands {
            record::encode(command, &mut bytes);
        }
        Self { first, count: append.commands.len() as u64, at: append.at, bytes }
    }

    /// Entries without a gap: those of one time together.
    pub(super) fn of(entries: &[Entry]) -> Vec<Self> {
        let together = entries.chunk_by(|a, b| a.at == b.at);
        let run = |entries: &[Entry]| {
            let mut bytes = Vec::new();
            for entry in entries {
                record::encode(&entry.command, &mut bytes);
            }
            Self { first: entries[0].seq, count: entries.len() as u64, at: entries[0].at, bytes }
        };
        together.map(run).collect()
    }

    /// The place of the last.
    pub(super) fn last(&self) -> Seq {
        Seq(self.first.0 + self.count - 1)
    }

    /// Writes it for the reader who knows the place and the time before it.
    pub(super) fn put(&self, before: Millis, out: &mut Vec<u8>) {
        varint::put(self.count, out);
        varint::put_signed(self.at.0.wrapping_sub(before.0) as i64, out);
        varint::put(self.bytes.len() as u64, out);
        out.extend_from_slice(&self.bytes);
    }

    /// Reads what [`put`](Self::put) wrote.
    pub(super) fn take(first: Seq, before: Millis, input: &mut &[u8]) -> Result<Self, Damage> {
        let count = varint::take(input)?;
        let at = Millis(before.0.wrapping_add(varint::take_signed(input)? as u64));
        let size =
            usize::try_from(varint::take(input)?).map_err(|_| Damage("a run is too long"))?;
        let bytes = varint::take_bytes(input, size)?.to_vec();
        let has_place = first.0 > 0 && first.0.checked_add(count).is_some();
        let possible = has_place && (1..=bytes.len() as u64).contains(&count);
        possible
            .then_some(Self { first, count, at, bytes })
            .ok_or(Damage("a run has a wrong count"))
    }

    /// Adds the entries after a place to `found`, until there are `limit`.
    pub(super) fn read(
        &self,
        after: Seq,
        limit: usize,
        found: &mut Vec<Entry>,
    ) -> Result<(), Damage> {
        if self.last() <= after {
            return Ok(());
        }
        let mut input = &self.bytes[..];
        for index in 0..self.count {
            let command = record::decode(&mut input)?;
            let seq = Seq(self.first.0 + index);
            if seq > after && found.len() < limit {
                found.push(Entry { seq, at: self.at, command });
            }
        }
        if input.is_empty() { Ok(()) } else { Err(Damage("a run is longer than its entries")) }
    }
}

/// One group commit: runs of many rooms, each with the row of its room.
pub(super) fn put_commit(runs: &[(i64, Run)]) -> Vec<u8> {
    let mut body = unsealed();
    for (room, run) in runs {
        varint::put(*room as u64, &mut body);
        varint::put(run.first.0, &mut body);
        run.put(Millis(0), &mut body);
    }
    seal(body)
}

/// Reads what [`put_commit`] wrote.
pub(super) fn take_commit(data: &[u8]) -> Result<Vec<(i64, Run)>, Damage> {
    let mut input = unseal(data)?;
    let mut runs = Vec::new();
    while !input.is_empty() {
        let room = varint::take(&mut input)? as i64;
        let first = Seq(varint::take(&mut input)?);
        runs.push((room, Run::take(first, Millis(0), &mut input)?));
    }
    Ok(runs)
}

/// Puts the checksum of everything behind it into the first bytes.
pub(super) fn seal(mut body: Vec<u8>) -> Vec<u8> {
    let sum = crc32fast::hash(&body[CHECKSUM_BYTES..]);
    body[..CHECKSUM_BYTES].copy_from_slice(&sum.to_le_bytes());
    body
}

/// What is behind the checksum, when it is what was sealed.
pub(super) fn unseal(data: &[u8]) -> Result<&[u8], Damage> {
    let (sum, body) = data.split_first_chunk().ok_or(Damage("it ends too early"))?;
    let same = crc32fast::hash(body) == u32::from_le_bytes(*sum);
    same.then_some(body).ok_or(Damage("its checksum is wrong"))
}

/// Bytes to leave free at the front of what is given to [`seal`].
pub(super) fn unsealed() -> Vec<u8> {
    vec![0; CHECKSUM_BYTES]
}
