//! Flags and environment: every flag has its `EASEL_…` name, its default, its unit and its bound.

use super::{BackupArgs, BenchArgs, CheckArgs, ExportArgs, ImportArgs, ReplayArgs, RoomsArgs};
use crate::history::WindowBounds;
use crate::hub::HubOptions;
use crate::model::Size;
use crate::server::{CONNECTIONS_MAX, CONNECTS_PER_MINUTE, OriginRule, ServerOptions};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// A collaborative drawing canvas. `easel` alone means `easel serve`.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
#[command(after_help = "Exit codes: 0 done, 1 failed, 2 wrong flags, 130 interrupted.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What `serve` takes, when no command is named.
    #[command(flatten)]
    pub serve: ServeOptions,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve rooms to browsers.
    Serve(ServeOptions),
    /// List the rooms that hold something.
    Rooms(RoomsArgs),
    /// Write a room to a file: an archive, a picture, or a drawing of vectors.
    Export(ExportArgs),
    /// Make a room of an archive.
    Import(ImportArgs),
    /// Show an archive in a browser.
    Replay(ReplayArgs),
    /// Copy all drawings to one file, also while a server runs.
    Backup(BackupArgs),
    /// Verify all that is stored.
    Check(CheckArgs),
    /// Load a server on this machine and tell what it carries.
    Bench(BenchArgs),
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How to serve.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that somebody gives or not")]
pub struct ServeOptions {
    /// Where to listen.
    #[arg(long, env = "EASEL_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Where drawings are kept [default: the user's data folder].
    #[arg(long, env = "EASEL_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Keep drawings in memory only; they are gone when the program ends.
    #[arg(long, env = "EASEL_EPHEMERAL", conflicts_with = "data")]
    pub ephemeral: bool,

    /// Size of new canvases, in pixels; each side 64 to 8192.
    #[arg(long, env = "EASEL_CANVAS", value_name = "WIDTHxHEIGHT", default_value = "1920x1080")]
    pub canvas: Size,

    /// Also let pages of this origin connect, such as `http://localhost:3000`; may be repeated.
    #[arg(long, env = "EASEL_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<String>,

    /// Let pages of any origin connect: only for old demos on your own machine.
    #[arg(long, env = "EASEL_ANY_ORIGIN")]
    pub any_origin: bool,

    /// Connections of all kinds at once; above this, newcomers are asked to come back.
    #[arg(long, env = "EASEL_CONNECTIONS", value_name = "COUNT", default_value_t = CONNECTIONS_MAX,
          value_parser = at_least_one)]
    pub connections: usize,

    /// Connections to rooms one address may open in a minute, 50 seconds' worth of them at once: a whole school
    /// may sit behind one. Above this it is answered 429; 0 is no bound.
    #[arg(long, env = "EASEL_CONNECTS_PER_MINUTE", value_name = "COUNT",
          default_value_t = CONNECTS_PER_MINUTE)]
    pub connects_per_minute: u32,

    /// A proxy stands before this server: whoever connects is the last address in its `X-Forwarded-For`, for all
    /// limits of addresses. Never without a proxy, as anybody could claim any address then.
    #[arg(long, env = "EASEL_TRUST_PROXY")]
    pub trust_proxy: bool,

    /// People in one room at once.
    #[arg(long, env = "EASEL_ROOM_CLIENTS", value_name = "COUNT", default_value_t = 1_200,
          value_parser = at_least_one)]
    pub room_clients: usize,

    /// Rooms open at once.
    #[arg(long, env = "EASEL_ROOMS", value_name = "COUNT", default_value_t = 10_000,
          value_parser = at_least_one)]
    pub rooms: usize,

    /// Points a second one connection may draw before it is slowed down; 0 is no bound. Who was slowed for five
    /// minutes, or for 600,000 points where that is longer, is cut off.
    #[arg(long, env = "EASEL_POINTS_PER_SECOND", value_name = "COUNT", default_value_t = 2_000)]
    pub points_per_second: u32,

    /// Milliseconds a message may wait for others in a room that would eat over a quarter of a core if each
    /// were relayed by itself; 0 is never.
    #[arg(long, env = "EASEL_PACE_MS", value_name = "MS", default_value_t = 4,
          value_parser = clap::value_parser!(u64).range(0..=50))]
    pub pace_ms: u64,

    /// Newest strokes of a room that can be undone.
    #[arg(long, env = "EASEL_WINDOW_ITEMS", value_name = "COUNT", default_value_t = 512,
          value_parser = at_least_one)]
    pub window_items: usize,

    /// Points of all those strokes together.
    #[arg(long, env = "EASEL_WINDOW_POINTS", value_name = "COUNT", default_value_t = 32_768,
          value_parser = at_least_one)]
    pub window_points: usize,

    /// Silence after which a connection is asked whether it lives, in seconds.
    #[arg(long, env = "EASEL_PING_SECONDS", value_name = "SECONDS", default_value_t = 20,
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub ping_seconds: u64,

    /// Silence after which a connection is dead, in seconds.
    #[arg(long, env = "EASEL_DEAD_SECONDS", value_name = "SECONDS", default_value_t = 45,
          value_parser = clap::value_parser!(u64).range(2..=7200))]
    pub dead_seconds: u64,

    /// Seconds after which an empty room is closed; its drawing stays in the store.
    #[arg(long, env = "EASEL_IDLE_ROOM_SECONDS", value_name = "SECONDS", default_value_t = 60)]
    pub idle_room_seconds: u64,

    /// Where people reach this server, such as `https://draw.example.org`: what QR codes lead to.
    #[arg(long, env = "EASEL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,

    /// Days after which a room nobody draws in is let go, unless something of it was saved to the gallery.
    /// Default: never.
    #[arg(long, env = "EASEL_KEEP_DAYS", value_name = "DAYS",
          value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub keep_days: Option<u32>,

    /// Another site that may show pages of this server in a frame, such as `https://lms.example.org`; may be
    /// given several times.
    #[arg(long, env = "EASEL_FRAME_ANCESTORS", value_name = "ORIGIN", value_delimiter = ',',
          value_parser = frame_ancestor)]
    pub frame_ancestors: Vec<String>,

    /// File that holds the admin token, at least 22 characters: what programs come with that make, list and delete
    /// rooms or have hooks told. `EASEL_ADMIN_TOKEN` holds the token itself instead. Default: nobody may.
    #[arg(long, env = "EASEL_ADMIN_TOKEN_FILE", value_name = "FILE")]
    pub admin_token_file: Option<PathBuf>,

    /// Serve /echo, which answers each WebSocket message with itself.
    #[arg(long, env = "EASEL_ECHO")]
    pub echo: bool,

    /// How log lines look.
    #[arg(long, env = "EASEL_LOG_FORMAT", value_enum, default_value = "text")]
    pub log_format: LogFormat,

    /// What is logged, such as `info` or `easel=debug`.
    #[arg(long, env = "EASEL_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
}

