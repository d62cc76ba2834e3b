//! Rooms made, listed and let go of by programs.

use super::{TOKEN, ask, options, server, text};
use crate::support::easel::EaselClient;
use crate::support::server::TestServer;
use easel::store::DiskStore;
use serde_json::{Value, json};

const LINE: [i64; 6] = [800, 800, 40, 9_600, 6_400, 40];

async fn make(server: &TestServer, wish: Value) -> (u16, Value) {
    ask(server, TOKEN, "POST", "/api/rooms", &wish.to_string()).await
}

async fn remove(server: &TestServer, path: &str) -> u16 {
    ask(server, TOKEN, "DELETE", &format!("/api/rooms/{path}"), "").await.0
}

#[tokio::test]
async fn h33_a_room_is_made_with_its_host_its_code_and_its_guests() {
    let server = server().await;
    let wish = json!({ "room": "exam", "title": "Ms. Lovelace", "guests": null, "code": true });
    let (status, made) = make(&server, wish).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(made["link"], format!("http://{}/r/exam", server.address), "where it is");
    let led = server.get(&format!("/api/codes/{}", text(&made["code"]))).await;
    assert_eq!(led.body, br#"{"room":"exam"}"#, "its code");
    let key = text(&made["key"]);
    let host = EaselClient::join_as(server.address, "exam", "ada", json!({ "key": key })).await;
    assert_eq!(host.welcome["role"], "host", "the key is a host's");
    let (_, passes) = ask(&server, &key, "GET", "/api/rooms/exam/passes", "").await;
    assert_eq!(passes["guests"], Value::Null, "guests stay outside");
    assert_eq!(passes["passes"][0]["title"], "Ms. Lovelace", "the pass by its title");
    let (status, _) = make(&server, json!({ "room": "exam" })).await;
    assert_eq!(status, 409, "it has a host");
    let (_, fresh) = make(&server, json!({})).await;
    assert!(text(&fresh["room"]).len() > 20, "a name nobody guesses: {fresh}");
    assert!(fresh["code"].is_null(), "no code unless one is wanted");
}

#[tokio::test]
async fn h33_what_cannot_be_made_is_refused() {
    let server = server().await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &LINE).await;
    assert_eq!(make(&server, json!({ "room": "art" })).await.0, 409, "it was drawn in");
    for wrong in [
        json!({ "room": "No Room" }),
        json!({ "guests": "host" }),
        json!({ "title": "x".repeat(81) }),
        json!({ "code": "yes" }),
    ] {
        assert_eq!(make(&server, wrong.clone()).await.0, 400, "{wrong}");
    }
}

