//! A room's past over HTTP: any moment of it is what screens showed then.

use crate::support::easel::EaselClient;
use crate::support::scene::{Chance, line};
use crate::support::screen::{Screen, change_of};
use crate::support::server::{Answer, TestServer, get};
use easel::history::WindowBounds;
use easel::hub::HubOptions;
use easel::model::{Seq, Size};
use easel::protocol::WireDated;
use easel::raster::decode_png;
use easel::server::ServerOptions;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Read;

const BOUNDS: WindowBounds = WindowBounds { items: 6, points: 400 };

/// A server whose rooms forget early and keep many keyframes, so that seeking has something to go wrong with.
async fn server() -> TestServer {
    let hub = HubOptions { window: BOUNDS, keyframe_entries: 20, ..HubOptions::default() };
    TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await
}

async fn json_of(server: &TestServer, path: &str) -> Value {
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    serde_json::from_slice(&answer.body).expect("JSON")
}

/// Two people draw, undo, clear and talk; answers the hash of what a third one saw at each place.
async fn history(server: &TestServer) -> HashMap<u64, String> {
    let mut chance = Chance(5);
    let mut ada = server.join("art", "ada").await;
    let mut ben = server.join("art", "ben").await;
    ada.me(json!({"name": "Ada", "color": "#c62828"})).await;
    ben.me(json!({"name": "Ben", "color": "#1d5fd6"})).await;
    let mut hashes = HashMap::new();
    for step in 0..60 {
        let who = if chance.once_in(2) { &mut ada } else { &mut ben };
        match chance.below(12) {
            0 => who.undo().await,
            1 => who.redo().await,
            2 if step % 7 == 0 => who.clear().await,
            _ => {
                let walk = chance.walk(8);
                who.draw(&chance.color(), &walk).await;
            }
        }
        let seq = who.screen.seq;
        hashes.insert(seq.0, who.screen.hash());
    }
    hashes
}

