//! The rule as it is written, pixel by pixel and without a thought for speed, to compare against.

use super::outline::{Outline, Spans};
use super::{MaskTile, Pixmap, StrokeMask, TILE, trail};
use crate::model::{Brush, CANVAS_SIDE_MAX, COORD_MAX, Point, RADIUS_MAX, Rgb, Size, Tool};
use std::ops::Range;

/// A small seeded source of chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn within(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }
}

type Spot = [f64; 3];

fn spot(point: Point) -> Spot {
    [point.x(), point.y(), point.r()].map(|eighths| f64::from(eighths) / 8.0)
}

#[expect(clippy::manual_midpoint, reason = "as it is written")]
fn midpoint(a: Spot, b: Spot) -> Spot {
    std::array::from_fn(|i| (a[i] + b[i]) / 2.0)
}

fn pieces(points: &[Point], ended: bool, times: f64) -> Vec<(Spot, Spot)> {
    let parts: Vec<_> = points.split(|point| point.is_lift()).collect();
    let part = |(at, points): (usize, &&[Point])| {
        let spots: Vec<_> = points.iter().map(|&point| spot(point).map(|v| v * times)).collect();
        part(&spots, ended || at + 1 < parts.len())
    };
    parts.iter().enumerate().flat_map(part).collect()
}

fn part(points: &[Spot], ended: bool) -> Vec<(Spot, Spot)> {
    match (points, ended) {
        ([], _) | ([_] | [_, _], false) => vec![],
        ([a], true) => vec![(*a, *a)],
        ([a, b], true) => vec![(*a, *b)],
        (all, _) => {
            let mut pieces = vec![(all[0], midpoint(all[0], all[1]))];
            for around in all.windows(3) {
                let (a, b) = (midpoint(around[0], around[1]), midpoint(around[1], around[2]));
                pieces.extend(curve(a, around[1], b));
            }
            if let ([.., a, b], true) = (all, ended) {
                pieces.push((midpoint(*a, *b), *b));
            }
            pieces
        }
    }
}

fn curve(a: Spot, q: Spot, b: Spot) -> Vec<(Spot, Spot)> {
    let w: Spot = std::array::from_fn(|i| a[i] - 2.0 * q[i] + b[i]);
    let e = w[0] * w[0] + w[1] * w[1] + w[2] * w[2];
    let bounds = [(0.25, 1), (4.0, 2), (64.0, 4), (1024.0, 8)];
    let n = bounds.iter().find(|(most, _)| e <= *most).map_or(16, |(_, n)| *n);
    let at = |k: i32| -> Spot {
        let t = f64::from(k) / f64::from(n);
        let s = 1.0 - t;
        std::array::from_fn(|i| (s * s) * a[i] + (2.0 * s * t) * q[i] + (t * t) * b[i])
    };
    (1..=n).map(|k| (if k == 1 { a } else { at(k - 1) }, at(k))).collect()
}

fn coverage([ax, ay, ra]: Spot, [bx, by, rb]: Spot, px: f64, py: f64) -> u8 {
    let (ux, uy) = (bx - ax, by - ay);
    let len2 = ux * ux + uy * uy;
    let (vx, vy) = (px - ax, py - ay);
    let c = if len2 == 0.0 {
        let r = if ra > rb { ra } else { rb };
        (r + 0.5) - (vx * vx + vy * vy).sqrt()
    } else {
        let inv = 1.0 / len2;
        let t = ((vx * ux + vy * uy) * inv).clamp(0.0, 1.0);
        let (dx, dy) = (vx - t * ux, vy - t * uy);
        let d = (dx * dx + dy * dy).sqrt();
        (ra + t * (rb - ra) + 0.5) - d
    };
    if c <= 0.0 {
        0
    } else if c >= 1.0 {
        255
    } else {
        (c * 255.0 + 0.5).floor() as u8
    }
}

/// The mask of a whole canvas, row by row.
fn mask(size: Size, points: &[Point], ended: bool) -> Vec<u8> {
    mask_times(size, points, ended, 1.0)
}

