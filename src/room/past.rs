//! A room's past, read again from wherever it is kept: the picture of any place, and all that led there.
//!
//! Going to a place costs the entries since the keyframe before it, however long the journal is. Whoever has to
//! read a long way leaves keyframes behind for those who come after.

use super::{LedgerDamage, Rebuild, Room, Scene, Unfolding, Veils};
use crate::history::{
    Entry, Event, Images, Item, KeyframeDamage, Picture, WindowBounds, unpack_keyframe,
    unpack_keyframe_room,
};
use crate::model::{Millis, Moment, Seq, Size};
use crate::store::StoreFailure;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Entries read at once: some 100 KB, and far less than a second of painting.
const CHUNK_ENTRIES: usize = 2_048;

/// Where one room's journal and keyframes are read, and more keyframes may be left.
pub trait Source {
    /// At most `limit` entries after a place, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    fn entries(&mut self, after: Seq, limit: usize) -> Result<Vec<Entry>, StoreFailure>;

    /// The newest keyframe at or before a place, with its own.
    ///
    /// # Errors
    /// When it cannot be read.
    fn keyframe(&mut self, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure>;

    /// The place of the last entry that came at `time` or before; zero when none did.
    ///
    /// # Errors
    /// When the journal cannot be read.
    fn place_at(&mut self, time: Millis) -> Result<Seq, StoreFailure>;

    /// Takes a keyframe of a place that has none near; it may be dropped.
    fn leave_keyframe(&mut self, seq: Seq, at: Millis, data: Vec<u8>);
}

/// Why the past cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum PastFailure {
    /// The journal cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFailure),
    /// A keyframe is damaged, and every one before it.
    #[error(transparent)]
    Keyframe(#[from] KeyframeDamage),
    /// The room of a keyframe is damaged.
    #[error(transparent)]
    Ledger(#[from] LedgerDamage),
    /// Whoever asked does not want to wait any longer.
    #[error("it took too long")]
    Stopped,
}

/// One room's past, up to a place.
pub struct Past<'a> {
    source: &'a mut dyn Source,
    size: Size,
    bounds: WindowBounds,
    until: Seq,
    keyframe_entries: u64,
    /// Asked now and then: no more is read once it answers false.
    goes_on: &'a dyn Fn() -> bool,
}

impl<'a> Past<'a> {
    /// The past up to `until` of a room with this canvas; keyframes are left each `keyframe_entries` entries.
    pub fn new(
        source: &'a mut dyn Source,
        (size, bounds): (Size, WindowBounds),
        until: Seq,
        keyframe_entries: u64,
        goes_on: &'a dyn Fn() -> bool,
    ) -> Self {
        Self { source, size, bounds, until, keyframe_entries, goes_on }
    }

    /// The canvas of the room.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The place of a moment; beyond the end it is the end.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn place(&mut self, moment: Moment) -> Result<Seq, PastFailure> {
        let place = match moment {
            Moment::Place(seq) => seq,
            Moment::Time(ms) => match self.start()? {
                Some(start) => self.source.place_at(Millis(start.0.saturating_add(ms)))?,
                None => Seq(0),
            },
        };
        Ok(place.min(self.until))
    }

