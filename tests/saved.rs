//! Saved canvases, copies of rooms, and bringing a room back to a moment.

use crate::support::easel::EaselClient;
use crate::support::scene::{Chance, line};
use crate::support::server::{Answer, TestServer, get, send};
use easel::history::{Command, Event, ItemKind};
use easel::model::{AuthorId, Brush, Counter, JournalId, Millis, Point, Rgb, RoomId, Size, Tool};
use easel::raster::decode_png;
use easel::server::ServerOptions;
use easel::store::{Append, MemoryStore, RoomMeta, Store};
use serde_json::{Value, json};

async fn ask(server: &TestServer, method: &str, path: &str, key: &str, body: &Value) -> Answer {
    let headers = format!("authorization: Bearer {key}\r\n");
    send(method, server.address, path, &headers, body.to_string().as_bytes()).await
}

fn json_of(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{}", String::from_utf8_lossy(&answer.body));
    serde_json::from_slice(&answer.body).expect("JSON")
}

async fn listed(server: &TestServer, query: &str) -> (Vec<String>, Value) {
    let list = json_of(&server.get(&format!("/api/saved{query}")).await, 200);
    let canvases = list["canvases"].as_array().expect("canvases");
    let titles =
        canvases.iter().map(|canvas| canvas["title"].as_str().expect("a title").to_owned());
    (titles.collect(), list["next"].clone())
}

async fn hash_at(server: &TestServer, room: &str, at: &str) -> String {
    let answer = server.get(&format!("/api/rooms/{room}/canvas.png?{at}")).await;
    decode_png(&answer.body, Size::default()).expect("a picture").hash()
}

async fn scribble(server: &TestServer, room: &str) -> EaselClient {
    let mut chance = Chance(3);
    let mut ada = server.join(room, "ada").await;
    for _ in 0..8 {
        let walk = chance.walk(12);
        ada.draw("#c62828", &walk).await;
    }
    ada
}

#[tokio::test]
async fn h15_h16_a_moment_gets_a_name_is_found_and_changed_by_its_key() {
    let server = TestServer::start().await;
    let mut ada = scribble(&server, "art").await;
    let then = ada.screen.hash();
    let body = json!({"title": "  The house "});
    let saved = json_of(&ask(&server, "POST", "/api/rooms/art/saved", "", &body).await, 201);
    let (id, key) = (saved["id"].as_str().expect("an id"), saved["key"].as_str().expect("a key"));
    assert_eq!(saved["title"], "The house", "trimmed");
    assert_eq!((&saved["authors"], &saved["public"]), (&json!(1), &json!(false)), "what it is");
    ada.draw("#000000", &line((0, 0), (900, 900))).await;
    let at = format!("at={}&journal={}", saved["seq"], saved["journal"].as_str().expect("one"));
    assert_eq!(hash_at(&server, "art", &at).await, then, "the moment stays");

    assert_eq!(listed(&server, "").await.0, [""; 0], "not found by others");
    assert_eq!(listed(&server, &format!("?ids={id}")).await.0, ["The house"], "but by its name");
    let path = format!("/api/saved/{id}");
    for wrong in ["", "AAAAAAAAAAAAAAAAAAAAAA", "short"] {
        let refused = ask(&server, "PATCH", &path, wrong, &json!({"public": true})).await;
        assert_eq!(refused.status, 403, "with the key {wrong:?}");
        assert_eq!(ask(&server, "DELETE", &path, wrong, &Value::Null).await.status, 403, "as well");
    }
    let change = json!({"public": true, "title": "Our house"});
    json_of(&ask(&server, "PATCH", &path, key, &change).await, 200);
    assert_eq!(listed(&server, "?search=OUR").await.0, ["Our house"], "found by anyone");
    assert_eq!(listed(&server, "?search=castle").await.0, [""; 0], "by its words");
    json_of(&ask(&server, "DELETE", &path, key, &Value::Null).await, 200);
    assert_eq!(server.get(&path).await.status, 404, "deleted");
    json_of(&ask(&server, "PATCH", &path, key, &json!({"deleted": false})).await, 200);
    assert_eq!(json_of(&server.get(&path).await, 200)["title"], "Our house", "and back");

    for (body, status) in [
        (json!({"title": ""}), 400),
        (json!({"title": "x".repeat(81)}), 400),
        (json!({"title": "x", "at": "soon"}), 400),
        (json!([1]), 400),
        (json!({"title": "x".repeat(20_000)}), 413),
    ] {
        let answer = ask(&server, "POST", "/api/rooms/art/saved", "", &body).await;
        assert_eq!(answer.status, status, "{}", String::from_utf8_lossy(&answer.body));
    }
    let evil = "origin: http://evil.example\r\n";
    let post =
        send("POST", server.address, "/api/rooms/art/saved", evil, b"{\"title\":\"x\"}").await;
    assert_eq!(post.status, 403, "another site");
    let none = ask(&server, "POST", "/api/rooms/blank/saved", "", &json!({"title": "x"})).await;
    assert_eq!(none.status, 404, "nothing to save");
}