/// The same with every coordinate and radius multiplied.
fn mask_times(size: Size, points: &[Point], ended: bool, times: f64) -> Vec<u8> {
    let mut mask = Vec::new();
    let pieces = pieces(points, ended, times);
    for y in 0..size.height() {
        for x in 0..size.width() {
            let (px, py) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
            let cover = pieces.iter().map(|(a, b)| coverage(*a, *b, px, py));
            mask.push(cover.max().unwrap_or(0));
        }
    }
    mask
}

fn blend(rgba: &mut [u8], mask: &[u8], brush: Brush) {
    let opacity = u32::from(brush.opacity());
    for (pixel, &m) in rgba.chunks_exact_mut(4).zip(mask) {
        let alpha = (u32::from(m) * opacity + 127) / 255;
        for (d, s) in pixel.iter_mut().zip(brush.color().0) {
            *d = ((u32::from(s) * alpha + u32::from(*d) * (255 - alpha) + 127) / 255) as u8;
        }
    }
}

/// The same shape of a mask as `mask` makes, out of tiles.
fn flat(size: Size, mask: &StrokeMask) -> Vec<u8> {
    let columns = size.width().div_ceil(TILE);
    let mut flat = Vec::new();
    for y in 0..size.height() {
        for x in 0..size.width() {
            let tile = mask.tile((y / TILE * columns + x / TILE) as usize);
            flat.push(tile.map_or(0, |tile| tile.at((x % TILE) as usize, (y % TILE) as usize)));
        }
    }
    flat
}

/// The coverage in one tile, if the stroke has been there.
fn pixels(mask: &StrokeMask, index: usize) -> Option<Vec<u8>> {
    let side = TILE as usize;
    let at = |tile: &MaskTile, i| tile.at(i % side, i / side);
    mask.tile(index).map(|tile| (0..side * side).map(|i| at(tile, i)).collect())
}

fn any_size(chance: &mut Chance) -> Size {
    let mut side = || chance.within(64, 150) as u32;
    Size::new(side(), side()).expect("a size")
}

fn any_brush(chance: &mut Chance) -> Brush {
    let color = Rgb(std::array::from_fn(|_| chance.next() as u8));
    let opacity = if chance.one_in(2) { 255 } else { chance.within(1, 254) as u8 };
    let tool = if chance.one_in(5) { Tool::Eraser } else { Tool::Pencil };
    Brush::new(tool, color, opacity).expect("a brush")
}

/// Up to seven points: near, far outside, on the edges of tiles, or twice the same place.
fn any_points(chance: &mut Chance) -> Vec<Point> {
    let largest = [16, 40, 160, i64::from(RADIUS_MAX)][chance.within(0, 3) as usize];
    let far = i64::from(COORD_MAX);
    let reach = [6, 60, 600][chance.within(0, 2) as usize];
    let count = chance.within(1, 7);
    let (mut x, mut y) = (chance.within(-100, 800), chance.within(-100, 800));
    let mut r = chance.within(1, largest);
    let mut points = Vec::new();
    for _ in 0..count {
        points.push(Point::new(x, y, r).expect("inside the bounds"));
        if chance.one_in(8) {
            points.push(Point::new(0, 0, 0).expect("a lift"));
        }
        if chance.one_in(2) {
            r = chance.within(1, largest);
        }
        (x, y) = match chance.within(0, 19) {
            0 => (x, y),
            1 => (chance.within(-far, far), chance.within(-far, far)),
            2 => (chance.within(0, 2) * 512 + chance.within(-1, 1), y),
            3 => (x, chance.within(0, 2) * 512 + chance.within(-1, 1)),
            4 => (far, y),
            _ => (x + chance.within(-reach, reach), y + chance.within(-reach, reach)),
        };
        (x, y) = (x.clamp(-far, far), y.clamp(-far, far));
    }
    points
}

