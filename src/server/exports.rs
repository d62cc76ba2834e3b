//! Pictures made from a journal: of any moment, as vectors, and twice as large.

use super::limits::EXPORT_WAIT;
use super::replay::{MomentQuery, off};
use super::routes::nowhere;
use super::{Shared, api};
use crate::hub::{ExportFailure, Hub, Standing};
use crate::model::{JournalId, Moment, RoomId, Seq};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::error;

/// What an SVG file may do when it is opened by itself: show itself, and the pictures inside of it.
const SVG_POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/// What never changes may be kept for a year, as long as such headers can say.
pub(super) const FOREVER: &str = "public, max-age=31536000, immutable";

/// Which moment somebody wants to see, and how.
pub(super) struct Wanted {
    moment: Option<Moment>,
    /// The journal the moment is in, when the asker knows it: then the answer never changes.
    journal: Option<JournalId>,
    kind: &'static str,
    /// What tells this picture from others of the same moment.
    tag: String,
    /// Whose turn it is.
    turns: Option<Arc<Semaphore>>,
}

impl Wanted {
    /// Reads which moment is meant; none is now.
    pub(super) fn read(query: &MomentQuery) -> Result<Self, &'static str> {
        let moment = query.at.as_deref().map(Moment::parse);
        let journal = query.journal.as_deref().map(JournalId::parse);
        if moment == Some(None) {
            return Err("A moment is a place such as at=1234, or seconds such as at=134.5s.\n");
        }
        if journal == Some(None) {
            return Err("A journal has a name of 16 hexadecimal digits.\n");
        }
        let (moment, journal) = (moment.flatten(), journal.flatten());
        Ok(Self { moment, journal, kind: "", tag: String::new(), turns: None })
    }

    /// What is made of it, a few at a time.
    pub(super) fn by(self, kind: &'static str, turns: &Arc<Semaphore>) -> Self {
        Self { kind, turns: Some(Arc::clone(turns)), ..self }
    }

    /// What tells it from others of the same moment.
    pub(super) fn tagged(self, tag: &str) -> Self {
        Self { tag: tag.to_owned(), ..self }
    }

    /// Which moment is meant; none is now.
    pub(super) fn moment(&self) -> Option<Moment> {
        self.moment
    }

    /// Whether the asker means another journal than the room has.
    pub(super) fn is_of_another(&self, standing: Standing) -> bool {
        self.journal.is_some_and(|journal| journal != standing.journal)
    }

    /// Whether the answer can never be another one.
    pub(super) fn is_final(&self, standing: Standing) -> bool {
        let past = matches!(self.moment, Some(Moment::Place(seq)) if seq <= standing.seq);
        past && self.journal == Some(standing.journal)
    }
}

/// `GET /api/rooms/{room}/canvas.svg?at=`: the picture of a moment, as vectors (rule H8).
pub(super) async fn svg(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(query): Query<MomentQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let wanted = match Wanted::read(&query) {
        Ok(wanted) => wanted.by("image/svg+xml", &shared.exports),
        Err(sentence) => return (StatusCode::BAD_REQUEST, sentence).into_response(),
    };
    let make = |hub: &Hub, room: &RoomId, standing| hub.svg(room, standing).map(Bytes::from);
    let mut response = answer(&shared, room, &headers, wanted, make).await;
    let policy = header::HeaderValue::from_static(SVG_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// `GET /api/rooms/{room}/canvas.png?scale=2`: the picture of a moment, painted anew (rule H9).
pub(super) async fn doubled(
    shared: &Arc<Shared>,
    room: RoomId,
    query: &MomentQuery,
    headers: &HeaderMap,
) -> Response {
    let wanted = match Wanted::read(query) {
        Ok(wanted) => wanted.by("image/png", &shared.exports).tagged("-2x"),
        Err(sentence) => return (StatusCode::BAD_REQUEST, sentence).into_response(),
    };
    let make = |hub: &Hub, room: &RoomId, standing| hub.doubled(room, standing).map(Bytes::from);
    answer(shared, room, headers, wanted, make).await
}

/// Has a picture made, unless the asker has it; only a few at a time, because each may take a core for seconds.
pub(super) async fn answer(
    shared: &Arc<Shared>,
    room: RoomId,
    headers: &HeaderMap,
    wanted: Wanted,
    make: impl FnOnce(&Hub, &RoomId, Standing) -> Result<Bytes, ExportFailure> + Send + 'static,
) -> Response {
    let Some(standing) = shared.hub.standing(&room).await else { return api::blank() };
    if wanted.is_of_another(standing) {
        return another_journal();
    }
    let place = match place(shared, &room, standing, wanted.moment).await {
        Ok(place) => place,
        Err(failure) => return refuse(&room, &failure),
    };
    let tag = format!("\"{}-{place}{}\"", standing.journal, wanted.tag);
    let lasts = if wanted.is_final(standing) { FOREVER } else { "no-cache" };
    let known = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, lasts)];
    if api::knows(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    let turns = wanted.turns.unwrap_or_else(|| Arc::clone(&shared.exports));
    let Ok(Ok(turn)) = timeout(EXPORT_WAIT, turns.acquire_owned()).await else {
        let sentence = "Too many pictures are being made. Try again in a minute.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response();
    };
    let (hub, asked) = (Arc::clone(&shared.hub), room.clone());
    let made = off(move || {
        let made = make(&hub, &asked, Standing { seq: place, ..standing });
        drop(turn);
        made
    });
    match made.await {
        Ok(file) => (known, [(header::CONTENT_TYPE, wanted.kind)], file).into_response(),
        Err(failure) => refuse(&room, &failure),
    }
}

/// The place of a moment; none is now.
pub(super) async fn place(
    shared: &Arc<Shared>,
    room: &RoomId,
    standing: Standing,
    moment: Option<Moment>,
) -> Result<Seq, ExportFailure> {
    match moment {
        None => Ok(standing.seq),
        Some(Moment::Place(seq)) => Ok(seq.min(standing.seq)),
        Some(moment) => {
            let (hub, room) = (Arc::clone(&shared.hub), room.clone());
            off(move || hub.place(&room, standing, moment)).await
        }
    }
}

/// A sentence for who asks for a journal that is gone.
pub(super) fn another_journal() -> Response {
    (StatusCode::NOT_FOUND, "This room has another journal now.\n").into_response()
}

/// Says why a picture was not made.
pub(super) fn refuse(room: &RoomId, failure: &ExportFailure) -> Response {
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