#[tokio::test]
async fn h16_a_long_list_comes_in_pages() {
    let server = TestServer::start().await;
    scribble(&server, "art").await;
    for number in 0..30 {
        let body = json!({"title": format!("Canvas {number:02}"), "at": number.to_string()});
        let saved = json_of(&ask(&server, "POST", "/api/rooms/art/saved", "", &body).await, 201);
        let path = format!("/api/saved/{}", saved["id"].as_str().expect("an id"));
        let key = saved["key"].as_str().expect("a key");
        json_of(&ask(&server, "PATCH", &path, key, &json!({"public": true})).await, 200);
    }
    for sort in ["newest", "longest"] {
        let (first, next) = listed(&server, &format!("?sort={sort}")).await;
        let next = next.as_str().expect("more");
        let (second, end) = listed(&server, &format!("?sort={sort}&after={next}")).await;
        assert_eq!((first.len(), second.len(), end), (24, 6, Value::Null), "{sort}");
        let mut all = [first, second].concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 30, "each once, by {sort}");
    }
    for wrong in ["?sort=size", "?after=x", "?after=1.short"] {
        assert_eq!(
            get(server.address, &format!("/api/saved{wrong}"), "").await.status,
            400,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn h17_a_copy_begins_as_the_room_was_and_goes_its_own_way() {
    let server = TestServer::start().await;
    let mut ada = scribble(&server, "art").await;
    let (then, seq) = (ada.screen.hash(), ada.screen.seq);
    ada.clear().await;
    let body = json!({"at": seq.0.to_string()});
    let made = json_of(&ask(&server, "POST", "/api/rooms/art/branches", "", &body).await, 201);
    let copy = made["room"].as_str().expect("a room");
    assert!(copy.starts_with("art-"), "named after it: {copy}");
    let mut ben = server.join(copy, "ben").await;
    assert_eq!(ben.screen.hash(), then, "as it was");
    for at in [3, 9, seq.0] {
        let at = format!("at={at}");
        let (copied, origin) =
            (hash_at(&server, copy, &at).await, hash_at(&server, "art", &at).await);
        assert_eq!(copied, origin, "its past too, {at}");
    }
    ben.draw("#00ff00", &line((0, 0), (500, 500))).await;
    let blank = server.join("art", "cleo").await;
    assert_eq!(blank.screen.seq, ada.screen.seq, "the other room has seen nothing of it");
    let none = ask(&server, "POST", "/api/rooms/blank/branches", "", &body).await;
    assert_eq!(none.status, 404, "nothing to copy");
}

#[tokio::test]
async fn h18_the_host_brings_a_room_back_to_a_moment_and_may_undo_it() {
    let server = TestServer::start().await;
    let mut ada = scribble(&server, "art").await;
    let mut ben = server.join("art", "ben").await;
    let (then, seq) = (ada.screen.hash(), ada.screen.seq.0.to_string());
    let host = json_of(&ask(&server, "POST", "/api/rooms/art/host", "", &Value::Null).await, 201);
    let key = host["key"].as_str().expect("a key");
    let second = ask(&server, "POST", "/api/rooms/art/host", "", &Value::Null).await;
    assert_eq!(second.status, 409, "it has a host");
    ben.clear().await;
    ben.draw("#00ff00", &line((0, 0), (500, 500))).await;
    let mishap = ben.screen.hash();

    let body = json!({"at": seq, "token": ada.token()});
    let refused = ask(&server, "POST", "/api/rooms/art/restores", "AAAAAAAAAAAAAAAAAAAAAA", &body);
    assert_eq!(refused.await.status, 403, "only the host");
    assert_eq!(
        ask(&server, "POST", "/api/rooms/art/restores", key, &body).await.status,
        202,
        "yes"
    );
    for client in [&mut ada, &mut ben] {
        let laid = |client: &EaselClient| {
            let newest = client.screen.picture.window().items().next_back();
            newest.is_some_and(|item| matches!(item.kind, ItemKind::Image(_)))
        };
        client.until("the picture of then", laid).await;
    }
    assert_eq!(hash_at(&server, "art", "").await, then, "as it was");
    ada.undo().await;
    assert_eq!(hash_at(&server, "art", "").await, mishap, "undone like anything else");
    let timeline = json_of(&server.get("/api/rooms/art/timeline").await, 200);
    let kinds: Vec<_> =
        timeline["marks"].as_array().expect("marks").iter().map(|m| &m["kind"]).collect();
    assert!(kinds.contains(&&json!("restore")), "it is told: {kinds:?}");
}

#[tokio::test]
async fn v21_a_chapter_is_told_by_timelines_alone() {
    let server = TestServer::start().await;
    let mut ada = scribble(&server, "art").await;
    let (hash, seq) = (ada.screen.hash(), ada.screen.seq);
    ada.ask(json!({"type": "chapter", "title": " The roof "})).await;
    ada.until_acked().await;
    assert_eq!((ada.screen.hash(), ada.screen.seq), (hash, seq), "nothing to be seen");
    let timeline = json_of(&server.get("/api/rooms/art/timeline").await, 200);
    let mark = timeline["marks"].as_array().and_then(|marks| marks.last()).expect("a mark");
    assert_eq!((&mark["kind"], &mark["title"]), (&json!("chapter"), &json!("The roof")), "told");
    ada.ask(json!({"type": "chapter", "title": "x".repeat(81)})).await;
    ada.until("a refusal", |ada| !ada.refusals.is_empty()).await;
}

#[tokio::test]
async fn rooms_nobody_draws_in_are_let_go_where_the_operator_wants_that() {
    let mut old = MemoryStore::default();
    let then = Millis(1_000_000_000_000);
    for name in ["old", "saved"] {
        let room = RoomId::new(name).expect("a name");
        let journal = JournalId(7);
        let meta = RoomMeta { journal, size: Size::default(), created: then };
        let brush = Brush::new(Tool::Pencil, Rgb([1, 2, 3]), 255).expect("a brush");
        let points = [Point::new(80, 80, 40).expect("a point")].into();
        let event = Event::Begin { brush, points, ended: true };
        let command = Command { author: AuthorId([7; 12]), n: Counter(1), event };
        let append = Append { room, meta, at: then, commands: vec![command], images: Vec::new() };
        old.append(&[append]).expect("it is stored");
    }
    let server = TestServer::on(Box::new(old), ServerOptions::default()).await;
    assert_eq!(server.server.forget_idle(u64::MAX).await, 0, "nothing is that old");
    let title = json!({"title": "Kept"});
    json_of(&ask(&server, "POST", "/api/rooms/saved/saved", "", &title).await, 201);
    scribble(&server, "new").await;
    assert_eq!(server.server.forget_idle(86_400_000).await, 1, "one is");
    assert_eq!(server.get("/api/rooms/old/canvas.png").await.status, 404, "gone");
    for room in ["saved", "new"] {
        let path = format!("/api/rooms/{room}/canvas.png");
        assert_eq!(server.get(&path).await.status, 200, "{room} is still there");
    }
}
