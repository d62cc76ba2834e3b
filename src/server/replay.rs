//! A room's past over HTTP: pictures of any moment, what happened in between, and all of it at a glance.

use super::exports::{FOREVER, Wanted, another_journal, answer, refuse};
use super::routes::nowhere;
use super::saved::{Answer, Refused};
use super::{Shared, api};
use crate::history::{Lane, Mark, MarkKind, Timeline};
use crate::hub::{ExportFailure, Hub, Standing};
use crate::model::{AuthorId, JournalId, RoomId, Seq};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io;
use std::sync::Arc;

/// Parts of equal length in which a timeline counts what was drawn: a pixel or two each on a phone.
const BINS: usize = 120;

/// Authors a timeline tells of, those with most strokes: more colours nobody can tell apart.
const AUTHORS_TOLD_MAX: usize = 60;

/// Width of a thumbnail, in pixels.
const THUMB_WIDTHS: std::ops::RangeInclusive<u32> = 16..=960;

const NO_WIDTH: Refused = (StatusCode::BAD_REQUEST, "A picture has a width of 16 to 960 pixels.\n");

/// Which picture of a moment is wanted.
#[derive(Default, Deserialize)]
pub(super) struct PictureQuery {
    #[serde(flatten)]
    pub(super) moment: MomentQuery,
    pub(super) scale: Option<String>,
    width: Option<String>,
}

impl PictureQuery {
    /// Whether the whole picture of now is wanted.
    pub(super) fn is_now(&self) -> bool {
        self.moment.at.is_none() && self.moment.journal.is_none() && self.width.is_none()
    }
}

/// Which moment is meant.
#[derive(Default, Deserialize)]
pub(super) struct MomentQuery {
    pub(super) at: Option<String>,
    pub(super) journal: Option<String>,
}

/// `GET /api/rooms/{room}/canvas.png?at=&width=`: the picture of a moment (rule H14).
pub(super) async fn picture(
    shared: &Arc<Shared>,
    room: RoomId,
    query: &PictureQuery,
    headers: &HeaderMap,
) -> Answer {
    let fits = |text: &str| text.parse().ok().filter(|width| THUMB_WIDTHS.contains(width));
    let width = query.width.as_deref().map(|text| fits(text).ok_or(NO_WIDTH)).transpose();
    let width = width.map_err(IntoResponse::into_response)?;
    let wanted = Wanted::read(&query.moment).map_err(unread)?.by("image/png", &shared.seeks);
    let Some(width) = width else {
        let make =
            |hub: &Hub, room: &RoomId, standing| hub.picture_at(room, standing).map(Bytes::from);
        return Ok(answer(shared, room, headers, wanted, make).await);
    };
    let wanted = wanted.tagged(&format!("-{width}"));
    let make = move |hub: &Hub, room: &RoomId, standing| {
        hub.thumb_at(room, standing, width).map(Bytes::from)
    };
    Ok(answer(shared, room, headers, wanted, make).await)
}

fn unread(sentence: &'static str) -> Response {
    (StatusCode::BAD_REQUEST, sentence).into_response()
}

/// `GET /api/rooms/{room}/snapshot?at=`: what a replay begins with (rule H12).
pub(super) async fn snapshot(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(query): Query<MomentQuery>,
    headers: HeaderMap,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    let wanted = Wanted::read(&query).map_err(unread)?.by("application/json", &shared.seeks);
    let make =
        |hub: &Hub, room: &RoomId, standing| hub.snapshot_at(room, standing).map(Bytes::from);
    Ok(answer(&shared, room, &headers, wanted, make).await)
}

/// Which entries are wanted.
#[derive(Deserialize)]
pub(super) struct EntriesQuery {
    from: Option<u64>,
    to: Option<u64>,
    journal: Option<String>,
}

