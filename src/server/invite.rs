//! How others find a room: by a picture of its link, and by a code to be read out.

use super::routes::nowhere;
use super::{Shared, address};
use crate::model::{Code, RoomId};
use crate::store::{Lead, Operation, Store};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::json;
use std::fmt::Write;
use std::sync::Arc;
use uuid::Uuid;

/// Blank modules around a code, as its standard asks for (ISO/IEC 18004 §5.3.8).
const QUIET: usize = 4;

/// Codes tried until one is free: with a million in use, all of them are taken once in 10¹⁷ times.
const TRIES: usize = 8;

/// `GET /r/{room}/qr.svg`: the room's link as a QR code, dark on light whatever the theme (rule H4).
pub(super) async fn qr(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    if RoomId::new(&name).is_none() {
        return nowhere();
    }
    picture_of(&format!("{}/r/{name}", site(&shared, request.headers())))
}

/// A link as a QR code.
pub(super) fn picture_of(link: &str) -> Response {
    // Links are far below what a code holds.
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else { return nowhere() };
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-cache")];
    (headers, svg(&code)).into_response()
}

/// Where people reach this server: as its operator says, or as the request came.
pub(super) fn site(shared: &Shared, headers: &HeaderMap) -> String {
    if let Some(url) = &shared.options.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let secure = text("x-forwarded-proto").is_some_and(|proto| proto.starts_with("https"));
    let host = text("x-forwarded-host").or_else(|| text("host")).unwrap_or("localhost");
    format!("{}://{host}", if secure { "https" } else { "http" })
}

fn svg(code: &QrCode) -> String {
    let (width, modules) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let _ =
                    write!(path, "M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len());
            }
            x += run.len();
        }
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>"##
    )
}

/// `POST /api/rooms/{room}/code`: the room's short code, the same each time (rule H5).
pub(super) async fn code(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let Some(room) = RoomId::new(&name) else { return nowhere() };
    let free = free_codes();
    let made = shared.hub.store(None, Operation::Append, move |store| store.code(&room, &free));
    if let Ok(Some(code)) = made.await {
        return Json(json!({ "code": code.to_string() })).into_response();
    }
    let sentence = "A code cannot be made right now. Share the link.\n";
    (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response()
}

/// Codes of which one is free.
pub(super) fn free_codes() -> Vec<Code> {
    (0..TRIES).map(|_| chance()).collect()
}

fn chance() -> Code {
    let mut bytes = [0; Code::LETTERS];
    bytes.copy_from_slice(&Uuid::new_v4().as_bytes()[..Code::LETTERS]);
    Code::of_chance(bytes)
}

/// `GET /api/codes/{code}`: the room or the class a code leads to; who tries too many wrong ones waits (rule H6).
pub(super) async fn leads_to(
    State(shared): State<Arc<Shared>>,
    Path(text): Path<String>,
    request: Request,
) -> Response {
    let address = address::of(&shared, request.extensions(), request.headers());
    if !shared.guesses.may_try(address) {
        let sentence = "Too many wrong codes. Wait a minute and try again.\n";
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "60")], sentence)
            .into_response();
    }
    if let Some(code) = Code::parse(&text) {
        let lead = move |store: &mut dyn Store| store.classes().leads_to(code);
        match shared.hub.store(None, Operation::Read, lead).await {
            Ok(Some(Lead::Room(room))) => return Json(json!({ "room": room })).into_response(),
            Ok(Some(Lead::Class(class))) => {
                if let Ok(Some(found)) = shared.hub.class(class).await {
                    let told = json!({ "class": class, "title": found.title });
                    return Json(told).into_response();
                }
            }
            Ok(None) => {}
            Err(_) => {
                let sentence = "Codes cannot be looked up right now. Use the link.\n";
                return (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response();
            }
        }
    }
    shared.guesses.note(address);
    (StatusCode::NOT_FOUND, "No room with that code. Check it and try again.\n").into_response()
}
