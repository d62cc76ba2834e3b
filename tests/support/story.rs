//! A seeded journal with a bit of everything, for those who keep, carry and read journals.

use super::scene::Chance;
use easel::history::{ChatLine, Command, Entry, Event, Images, Note, Veil, WindowBounds};
use easel::model::{
    AuthorId, Brush, Counter, Deed, ImageId, JournalId, Millis, Point, Rank, Report, Rgb, Role,
    RoomId, RulesChange, Seq, Size, Tool,
};
use easel::raster::{Image, Pixmap};
use easel::room::{Rebuild, Scene};
use easel::store::{Append, RoomMeta, Store};
use std::sync::Arc;

/// How much can be undone in it: little, so that most of it settles.
pub(crate) const BOUNDS: WindowBounds = WindowBounds { items: 24, points: 300 };

/// The same as flags.
pub(crate) const BOUNDS_FLAGS: [&str; 4] = ["--window-items", "24", "--window-points", "300"];

/// A journal and the images it shows.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) meta: RoomMeta,
    pub(crate) entries: Vec<Entry>,
    pub(crate) images: Arc<Pictures>,
}

#[derive(Debug)]
pub(crate) struct Pictures(pub(crate) Vec<Arc<Image>>);

impl Images for Pictures {
    fn image(&self, id: ImageId) -> Option<Arc<Image>> {
        self.0.iter().find(|image| image.id() == id).cloned()
    }
}

fn picture(n: u32) -> Arc<Image> {
    let pixel = |x: u32, y: u32| image::Rgba([(n * 60) as u8, x as u8, y as u8, (x * 5) as u8]);
    let pixels = image::RgbaImage::from_fn(30 + n * 20, 40, pixel);
    let mut file = Vec::new();
    let to = &mut std::io::Cursor::new(&mut file);
    pixels.write_to(to, image::ImageFormat::Png).expect("a file");
    Arc::new(Image::of_file(&file, 500, 500).expect("an image"))
}

struct Teller {
    chance: Chance,
    counts: [u64; 4],
    open: [Option<Counter>; 4],
    cleared: Seq,
    images: Arc<Pictures>,
}

impl Teller {
    fn points(&mut self) -> Arc<[Point]> {
        let point = |chance: &mut Chance| {
            let (x, y) = (chance.below(2_300) as i64 - 100, chance.below(1_700) as i64 - 100);
            Point::new(x, y, 4 + chance.below(80) as i64).expect("in bounds")
        };
        let count = 1 + self.chance.below(6);
        let mut points: Vec<_> = (0..count).map(|_| point(&mut self.chance)).collect();
        if self.chance.once_in(6) {
            points.push(Point::new(0, 0, 0).expect("a lift"));
        }
        points.into()
    }

    fn brush(&mut self) -> Brush {
        let tool = if self.chance.once_in(5) { Tool::Eraser } else { Tool::Pencil };
        let color = Rgb([self.chance.next() as u8, self.chance.next() as u8, 40]);
        Brush::new(tool, color, 1 + self.chance.below(255) as u8).expect("a brush")
    }

    fn event(&mut self, seq: Seq, who: usize, n: Counter) -> Event {
        let text = |what: &str| Arc::<str>::from(format!("{what} \"{}\" — ✏", seq.0));
        match self.chance.below(40) {
            0..=13 => {
                let ended = self.open[who].is_some() || self.chance.once_in(2);
                if !ended {
                    self.open[who] = Some(n);
                }
                Event::Begin { brush: self.brush(), points: self.points(), ended }
            }
            14..=23 => {
                let stroke = self.open[who].unwrap_or(Counter(3));
                Event::Points { stroke, points: self.points() }
            }
            24..=27 => Event::End { stroke: self.open[who].take().unwrap_or(Counter(3)) },
            28 => Event::Cancel { stroke: self.open[who].take().unwrap_or(Counter(3)) },
            29..=31 => Event::Undo,
            32 => Event::Redo,
            33 if self.chance.once_in(4) => {
                self.open = [None; 4];
                self.cleared = seq;
                Event::Clear
            }
            34 => Event::Unclear { item: self.cleared },
            33 | 35 | 36 => {
                let at = self.chance.below(self.images.0.len() as u64) as usize;
                let (x, y) =
                    (self.chance.below(280) as i32 - 30, self.chance.below(200) as i32 - 9);
                Event::Place(self.images.0[at].placed(x, y))
            }
            37 => Event::Chat(ChatLine { content: text("hello"), user: text("Ada") }),
            38 if self.chance.once_in(6) => {
                let author = AuthorId([self.chance.below(4) as u8 + 1; AuthorId::BYTES]);
                let since = Seq(self.chance.below(seq.0));
                Event::Veil(Veil { author, since, lifts: self.chance.once_in(3) })
            }
            39 if self.chance.once_in(2) => self.of_a_host(),
            38 => Event::Note(Note::Called { name: text("Ada"), color: Rgb([1, 2, 3]) }),
            _ if self.chance.once_in(2) => Event::Note(Note::Chapter { title: text("part") }),
            _ => Event::Note(Note::Restored { to: Seq(seq.0 / 2) }),
        }
    }
}

