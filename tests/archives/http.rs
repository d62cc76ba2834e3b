//! Archives over HTTP.

use super::*;
use crate::support::server::{TestServer, get, post};
use easel::hub::HubOptions;
use easel::server::ServerOptions;
use easel::store::MemoryStore;
use serde_json::Value;
use std::net::SocketAddr;

const DOWNLOAD: &str = "/api/rooms/art/canvas.easel";

async fn serve(story: Option<&Story>) -> TestServer {
    let mut store = MemoryStore::default();
    if let Some(story) = story {
        story.store(&mut store, "art");
    }
    let hub = HubOptions { window: BOUNDS, keyframe_entries: 500, ..HubOptions::default() };
    TestServer::on(Box::new(store), ServerOptions { hub, ..ServerOptions::default() }).await
}

async fn picture(address: SocketAddr, room: &str, at: u64) -> Vec<u8> {
    let answer = get(address, &format!("/api/rooms/{room}/canvas.png?at={at}"), "").await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.body
}

async fn sentence(address: SocketAddr, path: &str, body: &[u8], status: u16) -> String {
    let answer = post(address, path, "", body).await;
    let text = String::from_utf8(answer.body).expect("a sentence");
    assert_eq!(answer.status, status, "{path}: {text}");
    text
}

#[tokio::test]
async fn h19_h20_what_is_taken_away_comes_back_as_the_same_pictures() {
    let story = Story::new(11, 5_000);
    let server = serve(Some(&story)).await;
    let answer = server.get(DOWNLOAD).await;
    assert_eq!(answer.status, 200, "it is there");
    let named = Some("attachment; filename=\"art.easel\"");
    assert_eq!(answer.header("content-disposition"), named, "a file");
    let file = answer.body;
    let (entries, end) = read(&file);
    assert!(end.is_ok(), "{end:?}");
    assert!(entries[..5_000] == story.entries, "all of it, and what the room did since");

    let other = serve(None).await;
    let answer = post(other.address, "/api/archives?room=copy", "", &file).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.body, b"{\"room\":\"copy\"}", "which room");
    for at in [0, 1, 499, 500, 1_234, 3_000, 5_000] {
        let (a, b) = (picture(server.address, "art", at).await, picture(other.address, "copy", at));
        assert_eq!(a, b.await, "at {at}");
    }
    let mut ada = other.join_plain("copy").await;
    ada.draw((10, 10), (90, 90)).await;
    ada.send(&serde_json::json!({"type": "canvasRequest"})).await;
    ada.until("canvasState").await;
    let taken = sentence(other.address, "/api/archives?room=copy", &file, 409).await;
    assert_eq!(taken, "The room copy is in use or has a drawing already.\n", "never changed");

    let answer = post(other.address, "/api/archives", "", &file).await;
    let told: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let new = told["room"].as_str().expect("a name");
    assert!(new.starts_with("art-") && new.len() == 12, "a new name: {new}");
    let last = picture(server.address, "art", 5_000).await;
    assert_eq!(picture(other.address, new, 5_000).await, last, "the same picture");
}

#[tokio::test]
async fn h19_a_download_goes_up_to_a_moment_and_is_not_made_again() {
    let story = Story::new(12, 900);
    let server = serve(Some(&story)).await;
    for (to, expected) in [("100", 100), ("99999", 900), ("0.0s", 1)] {
        let answer = server.get(&format!("{DOWNLOAD}?to={to}")).await;
        let (entries, end) = read(&answer.body);
        assert!(end.is_ok(), "{end:?}");
        let first = |entry: &&easel::history::Entry| entry.at == story.entries[0].at;
        let together = story.entries.iter().filter(first).count();
        let expected = if to == "0.0s" { together } else { expected };
        // The room may have ended strokes that were silent since.
        assert!(entries.len() == expected || to == "99999", "up to {to}: {}", entries.len());
        assert!(entries[..expected] == story.entries[..expected], "up to {to}");
    }
    let path = format!("{DOWNLOAD}?to=100&journal=000000000000000c");
    let answer = server.get(&path).await;
    let lasts = answer.header("cache-control").expect("a rule").to_owned();
    assert!(lasts.contains("immutable"), "it never changes: {lasts}");
    let tag = answer.header("etag").expect("a tag").to_owned();
    let again = get(server.address, &path, &format!("if-none-match: {tag}\r\n")).await;
    assert_eq!(again.status, 304, "the asker has it");
    for (path, status) in [
        (format!("{DOWNLOAD}?to=x"), 400),
        (format!("{DOWNLOAD}?journal=0000000000000001"), 404),
        ("/api/rooms/blank/canvas.easel".to_owned(), 404),
        ("/api/rooms/No%20Room/canvas.easel".to_owned(), 404),
    ] {
        assert_eq!(server.get(&path).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn h20_what_is_no_archive_is_refused_and_nothing_of_it_stays() {
    let server = serve(None).await;
    let bytes = archive(&Story::new(13, 3_000));
    let all = "/api/archives?room=new";
    let said = sentence(server.address, all, b"nothing", 422).await;
    assert_eq!(said, "This is no easel archive.\n", "foreign");
    let said = sentence(server.address, all, &bytes[..bytes.len() / 2], 422).await;
    assert!(said.contains("it was cut"), "{said}");
    let mut damaged = bytes.clone();
    damaged[20_000] ^= 1;
    let said = sentence(server.address, all, &damaged, 422).await;
    assert!(said.contains("it cannot be read after line"), "{said}");
    sentence(server.address, "/api/archives?room=No%20Room", &bytes, 400).await;
    let origin = "origin: http://evil.example\r\n";
    let answer = post(server.address, all, origin, &bytes).await;
    assert_eq!(answer.status, 403, "another origin");
    let length = "content-length: 300000000\r\n";
    let answer = post(server.address, all, length, b"").await;
    assert!(answer.status == 413 || answer.status == 400, "too large: {}", answer.status);
    assert_eq!(server.get("/api/rooms/new/canvas.png").await.status, 404, "no half room");
    // Somebody looked into the room just now: it is open, and an import would pull it from under them.
    sentence(server.address, all, &bytes, 409).await;
    sentence(server.address, "/api/archives?room=newer", &bytes, 201).await;
}

#[tokio::test]
async fn h20_who_hangs_up_leaves_nothing_and_others_can_go_on() {
    use tokio::io::AsyncWriteExt;
    let server = serve(None).await;
    let bytes = archive(&Story::new(14, 3_000));
    let mut stream = tokio::net::TcpStream::connect(server.address).await.expect("a connection");
    let head = format!(
        "POST /api/archives?room=new HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).await.expect("a request");
    stream.write_all(&bytes[..bytes.len() / 2]).await.expect("half of it");
    drop(stream);
    let answer = post(server.address, "/api/archives?room=new", "", &bytes).await;
    assert_eq!(answer.status, 201, "its turn came: {}", String::from_utf8_lossy(&answer.body));
}
