//! easel: a collaborative drawing canvas.
//!
//! One ordered journal per room; everything else is a place in it. See ARCHITECTURE.md for the floors and
//! the way of a stroke.

pub mod history;
pub mod model;
pub mod protocol;
pub mod room;
