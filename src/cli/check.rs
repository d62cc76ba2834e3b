//! `easel check`: whether everything is as it was written, down to the pixels.

use super::data::{self, DataArgs, WindowArgs, never_drawn, unreadable};
use super::words::{bar, counted, print};
use crate::history::{Entry, Event, WindowBounds, unpack_keyframe};
use crate::hub::Shelf;
use crate::model::{ImageId, RoomId, Seq};
use crate::raster::Pixmap;
use crate::room::{Rebuild, Room, Scene};
use crate::store::{Keeper, Reader, RoomFacts, Store};
use anyhow::Result;
use clap::Args;
use indicatif::ProgressBar;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// Entries read at once.
const CHUNK_ENTRIES: usize = 2_048;

/// What to verify.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Each room is painted anew from its first entry, and every picture kept of it is \
                        compared with that. Nothing is written."
)]
pub struct CheckArgs {
    /// One room [default: all, and the images].
    #[arg(value_name = "ROOM", value_parser = data::room)]
    room: Option<RoomId>,

    #[command(flatten)]
    data: DataArgs,

    #[command(flatten)]
    window: WindowArgs,
}

/// Verifies; false when anything is wrong.
pub(super) fn check(args: &CheckArgs) -> Result<bool> {
    let mut faults = Vec::new();
    let open = |faults: &mut Vec<String>| {
        let opened = Reader::open_damaged(&args.data.dir(), |fault| faults.push(fault));
        opened.map_err(|failure| unreadable(&failure))
    };
    let reader = open(&mut faults)?;
    // Told already.
    let pictures = Keeper::direct(Box::new(open(&mut Vec::new())?));
    let images = Arc::new(Shelf::new(pictures));
    let (known, bounds, bar) = (HashSet::new(), args.window.bounds(), bar(0, "Checking"));
    let mut check = Check { reader, images, known, bounds, faults, bar };
    let rooms = check.rooms(args.room.as_ref())?;
    if args.room.is_none() {
        check.file();
    }
    check.bar.set_length(rooms.iter().map(|facts| facts.last.0).sum());
    let mut keyframes = 0;
    for facts in &rooms {
        match check.room(facts) {
            Ok(verified) => keyframes += verified,
            Err(fault) => check.fault(format!("room {}, {fault}", facts.room)),
        }
    }
    let images = if args.room.is_none() { check.pictures() } else { 0 };
    check.bar.finish_and_clear();
    for fault in &check.faults {
        eprintln!("error: {fault}");
    }
    let entries = rooms.iter().map(|facts| facts.last.0).sum();
    let looked_at = format!(
        "{}, {}, {} and {}",
        counted(rooms.len() as u64, "room", "rooms"),
        counted(entries, "entry", "entries"),
        counted(keyframes, "keyframe", "keyframes"),
        counted(images, "image", "images"),
    );
    match check.faults.len() as u64 {
        0 => print(&format!("{looked_at}: all as it was written\n"))?,
        found => print(&format!("{looked_at}: {} found\n", counted(found, "fault", "faults")))?,
    }
    Ok(check.faults.is_empty())
}

/// A verification that is under way.
struct Check {
    reader: Reader,
    images: Arc<Shelf>,
    /// The images that were looked at.
    known: HashSet<ImageId>,
    bounds: WindowBounds,
    faults: Vec<String>,
    bar: ProgressBar,
}

impl Check {
    fn fault(&mut self, fault: String) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// The rooms that are to be verified; a name or a row that cannot be is a fault.
    fn rooms(&mut self, only: Option<&RoomId>) -> Result<Vec<RoomFacts>> {
        let names = match only {
            Some(room) => vec![room.as_str().to_owned()],
            None => self.reader.names().map_err(|failure| unreadable(&failure))?,
        };
        let mut rooms = Vec::new();
        for name in names {
            let Some(room) = RoomId::new(&name) else {
                self.fault(format!("a room has a name that cannot be: {name:?}"));
                continue;
            };
            match self.reader.facts(&room) {
                Ok(Some(facts)) => rooms.push(facts),
                Ok(None) if only.is_some() => return Err(never_drawn(&room)),
                Ok(None) => {}
                Err(failure) => {
                    self.fault(format!("room {room}: {}", failure.cause));
                    // What comes before the damage is verified all the same.
                    rooms.extend(self.reader.facts_unread(&room));
                }
            }
        }
        Ok(rooms)
    }

    fn file(&mut self) {
        match self.reader.file_faults() {
            Ok(faults) => {
                for fault in faults {
                    self.fault(fault);
                }
            }
            Err(failure) => self.fault(failure.cause.to_string()),
        }
    }

