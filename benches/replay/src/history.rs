//! A seeded history of any length, as five people would draw it.

use anyhow::Result;
use easel::history::{Command, Event};
use easel::model::{AuthorId, Brush, Counter, JournalId, Millis, Point, Rgb, RoomId, Size, Tool};
use easel::store::{Append, RoomMeta, Store};

/// People who draw.
const AUTHORS: u64 = 5;

/// Entries of one stroke: its begin, what a pen says in a second, its end.
const STROKE_ENTRIES: u64 = 50;

/// Strokes between two undos.
const UNDO_EVERY: u64 = 40;

/// Entries of one commit.
const COMMIT: u64 = 100;

/// Time between two entries: five people at a fifth of the rate of a screen each, in milliseconds.
const ENTRY_MS: u64 = 16;

/// What a room of such a history is.
pub(crate) fn meta(entries: u64) -> RoomMeta {
    RoomMeta { journal: JournalId(entries), size: Size::default(), created: Millis(0) }
}

/// Its name.
pub(crate) fn room(entries: u64) -> RoomId {
    RoomId::new(&format!("long-{entries}")).expect("a name")
}

/// Stores the first entries of the history.
pub(crate) fn write(store: &mut dyn Store, entries: u64) -> Result<()> {
    let mut chance = Chance(entries ^ 0x9e37_79b9_7f4a_7c15);
    let mut n = [0; AUTHORS as usize];
    let mut stroke = Stroke::default();
    for first in (0..entries).step_by(COMMIT as usize) {
        let last = (first + COMMIT).min(entries);
        let commands = (first..last).map(|at| command(at, &mut n, &mut stroke, &mut chance));
        store.append(&[Append {
            room: room(entries),
            meta: meta(entries),
            at: Millis(1_700_000_000_000 + first * ENTRY_MS),
            commands: commands.collect(),
            images: Vec::new(),
        }])?;
    }
    Ok(store.close()?)
}

/// The stroke that is being drawn.
#[derive(Default)]
struct Stroke {
    n: u64,
    at: (i64, i64),
    toward: (i64, i64),
}

fn command(at: u64, n: &mut [u64; 5], stroke: &mut Stroke, chance: &mut Chance) -> Command {
    let number = at / STROKE_ENTRIES;
    let who = (number % AUTHORS) as usize;
    n[who] += 1;
    let n = n[who];
    let event = match at % STROKE_ENTRIES {
        0 => {
            *stroke = Stroke {
                n,
                at: (chance.below(15_360), chance.below(8_640)),
                toward: (chance.below(160) - 80, chance.below(160) - 80),
            };
            let color = Rgb([chance.below(200) as u8, who as u8 * 50, chance.below(256) as u8]);
            let brush = Brush::new(Tool::Pencil, color, 255).expect("it leaves a mark");
            Event::Begin { brush, points: [stroke.next(chance)].into(), ended: false }
        }
        last if last == STROKE_ENTRIES - 1 => Event::End { stroke: Counter(stroke.n) },
        last if last == STROKE_ENTRIES - 2 && number % UNDO_EVERY == 9 => Event::Undo,
        _ => Event::Points { stroke: Counter(stroke.n), points: [stroke.next(chance)].into() },
    };
    Command { author: AuthorId([who as u8 + 1; AuthorId::BYTES]), n: Counter(n), event }
}

impl Stroke {
    /// The hand goes on, a little to one side or the other.
    fn next(&mut self, chance: &mut Chance) -> Point {
        self.toward.0 += chance.below(41) - 20;
        self.toward.1 += chance.below(41) - 20;
        self.at.0 = (self.at.0 + self.toward.0).clamp(0, 15_360);
        self.at.1 = (self.at.1 + self.toward.1).clamp(0, 8_640);
        Point::new(self.at.0, self.at.1, 24).expect("on the paper")
    }
}

/// Numbers that are the same on every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below `bound` (xorshift64).
    pub(crate) fn below(&mut self, bound: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as i64
    }
}
