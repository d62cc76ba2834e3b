//! A school behind one address: everybody draws, one floods, and too many knock.

use crate::support::easel::EaselClient;
use crate::support::plain::PlainClient;
use crate::support::scene::outside;
use crate::support::server::{TestServer, get};
use easel::hub::HubOptions;
use easel::server::ServerOptions;
use serde_json::{Value, json};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const PUPILS: usize = 40;

/// What a pen gives in three seconds, 60 times a second, as a page sends it: three points with each message.
const MESSAGES: i64 = 60;
const POINTS_EACH: i64 = 3;
const MESSAGE_EVERY: Duration = Duration::from_millis(50);

const HANDSHAKE: &str = "connection: Upgrade\r\nupgrade: websocket\r\n\
    sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// Draws one stroke at the speed of a hand, reading along, until all of it is stored.
async fn lesson(mut pupil: EaselClient, row: i64) -> EaselClient {
    let at = |step: i64| [step * 8, row * 200, 16];
    let stroke = pupil.begin("#1d5fd6", &at(0)).await;
    for message in 0..MESSAGES {
        let steps = message * POINTS_EACH..(message + 1) * POINTS_EACH;
        pupil.points(stroke, &steps.flat_map(|step| at(step + 1)).collect::<Vec<_>>()).await;
        pupil.read_for(MESSAGE_EVERY).await;
    }
    pupil.end(stroke).await;
    pupil.until_acked().await;
    pupil
}

/// Draws without a pause until it is stopped, where that costs nobody's time to paint.
async fn flood(mut flood: EaselClient, stop: CancellationToken) -> EaselClient {
    let endless = async {
        loop {
            flood.draw_later("#c62828", &outside(500)).await;
        }
    };
    stop.run_until_cancelled(endless).await;
    flood
}

