//! Pictures made smaller: each pixel is the mean of what it covers.

use super::pixmap::{Pixmap, TILE};
use crate::model::Size;
use std::sync::Arc;

/// A rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its first column.
    pub x: u32,
    /// Its first row.
    pub y: u32,
    /// Its columns.
    pub width: u32,
    /// Its rows.
    pub height: u32,
}

impl Area {
    /// From one column and row up to, and without, another.
    pub fn between((left, top): (u32, u32), (right, bottom): (u32, u32)) -> Self {
        Self { x: left, y: top, width: right - left, height: bottom - top }
    }

    /// The column after its last.
    pub fn right(self) -> u32 {
        self.x + self.width
    }

    /// The row after its last.
    pub fn bottom(self) -> u32 {
        self.y + self.height
    }

    /// The smallest one that holds this and another.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self::between(
            (self.x.min(other.x), self.y.min(other.y)),
            (self.right().max(other.right()), self.bottom().max(other.bottom())),
        )
    }

    /// How many pixels it holds.
    pub fn pixels(self) -> usize {
        self.width as usize * self.height as usize
    }
}

/// What one pixel covers along one side: where its first and last part lie, and how much of each.
#[derive(Clone, Copy, Debug)]
struct Cover {
    first: usize,
    last: usize,
    head: u32,
    tail: u32,
}

impl Cover {
    /// What pixel `at` of `to` covers of `from`; a whole pixel of those weighs `to`.
    fn new(at: u32, from: u32, to: u32) -> Self {
        let (begin, end) = (at * from, (at + 1) * from);
        let (first, last) = (begin / to, (end - 1) / to);
        let tail = if last == first { 0 } else { end - last * to };
        let head = ((first + 1) * to).min(end) - begin;
        Self { first: first as usize, last: last as usize, head, tail }
    }

    /// Each pixel it covers, with its weight; the weights of all add up to the side they lie on.
    fn parts(self, whole: u32) -> impl Iterator<Item = (usize, u32)> {
        let middle = (self.first + 1..self.last).map(move |at| (at, whole));
        let tail = (self.last > self.first).then_some((self.last, self.tail));
        std::iter::once((self.first, self.head)).chain(middle).chain(tail)
    }
}

/// How canvases of one size become smaller pictures.
#[derive(Clone, Debug)]
pub struct Scale {
    from: Size,
    width: u32,
    height: u32,
    columns: Vec<Cover>,
}

impl Scale {
    /// Down to a width, in the shape of the canvas; never up.
    pub fn to_width(from: Size, width: u32) -> Self {
        let width = width.clamp(1, from.width());
        Self::to(from, width, (from.height() * width).div_ceil(from.width()))
    }

    /// As [`to_width`](Self::to_width), with a width and height that two divides, as films want them.
    pub fn to_even_width(from: Size, width: u32) -> Self {
        let whole = Self::to_width(from, width);
        Self::to(from, (whole.width & !1).max(2), (whole.height & !1).max(2))
    }

    fn to(from: Size, width: u32, height: u32) -> Self {
        let columns = (0..width).map(|x| Cover::new(x, from.width(), width)).collect();
        Self { from, width, height, columns }
    }

    /// Width of the smaller picture, in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height of the smaller picture, in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// All of the smaller picture.
    pub fn whole(&self) -> Area {
        Area::between((0, 0), (self.width, self.height))
    }

    /// What of the smaller picture shows anything of this part of the canvas.
    pub fn reach(&self, part: Area) -> Area {
        let left = part.x * self.width / self.from.width();
        let top = part.y * self.height / self.from.height();
        let right = (part.right() * self.width).div_ceil(self.from.width());
        let bottom = (part.bottom() * self.height).div_ceil(self.from.height());
        Area::between((left, top), (right, bottom))
    }

    /// Red, green and blue of every pixel of a part of the smaller picture, row by row. The picture must be of
    /// the size this was made for, the area within [`whole`](Self::whole).
    pub fn paint(&self, pixmap: &Pixmap, area: Area) -> Vec<u8> {
        let mut row = vec![u8::MAX; self.from.width() as usize * 4];
        let mut out = Vec::with_capacity(area.pixels() * 3);
        let mut sums = vec![[0_u64; 3]; area.width as usize];
        let all = u64::from(self.from.width()) * u64::from(self.from.height());
        for y in area.y..area.bottom() {
            if (self.width, self.height) == (self.from.width(), self.from.height()) {
                pixmap.read_row(y as usize, &mut row);
                let (pixels, _) = row.as_chunks::<4>();
                let pixels = &pixels[area.x as usize..area.right() as usize];
                out.extend(pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]));
                continue;
            }
            sums.fill([0; 3]);
            for (source, weight) in
                Cover::new(y, self.from.height(), self.height).parts(self.height)
            {
                pixmap.read_row(source, &mut row);
                self.add_row(&row, area, u64::from(weight), &mut sums);
            }
            out.extend(sums.iter().flatten().map(|sum| ((sum + all / 2) / all) as u8));
        }
        out
    }

    fn add_row(&self, row: &[u8], area: Area, weight: u64, sums: &mut [[u64; 3]]) {
        let (pixels, _) = row.as_chunks::<4>();
        let columns = &self.columns[area.x as usize..area.right() as usize];
        for (cover, sum) in columns.iter().zip(sums) {
            let mut part = [0_u32; 3];
            for (at, share) in cover.parts(self.width) {
                let [r, g, b, _] = pixels[at].map(u32::from);
                part = [part[0] + r * share, part[1] + g * share, part[2] + b * share];
            }
            for (sum, part) in sum.iter_mut().zip(part) {
                *sum += u64::from(part) * weight;
            }
        }
    }
}