/// `GET /api/rooms/{room}/entries?from=&to=`: what happened in between (rule H13).
pub(super) async fn entries(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Query(query): Query<EntriesQuery>,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    let standing = shared.hub.standing(&room).await.ok_or_else(api::blank)?;
    let (from, to) = (Seq(query.from.unwrap_or(0)), query.to.map_or(standing.seq, Seq));
    let journal = query.journal.as_deref().map(JournalId::parse);
    if journal.is_some_and(|journal| journal != Some(standing.journal)) {
        return Err(another_journal());
    }
    let is_final = journal.is_some() && query.to.is_some() && to <= standing.seq;
    let lasts = if is_final { FOREVER } else { "no-cache" };
    let (hub, asked) = (Arc::clone(&shared.hub), room.clone());
    let opened = off(move || hub.passage(&asked, standing, (from, to))).await;
    let passage = opened.map_err(|failure| refuse(&room, &failure))?;
    let hub = Arc::clone(&shared.hub);
    // A part is read when the part before it was taken: who reads slowly holds no thread.
    let parts = stream::try_unfold(passage, move |mut passage| {
        let (hub, room) = (Arc::clone(&hub), room.clone());
        async move {
            let (part, passage) = off(move || {
                let part = hub.read_on(&room, standing, &mut passage)?;
                Ok((part, passage))
            })
            .await
            .map_err(io::Error::other)?;
            Ok::<_, io::Error>(part.map(|part| (part, passage)))
        }
    });
    let kind = [(header::CONTENT_TYPE, "application/x-ndjson"), (header::CACHE_CONTROL, lasts)];
    Ok((kind, Body::from_stream(parts)).into_response())
}

/// `GET /api/rooms/{room}/timeline`: all of it at a glance (rule H11).
pub(super) async fn timeline(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    let standing = shared.hub.standing(&room).await.ok_or_else(api::blank)?;
    let tag = format!("\"{}-{}\"", standing.journal, standing.end);
    let known = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, "no-cache")];
    if api::knows(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, known).into_response());
    }
    let (hub, asked) = (Arc::clone(&shared.hub), room.clone());
    let timeline = off(move || hub.timeline(&asked, standing)).await;
    let timeline = timeline.map_err(|failure| refuse(&room, &failure))?;
    Ok((known, Json(tell(&room, standing, &timeline))).into_response())
}

fn tell(room: &RoomId, standing: Standing, timeline: &Timeline) -> Value {
    let authors = timeline.authors();
    let authors = authors.iter().take(AUTHORS_TOLD_MAX);
    json!({
        "room": room,
        "journal": standing.journal,
        "seq": standing.seq,
        "start": timeline.start().unwrap_or_default().0,
        "length": timeline.length(),
        "entries": standing.end,
        "width": standing.size.width(),
        "height": standing.size.height(),
        "bins": BINS,
        "authors": authors.map(|(id, lane)| tell_lane(timeline, *id, lane)).collect::<Vec<_>>(),
        "marks": timeline.marks().into_iter().map(tell_mark).collect::<Vec<_>>(),
    })
}

fn tell_lane(timeline: &Timeline, author: AuthorId, lane: &Lane) -> Value {
    let (name, color) = lane.called.clone().unzip();
    json!({
        "author": author,
        "name": name,
        "color": color,
        "strokes": lane.strokes,
        "points": lane.points,
        "bins": timeline.bins(lane, BINS),
    })
}

fn tell_mark(mark: &Mark) -> Value {
    let kind = match &mark.kind {
        MarkKind::Join => "join",
        MarkKind::Clear => "clear",
        MarkKind::Undo => "undo",
        MarkKind::Redo => "redo",
        MarkKind::Chapter(_) => "chapter",
        MarkKind::Restore => "restore",
        MarkKind::Hide => "hide",
        MarkKind::Show => "show",
    };
    let mut told = json!({ "seq": mark.seq, "at": mark.at, "kind": kind, "author": mark.author });
    if let MarkKind::Chapter(title) = &mark.kind {
        told["title"] = json!(title);
    }
    told
}

/// Does what waits for the store off the async threads.
pub(super) async fn off<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ExportFailure> + Send + 'static,
) -> Result<T, ExportFailure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|broken| Err(ExportFailure::Unreadable(broken.into())))
}
