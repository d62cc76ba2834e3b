//! Which keyframes of a room are kept, and their rows.
//!
//! Going to a place costs the entries since the keyframe before it. So keyframes are spread evenly over the
//! journal, however long it becomes; the newest are always there, as that is where rooms open.

use super::Cause;
use crate::model::{Millis, Seq};
use rusqlite::{Connection, OptionalExtension, params};

/// Newest keyframes that are never dropped: where the room opens, and two more in case one is found to be wrong.
pub const KEYFRAMES_NEWEST: usize = 3;

/// Keyframes kept of one room: one each 4,096 entries up to a million of them.
pub const KEYFRAMES_MAX: usize = 256;

/// Bytes of all keyframes of one room, the newest aside: enough for a million entries that fill the whole paper
/// densely, and five times what they are for most drawings.
pub const KEYFRAME_BYTES_MAX: usize = 256 << 20;

/// The keyframe to be dropped while a room has too many, or too many bytes of them: among all but the newest
/// the one whose going leaves the smallest gap, the older of equal ones. `kept` holds places and bytes, oldest first.
pub(super) fn superfluous(kept: &[(Seq, usize)]) -> Option<Seq> {
    let older = kept.len().saturating_sub(KEYFRAMES_NEWEST);
    let bytes: usize = kept[..older].iter().map(|(_, bytes)| bytes).sum();
    if kept.len() <= KEYFRAMES_MAX && bytes <= KEYFRAME_BYTES_MAX {
        return None;
    }
    let before = |at: usize| at.checked_sub(1).map_or(0, |before| kept[before].0.0);
    let gap = |at: &usize| kept[at + 1].0.0 - before(*at);
    (0..older).min_by_key(gap).map(|at| kept[at].0)
}

/// Keeps a keyframe of the room in this row, and drops what is too much.
pub(super) fn put(
    connection: &Connection,
    row: i64,
    seq: Seq,
    at: Millis,
    data: &[u8],
) -> Result<(), Cause> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO keyframe (room, seq, at, data) VALUES (?, ?, ?, ?)",
        )?
        .execute(params![row, seq.0 as i64, at.0 as i64, data])?;
    let mut kept = connection
        .prepare_cached("SELECT seq, length(data) FROM keyframe WHERE room = ? ORDER BY seq")?
        .query_map([row], |row| {
            Ok((Seq(row.get::<_, i64>(0)? as u64), row.get::<_, i64>(1)? as usize))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    while let Some(gone) = superfluous(&kept) {
        connection
            .prepare_cached("DELETE FROM keyframe WHERE room = ? AND seq = ?")?
            .execute(params![row, gone.0 as i64])?;
        kept.retain(|(seq, _)| *seq != gone);
    }
    Ok(())
}

/// The newest keyframe at or before a place.
pub(super) fn find(
    connection: &Connection,
    row: i64,
    at: Seq,
) -> Result<Option<(Seq, Vec<u8>)>, Cause> {
    let found = connection
        .prepare_cached(
            "SELECT seq, data FROM keyframe WHERE room = ?1 AND seq <= ?2 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![row, i64::try_from(at.0).unwrap_or(i64::MAX)], |row| {
            Ok((Seq(row.get::<_, i64>(0)? as u64), row.get(1)?))
        })
        .optional()?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of keyframes of so many bytes, one each 4,096 entries.
    fn kept(count: u64, bytes: usize) -> Vec<u64> {
        let mut kept = Vec::new();
        for at in 1..=count {
            kept.push((Seq(at * 4_096), bytes));
            while let Some(gone) = superfluous(&kept) {
                kept.retain(|(seq, _)| *seq != gone);
            }
        }
        kept.iter().map(|(seq, _)| seq.0 / 4_096).collect()
    }

    #[test]
    fn a_million_entries_keep_all_their_keyframes() {
        assert_eq!(kept(245, 200_000).len(), 245, "each 4,096 entries");
    }

    #[test]
    fn more_are_thinned_evenly_and_the_newest_stay() {
        let kept = kept(1_000, 1_000);
        assert_eq!(kept.len(), KEYFRAMES_MAX, "as many as may be");
        assert_eq!(kept[kept.len() - 3..], [998, 999, 1_000], "the newest");
        let gaps = kept.windows(2).map(|two| two[1] - two[0]);
        assert!(gaps.max().expect("gaps") <= 8, "{kept:?}");
        assert!(kept[0] <= 8, "from the beginning on");
    }

    #[test]
    fn large_ones_are_bounded_by_their_bytes() {
        let kept = kept(500, 8 << 20);
        assert_eq!(kept.len(), 32 + KEYFRAMES_NEWEST, "256 MiB of them, and the newest");
        let gaps = kept.windows(2).map(|two| two[1] - two[0]);
        assert!(gaps.max().expect("gaps") <= 32, "{kept:?}");
    }
}
