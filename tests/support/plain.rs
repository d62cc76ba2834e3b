//! A client of the plain dialect, as the seed's would be.

use super::screen::png_of;
use super::{DEADLINE, within};
use easel::model::Size;
use easel::raster::decode_png;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

pub(crate) struct PlainClient {
    pub(crate) socket: super::easel::Socket,
    pub(crate) messages: Vec<Value>,
    pub(crate) texts: Vec<String>,
    pub(crate) closed: Option<u16>,
}

impl PlainClient {
    pub(crate) async fn connect(address: SocketAddr, path: &str) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        let url = format!("ws://{address}{path}");
        let (socket, _) = client_async(url, stream).await.expect("a handshake");
        Self { socket, messages: Vec::new(), texts: Vec::new(), closed: None }
    }

    pub(crate) async fn send(&mut self, message: &Value) {
        self.send_raw(Message::text(message.to_string())).await;
    }

    pub(crate) async fn send_raw(&mut self, message: Message) {
        self.socket.send(message).await.expect("a socket that takes messages");
    }

    /// The seed's own draw.
    pub(crate) async fn draw(&mut self, from: (i32, i32), to: (i32, i32)) {
        self.send(&draw(from, to)).await;
    }

    /// Reads the next message.
    pub(crate) async fn next(&mut self) -> Value {
        loop {
            let message = within("a message", self.socket.next()).await;
            match message.expect("an open socket").expect("a message") {
                Message::Text(text) => {
                    let value: Value = serde_json::from_str(text.as_str()).expect("JSON");
                    self.texts.push(text.to_string());
                    self.messages.push(value.clone());
                    return value;
                }
                Message::Close(frame) => {
                    self.closed = Some(frame.map_or(1005, |frame| frame.code.into()));
                    return Value::Null;
                }
                _ => {}
            }
        }
    }

    /// Reads until a message of this type, and answers it.
    pub(crate) async fn until(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next().await;
            assert!(!message.is_null(), "closed {:?} before {kind}", self.closed);
            if message["type"] == json!(kind) {
                return message;
            }
        }
    }

    /// Reads until `clientCount` says `count`.
    pub(crate) async fn until_count(&mut self, count: u64) {
        while self.until("clientCount").await["clientCount"] != json!(count) {}
    }

    /// Asks for the picture and answers its hash.
    pub(crate) async fn canvas_hash(&mut self) -> String {
        self.send(&json!({"type": "canvasRequest"})).await;
        let state = self.until("canvasState").await;
        hash_of(&state)
    }

    /// Reads what comes until the connection ends; answers the close code.
    pub(crate) async fn until_closed(&mut self) -> Option<u16> {
        let read = async {
            while self.closed.is_none() {
                match self.socket.next().await {
                    Some(Ok(Message::Close(frame))) => {
                        self.closed = Some(frame.map_or(1005, |frame| frame.code.into()));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => break,
                }
            }
        };
        tokio::time::timeout(DEADLINE, read).await.expect("a close in time");
        self.closed
    }
}

/// The seed's own draw message.
pub(crate) fn draw(from: (i32, i32), to: (i32, i32)) -> Value {
    json!({"color": "#000000", "endX": to.0, "endY": to.1, "startX": from.0, "startY": from.1})
}

/// The hash of the picture in a `canvasState`.
pub(crate) fn hash_of(state: &Value) -> String {
    let png = png_of(state["data"].as_str().expect("a data URL"));
    decode_png(&png, Size::default()).expect("a picture").hash()
}
