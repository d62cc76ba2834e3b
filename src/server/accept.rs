//! The accept loop: bounded, without Nagle's delay, with a deadline for each request's head.

use super::limits::HEAD_TIMEOUT;
use super::{CONNECTIONS_MAX, Shared, routes};
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_service::Service;
use tracing::{debug, warn};

/// Pause after a failed accept: the process is out of file descriptors, and trying at once burns a core.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Accepts connections until `stop`.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>, stop: CancellationToken) {
    let places = shared.options.connections_max.unwrap_or(CONNECTIONS_MAX);
    let places = Arc::new(Semaphore::new(places));
    let routes = routes::routes(Arc::clone(&shared));
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            tokio::spawn(routes::say_full(stream));
            continue;
        };
        let (routes, stop) = (routes.clone(), stop.clone());
        let arrived = (Place(Arc::new(place)), Peer(peer.ip()));
        tokio::spawn(serve(stream, arrived, routes, stop));
    }
}

/// A connection's place among all of them; given back when the last holder is dropped.
#[derive(Clone)]
pub(super) struct Place(
    #[expect(dead_code, reason = "held, not read")] Arc<tokio::sync::OwnedSemaphorePermit>,
);

/// Who connected.
#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

async fn serve(
    stream: TcpStream,
    (place, peer): (Place, Peer),
    routes: Router,
    stop: CancellationToken,
) {
    if let Err(error) = stream.set_nodelay(true) {
        debug!(%error, "a connection ended before it began");
        return;
    }
    // Not a layer: a layer for each connection would build the whole table of paths anew.
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(place.clone());
        request.extensions_mut().insert(peer);
        routes.clone().call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection.with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        debug!(%error, "a connection ended early");
    }
}
