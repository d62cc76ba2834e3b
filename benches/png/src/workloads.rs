//! The drawings that are measured: deterministic, from demo scribbles to full pages of wide translucent strokes.

use easel::model::{Brush, Point, Rgb, Size, Tool};
use easel::raster::{Pixmap, StrokeMask};
use std::f64::consts::TAU;

pub const SIZE: (u32, u32) = (1920, 1080);

const PALETTE: [u32; 16] = [
    0x00_0000, 0xff_ffff, 0xe5_3935, 0xd8_1b60, 0x8e_24aa, 0x5e_35b1, 0x39_49ab, 0x1e_88e5,
    0x03_9be5, 0x00_acc1, 0x00_897b, 0x43_a047, 0x7c_b342, 0xfd_d835, 0xfb_8c00, 0x6d_4c41,
];

pub struct Random(u32);

impl Random {
    pub fn new(index: u32) -> Self {
        Self(0x00C0_FFEE + index)
    }

    /// mulberry32: the next number in 0..1.
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut t = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
        f64::from(t ^ (t >> 14)) / 4_294_967_296.0
    }

    fn range(&mut self, low: f64, high: f64) -> f64 {
        low + self.next() * (high - low)
    }
}

/// One stroke: its points and its brush.
pub struct Stroke {
    pub points: Vec<Point>,
    pub brush: Brush,
}

/// A smooth random walk that turns back at the borders.
fn walk(random: &mut Random, count: usize) -> Vec<(f64, f64)> {
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let (mut x, mut y) = (random.next() * width, random.next() * height);
    let (mut heading, mut turn) = (random.next() * TAU, 0.0);
    let mut points = vec![(x, y)];
    while points.len() < count {
        turn = 0.8 * turn + (random.next() - 0.5) * 0.5;
        heading += turn;
        let step = random.range(2.0, 12.0);
        x += heading.cos() * step;
        y += heading.sin() * step;
        if !(0.0..width).contains(&x) {
            x = x.clamp(0.0, width);
            heading = TAU / 2.0 - heading;
        }
        if !(0.0..height).contains(&y) {
            y = y.clamp(0.0, height);
            heading = -heading;
        }
        points.push((x, y));
    }
    points
}

fn color(random: &mut Random) -> Rgb {
    let [_, r, g, b] = PALETTE[(random.next() * 16.0) as usize].to_be_bytes();
    Rgb([r, g, b])
}

/// Scribbles of the plain dialect: each segment a stroke of its own, integer coordinates and widths.
fn segments(random: &mut Random, count: usize) -> Vec<Stroke> {
    let mut strokes = Vec::with_capacity(count);
    while strokes.len() < count {
        let length = random.range(20.0, 200.0) as usize;
        let points = walk(random, length + 1);
        let brush = Brush::new(Tool::Pencil, color(random), 255).expect("opaque");
        let radius = random.range(2.0, 6.0).floor() / 2.0;
        for pair in points.windows(2).take(count - strokes.len()) {
            let point =
                |(x, y): (f64, f64)| Point::from_px(x.round(), y.round(), radius).expect("finite");
            strokes.push(Stroke { points: pair.iter().copied().map(point).collect(), brush });
        }
    }
    strokes
}

/// Long strokes of 60 points; `mixed` makes some translucent and some erasers.
fn polylines(random: &mut Random, count: usize, mixed: bool) -> Vec<Stroke> {
    let mut strokes = Vec::with_capacity(count);
    for _ in 0..count {
        let points = walk(random, 60);
        let radius = random.range(2.0, 24.0) / 2.0;
        let kind = if mixed { random.next() } else { 1.0 };
        let brush = match kind {
            ..0.3 => Brush::new(Tool::Pencil, color(random), 128),
            ..0.5 => Brush::new(Tool::Eraser, color(random), 255),
            _ => Brush::new(Tool::Pencil, color(random), 255),
        };
        let point = |(x, y): (f64, f64)| Point::from_px(x, y, radius).expect("finite");
        let points = points.into_iter().map(point).collect();
        strokes.push(Stroke { points, brush: brush.expect("it leaves a mark") });
    }
    strokes
}

/// The strokes of one drawing.
pub fn strokes(name: &str) -> Vec<Stroke> {
    match name {
        "W0" => segments(&mut Random::new(9), 3_000),
        "W1" => segments(&mut Random::new(0), 100_000),
        "W2" => polylines(&mut Random::new(1), 10_000, false),
        _ => polylines(&mut Random::new(2), 10_000, true),
    }
}

/// The canvas of all drawings.
pub fn size() -> Size {
    Size::new(SIZE.0, SIZE.1).expect("a canvas")
}

/// One drawing, painted.
pub fn picture(name: &str) -> Pixmap {
    let mut pixmap = Pixmap::new(size());
    for stroke in strokes(name) {
        pixmap.paint(&StrokeMask::of(size(), &stroke.points, true), stroke.brush);
    }
    pixmap
}
