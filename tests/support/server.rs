//! A server on a free port, in this process.

use super::easel::EaselClient;
use super::plain::PlainClient;
use easel::server::{Server, ServerOptions};
use easel::store::{Keeper, MemoryStore, Store};
use std::net::SocketAddr;
use tokio::net::{TcpListener, TcpStream};

pub(crate) struct TestServer {
    pub(crate) address: SocketAddr,
    pub(crate) server: Server,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::with(ServerOptions::default()).await
    }

    pub(crate) async fn with(options: ServerOptions) -> Self {
        Self::on(Box::new(MemoryStore::default()), options).await
    }

    pub(crate) async fn on(store: Box<dyn Store>, options: ServerOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let server = Server::start(listener, Keeper::start(store), options).expect("a server");
        Self { address: server.address(), server }
    }

    /// Joins a room as a new author.
    pub(crate) async fn join(&self, room: &str, name: &str) -> EaselClient {
        EaselClient::join(self.address, room, name).await
    }

    /// Joins a room as an old client.
    pub(crate) async fn join_plain(&self, room: &str) -> PlainClient {
        PlainClient::connect(self.address, &format!("/ws/{room}")).await
    }

    /// Asks for a path and answers status, head and body.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        get(self.address, path, "").await
    }
}

/// An HTTP answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// Asks for a path with more header lines, each ended by `\r\n`.
pub(crate) async fn get(address: SocketAddr, path: &str, headers: &str) -> Answer {
    ask("GET", address, path, headers, b"").await
}

/// Sends a body to a path, with more header lines, each ended by `\r\n`.
pub(crate) async fn post(address: SocketAddr, path: &str, headers: &str, body: &[u8]) -> Answer {
    send("POST", address, path, headers, body).await
}

/// As [`post`], by another method.
pub(crate) async fn send(
    method: &str,
    address: SocketAddr,
    path: &str,
    headers: &str,
    body: &[u8],
) -> Answer {
    let headers = format!("content-length: {}\r\n{headers}", body.len());
    ask(method, address, path, &headers, body).await
}

async fn ask(method: &str, address: SocketAddr, path: &str, headers: &str, body: &[u8]) -> Answer {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("a request");
    // A server that refuses early may not read it to its end.
    let _ = stream.write_all(body).await;
    let mut bytes = Vec::new();
    super::within("an answer", stream.read_to_end(&mut bytes)).await.expect("an answer");
    let cut = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8(bytes[..cut].to_vec()).expect("a head of text");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    let body = bytes[cut + 4..].to_vec();
    let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    Answer { status, head, body: if chunked { joined(&body) } else { body } }
}

/// A body sent in chunks (RFC 9112 §7.1); one that was cut ends where it was.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&chunks[..end]).expect("a length");
        let length = usize::from_str_radix(length, 16).expect("a length");
        chunks = &chunks[end + 2..];
        if length == 0 || chunks.len() < length {
            break;
        }
        body.extend_from_slice(&chunks[..length]);
        chunks = &chunks[length + 2..];
    }
    body
}
