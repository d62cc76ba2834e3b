//! The commands around stored canvases as a person at a terminal meets them.

use super::*;
use crate::support::process::Process;
use crate::support::scene::Chance;
use crate::support::server::get;
use crate::support::story::BOUNDS_FLAGS;
use easel::raster::decode_png;
use easel::store::{DiskStore, FILE_NAME, Reader, Store};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub(super) fn command(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_easel"));
    command.args(arguments).env("EASEL_DATA", data).env("RUST_BACKTRACE", "0");
    command
}

/// Runs the program and answers whether it was content, and what it said.
pub(super) fn easel(arguments: &[&str], data: &Path) -> (bool, String) {
    let Output { status, stdout, stderr } =
        command(arguments, data).output().expect("the program runs");
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    let code = status.code();
    assert!(code == Some(0) || code == Some(1), "{arguments:?} ended with {code:?}: {said}");
    (code == Some(0), said)
}

pub(super) fn windowed(arguments: &[&str], data: &Path) -> (bool, String) {
    easel(&[arguments, &BOUNDS_FLAGS].concat(), data)
}

/// A folder with this story as the room `art`.
pub(super) fn drawn(story: &Story) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = DiskStore::open(dir.path()).expect("a store");
    story.store(&mut store, "art");
    dir
}

/// The same with keyframes on the way, as an import leaves them.
pub(super) fn imported(story: &Story) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let keeper = Keeper::direct(Box::new(DiskStore::open(dir.path()).expect("a store")));
    let brought = import(&keeper, &archive(story), false).expect("it is whole");
    assert_eq!(brought.publish(&keeper, &room("art")), Ok(true), "a room");
    dir
}

pub(super) fn text(path: &Path) -> &str {
    path.to_str().expect("a plain name")
}

fn png_hash(path: &Path, story: &Story) -> String {
    let file = fs::read(path).expect("a file");
    decode_png(&file, story.meta.size).expect("a picture").hash()
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a folder");
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a plain name");
    entries.map(|entry| name(entry.expect("an entry"))).collect()
}

#[test]
fn a8_out_of_one_folder_and_into_another_every_moment_looks_the_same() {
    let story = Story::new(21, 1_500);
    let (from, to) = (drawn(&story), tempfile::tempdir().expect("a folder"));
    let file = to.path().join("a drawing.easel");
    let (done, said) = windowed(&["export", "art", text(&file)], from.path());
    assert!(done && said.contains("holds art up to entry 1,500"), "{said}");
    let (done, said) = windowed(&["import", text(&file), "--room", "copy"], to.path());
    assert_eq!((done, said.as_str()), (true, "copy holds 1,500 entries\n"), "imported");
    let mut chance = Chance(21);
    let places: Vec<_> = (0..20).map(|_| 1 + chance.below(1_500)).collect();
    let keeper = Keeper::direct(Box::new(Reader::open(to.path()).expect("a store")));
    let expected = story.hashes(&places);
    assert_eq!(hashes(&keeper, "copy", &story, &places), expected, "every one");
    for (place, expected) in places.iter().zip(&expected).take(3) {
        let (a, b) = (to.path().join("a.png"), to.path().join("b.png"));
        let at = place.to_string();
        windowed(&["export", "art", text(&a), "--at", &at], from.path());
        windowed(&["export", "copy", text(&b), "--until", &at], to.path());
        assert_eq!(png_hash(&a, &story), *expected, "the first at {at}");
        assert_eq!(png_hash(&b, &story), *expected, "the copy at {at}");
    }
    let svg = to.path().join("a.svg");
    windowed(&["export", "art", text(&svg)], from.path());
    let svg = fs::read_to_string(&svg).expect("a file");
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "vectors");
    let mut left = names(to.path());
    left.retain(|name| name.starts_with('.'));
    assert!(left.is_empty(), "nothing lies about: {left:?}");
}

