//! Who may come into a room as what: passes are made, listed and taken back by its hosts.

use super::Shared;
use super::api;
use super::exports::refuse;
use super::hosting::{NO_AUTHOR, by, host_key};
use super::replay::off;
use super::routes::nowhere;
use super::saved::{Answer, NOT_YOURS, Refused, body, key, sorry};
use crate::history::{Done, DoneKind, Timeline};
use crate::hub::fresh_key;
use crate::model::{AuthorId, Deed, Pass, PassId, Rank, Role, RoomId, Secret};
use crate::protocol::limits::TITLE_CHARS_MAX;
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Longest life of a pass that ends by itself, in seconds: ten years.
const PASS_SECONDS_MAX: u64 = 10 * 366 * 86_400;

/// How long a browser remembers a pass for pictures: a term, after which the link is opened again.
const COOKIE_TIME: Duration = Duration::from_hours(24 * 180);

/// Name of the cookie that carries a pass to requests a page cannot add a header to, such as pictures.
pub(super) const COOKIE: &str = "easel-pass";

const NO_TIME: Refused = (StatusCode::BAD_REQUEST, "A pass lasts 1 second to 10 years.\n");
const NO_TITLE: Refused = (StatusCode::BAD_REQUEST, "A title has up to 80 characters.\n");
const TOO_MANY: Refused =
    (StatusCode::CONFLICT, "This room has as many passes as may be. Take one back first.\n");
const NO_PASS: Refused = (StatusCode::NOT_FOUND, "There is no such pass.\n");

/// `GET /api/rooms/{room}/passes`: all passes of a room, without their secrets (rule H26).
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let (room, key) = hosted(&shared, &name, &headers).await?;
    let door = shared.hub.door(&room).await.map_err(|failure| sorry(&failure))?;
    let (lock, now) = (key.lock(), shared.hub.clock().now());
    let passes: Vec<Value> = door
        .passes
        .iter()
        .filter(|pass| pass.is_open(now))
        .map(|pass| {
            let mut told = tell(pass);
            told["yours"] = json!(pass.lock == lock);
            told
        })
        .collect();
    Ok(Json(json!({ "guests": door.guests, "passes": passes })).into_response())
}

#[derive(Deserialize)]
struct Wanted {
    role: Role,
    #[serde(default)]
    title: String,
    seconds: Option<u64>,
}

