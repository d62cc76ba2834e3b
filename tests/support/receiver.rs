//! A program elsewhere that hooks tell: it keeps what it hears and answers what it is told to.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Heard {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or_else(|| panic!("no {name} in {}", self.head), |(_, value)| value)
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

#[derive(Default)]
struct Told {
    heard: Vec<Heard>,
    answers: VecDeque<String>,
}

/// Listens on a free port.
#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    told: Arc<Mutex<Told>>,
}

impl Receiver {
    /// Answers its first requests with these status lines and headers, and each later one with 204.
    pub(crate) async fn start(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let answers = answers.iter().map(|line| (*line).to_owned()).collect();
        let told = Arc::new(Mutex::new(Told { heard: Vec::new(), answers }));
        let receiver = Self { address, told };
        let listening = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(listening.clone().hear(stream));
            }
        });
        receiver
    }

    async fn hear(self, mut stream: TcpStream) {
        let mut bytes = Vec::new();
        let heard = loop {
            if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
                return;
            }
            if let Some(heard) = whole(&bytes) {
                break heard;
            }
        };
        let answer = {
            let mut told = self.told.lock().expect("whole");
            told.heard.push(heard);
            told.answers.pop_front().unwrap_or_else(|| "204 No Content".to_owned())
        };
        let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        // A sender that gave up needs no answer.
        let _ = stream.write_all(answer.as_bytes()).await;
    }

    /// Everything heard so far.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.told.lock().expect("whole").heard.clone()
    }

    /// Waits until so many requests came.
    pub(crate) async fn until(&self, count: usize) -> Vec<Heard> {
        super::eventually("what a hook tells", || {
            let heard = self.heard();
            (heard.len() >= count).then_some(heard)
        })
        .await
    }
}

/// The request, once all of it is there.
fn whole(bytes: &[u8]) -> Option<Heard> {
    let cut = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..cut].to_vec()).expect("a head of text");
    let mut heard = Heard { head, body: String::new() };
    let length: usize = heard.header("content-length").parse().expect("a length");
    let body = bytes.get(cut + 4..cut + 4 + length)?;
    heard.body = String::from_utf8(body.to_vec()).expect("a body of text");
    Some(heard)
}
