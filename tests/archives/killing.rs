//! `kill -9` while keyframes are left, a room is brought back to moments, and somebody's work is hidden: the
//! program's own check finds nothing wrong afterwards, down to the pixels.

use super::commands::{drawn, windowed};
use super::*;
use crate::support::eventually;
use crate::support::process::Process;
use crate::support::scene::Chance;
use crate::support::server::{get, send};
use crate::support::story::BOUNDS_FLAGS;
use easel::raster::decode_png;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Asks for something that may never be answered; true when it was.
async fn try_ask(address: SocketAddr, method: &str, path: &str, key: &str, body: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(address).await else { return false };
    let request = format!(
        "{method} /api/rooms/art/{path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         authorization: Bearer {key}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut answer = Vec::new();
    let asked = stream.write_all(request.as_bytes()).await.is_ok();
    let read = asked && stream.read_to_end(&mut answer).await.is_ok();
    read && answer.starts_with(b"HTTP/1.1 20")
}

/// Goes to moments, restores and hides until the server is gone; counts what was done.
async fn trouble(
    address: SocketAddr,
    key: String,
    authors: Vec<String>,
    done: Arc<AtomicU32>,
    mut chance: Chance,
) {
    loop {
        let at = chance.below(12_000);
        let who = &authors[chance.below(authors.len() as u64) as usize];
        let answered = match chance.below(4) {
            0 => {
                let body = json!({"at": at.to_string()}).to_string();
                try_ask(address, "POST", "restores", &key, &body).await
            }
            1 => {
                let lifts = chance.once_in(2);
                let body = json!({"author": who, "since": at.to_string(), "lifts": lifts});
                try_ask(address, "POST", "veils", &key, &body.to_string()).await
            }
            _ => try_ask(address, "GET", &format!("canvas.png?at={at}"), &key, "").await,
        };
        if !answered {
            return;
        }
        done.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_while_the_past_is_read_and_changed_leaves_everything_as_it_was_written() {
    let story = Story::new(61, 12_000);
    let dir = drawn(&story);
    let authors: std::collections::BTreeSet<String> =
        story.entries.iter().map(|entry| entry.command.author.to_string()).collect();
    let authors: Vec<_> = authors.into_iter().collect();
    let server = Process::start(dir.path(), &BOUNDS_FLAGS);
    let host = send("POST", server.address, "/api/rooms/art/host", "", b"{}").await;
    let host: serde_json::Value = serde_json::from_slice(&host.body).expect("JSON");
    let key = host["key"].as_str().expect("a key").to_owned();
    server.kill();

    let (mut chance, done) = (Chance(61), Arc::new(AtomicU32::new(0)));
    for round in 1..=8 {
        let server = Process::start(dir.path(), &BOUNDS_FLAGS);
        let troubles: Vec<_> = (0..3)
            .map(|_| {
                let (key, authors, done) = (key.clone(), authors.clone(), Arc::clone(&done));
                let chance = Chance(chance.next());
                tokio::spawn(trouble(server.address, key, authors, done, chance))
            })
            .collect();
        // Two answers a round, however slow the machine is, and then at any moment.
        let troubled = || (done.load(Ordering::Relaxed) >= round * 2).then_some(());
        eventually("answers", troubled).await;
        tokio::time::sleep(Duration::from_millis(chance.below(200))).await;
        server.kill();
        for trouble in troubles {
            trouble.await.expect("it ends");
        }
    }

    let server = Process::start(dir.path(), &BOUNDS_FLAGS);
    let now = get(server.address, "/api/rooms/art/canvas.png", "").await.body;
    let now = decode_png(&now, story.meta.size).expect("a picture").hash();
    let end = get(server.address, "/api/rooms/art/canvas.png?at=99999999", "").await.body;
    assert_eq!(decode_png(&end, story.meta.size).expect("a picture").hash(), now, "one picture");
    assert!(server.terminate(), "it stops well");
    let (whole, said) = windowed(&["check"], dir.path());
    assert!(whole, "everything is as it was written: {said}");
    assert!(!said.contains(" 0 keyframes"), "keyframes were left, and are right: {said}");
}
