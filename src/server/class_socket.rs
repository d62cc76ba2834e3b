//! One page of a class: what it says goes to the class, and the newest of the class comes back.

use super::Shared;
use super::accept::Place;
use super::bucket::{Bucket, Verdict};
use super::limits::{FAREWELL_TIMEOUT, JOIN_TIMEOUT};
use crate::hub::{ClassHandle, ClassLink, ClassMessage, Entering};
use crate::model::{ClassId, ClientId};
use crate::protocol::limits::{BAD_MESSAGES_MAX, MESSAGE_BYTES_MAX};
use crate::protocol::{ClassInput, CloseCode};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};
use tracing::debug;

/// Messages a second one page may send, with ten seconds' worth saved up: a teacher taps, a page does not flood.
const MESSAGES_PER_SECOND: u32 = 20;

/// How long a write may take before the page counts as gone.
const WRITE_TIME: Duration = Duration::from_secs(30);

type Socket = WebSocketStream<TcpStream>;

/// A page that shook hands.
pub(super) struct Incoming {
    pub(super) stream: TcpStream,
    pub(super) early: Bytes,
    pub(super) class: ClassId,
    pub(super) site: String,
    pub(super) place: Place,
}

/// Why a page is spoken to no more.
enum End {
    /// It is gone.
    Gone,
    /// It must go, and is told why.
    Close(CloseCode, &'static str),
}

/// Serves one page until it is gone.
pub(super) async fn serve(shared: Arc<Shared>, incoming: Incoming) {
    let Incoming { stream, early, class, site, place } = incoming;
    let config = WebSocketConfig::default()
        .read_buffer_size(4_096)
        .max_message_size(Some(MESSAGE_BYTES_MAX))
        .max_frame_size(Some(MESSAGE_BYTES_MAX));
    let early = early.to_vec();
    let socket = WebSocketStream::from_partially_read(stream, early, Role::Server, Some(config));
    let mut socket = socket.await;
    let client = shared.next_client();
    if let Some((handle, link)) = enter(&shared, &mut socket, class, client, site).await {
        let end = talk(&shared, &mut socket, client, &handle, link).await;
        // A class that is gone has forgotten the page already.
        let _ = handle.send(ClassMessage::Leave(client)).await;
        if let End::Close(code, reason) = end {
            close(&mut socket, code, reason).await;
        }
    }
    drop(place);
}

async fn enter(
    shared: &Arc<Shared>,
    socket: &mut Socket,
    class: ClassId,
    client: ClientId,
    site: String,
) -> Option<(ClassHandle, ClassLink)> {
    let first = tokio::time::timeout(JOIN_TIMEOUT, socket.next()).await;
    let Ok(Some(Ok(Message::Text(text)))) = first else {
        close(socket, CloseCode::Policy, "the first message must be enter").await;
        return None;
    };
    let (key, name, again) = match ClassInput::parse(&text) {
        Ok(ClassInput::Enter { key, name, again }) => (key, name, again),
        Ok(_) => {
            close(socket, CloseCode::Policy, "the first message must be enter").await;
            return None;
        }
        Err(refusal) => {
            // A key of the wrong form opens nothing, as one that was taken back.
            let code = if text.contains("\"key\"") { "badKey" } else { "name" };
            refuse(socket, code, &refusal.to_string()).await;
            close(socket, CloseCode::Barred, code).await;
            return None;
        }
    };
    match shared.hub.enter(class, Entering { client, key, name, again, site }).await {
        Ok(entered) => Some(entered),
        Err(why) => {
            debug!(%class, %client, %why, "not let into a class");
            refuse(socket, why.code(), &why.to_string()).await;
            close(socket, CloseCode::Barred, why.code()).await;
            None
        }
    }
}

async fn talk(
    shared: &Shared,
    socket: &mut Socket,
    client: ClientId,
    class: &ClassHandle,
    mut link: ClassLink,
) -> End {
    let options = &shared.options.hub;
    let mut bucket = Bucket::new(MESSAGES_PER_SECOND, None);
    let (mut heard, mut pinged, mut bad) = (Instant::now(), false, 0);
    link.state.mark_changed();
    loop {
        let silence = if pinged { options.dead_after } else { options.ping_after };
        let spoken = tokio::select! {
            biased;
            why = &mut link.ended => {
                // Without a word the class is gone: the server stops.
                let Ok(why) = why else { return End::Close(CloseCode::GoingAway, "the server is restarting") };
                refuse(socket, why.code(), &why.to_string()).await;
                return End::Close(CloseCode::Barred, why.code());
            }
            changed = link.state.changed() => {
                if changed.is_err() {
                    return End::Close(CloseCode::GoingAway, "the server is restarting");
                }
                let state = Arc::clone(&link.state.borrow_and_update());
                if state.is_empty() { continue }
                send(socket, Message::text(&*state)).await
            }
            Some(frame) = link.frames.recv() => send(socket, Message::text(&*frame)).await,
            message = socket.next() => {
                let Some(Ok(message)) = message else { return End::Gone };
                (heard, pinged) = (Instant::now(), false);
                let told = match message {
                    Message::Text(text) => match ClassInput::parse(&text) {
                        Ok(input) => ClassMessage::Said(client, input),
                        Err(refusal) => {
                            bad += 1;
                            ClassMessage::Unread(client, refusal)
                        }
                    },
                    Message::Close(_) => return End::Gone,
                    Message::Binary(_) => return End::Close(CloseCode::Unsupported, "no binary messages"),
                    _ => continue,
                };
                if bad > BAD_MESSAGES_MAX {
                    return End::Close(CloseCode::Policy, "too many messages that make no sense");
                }
                if class.send(told).await.is_err() { return End::Gone }
                if bucket.take(1) && !rest(&mut bucket).await {
                    return End::Close(CloseCode::Policy, "too many messages");
                }
                Ok(())
            }
            () = tokio::time::sleep_until(heard + silence) => {
                if pinged { return End::Gone }
                pinged = true;
                send(socket, Message::Ping(Bytes::new())).await
            }
        };
        if spoken.is_err() {
            return End::Gone;
        }
    }
}

/// Waits until the page may say more; false when it has said too much for too long.
async fn rest(bucket: &mut Bucket) -> bool {
    loop {
        match bucket.verdict() {
            Verdict::Go => return true,
            Verdict::TooMuch => return false,
            Verdict::Tell(time) | Verdict::Wait(time) => tokio::time::sleep(time).await,
        }
    }
}

async fn send(socket: &mut Socket, message: Message) -> Result<(), Error> {
    let sent = tokio::time::timeout(WRITE_TIME, socket.send(message)).await;
    sent.unwrap_or(Err(Error::AlreadyClosed))
}

async fn refuse(socket: &mut Socket, code: &str, message: &str) {
    let told = json!({ "type": "refusal", "code": code, "message": message });
    // Who does not hear it is gone.
    let _ = send(socket, Message::text(told.to_string())).await;
}

/// Says goodbye and waits a moment for the answer, so that what was said before arrives.
async fn close(socket: &mut Socket, code: CloseCode, reason: &'static str) {
    let frame = CloseFrame { code: (code as u16).into(), reason: reason.into() };
    let said = async {
        socket.close(Some(frame)).await?;
        while socket.next().await.transpose()?.is_some() {}
        Ok::<_, Error>(())
    };
    // Who does not answer has had the time to.
    let _ = tokio::time::timeout(FAREWELL_TIMEOUT, said).await;
}
