//! The journal of a room and what follows from it, in memory and pure.
//!
//! Invariant: the same entries give the same changes, the same window and the same picture. Nothing here
//! reads a clock, draws a random number, or waits.

mod entry;
mod window;

pub use entry::{Change, ChatLine, Command, Entry, Event, Happening};
pub use window::{Item, ItemKind, Window, WindowBounds};
