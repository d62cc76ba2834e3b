//! A room with its pixels, at one place of its journal.

use super::Room;
use crate::history::{Entry, Images, Picture, WindowBounds, pack_keyframe};
use crate::model::Size;
use std::sync::Arc;

/// A room and its pixels at one place of its past.
#[derive(Debug)]
pub struct Scene {
    /// The room.
    pub room: Room,
    /// Its pixels.
    pub picture: Picture,
}

impl Scene {
    /// A room in which nothing has happened.
    pub fn blank(size: Size, bounds: WindowBounds, images: Arc<dyn Images>) -> Self {
        Self { room: Room::new(bounds), picture: Picture::new(size, bounds, images) }
    }

    /// Takes in the next entry. After one that hides what was done, or shows it again, the base must be painted
    /// anew.
    ///
    /// # Panics
    /// When the entry is not the next one.
    pub fn take(&mut self, entry: &Entry) {
        let verdict = self.room.judge(entry, |_, _| {});
        verdict.changes.iter().for_each(|change| self.picture.apply(change));
    }

    /// The bytes of a keyframe at this place.
    pub fn keyframe(&self) -> Vec<u8> {
        pack_keyframe(&self.room.save(), self.picture.base())
    }
}