fn frame_ancestor(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || ":/.*-[]".contains(c);
    let site = text.starts_with("https://") || text.starts_with("http://");
    if site && text.chars().all(plain) {
        return Ok(text.to_owned());
    }
    Err("must be a site such as https://lms.example.org".to_owned())
}

pub(super) fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("must be a whole number, at least 1".to_owned()),
        Ok(count) => Ok(count),
    }
}

impl ServeOptions {
    /// The same for the library, which knows no flags; without the admin token, which no flag holds.
    pub fn server(&self) -> ServerOptions {
        let origins = match (self.any_origin, self.allow_origin.is_empty()) {
            (true, _) => OriginRule::Any,
            (false, true) => OriginRule::SameHost,
            (false, false) => OriginRule::Also(self.allow_origin.clone()),
        };
        let hub = HubOptions {
            size: self.canvas,
            window: WindowBounds { items: self.window_items, points: self.window_points },
            room_clients_max: self.room_clients,
            rooms_max: self.rooms,
            points_per_second: self.points_per_second,
            pace: Duration::from_millis(self.pace_ms),
            ping_after: Duration::from_secs(self.ping_seconds),
            dead_after: Duration::from_secs(self.dead_seconds),
            idle_room: Duration::from_secs(self.idle_room_seconds),
            ..HubOptions::default()
        };
        ServerOptions {
            hub,
            origins,
            connections_max: Some(self.connections),
            connects_per_minute: Some(self.connects_per_minute),
            trust_proxy: self.trust_proxy,
            patience: None,
            echo: self.echo,
            public_url: self.public_url.clone(),
            keep_days: self.keep_days,
            frame_ancestors: self.frame_ancestors.clone(),
            ..ServerOptions::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_flag_has_its_environment_name() {
        let command = Cli::command();
        command.clone().debug_assert();
        for flag in command.get_arguments().filter(|flag| flag.get_long().is_some()) {
            let long = flag.get_long().unwrap_or_default();
            if ["help", "version"].contains(&long) {
                continue;
            }
            let expected = format!("EASEL_{}", long.replace('-', "_").to_uppercase());
            let named = flag.get_env().and_then(|name| name.to_str());
            assert_eq!(named, Some(expected.as_str()), "--{long}");
        }
    }

    #[test]
    fn the_defaults_of_the_flags_are_the_defaults_of_the_library() {
        let flags = Cli::parse_from(["easel"]).serve.server().hub;
        assert_eq!(format!("{flags:?}"), format!("{:?}", HubOptions::default()), "one truth");
    }
}
