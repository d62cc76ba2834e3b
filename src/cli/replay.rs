//! `easel replay`: an archive in the browser, without a server of one's own.

use super::data;
use super::hint::hinted;
use super::import::{self, FileArchive};
use super::part_file::PartFile;
use super::serve::wait_for_stop;
use super::words::print;
use crate::history::Images;
use crate::hub::{HubOptions, ImportOptions, Kept, Shelf};
use crate::model::{Moment, RoomId};
use crate::raster::encode_png;
use crate::room::Past;
use crate::server::{Server, ServerOptions};
use crate::store::{Keeper, MemoryStore};
use anyhow::{Context, Result};
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tokio::net::TcpListener;

/// What to replay, and how.
#[derive(Args, Clone, Debug)]
pub struct ReplayArgs {
    /// An archive: what `easel export ROOM FILE.easel` wrote.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Write the picture of one moment and end: a place such as `1234`, or seconds such as `134.5s`.
    #[arg(long, num_args = 2, value_names = ["MOMENT", "FILE.png"])]
    png_at: Option<Vec<String>>,

    /// Open a browser, also when this is no terminal.
    #[arg(long, conflicts_with_all = ["no_open", "png_at"])]
    open: bool,

    /// Open no browser.
    #[arg(long, conflicts_with = "png_at")]
    no_open: bool,

    /// Also replay a damaged or cut archive, up to its last good entry.
    #[arg(long)]
    keep_whole: bool,
}

/// Replays an archive from memory.
pub(super) fn replay(args: &ReplayArgs) -> Result<()> {
    let picture = args.png_at.as_deref().map(picture).transpose()?;
    let mut archive = import::open(&args.file)?;
    let keeper = Keeper::direct(Box::new(MemoryStore::default()));
    let room = load(args, &mut archive, &keeper)?;
    if let Some((moment, to)) = picture {
        return write(&archive, &keeper, &room, moment, &to);
    }
    let window = archive.head().window;
    let options = ServerOptions {
        hub: HubOptions { window, ..HubOptions::default() },
        ..ServerOptions::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not start")?;
    runtime.block_on(serve(args, keeper, options, &room))
}

/// The two words after `--png-at`.
fn picture(words: &[String]) -> Result<(Moment, PathBuf)> {
    let [moment, to] = words else { anyhow::bail!("--png-at takes a moment and a file") };
    let moment = data::moment(moment)
        .map_err(|sentence| hinted(sentence, "such as `--png-at 134.5s picture.png`"))?;
    Ok((moment, to.into()))
}

fn load(args: &ReplayArgs, archive: &mut FileArchive, keeper: &Keeper) -> Result<RoomId> {
    let (room, meta, window) = {
        let head = archive.head();
        (head.room.clone(), head.meta, head.window)
    };
    let keyframe_entries = HubOptions::default().keyframe_entries;
    let options = ImportOptions { window, keyframe_entries, keep_whole: args.keep_whole };
    let images = Arc::new(Shelf::new(keeper.clone()));
    let brought = import::read((keeper, &images), archive, &meta, options, &args.file)?;
    if let Some(damage) = &brought.damage {
        eprintln!("warning: {damage}\nwhat is whole ends at entry {}", brought.seq);
    }
    // Nobody else is in this memory.
    brought.publish(keeper, &room)?;
    Ok(room)
}

fn write(
    archive: &FileArchive,
    keeper: &Keeper,
    room: &RoomId,
    moment: Moment,
    to: &Path,
) -> Result<()> {
    let (head, until) = (archive.head(), archive.seq());
    let images: Arc<dyn Images> = Arc::new(Shelf::new(keeper.clone()));
    let mut kept = Kept::new(keeper, room);
    let every = HubOptions::default().keyframe_entries;
    let goes_on = || true;
    let mut past = Past::new(&mut kept, (head.meta.size, head.window), until, every, &goes_on);
    let place = past.place(moment)?;
    let mut scene = past.scene(place, images)?;
    let part = PartFile::beside(to)?;
    part.write(|file| Ok(file.write_all(&encode_png(scene.picture.flat()))?))?;
    part.finish()?;
    print(&format!("{} shows {room} at entry {place}\n", to.display()))
}

async fn serve(
    args: &ReplayArgs,
    keeper: Keeper,
    options: ServerOptions,
    room: &RoomId,
) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await.context("no port is free")?;
    let server = Server::start(listener, keeper, options).context("the server could not start")?;
    let link = format!("http://{}/replay/{room}", server.address());
    print(&format!("the replay is at {link} — Ctrl-C ends it\n"))?;
    let wanted = args.open || std::io::stdout().is_terminal();
    if wanted && !args.no_open && !open(&link) {
        eprintln!("no browser could be opened: open that address yourself");
    }
    wait_for_stop().await?;
    server.shutdown().await;
    Ok(())
}

/// Asks the system for a browser; whether one seems to come.
fn open(link: &str) -> bool {
    let openers: &[&str] = if cfg!(target_os = "macos") { &["open"] } else { &["xdg-open", "gio"] };
    openers.iter().any(|opener| {
        let arguments: &[&str] = if *opener == "gio" { &["open", link] } else { &[link] };
        let mut command = Command::new(opener);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().is_ok()
    })
}
