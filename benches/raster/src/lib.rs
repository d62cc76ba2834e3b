//! Strokes to paint, the same ones in every run and in `strokes.mjs`.

use easel::model::{Brush, Point, Rgb, Size, Tool};
use easel::raster::{Pixmap, StrokeMask};

/// A small generator of chance that Rust and JavaScript compute alike (mulberry32).
struct Chance(u32);

impl Chance {
    /// In `0.0..1.0`.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = (self.0 ^ (self.0 >> 15)).wrapping_mul(1 | self.0);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(61 | t)) ^ t;
        f64::from(t ^ (t >> 14)) / 4_294_967_296.0
    }

    /// A whole number in `low..=high`.
    fn within(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() * f64::from(high - low + 1)) as u32
    }
}

/// Colours as on a school desk.
const COLORS: [u32; 16] = [
    0x000000, 0xc62828, 0x1d5fd6, 0x2e7d32, 0xf9a825, 0x6a1b9a, 0xef6c00, 0x00838f, 0x4e342e,
    0x37474f, 0xad1457, 0x283593, 0x558b2f, 0x9e9d24, 0xd84315, 0x607d8b,
];

/// One paint unit.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// What it is painted with.
    pub brush: Brush,
    /// Where the brush was.
    pub points: Vec<Point>,
}

/// A picture to paint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// 3,000 short segments: a drawing as the demo makes it.
    W0,
    /// 100,000 short segments: a full canvas of scribbles.
    W1,
    /// 10,000 freehand polylines, 2 to 24 px wide.
    W2,
    /// As `W2`, three in ten translucent and two in ten erasing.
    W3,
    /// 2,000 polylines of a brush 60 to 120 px wide.
    W4,
}

/// How the strokes of a workload are drawn by chance.
struct Rule {
    seed: u32,
    /// Segments of W0 and W1, else polylines.
    count: usize,
    width: (u32, u32),
    mixed: bool,
}

/// Points of a polyline.
const POLYLINE_POINTS: usize = 60;

impl Workload {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::W0, Self::W1, Self::W2, Self::W3, Self::W4];

    fn rule(self) -> Rule {
        let (seed, count, width, mixed) = match self {
            Self::W0 => (9, 3_000, (2, 5), false),
            Self::W1 => (0, 100_000, (2, 5), false),
            Self::W2 => (1, 10_000, (2, 24), false),
            Self::W3 => (2, 10_000, (2, 24), true),
            Self::W4 => (3, 2_000, (60, 120), false),
        };
        Rule { seed: 0xc0_ffee + seed, count, width, mixed }
    }

    /// Its strokes, in painting order.
    pub fn strokes(self) -> Vec<Stroke> {
        let rule = self.rule();
        let mut chance = Chance(rule.seed);
        let mut strokes = Vec::new();
        while strokes.len() < rule.count {
            if matches!(self, Self::W0 | Self::W1) {
                let segments = chance.within(20, 199) as usize;
                let (brush, points) = walk(&mut chance, &rule, segments + 1, 8.0);
                for pair in points.windows(2).take(rule.count - strokes.len()) {
                    strokes.push(Stroke { brush, points: pair.to_vec() });
                }
            } else {
                let (brush, points) = walk(&mut chance, &rule, POLYLINE_POINTS, 1.0);
                strokes.push(Stroke { brush, points });
            }
        }
        strokes
    }

    /// Its picture, painted by easel.
    pub fn picture(self) -> Pixmap {
        paint(&self.strokes())
    }
}

/// A smooth random walk; places are multiples of `grid` eighths of a pixel.
fn walk(chance: &mut Chance, rule: &Rule, count: usize, grid: f64) -> (Brush, Vec<Point>) {
    let color = COLORS[chance.within(0, 15) as usize];
    let width = chance.within(rule.width.0, rule.width.1);
    let kind = if rule.mixed { chance.next() } else { 1.0 };
    let rgb = Rgb([(color >> 16) as u8, (color >> 8) as u8, color as u8]);
    let tool = if kind < 0.2 { Tool::Eraser } else { Tool::Pencil };
    let opacity = if kind < 0.5 { 128 } else { 255 };
    let brush = Brush::new(tool, rgb, opacity).expect("a brush that leaves a mark");
    let size = Size::default();
    let (right, bottom) = (f64::from(size.width()), f64::from(size.height()));
    let (mut x, mut y) = (chance.next() * right, chance.next() * bottom);
    let (mut heading, mut turn) = (chance.next() * std::f64::consts::TAU, 0.0);
    let on_grid = |v: f64| ((v * 8.0 / grid + 0.5).floor() * grid) as i64;
    let mut points = Vec::with_capacity(count);
    for _ in 0..count {
        let point = Point::new(on_grid(x), on_grid(y), i64::from(width) * 4);
        points.push(point.expect("near the canvas"));
        turn = 0.8 * turn + (chance.next() - 0.5) * 0.5;
        heading += turn;
        let step = 2.0 + chance.next() * 10.0;
        (x, y) = (x + step * heading.cos(), y + step * heading.sin());
        if x < 0.0 || x > right {
            heading = std::f64::consts::PI - heading;
            x = x.clamp(0.0, right);
        }
        if y < 0.0 || y > bottom {
            heading = -heading;
            y = y.clamp(0.0, bottom);
        }
    }
    (brush, points)
}

/// Paints strokes one by one on blank paper, each as one unit.
pub fn paint(strokes: &[Stroke]) -> Pixmap {
    let mut pixmap = Pixmap::new(Size::default());
    for Stroke { brush, points } in strokes {
        pixmap.paint(&StrokeMask::of(Size::default(), points, true), *brush);
    }
    pixmap
}

/// Two-point pieces in these strokes, which is what speed is counted in.
pub fn segments(strokes: &[Stroke]) -> usize {
    strokes.iter().map(|stroke| stroke.points.len() - 1).sum()
}

/// A number that two lists of strokes share only when they are equal; `strokes.mjs` has the same.
pub fn fingerprint(strokes: &[Stroke]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut add = |value: i32| hash = (hash ^ value as u32).wrapping_mul(0x0100_0193);
    for Stroke { brush, points } in strokes {
        let Rgb([r, g, b]) = brush.color();
        [r, g, b, brush.opacity()].into_iter().for_each(|byte| add(byte.into()));
        for point in points {
            [point.x(), point.y(), point.r()].into_iter().for_each(&mut add);
        }
    }
    hash
}
