//! `easel check` finds whatever is not as it was written.

use super::commands::{drawn, easel, imported, text, windowed};
use super::*;
use crate::support::scene::Chance;
use easel::history::{pack_keyframe, unpack_keyframe};
use easel::store::{DiskStore, FILE_NAME};
use std::fs;
use std::path::Path;

/// Changes the store's file behind its back.
fn change(dir: &Path, change: impl FnOnce(&rusqlite::Connection)) {
    let file = rusqlite::Connection::open(dir.join(FILE_NAME)).expect("sqlite opens it");
    change(&file);
}

fn blob(file: &rusqlite::Connection, query: &str) -> (i64, i64, Vec<u8>) {
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    file.query_row(query, [], row).expect("a row")
}

/// What `easel check` says of a folder in which something is wrong.
fn faults(dir: &Path) -> String {
    let (done, said) = windowed(&["check"], dir);
    assert!(!done, "it is found: {said}");
    said
}

#[test]
fn check_finds_a_flipped_byte_in_a_segment_and_tells_room_and_entry() {
    let story = Story::new(25, 6_000).unveiled();
    let dir = imported(&story);
    let (done, said) = windowed(&["check"], dir.path());
    let all = "1 room, 6,000 entries, 9 keyframes and 3 images: all as it was written\n";
    assert_eq!((done, said.as_str()), (true, all), "whole");
    let mut first = 0;
    change(dir.path(), |file| {
        let (id, seq, mut data) =
            blob(file, "SELECT id, first_seq, data FROM segment ORDER BY first_seq DESC LIMIT 1");
        first = seq;
        let middle = data.len() / 2;
        data[middle] ^= 1;
        file.execute("UPDATE segment SET data = ?2 WHERE id = ?1", (id, data)).expect("done");
    });
    assert!(first > 1, "what is before it is whole");
    let said = faults(dir.path());
    assert!(said.contains("`segment`: its checksum is wrong"), "which row: {said}");
    assert!(said.contains(&format!("room art, entry {first}:")), "which entry: {said}");
    let (done, said) = easel(&["export", "art", text(&dir.path().join("a.easel"))], dir.path());
    assert!(!done && said.contains("restore the file from a backup"), "{said}");
}

#[test]
fn check_paints_anew_what_a_host_has_hidden() {
    let story = Story::new(31, 1_500);
    let veils = story.entries.iter().filter(|entry| matches!(entry.command.event, Event::Veil(_)));
    assert!(veils.count() > 3, "something is hidden in it");
    let dir = imported(&story);
    let keeper = Keeper::direct(Box::new(DiskStore::open(dir.path()).expect("a store")));
    // Each seek leaves a keyframe behind.
    let places = [400, 900, 1_200];
    assert_eq!(hashes(&keeper, "art", &story, &places), story.hashes(&places), "its pictures");
    drop(keeper);
    let (done, said) = windowed(&["check"], dir.path());
    assert!(done && said.contains("1,500 entries"), "{said}");
    assert!(!said.contains(" 0 keyframes") && !said.contains(" 1 keyframe "), "{said}");
}

