//! Opening a room: its journal is read, judged and shown again as if it had never been closed.

use super::doorway::Doorway;
use super::pace::Pace;
use super::painter::Painter;
use super::roster::Roster;
use super::storing::Storing;
use super::task::RoomTask;
use super::thumbs::Drawn;
use super::{ExportFailure, Happened, Hub, JoinFailure, Kept, RoomMessage, Standing};
use crate::history::{
    Change, Event, Images, KeyframeDamage, Picture, WindowBounds, unpack_keyframe,
};
use crate::model::{Door, JournalId, Millis, RoomId, Seq};
use crate::room::{Frames, LedgerDamage, Room, Scene, Source};
use crate::store::{Operation, RoomMeta, Saved, StoreFailure};
use std::sync::Arc;
use tokio::sync::mpsc;
use tracing::{error, info};
use uuid::Uuid;

/// Changes in one frame when the journal's end is shown again.
pub(super) const FRAME_CHANGES_MAX: usize = 256;

/// Why a room cannot be opened.
#[derive(Debug, thiserror::Error)]
enum OpenFailure {
    #[error(transparent)]
    Store(#[from] StoreFailure),
    #[error(transparent)]
    Keyframe(#[from] KeyframeDamage),
    #[error(transparent)]
    Ledger(#[from] LedgerDamage),
    #[error(transparent)]
    Past(#[from] ExportFailure),
}

/// Everything a room is when it opens.
struct Opened {
    meta: RoomMeta,
    room: Room,
    /// None while nothing has happened.
    picture: Option<Picture>,
    frames: Frames,
    keyframe_at: u64,
    /// When its newest entry came.
    newest: Millis,
    drawn: Drawn,
    changes: Vec<Change>,
}

/// Opens a room and runs it until it closes.
pub(super) async fn open_room(
    hub: Arc<Hub>,
    id: RoomId,
    mut inbox: mpsc::Receiver<RoomMessage>,
    wake: mpsc::WeakSender<RoomMessage>,
) {
    let (opened, door) = match open(&hub, &id).await {
        Ok(opened) => opened,
        Err(failure) => {
            error!(room = %id, %failure, "a room cannot be opened");
            return refuse_all(&hub, &id, &mut inbox);
        }
    };
    hub.counts().rooms.add(1);
    info!(room = %id, seq = %opened.room.seq(), "room opened");
    hub.tell(Happened::RoomOpened(id.clone(), opened.room.seq()));
    let task = build(&hub, id.clone(), opened, door, wake);
    // A task of its own: it lives for hours and should not hold what only opening needs.
    let tasks = hub.tasks.clone();
    tasks.spawn(async move {
        task.run(inbox).await;
        hub.counts().rooms.sub(1);
        info!(room = %id, "room closed");
        hub.tell(Happened::RoomClosed(id));
    });
}

async fn open(hub: &Arc<Hub>, id: &RoomId) -> Result<(Opened, Door), OpenFailure> {
    let asked = id.clone();
    let read = hub.store(Some(id), Operation::Read, move |store| {
        Ok((store.open(&asked)?, store.doors().door(&asked)?))
    });
    let (saved, door) = read.await?;
    let opened = match saved {
        Some(saved) => {
            // Images of the window are read here, and so off the async threads.
            let hub = Arc::clone(hub);
            let id = id.clone();
            let restored = tokio::task::spawn_blocking(move || restore(&hub, &id, &saved));
            restored.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))?
        }
        None => blank(hub),
    };
    Ok((opened, door))
}

fn blank(hub: &Hub) -> Opened {
    let options = hub.options();
    let journal = JournalId(Uuid::new_v4().as_u64_pair().0);
    let room = Room::new(options.window);
    Opened {
        meta: RoomMeta { journal, size: options.size, created: hub.clock().now() },
        picture: None,
        frames: Frames::new(room.place(), options.ring_bytes_max),
        room,
        keyframe_at: 0,
        newest: Millis::default(),
        drawn: Drawn::default(),
        changes: Vec::new(),
    }
}

/// What was saved as it was at its last keyframe: the entries after it are still to be judged.
fn at_keyframe(
    saved: &Saved,
    bounds: WindowBounds,
    images: Arc<dyn Images>,
) -> Result<(Room, Picture), OpenFailure> {
    let size = saved.meta.size;
    let Some((_, bytes)) = &saved.keyframe else {
        return Ok((Room::new(bounds), Picture::new(size, bounds, images)));
    };
    let (ledger, base) = unpack_keyframe(bytes, size)?;
    let room = Room::load(bounds, &ledger)?;
    let picture = Picture::restore(room.window().clone(), base, images);
    Ok((room, picture))
}

fn restore(hub: &Hub, id: &RoomId, saved: &Saved) -> Result<Opened, OpenFailure> {
    if saved.entries.iter().any(|entry| matches!(entry.command.event, Event::Veil(_))) {
        return rebased(hub, id, saved);
    }
    let images = Arc::clone(hub.images()) as _;
    let (mut room, picture) = at_keyframe(saved, hub.options().window, images)?;
    let keyframe_at = room.seq().0;
    let mut frames = Frames::new(room.place(), hub.options().ring_bytes_max);
    let newest = newest(hub, id, saved)?;
    // What is in the keyframe was drawn no later than its room's newest entry.
    let mut drawn = drawn_by(room.place(), newest);
    let mut changes = Vec::new();
    for entry in &saved.entries {
        let verdict = room.judge(entry, |_, _| {});
        drawn.note(entry, &verdict.changes);
        changes.extend(verdict.changes);
    }
    for chunk in changes.chunks(FRAME_CHANGES_MAX) {
        if let Some(last) = chunk.last() {
            frames.push(last.seq, chunk, None);
        }
    }
    let (meta, picture) = (saved.meta, Some(picture));
    Ok(Opened { meta, room, picture, frames, keyframe_at, newest, drawn, changes })
}

/// A room whose base became another one after its last keyframe: only its end can be shown.
fn rebased(hub: &Hub, id: &RoomId, saved: &Saved) -> Result<Opened, OpenFailure> {
    let (meta, end) = (saved.meta, saved.last);
    let RoomMeta { journal, size, created } = meta;
    let standing = Standing { journal, size, created, seq: end, end };
    let Scene { room, picture } = hub.scene_anew(id, standing)?;
    let newest = newest(hub, id, saved)?;
    Ok(Opened {
        meta,
        frames: Frames::new(room.place(), hub.options().ring_bytes_max),
        keyframe_at: room.seq().0,
        newest,
        drawn: drawn_by(room.place(), newest),
        room,
        picture: Some(picture),
        changes: Vec::new(),
    })
}

/// When the newest entry came, also where the journal ends with its keyframe.
fn newest(hub: &Hub, id: &RoomId, saved: &Saved) -> Result<Millis, StoreFailure> {
    if let Some(entry) = saved.entries.last() {
        return Ok(entry.at);
    }
    let before = Seq(saved.last.0.saturating_sub(1));
    let last = Kept::new(hub.keeper(), id).entries(before, 1)?;
    Ok(last.first().map_or_else(Millis::default, |entry| entry.at))
}

/// The picture of a place that was drawn at a time or before.
fn drawn_by(seq: Seq, at: Millis) -> Drawn {
    Drawn { seq, at: (seq > Seq(0)).then_some(at) }
}

fn build(
    hub: &Arc<Hub>,
    id: RoomId,
    opened: Opened,
    door: Door,
    wake: mpsc::WeakSender<RoomMessage>,
) -> Box<RoomTask> {
    let counts = hub.counts();
    let (meta, shared) = (opened.meta, Arc::clone(counts));
    let mut painter = if let Some(picture) = opened.picture {
        Painter::new(picture, meta.journal, shared)
    } else {
        let images = Arc::clone(hub.images()) as _;
        Painter::blank(meta.size, hub.options().window, images, meta.journal, shared)
    };
    painter.follow(opened.changes);
    let store = (hub.keeper(), hub.answers());
    let storing = Storing::new(store, id.clone(), opened.meta, opened.newest);
    Box::new(RoomTask {
        hub: Arc::clone(hub),
        id,
        meta: opened.meta,
        room: opened.room,
        frames: opened.frames,
        roster: Roster::new(wake, Arc::clone(counts)),
        doorway: Doorway::new(door, hub.clock().now()),
        storing,
        pace: Pace::new(hub.options().pace),
        painter,
        pictures: Vec::new(),
        glances: Vec::new(),
        drawn: opened.drawn,
        asked_while_storing: std::collections::VecDeque::new(),
        keyframe_at: opened.keyframe_at,
        dictated: Vec::new(),
        empty_since: Some(hub.clock().now()),
        draining: None,
        is_removed: false,
    })
}

/// Tells everybody on the way in that the room cannot be opened.
fn refuse_all(hub: &Hub, id: &RoomId, inbox: &mut mpsc::Receiver<RoomMessage>) {
    loop {
        while let Ok(message) = inbox.try_recv() {
            if let RoomMessage::Join(_, reply) = message {
                // Who gave up waiting needs no answer.
                let _ = reply.send(Err(JoinFailure::Unreadable));
            }
        }
        if hub.retire(id, inbox) {
            return;
        }
    }
}