#[test]
fn an_import_never_changes_a_room_and_says_what_to_do() {
    let story = Story::new(22, 300);
    let dir = drawn(&story);
    let file = dir.path().join("a.easel");
    fs::write(&file, archive(&story)).expect("a file");
    let (done, said) = easel(&["import", text(&file)], dir.path());
    assert!(!done && said.contains("the room art has a drawing already"), "{said}");
    assert!(said.contains("hint: give it another name with `--room NAME`"), "{said}");
    let (done, said) = easel(&["import", text(&file), "--room", "other"], dir.path());
    assert!(done && said.contains("--window-items 24"), "another window is told: {said}");
    let bytes = fs::read(&file).expect("a file");
    fs::write(&file, &bytes[..bytes.len() - 30]).expect("a file");
    let (done, said) = easel(&["import", text(&file), "--room", "third"], dir.path());
    assert!(!done && said.contains("it was cut") && said.contains("`--keep-whole`"), "{said}");
    let whole = ["import", text(&file), "--room", "third", "--keep-whole"];
    let (done, said) = windowed(&whole, dir.path());
    assert!(done && said.contains("it was cut") && said.contains("of 300 entries are"), "{said}");
    fs::write(&file, "nothing").expect("a file");
    let (done, said) = easel(&["import", text(&file), "--room", "no"], dir.path());
    assert!(!done && said.contains("this is no easel archive"), "{said}");
    let (done, said) = easel(&["import", "/nowhere/a.easel"], dir.path());
    assert!(!done && said.contains("could not open `/nowhere/a.easel`"), "{said}");
    let (_, said) = easel(&["rooms"], dir.path());
    let listed: Vec<_> = said.lines().skip(1).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(listed, ["art", "other", "third"], "{said}");
}

#[test]
fn rooms_are_listed_with_how_much_and_when() {
    let story = Story::new(23, 400);
    let dir = imported(&story);
    let (done, said) = easel(&["rooms", "--json"], dir.path());
    let told: Value = serde_json::from_str(&said).expect("JSON");
    assert!(done, "{said}");
    assert_eq!((&told[0]["room"], &told[0]["entries"]), (&"art".into(), &400.into()), "{said}");
    assert_eq!(told[0]["lastDrawn"], story.entries[399].at.0, "its newest entry");
    assert!(told[0]["bytes"].as_u64().expect("a number") > 5_000, "its size: {said}");
    let (_, said) = easel(&["rooms"], dir.path());
    assert!(said.starts_with("ROOM") && said.contains("2023-11-14 22:13"), "{said}");
    let empty = tempfile::tempdir().expect("a folder");
    let (done, said) = easel(&["rooms"], empty.path());
    assert!(!done && said.contains("there are no drawings here"), "{said}");
    assert!(said.contains("hint: name the folder with `--data DIR`"), "{said}");
    assert!(names(empty.path()).is_empty(), "looking makes nothing");
    let (done, said) = easel(&["export", "nobody", "a.png"], dir.path());
    assert!(!done && said.contains("nobody has drawn in the room nobody"), "{said}");
}

#[test]
fn wrong_words_are_told_before_anything_is_read() {
    let dir = tempfile::tempdir().expect("a folder");
    for (arguments, expected) in [
        (&["export", "art", "a.bmp"][..], "a file ends with .easel, .png, .svg, .gif"),
        (&["export", "art", "a.gif", "--fps", "31"][..], "31 is not in 1..=30"),
        (&["export", "No Room", "a.png"][..], "a room name is 1 to 64"),
        (&["export", "art", "a.png", "--at", "x"][..], "a moment is a place such as 1234"),
        (&["check", "--window-items", "0"][..], "at least 1"),
        (&["import"][..], "FILE"),
    ] {
        let output = command(arguments, dir.path()).output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    for (name, parts) in [
        ("rooms", &["EASEL_DATA", "--json", "milliseconds since 1970"][..]),
        (
            "export",
            &[
                ".easel",
                ".mp4",
                "--keep-pauses",
                "134.5s",
                "newest entry",
                "EASEL_WINDOW_ITEMS",
                "512",
            ][..],
        ),
        ("import", &["--keep-whole", "--room", "nobody may have drawn in it"][..]),
        ("replay", &["--png-at", "--no-open"][..]),
        ("backup", &["easel.db", "EASEL_DATA"][..]),
        ("check", &["Nothing is written", "all, and the images"][..]),
    ] {
        let output = command(&[name, "--help"], dir.path()).output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in parts {
            assert!(said.contains(part), "{name}: {part} in {said}");
        }
    }
}

#[tokio::test]
async fn what_only_reads_works_beside_a_server_and_what_writes_says_who_has_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = Process::start(dir.path(), &[]);
    let mut ada = crate::support::easel::EaselClient::join(server.address, "art", "Ada").await;
    ada.draw("#c62828", &[800, 800, 80, 4_000, 4_000, 80, 9_000, 2_000, 80]).await;
    ada.until_acked().await;
    let now = get(server.address, "/api/rooms/art/canvas.png", "").await.body;
    let (png, copy) = (dir.path().join("a.png"), dir.path().join("copy.db"));
    let file = dir.path().join("a.easel");
    for arguments in [
        &["rooms"][..],
        &["export", "art", text(&png)],
        &["export", "art", text(&file)],
        &["check"],
        &["backup", text(&copy)],
    ] {
        let (done, said) = easel(arguments, dir.path());
        assert!(done, "{arguments:?}: {said}");
    }
    let size = easel::model::Size::default();
    let hash = |png: &[u8]| decode_png(png, size).expect("a picture").hash();
    assert_eq!(hash(&fs::read(&png).expect("a file")), hash(&now), "what the screen shows");
    let (done, said) = easel(&["import", text(&file), "--room", "b"], dir.path());
    assert!(!done && said.contains("a server is running on these drawings"), "{said}");
    assert!(said.contains("/api/archives"), "and what to do: {said}");
    let own = dir.path().join(FILE_NAME);
    let (done, said) = easel(&["backup", text(&own)], dir.path());
    assert!(!done && said.contains("cannot replace the drawings themselves"), "{said}");
    ada.draw("#c62828", &[80, 80, 80]).await;
    ada.until_acked().await;
    server.kill();
    let (done, said) = easel(&["check"], dir.path());
    assert!(done, "also after a power cut: {said}");

    let restored = tempfile::tempdir().expect("a folder");
    fs::copy(&copy, restored.path().join(FILE_NAME)).expect("a copy");
    let (done, said) = easel(&["check"], restored.path());
    assert!(done && said.contains("1 room,"), "the copy is whole: {said}");
    let server = Process::start(restored.path(), &[]);
    let then = get(server.address, "/api/rooms/art/canvas.png", "").await.body;
    assert_eq!(hash(&then), hash(&now), "as it was when it was copied");
}