#[tokio::test]
async fn h34_rooms_are_listed_by_name_with_what_is_known_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = DiskStore::open(folder.path()).expect("a store");
    let server = TestServer::on(Box::new(store), options()).await;
    let mut people = Vec::new();
    for n in 10..32 {
        let mut ada = server.join(&format!("room-{n}"), "ada").await;
        ada.draw("#c62828", &LINE).await;
        people.push(ada);
    }
    drop(people.split_off(2));
    let _watching = server.join("looked-at", "ben").await;
    make(&server, json!({ "room": "made" })).await;
    let (_, all) = ask(&server, TOKEN, "GET", "/api/rooms", "").await;
    let names = |told: &Value| -> Vec<String> {
        told["rooms"].as_array().expect("rooms").iter().map(|it| text(&it["room"])).collect()
    };
    assert_eq!(names(&all)[..3], ["looked-at", "made", "room-10"], "kept or open, by name");
    assert_eq!((names(&all).len(), &all["next"]), (24, &Value::Null), "all of them");
    let (looked_at, drawn_in) = (&all["rooms"][0], &all["rooms"][2]);
    assert_eq!(looked_at["clientCount"], 1, "Ben");
    assert_eq!((&looked_at["entries"], &looked_at["created"]), (&json!(0), &Value::Null), "blank");
    assert_eq!(drawn_in["clientCount"], 1, "Ada");
    assert!(drawn_in["entries"].as_u64() >= Some(1), "entries: {drawn_in}");
    assert!(drawn_in["lastDrawn"].as_u64() >= drawn_in["created"].as_u64(), "times: {drawn_in}");
    assert!(drawn_in["bytes"].as_u64() > Some(20), "bytes: {drawn_in}");
    let (mut paged, mut after) = (Vec::new(), "room-09".to_owned());
    loop {
        let path = format!("/api/rooms?limit=10&after={after}");
        let (_, page) = ask(&server, TOKEN, "GET", &path, "").await;
        paged.extend(names(&page));
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => break,
        }
    }
    assert_eq!(paged, names(&all)[2..], "page by page, each once");
    for wrong in ["limit=0", "limit=201", "after=No%20Room"] {
        let (status, _) = ask(&server, TOKEN, "GET", &format!("/api/rooms?{wrong}"), "").await;
        assert_eq!(status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn h35_everybody_leaves_a_room_that_goes_and_nothing_of_it_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Box::new(DiskStore::open(folder.path()).expect("a store"));
    let server = TestServer::on(open(), options()).await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &LINE).await;
    let mut other = server.join("other", "cleo").await;
    other.draw("#1d5fd6", &LINE).await;
    let journal = ada.welcome["journal"].clone();
    let (removed, closed) = tokio::join!(remove(&server, "art"), ada.until_closed());
    assert_eq!((removed, closed), (204, Some(4003)), "told and sent away");
    let told = ada.refusals.last().expect("a refusal");
    assert_eq!(told["code"], "gone", "and why: {told}");
    assert_eq!(remove(&server, "art").await, 404, "there is no such room any more");
    assert_eq!(server.get("/api/rooms/art/canvas.png").await.status, 404, "no picture");
    let mut ben = server.join("art", "ben").await;
    assert_ne!(ben.welcome["journal"], journal, "the name is free for another room");
    ben.draw("#1a7436", &LINE).await;
    let png = server.get("/api/rooms/art/canvas.png").await.body;
    assert_eq!(remove(&server, "art?saved=1").await, 204, "that one too");
    other.draw("#1d5fd6", &LINE).await;
    server.server.shutdown().await;
    let server = TestServer::on(open(), options()).await;
    assert_eq!(server.get("/api/rooms/art").await.status, 200, "the store opens again");
    assert_eq!(server.get("/api/rooms/art/canvas.png").await.status, 404, "without it");
    let kept = server.get("/api/rooms/other/canvas.png").await;
    assert!(kept.status == 200 && kept.body != png, "with all others");
}

#[tokio::test]
async fn h35_what_was_saved_stays_unless_it_is_meant_too() {
    let server = server().await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#c62828", &LINE).await;
    let body = json!({ "title": "A line" }).to_string();
    let (_, saved) = ask(&server, "", "POST", "/api/rooms/art/saved", &body).await;
    let saved = format!("/api/saved/{}", text(&saved["id"]));
    assert_eq!(remove(&server, "art").await, 409, "something of it was saved");
    ada.draw("#c62828", &LINE).await;
    assert_eq!(server.get(&saved).await.status, 200, "and nobody noticed");
    let (removed, _) = tokio::join!(remove(&server, "art?saved=1"), ada.until_closed());
    assert_eq!(removed, 204, "that too");
    assert_eq!(server.get(&saved).await.status, 404, "the name is gone");
}

#[tokio::test]
async fn h35_a_room_goes_while_people_draw_and_come_in() {
    let server = server().await;
    let mut old = server.join_plain("art").await;
    let mut people = Vec::new();
    for name in ["ada", "ben", "cleo"] {
        let mut one = server.join("art", name).await;
        one.draw("#c62828", &LINE).await;
        people.push(one);
    }
    let drawing = async {
        for one in &mut people {
            one.draw_later("#1d5fd6", &LINE).await;
            assert_eq!(one.until_closed().await, Some(4003), "{} must go", one.name);
        }
        old.until_closed().await
    };
    let coming = async {
        // Whoever comes meanwhile is sent away too, or is in the room of that name that comes after it.
        for _ in 0..20 {
            drop(server.join_plain("art").await);
        }
    };
    let (removed, closed, ()) = tokio::join!(remove(&server, "art"), drawing, coming);
    assert_eq!((removed, closed), (204, Some(4003)), "old clients too");
    let mut late = server.join("art", "late").await;
    late.draw("#1a7436", &LINE).await;
    let (_, told) = ask(&server, "", "GET", "/api/rooms/art/timeline", "").await;
    assert_eq!(told["authors"].as_array().map(Vec::len), Some(1), "nobody but who came late");
}

#[tokio::test]
async fn h33_h35_a_room_that_is_closed_to_guests_goes_too() {
    let server = server().await;
    make(&server, json!({ "room": "exam", "guests": null })).await;
    assert_eq!(server.get("/api/rooms/exam").await.status, 403, "it needs a pass");
    assert_eq!(remove(&server, "exam").await, 204, "the operator needs none");
    assert_eq!(server.get("/api/rooms/exam").await.status, 200, "and its door is gone");
}
