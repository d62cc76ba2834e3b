//! The pixels of one room, painted off the async threads.
//!
//! The painter is a place in the journal like any screen: changes wait for it, and when somebody wants a
//! picture, or too many wait, it takes them in. One job runs at a time; whoever asks meanwhile is served by
//! the next one, so that a hundred newcomers cost one picture (rule J3).

use super::awaited::Awaited;
use super::{Counts, THUMB_WIDTH};
use crate::history::{Change, Happening, Images, Picture, WindowBounds, pack_keyframe};
use crate::model::{JournalId, Seq, Size};
use crate::protocol::{ServerMessage, frame_head, snapshot_ends};
use crate::raster::{Frame, Pixmap, PngBands, PngParts, Scale, Stage};
use crate::room::{Rebuild, Room, Said, wire_item};
use bytes::Bytes;
use std::sync::Arc;

/// Points that may wait before the painter takes them in unasked: some 20 ms of painting.
const BEHIND_POINTS_MAX: usize = 8_192;

/// Points that may wait at all, some 24 MB: above it the room takes nothing new until they are painted.
const WAITING_POINTS_MAX: usize = 1 << 20;

/// How far painters stand back when a core is wanted by others, as Unix counts niceness: relaying goes first,
/// and painting still gets a thirtieth.
const NICENESS: i32 = 15;

/// The whole picture at one place.
#[derive(Debug)]
pub struct Flat {
    /// The place it shows.
    pub seq: Seq,
    /// The journal that place is in.
    pub journal: JournalId,
    /// An opaque 8-bit RGB PNG.
    pub png: PngParts,
}

/// What one job made.
#[derive(Debug)]
pub(super) struct Painted {
    studio: Box<Studio>,
    /// The place the pictures show.
    pub(super) seq: Seq,
    /// One whole frame.
    pub(super) snapshot: Option<Arc<[Bytes]>>,
    pub(super) flat: Option<Arc<Flat>>,
    thumb: Option<Arc<Frame>>,
    pub(super) keyframe: Option<(Seq, Vec<u8>)>,
}

/// What somebody waits for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes {
    /// A snapshot for easel clients.
    pub(super) snapshot: bool,
    /// The flat picture.
    pub(super) flat: bool,
    /// The small picture.
    pub(super) thumb: bool,
}

impl Wishes {
    /// Whether anybody waits at all.
    pub(super) fn is_any(&self) -> bool {
        self.snapshot || self.flat || self.thumb
    }
}

/// The picture and what was made of it last.
#[derive(Debug)]
struct Studio {
    picture: Picture,
    flat: PngBands,
    base: PngBands,
    /// None until somebody looks at the small picture.
    stage: Option<Stage>,
}

/// Where the studio is.
#[derive(Debug)]
enum Place {
    /// Nobody has drawn yet, and it is not made.
    Unmade(Size, WindowBounds, Arc<dyn Images>),
    /// Here.
    Home(Box<Studio>),
    /// With a job that runs.
    Away,
}

/// The painter of one room.
#[derive(Debug)]
pub(super) struct Painter {
    studio: Place,
    behind: Vec<Change>,
    behind_points: usize,
    journal: JournalId,
    snapshot: Option<(Seq, Arc<[Bytes]>)>,
    flat: Option<Arc<Flat>>,
    thumb: Option<(Seq, Arc<Frame>)>,
    pub(super) painted: Awaited<Box<Painted>>,
    /// A base that was begun to be painted anew, for the entry that will ask for it.
    rebuild: Option<Box<Rebuild>>,
    counts: Arc<Counts>,
}

impl Painter {
    /// The painter of a room that shows `picture`.
    pub(super) fn new(picture: Picture, journal: JournalId, counts: Arc<Counts>) -> Self {
        Self::at(Place::Home(Studio::boxed(picture)), journal, counts)
    }

    /// The painter of a room in which nothing has happened.
    pub(super) fn blank(
        size: Size,
        bounds: WindowBounds,
        images: Arc<dyn Images>,
        journal: JournalId,
        counts: Arc<Counts>,
    ) -> Self {
        Self::at(Place::Unmade(size, bounds, images), journal, counts)
    }

