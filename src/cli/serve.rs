//! `easel serve`: from flags to a running server and back.

use super::data::default_data;
use super::hint::{hinted, of_store};
use super::{ServeOptions, logs};
use crate::server::{AdminToken, Server, ServerOptions};
use crate::store::{DiskStore, Keeper, MemoryStore};
use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

/// The variable that holds the admin token itself. Not a flag: every user of a machine sees those.
const ADMIN_TOKEN: &str = "EASEL_ADMIN_TOKEN";

/// Tasks that run between two looks at the sockets: as many as there are where everybody speaks at once, so that
/// a room hears all of them before it writes. Where fewer wait, sockets are looked at as soon as these are done.
const TURN_TASKS: u32 = 1_024;

/// Serves until it is told to stop.
pub(super) fn serve(options: ServeOptions) -> Result<()> {
    logs::start(&options.log, options.log_format).map_err(|error| {
        let hint = "try `--log info` or `--log easel=debug`";
        hinted(format!("the log filter cannot be read: {error}"), hint)
    })?;
    super::raise_open_files();
    // One thread that paints for each core: more would only take turns, and together outweigh relaying.
    let painters = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(painters)
        .event_interval(TURN_TASKS)
        .enable_all()
        .build()
        .context("the runtime could not start")?;
    runtime.block_on(run(options))
}

async fn run(options: ServeOptions) -> Result<()> {
    let admin = admin_token(options.admin_token_file.as_deref(), env::var_os(ADMIN_TOKEN))?;
    let (keeper, kept) = open_store(&options)?;
    let listener = listen(&options).await?;
    let options = ServerOptions { admin, ..options.server() };
    let server = Server::start(listener, keeper, options).context("the server could not start")?;
    let address = server.address();
    println!("easel is at http://{address}/ — drawings are kept {kept}");
    info!(%address, kept, "serving");
    wait_for_stop().await?;
    server.shutdown().await;
    Ok(())
}

/// The admin token, of a file or else of the environment.
fn admin_token(file: Option<&Path>, variable: Option<OsString>) -> Result<Option<AdminToken>> {
    let hint = "make one with `openssl rand -base64 24`";
    let text = match (file, variable) {
        (Some(_), Some(_)) => {
            let what =
                format!("there are two admin tokens: in --admin-token-file and {ADMIN_TOKEN}");
            return Err(hinted(what, "give one of them"));
        }
        (Some(file), None) => fs::read_to_string(file).map_err(|error| {
            let what = format!("the admin token cannot be read from {}: {error}", file.display());
            hinted(what, format!("put it there, or into {ADMIN_TOKEN}; {hint}"))
        })?,
        (None, Some(text)) => text.to_string_lossy().into_owned(),
        (None, None) => return Ok(None),
    };
    AdminToken::new(text.trim()).map(Some).map_err(|what| hinted(what, hint))
}

fn open_store(options: &ServeOptions) -> Result<(Keeper, String)> {
    if options.ephemeral {
        let keeper = Keeper::direct(Box::new(MemoryStore::default()));
        return Ok((keeper, "in memory only".to_owned()));
    }
    let dir = options.data.clone().unwrap_or_else(default_data);
    let store = DiskStore::open(&dir).map_err(|failure| {
        let elsewhere = "choose another place with `--data DIR`, or keep drawings in memory with \
                         `--ephemeral`";
        of_store(&failure, elsewhere)
    })?;
    Ok((Keeper::start(Box::new(store)), format!("in {}", dir.display())))
}

async fn listen(options: &ServeOptions) -> Result<TcpListener> {
    // A server that just stopped may hold the port a moment longer.
    for _ in 0..5 {
        match TcpListener::bind(options.listen).await {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            bound => return bound.map_err(|error| cannot_listen(options, &error)),
        }
    }
    TcpListener::bind(options.listen).await.map_err(|error| cannot_listen(options, &error))
}

fn cannot_listen(options: &ServeOptions, error: &std::io::Error) -> anyhow::Error {
    let hint = "choose another address with `--listen ADDR:PORT`; port 0 takes any free one";
    hinted(format!("could not listen on {}: {error}", options.listen), hint)
}

/// Waits for Ctrl-C or SIGTERM.
pub(super) async fn wait_for_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("signals cannot be heard")?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("signals cannot be heard"),
        _ = terminate.recv() => Ok(()),
    }
}
