//! Images that are at hand: those sent lately, and those that rooms on screens show.

use super::exports::wait;
use crate::history::Images;
use crate::model::ImageId;
use crate::raster::Image;
use crate::store::Keeper;
use bytes::Bytes;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tracing::error;

/// Bytes of images at hand, the one used last apart: some dozen that fill a canvas.
const BYTES_MAX: usize = 128 << 20;

/// Images that were used lately, the newest last; others are read from the store.
#[derive(Debug)]
pub struct Shelf {
    keeper: Keeper,
    recent: Mutex<VecDeque<Arc<Image>>>,
}

impl Shelf {
    /// An empty shelf in front of a store.
    pub fn new(keeper: Keeper) -> Self {
        Self { keeper, recent: Mutex::default() }
    }

    /// Puts an image at hand: from here on it can be laid on a canvas.
    pub fn put(&self, image: Arc<Image>) {
        let mut recent = self.lock();
        recent.retain(|known| known.id() != image.id());
        recent.push_back(image);
        let mut bytes: usize = recent.iter().map(|image| image.bytes()).sum();
        while bytes > BYTES_MAX && recent.len() > 1 {
            bytes -= recent.pop_front().map_or(0, |image| image.bytes());
        }
    }

    /// An image, if it is at hand.
    pub(super) fn find(&self, id: ImageId) -> Option<Arc<Image>> {
        self.lock().iter().find(|image| image.id() == id).cloned()
    }

    /// The file of an image, at hand or stored; waits for the store.
    pub fn file(&self, id: ImageId) -> Option<Bytes> {
        if let Some(image) = self.find(id) {
            return Some(image.png().clone());
        }
        match wait(|reply| self.keeper.image(id, reply)) {
            Ok(found) => found.map(Bytes::from),
            Err(failure) => {
                error!(image = %id, %failure, "an image cannot be read");
                None
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Image>>> {
        // The list is whole after every statement that holds the lock.
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Images for Shelf {
    /// Waits for the store: only painters ask, and they have threads of their own.
    fn image(&self, id: ImageId) -> Option<Arc<Image>> {
        if let Some(image) = self.find(id) {
            return Some(image);
        }
        let png = self.file(id)?;
        match Image::of_png(png) {
            Ok(image) => {
                let image = Arc::new(image);
                self.put(Arc::clone(&image));
                Some(image)
            }
            Err(failure) => {
                error!(image = %id, %failure, "an image cannot be read");
                None
            }
        }
    }
}
