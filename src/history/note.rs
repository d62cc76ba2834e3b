//! What a journal remembers beside the drawing: entries that change no picture.

use crate::model::{Deed, Rgb, Seq};
use std::sync::Arc;

/// Something to remember at a place of the journal; a replay tells it, no screen paints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// How its author is called from here on.
    Called {
        /// The name: 1 to 40 characters.
        name: Arc<str>,
        /// The author's colour.
        color: Rgb,
    },
    /// A part of the drawing begins.
    Chapter {
        /// What it is called: 1 to 80 characters.
        title: Arc<str>,
    },
    /// The picture of an earlier place is laid over everything by the entry after this one.
    Restored {
        /// That place.
        to: Seq,
    },
    /// A host did something.
    Deed(Deed),
}
