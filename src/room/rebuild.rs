//! The base of a room painted anew from its whole journal, without what a host has hidden.
//!
//! It is a place in the journal, so it can be begun while the room goes on and be brought up to date later.

use super::{Unfolding, Veils};
use crate::history::{Entry, Images, Item, ItemKind, WindowBounds};
use crate::model::{Seq, Size};
use crate::raster::{Pixmap, StrokeMask};
use std::sync::Arc;

/// A base at one place.
#[derive(Debug)]
pub struct Rebuild {
    unfolding: Unfolding,
    veils: Veils,
    base: Pixmap,
    images: Arc<dyn Images>,
}

impl Rebuild {
    /// The beginning of a journal, of which this will be hidden.
    pub fn new(size: Size, bounds: WindowBounds, veils: Veils, images: Arc<dyn Images>) -> Self {
        Self { unfolding: Unfolding::new(bounds), veils, base: Pixmap::new(size), images }
    }

    /// Takes in the next entry.
    ///
    /// # Panics
    /// When the entry is not the next one: the store broke its promise.
    pub fn take(&mut self, entry: &Entry) {
        let Self { unfolding, veils, base, images } = self;
        unfolding.take(entry, |item, by_veil| {
            if veils.shows(&item, by_veil) {
                paint(base, &item, &**images);
            }
        });
    }

    /// The place of the last entry taken in.
    pub fn seq(&self) -> Seq {
        self.unfolding.seq()
    }

    /// What is hidden.
    pub fn veils(&self) -> &Veils {
        &self.veils
    }

    /// The pixels of everything that has left the window and is not hidden.
    pub fn into_base(self) -> Pixmap {
        self.base
    }
}

fn paint(base: &mut Pixmap, item: &Item, images: &dyn Images) {
    match &item.kind {
        ItemKind::Stroke { brush, points, ended } => {
            base.paint(&StrokeMask::of(base.size(), points, *ended), *brush);
        }
        ItemKind::Clear => base.clear(),
        ItemKind::Image(place) => {
            let Some(image) = images.image(place.image) else { return };
            for index in base.tiles_of(place) {
                base.paint_image_tile(index, &image, place);
            }
        }
    }
}
