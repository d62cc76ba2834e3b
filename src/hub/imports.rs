//! A room made of an archive: entries, pictures on the way, and the room only when all of it is there.

use super::exports::{Kept, wait};
use super::{Hub, Shelf};
use crate::archive::{ArchiveFailure, ArchiveReader, Fault, Part};
use crate::history::{Entry, Event, Images, WindowBounds};
use crate::model::{ImageId, RoomId, Seq, Size};
use crate::raster::Image;
use crate::room::{Past, Scene};
use crate::store::{Draft, Drafts, Keeper, Operation, RoomMeta, Store, StoreFailure};
use std::collections::HashMap;
use std::io::BufRead;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tracing::warn;

/// Entries stored at once.
const CHUNK_ENTRIES: usize = 2_048;

/// Letters added to a name to make it a new one.
const NEW_LETTERS: usize = 8;

/// New names that are tried: one of four billion is taken only by ill will.
const TRIES: usize = 4;

/// Bytes of images, unpacked, that are stored at once.
const CHUNK_IMAGE_BYTES: usize = 32 << 20;

/// How long painting what a host has hidden may take; beyond it the room is painted when it is opened.
const PAINT_TIME: Duration = Duration::from_mins(5);

/// Why an archive did not become a room.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// The archive is damaged, was cut, or is none.
    #[error("{}", words(.0))]
    Archive(#[from] ArchiveFailure),
    /// There is no entry in it.
    #[error("the archive holds nothing that was drawn")]
    Empty,
    /// A room of this name was drawn in.
    #[error("the room {0} is in use or has a drawing already")]
    Taken(RoomId),
    /// It cannot be stored.
    #[error(transparent)]
    Store(#[from] StoreFailure),
    /// Whoever asked does not want to wait any longer.
    #[error("the archive holds more than there is time for")]
    Stopped,
}

fn words(failure: &ArchiveFailure) -> String {
    match failure {
        ArchiveFailure::Line { fault: fault @ (Fault::Foreign | Fault::Version(_)), .. } => {
            fault.to_string()
        }
        _ => format!("the archive is damaged: {failure}"),
    }
}

/// How an archive is brought in.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions {
    /// How much stays undoable.
    pub window: WindowBounds,
    /// Entries between two keyframes.
    pub keyframe_entries: u64,
    /// Whether the beginning of a damaged archive is worth having.
    pub keep_whole: bool,
}

/// A room that waits for its name.
#[derive(Debug)]
pub struct Brought {
    draft: Draft,
    canvas: (Size, WindowBounds),
    /// Work was hidden in it: pictures of what came then are still to be painted.
    is_veiled: bool,
    /// The place of its last entry.
    pub seq: Seq,
    /// What ended the reading too early, if something did.
    pub damage: Option<ArchiveFailure>,
}

/// Reads an archive to its end and stores what is in it, for a room with these facts; `goes_on` is told how far
/// it is. Waits for the store and paints: not for async threads.
///
/// # Errors
/// When it is not stored as a whole, or as far as it is whole where that is wanted; then nothing of it is.
pub fn bring<R: BufRead>(
    (keeper, images): (&Keeper, &Arc<Shelf>),
    archive: &mut ArchiveReader<R>,
    meta: &RoomMeta,
    options: ImportOptions,
    goes_on: &mut dyn FnMut(Seq) -> bool,
) -> Result<Brought, ImportFailure> {
    let meta = *meta;
    let draft = with_drafts(keeper, move |drafts| drafts.begin(&meta))?;
    let bringing = Bringing::new(keeper, images, &meta, options, draft);
    let done = bringing.read(archive, options.keep_whole, goes_on);
    if done.is_err() {
        discard(keeper, draft);
    }
    done
}

