//! Canvases as files: the format, and what becomes of it on the way out and in.

mod checking;
mod commands;
mod crashing;
mod damage;
mod films;
mod format;
mod http;
mod killing;

use crate::support::story::{BOUNDS, Story};
use easel::archive::{ArchiveFailure, ArchiveReader, ArchiveWriter, Bounds, Head, Part};
use easel::history::{Entry, Event};
use easel::hub::{Brought, Clock, ImportOptions, Kept, Shelf, bring};
use easel::model::{JournalId, RoomId, Seq};
use easel::room::Past;
use easel::store::{Keeper, RoomMeta};
use sha2::{Digest, Sha256};
use std::sync::Arc;

fn room(name: &str) -> RoomId {
    RoomId::new(name).expect("a room")
}

/// A story as an archive.
fn archive(story: &Story) -> Vec<u8> {
    let seq = Seq(story.entries.len() as u64);
    let head = Head { room: room("art"), meta: story.meta, window: BOUNDS, seq };
    let mut writer = ArchiveWriter::new(Vec::new(), &head).expect("it is written");
    for entry in &story.entries {
        if let Event::Place(place) = &entry.command.event
            && !writer.has(place.image)
        {
            let image = story.images.0.iter().find(|image| image.id() == place.image);
            let png = image.expect("an image").png();
            writer.image(place.image, png).expect("it is written");
        }
        writer.entry(entry).expect("it is written");
    }
    writer.finish().expect("it is written")
}

/// What can be read of an archive, and what ended it.
fn read(bytes: &[u8]) -> (Vec<Entry>, Result<(), ArchiveFailure>) {
    let mut entries = Vec::new();
    let mut reader = match ArchiveReader::open(bytes, Bounds::default()) {
        Ok(reader) => reader,
        Err(failure) => return (entries, Err(failure)),
    };
    loop {
        match reader.part() {
            Ok(Some(Part::Entry(entry))) => entries.push(entry),
            Ok(Some(Part::Image(_))) => {}
            Ok(None) => return (entries, Ok(())),
            Err(failure) => return (entries, Err(failure)),
        }
    }
}

/// The lines of an archive.
fn unpack(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(zstd::decode_all(bytes).expect("zstd")).expect("text");
    assert!(text.ends_with('\n'), "lines end");
    text.lines().map(str::to_owned).collect()
}

/// Packs lines as another program would, with a last line that is right.
fn pack(lines: &[String]) -> Vec<u8> {
    let count = lines.iter().filter(|line| line.starts_with("{\"seq\"")).count();
    let body: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    let sum = Sha256::digest(&body);
    let sum = sum.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let text = format!("{body}{{\"end\":{count},\"sha256\":\"{sum}\"}}\n");
    zstd::encode_all(text.as_bytes(), 1).expect("zstd")
}

/// Brings an archive into a store.
fn import(
    keeper: &Keeper,
    bytes: &[u8],
    keep_whole: bool,
) -> Result<Brought, easel::hub::ImportFailure> {
    let images = Arc::new(Shelf::new(keeper.clone()));
    let mut reader = ArchiveReader::open(bytes, Bounds::default())?;
    let options = ImportOptions { window: BOUNDS, keyframe_entries: 700, keep_whole };
    let created = Clock::start().now();
    let meta = RoomMeta { journal: JournalId(9), created, ..reader.head().meta };
    bring((keeper, &images), &mut reader, &meta, options, &mut |_| true)
}

/// The pictures of these places of a stored room.
fn hashes(keeper: &Keeper, name: &str, story: &Story, places: &[u64]) -> Vec<String> {
    let room = room(name);
    let images = Arc::new(Shelf::new(keeper.clone()));
    let (mut kept, goes_on) = (Kept::new(keeper, &room), || true);
    let until = Seq(story.entries.len() as u64);
    let canvas = (story.meta.size, BOUNDS);
    let mut past = Past::new(&mut kept, canvas, until, 4_096, &goes_on);
    let mut hash = |place: &u64| {
        let mut scene = past.scene(Seq(*place), Arc::clone(&images) as _).expect("a scene");
        scene.picture.flat().hash()
    };
    places.iter().map(&mut hash).collect()
}
