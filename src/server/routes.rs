//! The table of paths.

use super::{
    Shared, admin_rooms, api, archives, assets, classes, exports, films, gate, hooks, hosting,
    images, invite, passes, replay, saved, upgrade,
};
use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tower_http::compression::CompressionLayer;

/// All paths of the server.
pub(super) fn routes(shared: Arc<Shared>) -> Router {
    // Text of any length, which becomes a tenth of it on the way.
    let long = Router::new()
        .route("/api/rooms/{room}/canvas.svg", get(exports::svg))
        .route("/api/rooms/{room}/timeline", get(replay::timeline))
        .route("/api/rooms/{room}/snapshot", get(replay::snapshot))
        .route("/api/rooms/{room}/entries", get(replay::entries))
        .layer(CompressionLayer::new());
    let mut router = Router::new()
        .merge(long)
        .route("/", get(front))
        .route("/ws", get(lobby))
        .route("/ws/{room}", get(room))
        .route("/r/{room}", get(place))
        .route("/r/{room}/qr.svg", get(invite::qr))
        .route("/replay/{room}", get(assets::page))
        .route("/replay/{room}/{saved}", get(assets::page))
        .route("/j", get(assets::page))
        .route("/j/{code}", get(assets::page))
        .route("/plain", get(assets::plain))
        .route("/healthz", get(api::health))
        .route("/readyz", get(api::ready))
        .route("/api/openapi.json", get(api::openapi))
        .route("/api/rooms", get(admin_rooms::list).post(admin_rooms::make))
        .route("/api/rooms/{room}", get(api::room).patch(passes::change))
        .route("/api/rooms/{room}", delete(admin_rooms::remove))
        .route("/api/rooms/{room}/strokes", post(admin_rooms::draw))
        .route("/api/hooks", get(hooks::list).post(hooks::add))
        .route("/api/hooks/{id}", delete(hooks::take))
        .route("/api/rooms/{room}/passes", get(passes::list).post(passes::make))
        .route("/api/rooms/{room}/passes/{id}", delete(passes::take))
        .route("/api/rooms/{room}/hosts", post(passes::appoint))
        .route("/api/rooms/{room}/deeds", get(passes::deeds))
        .route("/api/rooms/{room}/visit", post(passes::visit))
        .route("/api/rooms/{room}/canvas.png", get(api::canvas))
        .route("/api/rooms/{room}/canvas.easel", get(archives::download))
        .route("/api/archives", post(archives::upload))
        .route("/api/rooms/{room}/images", post(images::take))
        .route("/api/rooms/{room}/code", post(invite::code))
        .route("/api/rooms/{room}/saved", post(saved::save))
        .route("/api/rooms/{room}/branches", post(saved::branch))
        .route("/api/rooms/{room}/host", post(hosting::host))
        .route("/api/rooms/{room}/restores", post(hosting::restore))
        .route("/api/rooms/{room}/veils", post(hosting::veil))
        .route("/api/rooms/{room}/preview.png", get(hosting::preview))
        .route("/api/rooms/{room}/films", post(films::order))
        .route("/api/films", get(films::formats))
        .route("/api/films/{id}", get(films::state).delete(films::remove))
        .route("/api/films/{id}/file", get(films::file))
        .route("/api/saved", get(saved::list))
        .route("/api/saved/{id}", get(saved::one).patch(saved::change).delete(saved::delete))
        .route("/api/classes", post(classes::make))
        .route("/api/classes/{class}/live", get(classes::live))
        .route("/api/classes/{class}/qr.svg", get(classes::qr))
        .route("/api/classes/{class}/{file}", get(classes::collected))
        .route("/c", get(assets::page))
        .route("/c/{class}", get(assets::page))
        .route("/c/{class}/show", get(assets::page))
        .route("/gallery", get(assets::page))
        .route("/api/images/{file}", get(images::file))
        .route("/api/codes/{code}", get(invite::leads_to))
        .fallback(assets::file);
    if shared.options.echo {
        router = router.route("/echo", get(echo));
    }
    router.layer(from_fn_with_state(Arc::clone(&shared), gate::gate)).with_state(shared)
}

/// The landing page; the seed's clients open their WebSocket here too.
async fn front(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if upgrade::is_upgrade(request.headers()) {
        return upgrade::into_room(&shared, None, request);
    }
    assets::page(State(shared), request).await
}

/// A room's page; `?picture` is what it shows where there is no script.
async fn place(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    if request.uri().query() == Some("picture") {
        let headers = request.headers().clone();
        return api::canvas(State(shared), Path(name), Query::default(), headers).await;
    }
    assets::page(State(shared), request).await
}

async fn lobby(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    upgrade::into_room(&shared, None, request)
}

async fn room(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    upgrade::into_room(&shared, Some(&name), request)
}

async fn echo(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    upgrade::into_echo(&shared, request)
}

/// Tells a connection that came when all places were taken, without reading what it asks for.
pub(super) async fn say_full(mut stream: TcpStream) {
    let answer = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n\
                  content-length: 35\r\n\r\nThis server is full. Try it later.\n";
    // It may be gone already; there is nobody else to tell.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// A sentence for a path that leads nowhere.
pub(super) fn nowhere() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response()
}