    fn at(studio: Place, journal: JournalId, counts: Arc<Counts>) -> Self {
        Self {
            studio,
            behind: Vec::new(),
            behind_points: 0,
            journal,
            snapshot: None,
            flat: None,
            thumb: None,
            painted: Awaited::nothing(),
            rebuild: None,
            counts,
        }
    }

    /// Adds what happened.
    pub(super) fn follow(&mut self, changes: Vec<Change>) {
        self.behind_points += changes.iter().map(weight).sum::<usize>();
        self.behind.extend(changes);
    }

    /// The newest snapshot as parts of one frame, if it shows `seq` or later.
    pub(super) fn snapshot_since(&self, seq: Seq) -> Option<(Seq, Arc<[Bytes]>)> {
        if seq == Seq(0) && self.snapshot.is_none() && matches!(self.studio, Place::Unmade(..)) {
            return Some((seq, blank_snapshot()));
        }
        self.snapshot.clone().filter(|(at, _)| *at >= seq)
    }

    /// The newest flat picture, if it shows `seq` or later.
    pub(super) fn flat_since(&self, seq: Seq) -> Option<&Arc<Flat>> {
        self.flat.as_ref().filter(|flat| flat.seq >= seq)
    }

    /// The newest small picture and the place it shows.
    pub(super) fn thumb(&self) -> Option<(Seq, Arc<Frame>)> {
        self.thumb.clone()
    }

    /// Whether no job runs.
    pub(super) fn is_home(&self) -> bool {
        !matches!(self.studio, Place::Away)
    }

    /// Whether so much waits that it should be taken in unasked.
    pub(super) fn is_far_behind(&self) -> bool {
        self.behind_points >= BEHIND_POINTS_MAX
    }

    /// Whether the room should take nothing new until more is painted.
    pub(super) fn is_overrun(&self) -> bool {
        self.behind_points >= WAITING_POINTS_MAX
    }

    /// Keeps a base that was begun to be painted anew.
    pub(super) fn prepare(&mut self, rebuild: Box<Rebuild>) {
        self.rebuild = Some(rebuild);
    }

    /// Starts a job that shows `room` as it is now, if none runs; `rebase` paints the base anew for a place and
    /// what is hidden there.
    pub(super) fn start(
        &mut self,
        room: &Room,
        wishes: Wishes,
        keyframe: bool,
        rebase: impl FnOnce(Option<Box<Rebuild>>, &Room) -> Option<Pixmap> + Send + 'static,
    ) {
        let studio = match std::mem::replace(&mut self.studio, Place::Away) {
            Place::Unmade(size, bounds, images) => {
                Studio::boxed(Picture::new(size, bounds, images))
            }
            Place::Home(studio) => studio,
            Place::Away => return,
        };
        let changes = std::mem::take(&mut self.behind);
        let is_due = changes.iter().any(|it| matches!(it.what, Happening::Rebase { .. }));
        let job = Job {
            studio,
            rebuild: self.rebuild.take_if(|_| is_due),
            changes,
            seq: room.place(),
            journal: self.journal,
            chat: room.chat().cloned().collect(),
            rebased: is_due.then(|| room.clone()),
            keyframe: (keyframe || is_due).then(|| room.clone()),
            wishes,
        };
        self.behind_points = 0;
        let (done, counts) = (self.painted.expect(), Arc::clone(&self.counts));
        tokio::task::spawn_blocking(move || {
            stand_back();
            // A room that is gone has no use for it.
            let _ = done.send(Box::new(job.run(&counts, rebase)));
        });
    }

    /// Takes back what a job made.
    pub(super) fn finish(&mut self, painted: Painted) -> Option<(Seq, Vec<u8>)> {
        self.studio = Place::Home(painted.studio);
        if let Some(frame) = painted.snapshot {
            self.snapshot = Some((painted.seq, frame));
        }
        if let Some(flat) = painted.flat {
            self.flat = Some(flat);
        }
        if let Some(thumb) = painted.thumb {
            self.thumb = Some((painted.seq, thumb));
        }
        painted.keyframe
    }
}