#[test]
fn check_finds_a_wrong_keyframe_image_and_row() {
    let story = Story::new(26, 3_000).unveiled();
    let size = story.meta.size;
    let newest = "SELECT id, seq, data FROM keyframe ORDER BY seq LIMIT 1 OFFSET 1";
    for (damage, expected) in [
        ("pixels", "room art, keyframe 1400: it has other pixels than the entries before it"),
        ("room", "room art, keyframe 1400: it says something else of the room"),
        ("bytes", "room art, keyframe 1400: the keyframe"),
        ("seq", "room art, keyframe 1399: it says something else of the room"),
        ("beyond", "room art, keyframe 9999: the room has no such entry"),
        ("image", "its bytes are others"),
        ("lost", "image"),
        ("last", "room art"),
        ("size", "a wrong size"),
        ("stray", "segments belong to no room"),
    ] {
        let dir = imported(&story);
        change(dir.path(), |file| {
            let (id, _, data) = blob(file, newest);
            let (ledger, mut base) = unpack_keyframe(&data, size).expect("a keyframe");
            let keyframe = |data: Vec<u8>| {
                file.execute("UPDATE keyframe SET data = ?2 WHERE id = ?1", (id, data)).map(|_| ())
            };
            let run = |sql: &str| file.execute_batch(sql);
            match damage {
                "pixels" => {
                    base.clear();
                    keyframe(pack_keyframe(&ledger, &base))
                }
                "room" => {
                    let ledger = String::from_utf8_lossy(&ledger).replacen("hello", "hullo", 1);
                    keyframe(pack_keyframe(ledger.as_bytes(), &base))
                }
                "bytes" => keyframe(data[..data.len() - 9].to_vec()),
                "seq" => run("UPDATE keyframe SET seq = 1399 WHERE seq = 1400"),
                "beyond" => run("UPDATE keyframe SET seq = 9999 WHERE seq = 3000"),
                "image" => run("UPDATE image SET png = x'00'"),
                "lost" => run("PRAGMA foreign_keys = OFF; DELETE FROM image"),
                "last" => run("UPDATE room SET last = 2999"),
                "size" => run("UPDATE room SET width = 3"),
                _ => run("PRAGMA foreign_keys = OFF; UPDATE segment SET room = 77"),
            }
            .expect(damage);
        });
        let said = faults(dir.path());
        assert!(said.contains(expected), "{damage}: {said}");
    }
}

#[test]
fn check_says_a_sentence_whatever_byte_of_the_file_is_another() {
    let story = Story::new(27, 900);
    let dir = drawn(&story);
    let keeper = Keeper::direct(Box::new(DiskStore::open(dir.path()).expect("a store")));
    let brought = import(&keeper, &archive(&story), false).expect("it is whole");
    assert_eq!(brought.publish(&keeper, &room("copy")), Ok(true), "a room");
    drop(keeper);
    change(dir.path(), |file| {
        file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("all in one file");
    });
    let whole = fs::read(dir.path().join(FILE_NAME)).expect("a file");
    let mut chance = Chance(27);
    let mut found = 0;
    for _ in 0..16 {
        let other = tempfile::tempdir().expect("a folder");
        let mut bytes = whole.clone();
        let at = chance.below(bytes.len() as u64) as usize;
        bytes[at] ^= 1 << chance.below(8);
        fs::write(other.path().join(FILE_NAME), &bytes).expect("a file");
        let (done, said) = windowed(&["check"], other.path());
        assert!(done || said.contains("error: "), "byte {at}: {said}");
        assert!(!said.contains("panicked"), "byte {at}: {said}");
        found += usize::from(!done);
        let after = fs::read(other.path().join(FILE_NAME)).expect("a file");
        assert!(after == bytes, "byte {at}: nothing is written");
    }
    assert!(found > 6, "most of the bytes are watched: {found}");
}

#[test]
fn a_damaged_journal_is_told_and_the_rest_is_verified() {
    let story = Story::new(28, 500);
    let dir = drawn(&story);
    change(dir.path(), |file| {
        let rows: i64 =
            file.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).expect("rows");
        assert!(rows > 50, "it is not folded yet: {rows}");
        let cut = "UPDATE journal SET data = substr(data, 1, length(data) - 1) WHERE id = 40";
        file.execute(cut, []).expect("done");
    });
    let said = faults(dir.path());
    assert!(said.contains("row 40 of `journal`: its checksum is wrong"), "{said}");
    assert!(said.contains("row 41 of `journal`: entries are missing before it"), "{said}");
    let (done, said) = easel(&["rooms"], dir.path());
    assert!(!done && said.contains("hint: `easel check` tells what is whole"), "{said}");
}
