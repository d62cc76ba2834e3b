//! `easel bench`: from flags to a load and its report.

use crate::bench::{self, BenchOptions, DRAWERS_MAX, OwnServer, Speech};
use anyhow::Result;
use clap::{Args, ValueEnum};

/// What clients of the load speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// `easel.v1`, one point a message.
    Easel,
    /// The seed's JSON, one segment a message.
    Plain,
}

/// How to load a server.
#[derive(Args, Clone, Debug)]
pub struct BenchArgs {
    /// The server, on this machine; a room's name is added [default: one is started for the load].
    #[arg(value_name = "ws://HOST:PORT/PATH")]
    url: Option<String>,

    /// Rooms.
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = positive)]
    rooms: usize,

    /// Clients in each room.
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = positive)]
    clients: usize,

    /// How many of a room's clients draw [default: all of them, up to 1,024].
    #[arg(long, value_name = "COUNT")]
    drawers: Option<usize>,

    /// Messages a second of each drawer; 0 is as fast as they are taken.
    #[arg(long, value_name = "PER SECOND", default_value_t = 60.0)]
    rate: f64,

    /// Look for the highest rate at which nothing is lost and 99 of 100 messages take at most 50 ms.
    #[arg(long)]
    find: bool,

    /// How long to measure, in seconds; each rate, if the highest is looked for [default: 5, or 1.2].
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<f64>,

    /// What clients speak.
    #[arg(long, value_enum, default_value = "easel")]
    dialect: Dialect,

    /// How many of a room's clients stop reading in a second run, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 0,
          value_parser = clap::value_parser!(u8).range(0..=90))]
    stalled: u8,

    /// The server's process, to tell what it costs.
    #[arg(long, value_name = "PID", requires = "url")]
    pid: Option<u32>,

    /// Print one line of JSON.
    #[arg(long)]
    json: bool,

    /// Flags for the server that is started for the load, such as `-- --ephemeral`.
    #[arg(last = true, value_name = "SERVE FLAGS", conflicts_with = "url")]
    serve: Vec<String>,
}

fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("must be a whole number, at least 1".to_owned()),
        Ok(count) => Ok(count),
    }
}

/// Loads a server and prints what was seen; true when every message reached everybody.
pub(super) fn bench(args: BenchArgs) -> Result<bool> {
    super::raise_open_files();
    let own = args.url.is_none().then(|| OwnServer::start(&args.serve)).transpose()?;
    let options = BenchOptions {
        url: args.url.or_else(|| own.as_ref().map(OwnServer::url)).unwrap_or_default(),
        rooms: args.rooms,
        clients: args.clients,
        drawers: args.drawers.unwrap_or(args.clients.min(DRAWERS_MAX)),
        rate: (args.rate > 0.0).then_some(args.rate),
        seconds: args.seconds.unwrap_or(if args.find { 1.2 } else { 5.0 }),
        speech: match args.dialect {
            Dialect::Easel => Speech::Easel,
            Dialect::Plain => Speech::Plain,
        },
        find: args.find,
        stalled: usize::from(args.stalled),
        pid: args.pid.or_else(|| own.as_ref().map(OwnServer::pid)),
    };
    let report = bench::run(&options)?;
    if args.json {
        println!("{}", report.to_json()?);
    } else {
        print!("{report}");
    }
    Ok(report.is_whole())
}
