//! A client of the easel dialect that keeps what a page keeps: a screen, and what is not acknowledged.

use super::screen::Screen;
use super::{DEADLINE, within};
use easel::history::WindowBounds;
use easel::model::{Seq, Size};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Message, http::HeaderValue};
use tokio_tungstenite::{WebSocketStream, client_async};

pub(crate) type Socket = WebSocketStream<TcpStream>;

/// Opens a socket that speaks the easel dialect.
pub(crate) async fn open(address: SocketAddr, path: &str) -> Socket {
    let mut request = format!("ws://{address}{path}").into_client_request().expect("a request");
    let dialect = HeaderValue::from_static("easel.v1");
    request.headers_mut().insert("sec-websocket-protocol", dialect);
    let stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    let (socket, response) = client_async(request, stream).await.expect("a handshake");
    let confirmed = response.headers().get("sec-websocket-protocol");
    assert_eq!(confirmed.map(HeaderValue::as_bytes), Some(&b"easel.v1"[..]), "w2: confirmed");
    socket
}

pub(crate) struct EaselClient {
    pub(crate) name: String,
    pub(crate) socket: Socket,
    pub(crate) screen: Screen,
    pub(crate) welcome: Value,
    pub(crate) client_count: u64,
    pub(crate) acked: u64,
    pub(crate) n: u64,
    /// What was sent and not acknowledged, oldest first.
    pub(crate) unsure: VecDeque<(u64, Value)>,
    pub(crate) refusals: Vec<Value>,
    pub(crate) notices: Vec<String>,
    pub(crate) goodbye: Option<u64>,
    pub(crate) pongs: Vec<Value>,
    /// What it was told of its ink.
    pub(crate) inks: Vec<Value>,
    /// Who is here, by client.
    pub(crate) people: BTreeMap<u64, Value>,
    pub(crate) cursors: Vec<Value>,
    pub(crate) views: Vec<Value>,
    /// What holds in the room, as it was told last.
    pub(crate) house: Value,
    pub(crate) reports: Vec<Value>,
    /// The pass that was given last.
    pub(crate) pass: Option<String>,
    pub(crate) closed: Option<u16>,
    address: SocketAddr,
    room: String,
}

impl EaselClient {
    pub(crate) async fn join(address: SocketAddr, room: &str, name: &str) -> Self {
        Self::join_as(address, room, name, json!({})).await
    }

    /// Joins with more fields in `join`, and waits until the screen is there.
    pub(crate) async fn join_as(address: SocketAddr, room: &str, name: &str, more: Value) -> Self {
        let socket = open(address, &format!("/ws/{room}")).await;
        let mut client = Self {
            name: name.to_owned(),
            socket,
            screen: Screen::new(Size::default(), WindowBounds::default()),
            welcome: Value::Null,
            client_count: 0,
            acked: 0,
            n: 0,
            unsure: VecDeque::new(),
            refusals: Vec::new(),
            notices: Vec::new(),
            goodbye: None,
            pongs: Vec::new(),
            inks: Vec::new(),
            people: BTreeMap::new(),
            cursors: Vec::new(),
            views: Vec::new(),
            house: Value::Null,
            reports: Vec::new(),
            pass: None,
            closed: None,
            address,
            room: room.to_owned(),
        };
        client.greet(&more).await;
        client
    }

    /// What it keeps to itself.
    pub(crate) fn token(&self) -> String {
        format!("{:-<20}", self.name)
    }

    async fn greet(&mut self, more: &Value) {
        let mut join = json!({"type": "join", "token": self.token(), "raster": 2});
        if let (Some(join), Some(more)) = (join.as_object_mut(), more.as_object()) {
            join.extend(more.clone());
        }
        self.send(&join).await;
        let snapshots = self.screen.snapshots;
        self.until("a welcome", |me| !me.welcome.is_null() || me.closed.is_some()).await;
        if self.closed.is_none() && self.welcome["resumed"] == json!(false) {
            self.until("a snapshot", |me| me.screen.snapshots > snapshots).await;
        }
    }

    /// Lets the system keep little of what is not read, so that a client that sleeps is seen soon.
    pub(crate) fn keep_little(&self) {
        let socket = socket2::SockRef::from(self.socket.get_ref());
        socket.set_recv_buffer_size(128 * 1024).expect("a small buffer");
    }

    /// Cuts the connection without a word.
    pub(crate) fn cut(&mut self) {
        let stream = self.socket.get_ref();
        socket2::SockRef::from(stream).set_linger(Some(std::time::Duration::ZERO)).expect("linger");
        socket2::SockRef::from(stream).shutdown(std::net::Shutdown::Both).ok();
    }

    /// Comes back with what the screen has, and sends again what was not acknowledged.
    pub(crate) async fn come_back(&mut self) {
        self.come_back_to(self.address).await;
    }

