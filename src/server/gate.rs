//! Rooms that need a pass keep their pictures to those who have one (rule H31).

use super::Shared;
use super::passes::COOKIE;
use super::saved::{key, sorry};
use crate::model::{RoomId, Secret};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

const CLOSED: (StatusCode, &str) =
    (StatusCode::FORBIDDEN, "This room needs a link. Ask its host for one.\n");

/// Lets requests about a room through to whoever may come into it.
pub(super) async fn gate(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(room) = room_of(request.uri().path(), request.uri().query()) else {
        return next.run(request).await;
    };
    if asks_for_more(&request) {
        return next.run(request).await;
    }
    let door = match shared.hub.door(&room).await {
        Ok(door) => door,
        Err(failure) => return sorry(&failure),
    };
    if door.guests.is_none() {
        let now = shared.hub.clock().now();
        let held = key(request.headers()).or_else(|| cookie(request.headers()));
        if held.and_then(|key| door.role(key.lock(), now)).is_none() {
            return CLOSED.into_response();
        }
    }
    next.run(request).await
}

/// Whether what answers asks for more than a pass by itself: for a host's, or the operator's token.
fn asks_for_more(request: &Request) -> bool {
    let below = request.uri().path().strip_prefix("/api/rooms/").unwrap_or_default();
    match below.split_once('/') {
        None => request.method() == Method::DELETE,
        Some((_, rest)) => rest == "strokes" && request.method() == Method::POST,
    }
}

/// The room a request reads or changes: `/api/rooms/{room}…`, and the picture of `/r/{room}?picture`.
fn room_of(path: &str, query: Option<&str>) -> Option<RoomId> {
    let rest = match path.strip_prefix("/r/") {
        Some(rest) if query == Some("picture") => rest,
        Some(_) => return None,
        None => path.strip_prefix("/api/rooms/")?,
    };
    RoomId::new(rest.split('/').next()?)
}

fn cookie(headers: &HeaderMap) -> Option<Secret> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|text| text.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == COOKIE).then(|| Secret::parse(value)).flatten())
}
