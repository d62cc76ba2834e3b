//! WebSocket manners: handshakes, bounds, heartbeats, closes.

use crate::support::easel::{self, EaselClient};
use crate::support::plain::{PlainClient, draw};
use crate::support::scene::line;
use crate::support::server::{TestServer, get};
use crate::support::{eventually, within};
use ::easel::hub::HubOptions;
use ::easel::server::{OriginRule, ServerOptions};
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{Frame, coding::CloseCode};

const HANDSHAKE: &str = "connection: Upgrade\r\nupgrade: websocket\r\n\
    sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// A frame of its own, for what no well-behaved client sends.
fn fragment(kind: OpCode, last: bool, bytes: &[u8]) -> Message {
    Message::Frame(Frame::message(bytes.to_vec(), kind, last))
}

/// A socket after the handshake, without a WebSocket library on it.
async fn raw(server: &TestServer, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{HANDSHAKE}\r\n", server.address);
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(within("a head", stream.read_u8()).await.expect("a head"));
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "switched");
    stream
}

/// Reads frames until a close, and answers its code; zero when there was none.
async fn close_code(stream: &mut TcpStream) -> u16 {
    let read = async {
        loop {
            let Ok(first) = stream.read_u8().await else { return 0 };
            let length = match stream.read_u8().await.expect("a length") {
                126 => usize::from(stream.read_u16().await.expect("a length")),
                short => usize::from(short),
            };
            let mut payload = vec![0; length];
            stream.read_exact(&mut payload).await.expect("a payload");
            if first == 0x88 {
                return u16::from_be_bytes([payload[0], payload[1]]);
            }
        }
    };
    within("a close", read).await
}

fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first, 0xfe];
    frame.extend((payload.len() as u16).to_be_bytes());
    frame.extend([0; 4]);
    frame.extend(payload);
    frame
}

#[tokio::test]
async fn w1_a_room_has_a_name_or_is_not_found() {
    let server = TestServer::start().await;
    for path in ["/ws", "/ws/quiet-otter-42", "/ws?room=art", "/?room=art", "/"] {
        let mut client = PlainClient::connect(server.address, path).await;
        client.until("clientCount").await;
    }
    for path in ["/ws/No", "/ws/a_b", "/ws?room=%20"] {
        let answer = get(server.address, path, HANDSHAKE).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(String::from_utf8_lossy(&answer.body).contains("a-z, 0-9 and -"), "and says why");
    }
}

#[tokio::test]
async fn w2_the_subprotocol_chooses_the_dialect() {
    let server = TestServer::start().await;
    let offer = "sec-websocket-protocol: other, easel.v1\r\n";
    let easel = get_head(&server, offer).await;
    assert!(easel.contains("sec-websocket-protocol: easel.v1"), "{easel}");
    let plain = get_head(&server, "sec-websocket-protocol: other\r\n").await;
    assert!(plain.starts_with("HTTP/1.1 101") && !plain.contains("protocol:"), "{plain}");
}

async fn get_head(server: &TestServer, more: &str) -> String {
    let mut stream = TcpStream::connect(server.address).await.expect("a connection");
    let request = format!("GET /ws HTTP/1.1\r\nhost: {}\r\n{HANDSHAKE}{more}\r\n", server.address);
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(within("a head", stream.read_u8()).await.expect("a head"));
    }
    String::from_utf8(head).expect("text").to_lowercase().replace("http/1.1", "HTTP/1.1")
}

#[tokio::test]
async fn w3_pages_of_other_hosts_may_not_connect() {
    let server = TestServer::start().await;
    let evil = format!("{HANDSHAKE}origin: http://evil.example\r\n");
    let answer = get(server.address, "/ws", &evil).await;
    assert_eq!(answer.status, 403, "refused");
    assert!(String::from_utf8_lossy(&answer.body).contains("--allow-origin"), "and says how");
    let own = get_head(&server, &format!("origin: http://{}\r\n", server.address)).await;
    assert!(own.starts_with("HTTP/1.1 101"), "its own page may");
    let options = ServerOptions { origins: OriginRule::Any, ..ServerOptions::default() };
    let open = TestServer::with(options).await;
    let any = get_head(&open, "origin: http://evil.example\r\n").await;
    assert!(any.starts_with("HTTP/1.1 101"), "an open server");
}

#[tokio::test]
async fn w4_an_easel_message_too_large_closes_before_it_is_buffered() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let head = [0x81, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4];
    let stream = ada.socket.get_mut();
    stream.write_all(&head).await.expect("the head of a gigabyte");
    assert_eq!(ada.until_closed().await, Some(1009), "told after fourteen bytes");
}

