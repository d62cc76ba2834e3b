//! Classes over HTTP: made, joined by a picture of their link, and taken home as one file.

use super::exports::refuse;
use super::invite::{free_codes, picture_of, site};
use super::replay::off;
use super::routes::nowhere;
use super::saved::{Answer, NOT_YOURS, Refused, body, key, sorry};
use super::{Shared, films, upgrade};
use crate::class::{Class, Mode, Start};
use crate::hub::{ClassWish, ExportFailure, Hub};
use crate::model::{ClassId, RoomId};
use crate::papers::{PapersFailure, write_pdf, write_zip};
use crate::protocol::class_title;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::sync::Arc;

const NO_TITLE: Refused = (StatusCode::BAD_REQUEST, "A class has a title of 1 to 80 characters.\n");
const NO_GROUPS: Refused = (StatusCode::BAD_REQUEST, "A group has 2 to 8 pupils.\n");
const NO_CODE: Refused =
    (StatusCode::SERVICE_UNAVAILABLE, "A class cannot be made right now. Try again.\n");

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ModeName {
    One,
    Each,
    Groups,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    title: String,
    mode: ModeName,
    group_size: Option<usize>,
    #[serde(default = "blank")]
    start: Start,
    #[serde(default)]
    waiting: bool,
    #[serde(default = "yes")]
    names: bool,
}

fn blank() -> Start {
    Start::Blank
}

fn yes() -> bool {
    true
}

/// `POST /api/classes`: makes a class; its teacher's key is told once (rule C1).
pub(super) async fn make(State(shared): State<Arc<Shared>>, request: Request) -> Answer {
    let wanted: Wanted = body(&shared, request).await.map_err(IntoResponse::into_response)?;
    let title = class_title(&wanted.title).ok_or_else(|| NO_TITLE.into_response())?;
    let mode = match wanted.mode {
        ModeName::One => Mode::One,
        ModeName::Each => Mode::Each,
        ModeName::Groups => Mode::Groups(wanted.group_size.unwrap_or(0)),
    };
    let Wanted { start, waiting, names, .. } = wanted;
    let wish = ClassWish { title, mode, start, waiting, names };
    if !wish.is_possible() {
        return Err(NO_GROUPS.into_response());
    }
    let free = free_codes();
    let made = shared.hub.make_class(wish, free).await.map_err(|failure| sorry(&failure))?;
    let made = made.ok_or_else(|| NO_CODE.into_response())?;
    let told = json!({
        "class": made.id, "code": made.code.to_string(), "key": made.key.expose(),
    });
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

/// `GET /api/classes/{class}/live`: the WebSocket of a class (rule C2).
pub(super) async fn live(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let (id, _) = find(&shared, &name).await?;
    let site = site(&shared, request.headers());
    Ok(upgrade::into_class(&shared, id, site, request))
}

/// `GET /api/classes/{class}/qr.svg`: the link of a class as a QR code (rule C1).
pub(super) async fn qr(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let (_, class) = find(&shared, &name).await?;
    Ok(picture_of(&format!("{}/j/{}", site(&shared, &headers), class.code)))
}

/// `GET /api/classes/{class}/collected.zip` and `.pdf`: every room as it is now, as one file (rule C8).
pub(super) async fn collected(
    State(shared): State<Arc<Shared>>,
    Path((name, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let (is_pdf, kind) = match file.as_str() {
        "collected.zip" => (false, "application/zip"),
        "collected.pdf" => (true, "application/pdf"),
        _ => return Err(nowhere()),
    };
    let (_, class) = find(&shared, &name).await?;
    let held = key(&headers).filter(|key| key.lock() == class.teacher);
    held.ok_or_else(|| NOT_YOURS.into_response())?;
    let rooms = drawn(&shared, &class).await;
    let (hub, title) = (Arc::clone(&shared.hub), class.title.to_string());
    let Ok(turn) = Arc::clone(&shared.exports).acquire_owned().await else { return Err(nowhere()) };
    let written = off(move || {
        let written = write(&hub, &title, &rooms, is_pdf);
        drop(turn);
        written
    });
    let (file, bytes) = written.await.map_err(|failure| refuse(class.own_room(), &failure))?;
    let ending = if is_pdf { "pdf" } else { "zip" };
    let head = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_LENGTH, bytes.to_string()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"class-{}.{ending}\"", class.code),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, Body::from_stream(films::parts(file))).into_response())
}

/// The rooms of a class that were drawn in, and what each is called.
async fn drawn(shared: &Arc<Shared>, class: &Class) -> Vec<(RoomId, crate::hub::Standing, String)> {
    let mut rooms = Vec::new();
    for one in &class.rooms {
        if let Some(standing) = shared.hub.standing(&one.room).await {
            rooms.push((one.room.clone(), standing, class.room_title(&one.room)));
        }
    }
    rooms
}

fn write(
    hub: &Hub,
    title: &str,
    rooms: &[(RoomId, crate::hub::Standing, String)],
    is_pdf: bool,
) -> Result<(File, u64), ExportFailure> {
    let unwritten = |failure: PapersFailure| ExportFailure::Unreadable(failure.into());
    let mut broken = None;
    // A picture that cannot be made ends the file; what stood against it is told instead of the file.
    let pictures =
        rooms.iter().map_while(|(room, standing, name)| match hub.picture_at(room, *standing) {
            Ok(png) => Some((name.as_str(), png)),
            Err(failure) => {
                broken = Some(failure);
                None
            }
        });
    let made = hub.clock().now();
    let file = tempfile::tempfile().map_err(|failure| unwritten(failure.into()))?;
    let mut out = BufWriter::new(file);
    let written = if is_pdf {
        write_pdf(title, pictures, made, &mut out)
    } else {
        write_zip(pictures, made, &mut out)
    };
    if let Some(failure) = broken {
        return Err(failure);
    }
    let bytes = written.map_err(unwritten)?;
    let whole = |mut out: BufWriter<File>| -> io::Result<File> {
        out.flush()?;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    };
    let file = whole(out).map_err(|failure| unwritten(failure.into()))?;
    Ok((file, bytes))
}

/// The class of this name.
async fn find(shared: &Arc<Shared>, name: &str) -> Result<(ClassId, Class), Response> {
    let id = ClassId::parse(name).ok_or_else(nowhere)?;
    let found = shared.hub.class(id).await.map_err(|failure| sorry(&failure))?;
    found.map(|class| (id, class)).ok_or_else(nowhere)
}