#[test]
fn r8_masks_equal_the_rule_as_written() {
    let mut chance = Chance(1);
    let mut covered = 0;
    for round in 0..2000 {
        let (size, points) = (any_size(&mut chance), any_points(&mut chance));
        let ended = !chance.one_in(5);
        let expected = mask(size, &points, ended);
        let actual = flat(size, &StrokeMask::of(size, &points, ended));
        let wrong = expected.iter().zip(&actual).filter(|(a, b)| a != b).count();
        assert_eq!(wrong, 0, "pixels of round {round}: {size}, ended {ended}, {points:?}");
        covered += usize::from(expected.iter().any(|&m| m > 0));
    }
    assert!(covered > 1200, "only {covered} strokes left a mark, too few to prove anything");
}

#[test]
fn r8_doubled_masks_equal_the_rule_as_written() {
    let mut chance = Chance(8);
    let mut covered = 0;
    for round in 0..400 {
        let (size, points) = (any_size(&mut chance), any_points(&mut chance));
        let size = Size::new(size.width() * 2, size.height() * 2).expect("a size");
        let ended = !chance.one_in(5);
        let expected = mask_times(size, &points, ended, 2.0);
        let actual = flat(size, &StrokeMask::of_doubled(size, &points, ended));
        assert!(actual == expected, "round {round}: {size}, ended {ended}, {points:?}");
        covered += usize::from(expected.iter().any(|&m| m > 0));
    }
    assert!(covered > 240, "only {covered} strokes left a mark, too few to prove anything");
}

/// A smooth way of a brush that is now and then pressed, as hands draw.
fn freehand(chance: &mut Chance) -> Vec<Point> {
    let mut unit =
        |low: f64, high: f64| low + (high - low) * (chance.within(0, 4096) as f64 / 4096.0);
    let (mut x, mut y, mut r) = (unit(0.0, 120.0), unit(0.0, 120.0), unit(0.5, 40.0));
    let (mut heading, mut turn) = (unit(0.0, 6.3), 0.0);
    let (pressed, step) = (unit(-1.0, 0.5).max(0.0), unit(0.5, 12.0));
    let point = |_| {
        let point = Point::from_px(x, y, r).expect("finite");
        turn = 0.8 * turn + unit(-0.25, 0.25);
        heading += turn;
        (x, y) = (x + step * heading.cos(), y + step * heading.sin());
        r = (r + unit(-1.0, 1.0) * pressed).clamp(0.25, 60.0);
        point
    };
    (0..24).map(point).collect()
}

#[test]
fn r8_freehand_masks_equal_the_rule_as_written() {
    let mut chance = Chance(5);
    for round in 0..150 {
        let (size, points) = (any_size(&mut chance), freehand(&mut chance));
        let expected = mask(size, &points, true);
        let mut growing = StrokeMask::new(size);
        points.chunks(5).for_each(|points| growing.extend(points));
        growing.end();
        assert!(flat(size, &growing) == expected, "round {round}, grown: {size}, {points:?}");
        let whole = StrokeMask::of(size, &points, true);
        assert!(flat(size, &whole) == expected, "round {round}: {size}, {points:?}");
    }
}

#[test]
fn r8_bounds_hold_on_the_largest_canvas_and_from_the_farthest_points() {
    bounds_hold(6, 1);
}

#[test]
fn r8_bounds_hold_when_everything_is_doubled() {
    bounds_hold(7, 2);
}

