//! Strokes that programs send.

use super::{TOKEN, ask, server, text};
use crate::support::easel::EaselClient;
use crate::support::failing::FailingStore;
use crate::support::server::TestServer;
use easel::model::Token;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

async fn draw(server: &TestServer, key: &str, room: &str, body: &Value) -> (u16, Value) {
    ask(server, key, "POST", &format!("/api/rooms/{room}/strokes"), &body.to_string()).await
}

async fn host(server: &TestServer, room: &str) -> String {
    let (status, told) = ask(server, "", "POST", &format!("/api/rooms/{room}/host"), "{}").await;
    assert_eq!(status, 201, "it has no host yet");
    text(&told["key"])
}

async fn entries(server: &TestServer) -> u64 {
    let (_, told) = ask(server, TOKEN, "GET", "/api/rooms", "").await;
    told["rooms"][0]["entries"].as_u64().expect("a place")
}

fn stroke(x: i64) -> Value {
    json!({ "tool": "pencil", "color": "#c62828", "opacity": 200,
            "points": [x, 800, 40, x + 900, 900, 24] })
}

#[tokio::test]
async fn h36_strokes_of_a_host_are_seen_by_all_also_where_drawing_is_locked() {
    let server = server().await;
    let mut ada = server.join("art", "ada").await;
    ada.draw("#1d5fd6", &[80, 80, 16]).await;
    let key = host(&server, "art").await;
    ada.ask(json!({ "type": "key", "key": key })).await;
    ada.until("a host", |me| me.house["role"] == "host").await;
    ada.ask(json!({ "type": "rules", "locked": true })).await;
    ada.until_acked().await;
    let before = entries(&server).await;
    let strokes: Vec<_> = (0..64).map(|n| stroke(n * 80)).collect();
    let (status, told) = draw(&server, &key, "art", &json!(strokes)).await;
    assert_eq!((status, told["seq"].as_u64()), (201, Some(before + 64)), "the place of the last");
    assert_eq!(entries(&server).await, before + 64, "and all are stored");
    ada.until("all of them", |me| me.screen.seq.0 >= before + 64).await;
    let mut late = server.join("art", "late").await;
    let truth = ada.screen.hash();
    late.until_hash(&truth).await;
    let (_, told) = ask(&server, "", "GET", "/api/rooms/art/timeline", "").await;
    let authors = told["authors"].as_array().expect("authors");
    assert!(authors.iter().any(|author| author["strokes"] == 64), "one author: {authors:?}");
}

#[tokio::test]
async fn h36_a_token_says_whose_they_are_and_they_can_be_undone() {
    let server = server().await;
    let mut ada = server.join("art", "ada").await;
    let body = json!({ "strokes": [stroke(80)], "token": ada.token() });
    let (status, told) = draw(&server, TOKEN, "art", &body).await;
    assert_eq!(status, 201, "the operator needs no key: {told}");
    ada.until("it", |me| me.screen.seq.0 >= 1).await;
    let author = Token::new(&ada.token()).expect("a token").author().to_string();
    let item = &ask(&server, "", "GET", "/api/rooms/art/snapshot", "").await.1["items"][0];
    assert_eq!((&item["author"], &item["n"]), (&json!(author), &json!(0)), "hers: {item}");
    ada.undo().await;
    let item = &ask(&server, "", "GET", "/api/rooms/art/snapshot", "").await.1["items"][0];
    assert_eq!(item["hidden"], true, "she took it back: {item}");
}

#[tokio::test]
async fn h36_what_cannot_be_drawn_is_refused_and_nothing_of_it_drawn() {
    let server = server().await;
    let key = host(&server, "art").await;
    let with = |name: &str, value: Value| {
        let mut one = stroke(80);
        one[name] = value;
        json!([stroke(80), one])
    };
    for (body, why) in [
        (json!([]), "nothing to draw"),
        (json!({}), "strokes"),
        (json!("nothing"), "could not be understood"),
        (json!(vec![stroke(80); 65]), "up to 64"),
        (with("opacity", json!(0)), "opacity must be 1 to 255"),
        (with("tool", json!("axe")), "could not be understood"),
        (with("color", json!("red")), "could not be understood"),
        (with("points", json!([1, 2])), "come in threes"),
        (with("points", json!([1, 2, 0])), "pen lifted"),
        (with("points", json!(vec![8; 513 * 3])), "up to 512"),
        (json!({ "strokes": [stroke(80)], "token": "short" }), "token must be"),
    ] {
        let (status, said) = draw(&server, &key, "art", &body).await;
        assert!(status == 400 && text(&said).contains(why), "{why}: {status} {said}");
    }
    let long = json!([" ".repeat(3 << 20)]);
    assert_eq!(draw(&server, &key, "art", &long).await.0, 413, "too long");
    for key in ["", "nobody", &"A".repeat(22)] {
        assert_eq!(draw(&server, key, "art", &json!([stroke(80)])).await.0, 403, "{key}");
    }
    let other = TestServer::start().await;
    assert_eq!(draw(&other, TOKEN, "art", &json!([stroke(80)])).await.0, 403, "no operator");
    assert_eq!(server.get("/api/rooms/art/canvas.png").await.status, 404, "nothing was drawn");
}

#[tokio::test]
async fn h36_strokes_that_cannot_be_stored_are_not_answered_as_if_they_were() {
    let store = FailingStore::default();
    let broken = store.switch();
    let server = TestServer::on(Box::new(store), super::options()).await;
    let mut ada: EaselClient = server.join("art", "ada").await;
    ada.draw("#1d5fd6", &[80, 80, 16]).await;
    broken.store(true, Ordering::Relaxed);
    for _ in 0..2 {
        let (status, _) = draw(&server, TOKEN, "art", &json!([stroke(80)])).await;
        assert_eq!(status, 503, "not stored, not answered");
    }
    broken.store(false, Ordering::Relaxed);
    ada.until("storing works again", |me| me.notices.iter().any(|it| it == "resumed")).await;
    let (status, told) = draw(&server, TOKEN, "art", &json!([stroke(80)])).await;
    assert_eq!(status, 201, "it goes on: {told}");
    ada.until("it", |me| me.screen.seq.0 >= told["seq"].as_u64().expect("a place")).await;
}