/// `POST /api/rooms/{room}/passes`: makes a pass; its secret is told once (rule H26).
pub(super) async fn make(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let (room, host) = hosted(&shared, &name, request.headers()).await?;
    let wanted: Wanted = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    let title = wanted.title.trim().to_owned();
    if title.chars().count() > TITLE_CHARS_MAX {
        return Err(NO_TITLE.into_response());
    }
    if wanted.seconds.is_some_and(|seconds| !(1..=PASS_SECONDS_MAX).contains(&seconds)) {
        return Err(NO_TIME.into_response());
    }
    let made = shared.hub.clock().now();
    let until = wanted.seconds.map(|seconds| made + seconds * 1_000);
    let (key, role) = (fresh_key(), wanted.role);
    let (lock, called) = (key.lock(), title.clone());
    let id = shared.hub.change_door(&room, move |doors, room| {
        doors.add_pass(room, lock, role, &called, made, until)
    });
    let id = id.await.map_err(|failure| sorry(&failure))?;
    let id = id.ok_or_else(|| TOO_MANY.into_response())?;
    shared.hub.remember(&room, by(&host, None), Deed::Pass(role)).await;
    let mut told = tell(&Pass { id, lock, role, title: title.into(), made, until });
    told["key"] = json!(key.expose());
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

/// `DELETE /api/rooms/{room}/passes/{id}`: takes a pass back; who came in by it loses it at once (rule H26).
pub(super) async fn take(
    State(shared): State<Arc<Shared>>,
    Path((name, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let (room, host) = hosted(&shared, &name, &headers).await?;
    let id = id.parse().map(PassId).map_err(|_| NO_PASS.into_response())?;
    let taken = shared.hub.change_door(&room, move |doors, room| {
        let role = doors.door(room)?.passes.iter().find(|pass| pass.id == id).map(|pass| pass.role);
        doors.take_pass(room, id)?;
        Ok(role)
    });
    let taken = taken.await.map_err(|failure| sorry(&failure))?;
    let role = taken.ok_or_else(|| NO_PASS.into_response())?;
    shared.hub.remember(&room, by(&host, None), Deed::PassTaken(role)).await;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Deserialize)]
struct Guests {
    /// To leave it out would not be the same as null.
    #[serde(deserialize_with = "Option::deserialize")]
    guests: Option<Role>,
}

/// `PATCH /api/rooms/{room}`: what those are who come without a pass (rule H27).
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let (room, host) = hosted(&shared, &name, request.headers()).await?;
    let Guests { guests } = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    if guests == Some(Role::Host) {
        let sentence = "Guests are viewer, painter or null.\n";
        return Err((StatusCode::BAD_REQUEST, sentence).into_response());
    }
    let changed = shared.hub.change_door(&room, move |doors, room| doors.set_guests(room, guests));
    changed.await.map_err(|failure| sorry(&failure))?;
    shared.hub.remember(&room, by(&host, None), Deed::Guests(guests)).await;
    Ok(Json(json!({ "room": room, "guests": guests })).into_response())
}

#[derive(Deserialize)]
struct Chosen {
    author: String,
}

/// `POST /api/rooms/{room}/hosts`: makes whoever is there as an author a host (rule H28).
pub(super) async fn appoint(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let (room, host) = hosted(&shared, &name, request.headers()).await?;
    let Chosen { author } = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    let author = AuthorId::parse(&author).ok_or_else(|| NO_AUTHOR.into_response())?;
    let (key, made) = (fresh_key(), shared.hub.clock().now());
    let lock = key.lock();
    let id = shared.hub.change_door(&room, move |doors, room| {
        doors.add_pass(room, lock, Role::Host, "", made, None)
    });
    let id = id.await.map_err(|failure| sorry(&failure))?;
    id.ok_or_else(|| TOO_MANY.into_response())?;
    shared.hub.give(&room, author, key, Role::Host).await;
    shared.hub.remember(&room, by(&host, None), Deed::Host(author)).await;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `GET /api/rooms/{room}/deeds`: what hosts did, and what was told to them, newest first (rule H29).
pub(super) async fn deeds(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let (room, _) = hosted(&shared, &name, &headers).await?;
    let standing = shared.hub.standing(&room).await.ok_or_else(api::blank)?;
    let (hub, asked) = (Arc::clone(&shared.hub), room.clone());
    let told = off(move || {
        let timeline = hub.timeline(&asked, standing)?;
        Ok(timeline.done().rev().map(|done| tell_done(&timeline, done)).collect::<Vec<_>>())
    });
    let told = told.await.map_err(|failure| refuse(&room, &failure))?;
    Ok(Json(json!({ "deeds": told })).into_response())
}

fn tell_done(timeline: &Timeline, done: &Done) -> Value {
    let name = |author| timeline.name(author);
    let mut told = json!({
        "seq": done.seq, "at": done.at, "author": done.author, "name": name(done.author),
    });
    let about = match &done.kind {
        DoneKind::Rules(change) => {
            told["rules"] = json!({
                "locked": change.locked, "quiet": change.quiet, "still": change.still,
                "slow": change.slow,
            });
            None
        }
        DoneKind::Rank { of, rank } => {
            told["rank"] = json!(rank);
            Some(*of)
        }
        DoneKind::Report(report) => {
            told["words"] = json!(report.words);
            report.about
        }
        DoneKind::Veil(veil) => Some(veil.author),
        DoneKind::Deed(Deed::Guests(role)) => {
            told["role"] = json!(role);
            None
        }
        DoneKind::Deed(Deed::Pass(role) | Deed::PassTaken(role)) => {
            told["role"] = json!(role);
            None
        }
        DoneKind::Deed(Deed::Host(author)) => Some(*author),
        DoneKind::Deed(Deed::Shown | Deed::Collected) | DoneKind::Restored => None,
    };
    told["what"] = json!(what(&done.kind));
    if let Some(about) = about {
        (told["about"], told["aboutName"]) = (json!(about), json!(name(about)));
    }
    told
}

fn what(kind: &DoneKind) -> &'static str {
    match kind {
        DoneKind::Rules(_) => "rules",
        DoneKind::Rank { rank: Some(Rank::Out), .. } => "remove",
        DoneKind::Rank { .. } => "rank",
        DoneKind::Report(_) => "report",
        DoneKind::Veil(veil) => {
            if veil.lifts {
                "show"
            } else {
                "hide"
            }
        }
        DoneKind::Restored => "restore",
        DoneKind::Deed(Deed::Guests(_)) => "guests",
        DoneKind::Deed(Deed::Pass(_)) => "pass",
        DoneKind::Deed(Deed::PassTaken(_)) => "passTaken",
        DoneKind::Deed(Deed::Host(_)) => "host",
        DoneKind::Deed(Deed::Shown) => "shown",
        DoneKind::Deed(Deed::Collected) => "collected",
    }
}

/// `POST /api/rooms/{room}/visit`: keeps a pass as a cookie of this room, for pictures (rule H30).
pub(super) async fn visit(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let room = RoomId::new(&name).ok_or_else(nowhere)?;
    let key = key(&headers).ok_or_else(|| NOT_YOURS.into_response())?;
    let door = shared.hub.door(&room).await.map_err(|failure| sorry(&failure))?;
    if door.role(key.lock(), shared.hub.clock().now()).is_none() {
        return Err(NOT_YOURS.into_response());
    }
    let proto = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let secure = if proto == Some("https") { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE}={}; Path=/api/rooms/{room}; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        key.expose(),
        COOKIE_TIME.as_secs()
    );
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// The room, and the key of a host of it, if that is what was sent.
async fn hosted(
    shared: &Arc<Shared>,
    name: &str,
    headers: &HeaderMap,
) -> Result<(RoomId, Secret), Response> {
    let room = RoomId::new(name).ok_or_else(nowhere)?;
    let key = host_key(shared, &room, headers).await?;
    Ok((room, key))
}

fn tell(pass: &Pass) -> Value {
    let Pass { id, role, title, made, until, .. } = pass;
    json!({ "id": id, "role": role, "title": title, "made": made.0, "until": until.map(|it| it.0) })
}
