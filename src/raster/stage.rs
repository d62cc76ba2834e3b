//! A picture that is shown smaller again and again: only what changed is scaled down, and only that is told.

use super::{Area, Pixmap, Scale, differences};
use std::sync::Arc;

/// A rectangle of pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Where it lies.
    pub area: Area,
    /// Red, green and blue of each of its pixels, row by row.
    pub rgb: Vec<u8>,
}

/// All pixels of a smaller picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    whole: Area,
    rgb: Vec<u8>,
}

impl Frame {
    /// Of paper.
    pub fn new(scale: &Scale) -> Self {
        let whole = scale.whole();
        Self { whole, rgb: vec![u8::MAX; whole.pixels() * 3] }
    }

    /// All of it.
    pub fn whole(&self) -> Area {
        self.whole
    }

    /// Red, green and blue of each pixel, row by row.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// Puts a rectangle where it lies.
    pub fn lay(&mut self, cut: &Cut) {
        let row = cut.area.width as usize * 3;
        for (y, pixels) in (cut.area.y..).zip(cut.rgb.chunks_exact(row)) {
            let at = self.at(cut.area.x, y);
            self.rgb[at..at + row].copy_from_slice(pixels);
        }
    }

    /// A rectangle of it.
    pub fn cut(&self, area: Area) -> Cut {
        let row = area.width as usize * 3;
        let rows = (area.y..area.bottom()).map(|y| self.at(area.x, y));
        Cut { area, rgb: rows.flat_map(|at| &self.rgb[at..at + row]).copied().collect() }
    }

    /// The smallest rectangle of this that holds all pixels in which an older one of the same size differs; `None`
    /// when they are equal.
    pub fn since(&self, older: &Self) -> Option<Area> {
        older.news(self.whole, &self.rgb)
    }

    /// The smallest rectangle that holds all pixels in which those of an area differ.
    fn news(&self, area: Area, rgb: &[u8]) -> Option<Area> {
        let row = area.width as usize * 3;
        let (mut left, mut right, mut top, mut bottom) = (row, 0, None, 0);
        for (y, pixels) in (area.y..).zip(rgb.chunks_exact(row)) {
            let at = self.at(area.x, y);
            let had = &self.rgb[at..at + row];
            if had == pixels {
                continue;
            }
            let differs = |(one, other): (&u8, &u8)| one != other;
            let first = had.iter().zip(pixels).position(differs).unwrap_or(row);
            let last = had.iter().zip(pixels).rposition(differs).unwrap_or(0);
            (left, right) = (left.min(first / 3), right.max(last / 3 + 1));
            (top, bottom) = (top.or(Some(y)), y + 1);
        }
        let start = (area.x + left as u32, top?);
        Some(Area::between(start, (area.x + right as u32, bottom)))
    }

    fn at(&self, x: u32, y: u32) -> usize {
        (y as usize * self.whole.width as usize + x as usize) * 3
    }
}

/// The picture shown last, and the same smaller.
#[derive(Debug)]
pub struct Stage {
    scale: Scale,
    shown: Option<Pixmap>,
    frame: Arc<Frame>,
}

impl Stage {
    /// An empty stage.
    pub fn new(scale: Scale) -> Self {
        Self { frame: Arc::new(Frame::new(&scale)), scale, shown: None }
    }

    /// The smaller picture as it is now; what is shown later leaves it as it is.
    pub fn frame(&self) -> &Arc<Frame> {
        &self.frame
    }

    /// Shows the next picture and answers what changed: all of it at first, `None` when nothing did.
    pub fn show(&mut self, pixmap: &Pixmap) -> Option<Cut> {
        let is_first = self.shown.is_none();
        let shown = self.shown.replace(pixmap.clone());
        let shown = shown.unwrap_or_else(|| Pixmap::new(pixmap.size()));
        let mut changed: Option<Area> = None;
        for part in differences(&shown, pixmap) {
            let area = self.scale.reach(part);
            let cut = Cut { area, rgb: self.scale.paint(pixmap, area) };
            let Some(news) = self.frame.news(area, &cut.rgb) else { continue };
            Arc::make_mut(&mut self.frame).lay(&cut);
            changed = Some(changed.map_or(news, |area| area.with(news)));
        }
        let changed = if is_first { Some(self.scale.whole()) } else { changed };
        changed.map(|area| self.frame.cut(area))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Brush, Point, Rgb, Size, Tool};
    use crate::raster::StrokeMask;

    #[test]
    fn only_what_changed_is_cut_out() {
        let scale = Scale::to_width(Size::new(80, 70).expect("a size"), 80);
        let mut frame = Frame::new(&scale);
        let before = frame.clone();
        let area = Area { x: 10, y: 20, width: 30, height: 5 };
        let mut cut = frame.cut(area);
        assert_eq!(frame.since(&before), None, "the same");
        cut.rgb[(30 + 7) * 3 + 1] = 0;
        cut.rgb[(3 * 30 + 4) * 3 + 2] = 0;
        let news = Area { x: 14, y: 21, width: 4, height: 3 };
        assert_eq!(frame.news(area, &cut.rgb), Some(news), "from the first to the last pixel");
        frame.lay(&cut);
        assert_eq!(frame.news(area, &cut.rgb), None, "it is there");
        assert_eq!(frame.since(&before), Some(news), "also where all of it is compared");
        assert_eq!(frame.cut(area).rgb, cut.rgb, "and can be cut out again");
    }

    #[test]
    fn what_is_far_apart_is_scaled_down_by_itself_and_told_as_one() {
        let size = Size::new(800, 600).expect("a size");
        let mut pixmap = Pixmap::new(size);
        let mut stage = Stage::new(Scale::to_width(size, 384));
        let first = stage.show(&pixmap).map(|cut| cut.area);
        assert_eq!(first, Some(stage.frame().whole()), "all of it at first");
        let before = Arc::clone(stage.frame());
        let brush = Brush::new(Tool::Pencil, Rgb([9, 8, 7]), 255).expect("a brush");
        for (x, y) in [(20.0, 20.0), (780.0, 590.0)] {
            let point = Point::from_px(x, y, 5.0).expect("a point");
            pixmap.paint(&StrokeMask::of(size, &[point], true), brush);
        }
        let changed: Vec<_> = differences(&Pixmap::new(size), &pixmap);
        assert_eq!(changed.len(), 2, "two tiles, nothing between them: {changed:?}");
        let cut = stage.show(&pixmap).expect("two dots");
        assert_eq!(Some(cut.area), stage.frame().since(&before), "the smallest rectangle");
        assert!(cut.area.width > 350 && cut.area.height > 260, "around both: {cut:?}");
        assert!(before.rgb().iter().all(|&byte| byte == u8::MAX), "who has the older keeps it");
        assert_eq!(stage.show(&pixmap), None, "nothing since");
    }
}
