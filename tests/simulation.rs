//! Rooms without sockets: seeded clients draw, drop out, come back; the server restarts; all screens end equal.

use crate::support::scene::Chance;
use easel::history::{
    Change, Command, Entry, Event, Images, ItemKind, Picture, Window, WindowBounds,
};
use easel::history::{pack_keyframe, unpack_keyframe};
use easel::model::{AuthorId, Brush, Counter, ImageId, Millis, Point, Rgb, Seq, Size, Tool};
use easel::raster::Image;
use easel::room::{Frames, Room, Since};
use std::collections::VecDeque;
use std::sync::{Arc, LazyLock};

const BOUNDS: WindowBounds = WindowBounds { items: 24, points: 300 };

/// Three small images, half of each to be seen through.
#[derive(Debug)]
struct Album([Arc<Image>; 3]);

impl Images for Album {
    fn image(&self, id: ImageId) -> Option<Arc<Image>> {
        self.0.iter().find(|image| image.id() == id).cloned()
    }
}

fn album() -> Arc<Album> {
    static ALBUM: LazyLock<Arc<Album>> = LazyLock::new(|| {
        let image = |n: u8| {
            let pixel = |x: u32, y: u32| image::Rgba([n * 60, x as u8, y as u8, (x * 5) as u8]);
            let pixels = image::RgbaImage::from_fn(40 + u32::from(n) * 20, 50, pixel);
            let mut file = Vec::new();
            let to = &mut std::io::Cursor::new(&mut file);
            pixels.write_to(to, image::ImageFormat::Png).expect("a file");
            Arc::new(Image::of_file(&file, 500, 500).expect("an image"))
        };
        Arc::new(Album([0, 1, 2].map(image)))
    });
    Arc::clone(&ALBUM)
}

/// A page without a network: what it asked for and was not told is stored, and what it shows.
struct Page {
    author: AuthorId,
    n: u64,
    unsure: VecDeque<Command>,
    open: Option<Counter>,
    online: bool,
    place: Seq,
    picture: Picture,
}

/// What happened, to be sure that it did.
#[derive(Debug, Default, PartialEq)]
struct Happened {
    strokes: u32,
    drops: u32,
    restarts: u32,
    undos: u32,
    clears: u32,
    taken_back: u32,
    images: u32,
    pictures: u32,
    doubles: u32,
    /// Stories that end with something on the paper.
    drawn: u32,
}

struct World {
    chance: Chance,
    size: Size,
    room: Room,
    truth: Picture,
    frames: Frames,
    /// The changes behind each frame, as a page would decode them.
    sent: Vec<(Seq, Vec<Change>)>,
    log: Vec<Entry>,
    keyframe: Option<Vec<u8>>,
    pages: Vec<Page>,
    happened: Happened,
    now: Millis,
}

impl World {
    fn new(seed: u64) -> Self {
        let size = Size::new(256, 192).expect("a size");
        let page = |i: u8| Page {
            author: AuthorId([i; AuthorId::BYTES]),
            n: 0,
            unsure: VecDeque::new(),
            open: None,
            online: true,
            place: Seq(0),
            picture: Picture::new(size, BOUNDS, album()),
        };
        Self {
            chance: Chance(seed),
            size,
            room: Room::new(BOUNDS),
            truth: Picture::new(size, BOUNDS, album()),
            frames: Frames::new(Seq(0), 6_000),
            sent: Vec::new(),
            log: Vec::new(),
            keyframe: None,
            pages: (1..=4).map(page).collect(),
            happened: Happened::default(),
            now: Millis(1_000),
        }
    }

    fn points(&mut self) -> std::sync::Arc<[Point]> {
        let count = 1 + self.chance.below(6);
        let point = |chance: &mut Chance| {
            let (x, y) = (chance.below(2_300) as i64 - 100, chance.below(1_700) as i64 - 100);
            Point::new(x, y, 4 + chance.below(80) as i64).expect("in bounds")
        };
        let mut points: Vec<_> = (0..count).map(|_| point(&mut self.chance)).collect();
        if self.chance.once_in(6) {
            points.push(Point::new(0, 0, 0).expect("a lift"));
        }
        points.into()
    }