impl Brought {
    /// Makes it a room of this name; false, and it waits on, when such a room was drawn in. Waits for the store.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn publish(&self, keeper: &Keeper, room: &RoomId) -> Result<bool, StoreFailure> {
        let (draft, named) = (self.draft, room.clone());
        let published = with_drafts(keeper, move |drafts| drafts.publish(draft, &named))?;
        if published && self.is_veiled {
            self.paint(keeper, room);
        }
        Ok(published)
    }

    /// Leaves a keyframe where the room will be opened.
    fn paint(&self, keeper: &Keeper, room: &RoomId) {
        let images = Arc::new(Shelf::new(keeper.clone()));
        let deadline = Instant::now() + PAINT_TIME;
        let (mut kept, goes_on) = (Kept::new(keeper, room), || Instant::now() < deadline);
        // On the way there may be more of them, but nobody has asked for those.
        let mut past = Past::new(&mut kept, self.canvas, self.seq, self.seq.0 + 1, &goes_on);
        if let Err(failure) = past.scene(self.seq, images) {
            warn!(%room, %failure, "an imported room could not be painted");
        }
    }

    /// Removes it again. Waits for the store.
    pub fn discard(self, keeper: &Keeper) {
        discard(keeper, self.draft);
    }
}

impl Hub {
    /// Makes a room of an archive, of this name or of a new one. Waits for the store and paints: not for async
    /// threads.
    ///
    /// # Errors
    /// When the archive is damaged, the room is in use, or it cannot be stored; then there is nothing of it.
    pub fn import<R: BufRead>(
        self: &Arc<Self>,
        archive: &mut ArchiveReader<R>,
        meta: &RoomMeta,
        name: Option<&RoomId>,
        goes_on: &mut dyn FnMut(Seq) -> bool,
    ) -> Result<RoomId, ImportFailure> {
        super::painter::stand_back();
        let (window, keyframe_entries) = (self.options().window, self.options().keyframe_entries);
        let options = ImportOptions { window, keyframe_entries, keep_whole: false };
        let from = archive.head().room.clone();
        let brought = bring((self.keeper(), self.images()), archive, meta, options, goes_on)?;
        let names = name.map_or_else(|| new_names(&from), |room| vec![room.clone()]);
        let found = names.into_iter().find_map(|room| match self.publish(&brought, &room) {
            Ok(true) => Some(Ok(room)),
            Ok(false) => None,
            Err(failure) => Some(Err(failure.into())),
        });
        let taken = || Err(ImportFailure::Taken(name.cloned().unwrap_or(from)));
        let named = found.unwrap_or_else(taken);
        if named.is_err() {
            brought.discard(self.keeper());
        }
        named
    }

    /// Makes it a room, unless somebody is in a room of this name now or ever drew in one.
    fn publish(self: &Arc<Self>, brought: &Brought, room: &RoomId) -> Result<bool, StoreFailure> {
        let Some(_reserved) = self.reserve(room) else { return Ok(false) };
        brought.publish(self.keeper(), room)
    }
}

/// Names like this one that no room has, as good as surely.
fn new_names(from: &RoomId) -> Vec<RoomId> {
    let new = |_| {
        let letters = uuid::Uuid::new_v4().simple().to_string();
        from.followed_by(&letters[..NEW_LETTERS])
    };
    (0..TRIES).filter_map(new).collect()
}

/// What is on its way to the store.
struct Bringing<'a> {
    keeper: &'a Keeper,
    draft: Draft,
    keyframe_entries: u64,
    album: Arc<Album>,
    scene: Scene,
    canvas: (Size, WindowBounds),
    /// Read and not stored.
    entries: Vec<Entry>,
    /// Work was hidden: the base would have to be painted anew, and is when all is there.
    is_veiled: bool,
    /// The place of the last keyframe.
    keyframe_at: Seq,
}

impl<'a> Bringing<'a> {
    fn new(
        keeper: &'a Keeper,
        images: &Arc<Shelf>,
        meta: &RoomMeta,
        options: ImportOptions,
        draft: Draft,
    ) -> Self {
        let album = Arc::new(Album { pending: Mutex::default(), shelf: Arc::clone(images) });
        let scene = Scene::blank(meta.size, options.window, Arc::clone(&album) as _);
        let keyframe_entries = options.keyframe_entries;
        Self {
            keeper,
            draft,
            keyframe_entries,
            album,
            scene,
            canvas: (meta.size, options.window),
            entries: Vec::new(),
            is_veiled: false,
            keyframe_at: Seq(0),
        }
    }