    pub(crate) async fn come_back_to(&mut self, address: SocketAddr) {
        drop(self.replace_socket(address).await);
    }

    /// Comes back by another connection while the old one is frozen: open, and silent.
    pub(crate) async fn come_back_from_a_freeze(&mut self) -> Socket {
        self.replace_socket(self.address).await
    }

    async fn replace_socket(&mut self, address: SocketAddr) -> Socket {
        self.address = address;
        let socket = open(address, &format!("/ws/{}", self.room)).await;
        let old = std::mem::replace(&mut self.socket, socket);
        let journal = self.welcome["journal"].clone();
        self.welcome = Value::Null;
        self.closed = None;
        self.goodbye = None;
        self.greet(&json!({"have": self.screen.seq, "journal": journal})).await;
        let last = self.welcome["last"].as_u64().expect("the author's last count");
        self.unsure.retain(|(n, _)| *n > last);
        self.send_unsure().await;
        old
    }

    /// Sends again everything that was not acknowledged.
    pub(crate) async fn send_unsure(&mut self) {
        for message in self.unsure.iter().map(|(_, message)| message.clone()).collect::<Vec<_>>() {
            self.send(&message).await;
        }
    }

    pub(crate) async fn send(&mut self, message: &Value) {
        self.send_raw(Message::text(message.to_string())).await;
    }

    pub(crate) async fn send_raw(&mut self, message: Message) {
        // A socket that was cut loses what is sent: the story goes on without it.
        let _ = self.socket.send(message).await;
    }

    /// Sends something counted; answers its count.
    pub(crate) async fn ask(&mut self, mut message: Value) -> u64 {
        self.n += 1;
        message["n"] = json!(self.n);
        self.unsure.push_back((self.n, message.clone()));
        self.send(&message).await;
        self.n
    }

    /// Sends several counted messages with one write, as a client does that had to wait.
    pub(crate) async fn ask_all(&mut self, messages: Vec<Value>) {
        for mut message in messages {
            self.n += 1;
            message["n"] = json!(self.n);
            let frame = Message::text(message.to_string());
            self.unsure.push_back((self.n, message));
            self.socket.feed(frame).await.expect("room for a frame");
        }
        self.socket.flush().await.expect("a connection");
    }

    pub(crate) async fn begin(&mut self, color: &str, points: &[i64]) -> u64 {
        let begin = json!({"type": "begin", "tool": "pencil", "color": color, "opacity": 255,
            "points": points});
        self.ask(begin).await
    }

    pub(crate) async fn points(&mut self, stroke: u64, points: &[i64]) -> u64 {
        self.ask(json!({"type": "points", "stroke": stroke, "points": points})).await
    }

    pub(crate) async fn end(&mut self, stroke: u64) -> u64 {
        self.ask(json!({"type": "end", "stroke": stroke})).await
    }

    /// Draws a whole stroke the way a pen does and waits until it is stored.
    pub(crate) async fn draw(&mut self, color: &str, points: &[i64]) {
        self.draw_later(color, points).await;
        self.until_acked().await;
    }

    /// Draws a whole stroke without waiting.
    pub(crate) async fn draw_later(&mut self, color: &str, points: &[i64]) {
        let stroke = self.begin(color, &points[..3]).await;
        if points.len() > 3 {
            self.points(stroke, &points[3..]).await;
        }
        self.end(stroke).await;
    }

    pub(crate) async fn undo(&mut self) {
        self.ask(json!({"type": "undo"})).await;
        self.until_acked().await;
    }

    pub(crate) async fn redo(&mut self) {
        self.ask(json!({"type": "redo"})).await;
        self.until_acked().await;
    }

    pub(crate) async fn clear(&mut self) {
        self.ask(json!({"type": "clear"})).await;
        self.until_acked().await;
    }

    pub(crate) async fn until_acked(&mut self) {
        let n = self.n;
        self.until("an acknowledgement", |me| me.acked >= n).await;
    }

    pub(crate) async fn until_seq(&mut self, seq: Seq) {
        self.until(&format!("seq {seq}"), |me| me.screen.seq >= seq).await;
    }

    /// Reads until `done`.
    pub(crate) async fn until(&mut self, what: &str, mut done: impl FnMut(&Self) -> bool) {
        let what = format!("{} waiting for {what}", self.name);
        let deadline = tokio::time::Instant::now() + DEADLINE;
        while !done(self) {
            assert!(self.closed.is_none(), "{what}: closed {:?}", self.closed);
            let next = tokio::time::timeout_at(deadline, self.socket.next()).await;
            let Ok(next) = next else {
                panic!("{what} took too long at seq {} of {}", self.screen.seq, self.welcome)
            };
            let next = next.map(|message| message.expect(&what));
            self.fetch_images(next.as_ref()).await;
            self.receive(next);
        }
    }