    /// Verifies every image; how many there are.
    fn pictures(&mut self) -> u64 {
        let mut faults = Vec::new();
        match self.reader.images(|fault| faults.push(fault)) {
            Ok(ids) => {
                faults.extend(ids.iter().filter_map(|id| self.reader.image_fault(*id)));
                for fault in faults {
                    self.fault(fault);
                }
                ids.len() as u64
            }
            Err(failure) => {
                self.fault(failure.cause.to_string());
                0
            }
        }
    }

    /// Verifies a room from its first entry on; how many keyframes were equal, or the first difference.
    fn room(&mut self, facts: &RoomFacts) -> Result<u64, String> {
        let places = self.reader.keyframes(&facts.room);
        let mut places = VecDeque::from(places.map_err(|failure| failure.cause.to_string())?);
        let mut scene = Scene::blank(facts.meta.size, self.bounds, Arc::clone(&self.images) as _);
        // Work of the base was hidden, or shown again: it is painted anew when it is to be compared.
        let mut is_stale = false;
        let mut verified = 0;
        while scene.room.seq() < facts.last {
            for entry in self.chunk(&facts.room, scene.room.seq(), facts.last)? {
                self.entry(&entry)?;
                scene.take(&entry);
                is_stale |= matches!(entry.command.event, Event::Veil(_));
                if places.front() == Some(&entry.seq) {
                    if std::mem::take(&mut is_stale) {
                        scene.picture.rebase(self.base(facts, &scene)?);
                    }
                    self.keyframe(facts, &scene)?;
                    places.pop_front();
                    verified += 1;
                }
            }
        }
        match places.front() {
            None => Ok(verified),
            Some(place) => Err(format!("keyframe {place}: the room has no such entry")),
        }
    }

    /// The next entries, or what is wrong with the first of them that cannot be read.
    fn chunk(&mut self, room: &RoomId, after: Seq, last: Seq) -> Result<Vec<Entry>, String> {
        let mut limit = CHUNK_ENTRIES;
        loop {
            match self.reader.entries(room, after, limit) {
                Ok(entries) if entries.is_empty() => {
                    return Err(format!("entry {}: it is missing, up to {last}", after.next()));
                }
                Ok(entries) => {
                    self.bar.inc(entries.len() as u64);
                    return Ok(entries);
                }
                // Those before the damage can be read.
                Err(_) if limit > 1 => limit /= 2,
                Err(failure) => return Err(format!("entry {}: {}", after.next(), failure.cause)),
            }
        }
    }

    /// The base at a scene's place painted anew, without what is hidden there.
    fn base(&mut self, facts: &RoomFacts, scene: &Scene) -> Result<Pixmap, String> {
        let images = Arc::clone(&self.images) as _;
        let veils = scene.room.veils().clone();
        let mut rebuild = Rebuild::new(facts.meta.size, self.bounds, veils, images);
        while rebuild.seq() < scene.room.seq() {
            for entry in self.chunk(&facts.room, rebuild.seq(), scene.room.seq())? {
                if entry.seq <= scene.room.seq() {
                    rebuild.take(&entry);
                }
            }
        }
        Ok(rebuild.into_base())
    }

    /// Whether what an entry needs is there.
    fn entry(&mut self, entry: &Entry) -> Result<(), String> {
        let Event::Place(place) = &entry.command.event else { return Ok(()) };
        if !self.known.insert(place.image) {
            return Ok(());
        }
        let fault = self.reader.image_fault(place.image);
        fault.map_or(Ok(()), |fault| Err(format!("entry {}: {fault}", entry.seq)))
    }

    /// Compares the keyframe kept at a place with what the entries lead to.
    fn keyframe(&mut self, facts: &RoomFacts, scene: &Scene) -> Result<(), String> {
        let seq = scene.room.seq();
        let told = |what: &str| Err(format!("keyframe {seq}: {what}"));
        let found = match self.reader.keyframe(&facts.room, seq) {
            Ok(found) => found.filter(|(place, _)| *place == seq),
            Err(failure) => return told(&failure.cause.to_string()),
        };
        let Some((_, bytes)) = found else { return told("it is gone") };
        let (ledger, base) = match unpack_keyframe(&bytes, facts.meta.size) {
            Ok(parts) => parts,
            Err(damage) => return told(&damage.to_string()),
        };
        match Room::load(self.bounds, &ledger) {
            Err(damage) => told(&damage.to_string()),
            Ok(room) if room != scene.room => told(
                "it says something else of the room than the entries before it (or `serve` had \
                 other --window-items or --window-points)",
            ),
            Ok(_) if base.hash() != scene.picture.base().hash() => {
                told("it has other pixels than the entries before it")
            }
            Ok(_) => Ok(()),
        }
    }
}