#[tokio::test]
async fn w5_text_must_be_utf8_and_binary_must_make_sense() {
    let server = TestServer::start().await;
    for (path, frame, code) in [
        ("/ws", masked(0x81, b"\xff\xfe"), 1007),
        ("/ws", masked(0x82, b"\xff\xfe"), 1003),
        ("/ws", masked(0x83, b"reserved"), 1002),
        ("/ws", vec![0x81, 2, b'h', b'i'], 1002),
    ] {
        let mut stream = raw(&server, path).await;
        stream.write_all(&frame).await.expect("a frame");
        assert_eq!(close_code(&mut stream).await, code, "{frame:?}");
    }
    let mut ada = server.join("art", "Ada").await;
    ada.send_raw(Message::binary(vec![1, 2, 3])).await;
    assert_eq!(ada.until_closed().await, Some(1003), "no binary in the easel dialect");
}

#[tokio::test]
async fn w6_a_silent_connection_is_pinged_and_then_dead() {
    let hub = HubOptions {
        ping_after: Duration::from_millis(300),
        dead_after: Duration::from_millis(1_500),
        ..HubOptions::default()
    };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let silent = raw(&server, "/ws").await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    ada.until_count(2).await;
    // Ada answers pings by reading; the other one never does.
    ada.until_count(1).await;
    assert_eq!(server.server.counts().dead.get(), 1, "found by its silence");
    drop(silent);
    ada.draw((1, 1), (2, 2)).await;
    ada.canvas_hash().await;
}

#[tokio::test]
async fn w7_a_close_is_answered_with_its_code() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let frame = tokio_tungstenite::tungstenite::protocol::CloseFrame {
        code: CloseCode::Normal,
        reason: "bye".into(),
    };
    ada.socket.close(Some(frame)).await.expect("a goodbye");
    assert_eq!(ada.until_closed().await, Some(1000), "the same code");
    let counts = Arc::clone(server.server.counts());
    eventually("nobody is here", || (counts.clients.get() == 0).then_some(())).await;
}

