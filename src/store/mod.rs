//! Journals and keyframes, kept.
//!
//! Invariant: what [`Store::append`] has answered for is on disk, in its place, once. What cannot be read
//! exactly as it was written is a failure that names the row, never another drawing. Nothing here knows
//! what an entry means, reads a clock, or waits for anything but the disk.

mod checkup;
mod classes;
mod classes_disk;
mod classes_memory;
mod disk;
mod doors;
mod doors_disk;
mod doors_memory;
mod drafts;
mod failure;
mod fold;
mod folding;
mod gallery;
mod gallery_disk;
mod gallery_memory;
mod gallery_reader;
mod hooks;
mod hooks_disk;
mod hooks_memory;
mod keeper;
mod keyframes;
mod listing;
mod looking;
mod memory;
mod reader;
mod reading;
pub mod record;
mod record_rules;
mod rooms;
mod run;
mod schema;
mod shelf;
mod times;
mod varint;

pub use classes::{CLASS_BYTES_MAX, Classes, Lead};
pub use disk::{DiskStore, FILE_NAME};
pub use doors::{Doors, PASSES_MAX};
pub use drafts::{Draft, Drafts};
pub use failure::{Cause, Operation, StoreFailure};
pub use gallery::{Changed, DELETED_MS, Gallery, Listing, Order, SavedCanvas, SavedChange};
pub use hooks::{HOOKS_MAX, Hook, Hooks};
pub use keeper::{Keeper, Reply};
pub use keyframes::{KEYFRAME_BYTES_MAX, KEYFRAMES_MAX, KEYFRAMES_NEWEST};
pub use listing::{Listed, RoomFacts};
pub use memory::MemoryStore;
pub use reader::Reader;

use crate::history::{Command, Entry};
use crate::model::{Code, ImageId, JournalId, Millis, RoomId, Seq, Size};
use crate::raster::Image;
use std::sync::Arc;

/// What is known of a room from its first entry on, and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomMeta {
    /// The life of its journal.
    pub journal: JournalId,
    /// Its canvas.
    pub size: Size,
    /// When it was first drawn in.
    pub created: Millis,
}

/// A room as it was stored: enough to go on from.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// What never changes.
    pub meta: RoomMeta,
    /// The place of its newest entry; zero when there is none.
    pub last: Seq,
    /// The newest picture and its place, when there is one.
    pub keyframe: Option<(Seq, Vec<u8>)>,
    /// Every entry after the picture; all of them when there is no picture.
    pub entries: Vec<Entry>,
}

/// Commands of one room, to become its next entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Append {
    /// The room.
    pub room: RoomId,
    /// What the room becomes when these are its first entries; without effect later.
    pub meta: RoomMeta,
    /// The time of all these entries.
    pub at: Millis,
    /// What was asked for, in order.
    pub commands: Vec<Command>,
    /// The images these commands lay on the canvas and the store may not have; kept once, whoever shows them.
    pub images: Vec<Arc<Image>>,
}

/// Where journals are kept. The entries of a room have the places 1, 2, 3 … without a gap.
pub trait Store: Send {
    /// What is stored of a room; `None` when it was never drawn in. Writes nothing.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or not as it was written.
    fn open(&mut self, room: &RoomId) -> Result<Option<Saved>, StoreFailure>;

    /// Stores all of it durably, or nothing; the first append of a room makes the room. Answers the place
    /// of the first entry of each append.
    ///
    /// # Errors
    ///
    /// When it cannot be stored; nothing of it is then, and the store may be asked again.
    fn append(&mut self, batch: &[Append]) -> Result<Vec<Seq>, StoreFailure>;

    /// At most `limit` entries after a place, oldest first; none for a room never drawn in.
    ///
    /// # Errors
    ///
    /// When they cannot be read, or not as they were written.
    fn entries(
        &mut self,
        room: &RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreFailure>;

    /// The place of the last entry that came at `time` or before; zero when none did, and for a room never
    /// drawn in.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read, or not as it was written.
    fn place_at(&mut self, room: &RoomId, time: Millis) -> Result<Seq, StoreFailure>;

    /// The newest keyframe at or before a place, with its own; `None` when there is none.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn keyframe(&mut self, room: &RoomId, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure>;

    /// Keeps a picture of a room at a place: of all of them the newest [`KEYFRAMES_NEWEST`], and of those
    /// before so many, spread evenly, that they are at most [`KEYFRAMES_MAX`] and [`KEYFRAME_BYTES_MAX`].
    /// Keeping it twice is keeping it once.
    ///
    /// # Errors
    ///
    /// When it cannot be stored, or the room has no such place.
    fn put_keyframe(
        &mut self,
        room: &RoomId,
        seq: Seq,
        at: Millis,
        data: &[u8],
    ) -> Result<(), StoreFailure>;

    /// The file of an image that was stored with an entry; `None` when there is none of this name.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or not as it was written.
    fn image(&mut self, id: ImageId) -> Result<Option<Vec<u8>>, StoreFailure>;

    /// The code of a room: always the same one, at first one of `free` that leads nowhere else; `None` when
    /// they all do.
    ///
    /// # Errors
    ///
    /// When it cannot be read or stored.
    fn code(&mut self, room: &RoomId, free: &[Code]) -> Result<Option<Code>, StoreFailure>;

    /// The part that keeps names of moments, and rooms as wholes.
    fn gallery(&mut self) -> &mut dyn Gallery;

    /// The part that keeps who may come into which room.
    fn doors(&mut self) -> &mut dyn Doors;

    /// The part that keeps classes, and where codes lead.
    fn classes(&mut self) -> &mut dyn Classes;

    /// The part that keeps who is told of what happens.
    fn hooks(&mut self) -> &mut dyn Hooks;

    /// Where rooms are brought in from elsewhere.
    ///
    /// # Errors
    ///
    /// When this store takes none.
    fn drafts(&mut self) -> Result<&mut dyn Drafts, StoreFailure> {
        let cause = Cause::System("it takes no canvases from elsewhere".to_owned());
        Err(StoreFailure { operation: Operation::Append, place: "the store".to_owned(), cause })
    }

    /// Writes something durably that changes nothing, to see whether that can be done now.
    ///
    /// # Errors
    ///
    /// When it cannot.
    fn probe(&mut self) -> Result<(), StoreFailure>;

    /// Brings everything to its final place on disk. The store may still be used after.
    ///
    /// # Errors
    ///
    /// When that cannot be done; everything that was answered for is stored all the same.
    fn close(&mut self) -> Result<(), StoreFailure>;
}

/// Why a keyframe has no place in a journal that ends at `last`; `None` when it has one.
fn misplaced(room: &RoomId, seq: Seq, last: Option<Seq>) -> Option<Cause> {
    match last {
        None => Some(Cause::Missing(format!("room {room} was never drawn in"))),
        Some(last) if last < seq => {
            Some(Cause::Missing(format!("room {room} ends at {last}, the picture is at {seq}")))
        }
        Some(_) => None,
    }
}