/// How many points the room keeps of each author, fewest first.
async fn points_kept(server: &TestServer) -> Vec<u64> {
    let told = server.get("/api/rooms/art/timeline").await;
    let told: Value = serde_json::from_slice(&told.body).expect("JSON");
    let authors = told["authors"].as_array().expect("authors");
    let mut points: Vec<_> = authors.iter().filter_map(|lane| lane["points"].as_u64()).collect();
    points.sort_unstable();
    points
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w12_w14_a_class_draws_on_while_one_of_it_floods() {
    let server = TestServer::start().await;
    let mut pupils = Vec::new();
    for number in 0..PUPILS {
        pupils.push(server.join("art", &format!("pupil-{number}")).await);
    }
    let stop = CancellationToken::new();
    let flooding = flood(server.join("art", "flood").await, stop.clone());
    let flooding = tokio::spawn(flooding);
    let lessons = (0..).zip(pupils).map(|(row, pupil)| tokio::spawn(lesson(pupil, row)));
    let mut pupils = Vec::new();
    for lesson in lessons.collect::<Vec<_>>() {
        pupils.push(lesson.await.expect("a lesson to its end"));
    }
    stop.cancel();
    let mut flood = flooding.await.expect("an end of the flood");
    flood.until("word of its ink", |me| !me.inks.is_empty()).await;
    assert!(flood.acked < flood.n, "its backlog waits while everybody else is done");
    assert_eq!(flood.inks[0]["perSecond"], json!(2_000), "it is told its budget");
    assert_eq!(flood.inks[0]["left"], json!(0), "and that it is used up");
    assert_eq!(flood.closed, None, "it was not cut off");
    // What the system still holds of it goes with its socket.
    flood.cut();
    drop(flood);
    pupils[0].until("the flood to be gone", |me| me.client_count == PUPILS as u64).await;
    let mut late = server.join("art", "late").await;
    for pupil in &mut pupils {
        pupil.until_seq(late.screen.seq).await;
        assert_eq!(pupil.screen.hash(), late.screen.hash(), "{} sees the same", pupil.name);
        assert_eq!((pupil.closed, pupil.inks.len()), (None, 0), "{} noticed nothing", pupil.name);
        assert_eq!((pupil.refusals.len(), pupil.unsure.len()), (0, 0), "{} lost some", pupil.name);
    }
    let (kept, drawn) = (points_kept(&server).await, (MESSAGES * POINTS_EACH + 1) as u64);
    assert_eq!(kept[..PUPILS], [drawn; PUPILS], "every point of everybody");
    assert!(kept[PUPILS] > 20_000, "and the first ten seconds of the flood: {kept:?}");
    assert_eq!(server.server.counts().dead.get(), 0, "nobody was lost");
}

#[tokio::test]
async fn w12_who_was_slowed_is_told_again_when_ink_has_come() {
    let hub = HubOptions { points_per_second: 200, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut ada = server.join("art", "ada").await;
    let mut plain = server.join_plain("art").await;
    for _ in 0..5 {
        ada.draw_later("#c62828", &outside(420)).await;
    }
    ada.until_acked().await;
    ada.until("good news", |me| me.inks.iter().any(|ink| ink["waitMs"] == json!(0))).await;
    let (last, waits) = ada.inks.split_last().expect("some news");
    assert!(!waits.is_empty() && waits.iter().all(|ink| ink["left"] == json!(0)), "{waits:?}");
    assert!(last["left"].as_u64().is_some_and(|left| left >= 1_000), "half of all: {last}");
    for x in 0..1_001 {
        plain.draw((x, -9_000), (x, -9_001)).await;
    }
    plain.canvas_hash().await;
    assert!(
        plain.texts.iter().all(|text| !text.contains(r#""ink""#)),
        "the seed knows no such word"
    );
}

#[tokio::test]
async fn w12_who_does_not_stop_is_cut_off_last() {
    let hub = HubOptions { points_per_second: 100, ..HubOptions::default() };
    let patience = Some(Duration::from_millis(1_500));
    let server = TestServer::with(ServerOptions { hub, patience, ..Default::default() }).await;
    let mut ada = server.join("art", "ada").await;
    let mut flood = server.join("art", "flood").await;
    for _ in 0..8 {
        flood.draw_later("#c62828", &outside(500)).await;
    }
    assert_eq!(flood.until_closed().await, Some(1008), "too much ink");
    assert!(!flood.inks.is_empty(), "it was told before");
    ada.draw("#1d5fd6", &[80, 80, 16]).await;
    assert_eq!(ada.closed, None, "nobody else is concerned");
}

#[tokio::test]
async fn w14_too_many_connections_of_one_address_are_asked_to_come_back() {
    let options = ServerOptions { connects_per_minute: Some(6), ..ServerOptions::default() };
    let server = TestServer::with(options).await;
    for _ in 0..5 {
        PlainClient::connect(server.address, "/ws/art").await;
    }
    let claimed = format!("{HANDSHAKE}x-forwarded-for: 198.51.100.7\r\n");
    for headers in [HANDSHAKE, &claimed] {
        let answer = get(server.address, "/ws/art", headers).await;
        assert_eq!(answer.status, 429, "six a minute are five at once");
        let wait = answer.header("retry-after").and_then(|wait| wait.parse::<u32>().ok());
        assert!(wait.is_some_and(|wait| (1..=11).contains(&wait)), "when to come back: {wait:?}");
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(said.contains("Too many connections"), "{said}");
    }
    assert_eq!(server.get("/r/art").await.status, 200, "pages are no connections");
}

#[tokio::test]
async fn w14_behind_a_trusted_proxy_each_school_has_its_own_address() {
    let connects_per_minute = Some(2);
    let options = ServerOptions { connects_per_minute, trust_proxy: true, ..Default::default() };
    let server = TestServer::with(options).await;
    for (claimed, status) in [
        ("198.51.100.7", 101),
        ("1.1.1.1, 198.51.100.7", 429),
        ("198.51.100.7, 203.0.113.9", 101),
        ("203.0.113.9", 429),
    ] {
        let headers = format!("{HANDSHAKE}x-forwarded-for: {claimed}\r\n");
        assert_eq!(head_status(&server, &headers).await, status, "{claimed}");
    }
    let school = "x-forwarded-for: 198.51.100.7\r\n";
    for _ in 0..80 {
        get(server.address, "/api/codes/NOSUCH", school).await;
    }
    let wrong = get(server.address, "/api/codes/NOSUCH", school).await.status;
    let other = get(server.address, "/api/codes/NOSUCH", "x-forwarded-for: 192.0.2.1\r\n").await;
    assert_eq!((wrong, other.status), (429, 404), "wrong codes are counted by it too");
}

/// The status of an answer that may go on as a WebSocket.
async fn head_status(server: &TestServer, headers: &str) -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(server.address).await.expect("a connection");
    let request = format!("GET /ws/art HTTP/1.1\r\nhost: {}\r\n{headers}\r\n", server.address);
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.expect("a status line");
    let status = std::str::from_utf8(&start[9..]).expect("a number");
    status.parse().expect("a number")
}
