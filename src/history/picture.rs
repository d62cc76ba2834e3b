//! The pixels of a room at one place: a base, the masks of the window's strokes above it, and the two
//! composed. It takes in the same changes as every browser and paints by the same rule.

use super::{Change, Happening, Item, ItemKind, Window, WindowBounds};
use crate::model::{ImageId, Placement, Point, Seq, Size};
use crate::raster::{Image, Pixmap, StrokeMask};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

/// Where the pixels of images come from.
pub trait Images: fmt::Debug + Send + Sync {
    /// The image of this name; `None` when it is lost, and then nothing is painted for it.
    fn image(&self, id: ImageId) -> Option<Arc<Image>>;
}

/// No images at all: for rooms that hold none.
#[derive(Clone, Copy, Debug)]
pub struct NoImages;

impl Images for NoImages {
    fn image(&self, _: ImageId) -> Option<Arc<Image>> {
        None
    }
}

/// A room's pixels at one place of its journal.
#[derive(Debug)]
pub struct Picture {
    window: Window,
    source: Arc<dyn Images>,
    masks: HashMap<Seq, StrokeMask>,
    images: HashMap<Seq, (Arc<Image>, Placement)>,
    base: Pixmap,
    base_version: u64,
    flat: Pixmap,
    dirty: BTreeSet<usize>,
}

impl Picture {
    /// Blank paper.
    pub fn new(size: Size, bounds: WindowBounds, source: Arc<dyn Images>) -> Self {
        Self::restore(Window::new(bounds), Pixmap::new(size), source)
    }

    /// The picture of a keyframe: its base and the items above it.
    pub fn restore(window: Window, base: Pixmap, source: Arc<dyn Images>) -> Self {
        let flat = base.clone();
        let mut picture = Self {
            window: Window::default(),
            source,
            masks: HashMap::new(),
            images: HashMap::new(),
            base,
            base_version: 0,
            flat,
            dirty: BTreeSet::new(),
        };
        for item in window.items() {
            match &item.kind {
                ItemKind::Stroke { points, ended, .. } => picture.begin(item.seq, points, *ended),
                ItemKind::Image(place) => picture.lay(item.seq, place),
                ItemKind::Clear => picture.soil_all(),
            }
        }
        picture.window = window;
        picture
    }

    /// The items above the base.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// What has left the window.
    pub fn base(&self) -> &Pixmap {
        &self.base
    }

    /// Counts how often the base changed.
    pub fn base_version(&self) -> u64 {
        self.base_version
    }

    /// Takes in one change.
    pub fn apply(&mut self, change: &Change) {
        match &change.what {
            Happening::Begin { points, ended, .. } => self.begin(change.seq, points, *ended),
            Happening::Points { stroke, points } => self.grow(*stroke, points),
            Happening::End { stroke } => self.end(*stroke),
            Happening::Cancel { stroke: item }
            | Happening::Hide { item }
            | Happening::Show { item } => self.soil(*item),
            Happening::Place { place, .. } => self.lay(change.seq, place),
            Happening::Clear { .. } => self.soil_all(),
            Happening::Chat { .. } | Happening::Rebase { .. } => {}
        }
        if let Happening::Cancel { stroke } = &change.what {
            self.masks.remove(stroke);
        }
        for item in self.window.apply(change) {
            self.settle(&item);
        }
    }

    /// What a screen shows: the base with all visible items above it.
    pub fn flat(&mut self) -> &Pixmap {
        for index in std::mem::take(&mut self.dirty) {
            self.compose(index);
        }
        &self.flat
    }

    /// Takes another base in place of its own, at the same place.
    pub fn rebase(&mut self, base: Pixmap) {
        self.base = base;
        self.base_version += 1;
        self.soil_all();
    }

    fn begin(&mut self, seq: Seq, points: &[Point], ended: bool) {
        let mut mask = StrokeMask::new(self.base.size());
        mask.extend(points);
        if ended {
            mask.end();
        }
        self.dirty.extend(mask.take_changed());
        self.masks.insert(seq, mask);
    }

    fn lay(&mut self, seq: Seq, place: &Placement) {
        if let Some(image) = self.source.image(place.image) {
            self.dirty.extend(self.base.tiles_of(place));
            self.images.insert(seq, (image, *place));
        }
    }

    fn grow(&mut self, stroke: Seq, points: &[Point]) {
        if let Some(mask) = self.masks.get_mut(&stroke) {
            mask.extend(points);
            self.dirty.extend(mask.take_changed());
        }
    }

    fn end(&mut self, stroke: Seq) {
        if let Some(mask) = self.masks.get_mut(&stroke) {
            mask.end();
            self.dirty.extend(mask.take_changed());
        }
    }

    /// Everything the item covers must be composed again.
    fn soil(&mut self, item: Seq) {
        if let Some((_, place)) = self.images.get(&item) {
            return self.dirty.extend(self.base.tiles_of(place));
        }
        match self.masks.get(&item) {
            Some(mask) => self.dirty.extend(mask.touched()),
            None if self.window.item(item).is_some() => self.soil_all(),
            None => {}
        }
    }

    fn soil_all(&mut self) {
        self.dirty.extend(0..self.base.tiles());
    }

    /// Paints an item that left the window into the base, for good.
    fn settle(&mut self, item: &Item) {
        let mask = self.masks.remove(&item.seq);
        let image = self.images.remove(&item.seq);
        if item.hidden {
            return;
        }
        match (&item.kind, mask) {
            (ItemKind::Clear, _) => self.base.clear(),
            (ItemKind::Image(place), _) => {
                let Some((image, _)) = image else { return };
                for index in self.base.tiles_of(place) {
                    self.base.paint_image_tile(index, &image, place);
                }
            }
            (ItemKind::Stroke { brush, .. }, Some(mask)) => self.base.paint(&mask, *brush),
            (ItemKind::Stroke { .. }, None) => {
                unreachable!("every stroke in the window has a mask")
            }
        }
        self.base_version += 1;
    }

    fn compose(&mut self, index: usize) {
        let is_wall = |item: &Item| !item.hidden && item.kind == ItemKind::Clear;
        let wall = self.window.items().rposition(is_wall);
        let below = if wall.is_some() { None } else { self.base.tile(index).cloned() };
        self.flat.set_tile(index, below);
        let above = self.window.items().skip(wall.map_or(0, |at| at + 1));
        for item in above.filter(|item| !item.hidden) {
            if let Some((image, place)) = self.images.get(&item.seq) {
                self.flat.paint_image_tile(index, image, place);
            } else if let ItemKind::Stroke { brush, .. } = &item.kind
                && let Some(mask) = self.masks.get(&item.seq).and_then(|mask| mask.tile(index))
            {
                self.flat.paint_tile(index, mask, *brush);
            }
        }
    }
}
