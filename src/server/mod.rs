//! Sockets and HTTP: one port for the page, the API and the WebSocket.
//!
//! Invariant: everything that comes in is bounded before it is kept, and every connection ends.

mod accept;
mod address;
mod admin;
mod admin_rooms;
mod api;
mod archives;
mod assets;
mod bucket;
mod class_socket;
mod classes;
mod connects;
mod echo;
mod exports;
mod films;
mod gate;
mod guesses;
mod hooks;
mod hosting;
mod images;
mod invite;
mod limits;
mod origin;
mod passes;
mod replay;
mod routes;
mod saved;
mod sieve;
mod socket;
mod upgrade;
mod upload;

pub use admin::{AdminToken, TOKEN_CHARS_MIN};
pub use hooks::HookOptions;
pub use limits::CONNECTS_PER_MINUTE;
pub use origin::OriginRule;

use crate::hub::{Clock, Counts, Hub, HubOptions};
use crate::model::ClientId;
use crate::store::Keeper;
use connects::Connects;
use guesses::Guesses;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tracing::info;

/// What a server is made with.
#[derive(Clone, Debug, Default)]
pub struct ServerOptions {
    /// What its rooms are made with.
    pub hub: HubOptions,
    /// Which pages may connect. Default: pages of the same host.
    pub origins: OriginRule,
    /// Connections of all kinds at once. Default: 20,000.
    pub connections_max: Option<usize>,
    /// Connections to rooms one address may open in a minute, and most of them at once. Default: 3,600; zero means no bound.
    pub connects_per_minute: Option<u32>,
    /// A proxy stands before it, and its `x-forwarded-for` says who connects. Default: no.
    pub trust_proxy: bool,
    /// How long a connection may be made to wait for sending too much before it is cut off. Default: five minutes,
    /// or what 600,000 points take.
    pub patience: Option<Duration>,
    /// Serve `/echo`. Default: no.
    pub echo: bool,
    /// Where people reach this server, such as `https://draw.example.org`. Default: where they asked.
    pub public_url: Option<String>,
    /// Days after which a room nobody draws in is let go, unless something of it was saved. Default: never.
    pub keep_days: Option<u32>,
    /// Other sites that may show its pages in a frame, such as `https://lms.example.org`. Default: none.
    pub frame_ancestors: Vec<String>,
    /// What its operator's programs come with. Default: none, and nobody may do what needs it.
    pub admin: Option<AdminToken>,
    /// How hard hooks are tried.
    pub hooks: HookOptions,
}

/// Connections of all kinds at once, when no other number is given: 20,000 rooms' worth of sockets need
/// some 100 MB here and as many file descriptors.
pub const CONNECTIONS_MAX: usize = 20_000;

/// A day, in milliseconds.
const DAY_MS: u64 = 86_400_000;

/// What every request needs.
pub(crate) struct Shared {
    pub(crate) hub: Arc<Hub>,
    pub(crate) options: ServerOptions,
    pub(crate) stopping: AtomicBool,
    /// The content security policy of all pages.
    pub(crate) policy: String,
    pub(crate) guesses: Guesses,
    pub(crate) connects: Connects,
    /// Who tried wrong admin tokens: a class that mistypes its code is no reason to shut the operator out.
    pub(crate) admin_guesses: Guesses,
    /// Who is told of what happens; nobody where there is no operator to say so.
    hooks: Option<hooks::Hooks>,
    /// Whose turn it is to unpack a picture.
    pub(crate) images: Arc<Semaphore>,
    /// Whose turn it is to bring in an archive.
    pub(crate) archives: Arc<Semaphore>,
    /// Whose turn it is to have a picture made from a whole journal.
    pub(crate) exports: Arc<Semaphore>,
    /// Whose turn it is to have a picture of the past made.
    pub(crate) seeks: Arc<Semaphore>,
    clients: AtomicU64,
}

impl Shared {
    /// A number for a new connection.
    pub(crate) fn next_client(&self) -> ClientId {
        ClientId(self.clients.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

/// Lets go of old rooms now and every hour.
async fn forget(shared: Arc<Shared>, days: u32, stop: CancellationToken) {
    let idle_ms = u64::from(days) * DAY_MS;
    let mut hours = tokio::time::interval(limits::FORGET_EVERY);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = hours.tick() => {
                shared.hub.forget_idle(idle_ms).await;
            }
        }
    }
}

/// A running server.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: CancellationToken,
    accepting: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Serves on `listener`, keeping journals with `keeper`.
    ///
    /// # Errors
    /// When the listener has no address.
    pub fn start(
        listener: TcpListener,
        keeper: Keeper,
        options: ServerOptions,
    ) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let rooms = HubOptions { page: assets::page_script(), ..options.hub.clone() };
        let per_minute = options.connects_per_minute.unwrap_or(CONNECTS_PER_MINUTE);
        let hub = Hub::new(keeper, rooms, Clock::start());
        let stop = CancellationToken::new();
        let told = options
            .admin
            .and_then(|_| hooks::Hooks::start(&hub, options.hooks.clone(), stop.clone()));
        let shared = Arc::new(Shared {
            hub,
            hooks: told,
            admin_guesses: Guesses::default(),
            policy: assets::policy(&options.frame_ancestors),
            guesses: Guesses::default(),
            connects: Connects::new(per_minute),
            images: Arc::new(Semaphore::new(1)),
            archives: Arc::new(Semaphore::new(1)),
            exports: Arc::new(Semaphore::new(1)),
            seeks: Arc::new(Semaphore::new(limits::SEEKS_MAX)),
            options,
            stopping: AtomicBool::new(false),
            clients: AtomicU64::new(0),
        });
        let accepting = tokio::spawn(accept::accept(listener, Arc::clone(&shared), stop.clone()));
        if let Some(days) = shared.options.keep_days {
            tokio::spawn(forget(Arc::clone(&shared), days, stop.clone()));
        }
        Ok(Self { shared, address, stop, accepting })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What happened so far, in numbers.
    pub fn counts(&self) -> &Arc<Counts> {
        self.shared.hub.counts()
    }

    /// All rooms.
    pub fn hub(&self) -> &Arc<Hub> {
        &self.shared.hub
    }

    /// Lets go of rooms that nobody drew in for so long, in milliseconds; answers how many.
    pub async fn forget_idle(&self, idle_ms: u64) -> usize {
        self.shared.hub.forget_idle(idle_ms).await
    }

    /// Stops: accepts nothing new, stores everything accepted, tells everybody to come back, and waits
    /// until they left, 10 s at most.
    pub async fn shutdown(self) {
        info!("stopping");
        self.shared.stopping.store(true, Ordering::Relaxed);
        self.stop.cancel();
        let drained = tokio::time::timeout(Duration::from_secs(10), self.shared.hub.drain()).await;
        if drained.is_err() {
            tracing::error!("some rooms did not stop in time");
        }
        // It was cancelled above and only has to notice.
        let _ = self.accepting.await;
        let keeper = self.shared.hub.keeper().clone();
        // Joining the store's thread blocks until everything handed in is stored.
        let closed = tokio::task::spawn_blocking(move || keeper.stop()).await;
        if let Ok(Err(failure)) = closed {
            tracing::error!(%failure, "the store did not close well");
        }
        info!("stopped");
    }
}
