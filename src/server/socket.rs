//! One client: its frames are read, bounded, understood and handed to its room, which writes to it.

use super::bucket::{Bucket, Verdict};
use super::limits::{FAREWELL_TIMEOUT, FRAME_BUFFER_BYTES, JOIN_TIMEOUT, PICTURE_POINTS};
use super::sieve::{Sieve, TooBig};
use super::{Shared, accept::Place};
use crate::hub::{Dialect, JoinFailure, Joining, Link, RoomHandle, RoomMessage};
use crate::model::{AuthorId, ClientId, RoomId};
use crate::protocol::limits::{BAD_MESSAGES_MAX, MESSAGE_BYTES_MAX};
use crate::protocol::{
    ClientMessage, CloseCode, Join, Me, PlainInput, RASTER_VERSION, Refusal, ServerMessage,
    close_frame, parse_message, parse_plain,
};
use bytes::Bytes;
use futures_util::StreamExt;
use std::io::{ErrorKind, IoSlice};
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::sync::mpsc::error::TrySendError;
use tokio::time::{sleep, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role as Side, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, error::ProtocolError};
use tracing::debug;
use uuid::Uuid;

/// A connection whose handshake is done.
pub(super) struct Incoming {
    pub(super) stream: TcpStream,
    /// What came in behind the handshake.
    pub(super) early: Bytes,
    pub(super) room: RoomId,
    pub(super) dialect: Dialect,
    pub(super) place: Place,
}

/// Serves one client until it is gone.
pub(super) async fn serve(shared: Arc<Shared>, incoming: Incoming) {
    let Incoming { stream, early, room, dialect, place } = incoming;
    let client = shared.next_client();
    let (link, half) = Link::new(stream, *shared.hub.clock());
    let sieve = Sieve::new(half, Arc::clone(&link), &early, dialect != Dialect::Easel);
    drop(early);
    let socket = WebSocketStream::from_raw_socket(sieve, Side::Server, Some(config())).await;
    let bucket = Bucket::new(shared.options.hub.points_per_second, shared.options.patience);
    let mut reader = Reader { socket, link, client, dialect, bucket, bad: 0 };
    let Some(handle) = reader.join(&shared, &room).await else { return };
    reader.socket.get_mut().connect(handle.clone(), client);
    // A task of its own: it lives for hours and should not hold what only coming in needs.
    tokio::spawn(async move {
        reader.read(&handle).await;
        drop(place);
    });
}

fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(FRAME_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(Some(MESSAGE_BYTES_MAX))
        .max_frame_size(Some(MESSAGE_BYTES_MAX))
}

struct Reader {
    socket: WebSocketStream<Sieve>,
    link: Arc<Link>,
    client: ClientId,
    dialect: Dialect,
    bucket: Bucket,
    bad: u32,
}

/// How the reading of a client ends.
enum End {
    /// It said goodbye.
    Closed,
    /// It is gone without a word.
    Cut,
    /// It must go, and is told why.
    Refused(CloseCode, &'static str),
}

impl Reader {
    async fn join(&mut self, shared: &Shared, room: &RoomId) -> Option<RoomHandle> {
        let joining = match self.dialect {
            Dialect::Plain(_) => self.joining(plain_author()),
            Dialect::Easel => match self.greeting().await {
                Ok(join) => {
                    let mut joining = self.joining(join.token.author());
                    (joining.wish, joining.key) = (join.role, join.key);
                    joining.have = join.have.zip(join.journal);
                    joining.me = join.name.map(|name| {
                        Box::new(Me { name: Some(name), color: join.color, ..Me::default() })
                    });
                    joining
                }
                Err(frames) => {
                    self.farewell(&frames).await;
                    return None;
                }
            },
        };
        match shared.hub.join(room, joining).await {
            Ok(handle) => Some(handle),
            Err(failure) => {
                self.farewell(&turned_away(failure, self.dialect)).await;
                None
            }
        }
    }

    fn joining(&self, author: AuthorId) -> Joining {
        let link = Arc::clone(&self.link);
        let (client, dialect) = (self.client, self.dialect);
        Joining { client, author, wish: None, key: None, dialect, link, have: None, me: None }
    }

