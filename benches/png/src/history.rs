//! The same picture after a thousand, a hundred thousand and a million entries, and a clear among them.

use crate::{median, workloads};
use easel::history::{Change, Happening, NoImages, Picture, WindowBounds};
use easel::model::{AuthorId, Brush, Counter, Point, Rgb, Seq, Tool};
use easel::raster::PngBands;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::sync::Arc;

/// Strokes that are drawn again and again.
const CYCLE: usize = 1_000;

/// How often: the entries of the three histories.
const CYCLES: [usize; 3] = [1, 100, 1_000];

fn begin(seq: usize, points: Arc<[Point]>, brush: Brush) -> Change {
    let author = AuthorId([1; AuthorId::BYTES]);
    let what = Happening::Begin { author, n: Counter(seq as u64), brush, points, ended: true };
    Change { seq: Seq(seq as u64), what }
}

pub fn measure() -> Value {
    let strokes: Vec<(Arc<[Point]>, Brush)> = workloads::strokes("W0")
        .into_iter()
        .take(CYCLE)
        .map(|stroke| (stroke.points.into(), stroke.brush))
        .collect();
    CYCLES.iter().map(|cycles| after(*cycles, &strokes)).collect()
}

fn after(cycles: usize, strokes: &[(Arc<[Point]>, Brush)]) -> Value {
    let mut picture = Picture::new(workloads::size(), WindowBounds::default(), std::sync::Arc::new(NoImages));
    let seq = Cell::new(0);
    let next = || {
        seq.set(seq.get() + 1);
        seq.get()
    };
    for cycle in 0..cycles {
        if cycle + 1 == cycles {
            // The same from here on: edges are translucent and would grow darker each time.
            let author = AuthorId([1; AuthorId::BYTES]);
            let (seq, n) = (Seq(next() as u64), Counter(seq.get() as u64));
            picture.apply(&Change { seq, what: Happening::Clear { author, n } });
        }
        for (points, brush) in strokes {
            picture.apply(&begin(next(), Arc::clone(points), *brush));
        }
    }
    let entries = seq.get();
    let mut bands = PngBands::new();
    bands.encode(picture.flat());
    let hash = picture.flat().hash();
    let nothing = median(|| (), |()| drop(black_box(bands.encode(picture.flat()))));
    let (picture, turn) = (RefCell::new(picture), Cell::new(0_u8));
    let dot = || {
        turn.set(turn.get().wrapping_add(101));
        let brush = Brush::new(Tool::Pencil, Rgb([turn.get(), 9, 9]), 255).expect("opaque");
        let point = Point::from_px(960.0, 528.0, 4.0).expect("finite");
        picture.borrow_mut().apply(&begin(next(), [point].into(), brush));
    };
    let one = median(dot, |()| drop(black_box(bands.encode(picture.borrow_mut().flat()))));
    json!({ "entries": entries, "hash": hash, "nothing": nothing, "one": one })
}
