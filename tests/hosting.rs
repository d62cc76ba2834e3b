//! Hiding what somebody did: everybody ends with the picture in which they had not been there.

use crate::support::easel::EaselClient;
use crate::support::plain::hash_of as plain_hash;
use crate::support::scene::Chance;
use crate::support::server::{TestServer, send};
use easel::history::WindowBounds;
use easel::hub::HubOptions;
use easel::model::Size;
use easel::raster::decode_png;
use easel::server::ServerOptions;
use easel::store::{DiskStore, Store};
use serde_json::{Value, json};

/// Few items, so that most of what is hidden has long left the window.
fn options(items: usize) -> ServerOptions {
    let window = WindowBounds { items, points: 4_000 };
    let hub = HubOptions { window, keyframe_entries: 25, ..HubOptions::default() };
    ServerOptions { hub, ..ServerOptions::default() }
}

async fn hash_of(server: &TestServer, path: &str) -> String {
    let answer = server.get(&format!("/api/rooms/{path}")).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    decode_png(&answer.body, Size::default()).expect("a picture").hash()
}

async fn post(server: &TestServer, path: &str, key: &str, body: &Value) -> (u16, Value) {
    let headers = format!("authorization: Bearer {key}\r\n");
    let path = format!("/api/rooms/{path}");
    let answer = send("POST", server.address, &path, &headers, body.to_string().as_bytes()).await;
    (answer.status, serde_json::from_slice(&answer.body).unwrap_or_default())
}

async fn host(server: &TestServer, room: &str) -> String {
    let (status, told) = post(server, &format!("{room}/host"), "", &json!({})).await;
    assert_eq!(status, 201, "it has no host yet");
    told["key"].as_str().expect("a key").to_owned()
}

/// What three people do in a room: each step is somebody's, and what they draw.
fn steps() -> Vec<(usize, Vec<i64>)> {
    let mut chance = Chance(21);
    (0..40).map(|_| (chance.below(3) as usize, chance.walk(9))).collect()
}

/// Plays the steps; those of Ben from one on are left out if he is not there. Answers the place before each.
async fn play(
    server: &TestServer,
    room: &str,
    ben_from: usize,
    ben_is_there: bool,
) -> (Vec<EaselClient>, Vec<u64>) {
    let (mut people, mut places) = (Vec::new(), Vec::new());
    for name in ["ada", "ben", "cleo"] {
        people.push(server.join(room, name).await);
    }
    let mut place = 0;
    for (at, (who, walk)) in steps().iter().enumerate() {
        places.push(place);
        if *who != 1 || at < ben_from || ben_is_there {
            people[*who].draw(["#c62828", "#1d5fd6", "#1a7436"][*who], walk).await;
            place = people[*who].screen.seq.0;
        }
    }
    (people, places)
}

async fn until_equal(people: &mut [EaselClient], truth: &str) {
    for client in people {
        client.until_hash(truth).await;
    }
}

#[tokio::test]
async fn h23_everybody_sees_the_picture_without_somebody_and_all_of_it_again() {
    for (items, ben_from) in [(512, 0), (6, 0), (6, 20), (12, 39)] {
        let server = TestServer::with(options(items)).await;
        let (mut people, places) = play(&server, "art", ben_from, true).await;
        play(&server, "without", ben_from, false).await;
        let (with, without) = (
            hash_of(&server, "art/canvas.png").await,
            hash_of(&server, "without/canvas.png").await,
        );
        let before = places[39];
        let author = people[1].welcome["author"].clone();
        let since = places[ben_from].to_string();
        let name = author.as_str().expect("an author");
        let preview = format!("art/preview.png?without={name}&since={since}");
        assert_eq!(
            hash_of(&server, &preview).await,
            without,
            "as it would look, {items} {ben_from}"
        );
        assert_eq!(hash_of(&server, "art/canvas.png").await, with, "and nothing has changed");

        let body = json!({"author": author, "since": since});
        assert_eq!(
            post(&server, "art/veils", "AAAAAAAAAAAAAAAAAAAAAA", &body).await.0,
            403,
            "no host"
        );
        let key = host(&server, "art").await;
        assert_eq!(post(&server, "art/veils", &key, &body).await.0, 202, "the host");
        until_equal(&mut people, &without).await;
        assert_eq!(hash_of(&server, "art/canvas.png").await, without, "the server's picture");
        let newcomer = server.join("art", "dora").await.screen.seq;
        let then = hash_of(&server, &format!("art/canvas.png?at={before}")).await;
        assert_ne!(then, without, "the past is as it was");
        assert_eq!(
            hash_of(&server, &format!("art/canvas.png?at={newcomer}")).await,
            without,
            "now"
        );

        people[1].undo().await;
        people[1].redo().await;
        assert_eq!(hash_of(&server, "art/canvas.png").await, without, "Ben has nothing to undo");
        let lift = json!({"author": author, "lifts": true});
        assert_eq!(post(&server, "art/veils", &key, &lift).await.0, 202, "and back");
        until_equal(&mut people, &with).await;
        assert_eq!(hash_of(&server, "art/canvas.png").await, with, "all of it again");
    }
}

