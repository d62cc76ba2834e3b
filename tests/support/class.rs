//! A page of a class: what it was told last, and what it says.

use super::server::{Answer, TestServer, send};
use super::{DEADLINE, screen::png_of, within};
use easel::raster::decode_png;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Message, http::HeaderValue};
use tokio_tungstenite::{WebSocketStream, client_async};

/// A class as its maker knows it.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) class: String,
    pub(crate) code: String,
    pub(crate) key: String,
}

/// Makes a class.
pub(crate) async fn make(server: &TestServer, wish: Value) -> Made {
    let body = wish.to_string();
    let answer = send("POST", server.address, "/api/classes", "", body.as_bytes()).await;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert_eq!(answer.status, 201, "{text}");
    let told: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let text = |name: &str| told[name].as_str().expect("a text").to_owned();
    Made { class: text("class"), code: text("code"), key: text("key") }
}

/// Asks for a path with a key.
pub(crate) async fn get_with(server: &TestServer, path: &str, key: &str) -> Answer {
    let headers = format!("authorization: Bearer {key}\r\n");
    super::server::get(server.address, path, &headers).await
}

pub(crate) struct ClassPage {
    socket: WebSocketStream<TcpStream>,
    /// The class as it was told last.
    pub(crate) told: Value,
    pub(crate) refusals: Vec<Value>,
    pub(crate) collected: Option<Value>,
    pub(crate) closed: Option<(u16, String)>,
    /// The small picture of each room, pasted together: width, height, RGB.
    pub(crate) thumbs: HashMap<String, (u32, u32, Vec<u8>)>,
    pub(crate) thumb_bytes: usize,
    pub(crate) states: usize,
}

impl ClassPage {
    /// Comes in with these fields of `enter`, and waits for the first word.
    pub(crate) async fn enter(address: SocketAddr, class: &str, enter: Value) -> Self {
        let path = format!("ws://{address}/api/classes/{class}/live");
        let mut request = path.into_client_request().expect("a request");
        let dialect = HeaderValue::from_static("easel.class.v1");
        request.headers_mut().insert("sec-websocket-protocol", dialect);
        let stream = TcpStream::connect(address).await.expect("a connection");
        let (socket, response) = client_async(request, stream).await.expect("a handshake");
        let confirmed = response.headers().get("sec-websocket-protocol");
        assert_eq!(confirmed.map(HeaderValue::as_bytes), Some(&b"easel.class.v1"[..]), "confirmed");
        let mut page = Self {
            socket,
            told: Value::Null,
            refusals: Vec::new(),
            collected: None,
            closed: None,
            thumbs: HashMap::new(),
            thumb_bytes: 0,
            states: 0,
        };
        let mut enter = enter;
        enter["type"] = json!("enter");
        page.say(enter).await;
        page.read_until(|me| !me.told.is_null() || me.closed.is_some(), "a first word").await;
        page
    }

    pub(crate) async fn say(&mut self, message: Value) {
        // A page that was shut out says nothing that matters.
        let _ = self.socket.send(Message::text(message.to_string())).await;
    }

    /// Reads until the class is so.
    pub(crate) async fn until(&mut self, what: &str, done: impl Fn(&Value) -> bool) {
        self.read_until(|me| done(&me.told), what).await;
    }

    pub(crate) async fn until_refused(&mut self, code: &str) {
        self.read_until(|me| me.refusals.iter().any(|it| it["code"] == code), code).await;
        self.refusals.clear();
    }

    pub(crate) async fn until_closed(&mut self) -> (u16, String) {
        while self.closed.is_none() {
            self.read("a close").await;
        }
        self.closed.clone().expect("closed")
    }

    pub(crate) async fn read_until(&mut self, done: impl Fn(&Self) -> bool, what: &str) {
        let all = async {
            while !done(self) {
                assert!(
                    self.closed.is_none(),
                    "closed while waiting for {what}: {:?}",
                    self.closed
                );
                self.read(what).await;
            }
        };
        tokio::time::timeout(DEADLINE, all).await.unwrap_or_else(|_| panic!("no {what}"));
    }

    async fn read(&mut self, what: &str) {
        match within(what, self.socket.next()).await {
            Some(Ok(Message::Text(text))) => {
                self.take(serde_json::from_str(text.as_str()).expect("JSON"));
            }
            Some(Ok(Message::Close(frame))) => {
                let frame = frame.expect("a code");
                self.closed = Some((frame.code.into(), frame.reason.to_string()));
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => self.closed = Some((0, String::new())),
        }
    }

    fn take(&mut self, message: Value) {
        match message["type"].as_str() {
            Some("class") => {
                self.states += 1;
                self.told = message;
            }
            Some("refusal") => self.refusals.push(message),
            Some("collected") => self.collected = Some(message),
            Some("thumb") => self.paste(&message),
            Some("progress" | "pong") => {}
            other => panic!("unknown message {other:?}"),
        }
    }

    fn paste(&mut self, message: &Value) {
        self.thumb_bytes += message.to_string().len();
        let number = |name: &str| message[name].as_u64().expect("a number") as u32;
        let (width, height) = (number("width"), number("height"));
        let (x, y, w, h) = (number("x"), number("y"), number("w"), number("h"));
        let png = png_of(message["png"].as_str().expect("a picture"));
        let part = image::load_from_memory(&png).expect("a PNG").to_rgb8();
        assert_eq!((part.width(), part.height()), (w, h), "as large as it says");
        let room = message["room"].as_str().expect("a room").to_owned();
        let blank = || (width, height, vec![0; (width * height * 3) as usize]);
        let (_, _, pixels) = self.thumbs.entry(room).or_insert_with(blank);
        for (row, line) in part.as_raw().chunks((w * 3) as usize).enumerate() {
            let at = (((y as usize + row) * width as usize) + x as usize) * 3;
            pixels[at..at + line.len()].copy_from_slice(line);
        }
    }

    /// A pupil as the teacher sees them.
    pub(crate) fn pupil(&self, name: &str) -> Value {
        let pupils = self.told["pupils"].as_array().cloned().unwrap_or_default();
        pupils.into_iter().find(|pupil| pupil["name"] == name).unwrap_or_default()
    }
}

/// The hash of a room's exact picture, asked for with a key.
pub(crate) async fn picture_hash(server: &TestServer, room: &str, key: &str) -> String {
    let answer = get_with(server, &format!("/api/rooms/{room}/canvas.png"), key).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    decode_png(&answer.body, easel::model::Size::default()).expect("a picture").hash()
}
