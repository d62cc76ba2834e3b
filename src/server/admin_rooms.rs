//! Rooms over HTTP for programs: made, listed, drawn in, let go of.

use super::Shared;
use super::admin::{self, Admin};
use super::hosting::{by, host_key};
use super::invite::{free_codes, site};
use super::limits::{STROKES_BODY_TIMEOUT, STROKES_BYTES_MAX};
use super::routes::nowhere;
use super::saved::{Answer, OTHER_SITE, Refused, body, sorry};
use crate::hub::{Removal, RoomWish};
use crate::model::{Role, RoomId};
use crate::protocol::limits::TITLE_CHARS_MAX;
use crate::protocol::parse_strokes;
use crate::store::{Listed, RoomFacts};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::time::timeout;

/// Rooms of a list where nothing else is said.
const LIST_ROOMS: usize = 50;

/// Rooms of one list at most: each is looked up by itself.
const LIST_ROOMS_MAX: usize = 200;

const NO_NAME: Refused = (StatusCode::BAD_REQUEST, "A room's name is 1 to 64 of a-z, 0-9 and -.\n");
const NO_TITLE: Refused = (StatusCode::BAD_REQUEST, "A title has up to 80 characters.\n");
const NO_GUESTS: Refused = (StatusCode::BAD_REQUEST, "Guests are viewer, painter or null.\n");
const NO_LIMIT: Refused = (StatusCode::BAD_REQUEST, "A list has 1 to 200 rooms.\n");
const TAKEN: Refused = (StatusCode::CONFLICT, "This room was drawn in, or has a host.\n");
const SAVED: Refused = (
    StatusCode::CONFLICT,
    "Something of this room was saved under a name. To delete that too, add ?saved=1.\n",
);
const BUSY: Refused =
    (StatusCode::SERVICE_UNAVAILABLE, "This room cannot be closed right now. Try again.\n");
const NO_ROOM: Refused = (StatusCode::NOT_FOUND, "There is no such room.\n");
const UNSTORED: Refused = (
    StatusCode::SERVICE_UNAVAILABLE,
    "This cannot be stored right now. Some of it may come later: look before you send it again.\n",
);

#[derive(Deserialize)]
struct Wanted {
    room: Option<String>,
    #[serde(default)]
    title: String,
    #[serde(default = "painters")]
    guests: Option<Role>,
    #[serde(default)]
    code: bool,
}

/// What guests are where nothing is said: null would keep them outside.
#[expect(clippy::unnecessary_wraps, reason = "it stands for a field of this type")]
fn painters() -> Option<Role> {
    Some(Role::Painter)
}

/// `POST /api/rooms`: makes a room; its host's key is told once (rule H33).
pub(super) async fn make(_: Admin, State(shared): State<Arc<Shared>>, request: Request) -> Answer {
    let site = site(&shared, request.headers());
    let wanted: Wanted = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    let Wanted { room, title, guests, code } = wanted;
    let room = match room.as_deref().map(RoomId::new) {
        Some(None) => return Err(NO_NAME.into_response()),
        room => room.flatten(),
    };
    let title = title.trim().to_owned();
    if title.chars().count() > TITLE_CHARS_MAX {
        return Err(NO_TITLE.into_response());
    }
    if guests == Some(Role::Host) {
        return Err(NO_GUESTS.into_response());
    }
    let codes = if code { free_codes() } else { Vec::new() };
    let made = shared.hub.make_room(RoomWish { room, title, guests, codes }).await;
    let made = made.map_err(|failure| sorry(&failure))?.ok_or_else(|| TAKEN.into_response())?;
    let mut told = json!({
        "room": made.room, "link": format!("{site}/r/{}", made.room), "key": made.key.expose(),
    });
    if let Some(code) = made.code {
        told["code"] = json!(code.to_string());
    }
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

#[derive(Deserialize)]
pub(super) struct ListQuery {
    after: Option<String>,
    limit: Option<usize>,
}

/// `GET /api/rooms?after=&limit=`: rooms that are kept or open, by name (rule H34).
pub(super) async fn list(
    _: Admin,
    State(shared): State<Arc<Shared>>,
    Query(ListQuery { after, limit }): Query<ListQuery>,
) -> Answer {
    let after = match after.as_deref().map(RoomId::new) {
        Some(None) => return Err(NO_NAME.into_response()),
        after => after.flatten(),
    };
    let limit = limit.unwrap_or(LIST_ROOMS);
    if !(1..=LIST_ROOMS_MAX).contains(&limit) {
        return Err(NO_LIMIT.into_response());
    }
    // One more than is told shows whether there are more.
    let found = shared.hub.list_rooms(after, limit + 1).await;
    let mut found = found.map_err(|failure| sorry(&failure))?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|((room, _), _)| room.clone());
    let rooms: Vec<_> = found.iter().map(|(listed, count)| tell(listed, *count)).collect();
    Ok(Json(json!({ "rooms": rooms, "next": next })).into_response())
}