    /// One page does something, whether or not it is online.
    fn act(&mut self, who: usize) {
        let open = self.pages[who].open;
        let next = Counter(self.pages[who].n + 1);
        let event = match (open, self.chance.below(12)) {
            (None, 0..=6) => self.begin(who, next),
            (Some(stroke), 0..=5) => Event::Points { stroke, points: self.points() },
            (Some(stroke), 6..=9) => self.finish(who, Event::End { stroke }),
            (Some(stroke), 10) => self.finish(who, Event::Cancel { stroke }),
            (None, 7..=8) => {
                self.happened.undos += 1;
                Event::Undo
            }
            (None, 9) => Event::Redo,
            (None, 10) if self.chance.once_in(2) => self.place(),
            (_, 11) if self.chance.once_in(6) => self.unclear(),
            (_, 11) if self.chance.once_in(8) => {
                self.happened.clears += 1;
                self.finish(who, Event::Clear)
            }
            _ => return,
        };
        let page = &mut self.pages[who];
        page.n = next.0;
        page.unsure.push_back(Command { author: page.author, n: next, event });
    }

    fn begin(&mut self, who: usize, n: Counter) -> Event {
        self.happened.strokes += 1;
        self.pages[who].open = Some(n);
        let tool = if self.chance.once_in(5) { Tool::Eraser } else { Tool::Pencil };
        let color = self.chance.next().to_le_bytes();
        let opacity = if self.chance.once_in(3) { 120 } else { 255 };
        let brush =
            Brush::new(tool, Rgb([color[0], color[1], color[2]]), opacity).expect("a brush");
        Event::Begin { brush, points: self.points(), ended: false }
    }

    fn place(&mut self) -> Event {
        self.happened.images += 1;
        let image = &album().0[self.chance.below(3) as usize];
        let mut at = || self.chance.below(300) as i32 - 40;
        Event::Place(image.placed(at(), at()))
    }

    /// Takes back the newest clear, also when that is not possible any more.
    fn unclear(&mut self) -> Event {
        let mut items = self.truth.window().items().rev();
        let newest = items.find(|item| item.kind == ItemKind::Clear && !item.hidden);
        self.happened.taken_back += u32::from(newest.is_some());
        Event::Unclear { item: newest.map_or(Seq(1), |item| item.seq) }
    }

    fn finish(&mut self, who: usize, event: Event) -> Event {
        self.pages[who].open = None;
        event
    }

    /// The network brings some of what online pages asked for; arrivals of different pages interleave.
    fn deliver(&mut self) {
        let mut arrived = Vec::new();
        for _ in 0..self.chance.below(6) {
            let who = self.chance.below(4) as usize;
            let page = &self.pages[who];
            let already = arrived.iter().filter(|c: &&Command| c.author == page.author).count();
            if page.online && already < page.unsure.len() {
                arrived.push(page.unsure[already].clone());
            }
        }
        // Now and then a resend arrives beside its original, as after a cut.
        if let Some(first) = arrived.first().cloned()
            && self.chance.once_in(4)
        {
            self.happened.doubles += 1;
            arrived.push(first);
        }
        self.store(arrived);
    }

    fn store(&mut self, commands: Vec<Command>) {
        let mut changes = Vec::new();
        let mut seq = self.room.seq();
        for command in commands {
            seq = seq.next();
            let entry = Entry { seq, at: self.now, command };
            changes.extend(self.room.judge(&entry, |_, _| {}).changes);
            self.log.push(entry);
        }
        self.publish(changes);
    }

    fn publish(&mut self, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        self.frames.push(self.room.place(), &changes, None);
        for change in &changes {
            self.truth.apply(change);
        }
        self.sent.push((self.room.place(), changes));
    }

    /// An online page takes what it is behind by, and learns what is stored.
    fn catch_up(&mut self, who: usize) {
        let page = &mut self.pages[who];
        if !page.online {
            return;
        }
        match self.frames.since(page.place) {
            Since::Nothing => {}
            Since::TooOld => {
                self.happened.pictures += 1;
                let window = self.truth.window().clone();
                page.picture = Picture::restore(window, self.truth.base().clone(), album());
            }
            Since::Frames(frames) => {
                for frame in frames {
                    let sent = self.sent.iter().find(|(last, _)| *last == frame.last);
                    let changes = &sent.expect("every frame was sent").1;
                    for change in changes.iter().filter(|change| change.seq > page.place) {
                        page.picture.apply(change);
                    }
                    page.place = frame.last;
                }
            }
        }
        page.place = self.frames.last();
        let last = self.room.last(page.author);
        page.unsure.retain(|command| command.n > last);
    }

