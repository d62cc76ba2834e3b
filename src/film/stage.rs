//! What is shown: the picture at the size of the film, and what of it changed.

use crate::raster::{Area, Pixmap, Scale, difference};
use std::io;

/// A rectangle of pixels: red, green and blue of each, row by row.
#[derive(Debug)]
pub(super) struct Cut {
    /// Where it lies.
    pub(super) area: Area,
    /// Its pixels.
    pub(super) rgb: Vec<u8>,
}

impl Cut {
    /// The pixels as a still: in the way that makes drawings small, and where that is not much because they are a
    /// photo, in the other one if it is less.
    pub(super) fn encoded(
        &self,
        encode: impl Fn(&Self, Kind) -> io::Result<Vec<u8>>,
    ) -> io::Result<Vec<u8>> {
        let still = encode(self, Kind::Drawing)?;
        if still.len() * 4 < self.rgb.len() {
            return Ok(still);
        }
        let other = encode(self, Kind::Photo)?;
        Ok(if other.len() < still.len() { other } else { still })
    }
}

/// What pixels may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Few colours, each in large areas.
    Drawing,
    /// Each pixel is a little different from the one beside it.
    Photo,
}

/// All pixels of a film's picture.
#[derive(Debug)]
pub(super) struct Frame {
    width: u32,
    /// Red, green and blue of each, row by row.
    pub(super) rgb: Vec<u8>,
}

impl Frame {
    /// Of paper.
    pub(super) fn new(scale: &Scale) -> Self {
        let pixels = scale.whole().pixels();
        Self { width: scale.width(), rgb: vec![u8::MAX; pixels * 3] }
    }

    /// Puts a rectangle where it lies.
    pub(super) fn lay(&mut self, cut: &Cut) {
        let row = cut.area.width as usize * 3;
        for (y, pixels) in (cut.area.y..).zip(cut.rgb.chunks_exact(row)) {
            let at = self.at(cut.area.x, y);
            self.rgb[at..at + row].copy_from_slice(pixels);
        }
    }

    /// A rectangle of it.
    pub(super) fn cut(&self, area: Area) -> Cut {
        let row = area.width as usize * 3;
        let rows = (area.y..area.bottom()).map(|y| self.at(area.x, y));
        Cut { area, rgb: rows.flat_map(|at| &self.rgb[at..at + row]).copied().collect() }
    }

    /// The smallest rectangle that holds all pixels in which a cut differs; `None` when it does not.
    fn news(&self, cut: &Cut) -> Option<Area> {
        let row = cut.area.width as usize * 3;
        let (mut left, mut right, mut top, mut bottom) = (row, 0, None, 0);
        for (y, pixels) in (cut.area.y..).zip(cut.rgb.chunks_exact(row)) {
            let at = self.at(cut.area.x, y);
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
        let start = (cut.area.x + left as u32, top?);
        Some(Area::between(start, (cut.area.x + right as u32, bottom)))
    }

    fn at(&self, x: u32, y: u32) -> usize {
        (y as usize * self.width as usize + x as usize) * 3
    }
}

/// The picture shown last.
#[derive(Debug)]
pub(super) struct Stage {
    scale: Scale,
    shown: Option<Pixmap>,
    frame: Frame,
}

impl Stage {
    /// An empty stage.
    pub(super) fn new(scale: Scale) -> Self {
        Self { frame: Frame::new(&scale), scale, shown: None }
    }

    /// Shows the next picture and answers what changed: all of it at first, `None` when nothing did.
    pub(super) fn show(&mut self, pixmap: &Pixmap) -> Option<Cut> {
        let Some(shown) = self.shown.replace(pixmap.clone()) else {
            self.frame.rgb = self.scale.paint(pixmap, self.scale.whole());
            return Some(self.frame.cut(self.scale.whole()));
        };
        let area = self.scale.reach(difference(&shown, pixmap)?);
        let cut = Cut { area, rgb: self.scale.paint(pixmap, area) };
        let news = self.frame.news(&cut)?;
        self.frame.lay(&cut);
        Some(self.frame.cut(news))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Size;

    #[test]
    fn only_what_changed_is_cut_out() {
        let scale = Scale::to_width(Size::new(80, 70).expect("a size"), 80);
        let mut frame = Frame::new(&scale);
        let area = Area { x: 10, y: 20, width: 30, height: 5 };
        let mut cut = frame.cut(area);
        assert_eq!(frame.news(&cut), None, "the same");
        cut.rgb[(30 + 7) * 3 + 1] = 0;
        cut.rgb[(3 * 30 + 4) * 3 + 2] = 0;
        let news = Area { x: 14, y: 21, width: 4, height: 3 };
        assert_eq!(frame.news(&cut), Some(news), "from the first to the last pixel");
        frame.lay(&cut);
        assert_eq!(frame.news(&cut), None, "it is there");
        assert_eq!(frame.cut(area).rgb, cut.rgb, "and can be cut out again");
    }
}