fn lines(answer: &Answer) -> Vec<Value> {
    let text = std::str::from_utf8(&answer.body).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// A screen that begins with the snapshot of one place and takes in what happened up to another.
async fn replayed(server: &TestServer, from: u64, to: u64) -> Screen {
    let mut screen = Screen::new(Size::default(), BOUNDS);
    let snapshot = json_of(server, &format!("/api/rooms/art/snapshot?at={from}")).await;
    assert_eq!(
        (&snapshot["width"], &snapshot["type"]),
        (&json!(1920), &json!("snapshot")),
        "whole"
    );
    screen.snapshot(&snapshot);
    let answer = server.get(&format!("/api/rooms/art/entries?from={from}&to={to}")).await;
    let mut lines = lines(&answer);
    let last = lines.pop().expect("a last line");
    assert_eq!((&last["type"], &last["seq"]), (&json!("done"), &json!(to)), "whole");
    let mut before = 0;
    for line in lines {
        let dated: WireDated<'static> = serde_json::from_value(line).expect("an entry");
        assert!(dated.at >= before, "time goes on");
        before = dated.at;
        screen.picture.apply(&change_of(dated.entry));
    }
    screen.seq = Seq(to);
    screen
}

#[tokio::test]
async fn h12_h13_every_way_to_a_moment_shows_what_screens_showed() {
    let server = server().await;
    let hashes = history(&server).await;
    let last = *hashes.keys().max().expect("places");
    let mut chance = Chance(11);
    for (to, hash) in &hashes {
        let from = chance.below(to + 1);
        assert_eq!(replayed(&server, from, *to).await.hash(), *hash, "from {from} to {to}");
    }
    assert!(last > 150 && hashes.len() > 40, "a history of {last} entries");
    let whole = replayed(&server, 0, last).await.hash();
    assert_eq!(whole, hashes[&last], "the end is the live picture");
    let journal = server.get("/api/rooms/art/timeline").await;
    let journal: Value = serde_json::from_slice(&journal.body).expect("JSON");
    let of = |journal: &str| format!("/api/rooms/art/entries?from=3&to=30&journal={journal}");
    let lasting = server.get(&of(journal["journal"].as_str().expect("a name"))).await;
    let lasts = lasting.header("cache-control").expect("a word on caches");
    assert!(lasts.contains("immutable"), "for ever: {lasts}");
    assert_eq!(server.get(&of("00000000000000ff")).await.status, 404, "another journal");
    let missing = server.get("/api/rooms/blank/entries").await;
    assert_eq!(missing.status, 404, "a room never drawn in");
}

#[tokio::test]
async fn h14_the_picture_of_a_moment_is_exact_and_lasts_for_ever() {
    let server = server().await;
    let hashes = history(&server).await;
    for (seq, hash) in &hashes {
        let answer = server.get(&format!("/api/rooms/art/canvas.png?at={seq}")).await;
        let pixmap = decode_png(&answer.body, Size::default()).expect("a picture");
        assert_eq!(pixmap.hash(), *hash, "at {seq}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "of some journal");
    }
    let timeline = json_of(&server, "/api/rooms/art/timeline").await;
    let journal = timeline["journal"].as_str().expect("a journal").to_owned();
    let exact = format!("/api/rooms/art/canvas.png?at=30&journal={journal}");
    let answer = server.get(&exact).await;
    let lasts = answer.header("cache-control").expect("a word on caches");
    assert!(lasts.contains("immutable"), "for ever: {lasts}");
    let tag = answer.header("etag").expect("a tag");
    let again = get(server.address, &exact, &format!("if-none-match: {tag}\r\n")).await;
    assert_eq!(again.status, 304, "the asker has it");
    let other = server.get("/api/rooms/art/canvas.png?at=30&journal=00000000000000ff").await;
    assert_eq!(other.status, 404, "another journal");
    let later = server.get(&format!("/api/rooms/art/canvas.png?at=99999&journal={journal}")).await;
    assert_eq!(later.header("cache-control"), Some("no-cache"), "what is to come may change");
    for wrong in ["at=x", "at=-1", "at=1.5", "journal=1", "width=3", "width=9999", "width=x"] {
        let answer = server.get(&format!("/api/rooms/art/canvas.png?{wrong}")).await;
        assert_eq!(answer.status, 400, "{wrong}");
    }
    let small = server.get("/api/rooms/art/canvas.png?at=30&width=192").await;
    let small = image::load_from_memory(&small.body).expect("a picture");
    assert_eq!((small.width(), small.height()), (192, 108), "a thumbnail");
    for path in ["canvas.svg", "canvas.png"] {
        let blank = server.get(&format!("/api/rooms/art/{path}?at=0&scale=1")).await;
        assert_eq!(blank.status, 200, "blank paper is a picture: {path}");
    }
}

#[tokio::test]
async fn h14_a_time_is_the_last_entry_that_had_come() {
    let server = server().await;
    history(&server).await;
    let all = lines(&server.get("/api/rooms/art/entries").await);
    let length = all.last().expect("a last line")["at"].as_u64().expect("a time");
    for ms in [0, 1, length / 3, length / 2, length - 1, length, length + 5_000] {
        let path = format!("/api/rooms/art/snapshot?at={}.{:03}s", ms / 1_000, ms % 1_000);
        let snapshot = json_of(&server, &path).await;
        let at = snapshot["at"].as_u64().expect("a time");
        assert!(at <= ms, "{at} had come at {ms}");
        let seq = snapshot["seq"].as_u64().expect("a place");
        let next =
            all.iter().find(|line| line["seq"].as_u64() > Some(seq) && line["type"] != "done");
        assert!(
            next.is_none_or(|next| next["at"].as_u64() > Some(ms)),
            "the last at {ms}: {next:?}"
        );
    }
}

#[tokio::test]
async fn h11_a_timeline_tells_who_drew_when_and_what_stands_out() {
    let server = server().await;
    let mut ada = server.join("art", "ada").await;
    ada.me(json!({"name": "Ada", "color": "#c62828"})).await;
    ada.draw("#000000", &line((0, 0), (900, 900))).await;
    ada.me(json!({"name": "Ada Lovelace"})).await;
    ada.draw("#000000", &line((0, 900), (900, 0))).await;
    let mut ben = server.join("art", "ben").await;
    ben.draw("#00ff00", &line((10, 10), (20, 20))).await;
    ben.undo().await;
    ben.redo().await;
    ben.clear().await;
    let told = json_of(&server, "/api/rooms/art/timeline").await;
    let authors = told["authors"].as_array().expect("authors");
    let names: Vec<_> = authors.iter().map(|author| &author["name"]).collect();
    assert_eq!(names, [&json!("Ada Lovelace"), &Value::Null], "as they are called at last");
    assert_eq!(authors[0]["color"], "#c62828", "in their colour");
    assert_eq!((&authors[0]["strokes"], &authors[1]["strokes"]), (&json!(2), &json!(1)), "strokes");
    for author in authors {
        let bins = author["bins"].as_array().expect("bins");
        let sum: u64 = bins.iter().map(|bin| bin.as_u64().expect("a number")).sum();
        assert_eq!((bins.len(), Some(sum)), (120, author["points"].as_u64()), "all of them");
    }
    let kinds: Vec<_> =
        told["marks"].as_array().expect("marks").iter().map(|m| &m["kind"]).collect();
    assert_eq!(kinds, ["join", "join", "undo", "redo", "clear"], "in order");
    let seq = told["seq"].as_u64().expect("a place");
    assert_eq!(ben.screen.seq.0, seq, "up to now");
    ben.draw("#00ff00", &line((10, 10), (20, 20))).await;
    let later = json_of(&server, "/api/rooms/art/timeline").await;
    assert!(later["seq"].as_u64() > Some(seq), "it goes on");
    assert_eq!(later["authors"][1]["strokes"], 2, "with what is new");
    assert_eq!(later["marks"].as_array().map(Vec::len), Some(5), "and nothing twice");
}

#[tokio::test]
async fn h13_entries_are_compressed_for_those_who_can_read_that() {
    let server = server().await;
    history(&server).await;
    let plain = server.get("/api/rooms/art/entries").await.body;
    let packed = get(server.address, "/api/rooms/art/entries", "accept-encoding: gzip\r\n").await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"), "told so");
    let mut text = Vec::new();
    GzDecoder::new(&packed.body[..]).read_to_end(&mut text).expect("it unpacks");
    assert_eq!(text, plain, "the same");
    assert!(packed.body.len() * 2 < plain.len(), "{} of {}", packed.body.len(), plain.len());
}

#[tokio::test]
async fn v21_the_journal_tells_how_people_are_called_before_their_work_and_once() {
    let server = server().await;
    let mut ada: EaselClient = server.join("art", "ada").await;
    ada.me(json!({"name": "Ada", "color": "#c62828"})).await;
    ada.draw("#000000", &line((0, 0), (900, 900))).await;
    ada.cut();
    ada.come_back().await;
    ada.me(json!({"name": "Ada", "color": "#c62828"})).await;
    ada.draw("#000000", &line((0, 0), (900, 900))).await;
    // A begin, its points and its end, twice, and one note before them.
    let told = json_of(&server, "/api/rooms/art/timeline").await;
    let entries = lines(&server.get("/api/rooms/art/entries").await).len() as u64 - 1;
    assert_eq!(told["entries"].as_u64(), Some(entries + 1), "one entry changed no picture");
    assert_eq!(told["authors"][0]["name"], "Ada", "that of the name");
}
