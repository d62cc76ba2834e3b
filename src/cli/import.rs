//! `easel import`: a room from an archive.

use super::data::{self, DataArgs, WindowArgs, unreadable};
use super::hint::{hinted, of_store};
use super::words::{bar, print};
use crate::archive::{ArchiveReader, Bounds};
use crate::hub::{Brought, Clock, HubOptions, ImportFailure, ImportOptions, Shelf, bring};
use crate::model::{JournalId, RoomId, Seq};
use crate::store::{Keeper, RoomMeta, Store};
use anyhow::Result;
use clap::Args;
use indicatif::HumanCount;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// What to bring in, and as what.
#[derive(Args, Clone, Debug)]
pub struct ImportArgs {
    /// An archive: what `easel export ROOM FILE.easel` wrote.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The room it becomes; nobody may have drawn in it [default: the room it was].
    #[arg(long, value_name = "NAME", value_parser = data::room)]
    room: Option<RoomId>,

    /// Also import a damaged or cut archive, up to its last good entry.
    #[arg(long)]
    keep_whole: bool,

    #[command(flatten)]
    data: DataArgs,

    #[command(flatten)]
    window: WindowArgs,
}

/// An archive in a file.
pub(super) type FileArchive = ArchiveReader<BufReader<File>>;

/// Opens an archive.
pub(super) fn open(path: &Path) -> Result<FileArchive> {
    let name = path.display();
    let file = File::open(path).map_err(|error| {
        hinted(
            format!("could not open `{name}`: {error}"),
            "look for the file's name and its rights",
        )
    })?;
    ArchiveReader::open(BufReader::new(file), Bounds::default()).map_err(|failure| {
        let hint = "an archive is what `easel export ROOM FILE.easel` writes";
        hinted(format!("could not read `{name}`: {failure}"), hint)
    })
}

/// Reads the rest of an archive into a store, with a bar.
pub(super) fn read(
    (keeper, images): (&Keeper, &Arc<Shelf>),
    archive: &mut FileArchive,
    meta: &RoomMeta,
    options: ImportOptions,
    path: &Path,
) -> Result<Brought> {
    let bar = bar(archive.head().seq.0, "Reading");
    let mut goes_on = |seq: Seq| {
        bar.set_position(seq.0);
        true
    };
    let brought = bring((keeper, images), archive, meta, options, &mut goes_on);
    bar.finish_and_clear();
    let whole = archive.seq();
    brought.map_err(|failure| explain(failure, path, whole))
}

fn explain(failure: ImportFailure, path: &Path, whole: Seq) -> anyhow::Error {
    let name = path.display();
    match failure {
        ImportFailure::Archive(failure) if whole > Seq(0) => hinted(
            format!("`{name}` is damaged: {failure}"),
            format!("`--keep-whole` imports what is whole, up to entry {}", HumanCount(whole.0)),
        ),
        ImportFailure::Store(failure) => of_store(&failure, "free some space on that disk"),
        failure => hinted(format!("`{name}`: {failure}"), "export it again where it comes from"),
    }
}

/// Makes a room of an archive.
pub(super) fn import(args: &ImportArgs) -> Result<()> {
    let mut archive = open(&args.file)?;
    let room = args.room.clone().unwrap_or_else(|| archive.head().room.clone());
    let mut store = args.data.store(&args.file)?;
    let first = store.entries(&room, Seq(0), 1).map_err(|failure| unreadable(&failure))?;
    if !first.is_empty() {
        return Err(taken(&room));
    }
    let keeper = Keeper::start(Box::new(store));
    let images = Arc::new(Shelf::new(keeper.clone()));
    let keyframe_entries = HubOptions::default().keyframe_entries;
    let (window, keep_whole) = (args.window.bounds(), args.keep_whole);
    let options = ImportOptions { window, keyframe_entries, keep_whole };
    // A life of its own: what is drawn from here on is not what is drawn where it comes from.
    let journal = JournalId(Uuid::new_v4().as_u64_pair().0);
    let created = Clock::start().now();
    let meta = RoomMeta { journal, created, ..archive.head().meta };
    let brought = read((&keeper, &images), &mut archive, &meta, options, &args.file)?;
    let unstored = |failure| of_store(&failure, "free some space on that disk");
    if !brought.publish(&keeper, &room).map_err(unstored)? {
        brought.discard(&keeper);
        return Err(taken(&room));
    }
    keeper.stop().map_err(unstored)?;
    tell(&archive, &room, &brought, options)
}

fn tell(
    archive: &FileArchive,
    room: &RoomId,
    brought: &Brought,
    options: ImportOptions,
) -> Result<()> {
    let head = archive.head();
    if let Some(damage) = &brought.damage {
        let (seq, promised) = (HumanCount(brought.seq.0), HumanCount(head.seq.0));
        eprintln!("warning: {damage}\n{seq} of {promised} entries are whole and in the room");
    }
    if head.window != options.window {
        let (items, points) = (head.window.items, head.window.points);
        eprintln!(
            "warning: it was drawn with --window-items {items} --window-points {points}: serve and \
             import with the same, or what was undone long ago may look different"
        );
    }
    print(&format!("{room} holds {} entries\n", HumanCount(brought.seq.0)))
}

fn taken(room: &RoomId) -> anyhow::Error {
    hinted(
        format!("the room {room} has a drawing already, and an import never changes one"),
        "give it another name with `--room NAME`",
    )
}
