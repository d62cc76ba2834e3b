//! What every store promises, asked of each of them; and what only a disk can do.

mod classes;
mod contract;
mod disk;
mod doors;
mod gallery;
mod hooks;
mod keeper;

use easel::history::{ChatLine, Command, Entry, Event};
use easel::model::{
    AuthorId, Brush, Counter, JournalId, Millis, Point, Rgb, RoomId, Seq, Size, Tool,
};
use easel::store::{
    Append, Cause, Classes, DiskStore, Doors, FILE_NAME, Gallery, Hooks, KEYFRAMES_MAX, Keeper,
    MemoryStore, Operation, Reader, RoomMeta, Saved, Store, StoreFailure,
};
use std::path::Path;

fn room(name: &str) -> RoomId {
    RoomId::new(name).expect("a room name")
}

fn meta() -> RoomMeta {
    let journal = JournalId(0xfeed_0000_0000_0001);
    RoomMeta { journal, size: Size::default(), created: Millis(1_000) }
}

/// A command that can be told from every other by its number.
fn command(n: u64) -> Command {
    let point = |step: u64| {
        let along = (n * 37 + step * 11) % 10_000;
        Point::new(along as i64, (n % 977) as i64 * 8, 24).expect("in bounds")
    };
    let brush = Brush::new(Tool::Pencil, Rgb([n as u8, 2, 3]), 255).expect("a brush");
    let stroke = Counter(n.saturating_sub(1));
    let event = match n % 7 {
        0 => Event::Begin { brush, points: [point(0)].into(), ended: false },
        1..=3 => Event::Points { stroke, points: (0..3).map(point).collect() },
        4 => Event::End { stroke },
        5 => Event::Undo,
        _ => Event::Chat(ChatLine { content: format!("line {n}").into(), user: "Ada".into() }),
    };
    Command { author: AuthorId([(n % 5) as u8; 12]), n: Counter(n), event }
}

fn append(name: &str, numbers: std::ops::Range<u64>) -> Append {
    let at = Millis(1_700_000_000_000 + numbers.start);
    let commands = numbers.map(command).collect();
    Append { room: room(name), meta: meta(), at, commands, images: Vec::new() }
}

fn seqs(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.seq.0).collect()
}

fn counters(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.command.n.0).collect()
}

fn saved(store: &mut dyn Store, name: &str) -> Saved {
    store.open(&room(name)).expect("it reads").expect("it was drawn in")
}

fn disk(dir: &Path) -> DiskStore {
    DiskStore::open(dir).expect("the store opens")
}

/// Tells the same story to each kind of store.
fn each(story: impl Fn(&mut dyn Store)) {
    story(&mut MemoryStore::default());
    let dir = tempfile::tempdir().expect("a directory");
    story(&mut disk(dir.path()));
}
