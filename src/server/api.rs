//! What programs ask over HTTP: the picture, and whether the server is well.

use super::replay::{self, PictureQuery};
use super::routes::nowhere;
use super::{Shared, exports};
use crate::model::RoomId;
use crate::store::Operation;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How long the store may take to say that it is well.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

/// What is answered over HTTP, for programs that read such documents.
const OPENAPI: &str = include_str!("../../assets/openapi.json");

/// `GET /api/openapi.json`: all paths (rule H10).
pub(super) async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

/// `GET /healthz`: the process answers.
pub(super) async fn health() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: new people may come: the store takes entries and the server is not stopping.
pub(super) async fn ready(State(shared): State<Arc<Shared>>) -> Response {
    if shared.stopping.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    let probed = shared.hub.store(None, Operation::Probe, |store| store.probe());
    match tokio::time::timeout(PROBE_TIMEOUT, probed).await {
        Ok(Ok(())) => "ready\n".into_response(),
        Ok(Err(failure)) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("{failure}\n")).into_response()
        }
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n").into_response(),
    }
}

/// `GET /api/rooms/{room}`: how many are in a room now (rule H3).
pub(super) async fn room(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let count = shared.hub.count(&room).await;
    Json(json!({ "room": room, "clientCount": count })).into_response()
}

/// `GET /api/rooms/{room}/canvas.png`: the picture now (rule J6), at twice its size (rule H9), or of another
/// moment (rule H14).
pub(super) async fn canvas(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(query): Query<PictureQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    match query.scale.as_deref() {
        None | Some("1") => {}
        Some("2") => return exports::doubled(&shared, room, &query.moment, &headers).await,
        Some(_) => {
            return (StatusCode::BAD_REQUEST, "A picture has the scale 1 or 2.\n").into_response();
        }
    }
    if !query.is_now() {
        return replay::picture(&shared, room, &query, &headers).await.into_response();
    }
    let Some(flat) = shared.hub.picture(&room).await else { return blank() };
    let tag = format!("\"{}-{}\"", flat.journal, flat.seq);
    let known = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, "no-cache")];
    if knows(&headers, &tag) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("image/png"))];
    let length = [(header::CONTENT_LENGTH, HeaderValue::from(flat.png.png_bytes()))];
    let parts = flat.png.png().to_vec().into_iter().map(Ok::<_, Infallible>);
    (known, kind, length, Body::from_stream(stream::iter(parts))).into_response()
}

/// A sentence for a room without a picture.
pub(super) fn blank() -> Response {
    (StatusCode::NOT_FOUND, "Nobody has drawn in this room.\n").into_response()
}

/// Whether the asker has what this tag names.
pub(super) fn knows(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(header::IF_NONE_MATCH).is_some_and(|had| matches(had.as_bytes(), tag))
}

/// Whether a list of entity tags holds this one (RFC 9110 §13.1.2).
fn matches(list: &[u8], tag: &str) -> bool {
    let Ok(list) = std::str::from_utf8(list) else { return false };
    let mut tags = list.split(',').map(|had| had.trim().trim_start_matches("W/"));
    tags.any(|had| had == "*" || had == tag)
}
