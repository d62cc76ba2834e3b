//! From a request to a socket: the handshake (RFC 6455 §4.2), the origin, the room, the dialect.

use super::accept::Place;
use super::socket::{self, Incoming};
use super::{Shared, address, class_socket, echo};
use crate::hub::Dialect;
use crate::model::{ClassId, RoomId};
use crate::protocol::{CLASS_SUBPROTOCOL, PlainStyle, SUBPROTOCOL};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response;
use tracing::debug;

/// The room of `/ws`.
const LOBBY: &str = "lobby";

/// Whether a request asks for a WebSocket.
pub(super) fn is_upgrade(headers: &HeaderMap) -> bool {
    let upgrade = headers.get(header::UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|value| value.eq_ignore_ascii_case("websocket"))
}

/// Answers a request for a WebSocket into a room; `name` is the path's, the query may name it too.
pub(super) fn into_room(shared: &Arc<Shared>, name: Option<&str>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let name = name.or_else(|| field(&query, "room")).unwrap_or(LOBBY);
    let Some(room) = RoomId::new(name) else {
        let sentence = "A room's name is 1 to 64 of a-z, 0-9 and -.\n";
        return (StatusCode::NOT_FOUND, sentence).into_response();
    };
    let dialect = dialect(request.headers(), &query);
    let place = request.extensions().get::<Place>().cloned();
    let shared_later = Arc::clone(shared);
    shake_hands(shared, request, SUBPROTOCOL, move |stream, early| async move {
        let Some(place) = place else { return };
        let incoming = Incoming { stream, early, room, dialect, place };
        socket::serve(shared_later, incoming).await;
    })
}

/// Answers a request for the WebSocket of a class; `site` is where people reach this server.
pub(super) fn into_class(
    shared: &Arc<Shared>,
    class: ClassId,
    site: String,
    request: Request,
) -> Response {
    let place = request.extensions().get::<Place>().cloned();
    let shared_later = Arc::clone(shared);
    shake_hands(shared, request, CLASS_SUBPROTOCOL, move |stream, early| async move {
        let Some(place) = place else { return };
        let incoming = class_socket::Incoming { stream, early, class, site, place };
        class_socket::serve(shared_later, incoming).await;
    })
}

/// Answers a request for the echo (rule W13).
pub(super) fn into_echo(shared: &Arc<Shared>, request: Request) -> Response {
    shake_hands(shared, request, SUBPROTOCOL, echo::serve)
}

fn shake_hands<F>(
    shared: &Arc<Shared>,
    mut request: Request,
    subprotocol: &'static str,
    then: impl FnOnce(TcpStream, Bytes) -> F + Send + 'static,
) -> Response
where
    F: Future<Output = ()> + Send + 'static,
{
    if shared.stopping.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "The server is restarting.\n").into_response();
    }
    if !shared.options.origins.allows(request.headers()) {
        let sentence = "Pages of this origin may not connect. The server's operator can allow them \
                        with --allow-origin.\n";
        return (StatusCode::FORBIDDEN, sentence).into_response();
    }
    let address = address::of(shared, request.extensions(), request.headers());
    if let Err(wait) = shared.connects.admit(address) {
        return come_later(wait);
    }
    let upgrade = hyper::upgrade::on(&mut request);
    let mut response = answer(&request);
    if asks_for(request.headers(), subprotocol) {
        let confirmed = HeaderValue::from_static(subprotocol);
        response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, confirmed);
    }
    tokio::spawn(async move {
        match upgrade.await {
            Ok(upgraded) => {
                if let Some((stream, early)) = tcp(upgraded) {
                    then(stream, early).await;
                }
            }
            Err(error) => debug!(%error, "a handshake was not finished"),
        }
    });
    response
}

/// What an address is told that opened too many (rule W14).
fn come_later(wait: Duration) -> Response {
    let sentence = "Too many connections from your network. Try again in a moment.\n";
    let seconds = wait.as_secs() + 1;
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], sentence)
        .into_response()
}

fn answer(request: &Request) -> Response {
    let mut bare = axum::http::Request::new(());
    *bare.method_mut() = request.method().clone();
    *bare.version_mut() = request.version();
    *bare.uri_mut() = request.uri().clone();
    *bare.headers_mut() = request.headers().clone();
    match create_response(&bare) {
        Ok(response) => response.map(|()| Body::empty()),
        Err(error) => {
            let version = [(header::SEC_WEBSOCKET_VERSION, "13")];
            let sentence = format!("This is no WebSocket handshake: {error}.\n");
            (StatusCode::BAD_REQUEST, version, sentence).into_response()
        }
    }
}

fn tcp(upgraded: Upgraded) -> Option<(TcpStream, Bytes)> {
    let parts = upgraded.downcast::<TokioIo<TcpStream>>().ok()?;
    Some((parts.io.into_inner(), parts.read_buf))
}

fn asks_for(headers: &HeaderMap, subprotocol: &str) -> bool {
    let offers = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
    let mut names = offers.filter_map(|offer| offer.to_str().ok()).flat_map(|s| s.split(','));
    names.any(|name| name.trim() == subprotocol)
}

fn dialect(headers: &HeaderMap, query: &str) -> Dialect {
    if asks_for(headers, SUBPROTOCOL) {
        Dialect::Easel
    } else if field(query, "dialect") == Some("bare") {
        Dialect::Plain(PlainStyle::Bare)
    } else {
        Dialect::Plain(PlainStyle::Flat)
    }
}

fn field<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
