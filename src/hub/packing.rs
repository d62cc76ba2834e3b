//! A room as an archive, made a part at a time: who takes the parts slowly holds nothing up.

use super::Shelf;
use super::exports::wait;
use crate::archive::{ArchiveWriter, Head};
use crate::history::{Entry, Event};
use crate::model::{ImageId, RoomId, Seq};
use crate::store::{Keeper, StoreFailure};
use std::io;

/// Entries read at once: some 100 KB.
const CHUNK_ENTRIES: u64 = 2_048;

/// Why a room cannot be packed.
#[derive(Debug, thiserror::Error)]
pub enum PackingFailure {
    /// The journal cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFailure),
    /// An image is not there any more.
    #[error("entry {0} lays the image {1} on the canvas, which is lost")]
    Lost(Seq, ImageId),
    /// It cannot be packed.
    #[error(transparent)]
    Packing(#[from] io::Error),
}

/// An archive that is being made.
pub struct Packing {
    writer: Option<ArchiveWriter<Vec<u8>>>,
    room: RoomId,
    until: Seq,
}

impl Packing {
    /// Begins the archive of the room that the head names, up to the place it says.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn begin(head: &Head) -> Result<Self, PackingFailure> {
        let writer = Some(ArchiveWriter::new(Vec::new(), head)?);
        Ok(Self { writer, room: head.room.clone(), until: head.seq })
    }

    /// How far it is.
    pub fn seq(&self) -> Seq {
        self.writer.as_ref().map_or(self.until, ArchiveWriter::seq)
    }

    /// The next bytes; `None` when there are no more. Waits for the store: not for async threads.
    ///
    /// # Errors
    /// When the journal cannot be read, or an image is lost.
    pub fn part(
        &mut self,
        keeper: &Keeper,
        images: &Shelf,
    ) -> Result<Option<Vec<u8>>, PackingFailure> {
        while let Some(mut writer) = self.writer.take() {
            let after = writer.seq();
            let limit = CHUNK_ENTRIES.min(self.until.0 - after.0) as usize;
            let entries = wait(|reply| keeper.entries(self.room.clone(), after, limit, reply))?;
            for entry in &entries {
                put(&mut writer, entry, images)?;
            }
            if entries.is_empty() || writer.seq() >= self.until {
                return Ok(Some(writer.finish()?));
            }
            let part = std::mem::take(writer.out());
            self.writer = Some(writer);
            if !part.is_empty() {
                return Ok(Some(part));
            }
        }
        Ok(None)
    }
}

fn put(
    writer: &mut ArchiveWriter<Vec<u8>>,
    entry: &Entry,
    images: &Shelf,
) -> Result<(), PackingFailure> {
    if let Event::Place(place) = &entry.command.event
        && !writer.has(place.image)
    {
        let png = images.file(place.image);
        let png = png.ok_or(PackingFailure::Lost(entry.seq, place.image))?;
        writer.image(place.image, &png)?;
    }
    Ok(writer.entry(entry)?)
}