    /// When the first entry came; `None` when there is none.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn start(&mut self) -> Result<Option<Millis>, PastFailure> {
        Ok(self.source.entries(Seq(0), 1)?.first().map(|entry| entry.at))
    }

    /// When the entry of a place came, in milliseconds since the first; zero before it.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn time_of(&mut self, place: Seq) -> Result<u64, PastFailure> {
        if place == Seq(0) {
            return Ok(0);
        }
        let start = self.start()?.unwrap_or_default();
        Ok(self.time_of_entry(place)?.since(start))
    }

    /// The room at a place, without its pixels.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn room(&mut self, place: Seq) -> Result<Room, PastFailure> {
        let bounds = self.bounds;
        let known =
            self.nearest(place, |bytes| Ok(Room::load(bounds, &unpack_keyframe_room(bytes)?)?))?;
        let mut room = known.unwrap_or_else(|| Room::new(self.bounds));
        self.each_entry(room.seq(), place, |entry| {
            room.judge(entry, |_, _| {});
            ControlFlow::Continue(())
        })?;
        Ok(room)
    }

    /// The room and its pixels at a place.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn scene(&mut self, place: Seq, images: Arc<dyn Images>) -> Result<Scene, PastFailure> {
        let (size, bounds) = (self.size, self.bounds);
        let known = self.nearest(place, |bytes| {
            let (ledger, base) = unpack_keyframe(bytes, size)?;
            let room = Room::load(bounds, &ledger)?;
            let picture = Picture::restore(room.window().clone(), base, Arc::clone(&images));
            Ok(Scene { room, picture })
        })?;
        let mut scene = known.unwrap_or_else(|| Scene::blank(size, bounds, Arc::clone(&images)));
        let place = place.min(self.until);
        // Work of the base was hidden, or shown again: it is painted anew at the end.
        let mut is_stale = false;
        while scene.room.seq() < place {
            let (from, mut at) = (scene.room.seq(), Millis::default());
            let to = place.min(Seq(from.0 + self.keyframe_entries));
            self.each_entry(from, to, |entry| {
                at = entry.at;
                scene.take(entry);
                is_stale |= matches!(entry.command.event, Event::Veil(_));
                ControlFlow::Continue(())
            })?;
            if scene.room.seq() == from {
                break;
            }
            if scene.room.seq() < place && !is_stale {
                self.source.leave_keyframe(scene.room.seq(), at, scene.keyframe());
            }
        }
        if is_stale {
            scene
                .picture
                .rebase(self.rebuild(place, scene.room.veils().clone(), images)?.into_base());
            let at = self.time_of_entry(place)?;
            self.source.leave_keyframe(place, at, scene.keyframe());
        }
        Ok(scene)
    }

    /// The base at a place painted anew, when this is what is hidden.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn rebuild(
        &mut self,
        place: Seq,
        veils: Veils,
        images: Arc<dyn Images>,
    ) -> Result<Rebuild, PastFailure> {
        let mut rebuild = Rebuild::new(self.size, self.bounds, veils, images);
        self.advance(&mut rebuild, place)?;
        Ok(rebuild)
    }

    /// Brings a base that is painted anew up to a place.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn advance(&mut self, rebuild: &mut Rebuild, place: Seq) -> Result<(), PastFailure> {
        self.each_entry(rebuild.seq(), place, |entry| {
            rebuild.take(entry);
            ControlFlow::Continue(())
        })
    }

    fn time_of_entry(&mut self, place: Seq) -> Result<Millis, PastFailure> {
        let before = Seq(place.0.saturating_sub(1));
        Ok(self.source.entries(before, 1)?.first().map_or(Millis::default(), |entry| entry.at))
    }

    /// Shows every item of the picture at a place in painting order, until `show` has seen enough.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn each_item(
        &mut self,
        place: Seq,
        mut show: impl FnMut(&Item) -> ControlFlow<()>,
    ) -> Result<(), PastFailure> {
        let veils = self.room(place)?.veils().clone();
        let mut unfolding = Unfolding::new(self.bounds);
        let mut flow = ControlFlow::Continue(());
        self.each_entry(Seq(0), place, |entry| {
            unfolding.take(entry, |mut item, by_veil| {
                item.hidden = !veils.shows(&item, by_veil);
                if flow.is_continue() {
                    flow = show(&item);
                }
            });
            flow
        })?;
        for item in unfolding.window().items() {
            if flow.is_break() {
                return Ok(());
            }
            self.ask()?;
            flow = show(item);
        }
        Ok(())
    }

    /// Shows every entry after one place up to another, until `show` has seen enough.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn each_entry(
        &mut self,
        after: Seq,
        to: Seq,
        mut show: impl FnMut(&Entry) -> ControlFlow<()>,
    ) -> Result<(), PastFailure> {
        let to = to.min(self.until);
        let mut place = after;
        while place < to {
            let limit = CHUNK_ENTRIES.min((to.0 - place.0) as usize);
            let entries = self.source.entries(place, limit)?;
            let Some(last) = entries.last() else { break };
            place = last.seq;
            for entry in &entries {
                self.ask()?;
                if show(entry).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// What a keyframe at or before a place holds: the newest one that can be read.
    fn nearest<T>(
        &mut self,
        place: Seq,
        read: impl Fn(&[u8]) -> Result<T, PastFailure>,
    ) -> Result<Option<T>, PastFailure> {
        let mut at = place.min(self.until);
        while let Some((seq, bytes)) = self.source.keyframe(at)? {
            if let Ok(found) = read(&bytes) {
                return Ok(Some(found));
            }
            // One that is damaged only makes the way longer.
            match seq.0.checked_sub(1) {
                Some(before) => at = Seq(before),
                None => break,
            }
        }
        Ok(None)
    }

    fn ask(&self) -> Result<(), PastFailure> {
        if (self.goes_on)() { Ok(()) } else { Err(PastFailure::Stopped) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Command, Event, NoImages};
    use crate::model::{AuthorId, Brush, Counter, Point, Rgb, Tool};
    use std::collections::BTreeMap;

    const BOUNDS: WindowBounds = WindowBounds { items: 8, points: 100 };

    /// A journal in memory that counts what is read of it.
    #[derive(Default)]
    struct Counted {
        entries: Vec<Entry>,
        keyframes: BTreeMap<Seq, Vec<u8>>,
        read: usize,
    }

    impl Source for Counted {
        fn entries(&mut self, after: Seq, limit: usize) -> Result<Vec<Entry>, StoreFailure> {
            let found = self.entries.iter().skip(after.0 as usize).take(limit);
            let found: Vec<_> = found.cloned().collect();
            self.read += found.len();
            Ok(found)
        }

        fn keyframe(&mut self, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
            let found = self.keyframes.range(..=at).next_back();
            Ok(found.map(|(seq, data)| (*seq, data.clone())))
        }

        fn place_at(&mut self, time: Millis) -> Result<Seq, StoreFailure> {
            Ok(Seq(self.entries.partition_point(|entry| entry.at <= time) as u64))
        }

        fn leave_keyframe(&mut self, seq: Seq, _: Millis, data: Vec<u8>) {
            self.keyframes.insert(seq, data);
        }
    }

    fn dots(count: u64) -> Counted {
        let author = AuthorId([7; AuthorId::BYTES]);
        let entries = (1..=count).map(|n| {
            let brush = Brush::new(Tool::Pencil, Rgb([n as u8, 2, 3]), 255).expect("a brush");
            let points = [Point::new((n % 97) as i64 * 80, 80, 40).expect("a point")].into();
            let event = Event::Begin { brush, points, ended: true };
            let command = Command { author, n: Counter(n), event };
            Entry { seq: Seq(n), at: Millis(n * 10), command }
        });
        Counted { entries: entries.collect(), ..Counted::default() }
    }

    fn hash(source: &mut Counted, place: u64) -> String {
        let size = Size::new(800, 64).expect("a size");
        let until = Seq(source.entries.len() as u64);
        let mut past = Past::new(source, (size, BOUNDS), until, 100, &|| true);
        let mut scene = past.scene(Seq(place), Arc::new(NoImages)).expect("it reads");
        assert_eq!(scene.room.seq(), Seq(place), "the place");
        scene.picture.flat().hash()
    }

    #[test]
    fn the_way_to_a_place_is_short_once_somebody_went_far() {
        let mut source = dots(5_000);
        let late = hash(&mut source, 4_990);
        assert_eq!(source.read, 4_990, "from the beginning");
        for place in [4_990, 4_950, 3_333, 120] {
            source.read = 0;
            hash(&mut source, place);
            assert!(source.read <= 100, "{} entries to {place}", source.read);
        }
        source.read = 0;
        assert_eq!(hash(&mut source, 4_990), late, "and leads to the same");
    }

    #[test]
    fn a_damaged_keyframe_only_makes_the_way_longer() {
        let mut source = dots(1_000);
        let whole = hash(&mut source, 990);
        for data in source.keyframes.values_mut().rev().take(3) {
            data.truncate(data.len() / 2);
        }
        source.read = 0;
        assert_eq!(hash(&mut source, 990), whole, "the same picture");
        assert!((300..=400).contains(&source.read), "after {} entries", source.read);
    }

    #[test]
    fn whoever_waits_no_longer_is_told_nothing() {
        let mut source = dots(10);
        let size = Size::new(800, 64).expect("a size");
        let mut past = Past::new(&mut source, (size, BOUNDS), Seq(10), 100, &|| false);
        let told = past.scene(Seq(10), Arc::new(NoImages));
        assert!(matches!(told, Err(PastFailure::Stopped)), "stopped");
    }
}