    fn read<R: BufRead>(
        mut self,
        archive: &mut ArchiveReader<R>,
        keep_whole: bool,
        goes_on: &mut dyn FnMut(Seq) -> bool,
    ) -> Result<Brought, ImportFailure> {
        let damage = loop {
            match archive.part() {
                Ok(Some(Part::Image(image))) => self.album.put(image),
                Ok(Some(Part::Entry(entry))) => {
                    self.take(entry);
                    if !goes_on(archive.seq()) {
                        return Err(ImportFailure::Stopped);
                    }
                }
                Ok(None) => break None,
                Err(failure) if keep_whole => break Some(failure),
                Err(failure) => return Err(failure.into()),
            }
            let seq = self.scene.room.seq();
            let due = !self.is_veiled && seq.0 >= self.keyframe_at.0 + self.keyframe_entries;
            if due || self.entries.len() >= CHUNK_ENTRIES || self.album.is_full() {
                self.store(due)?;
            }
        };
        let seq = self.scene.room.seq();
        match damage {
            Some(failure) if seq == Seq(0) => Err(failure.into()),
            None if seq == Seq(0) => Err(ImportFailure::Empty),
            damage => {
                self.store(true)?;
                let Self { draft, canvas, is_veiled, .. } = self;
                Ok(Brought { draft, canvas, is_veiled, seq, damage })
            }
        }
    }

    fn take(&mut self, entry: Entry) {
        self.is_veiled |= matches!(entry.command.event, Event::Veil(_));
        if self.is_veiled {
            self.scene.room.judge(&entry, |_, _| {});
        } else {
            self.scene.take(&entry);
        }
        self.entries.push(entry);
    }

    /// Stores what was read, and a keyframe of where that leads.
    fn store(&mut self, keyframe: bool) -> Result<(), StoreFailure> {
        let (draft, seq) = (self.draft, self.scene.room.seq());
        let entries = std::mem::take(&mut self.entries);
        let at = entries.last().map(|entry| entry.at);
        let images = self.album.pending();
        let keyframe = keyframe && !self.is_veiled;
        let kept = at.filter(|_| keyframe).map(|at| (at, self.scene.keyframe()));
        with_drafts(self.keeper, move |drafts| {
            drafts.extend(draft, &entries, &images)?;
            kept.map_or(Ok(()), |(at, data)| drafts.keep(draft, seq, at, &data))
        })?;
        // From here on they are found in the store.
        self.album.lock().clear();
        if keyframe {
            self.keyframe_at = seq;
        }
        Ok(())
    }
}

/// The images of an archive: those that are not stored yet, and then those that are.
#[derive(Debug)]
struct Album {
    pending: Mutex<HashMap<ImageId, Arc<Image>>>,
    shelf: Arc<Shelf>,
}

impl Album {
    fn put(&self, image: Arc<Image>) {
        self.lock().insert(image.id(), image);
    }

    fn pending(&self) -> Vec<Arc<Image>> {
        self.lock().values().cloned().collect()
    }

    fn is_full(&self) -> bool {
        self.lock().values().map(|image| image.bytes()).sum::<usize>() > CHUNK_IMAGE_BYTES
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ImageId, Arc<Image>>> {
        // The map is whole after every statement that holds the lock.
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Images for Album {
    fn image(&self, id: ImageId) -> Option<Arc<Image>> {
        let pending = self.lock().get(&id).cloned();
        pending.or_else(|| self.shelf.image(id))
    }
}

fn discard(keeper: &Keeper, draft: Draft) {
    if let Err(failure) = with_drafts(keeper, move |drafts| drafts.discard(draft)) {
        warn!(%failure, "what is left of an import goes when the store is opened next");
    }
}

fn with_drafts<T: Send + 'static>(
    keeper: &Keeper,
    work: impl FnOnce(&mut dyn Drafts) -> Result<T, StoreFailure> + Send + 'static,
) -> Result<T, StoreFailure> {
    let work = move |store: &mut dyn Store| work(store.drafts()?);
    wait(|reply| keeper.work(None, Operation::Append, work, reply))
}