impl Teller {
    /// What hosts say, which changes who may draw and so ends strokes.
    fn of_a_host(&mut self) -> Event {
        let of = AuthorId([self.chance.below(4) as u8 + 1; AuthorId::BYTES]);
        let flag = |chance: &mut Chance| [None, Some(false), Some(true)][chance.below(3) as usize];
        match self.chance.below(4) {
            0 => Event::Rules(RulesChange {
                locked: flag(&mut self.chance),
                quiet: flag(&mut self.chance),
                still: None,
                slow: Some(self.chance.below(600) as u16),
            }),
            1 => {
                let ranks = [None, Some(Rank::Viewer), Some(Rank::Painter), Some(Rank::Out)];
                Event::Rank { of, rank: ranks[self.chance.below(4) as usize] }
            }
            2 => Event::Report(Report { about: Some(of), words: "a \"report\" — ✏".into() }),
            _ => {
                let deeds = [
                    Deed::Guests(None),
                    Deed::Guests(Some(Role::Viewer)),
                    Deed::Pass(Role::Painter),
                    Deed::PassTaken(Role::Host),
                    Deed::Host(of),
                    Deed::Shown,
                    Deed::Collected,
                ];
                Event::Note(Note::Deed(deeds[self.chance.below(7) as usize]))
            }
        }
    }
}

impl Story {
    /// A story of so many entries.
    pub(crate) fn new(seed: u64, entries: u64) -> Self {
        let size = Size::new(256, 192).expect("a size");
        let created = Millis(1_700_000_000_000);
        let meta = RoomMeta { journal: JournalId(seed), size, created };
        let images = Arc::new(Pictures((0..3).map(picture).collect()));
        let (chance, counts, open) = (Chance(seed), [0; 4], [None; 4]);
        let cleared = Seq(0);
        let mut teller = Teller { chance, counts, open, cleared, images: Arc::clone(&images) };
        let mut at = created;
        let entry = |seq| {
            // Many come at the same time, as the room handed them in together.
            if teller.chance.once_in(3) {
                at = at + teller.chance.below(400);
            }
            let who = teller.chance.below(4) as usize;
            teller.counts[who] += 1;
            let n = Counter(if teller.chance.once_in(30) { 0 } else { teller.counts[who] });
            let event = teller.event(Seq(seq), who, n);
            let author = AuthorId([who as u8 + 1; AuthorId::BYTES]);
            Entry { seq: Seq(seq), at, command: Command { author, n, event } }
        };
        let entries = (1..=entries).map(entry).collect();
        Self { meta, entries, images }
    }

    /// The same with nothing hidden by a host: then its pictures are painted on and on.
    pub(crate) fn unveiled(mut self) -> Self {
        for entry in &mut self.entries {
            if matches!(entry.command.event, Event::Veil(_)) {
                entry.command.event = Event::Redo;
            }
        }
        self
    }

    /// Stores it as a room would.
    pub(crate) fn store(&self, store: &mut dyn Store, room: &str) {
        let room = RoomId::new(room).expect("a room");
        for together in self.entries.chunk_by(|a, b| a.at == b.at) {
            let shown = |entry: &Entry| match &entry.command.event {
                Event::Place(place) => self.images.image(place.image),
                _ => None,
            };
            let append = Append {
                room: room.clone(),
                meta: self.meta,
                at: together[0].at,
                commands: together.iter().map(|entry| entry.command.clone()).collect(),
                images: together.iter().filter_map(shown).collect(),
            };
            assert_eq!(store.append(&[append]), Ok(vec![together[0].seq]), "in its place");
        }
    }

    /// What lies below the window, painted anew without what is hidden.
    fn base(&self, scene: &Scene) -> Pixmap {
        let (images, veils) = (Arc::clone(&self.images) as _, scene.room.veils().clone());
        let mut rebuild = Rebuild::new(self.meta.size, BOUNDS, veils, images);
        for entry in &self.entries[..scene.room.seq().0 as usize] {
            rebuild.take(entry);
        }
        rebuild.into_base()
    }

    /// The pictures of these places, painted from the first entry on.
    pub(crate) fn hashes(&self, places: &[u64]) -> Vec<String> {
        let images = Arc::clone(&self.images) as _;
        let mut scene = Scene::blank(self.meta.size, BOUNDS, images);
        let mut found = vec![String::new(); places.len()];
        let mut is_stale = false;
        for entry in &self.entries {
            scene.take(entry);
            is_stale |= matches!(entry.command.event, Event::Veil(_));
            if places.contains(&entry.seq.0) && std::mem::take(&mut is_stale) {
                scene.picture.rebase(self.base(&scene));
            }
            for (at, _) in places.iter().enumerate().filter(|(_, place)| **place == entry.seq.0) {
                found[at] = scene.picture.flat().hash();
            }
        }
        found
    }
}
