//! `kill -9` and Ctrl-C in the middle of an import or an export.

use super::commands::{command, easel};
use super::*;
use crate::support::scene::Chance;
use crate::support::story::BOUNDS_FLAGS;
use easel::store::{DiskStore, FILE_NAME, Store};
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

fn start(arguments: &[&str], data: &Path) -> Child {
    let mut command = command(&[arguments, &BOUNDS_FLAGS].concat(), data);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

fn count(data: &Path, what: &str) -> i64 {
    let file = rusqlite::Connection::open(data.join(FILE_NAME)).expect("sqlite opens it");
    let count = format!("SELECT count(*) FROM {what}");
    file.query_row(&count, [], |row| row.get(0)).unwrap_or(0)
}

#[test]
fn a8_kill_9_in_the_middle_of_an_import_loses_nothing_and_leaves_no_half_room() {
    let dir = tempfile::tempdir().expect("a folder");
    let there = Story::new(41, 500);
    there.store(&mut DiskStore::open(dir.path()).expect("a store"), "there");
    let story = Story::new(42, 8_000);
    let file = dir.path().join("a.easel");
    fs::write(&file, archive(&story)).expect("a file");
    let file = file.to_str().expect("a plain name");
    let (mut halves, mut whole, mut chance) = (0, 0, Chance(42));
    for round in 0..8 {
        drop(DiskStore::open(dir.path()).expect("it opens"));
        let half = || count(dir.path(), "room WHERE name GLOB ':*'");
        assert_eq!(half(), 0, "round {round}: what the one before left is cleared away");
        let mut child = start(&["import", file, "--room", "new"], dir.path());
        while half() == 0 && child.try_wait().expect("it was started").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        // Anywhere from there on: the middle is some hundred milliseconds long.
        std::thread::sleep(Duration::from_millis(chance.below(8) * round));
        let ended = child.try_wait().expect("it was started");
        // It may have ended meanwhile.
        drop(child.kill());
        child.wait().expect("it ends");
        halves += half();
        let (done, said) = easel(&["rooms", "--json"], dir.path());
        assert!(done, "round {round}: {said}");
        assert!(said.contains("\"entries\":500"), "round {round}: what was there: {said}");
        if said.contains("\"new\"") {
            assert!(said.contains("\"entries\":8000"), "round {round}: no half room: {said}");
            whole += 1;
            break;
        }
        assert!(ended.is_none(), "round {round}: it ended by itself and there is no room");
    }
    assert!(halves > 0, "some were killed in the middle");
    if whole == 0 {
        let (done, said) = easel(&["import", file, "--room", "new"], dir.path());
        assert!(done, "it can be done again: {said}");
    }
    let mut store = DiskStore::open(dir.path()).expect("a store");
    assert_eq!(count(dir.path(), "room"), 2, "nothing of the others is left");
    let entries = store.entries(&room("new"), Seq(0), usize::MAX).expect("entries");
    assert!(entries == story.entries, "all of it");
    let entries = store.entries(&room("there"), Seq(0), usize::MAX).expect("entries");
    assert!(entries == there.entries, "as it was");
}

#[test]
fn an_export_that_is_interrupted_leaves_no_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let story = Story::new(43, 3_000);
    story.store(&mut DiskStore::open(dir.path()).expect("a store"), "art");
    let out = tempfile::tempdir().expect("a folder");
    let mut interrupted = 0;
    for name in ["a.png", "b.svg", "c.easel"] {
        let file = out.path().join(name);
        let mut child = start(&["export", "art", file.to_str().expect("plain")], dir.path());
        let begun = || {
            let there = fs::read_dir(out.path()).expect("a folder");
            there.flatten().any(|entry| entry.file_name().to_string_lossy().contains(".part"))
        };
        while !begun() && child.try_wait().expect("it was started").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let pid = child.id().to_string();
        // It may have ended meanwhile.
        let mut told = std::process::Command::new("kill");
        told.args(["-INT", &pid]).stderr(Stdio::null());
        assert!(told.status().is_ok(), "kill runs");
        let code = child.wait().expect("it ends").code();
        interrupted += usize::from(code == Some(130));
        assert!(!begun(), "{name}: nothing lies about");
        assert!(code == Some(130) || file.exists(), "{name}: {code:?}");
        if file.exists() {
            // It was done before it heard: then the file is whole.
            let again = out.path().join(format!("again-{name}"));
            let arguments = ["export", "art", again.to_str().expect("plain")];
            assert!(easel(&[&arguments[..], &BOUNDS_FLAGS].concat(), dir.path()).0, "{name}");
            let read = |path: &Path| fs::read(path).expect("a file");
            assert!(read(&file) == read(&again), "{name}: whole");
        }
    }
    assert!(interrupted > 0, "some were interrupted");
}
