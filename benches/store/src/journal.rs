//! Entries as a class draws them: a begin now and then, points of two or three in between.

use easel::history::{Command, Event};
use easel::model::{AuthorId, Counter, JournalId, Millis, Point, RoomId, Size};
use easel::store::{Append, RoomMeta};
use std::sync::atomic::{AtomicU64, Ordering};

static COUNT: AtomicU64 = AtomicU64::new(1);

/// A room by its number.
pub fn room(number: u64) -> RoomId {
    RoomId::new(&format!("room-{number}")).expect("a name")
}

/// So many entries of a room, each of three points of a hand that moves.
pub fn append(number: u64, entries: u64) -> Append {
    let meta = RoomMeta { journal: JournalId(number), size: Size::default(), created: Millis(1) };
    let commands = (0..entries).map(|_| command()).collect();
    Append { room: room(number), meta, at: Millis(1_700_000_000_000), commands, images: Vec::new() }
}

fn command() -> Command {
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    let at = |step: u64| {
        let turn = n * 3 + step;
        // A walk that never repeats soon: steps of a few pixels, each way.
        let (x, y) = (turn * 37 % 15_360, turn * turn % 97 + turn * 11 % 8_500);
        Point::new(x as i64, y as i64, 16 + (turn % 5) as i64).expect("a point")
    };
    let event = Event::Points { stroke: Counter(n / 100 * 100 + 1), points: (0..3).map(at).collect() };
    let mut author = [0; AuthorId::BYTES];
    author[..8].copy_from_slice(&(n % 1_000).to_le_bytes());
    Command { author: AuthorId(author), n: Counter(n), event }
}