    /// Reads until the screen shows this.
    pub(crate) async fn until_hash(&mut self, hash: &str) {
        let deadline = tokio::time::Instant::now() + DEADLINE;
        while self.screen.hash() != hash {
            let next = tokio::time::timeout_at(deadline, self.socket.next()).await;
            let Ok(next) = next else { panic!("{} never saw it", self.name) };
            let next = next.map(|message| message.expect("a message"));
            self.fetch_images(next.as_ref()).await;
            self.receive(next);
        }
    }

    /// Fetches the images a message names, as a page does before it paints them.
    async fn fetch_images(&mut self, message: Option<&Message>) {
        let Some(Message::Text(text)) = message else { return };
        let ids = text.as_str().split(r#""image":""#).skip(1).filter_map(|rest| rest.get(..32));
        for id in ids {
            let path = format!("/api/images/{id}.png");
            let answer = super::server::get(self.address, &path, "").await;
            self.screen.images.put(answer.body);
        }
    }

    /// Takes in who is here.
    fn people(&mut self, message: &Value) {
        if message["all"] == json!(true) {
            self.people.clear();
        }
        for gone in message["gone"].as_array().expect("a list") {
            self.people.remove(&gone.as_u64().expect("a client"));
        }
        for person in message["people"].as_array().expect("a list") {
            self.people.insert(person["client"].as_u64().expect("a client"), person.clone());
        }
    }

    /// The row of the person of this name.
    pub(crate) fn person(&self, name: &str) -> Option<&Value> {
        self.people.values().find(|person| person["name"] == name)
    }

    /// Says something of itself.
    pub(crate) async fn me(&mut self, mut me: Value) {
        me["type"] = json!("me");
        self.send(&me).await;
    }

    /// Reads what comes within `time`; an end of the connection is noted, not a failure.
    pub(crate) async fn read_for(&mut self, time: std::time::Duration) {
        let deadline = tokio::time::Instant::now() + time;
        while let Ok(next) = tokio::time::timeout_at(deadline, self.socket.next()).await {
            let Some(Ok(message)) = next else {
                self.closed = Some(0);
                return;
            };
            self.fetch_images(Some(&message)).await;
            self.receive(Some(message));
        }
    }

    /// Reads what comes until the connection ends; answers the close code, if one was given.
    pub(crate) async fn until_closed(&mut self) -> Option<u16> {
        while self.closed.is_none() {
            match within("a close", self.socket.next()).await {
                Some(Ok(message)) => self.receive(Some(message)),
                Some(Err(_)) | None => return None,
            }
        }
        self.closed
    }

    fn receive(&mut self, message: Option<Message>) {
        match message {
            Some(Message::Text(text)) => {
                let message = serde_json::from_str(text.as_str()).expect("JSON");
                self.take(&message);
            }
            Some(Message::Close(frame)) => {
                let code = frame.map_or(CloseCode::Status, |frame| frame.code);
                self.closed = Some(code.into());
            }
            Some(_) => {}
            None => self.closed = Some(0),
        }
    }

    fn take(&mut self, message: &Value) {
        match message["type"].as_str() {
            Some("welcome") => {
                self.welcome = message.clone();
                let last = message["last"].as_u64().expect("a count");
                self.n = self.n.max(last);
                self.acked = self.acked.max(last);
            }
            Some("snapshot") => self.screen.snapshot(message),
            Some("entries") => self.screen.entries(message),
            Some("ack") => {
                let n = message["n"].as_u64().expect("a count");
                self.acked = self.acked.max(n);
                self.unsure.retain(|(unsure, _)| *unsure > n);
            }
            Some("refusal") => {
                if message["temporary"] == json!(false) {
                    self.unsure.retain(|(n, _)| json!(n) != message["n"]);
                }
                self.refusals.push(message.clone());
            }
            Some("notice") => {
                self.notices.push(message["code"].as_str().expect("a code").to_owned());
            }
            Some("goodbye") => self.goodbye = message["retryMs"].as_u64(),
            Some("clientCount") => {
                self.client_count = message["clientCount"].as_u64().expect("a count");
            }
            Some("people") => self.people(message),
            Some("cursors") => self.cursors.push(message.clone()),
            Some("view") => self.views.push(message.clone()),
            Some("house") => self.house = message.clone(),
            Some("report") => self.reports.push(message.clone()),
            Some("pass") => self.pass = message["key"].as_str().map(str::to_owned),
            Some("ink") => self.inks.push(message.clone()),
            Some("pong") => self.pongs.push(message["t"].clone()),
            other => panic!("unknown message {other:?}"),
        }
    }
}
