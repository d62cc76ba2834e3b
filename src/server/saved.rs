//! Canvases saved under a name, copies of rooms, and bringing a room back to a moment.

use super::exports::{place, refuse};
use super::routes::nowhere;
use super::{Shared, api};
use crate::hub::Standing;
use crate::model::{JournalId, Moment, RoomId, SavedId, Secret, Seq, Token};
use crate::protocol::limits::TITLE_CHARS_MAX;
use crate::store::{
    Changed, Listing, Operation, Order, RoomMeta, SavedCanvas, SavedChange, StoreFailure,
};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use tracing::error;
use uuid::Uuid;

/// Bytes of a request: a title, a place and a token, many times over.
const BODY_BYTES_MAX: usize = 16 * 1024;

/// Canvases of one page of a list.
const PAGE_CANVASES: usize = 24;

/// Canvases one page may name itself: as many as a browser remembers of its own.
const IDS_MAX: usize = 500;

/// Letters that tell a copy of a room from the room.
const COPY_LETTERS: usize = 6;

/// A refused request: its status and a sentence.
pub(super) type Refused = (StatusCode, &'static str);

/// What a route answers: what was asked for, or why not.
pub(super) type Answer = Result<Response, Response>;

const NO_TITLE: Refused = (StatusCode::BAD_REQUEST, "A title has 1 to 80 characters.\n");
const NO_MOMENT: Refused =
    (StatusCode::BAD_REQUEST, "A moment is a place such as 1234, or seconds such as 134.5s.\n");
pub(super) const NOT_YOURS: Refused =
    (StatusCode::FORBIDDEN, "Only whoever holds its key may do this.\n");
const NO_ORDER: Refused = (StatusCode::BAD_REQUEST, "Sort by newest or longest.\n");
const NO_NEXT: Refused = (StatusCode::BAD_REQUEST, "Go on after what `next` said.\n");
const NO_CANVAS: Refused = (StatusCode::NOT_FOUND, "There is no such saved canvas.\n");

#[derive(Deserialize)]
struct Save {
    title: String,
    at: Option<String>,
}

/// `POST /api/rooms/{room}/saved`: gives a moment a name (rule H15).
pub(super) async fn save(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    let Save { title, at } = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    let title = titled(&title).ok_or_else(|| NO_TITLE.into_response())?;
    let moment = moment(at.as_deref()).map_err(IntoResponse::into_response)?;
    let standing = shared.hub.standing(&room).await.ok_or_else(api::blank)?;
    let saved = shared.hub.save_moment(&room, standing, moment, &title).await;
    let (canvas, key) = saved.map_err(|failure| refuse(&room, &failure))?;
    let mut told = tell(&canvas);
    told["key"] = json!(key.expose());
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

#[derive(Deserialize)]
pub(super) struct ListQuery {
    ids: Option<String>,
    search: Option<String>,
    sort: Option<String>,
    after: Option<String>,
}

/// `GET /api/saved?search=&sort=&after=&ids=`: saved canvases (rule H16).
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<ListQuery>,
) -> Answer {
    let order = match query.sort.as_deref() {
        None | Some("newest") => Order::Newest,
        Some("longest") => Order::Longest,
        Some(_) => return Err(NO_ORDER.into_response()),
    };
    let after = query.after.as_deref().map(|next| place_in_list(next).ok_or(NO_NEXT)).transpose();
    let after = after.map_err(IntoResponse::into_response)?;
    let ids = query.ids.as_deref().map(|ids| ids.split(',').filter_map(SavedId::parse));
    let ids = ids.map(|ids| ids.take(IDS_MAX).collect());
    let search = query.search.unwrap_or_default().chars().take(TITLE_CHARS_MAX).collect();
    // One more than is told shows whether there are more.
    let listing = Listing { ids, search, order, after, limit: PAGE_CANVASES + 1 };
    let asked = listing.clone();
    let found =
        shared.hub.store(None, Operation::Read, move |store| store.gallery().list_saved(&asked));
    let mut canvases = found.await.map_err(|failure| sorry(&failure))?;
    let more = canvases.len() > PAGE_CANVASES;
    canvases.truncate(PAGE_CANVASES);
    let last = canvases.last().filter(|_| more);
    let next = last.map(|canvas| format!("{}.{}", listing.rank(canvas), canvas.id));
    let canvases: Vec<_> = canvases.iter().map(tell).collect();
    Ok(Json(json!({ "canvases": canvases, "next": next })).into_response())
}

/// `GET /api/saved/{id}`: one saved canvas (rule H16).
pub(super) async fn one(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Answer {
    let id = SavedId::parse(&id).ok_or_else(|| NO_CANVAS.into_response())?;
    let found = shared.hub.store(None, Operation::Read, move |store| store.gallery().saved(id));
    let canvas = found.await.map_err(|failure| sorry(&failure))?;
    let canvas = canvas.ok_or_else(|| NO_CANVAS.into_response())?;
    Ok(Json(tell(&canvas)).into_response())
}

#[derive(Deserialize)]
struct Change {
    title: Option<String>,
    public: Option<bool>,
    deleted: Option<bool>,
}

/// `PATCH /api/saved/{id}`: another title, found by anyone or not, brought back (rule H16).
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let key = key(request.headers());
    let change = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    let Change { title, public, deleted } = change;
    let title = title.as_deref().map(|title| titled(title).ok_or(NO_TITLE)).transpose();
    let title = title.map_err(IntoResponse::into_response)?;
    apply(&shared, &id, key, SavedChange { title, public, deleted }).await
}

/// `DELETE /api/saved/{id}`: for ten minutes it can be brought back (rule H16).
pub(super) async fn delete(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    if !shared.options.origins.allows(&headers) {
        return Err(OTHER_SITE.into_response());
    }
    let change = SavedChange { deleted: Some(true), ..SavedChange::default() };
    apply(&shared, &id, key(&headers), change).await
}

async fn apply(shared: &Arc<Shared>, id: &str, key: Option<Secret>, change: SavedChange) -> Answer {
    let id = SavedId::parse(id).ok_or_else(|| NO_CANVAS.into_response())?;
    let lock = key.ok_or_else(|| NOT_YOURS.into_response())?.lock();
    let now = shared.hub.clock().now();
    let changed = shared.hub.store(None, Operation::Append, move |store| {
        store.gallery().change_saved(id, lock, &change, now)
    });
    match changed.await.map_err(|failure| sorry(&failure))? {
        Changed::Done(canvas) => Ok(Json(tell(&canvas)).into_response()),
        Changed::Locked => Err(NOT_YOURS.into_response()),
        Changed::Missing => Err(NO_CANVAS.into_response()),
    }
}

#[derive(Deserialize)]
struct At {
    at: Option<String>,
    token: Option<String>,
}

/// `POST /api/rooms/{room}/branches`: a new room that begins as this one was (rule H17).
pub(super) async fn branch(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    let (standing, seq, _) = asked_moment(&shared, &room, request).await?;
    let copy = copy_of(&room).ok_or_else(nowhere)?;
    let created = shared.hub.clock().now();
    let journal = JournalId(Uuid::new_v4().as_u64_pair().0);
    let meta = RoomMeta { journal, size: standing.size, created };
    let (from, to) = (room.clone(), copy.clone());
    let copied = shared.hub.store(Some(&room), Operation::Append, move |store| {
        store.gallery().branch(&from, seq, &to, meta)
    });
    if copied.await.map_err(|failure| sorry(&failure))? {
        return Ok((StatusCode::CREATED, Json(json!({ "room": copy }))).into_response());
    }
    // Somebody drew in a room of this name first: the next name is another one.
    Err((StatusCode::CONFLICT, "That did not work. Try it again.\n").into_response())
}

pub(super) const OTHER_SITE: Refused =
    (StatusCode::FORBIDDEN, "Pages of this origin may not change anything here.\n");

/// The moment a request names, now where it names none, and whose it is.
pub(super) async fn asked_moment(
    shared: &Arc<Shared>,
    room: &RoomId,
    request: Request,
) -> Result<(Standing, Seq, Option<Token>), Response> {
    let At { at, token } = body(shared, request).await.map_err(IntoResponse::into_response)?;
    let moment = moment(at.as_deref()).map_err(IntoResponse::into_response)?;
    let standing = shared.hub.standing(room).await.ok_or_else(api::blank)?;
    let place = place(shared, room, standing, Some(moment)).await;
    let place = place.map_err(|failure| refuse(room, &failure))?.min(standing.seq);
    Ok((standing, place, token.as_deref().and_then(Token::new)))
}

/// Reads a request's JSON; an empty one says nothing.
pub(super) async fn body<T: DeserializeOwned>(
    shared: &Arc<Shared>,
    request: Request,
) -> Result<T, Refused> {
    if !shared.options.origins.allows(request.headers()) {
        return Err(OTHER_SITE);
    }
    let bytes = to_bytes(request.into_body(), BODY_BYTES_MAX).await;
    let bytes = bytes.map_err(|_| (StatusCode::PAYLOAD_TOO_LARGE, "That is too long.\n"))?;
    let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    let unread = (StatusCode::BAD_REQUEST, "This request could not be understood.\n");
    serde_json::from_slice(text).map_err(|_| unread)
}

pub(super) fn key(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Secret::parse(value.strip_prefix("Bearer ")?.trim())
}

fn titled(text: &str) -> Option<Arc<str>> {
    let text = text.trim();
    (1..=TITLE_CHARS_MAX).contains(&text.chars().count()).then(|| text.into())
}

pub(super) fn moment(at: Option<&str>) -> Result<Moment, Refused> {
    at.map_or(Some(Moment::Place(Seq(u64::MAX))), Moment::parse).ok_or(NO_MOMENT)
}

fn place_in_list(next: &str) -> Option<(u64, SavedId)> {
    let (rank, id) = next.split_once('.')?;
    Some((rank.parse().ok().filter(|rank| i64::try_from(*rank).is_ok())?, SavedId::parse(id)?))
}

fn copy_of(room: &RoomId) -> Option<RoomId> {
    let letters: String = Uuid::new_v4()
        .as_bytes()
        .iter()
        .take(COPY_LETTERS)
        .map(|byte| char::from(b'a' + byte % 26))
        .collect();
    room.followed_by(&letters)
}

fn tell(canvas: &SavedCanvas) -> Value {
    json!({
        "id": canvas.id.to_string(),
        "room": canvas.room,
        "journal": canvas.journal,
        "seq": canvas.seq,
        "title": canvas.title,
        "savedAt": canvas.saved_at.0,
        "length": canvas.length,
        "authors": canvas.authors,
        "public": canvas.public,
    })
}

pub(super) fn sorry(failure: &StoreFailure) -> Response {
    error!(%failure, "a saved canvas cannot be read or stored");
    let sentence = "That cannot be read or saved right now. Try again later.\n";
    (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response()
}
