//! All rooms of this server, one task each.
//!
//! Invariant: one task owns one room and everything its members are sent; nothing of a room is behind a
//! lock, and no lock is held across an await. Async begins on this floor.

mod alarm;
mod answers;
mod awaited;
mod classes;
mod closing;
mod counts;
mod desk;
mod dictating;
mod doorway;
mod exports;
mod films;
mod forgetting;
mod images;
mod imports;
mod joining;
mod link;
mod member;
mod opening;
mod pace;
mod packing;
mod painter;
mod passes;
mod people;
mod replay;
mod reserved;
mod rooms;
mod roster;
mod saving;
mod storing;
mod task;
mod thumbs;
mod told;
mod veiling;

pub use classes::{
    ClassHandle, ClassLink, ClassMessage, ClassWish, Entering, MadeClass, NotEntered,
};
pub use counts::Counts;
pub use dictating::Dictation;
pub use exports::{ExportFailure, Kept, Standing, svg_of};
pub use films::{FilmFile, FilmOptions, FilmRefusal, FilmState};
pub use images::Shelf;
pub use imports::{Brought, ImportFailure, ImportOptions, bring};
pub use joining::{JoinFailure, Joining};
pub use link::{Clock, Link};
pub use member::Dialect;
pub use packing::{Packing, PackingFailure};
pub use painter::Flat;
pub use passes::fresh_key;
pub use replay::Passage;
pub use rooms::{MadeRoom, Removal, RoomWish};
pub use thumbs::{Glance, THUMB_WIDTH, Thumb, ThumbPart};
pub use told::{Happened, Told};

use crate::history::{Event, Veil, WindowBounds};
use crate::model::{AuthorId, ClientId, Deed, Door, Role, RoomId, Secret, Seq, Size};
use crate::protocol::{ClientMessage, CloseCode, PlainInput, Refusal};
use crate::raster::Image;
use crate::room::Rebuild;
use crate::store::{Keeper, Operation, Store, StoreFailure};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio_util::task::TaskTracker;

/// Messages waiting for one room. Above this, sockets stop reading and TCP pushes back.
const ROOM_MESSAGES_MAX: usize = 256;

/// What every room of a server is made with.
#[derive(Clone, Debug)]
pub struct HubOptions {
    /// Size of a new canvas. Default: 1920×1080.
    pub size: Size,
    /// How much stays undoable. Default: 512 items, 32,768 points.
    pub window: WindowBounds,
    /// Connections in one room. Default: 1,200, a lecture hall.
    pub room_clients_max: usize,
    /// Rooms open at once. Default: 10,000; an open room that nobody draws in costs some kilobytes.
    pub rooms_max: usize,
    /// Points a second one connection may send. Default: 2,000, eight pens at 240 Hz; zero means no bound.
    pub points_per_second: u32,
    /// How long a message may wait for others when relaying each by itself would take more than a quarter of
    /// a core. Default: 4 ms, a quarter of a frame; zero is never.
    pub pace: Duration,
    /// Silence after which a connection is pinged. Default: 20 s, under the 60 s of common proxies.
    pub ping_after: Duration,
    /// Silence after which a connection is dead. Default: 45 s.
    pub dead_after: Duration,
    /// How long an empty room stays open. Default: 60 s.
    pub idle_room: Duration,
    /// Entries between two keyframes. Default: 4,096, some 10 ms of replay.
    pub keyframe_entries: u64,
    /// Bytes of encoded entries kept for clients that are behind. Default: `RING_BYTES_MAX`.
    pub ring_bytes_max: usize,
    /// Bytes of an SVG before its older strokes become one picture. Default: 32 MiB, some million points;
    /// programs that draw such files need ten times as much memory.
    pub svg_bytes_max: usize,
    /// How long making one picture from a whole journal may take. Default: 30 s, millions of points.
    pub export_time: Duration,
    /// What films may cost.
    pub films: FilmOptions,
    /// File of the page's script that this server serves, told to pages so that older ones can reload.
    /// Default: none; a server fills in the one that is built in.
    pub page: String,
}

impl Default for HubOptions {
    fn default() -> Self {
        Self {
            size: Size::default(),
            window: WindowBounds::default(),
            room_clients_max: 1_200,
            rooms_max: 10_000,
            points_per_second: 2_000,
            pace: Duration::from_millis(4),
            ping_after: Duration::from_secs(20),
            dead_after: Duration::from_secs(45),
            idle_room: Duration::from_mins(1),
            keyframe_entries: 4_096,
            ring_bytes_max: crate::room::RING_BYTES_MAX,
            svg_bytes_max: 32 << 20,
            export_time: Duration::from_secs(30),
            films: FilmOptions::default(),
            page: String::new(),
        }
    }
}

