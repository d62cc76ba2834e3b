//! What one hook is still to be told: a bounded list, and the thread that sends it in order.

use super::HookOptions;
use super::post::Sender;
use crate::hub::{Clock, Happened, Told};
use crate::store::Hook;
use serde_json::json;
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tracing::{debug, warn};
use uuid::Uuid;

/// All kinds of letters.
pub(super) const KINDS: [&str; 8] = [
    "room.opened",
    "room.closed",
    "room.saved",
    "room.deleted",
    "class.made",
    "class.started",
    "class.ended",
    "class.collected",
];

/// One thing that hooks are told, the same to each.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) kind: &'static str,
    pub(super) body: String,
}

/// Writes down what happened; its id is the same at every try, so that it can be known again.
pub(super) fn letter(told: &Told) -> Arc<Letter> {
    let (kind, mut body) = match &told.what {
        Happened::RoomOpened(room, seq) => ("room.opened", json!({ "room": room, "seq": seq })),
        Happened::RoomClosed(room) => ("room.closed", json!({ "room": room })),
        Happened::RoomSaved(room, saved, title, seq) => {
            let saved = saved.to_string();
            ("room.saved", json!({ "room": room, "saved": saved, "title": title, "seq": seq }))
        }
        Happened::RoomDeleted(room) => ("room.deleted", json!({ "room": room })),
        Happened::ClassMade(class, title) => {
            ("class.made", json!({ "class": class, "title": title }))
        }
        Happened::ClassStarted(class, title) => {
            ("class.started", json!({ "class": class, "title": title }))
        }
        Happened::ClassEnded(class, title) => {
            ("class.ended", json!({ "class": class, "title": title }))
        }
        Happened::ClassCollected(class, title, canvases) => {
            ("class.collected", json!({ "class": class, "title": title, "canvases": canvases }))
        }
    };
    body["id"] = json!(Uuid::new_v4().to_string());
    body["kind"] = json!(kind);
    body["at"] = json!(told.at.0);
    Arc::new(Letter { kind, body: body.to_string() })
}

/// What became of the letters of a hook since the server began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Not sent yet.
    pub(super) waiting: usize,
    /// Taken.
    pub(super) delivered: u64,
    /// Given up after the last try.
    pub(super) failed: u64,
    /// Thrown away, as too many waited.
    pub(super) dropped: u64,
}

#[derive(Debug, Default)]
struct Pile {
    letters: VecDeque<Arc<Letter>>,
    tally: Tally,
    is_over: bool,
}

#[derive(Debug)]
struct Desk {
    pile: Mutex<Pile>,
    stirred: Condvar,
}

/// The letters of one hook; its thread ends when this is dropped, after the try it is at.
#[derive(Debug)]
pub(super) struct Letters {
    desk: Arc<Desk>,
    waiting_max: usize,
}

impl Letters {
    /// Begins to send letters to a hook.
    pub(super) fn open(hook: &Hook, options: HookOptions, clock: Clock) -> io::Result<Self> {
        let desk = Arc::new(Desk { pile: Mutex::default(), stirred: Condvar::new() });
        let letters = Self { desk: Arc::clone(&desk), waiting_max: options.waiting_max };
        let (id, sender) = (hook.id, Sender::new(hook, options.try_time, clock));
        // A thread of its own: names are looked up and answers awaited without the threads that paint, and no
        // hook waits for another.
        let thread = std::thread::Builder::new().name(format!("hook-{id}"));
        thread.spawn(move || desk.work(id, &sender, &options.pauses))?;
        Ok(letters)
    }

    /// Adds a letter; the oldest goes where too many wait.
    pub(super) fn put(&self, letter: Arc<Letter>) {
        let mut pile = self.desk.lock();
        if pile.letters.len() >= self.waiting_max {
            pile.letters.pop_front();
            pile.tally.dropped += 1;
        }
        pile.letters.push_back(letter);
        self.desk.stirred.notify_all();
    }

    /// What became of them.
    pub(super) fn tally(&self) -> Tally {
        let pile = self.desk.lock();
        Tally { waiting: pile.letters.len(), ..pile.tally }
    }
}

impl Drop for Letters {
    fn drop(&mut self) {
        self.desk.lock().is_over = true;
        self.desk.stirred.notify_all();
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Pile> {
        // The pile is whole after every statement that holds the lock.
        self.pile.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, id: u64, sender: &Sender, pauses: &[Duration]) {
        while let Some(letter) = self.next() {
            match self.deliver(&letter, sender, pauses) {
                Some(Ok(())) => self.lock().tally.delivered += 1,
                Some(Err(why)) => {
                    let tries = pauses.len() + 1;
                    warn!(hook = id, kind = letter.kind, tries, %why, "a hook was not reached");
                    self.lock().tally.failed += 1;
                }
                None => return,
            }
        }
    }

    /// Waits for the next letter; `None` when it is over.
    fn next(&self) -> Option<Arc<Letter>> {
        let mut pile = self.lock();
        loop {
            if pile.is_over {
                return None;
            }
            if let Some(letter) = pile.letters.pop_front() {
                return Some(letter);
            }
            pile = self.stirred.wait(pile).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Tries until it is taken, or there is no try left; `None` when it is over.
    fn deliver(
        &self,
        letter: &Letter,
        sender: &Sender,
        pauses: &[Duration],
    ) -> Option<Result<(), String>> {
        let mut pauses = pauses.iter();
        loop {
            let Err(why) = sender.send(letter) else { return Some(Ok(())) };
            let Some(pause) = pauses.next() else { return Some(Err(why)) };
            debug!(kind = letter.kind, %why, "a hook is tried again later");
            if !self.sleep(*pause) {
                return None;
            }
        }
    }

    /// Waits for so long; false when it is over before.
    fn sleep(&self, time: Duration) -> bool {
        let end = Instant::now() + time;
        let mut pile = self.lock();
        while !pile.is_over {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            let waited = self.stirred.wait_timeout(pile, left);
            pile = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        false
    }
}
