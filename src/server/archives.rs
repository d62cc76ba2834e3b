//! Canvases as files that anybody can read: taken away whole, and brought in again.

use super::api;
use super::exports::{FOREVER, Wanted, place, refuse};
use super::limits::{ARCHIVE_BODY_TIMEOUT, ARCHIVE_TIME, ARCHIVE_WAIT};
use super::limits::{ARCHIVE_BYTES_MAX, ARCHIVE_LINE_BYTES_MAX, ARCHIVE_UNPACKED_BYTES_MAX};
use super::replay::{MomentQuery, off};
use super::routes::nowhere;
use super::upload::{Fed, feed};
use super::{Shared, exports};
use crate::archive::{ArchiveFailure, ArchiveReader, Bounds, EXTENSION, Fault, Head};
use crate::hub::{ExportFailure, Hub, ImportFailure, Packing, Standing};
use crate::model::{JournalId, RoomId};
use crate::store::RoomMeta;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;
use std::io::{self, BufRead};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::error;
use uuid::Uuid;

/// What an archive is to programs that do not know it.
const KIND: &str = "application/zstd";

/// Up to which moment an archive is wanted.
#[derive(Deserialize)]
pub(super) struct DownloadQuery {
    to: Option<String>,
    journal: Option<String>,
}

/// `GET /api/rooms/{room}/canvas.easel?to=`: the room as an archive (rule H19).
pub(super) async fn download(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(query): Query<DownloadQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let wanted = match Wanted::read(&MomentQuery { at: query.to, journal: query.journal }) {
        Ok(wanted) => wanted,
        Err(sentence) => return (StatusCode::BAD_REQUEST, sentence).into_response(),
    };
    let Some(standing) = shared.hub.standing(&room).await else { return api::blank() };
    // An archive holds also what changed no picture.
    let standing = Standing { seq: standing.end, ..standing };
    if wanted.is_of_another(standing) {
        return exports::another_journal();
    }
    let place = match place(&shared, &room, standing, wanted.moment()).await {
        Ok(place) => place,
        Err(failure) => return refuse(&room, &failure),
    };
    let tag = format!("\"{}-{place}-{EXTENSION}\"", standing.journal);
    let lasts = if wanted.is_final(standing) { FOREVER } else { "no-cache" };
    let known = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, lasts)];
    if api::knows(&headers, &tag) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    let Standing { journal, size, created, .. } = standing;
    let window = shared.options.hub.window;
    let meta = RoomMeta { journal, size, created };
    let named = format!("attachment; filename=\"{room}.{EXTENSION}\"");
    let file = [(header::CONTENT_TYPE, KIND), (header::CONTENT_DISPOSITION, &named)];
    let head = Head { room: room.clone(), meta, window, seq: place };
    match Packing::begin(&head) {
        Ok(packing) => (known, file, Body::from_stream(parts(shared, packing))).into_response(),
        Err(failure) => refuse(&room, &ExportFailure::Unreadable(failure.into())),
    }
}

/// Each part is made when the one before was taken: who reads slowly holds no thread.
fn parts(shared: Arc<Shared>, packing: Packing) -> impl stream::Stream<Item = io::Result<Vec<u8>>> {
    stream::try_unfold(packing, move |mut packing| {
        let shared = Arc::clone(&shared);
        async move {
            let turn = Arc::clone(&shared.seeks).acquire_owned().await.map_err(io::Error::other)?;
            let made = off(move || {
                let hub = &shared.hub;
                let part = packing.part(hub.keeper(), hub.images());
                drop(turn);
                let part = part.map_err(|failure| ExportFailure::Unreadable(failure.into()))?;
                Ok(part.map(|part| (part, packing)))
            });
            made.await.map_err(|failure| {
                error!(%failure, "an archive was not made to its end");
                io::Error::other(failure)
            })
        }
    })
}

/// Which room an archive is to become.
#[derive(Deserialize)]
pub(super) struct UploadQuery {
    room: Option<String>,
}

