//! The journal of a room and what follows from it, in memory and pure.
//!
//! Invariant: the same entries give the same changes, the same window and the same picture. Nothing here
//! reads a clock, draws a random number, or waits.

mod done;
mod doubled;
mod entry;
mod keyframe;
mod note;
mod path;
mod picture;
mod svg;
mod timeline;
mod window;

pub use done::{Done, DoneKind};
pub use doubled::Doubled;
pub use entry::{Change, ChatLine, Command, Entry, Event, Happening, Veil};
pub use keyframe::{KeyframeDamage, pack_keyframe, unpack_keyframe, unpack_keyframe_room};
pub use note::Note;
pub use picture::{Images, NoImages, Picture};
pub use svg::Svg;
pub use timeline::{Lane, Mark, MarkKind, Timeline};
pub use window::{Item, ItemKind, Window, WindowBounds};