#[tokio::test]
async fn an_archive_is_replayed_from_memory() {
    let story = Story::new(24, 1_200);
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a.easel");
    fs::write(&file, archive(&story)).expect("a file");
    let png = dir.path().join("a.png");
    let (done, said) = easel(&["replay", text(&file), "--png-at", "700", text(&png)], dir.path());
    assert!(done, "{said}");
    assert_eq!(png_hash(&png, &story), story.hashes(&[700])[0], "the picture of that moment");
    let moment = story.entries[899].at.0 - story.entries[0].at.0;
    let seconds = format!("{}.{:03}s", moment / 1_000, moment % 1_000);
    easel(&["replay", text(&file), "--png-at", &seconds, text(&png)], dir.path());
    let last = story.entries.iter().rfind(|entry| entry.at == story.entries[899].at);
    let last = last.expect("an entry").seq.0;
    assert_eq!(png_hash(&png, &story), story.hashes(&[last])[0], "at {seconds}");

    let mut child = command(&["replay", text(&file), "--no-open"], dir.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("its output");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    assert!(line.contains("/replay/art"), "{line}");
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
    let address: SocketAddr = address.expect("an address").parse().expect("an address");
    assert!(address.ip().is_loopback(), "for nobody else");
    let answer = get(address, "/api/rooms/art/canvas.png?at=1000", "").await;
    let shown = decode_png(&answer.body, story.meta.size).expect("a picture").hash();
    assert_eq!(shown, story.hashes(&[1_000])[0], "the same pixels");
    let told = Command::new("kill").arg(child.id().to_string()).status().expect("kill runs");
    assert!(told.success() && child.wait().expect("it ends").success(), "it ends well");
    assert_eq!(names(dir.path()).len(), 2, "nothing is written: {:?}", names(dir.path()));
}

#[test]
fn the_reader_shows_one_moment_and_writes_nothing() {
    let story = Story::new(29, 200);
    let dir = drawn(&story);
    let mut store = DiskStore::open(dir.path()).expect("a store");
    let mut reader = Reader::open(dir.path()).expect("it is read");
    let other = Story::new(30, 50);
    other.store(&mut store, "later");
    assert_eq!(reader.names(), Ok(vec!["art".to_owned()]), "what was there when it was opened");
    let read = reader.entries(&room("art"), Seq(0), usize::MAX).expect("entries");
    assert!(read == story.entries, "all of it");
    let newer = Reader::open(dir.path()).expect("it is read").names();
    assert_eq!(newer, Ok(vec!["art".to_owned(), "later".to_owned()]), "and now");
    reader.probe().expect_err("it cannot be written to");
    reader.drafts().map(|_| ()).expect_err("nor added to");
}