#[tokio::test]
async fn w8_a_full_room_says_so() {
    let hub = HubOptions { room_clients_max: 2, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let _ada = server.join("art", "Ada").await;
    let _ben = server.join("art", "Ben").await;
    let mut cleo = server.join_plain("art").await;
    assert_eq!(cleo.until_closed().await, Some(1013), "try again later");
    let hub = HubOptions { rooms_max: 1, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let _ada = server.join("art", "Ada").await;
    let mut elsewhere = server.join_plain("other").await;
    assert_eq!(elsewhere.until_closed().await, Some(1013), "too many rooms");
    let options = ServerOptions { connections_max: Some(1), ..ServerOptions::default() };
    let server = TestServer::with(options).await;
    let _dan = server.join("art", "Dan").await;
    let answer = get(server.address, "/healthz", "").await;
    assert_eq!(answer.status, 503, "the server is full");
}

#[tokio::test]
async fn w9_everybody_is_told_to_come_back_at_shutdown() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut plain = server.join_plain("art").await;
    ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    let address = server.address;
    let stopping = tokio::spawn(server.server.shutdown());
    assert_eq!(ada.until_closed().await, Some(1001), "going away");
    let retry = ada.goodbye.expect("a goodbye");
    assert!((200..=2_000).contains(&retry), "with jitter: {retry} ms");
    assert_eq!(plain.until_closed().await, Some(1001), "plain clients too");
    within("the end", stopping).await.expect("stopped");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn w10_fragments_with_a_ping_between_are_one_message() {
    let server = TestServer::start().await;
    let mut ada = PlainClient::connect(server.address, "/ws").await;
    let mut ben = PlainClient::connect(server.address, "/ws").await;
    let text = draw((1, 1), (2, 2)).to_string();
    let (first, rest) = text.as_bytes().split_at(10);
    let (second, third) = rest.split_at(10);
    ada.send_raw(fragment(OpCode::Data(Data::Text), false, first)).await;
    ada.send_raw(Message::Ping("are you there".into())).await;
    ada.send_raw(fragment(OpCode::Data(Data::Continue), false, second)).await;
    ada.send_raw(fragment(OpCode::Data(Data::Continue), true, third)).await;
    assert_eq!(ben.until("draw").await["endX"], json!(2), "whole");
    let pong = within("a pong", async {
        loop {
            if let Some(Ok(Message::Pong(bytes))) = ada.socket.next().await {
                return bytes;
            }
        }
    });
    assert_eq!(pong.await[..], *b"are you there", "with the same bytes");
}

#[tokio::test]
async fn w11_nonsense_is_refused_and_in_the_end_closed() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    ada.send_raw(Message::text("nonsense")).await;
    ada.until("a refusal", |me| me.refusals.len() == 1).await;
    assert_eq!(ada.refusals[0]["code"], json!("badMessage"), "refused");
    ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    for _ in 0..200 {
        ada.send_raw(Message::text("nonsense")).await;
    }
    assert_eq!(ada.until_closed().await, Some(1008), "enough is enough");
}

#[tokio::test]
async fn w13_the_echo_says_everything_back_and_is_off_by_default() {
    let server = TestServer::start().await;
    assert_eq!(get(server.address, "/echo", HANDSHAKE).await.status, 404, "off");
    let options = ServerOptions { echo: true, ..ServerOptions::default() };
    let server = TestServer::with(options).await;
    let mut echo = PlainClient::connect(server.address, "/echo").await;
    for message in [Message::text("hello"), Message::binary(vec![0, 255, 1])] {
        echo.send_raw(message.clone()).await;
        let back = within("an echo", echo.socket.next()).await;
        assert_eq!(back.expect("open").expect("a message"), message, "the same kind");
    }
}

#[tokio::test]
async fn w12_a_flooder_is_slowed_and_nobody_is_cut_off() {
    let hub = HubOptions { points_per_second: 50, ..HubOptions::default() };
    let server = TestServer::with(ServerOptions { hub, ..ServerOptions::default() }).await;
    let mut flood = server.join("art", "Flo").await;
    let mut ada = server.join("art", "Ada").await;
    for i in 0..400 {
        flood.draw_later("#c62828", &[i, i, 8]).await;
    }
    ada.draw("#1d5fd6", &line((10, 10), (90, 90))).await;
    assert!(flood.acked < 1_200, "Ada was served while the flood still waits");
    flood.ask(json!({"type": "undo"})).await;
    flood.until("some of it", |me| me.acked > 100).await;
    assert_eq!(flood.closed, None, "slowed, not cut off");
}

#[tokio::test]
async fn v13_who_comes_in_again_takes_the_place_of_the_older_page() {
    let server = TestServer::start().await;
    let mut old = server.join("art", "Ada").await;
    let mut new = server.join("art", "Ada").await;
    assert_eq!(old.until_closed().await, Some(4001), "opened elsewhere");
    new.draw("#c62828", &line((10, 10), (90, 90))).await;
    new.until("the count", |me| me.client_count == 1).await;
}

#[tokio::test]
async fn a_request_that_is_no_handshake_gets_a_sentence() {
    let server = TestServer::start().await;
    let answer = get(server.address, "/ws", "").await;
    assert_eq!(answer.status, 400, "not a handshake");
    assert!(String::from_utf8_lossy(&answer.body).contains("no WebSocket handshake"), "said so");
    let health = get(server.address, "/healthz", "").await;
    assert_eq!((health.status, &health.body[..]), (200, &b"ok\n"[..]), "it lives");
    let ready = get(server.address, "/readyz", "").await;
    assert_eq!((ready.status, &ready.body[..]), (200, &b"ready\n"[..]), "and is ready");
    let mut early = easel::open(server.address, "/ws/art").await;
    early.send(Message::text(r#"{"type":"join","token":"x","raster":2}"#)).await.expect("sent");
    let said = within("a refusal", early.next()).await.expect("open").expect("a message");
    assert!(said.to_text().expect("text").contains("token must be"), "{said}");
}

#[tokio::test]
async fn names_with_markup_and_wild_numbers_harm_nobody() {
    let server = TestServer::start().await;
    let mut ada = server.join("art", "Ada").await;
    let mut eve = EaselClient::join(server.address, "art", "Eve").await;
    for text in [
        r##"{"type":"begin","n":1,"tool":"pencil","color":"#000000","opacity":255,"points":[NaN,1,8]}"##,
        r##"{"type":"begin","n":1,"tool":"pencil","color":"#000000","opacity":255,"points":[1e9,1,8]}"##,
        r#"{"type":"begin","n":1,"tool":"pencil","color":"red","opacity":255,"points":[1,1,8]}"#,
        r#"{"type":"chat","n":1,"content":"","user":"<script>"}"#,
        r#"{"type":"points","n":9007199254740993,"stroke":1,"points":[1,1,8]}"#,
    ] {
        let before = eve.refusals.len();
        eve.send_raw(Message::text(text)).await;
        eve.until("a refusal", |me| me.refusals.len() > before).await;
    }
    ada.draw("#c62828", &line((10, 10), (90, 90))).await;
    eve.until_seq(ada.screen.seq).await;
    assert_eq!(eve.screen.hash(), ada.screen.hash(), "the room goes on");
}
