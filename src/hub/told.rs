//! What happens here, told to one listener; nothing here ever waits for it.

use super::Hub;
use crate::model::{ClassId, Millis, RoomId, SavedId, Seq};
use std::sync::Arc;
use tokio::sync::mpsc;
use tracing::warn;

/// Things that wait for the listener: rooms of a whole school that open in the same second.
const TOLD_MAX: usize = 4_096;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: Millis,
    /// What.
    pub what: Happened,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Somebody came to a room where nobody was.
    RoomOpened(RoomId, Seq),
    /// Everybody had left for a while, or was sent away.
    RoomClosed(RoomId),
    /// A moment of a room has a name now.
    RoomSaved(RoomId, SavedId, Arc<str>, Seq),
    /// A room was let go of.
    RoomDeleted(RoomId),
    /// There is a new class of this title.
    ClassMade(ClassId, Arc<str>),
    /// A class begins to draw, for the first time or after its end.
    ClassStarted(ClassId, Arc<str>),
    /// A class is over.
    ClassEnded(ClassId, Arc<str>),
    /// So many canvases of a class were saved at once.
    ClassCollected(ClassId, Arc<str>, usize),
}

impl Hub {
    /// Listens to what happens from here on; `None` when somebody does already.
    pub fn listen(&self) -> Option<mpsc::Receiver<Told>> {
        let (sender, told) = mpsc::channel(TOLD_MAX);
        self.listener.set(sender).is_ok().then_some(told)
    }

    /// Tells the listener, if there is one.
    pub(super) fn tell(&self, what: Happened) {
        let Some(listener) = self.listener.get() else { return };
        let told = Told { at: self.clock().now(), what };
        // Who listens no more needs to know nothing.
        if let Err(mpsc::error::TrySendError::Full(told)) = listener.try_send(told) {
            warn!(?told, "more happens than can be told: this is told to nobody");
        }
    }
}