    /// Waits for `join`; otherwise answers the frames to say goodbye with (rule V1).
    async fn greeting(&mut self) -> Result<Join, Bytes> {
        let goodbye = |reason| Err(close_frame(CloseCode::Policy, reason));
        let first = tokio::time::timeout(JOIN_TIMEOUT, self.socket.next()).await;
        let Ok(Some(Ok(Message::Text(text)))) = first else {
            return goodbye("the first message must be join");
        };
        let mut messages = match parse_message(&text) {
            Ok(messages) => messages,
            Err(refusal) => return Err(refuse_and_close(&refusal)),
        };
        match messages.pop() {
            Some(ClientMessage::Join(join)) if messages.is_empty() => {
                if join.raster == RASTER_VERSION {
                    Ok(join)
                } else {
                    Err(refuse_and_close(&Refusal::Version { server: RASTER_VERSION }))
                }
            }
            _ => goodbye("the first message must be join"),
        }
    }

    /// Writes the last frames of a connection that never joined a room, then waits for the peer to close.
    async fn farewell(&self, mut frames: &[u8]) {
        let said = async {
            while !frames.is_empty() {
                self.link.writable().await;
                match self.link.try_write(&[IoSlice::new(frames)]) {
                    Ok(0) => return,
                    Ok(written) => frames = &frames[written..],
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                    Err(_) => return,
                }
            }
            self.socket.get_ref().discard().await;
        };
        // A peer that does not listen has had its chance.
        let _ = tokio::time::timeout(FAREWELL_TIMEOUT, said).await;
        self.link.shut();
    }

    async fn read(&mut self, room: &RoomHandle) {
        let end = loop {
            let message = match self.next(room).await {
                None => break End::Closed,
                Some(Err(error)) => break end_of(&error),
                Some(Ok(message)) => message,
            };
            let cost = match self.understand(message) {
                Understood::Message(message, cost) => {
                    let sent = match room.try_send(message) {
                        // Rare, and on the heap: see `leave`.
                        Err(TrySendError::Full(message)) => {
                            Box::pin(room.send(message)).await.is_ok()
                        }
                        sent => sent.is_ok(),
                    };
                    if !sent {
                        break End::Cut;
                    }
                    cost
                }
                Understood::Nothing => continue,
                Understood::Close => {
                    // One more read lets the answer out and ends the stream.
                    continue;
                }
                Understood::Never(code, reason) => break End::Refused(code, reason),
            };
            if self.bad > BAD_MESSAGES_MAX {
                break End::Refused(CloseCode::Policy, "too many messages that make no sense");
            }
            if self.bucket.take(cost) && !Box::pin(self.wait(room)).await {
                break End::Refused(CloseCode::Policy, "too much ink");
            }
        };
        // On the heap: otherwise every connection holds room for the largest thing it may ever wait for.
        Box::pin(self.leave(room, end)).await;
    }

    /// The next frame; on the way a page is told that its wait is over.
    async fn next(&mut self, room: &RoomHandle) -> Option<Result<Message, Error>> {
        if let Some(at) = self.bucket.eases_at() {
            // On the heap, as it is rare.
            if let Ok(next) = Box::pin(timeout_at(at, self.socket.next())).await {
                return next;
            }
            self.bucket.ease();
            self.tell_ink(room);
        }
        self.socket.next().await
    }

    /// Reads nothing until there are points again; false when there was too much of that (rule W12).
    async fn wait(&mut self, room: &RoomHandle) -> bool {
        loop {
            let time = match self.bucket.verdict() {
                Verdict::Go => return true,
                Verdict::TooMuch => return false,
                Verdict::Wait(time) => time,
                Verdict::Tell(time) => {
                    self.tell_ink(room);
                    time
                }
            };
            sleep(time).await;
            // Who is not read from is not silent of its own will.
            self.link.hear();
        }
    }

    /// Tells a page how much it may send; a room that is busy has something newer to say soon.
    fn tell_ink(&self, room: &RoomHandle) {
        if self.dialect == Dialect::Easel {
            let frame = Vec::from(self.bucket.told().to_frame()).into_boxed_slice();
            let _ = room.try_send(RoomMessage::Control(self.client, frame));
        }
    }

    async fn leave(&self, room: &RoomHandle, end: End) {
        let said_goodbye = matches!(end, End::Closed);
        if let End::Refused(code, reason) = end {
            debug!(client = %self.client, ?code, reason, "closing");
            // A room that is gone has closed the connection already.
            let _ = room.send(RoomMessage::Close(self.client, code, reason)).await;
            self.socket.get_ref().discard().await;
        }
        let _ = room.send(RoomMessage::Leave(self.client, said_goodbye)).await;
    }