/// What others tell a room; small, because every room keeps places for a few dozen.
#[derive(Debug)]
pub enum RoomMessage {
    /// A connection comes in; answered once it is a member.
    Join(Box<Joining>, oneshot::Sender<Result<(), JoinFailure>>),
    /// One frame of an easel client.
    Easel(ClientId, Box<[ClientMessage]>),
    /// One frame of a plain client.
    Plain(ClientId, Box<[PlainInput]>),
    /// A frame that could not be read.
    Unread(ClientId, Box<Refusal>),
    /// A frame for this client alone: a pong, the answer to a close, how much it may send.
    Control(ClientId, Box<[u8]>),
    /// The connection must end.
    Close(ClientId, CloseCode, &'static str),
    /// The connection takes bytes again.
    Writable(ClientId),
    /// The connection has ended; true when it said goodbye.
    Leave(ClientId, bool),
    /// Somebody wants to know how many are here.
    Count(oneshot::Sender<usize>),
    /// Somebody wants the picture; the answer is dropped when the room was never drawn in.
    Picture(oneshot::Sender<Arc<Flat>>),
    /// Somebody looks who was given this before, or nothing; answered with the small picture of now.
    Glance(Option<Box<Thumb>>, oneshot::Sender<Thumb>),
    /// Somebody wants to know how far the room is; the answer is dropped when it was never drawn in.
    Standing(oneshot::Sender<Standing>),
    /// The picture of an earlier place, to be laid over everything by this author.
    Restore(AuthorId, Seq, Arc<Image>),
    /// An author's work is hidden or shown again, by this author, and the base for it was begun.
    Veil(AuthorId, Box<(Veil, Rebuild)>),
    /// Who may come in has changed.
    Door(Box<Door>),
    /// A pass for whoever is here as this author.
    Give(AuthorId, Secret, Role),
    /// A host did something that is told by no other entry.
    Deed(AuthorId, Deed),
    /// Something in the name of a teacher, with the image it lays on the canvas.
    Order(AuthorId, Box<Event>, Option<Arc<Image>>),
    /// Strokes of this author, all at once; answered with the place of the last when they are stored.
    Dictate(AuthorId, Box<Dictation>),
    /// The room is let go of.
    Remove,
    /// The server stops.
    Drain,
}

const _: () = assert!(size_of::<RoomMessage>() <= 32, "rooms keep places for 32 of them");

/// How others speak to a room.
pub type RoomHandle = mpsc::Sender<RoomMessage>;

/// All rooms.
#[derive(Debug)]
pub struct Hub {
    rooms: Mutex<Option<HashMap<RoomId, RoomHandle>>>,
    tasks: TaskTracker,
    keeper: Keeper,
    answers: OnceLock<answers::Answers>,
    images: Arc<Shelf>,
    timelines: replay::Timelines,
    films: films::Films,
    classes: classes::Classes,
    listener: OnceLock<mpsc::Sender<Told>>,
    options: HubOptions,
    counts: Arc<Counts>,
    clock: Clock,
}

impl Hub {
    /// A hub without rooms that keeps its journals with `keeper`.
    pub fn new(keeper: Keeper, options: HubOptions, clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            rooms: Mutex::new(Some(HashMap::new())),
            tasks: TaskTracker::new(),
            images: Arc::new(Shelf::new(keeper.clone())),
            timelines: replay::Timelines::default(),
            films: films::Films::default(),
            classes: classes::Classes::default(),
            listener: OnceLock::new(),
            answers: OnceLock::new(),
            keeper,
            options,
            counts: Arc::default(),
            clock,
        })
    }

    /// What happened so far, in numbers.
    pub fn counts(&self) -> &Arc<Counts> {
        &self.counts
    }

    /// What rooms are made with.
    pub fn options(&self) -> &HubOptions {
        &self.options
    }

    /// The clock of this server.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where journals are kept.
    pub fn keeper(&self) -> &Keeper {
        &self.keeper
    }

    /// How what is stored comes back to rooms; from the first room on, as a hub may be made outside of a runtime.
    fn answers(&self) -> &answers::Answers {
        self.answers.get_or_init(|| answers::Answers::start(&self.keeper))
    }

    /// The images at hand.
    pub fn images(&self) -> &Arc<Shelf> {
        &self.images
    }

    /// Has the store do something in its turn; see [`Keeper::work`].
    ///
    /// # Errors
    /// What the work says, or that the store is gone.
    ///
    /// # Panics
    /// When the store drops a request: it promises to answer each of them.
    pub async fn store<T: Send + 'static>(
        &self,
        room: Option<&RoomId>,
        operation: Operation,
        work: impl FnOnce(&mut dyn Store) -> Result<T, StoreFailure> + Send + 'static,
    ) -> Result<T, StoreFailure> {
        let (reply, answer) = oneshot::channel();
        // If nobody waits for the answer any more, nobody needs it.
        self.keeper.work(room, operation, work, Box::new(move |done| drop(reply.send(done))));
        answer.await.expect("the store answers every request")
    }

    /// Brings a connection into a room and answers how to speak to that room.
    ///
    /// # Errors
    /// When the room is full or unreadable, or the server stops.
    pub async fn join(
        self: &Arc<Self>,
        room: &RoomId,
        joining: Joining,
    ) -> Result<RoomHandle, JoinFailure> {
        // A room may close for lack of people while we come in: then it is opened again.
        loop {
            let handle = self.room(room)?;
            let (reply, answer) = oneshot::channel();
            let message = RoomMessage::Join(Box::new(joining.clone()), reply);
            if handle.send(message).await.is_ok()
                && let Ok(joined) = answer.await
            {
                return joined.map(|()| handle);
            }
        }
    }

    /// The picture of a room now; `None` when it was never drawn in or cannot be read.
    pub async fn picture(self: &Arc<Self>, room: &RoomId) -> Option<Arc<Flat>> {
        let (reply, answer) = oneshot::channel();
        self.room(room).ok()?.send(RoomMessage::Picture(reply)).await.ok()?;
        answer.await.ok()
    }

    /// How many connections are in a room now.
    pub async fn count(&self, room: &RoomId) -> usize {
        let handle = self.lock().as_ref().and_then(|rooms| rooms.get(room).cloned());
        let Some(handle) = handle else { return 0 };
        let (reply, answer) = oneshot::channel();
        if handle.send(RoomMessage::Count(reply)).await.is_err() {
            return 0;
        }
        answer.await.unwrap_or(0)
    }

    /// Stops: nothing new comes in, everything accepted is stored, everybody is told.
    pub async fn drain(self: &Arc<Self>) {
        let hub = Arc::clone(self);
        let films = tokio::task::spawn_blocking(move || hub.films.stop());
        let rooms = self.lock().take().unwrap_or_default();
        self.drain_classes().await;
        for handle in rooms.into_values() {
            // A room that is already gone has nothing left to store.
            let _ = handle.send(RoomMessage::Drain).await;
        }
        self.tasks.close();
        self.tasks.wait().await;
        // What broke it was told where it broke.
        let _ = films.await;
    }

    fn room(self: &Arc<Self>, id: &RoomId) -> Result<RoomHandle, JoinFailure> {
        let mut rooms = self.lock();
        let rooms = rooms.as_mut().ok_or(JoinFailure::Stopping)?;
        if let Some(handle) = rooms.get(id).filter(|handle| !handle.is_closed()) {
            return Ok(handle.clone());
        }
        if rooms.len() >= self.options.rooms_max {
            return Err(JoinFailure::TooManyRooms);
        }
        let (handle, inbox) = mpsc::channel(ROOM_MESSAGES_MAX);
        rooms.insert(id.clone(), handle.clone());
        self.tasks.spawn(opening::open_room(
            Arc::clone(self),
            id.clone(),
            inbox,
            handle.downgrade(),
        ));
        Ok(handle)
    }

    /// Takes a room off the list at once: it broke.
    fn forget(&self, id: &RoomId) {
        if let Some(rooms) = self.lock().as_mut() {
            rooms.remove(id);
        }
    }

    /// Takes a room off the list, unless somebody is on the way in.
    fn retire(&self, id: &RoomId, inbox: &mut mpsc::Receiver<RoomMessage>) -> bool {
        let mut rooms = self.lock();
        if !inbox.is_empty() {
            return false;
        }
        inbox.close();
        if let Some(rooms) = rooms.as_mut() {
            rooms.remove(id);
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<RoomId, RoomHandle>>> {
        // The map is whole after every statement that holds the lock.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
