//! The picture of a canvas at twice its size, painted anew from its items.

use super::{Images, Item, ItemKind};
use crate::model::Size;
use crate::raster::{Pixmap, StrokeMask};

/// A picture with four pixels for each of its canvas: the rule with every coordinate and radius doubled, so
/// that edges are as sharp as they can be; images have no more to show, and each of their pixels is laid on
/// four.
#[derive(Debug)]
pub struct Doubled<'a> {
    images: &'a dyn Images,
    pixmap: Pixmap,
}

impl<'a> Doubled<'a> {
    /// Blank paper for a canvas of this size; `None` when twice its size is larger than a picture may be.
    pub fn new(images: &'a dyn Images, canvas: Size) -> Option<Self> {
        let size = Size::new(canvas.width() * 2, canvas.height() * 2)?;
        Some(Self { images, pixmap: Pixmap::new(size) })
    }

    /// Paints the next item over the others; a hidden one changes nothing.
    pub fn paint(&mut self, item: &Item) {
        if item.hidden {
            return;
        }
        match &item.kind {
            ItemKind::Stroke { brush, points, ended } => {
                let mask = StrokeMask::of_doubled(self.pixmap.size(), points, *ended);
                self.pixmap.paint(&mask, *brush);
            }
            ItemKind::Image(place) => {
                if let Some(image) = self.images.image(place.image) {
                    self.pixmap.paint_image_doubled(&image, place);
                }
            }
            ItemKind::Clear => self.pixmap.clear(),
        }
    }

    /// The pixels.
    pub fn pixmap(&self) -> &Pixmap {
        &self.pixmap
    }
}