    fn understand(&mut self, message: Message) -> Understood {
        match message {
            Message::Text(text) => self.text(text.as_str()),
            Message::Binary(bytes) if self.dialect != Dialect::Easel => {
                match std::str::from_utf8(&bytes) {
                    Ok(text) => self.text(text),
                    Err(_) => {
                        Understood::Never(CloseCode::Unsupported, "binary must be UTF-8 JSON")
                    }
                }
            }
            Message::Binary(_) => {
                Understood::Never(CloseCode::Unsupported, "this dialect has no binary messages")
            }
            Message::Close(_) => Understood::Close,
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => Understood::Nothing,
        }
    }

    fn text(&mut self, text: &str) -> Understood {
        if let Dialect::Plain(_) = self.dialect {
            let inputs = parse_plain(text);
            let bad = inputs.iter().filter(|input| matches!(input, PlainInput::Bad(_))).count();
            self.bad += bad as u32;
            let pictures =
                inputs.iter().filter(|input| matches!(input, PlainInput::CanvasRequest(_))).count();
            let cost = inputs.len() + 1 + pictures * PICTURE_POINTS;
            return Understood::Message(RoomMessage::Plain(self.client, inputs.into()), cost);
        }
        match parse_message(text) {
            Ok(messages) => {
                let cost = messages.iter().map(points_of).sum::<usize>() + 1;
                Understood::Message(RoomMessage::Easel(self.client, messages.into()), cost)
            }
            Err(refusal) => {
                self.bad += 1;
                Understood::Message(RoomMessage::Unread(self.client, Box::new(refusal)), 1)
            }
        }
    }
}

/// What a frame turned out to be.
enum Understood {
    /// Something for the room, and what it costs in points.
    Message(RoomMessage, usize),
    /// Nothing anybody needs to know.
    Nothing,
    /// Goodbye.
    Close,
    /// Something that ends the connection.
    Never(CloseCode, &'static str),
}

fn points_of(message: &ClientMessage) -> usize {
    match message {
        ClientMessage::Begin { points, .. } | ClientMessage::Points { points, .. } => points.len(),
        ClientMessage::CanvasRequest => PICTURE_POINTS,
        _ => 1,
    }
}

/// An author nobody can come back as: plain clients keep no token.
fn plain_author() -> AuthorId {
    let mut id = [0; AuthorId::BYTES];
    id.copy_from_slice(&Uuid::new_v4().as_bytes()[4..]);
    AuthorId(id)
}

fn refuse_and_close(refusal: &Refusal) -> Bytes {
    let told = ServerMessage::refusal(None, refusal).to_frame();
    let closed = close_frame(CloseCode::Policy, &refusal.to_string());
    [told, closed].concat().into()
}

/// What is said to somebody who may not come in; those who should ask somebody are told so as a refusal too.
fn turned_away(failure: JoinFailure, dialect: Dialect) -> Bytes {
    let refusal = match failure {
        JoinFailure::BadKey => Refusal::BadKey,
        JoinFailure::Closed => Refusal::Closed,
        JoinFailure::Removed => Refusal::Removed,
        _ => return close_frame(code_of(failure), &failure.to_string()),
    };
    let closed = close_frame(CloseCode::Barred, refusal.code());
    if dialect != Dialect::Easel {
        return closed;
    }
    [ServerMessage::refusal(None, &refusal).to_frame(), closed].concat().into()
}

fn code_of(failure: JoinFailure) -> CloseCode {
    match failure {
        JoinFailure::BadKey | JoinFailure::Closed | JoinFailure::Removed => CloseCode::Barred,
        JoinFailure::Full | JoinFailure::TooManyRooms | JoinFailure::Unreadable => {
            CloseCode::TryLater
        }
        JoinFailure::Stopping => CloseCode::GoingAway,
    }
}

fn end_of(error: &Error) -> End {
    match error {
        Error::ConnectionClosed | Error::AlreadyClosed => End::Closed,
        Error::Capacity(_) => End::Refused(CloseCode::TooBig, "the message is too large"),
        Error::Utf8(_) => End::Refused(CloseCode::NotUtf8, "text must be UTF-8"),
        Error::Io(error) if is_too_big(error) => {
            End::Refused(CloseCode::TooBig, "the message is too large")
        }
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) | Error::Io(_) => End::Cut,
        _ => End::Refused(CloseCode::Protocol, "a frame against RFC 6455"),
    }
}

fn is_too_big(error: &std::io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooBig>)
}