    /// The server dies and reads its journal, from the last keyframe on.
    fn restart(&mut self) {
        self.happened.restarts += 1;
        let before = self.room.clone();
        let (mut room, mut truth) = match &self.keyframe {
            None => (Room::new(BOUNDS), Picture::new(self.size, BOUNDS, album())),
            Some(bytes) => {
                let (ledger, base) = unpack_keyframe(bytes, self.size).expect("a keyframe");
                let room = Room::load(BOUNDS, &ledger).expect("a ledger");
                let window: Window = room.window().clone();
                (room, Picture::restore(window, base, album()))
            }
        };
        self.frames = Frames::new(room.place(), 6_000);
        for entry in self.log.iter().skip(room.seq().0 as usize) {
            let changes = room.judge(entry, |_, _| {}).changes;
            if let Some(last) = changes.last() {
                for change in &changes {
                    truth.apply(change);
                }
                self.frames.push(last.seq, &changes, None);
                self.sent.push((last.seq, changes));
            }
        }
        assert_eq!(room, before, "j4: the room is what its journal says");
        assert_eq!(truth.flat().hash(), self.truth.flat().hash(), "j4: the same pixels");
        self.room = room;
        self.truth = truth;
        // What was sent before the restart was framed otherwise; places are only numbers.
        let newest = self.sent.len().saturating_sub(400);
        self.sent.drain(..newest);
    }

    fn step(&mut self) {
        self.now = self.now + self.chance.below(900);
        let who = self.chance.below(4) as usize;
        self.act(who);
        self.deliver();
        let who = self.chance.below(4) as usize;
        self.catch_up(who);
        if self.chance.once_in(25) {
            let page = &mut self.pages[who];
            page.online = !page.online;
            self.happened.drops += u32::from(!page.online);
        }
        if self.chance.once_in(60) {
            self.keyframe = Some(pack_keyframe(&self.room.save(), self.truth.base()));
        }
        if self.chance.once_in(90) {
            self.restart();
        }
        let silent = self.room.expired(self.now);
        self.store(silent);
    }

    /// Everybody comes back and everything arrives.
    fn settle(&mut self) -> Vec<String> {
        for who in 0..4 {
            self.pages[who].online = true;
            while !self.pages[who].unsure.is_empty() {
                let rest: Vec<_> = self.pages[who].unsure.iter().cloned().collect();
                self.store(rest);
                self.catch_up(who);
            }
        }
        for who in 0..4 {
            self.catch_up(who);
        }
        self.pages.iter_mut().map(|page| page.picture.flat().hash()).collect()
    }
}

fn run(seed: u64, steps: u32) -> (Happened, Vec<String>, String) {
    let mut world = World::new(seed);
    (0..steps).for_each(|_| world.step());
    let screens = world.settle();
    let truth = world.truth.flat().hash();
    for (who, screen) in screens.iter().enumerate() {
        assert_eq!(*screen, truth, "seed {seed}: screen {who} shows what the server shows");
    }
    world.happened.drawn +=
        u32::from(truth != Picture::new(world.size, BOUNDS, album()).flat().hash());
    (world.happened, screens, truth)
}

#[test]
fn j4_all_screens_end_equal_whatever_happens_on_the_way() {
    let first = std::env::var("EASEL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let count =
        std::env::var("EASEL_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let mut all = Happened::default();
    for seed in first..first + count {
        let (happened, ..) = run(seed, 600);
        all.strokes += happened.strokes;
        all.drops += happened.drops;
        all.restarts += happened.restarts;
        all.undos += happened.undos;
        all.clears += happened.clears;
        all.taken_back += happened.taken_back;
        all.images += happened.images;
        all.pictures += happened.pictures;
        all.doubles += happened.doubles;
        all.drawn += happened.drawn;
    }
    for (what, count) in [
        ("strokes", all.strokes),
        ("drops", all.drops),
        ("restarts", all.restarts),
        ("undos", all.undos),
        ("clears", all.clears),
        ("clears taken back", all.taken_back),
        ("images", all.images),
        ("pictures", all.pictures),
        ("doubles", all.doubles),
        ("pictures at the end", all.drawn),
    ] {
        assert!(count > 9, "the simulation makes {what}: {count}");
    }
}

#[test]
fn j5_one_seed_twice_is_one_story() {
    let (first, again, other) = (run(7, 800), run(7, 800), run(8, 800));
    assert_eq!(first, again, "the same seed");
    assert_ne!(first, other, "and another one is another");
}
