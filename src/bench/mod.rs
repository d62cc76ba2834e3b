//! Load from many clients at once, and what came of it: how much one server carries.
//!
//! One thread, one epoll, no task per client: receiving costs far less than what a server does to send, so
//! that the load is not what is measured. Messages are stamped with the time they were due, not the time
//! they were sent, so that waiting counts (no coordinated omission).

mod client;
mod fleet;
mod inbox;
mod own;
mod process;
mod report;
mod search;
mod tally;
mod text;

pub use own::OwnServer;
pub use report::Report;
pub use text::Speech;

use anyhow::{Context, Result, ensure};
use fleet::Fleet;
use process::Process;
use report::{ServerShare, Stalled};
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::Duration;

/// Largest number of drawers in a room: a mark has ten bits for who drew it.
pub const DRAWERS_MAX: usize = 1 << text::DRAWER_BITS;

/// How long a server may take to come to rest after its clients have come in.
const SETTLE: Duration = Duration::from_millis(500);

/// What to load a server with.
#[derive(Clone, Debug)]
pub struct BenchOptions {
    /// The server: `ws://HOST:PORT/PATH`; a room's name is added to the path.
    pub url: String,
    /// How many rooms.
    pub rooms: usize,
    /// How many clients in each room.
    pub clients: usize,
    /// How many of a room's clients draw.
    pub drawers: usize,
    /// Messages a second of each drawer; `None` is as fast as they are taken.
    pub rate: Option<f64>,
    /// How long to measure, in seconds.
    pub seconds: f64,
    /// What the clients speak.
    pub speech: Speech,
    /// Look for the highest rate instead of one.
    pub find: bool,
    /// How many of a room's clients stop reading, in percent.
    pub stalled: usize,
    /// The server's process, to measure what it costs.
    pub pid: Option<u32>,
}

/// Where a server is.
#[derive(Clone, Debug)]
struct Target {
    address: SocketAddr,
    host: String,
    path: String,
}

impl Target {
    fn parse(url: &str) -> Result<Self> {
        let rest = url.strip_prefix("ws://").context("the address must begin with ws://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, "ws"));
        let mut found = host.to_socket_addrs().with_context(|| format!("{host} is no address"))?;
        let address = found.next().with_context(|| format!("{host} has no address"))?;
        ensure!(address.ip().is_loopback(), "load is only for a server on this machine");
        Ok(Self { address, host: host.to_owned(), path: path.trim_end_matches('/').to_owned() })
    }
}

/// Loads a server and answers what was seen.
///
/// # Errors
/// When the server cannot be reached or refuses the clients.
pub fn run(options: &BenchOptions) -> Result<Report> {
    ensure!(options.rooms > 0 && options.clients > 0, "there must be a client");
    ensure!(options.drawers <= options.clients, "not everybody who draws is there");
    ensure!(options.drawers <= DRAWERS_MAX, "up to {DRAWERS_MAX} may draw in one room");
    let target = Target::parse(&options.url)?;
    let process = options.pid.map(Process::of);
    let (rss, cpu) = (process.and_then(Process::rss_kb), process.and_then(Process::cpu_us));
    let mut fleet = Fleet::connect(&target, options)?;
    fleet.rest(SETTLE)?;
    let mut report = Report::new(options, &fleet);
    if let (Some(process), Some(rss), Some(cpu)) = (process, rss, cpu) {
        report.server = ServerShare::of_connecting(process, rss, cpu, fleet.len());
    }
    if options.drawers == 0 || options.clients < 2 {
        fleet.rest(Duration::from_secs_f64(options.seconds))?;
        return Ok(report);
    }
    if options.find {
        let found = search::highest(&target, options, fleet)?;
        report.fill(&found.best);
        report.found = Some(found);
        return Ok(report);
    }
    let seen = fleet.run(options.rate, options.seconds, process)?;
    report.fill(&seen);
    if options.stalled > 0 {
        report.stalled = Some(Stalled::measure(&mut fleet, options, process, seen.p99_ms)?);
    }
    Ok(report)
}