fn tell((room, facts): &Listed, count: usize) -> Value {
    let facts = facts.as_ref();
    let number = |read: fn(&RoomFacts) -> u64| facts.map(read);
    json!({
        "room": room,
        "entries": number(|facts| facts.last.0).unwrap_or(0),
        "created": number(|facts| facts.meta.created.0),
        "lastDrawn": number(|facts| facts.drawn.0),
        "bytes": number(|facts| facts.bytes).unwrap_or(0),
        "clientCount": count,
    })
}

#[derive(Deserialize)]
pub(super) struct RemoveQuery {
    saved: Option<String>,
}

/// `DELETE /api/rooms/{room}?saved=`: lets go of a room with all that is kept of it (rule H35).
pub(super) async fn remove(
    _: Admin,
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(RemoveQuery { saved }): Query<RemoveQuery>,
    headers: HeaderMap,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    if !shared.options.origins.allows(&headers) {
        return Err(OTHER_SITE.into_response());
    }
    let with_saved = saved.as_deref() == Some("1");
    let hub = Arc::clone(&shared.hub);
    // Whoever asked may be gone before everybody has left the room: it goes all the same.
    let removed = tokio::spawn(async move { hub.remove_room(&room, with_saved).await });
    let removed = removed.await.map_err(|_| BUSY.into_response())?;
    match removed.map_err(|failure| sorry(&failure))? {
        Removal::Gone => Ok(StatusCode::NO_CONTENT.into_response()),
        Removal::Missing => Err(NO_ROOM.into_response()),
        Removal::Saved => Err(SAVED.into_response()),
        Removal::Busy => Err(BUSY.into_response()),
    }
}

/// `POST /api/rooms/{room}/strokes`: draws for a program, stored before it is answered (rule H36).
pub(super) async fn draw(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    let author = match host_key(&shared, &room, request.headers()).await {
        Ok(key) => by(&key, None),
        Err(refused) if shared.options.admin.is_none() => return Err(refused),
        Err(refused) if refused.status() != StatusCode::FORBIDDEN => return Err(refused),
        Err(_) => admin::check(&shared, request.extensions(), request.headers())
            .map_err(IntoResponse::into_response)?,
    };
    if !shared.options.origins.allows(request.headers()) {
        return Err(OTHER_SITE.into_response());
    }
    let text = text(request).await.map_err(IntoResponse::into_response)?;
    let sent = parse_strokes(&text)
        .map_err(|refusal| (StatusCode::BAD_REQUEST, format!("{refusal}\n")).into_response())?;
    let author = sent.token.map_or(author, |token| token.author());
    let seq = shared.hub.dictate(&room, author, sent.strokes).await;
    let seq = seq.ok_or_else(|| UNSTORED.into_response())?;
    Ok((StatusCode::CREATED, Json(json!({ "seq": seq }))).into_response())
}

async fn text(request: Request) -> Result<String, Refused> {
    let read =
        timeout(STROKES_BODY_TIMEOUT, to_bytes(request.into_body(), STROKES_BYTES_MAX)).await;
    let bytes = read.map_err(|_| (StatusCode::REQUEST_TIMEOUT, "That took too long.\n"))?;
    let bytes = bytes.map_err(|_| (StatusCode::PAYLOAD_TOO_LARGE, "That is too long.\n"))?;
    String::from_utf8(bytes.into()).map_err(|_| (StatusCode::BAD_REQUEST, "Text must be UTF-8.\n"))
}
