//! The pixels of a room at one place: a base, the masks of the window's strokes above it, and the two
//! composed. It takes in the same changes as every browser and paints by the same rule.

use super::{Change, Happening, Item, ItemKind, Window, WindowBounds};
use crate::model::{Point, Seq, Size};
use crate::raster::{Pixmap, StrokeMask};
use std::collections::{BTreeSet, HashMap};

/// A room's pixels at one place of its journal.
#[derive(Debug)]
pub struct Picture {
    window: Window,
    masks: HashMap<Seq, StrokeMask>,
    base: Pixmap,
    base_version: u64,
    flat: Pixmap,
    dirty: BTreeSet<usize>,
}

impl Picture {
    /// Blank paper.
    pub fn new(size: Size, bounds: WindowBounds) -> Self {
        Self::restore(Window::new(bounds), Pixmap::new(size))
    }

    /// The picture of a keyframe: its base and the items above it.
    pub fn restore(window: Window, base: Pixmap) -> Self {
        let flat = base.clone();
        let mut picture = Self {
            window: Window::default(),
            masks: HashMap::new(),
            base,
            base_version: 0,
            flat,
            dirty: BTreeSet::new(),
        };
        for item in window.items() {
            if let ItemKind::Stroke { points, ended, .. } = &item.kind {
                picture.begin(item.seq, points, *ended);
            } else {
                picture.soil_all();
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
            Happening::Clear { .. } => self.soil_all(),
            Happening::Chat { .. } => {}
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

    fn begin(&mut self, seq: Seq, points: &[Point], ended: bool) {
        let mut mask = StrokeMask::new(self.base.size());
        mask.extend(points);
        if ended {
            mask.end();
        }
        self.dirty.extend(mask.take_changed());
        self.masks.insert(seq, mask);
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
        if item.hidden {
            return;
        }
        match (&item.kind, mask) {
            (ItemKind::Clear, _) => self.base.clear(),
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
            if let ItemKind::Stroke { brush, .. } = &item.kind
                && let Some(mask) = self.masks.get(&item.seq).and_then(|mask| mask.tile(index))
            {
                self.flat.paint_tile(index, mask, *brush);
            }
        }
    }
}