/// `POST /api/archives?room=`: makes a room of an archive (rule H20).
pub(super) async fn upload(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<UploadQuery>,
    request: Request,
) -> Response {
    if !shared.options.origins.allows(request.headers()) {
        return say(StatusCode::FORBIDDEN, "Pages of this origin may not bring canvases here.");
    }
    let named = query.room.as_deref().map(RoomId::new);
    if named == Some(None) {
        return say(StatusCode::BAD_REQUEST, "A room name is 1 to 64 of a-z, 0-9 and -.");
    }
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > ARCHIVE_BYTES_MAX) {
        return too_large();
    }
    // One at a time: each is painted once, which takes a core.
    let turn = timeout(ARCHIVE_WAIT, Arc::clone(&shared.archives).acquire_owned());
    let Ok(Ok(turn)) = turn.await else {
        return say(StatusCode::SERVICE_UNAVAILABLE, "Other canvases are on their way. Try again.");
    };
    let (feeder, body) = feed();
    let (done, outcome) = oneshot::channel();
    let hub = Arc::clone(&shared.hub);
    // A thread of its own: those that paint must not wait for somebody's network.
    let started = std::thread::Builder::new().name("import".to_owned()).spawn(move || {
        let brought = import(&hub, body, named.flatten().as_ref());
        drop(turn);
        // Whoever gave up waiting needs no answer.
        let _ = done.send(brought);
    });
    if started.is_err() {
        return say(StatusCode::SERVICE_UNAVAILABLE, "This server is too busy. Try again.");
    }
    match feeder.all(request.into_body(), ARCHIVE_BYTES_MAX, ARCHIVE_BODY_TIMEOUT).await {
        Fed::Whole => {}
        Fed::TooLarge => return too_large(),
        Fed::TooSlow => {
            return say(StatusCode::REQUEST_TIMEOUT, "The archive did not come in time.");
        }
        Fed::Broken => return say(StatusCode::BAD_REQUEST, "The archive was not sent whole."),
    }
    match outcome.await {
        Ok(Ok(room)) => (StatusCode::CREATED, Json(json!({ "room": room }))).into_response(),
        Ok(Err(failure)) => refusal(&failure),
        Err(_) => say(StatusCode::UNPROCESSABLE_ENTITY, "This archive cannot be read."),
    }
}

fn import(
    hub: &Arc<Hub>,
    body: impl BufRead,
    named: Option<&RoomId>,
) -> Result<RoomId, ImportFailure> {
    let bounds =
        Bounds { unpacked_bytes: ARCHIVE_UNPACKED_BYTES_MAX, image_bytes: ARCHIVE_LINE_BYTES_MAX };
    let mut archive = ArchiveReader::open(body, bounds)?;
    // A life of its own: what is drawn from here on is not what is drawn where it comes from.
    let journal = JournalId(Uuid::new_v4().as_u64_pair().0);
    let created = hub.clock().now();
    let meta = RoomMeta { journal, created, ..archive.head().meta };
    let deadline = Instant::now() + ARCHIVE_BODY_TIMEOUT + ARCHIVE_TIME;
    hub.import(&mut archive, &meta, named, &mut |_| Instant::now() < deadline)
}

fn refusal(failure: &ImportFailure) -> Response {
    let status = match failure {
        ImportFailure::Archive(ArchiveFailure::Line { fault: Fault::TooMuch(_), .. }) => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        ImportFailure::Archive(_) | ImportFailure::Empty | ImportFailure::Stopped => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ImportFailure::Taken(_) => StatusCode::CONFLICT,
        ImportFailure::Store(failure) => {
            error!(%failure, "an archive cannot be stored");
            return say(
                StatusCode::SERVICE_UNAVAILABLE,
                "The canvas cannot be stored right now. Try again later.",
            );
        }
    };
    let words = failure.to_string();
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    say(status, &format!("{}{}.", first.unwrap_or_default(), letters.as_str()))
}

fn too_large() -> Response {
    let most = ARCHIVE_BYTES_MAX >> 20;
    say(StatusCode::PAYLOAD_TOO_LARGE, &format!("An archive may have up to {most} MB."))
}

fn say(status: StatusCode, sentence: &str) -> Response {
    (status, format!("{sentence}\n")).into_response()
}
