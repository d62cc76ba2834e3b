//! `easel export`: a room as a file, also while a server draws on.

use super::data::{self, DataArgs, WindowArgs, never_drawn, unreadable};
use super::film::FilmArgs;
use super::part_file::PartFile;
use super::words::{bar, print};
use crate::archive::{EXTENSION, Head};
use crate::film::{Film, Format};
use crate::history::Images;
use crate::hub::{HubOptions, Kept, Packing, Shelf, svg_of};
use crate::model::{Moment, RoomId, Seq};
use crate::raster::encode_png;
use crate::room::Past;
use crate::store::{Keeper, RoomFacts};
use anyhow::Result;
use clap::Args;
use indicatif::{HumanBytes, HumanCount, ProgressBar};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Entries between two keyframes that are left on the way: more than there are, as none can be left here.
const NO_KEYFRAMES: u64 = 1 << 48;

/// What to write, and where.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// The room.
    #[arg(value_name = "ROOM", value_parser = data::room)]
    room: RoomId,

    /// The file; its ending tells the kind: `.easel` (all of it, to be replayed and imported), `.png`, `.svg`, or a
    /// film: `.gif`, `.webp`, `.apng`, or `.mp4` where there is an ffmpeg.
    #[arg(value_name = "FILE", value_parser = target)]
    file: Target,

    /// The moment: a place such as `1234`, or seconds since the first entry such as `134.5s`; an archive and a film
    /// go up to it [default: the newest entry].
    #[arg(long, visible_alias = "until", value_name = "MOMENT", value_parser = data::moment)]
    at: Option<Moment>,

    #[command(flatten)]
    film: FilmArgs,

    #[command(flatten)]
    data: DataArgs,

    #[command(flatten)]
    window: WindowArgs,
}

/// A file and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Archive,
    Png,
    Svg,
    Film(Format),
}

fn target(text: &str) -> Result<Target, String> {
    let path = PathBuf::from(text);
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let kind = match ending.as_deref() {
        Some(EXTENSION) => Kind::Archive,
        Some("png") => Kind::Png,
        Some("svg") => Kind::Svg,
        Some(ending) if let Some(format) = Format::of_name(ending) => Kind::Film(format),
        _ => {
            return Err(
                "a file ends with .easel, .png, .svg, .gif, .webp, .apng or .mp4".to_owned()
            );
        }
    };
    Ok(Target { path, kind })
}

/// Writes the file.
pub(super) fn export(args: &ExportArgs) -> Result<()> {
    if !matches!(args.file.kind, Kind::Film(_)) {
        args.film.refuse()?;
    }
    let reader = args.data.reader()?;
    let facts = reader.facts(&args.room).map_err(|failure| unreadable(&failure))?;
    let facts = facts.ok_or_else(|| never_drawn(&args.room))?;
    let keyframes = reader.keyframes(&args.room).map_err(|failure| unreadable(&failure))?;
    let keeper = Keeper::direct(Box::new(reader));
    let exporting = Exporting { args, facts: &facts, keeper: &keeper };
    let place = exporting.place(args.at.unwrap_or(Moment::Place(facts.last)))?;
    let nearest = keyframes.into_iter().rfind(|seq| *seq <= place).unwrap_or_default();
    let from = match args.file.kind {
        Kind::Png => nearest,
        Kind::Film(_) => exporting.place(args.film.from.unwrap_or(Moment::Place(Seq(0))))?,
        Kind::Archive | Kind::Svg => Seq(0),
    };
    let bar = bar(place.0.saturating_sub(from.0), "Writing");
    let part = PartFile::beside(&args.file.path)?;
    let written = match args.file.kind {
        Kind::Archive => exporting.archive(&part, place, &bar),
        Kind::Png => exporting.png(&part, place, &bar),
        Kind::Svg => exporting.svg(&part, place, &bar),
        Kind::Film(format) => exporting.film(&part, &Film::between(from, place, format), &bar),
    };
    bar.finish_and_clear();
    written?;
    let bytes = HumanBytes(part.finish()?);
    let (room, entries, path) = (&args.room, HumanCount(place.0), args.file.path.display());
    print(&format!("{path} holds {room} up to entry {entries}, {bytes}\n"))
}

struct Exporting<'a> {
    args: &'a ExportArgs,
    facts: &'a RoomFacts,
    keeper: &'a Keeper,
}

impl Exporting<'_> {
    /// The room's past, told with progress.
    fn past<T>(
        &self,
        bar: &ProgressBar,
        tell: impl FnOnce(&mut Past<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut kept = Kept::new(self.keeper, &self.args.room);
        let goes_on = || {
            bar.inc(1);
            true
        };
        let canvas = (self.facts.meta.size, self.args.window.bounds());
        tell(&mut Past::new(&mut kept, canvas, self.facts.last, NO_KEYFRAMES, &goes_on))
    }

    fn place(&self, moment: Moment) -> Result<Seq> {
        self.past(&ProgressBar::hidden(), |past| Ok(past.place(moment)?))
    }

    fn archive(&self, part: &PartFile, place: Seq, bar: &ProgressBar) -> Result<()> {
        let RoomFacts { room, meta, .. } = self.facts.clone();
        let head = Head { room, meta, window: self.args.window.bounds(), seq: place };
        let images = Shelf::new(self.keeper.clone());
        let mut packing = Packing::begin(&head)?;
        part.write(|file| {
            while let Some(bytes) = packing.part(self.keeper, &images)? {
                file.write_all(&bytes)?;
                bar.set_position(packing.seq().0);
            }
            Ok(())
        })
    }

    fn png(&self, part: &PartFile, place: Seq, bar: &ProgressBar) -> Result<()> {
        let images = Arc::new(Shelf::new(self.keeper.clone()));
        let mut scene = self.past(bar, |past| Ok(past.scene(place, images)?))?;
        write(part, &encode_png(scene.picture.flat()))
    }

    fn svg(&self, part: &PartFile, place: Seq, bar: &ProgressBar) -> Result<()> {
        let images = Arc::new(Shelf::new(self.keeper.clone()));
        let size = self.facts.meta.size;
        let bytes_max = HubOptions::default().svg_bytes_max;
        let svg = self.past(bar, |past| Ok(svg_of(past, &images, (size, place), bytes_max)?))?;
        write(part, svg.finish(size, &self.args.room).as_bytes())
    }

    fn film(&self, part: &PartFile, film: &Film, bar: &ProgressBar) -> Result<()> {
        let images: Arc<dyn Images> = Arc::new(Shelf::new(self.keeper.clone()));
        // Entries are read more than once: the bar follows the film.
        self.past(&ProgressBar::hidden(), |past| {
            self.args.film.write(past, &images, film, part.path(), bar)
        })
    }
}

fn write(part: &PartFile, bytes: &[u8]) -> Result<()> {
    part.write(|file| Ok(file.write_all(bytes)?))
}
