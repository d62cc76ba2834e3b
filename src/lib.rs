//! easel: a collaborative drawing canvas.
//!
//! One ordered journal per room; everything else is a place in it. Floors, bottom to top; a module uses only
//! floors below its own (`tests/tidy.rs` holds this):
//!
//! ```text
//! 8  cli
//! 7  server     bench
//! 6  hub
//! 5  archive    film    papers
//! 4  room       class
//! 3  store
//! 2  history
//! 1  protocol     raster
//! 0  model
//! ```
//!
//! Below `hub` everything is plain synchronous Rust: no async, no clock, no socket.

pub mod archive;
pub mod bench;
pub mod class;
pub mod cli;
pub mod film;
pub mod history;
pub mod hub;
pub mod model;
pub mod papers;
pub mod protocol;
pub mod raster;
pub mod room;
pub mod server;
pub mod store;