/// How much painting a change may cost, in points.
fn weight(change: &Change) -> usize {
    match &change.what {
        Happening::Begin { points, .. } | Happening::Points { points, .. } => points.len() + 1,
        Happening::Place { place, .. } => place.points(),
        _ => 1,
    }
}

/// A room in which nothing has happened needs no painter.
fn blank_snapshot() -> Arc<[Bytes]> {
    let (items, chat) = (Vec::new(), Vec::new());
    [ServerMessage::Snapshot { seq: Seq(0), base: None, items, chat }.to_frame()].into()
}

thread_local! {
    /// Set once for each thread that paints; without the right to set it, painting is as urgent as relaying.
    static STAND_BACK: () = set_niceness();
}

/// Makes this thread less urgent than relaying, for good.
pub(super) fn stand_back() {
    STAND_BACK.with(|()| {});
}

#[cfg(target_os = "linux")]
fn set_niceness() {
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
}

/// Elsewhere niceness belongs to the whole process.
#[cfg(not(target_os = "linux"))]
fn set_niceness() {}

struct Job {
    studio: Box<Studio>,
    changes: Vec<Change>,
    /// The room, when its base is another one by these changes.
    rebased: Option<Room>,
    rebuild: Option<Box<Rebuild>>,
    seq: Seq,
    journal: JournalId,
    chat: Vec<Said>,
    keyframe: Option<Room>,
    wishes: Wishes,
}

impl Job {
    fn run(
        mut self,
        counts: &Counts,
        rebase: impl FnOnce(Option<Box<Rebuild>>, &Room) -> Option<Pixmap>,
    ) -> Painted {
        for change in &self.changes {
            self.studio.picture.apply(change);
        }
        // The base of the place all changes lead to: those after the one that asked for it are in it.
        if let Some(room) = &self.rebased {
            match rebase(self.rebuild.take(), room) {
                Some(base) => self.studio.picture.rebase(base),
                None => self.keyframe = None,
            }
        }
        let snapshot = self.wishes.snapshot.then(|| {
            counts.encodes.add(1);
            self.studio.snapshot(self.seq, &self.chat)
        });
        let flat = self.wishes.flat.then(|| {
            counts.encodes.add(1);
            let png = self.studio.flat.encode(self.studio.picture.flat());
            Arc::new(Flat { seq: self.seq, journal: self.journal, png })
        });
        let thumb = self.wishes.thumb.then(|| {
            counts.thumbs.add(1);
            self.studio.thumb()
        });
        counts.bands.add(self.studio.take_encoded());
        let keyframe = self
            .keyframe
            .map(|room| (room.seq(), pack_keyframe(&room.save(), self.studio.picture.base())));
        Painted { studio: self.studio, seq: self.seq, snapshot, flat, thumb, keyframe }
    }
}

impl Studio {
    fn boxed(picture: Picture) -> Box<Self> {
        Box::new(Self { picture, flat: PngBands::new(), base: PngBands::new(), stage: None })
    }

    fn snapshot(&mut self, seq: Seq, chat: &[Said]) -> Arc<[Bytes]> {
        let items = self.picture.window().items().map(wire_item).collect();
        let chat = chat.iter().map(Said::to_wire).collect();
        let base = self.picture.base();
        if base.is_blank() {
            return [ServerMessage::Snapshot { seq, base: None, items, chat }.to_frame()].into();
        }
        let png = self.base.encode(base);
        let (head, tail) = snapshot_ends(seq, items, chat);
        let length = head.len() + png.data_url_bytes() + tail.len();
        let mut parts = vec![frame_head(length), head.into()];
        parts.extend_from_slice(png.data_url());
        parts.push(tail.into());
        parts.into()
    }

    fn thumb(&mut self) -> Arc<Frame> {
        let flat = self.picture.flat();
        let stage =
            self.stage.get_or_insert_with(|| Stage::new(Scale::to_width(flat.size(), THUMB_WIDTH)));
        // Each asker is told what is new to that one.
        let _ = stage.show(flat);
        Arc::clone(stage.frame())
    }

    /// How many bands were encoded since this was asked last.
    fn take_encoded(&mut self) -> u64 {
        self.flat.take_encoded() + self.base.take_encoded()
    }
}
