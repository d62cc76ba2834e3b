//! Films of a room: asked for, followed, fetched (rules H21 and H22).

use super::replay::off;
use super::routes::nowhere;
use super::saved::{OTHER_SITE, body};
use super::{Shared, api, exports};
use crate::film::{Film, Format};
use crate::hub::{ExportFailure, FilmState};
use crate::model::{Moment, RoomId, Seq};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, stream};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

/// Bytes of a file that are read at once.
const PART_BYTES: usize = 128 * 1024;

/// What somebody wants to see.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    format: String,
    seconds: Option<u32>,
    fps: Option<u32>,
    width: Option<u32>,
    from: Option<Value>,
    to: Option<Value>,
    skip_pauses: Option<bool>,
}

/// `GET /api/films`: what kinds of films this server can make.
pub(super) async fn formats(State(shared): State<Arc<Shared>>) -> Response {
    let formats = shared.hub.options().films.formats();
    let names: Vec<_> = formats.into_iter().map(Format::name).collect();
    ([(header::CACHE_CONTROL, "no-cache")], Json(json!({ "formats": names }))).into_response()
}

/// `POST /api/rooms/{room}/films`: has a film made (rule H21).
pub(super) async fn order(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let wanted: Wanted = match body(&shared, request).await {
        Ok(wanted) => wanted,
        Err(refused) => return refused.into_response(),
    };
    let Some(format) = Format::of_name(&wanted.format) else {
        return wrong("A film is an apng, a gif, a webp or an mp4.");
    };
    if !shared.hub.options().films.formats().contains(&format) {
        return wrong("This server has no ffmpeg, so it cannot make mp4.");
    }
    let moments = (moment(wanted.from.as_ref(), Seq(0)), moment(wanted.to.as_ref(), Seq(u64::MAX)));
    let (Some(from), Some(to)) = moments else {
        return wrong("A moment is a place such as 1234, or seconds such as \"134.5s\".");
    };
    let Some(standing) = shared.hub.standing(&room).await else { return api::blank() };
    let (hub, asked) = (Arc::clone(&shared.hub), room.clone());
    let found = off(move || {
        let place = |moment| hub.place(&asked, standing, moment);
        Ok::<_, ExportFailure>((place(from)?, place(to)?.min(standing.seq)))
    });
    let (from, to) = match found.await {
        Ok(found) => found,
        Err(failure) => return exports::refuse(&room, &failure),
    };
    let usual = Film::between(from, to, format);
    let film = Film {
        seconds: wanted.seconds.unwrap_or(usual.seconds),
        fps: wanted.fps.unwrap_or(usual.fps),
        width: wanted.width.unwrap_or(usual.width),
        skip_pauses: wanted.skip_pauses.unwrap_or(usual.skip_pauses),
        ..usual
    };
    if let Err(sentence) = film.check() {
        return wrong(sentence);
    }
    match shared.hub.order_film(&room, standing, film) {
        Ok(id) => (StatusCode::ACCEPTED, Json(json!({ "film": id }))).into_response(),
        Err(refusal) => (StatusCode::SERVICE_UNAVAILABLE, format!("{refusal}\n")).into_response(),
    }
}

/// `GET /api/films/{id}`: how far a film is (rule H22).
pub(super) async fn state(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    let Some(state) = shared.hub.film(&id) else { return gone() };
    let told = match state {
        FilmState::Waiting => json!({ "state": "waiting", "progress": 0 }),
        FilmState::Working(so_far) => json!({ "state": "working", "progress": so_far }),
        FilmState::Done(bytes) => json!({ "state": "done", "progress": 1_000, "bytes": bytes }),
        FilmState::Failed(sentence) => {
            json!({ "state": "failed", "progress": 0, "sentence": sentence })
        }
        FilmState::Canceled => json!({ "state": "canceled", "progress": 0 }),
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(told)).into_response()
}

/// `GET /api/films/{id}/file`: a film that is whole, to be kept (rule H22).
pub(super) async fn file(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    let Some(found) = shared.hub.film_file(&id) else { return gone() };
    let path = found.path.clone();
    let opened = tokio::task::spawn_blocking(move || File::open(path)).await;
    // It may have gone between the two.
    let Ok(Ok(file)) = opened else { return gone() };
    let name = format!("attachment; filename=\"{}.{}\"", found.room, found.format.name());
    let head = [
        (header::CONTENT_TYPE, found.format.media_type().to_owned()),
        (header::CONTENT_LENGTH, found.bytes.to_string()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (head, Body::from_stream(parts(file))).into_response()
}

/// `DELETE /api/films/{id}`: gives up or forgets a film (rule H22).
pub(super) async fn remove(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !shared.options.origins.allows(&headers) {
        return OTHER_SITE.into_response();
    }
    if shared.hub.drop_film(&id) { StatusCode::NO_CONTENT.into_response() } else { gone() }
}

/// A file in parts, each read when the one before was taken: who reads slowly holds no thread.
pub(super) fn parts(file: File) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut part = Vec::with_capacity(PART_BYTES);
            file.by_ref().take(PART_BYTES as u64).read_to_end(&mut part)?;
            Ok::<_, io::Error>((part, file))
        });
        let (part, file) = read.await.map_err(io::Error::other)??;
        Ok((!part.is_empty()).then(|| (Bytes::from(part), file)))
    })
}

/// A place as a number, or a moment as text; `usual` where there is none.
fn moment(asked: Option<&Value>, usual: Seq) -> Option<Moment> {
    match asked {
        None | Some(Value::Null) => Some(Moment::Place(usual)),
        Some(Value::String(text)) => Moment::parse(text),
        Some(number) => number.as_u64().map(|place| Moment::Place(Seq(place))),
    }
}

fn wrong(sentence: &str) -> Response {
    (StatusCode::BAD_REQUEST, format!("{sentence}\n")).into_response()
}

fn gone() -> Response {
    (StatusCode::NOT_FOUND, "There is no such film. Films are kept for ten minutes.\n")
        .into_response()
}
