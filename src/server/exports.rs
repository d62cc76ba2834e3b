//! Pictures made from a whole journal: as vectors, and twice as large.

use super::limits::EXPORT_WAIT;
use super::routes::nowhere;
use super::{Shared, api};
use crate::hub::{ExportFailure, Hub, Standing};
use crate::model::RoomId;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::time::timeout;
use tracing::error;

/// What an SVG file may do when it is opened by itself: show itself, and the pictures inside of it.
const SVG_POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/// `GET /api/rooms/{room}/canvas.svg`: the picture now, as vectors (rule H8).
pub(super) async fn svg(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let make = |hub: &Hub, room: &RoomId, standing| hub.svg(room, standing).map(Bytes::from);
    let mut response = answer(&shared, room, &headers, "image/svg+xml", make).await;
    let policy = header::HeaderValue::from_static(SVG_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// `GET /api/rooms/{room}/canvas.png?scale=2`: the picture now, painted anew (rule H9).
pub(super) async fn doubled(shared: &Arc<Shared>, room: RoomId, headers: &HeaderMap) -> Response {
    let make = |hub: &Hub, room: &RoomId, standing| hub.doubled(room, standing).map(Bytes::from);
    answer(shared, room, headers, "image/png", make).await
}

/// Has a picture made, unless the asker has it: one at a time, because each may take a core for seconds.
async fn answer(
    shared: &Arc<Shared>,
    room: RoomId,
    headers: &HeaderMap,
    kind: &'static str,
    make: fn(&Hub, &RoomId, Standing) -> Result<Bytes, ExportFailure>,
) -> Response {
    let Some(standing) = shared.hub.standing(&room).await else { return api::blank() };
    let tag = format!("\"{}-{}\"", standing.journal, standing.seq);
    let known = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, "no-cache")];
    if api::knows(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    let turn = timeout(EXPORT_WAIT, Arc::clone(&shared.exports).acquire_owned());
    let Ok(Ok(turn)) = turn.await else {
        let sentence = "Too many pictures are being made. Try again in a minute.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response();
    };
    let (hub, asked) = (Arc::clone(&shared.hub), room.clone());
    let made = tokio::task::spawn_blocking(move || {
        let made = make(&hub, &asked, standing);
        drop(turn);
        made
    });
    match made.await {
        Ok(Ok(file)) => (known, [(header::CONTENT_TYPE, kind)], file).into_response(),
        Ok(Err(failure)) => refuse(&room, &failure),
        Err(broken) => refuse(&room, &ExportFailure::Unreadable(broken.into())),
    }
}

fn refuse(room: &RoomId, failure: &ExportFailure) -> Response {
    let status = match failure {
        ExportFailure::TooLarge => StatusCode::BAD_REQUEST,
        ExportFailure::TooLong => StatusCode::UNPROCESSABLE_ENTITY,
        ExportFailure::Unreadable(cause) => {
            error!(%room, %cause, "a picture cannot be made");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    (status, format!("{failure}\n")).into_response()
}
