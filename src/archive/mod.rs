//! A canvas as one file that anybody can read: lines of JSON, packed with zstd (PROTOCOL.md section A).
//!
//! Invariant: writing and reading need the same memory for every length, and what is read is either exactly
//! what was written or a sentence that names the line. Plain synchronous code over `Read` and `Write`.

mod blocks;
mod failure;
mod lines;
mod reader;
mod text;
mod writer;

pub use failure::{ArchiveFailure, Fault};
pub use reader::{ArchiveReader, Bounds, Part};
pub use writer::ArchiveWriter;

use crate::history::WindowBounds;
use crate::model::{RoomId, Seq};
use crate::protocol::limits::STROKE_POINTS_MAX;
use crate::raster::IMAGE_PIXELS_MAX;
use crate::store::RoomMeta;

/// Version of the format; another one is refused.
pub const ARCHIVE_VERSION: u32 = 1;

/// What the name of such a file ends with.
pub const EXTENSION: &str = "easel";

/// Bytes of lines after which the next packed block begins, each with a checksum of its own: what damage to
/// one place can take along. Larger ones would be packed a twentieth smaller.
const BLOCK_BYTES: usize = 64 << 10;

/// Bytes of the first blocks; they grow with the archive, so that of a small one, too, damage takes along little.
const BLOCK_BYTES_MIN: usize = 4 << 10;

/// Bytes of a block that are read at once; blocks of other programs may be longer.
const BLOCK_BYTES_MAX: usize = 4 << 20;

/// Bytes of a line without an image: the longest stroke there may be takes some 50 KB.
const LINE_BYTES_MAX: usize = 128 << 10;

/// Bytes of a line with an image: four bytes for each pixel of the largest one, as base64, and some more.
const IMAGE_LINE_BYTES_MAX: usize = IMAGE_PIXELS_MAX as usize * 4 / 3 * 4 + (1 << 20);

/// Points of one entry: no stroke has more.
const POINTS_MAX: usize = STROKE_POINTS_MAX;

/// Different images in one archive; bounds what is remembered of them.
const IMAGES_MAX: usize = 65_536;

/// Largest number in an archive: every integer up to here is exact in JavaScript (2⁵³ − 1).
const NUMBER_MAX: u64 = (1 << 53) - 1;

/// What an archive says of its canvas before the first entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The room it was drawn in.
    pub room: RoomId,
    /// What never changed about it.
    pub meta: RoomMeta,
    /// How much of the newest work could be undone there.
    pub window: WindowBounds,
    /// The place of the last entry.
    pub seq: Seq,
}