/// Where two pictures of one size differ, to whole tiles: an area for each row of tiles that does.
pub fn differences(one: &Pixmap, other: &Pixmap) -> Vec<Area> {
    let (size, columns) = (one.size(), one.columns());
    let mut found = Vec::new();
    for row in 0..one.rows() {
        let differs = |column: &usize| {
            let index = row * columns + column;
            match (one.tile(index), other.tile(index)) {
                (None, None) => false,
                (Some(one), Some(other)) => !Arc::ptr_eq(one, other) && one != other,
                (Some(tile), None) | (None, Some(tile)) => !tile.is_paper(),
            }
        };
        let Some(first) = (0..columns).find(differs) else { continue };
        let last = (first..columns).rfind(differs).unwrap_or(first);
        let edge = |tiles: usize, side: u32| (tiles as u32 * TILE).min(side);
        found.push(Area::between(
            (edge(first, size.width()), edge(row, size.height())),
            (edge(last + 1, size.width()), edge(row + 1, size.height())),
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Brush, Point, Rgb, Tool};
    use crate::raster::StrokeMask;

    fn inked(size: Size) -> Pixmap {
        let mut pixmap = Pixmap::new(size);
        let points = [(5.0, 70.0), (160.0, 90.0)].map(|(x, y)| Point::from_px(x, y, 9.0));
        let points = points.map(|point| point.expect("a point"));
        let brush = Brush::new(Tool::Pencil, Rgb([200, 30, 90]), 255).expect("a brush");
        pixmap.paint(&StrokeMask::of(size, &points, true), brush);
        pixmap
    }

    #[test]
    fn each_pixel_is_the_mean_of_what_it_covers() {
        let size = Size::new(190, 130).expect("a size");
        let pixmap = inked(size);
        let rgb = pixmap.to_rgb();
        for width in [190, 95, 64, 37] {
            let scale = Scale::to_width(size, width);
            let small = scale.paint(&pixmap, scale.whole());
            let (w, h) = (f64::from(scale.width()), f64::from(scale.height()));
            for (at, value) in small.iter().enumerate().step_by(37) {
                let (x, y) = (at / 3 % scale.width() as usize, at / 3 / scale.width() as usize);
                let (mut sum, mut all) = (0.0, 0.0);
                for from in 0..190 * 130 {
                    let along = |cell: usize, source: usize, ratio: f64| {
                        let (start, end) = (cell as f64 * ratio, (cell as f64 + 1.0) * ratio);
                        (end.min(source as f64 + 1.0) - start.max(source as f64)).max(0.0)
                    };
                    let share = along(x, from % 190, 190.0 / w) * along(y, from / 190, 130.0 / h);
                    all += share;
                    sum += share * f64::from(rgb[from * 3 + at % 3]);
                }
                let mean = sum / all;
                assert!((mean - f64::from(*value)).abs() < 0.51, "{x} {y}: {value}, not {mean}");
            }
        }
    }

    #[test]
    fn a_part_is_what_the_whole_shows_there() {
        let size = Size::new(190, 130).expect("a size");
        let (blank, pixmap) = (Pixmap::new(size), inked(size));
        let rows = [(0, 64), (64, 190)].map(|(y, width)| Area { x: 0, y, width, height: 64 });
        assert_eq!(differences(&blank, &pixmap), rows, "two rows of tiles, each by itself");
        assert_eq!(differences(&pixmap, &pixmap.clone()), [], "the same");
        for scale in [Scale::to_width(size, 77), Scale::to_even_width(size, 77)] {
            let part = scale.reach(Area { x: 64, y: 64, width: 64, height: 64 });
            let whole = scale.paint(&pixmap, scale.whole());
            let row = scale.width() as usize * 3;
            let rows = whole.chunks_exact(row).skip(part.y as usize).take(part.height as usize);
            let cut = part.x as usize * 3..part.right() as usize * 3;
            let expected: Vec<u8> = rows.flat_map(|row| row[cut.clone()].to_vec()).collect();
            assert_eq!(scale.paint(&pixmap, part), expected, "to {}", scale.width());
        }
    }

    #[test]
    fn films_have_even_sides() {
        let size = Size::new(191, 131).expect("a size");
        let scale = Scale::to_even_width(size, 5_000);
        assert_eq!((scale.width(), scale.height()), (190, 130), "one less");
    }
}