/// Checks where outlines cross rows of the largest canvas, with coordinates and radii up to `times` the bounds.
fn bounds_hold(seed: u64, times: i64) {
    let mut chance = Chance(seed);
    let (side, most) = (i64::from(CANVAS_SIDE_MAX), i64::from(COORD_MAX) * times);
    let (mut outside, mut inside) = (0, 0);
    for round in 0..30_000 {
        let reach = [10, 1_000, most][chance.within(0, 2) as usize];
        let (x, y) = (chance.within(0, side * 8), chance.within(0, side * 8));
        let far = |v: i64, chance: &mut Chance| {
            (v + chance.within(-reach, reach)).clamp(-most, most) as f64 / 8.0
        };
        let (mut bx, mut by) = (far(x, &mut chance), far(y, &mut chance));
        // Pieces of curves end between eighths, and may be nearly level or upright.
        match chance.within(0, 5) {
            0 => by = y as f64 / 8.0 + chance.within(-9, 9) as f64 / 512.0,
            1 => bx = x as f64 / 8.0 + chance.within(-9, 9) as f64 / 512.0,
            _ => {}
        }
        let r = chance.within(1, i64::from(RADIUS_MAX) * times) as f64 / 8.0;
        let (a, b) = ([x, y].map(|v| v as f64 / 8.0), [bx, by]);
        let [from, to] = [a, b].map(|[x, y]| trail::Spot { x, y, r });
        let c = |x: i64, y: u16| {
            coverage([a[0], a[1], r], [b[0], b[1], r], x as f64 + 0.5, f64::from(y) + 0.5)
        };
        for (row, Range { start, end }) in crossed(&Outline::touched(from, to, r), &mut chance) {
            for x in [start - 1, end].into_iter().filter(|x| (0..side).contains(x)) {
                assert_eq!(c(x, row), 0, "round {round}: {a:?} {b:?} {r}, column {x}, row {row}");
                outside += 1;
            }
        }
        let solid = Outline::solid(from, to, r);
        for (row, Range { start, end }) in solid.iter().flat_map(|o| crossed(o, &mut chance)) {
            for x in [start, end - 1] {
                assert_eq!(c(x, row), 255, "round {round}: {a:?} {b:?} {r}, column {x}, row {row}");
                inside += 1;
            }
        }
    }
    assert!(outside > 500_000 && inside > 500_000, "looked at {outside} and {inside} pixels");
}

/// Some rows of the largest canvas that an outline crosses, and where.
fn crossed(outline: &Outline, chance: &mut Chance) -> Vec<(u16, Range<i64>)> {
    let (side, tile) = (CANVAS_SIDE_MAX as u16, TILE as u16);
    let rows = outline.rows(side);
    if rows.is_empty() {
        return vec![];
    }
    let first = chance.within(rows.start.into(), i64::from(rows.end) - 1) as u16;
    let rows = first..rows.end.min((first / tile + 1) * tile);
    let mut spans = Spans::EMPTY;
    spans.set(outline, rows.clone(), side);
    rows.map(|row| (row, spans.row(row % tile))).filter(|(_, span)| !span.is_empty()).collect()
}

#[test]
fn r8_a_stroke_is_the_same_however_it_was_split() {
    let mut chance = Chance(2);
    for round in 0..300 {
        let (size, points) = (any_size(&mut chance), any_points(&mut chance));
        let whole = StrokeMask::of(size, &points, true);
        let mut split = StrokeMask::new(size);
        let mut rest = points.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(chance.within(0, rest.len() as i64) as usize);
            split.extend(now);
            rest = later;
        }
        split.end();
        assert!(flat(size, &whole) == flat(size, &split), "round {round}: {points:?}");
    }
}

#[test]
fn r8_changed_tiles_are_all_that_changed() {
    let mut chance = Chance(3);
    for round in 0..300 {
        let (size, points) = (any_size(&mut chance), any_points(&mut chance));
        let mut growing = StrokeMask::new(size);
        for point in points {
            let before = growing.clone();
            growing.extend(&[point]);
            let changed = growing.take_changed();
            for index in growing.touched().filter(|index| !changed.contains(index)) {
                assert_eq!(
                    pixels(&growing, index),
                    pixels(&before, index),
                    "round {round}, tile {index}"
                );
            }
        }
        assert!(growing.take_changed().is_empty(), "told once");
    }
}

#[test]
fn r6_pictures_equal_the_rule_as_written() {
    let mut chance = Chance(4);
    for round in 0..60 {
        let size = any_size(&mut chance);
        let mut pixmap = Pixmap::new(size);
        let mut expected = pixmap.to_rgba();
        for _ in 0..6 {
            let (points, brush) = (any_points(&mut chance), any_brush(&mut chance));
            pixmap.paint(&StrokeMask::of(size, &points, true), brush);
            blend(&mut expected, &mask(size, &points, true), brush);
        }
        assert!(pixmap.to_rgba() == expected, "round {round} on {size}");
    }
}