#[tokio::test]
async fn v22_who_was_away_and_who_reads_the_past_take_a_picture() {
    let server = TestServer::with(options(6)).await;
    let (mut people, _) = play(&server, "art", 0, true).await;
    play(&server, "without", 0, false).await;
    let without = hash_of(&server, "without/canvas.png").await;
    let mut old = server.join_plain("art").await;
    let key = host(&server, "art").await;
    people[2].cut();
    let body = json!({"author": people[1].welcome["author"]});
    post(&server, "art/veils", &key, &body).await;
    people[0].until_hash(&without).await;
    people[2].come_back().await;
    people[2].until_hash(&without).await;
    while plain_hash(&old.until("canvasState").await) != without {}

    let entries = server.get("/api/rooms/art/entries").await.body;
    let text = String::from_utf8(entries).expect("text");
    let rebase = text.lines().find(|line| line.contains("\"rebase\"")).expect("a line");
    let seq = serde_json::from_str::<Value>(rebase).expect("JSON")["seq"].clone();
    assert_eq!(hash_of(&server, &format!("art/canvas.png?at={seq}")).await, without, "its picture");
    let marks = server.get("/api/rooms/art/timeline").await;
    let marks: Value = serde_json::from_slice(&marks.body).expect("JSON");
    let last = marks["marks"].as_array().and_then(|marks| marks.last()).expect("a mark");
    assert_eq!((&last["kind"], &last["author"]), (&json!("hide"), &body["author"]), "told");
    let svg = String::from_utf8(server.get("/api/rooms/art/canvas.svg").await.body).expect("text");
    assert!(svg.contains("#c62828") && !svg.contains("#1d5fd6"), "vectors without Ben");
}

#[tokio::test]
async fn h23_it_is_so_after_a_restart_and_goes_on() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = || Box::new(DiskStore::open(dir.path()).expect("it opens")) as Box<dyn Store>;
    let server = TestServer::on(store(), options(6)).await;
    let (mut people, _) = play(&server, "art", 0, true).await;
    play(&server, "without", 0, false).await;
    let without = hash_of(&server, "without/canvas.png").await;
    let key = host(&server, "art").await;
    let author = people[1].welcome["author"].clone();
    post(&server, "art/veils", &key, &json!({"author": author})).await;
    people[0].until_hash(&without).await;
    drop(people);
    server.server.shutdown().await;

    let server = TestServer::on(store(), options(6)).await;
    assert_eq!(hash_of(&server, "art/canvas.png").await, without, "after a restart");
    let mut ada = server.join("art", "ada").await;
    ada.draw("#000000", &Chance(2).walk(9)).await;
    let mut same = server.join("without", "ada").await;
    same.draw("#000000", &Chance(2).walk(9)).await;
    assert_eq!(ada.screen.hash(), same.screen.hash(), "and it goes on");
    post(&server, "art/veils", &key, &json!({"author": author, "lifts": true})).await;
    ada.until("all of it again", |ada| ada.screen.snapshots > 1).await;
    assert_eq!(ada.screen.hash(), hash_of(&server, "art/canvas.png").await, "as the server has it");
}
