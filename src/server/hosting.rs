//! What the host of a room may do: bring it back to a moment, and hide what somebody did.

use super::exports::{place, refuse};
use super::replay::off;
use super::routes::nowhere;
use super::saved::{NOT_YOURS, OTHER_SITE, Refused, asked_moment, body, key, moment, sorry};
use super::{Shared, api};
use crate::history::Veil;
use crate::hub::{Hub, Standing, fresh_key};
use crate::model::{AuthorId, Role, RoomId, Secret, Token};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) const NO_AUTHOR: Refused =
    (StatusCode::BAD_REQUEST, "An author has a name of 16 characters.\n");

/// `POST /api/rooms/{room}/host`: the key of a room that has no owner yet (rule H18).
pub(super) async fn host(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    if !shared.options.origins.allows(&headers) {
        return OTHER_SITE.into_response();
    }
    let key = fresh_key();
    let (lock, now) = (key.lock(), shared.hub.clock().now());
    let claim = shared.hub.change_door(&room, move |doors, room| doors.claim(room, lock, now));
    match claim.await {
        Ok(true) => (StatusCode::CREATED, Json(json!({ "key": key.expose() }))).into_response(),
        Ok(false) => (StatusCode::CONFLICT, "This room has a host.\n").into_response(),
        Err(failure) => sorry(&failure),
    }
}

/// `POST /api/rooms/{room}/restores`: the picture of a moment is laid over everything (rule H18).
pub(super) async fn restore(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let key = match host_key(&shared, &room, request.headers()).await {
        Ok(key) => key,
        Err(refused) => return refused,
    };
    let (standing, seq, token) = match asked_moment(&shared, &room, request).await {
        Ok(asked) => asked,
        Err(response) => return response,
    };
    match shared.hub.restore(&room, standing, seq, by(&key, token)).await {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(failure) => refuse(&room, &failure),
    }
}

#[derive(Deserialize)]
struct VeilBody {
    author: String,
    since: Option<String>,
    #[serde(default)]
    lifts: bool,
    token: Option<String>,
}

/// `POST /api/rooms/{room}/veils`: an author's work is hidden, or shown again (rule H23).
pub(super) async fn veil(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let key = match host_key(&shared, &room, request.headers()).await {
        Ok(key) => key,
        Err(refused) => return refused,
    };
    let VeilBody { author, since, lifts, token } = match body(&shared, request).await {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    let Some(standing) = shared.hub.standing(&room).await else { return api::blank() };
    let veil = match asked_veil(&shared, (&room, standing), &author, since.as_deref(), lifts).await
    {
        Ok(veil) => veil,
        Err(refused) => return refused,
    };
    let token = token.as_deref().and_then(Token::new);
    match shared.hub.veil(&room, standing, by(&key, token), veil).await {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(failure) => refuse(&room, &failure),
    }
}

#[derive(Deserialize)]
pub(super) struct Preview {
    without: String,
    since: Option<String>,
}

/// `GET /api/rooms/{room}/preview.png?without=&since=`: the picture now as if an author had not been there since
/// a moment (rule H23).
pub(super) async fn preview(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(Preview { without, since }): Query<Preview>,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let Some(standing) = shared.hub.standing(&room).await else { return api::blank() };
    let veil = match asked_veil(&shared, (&room, standing), &without, since.as_deref(), false).await
    {
        Ok(veil) => veil,
        Err(refused) => return refused,
    };
    let Ok(turn) = Arc::clone(&shared.exports).acquire_owned().await else { return nowhere() };
    let (hub, asked) = (Arc::clone(&shared.hub), room.clone());
    let made = off(move || {
        let made = Hub::veiled_picture(&hub, &asked, standing, &veil);
        drop(turn);
        made
    });
    match made.await {
        Ok(png) => {
            ([("content-type", "image/png"), ("cache-control", "no-store")], Bytes::from(png))
                .into_response()
        }
        Err(failure) => refuse(&room, &failure),
    }
}

async fn asked_veil(
    shared: &Arc<Shared>,
    (room, standing): (&RoomId, Standing),
    author: &str,
    since: Option<&str>,
    lifts: bool,
) -> Result<Veil, Response> {
    let author = AuthorId::parse(author).ok_or_else(|| NO_AUTHOR.into_response())?;
    let moment = moment(since.or(Some("0"))).map_err(IntoResponse::into_response)?;
    let since = place(shared, room, standing, Some(moment)).await;
    let since = since.map_err(|failure| refuse(room, &failure))?;
    Ok(Veil { author, since, lifts })
}

/// The host's key, if that is what was sent.
pub(super) async fn host_key(
    shared: &Arc<Shared>,
    room: &RoomId,
    headers: &HeaderMap,
) -> Result<Secret, Response> {
    let key = key(headers).ok_or_else(|| NOT_YOURS.into_response())?;
    match shared.hub.door(room).await {
        Ok(door) if door.role(key.lock(), shared.hub.clock().now()) == Some(Role::Host) => Ok(key),
        Ok(_) => Err(NOT_YOURS.into_response()),
        Err(failure) => Err(sorry(&failure)),
    }
}

/// In whose name: with their own token it is one more thing an author did, which they may undo.
pub(super) fn by(key: &Secret, token: Option<Token>) -> AuthorId {
    token.unwrap_or_else(|| Token::of_key(key)).author()
}
