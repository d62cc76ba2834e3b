//! The way to the store and back: one batch of a room at a time, so that order is kept and what comes
//! meanwhile becomes the next batch by itself.

use super::answers::Answers;
use super::awaited::Awaited;
use crate::history::{Command, Entry};
use crate::model::{Millis, RoomId, Seq};
use crate::raster::Image;
use crate::store::{Append, Keeper, RoomMeta, StoreFailure};
use std::sync::Arc;

/// Commands that wait for the batch before them. Above this the room stops reading its inbox.
const QUEUE_COMMANDS_MAX: usize = 4_096;

/// How long to wait before storing is tried again, in milliseconds.
const RETRY_MS: u64 = 1_000;

/// What the store answered to a batch.
pub(super) type Stored = Result<Seq, StoreFailure>;

#[derive(Debug)]
struct Batch {
    at: Millis,
    commands: Vec<Command>,
    images: Vec<Arc<Image>>,
}

/// What one room is storing.
#[derive(Debug)]
pub(super) struct Storing {
    keeper: Keeper,
    answers: Answers,
    room: RoomId,
    meta: RoomMeta,
    queue: Vec<Command>,
    /// What those in the queue lay on the canvas.
    images: Vec<Arc<Image>>,
    batch: Option<Batch>,
    /// When the newest entry came.
    newest: Millis,
    retry_at: Option<Millis>,
    pushed: u64,
    reached: u64,
    pub(super) stored: Awaited<Stored>,
}

impl Storing {
    pub(super) fn new(
        (keeper, answers): (&Keeper, &Answers),
        room: RoomId,
        meta: RoomMeta,
        newest: Millis,
    ) -> Self {
        Self {
            keeper: keeper.clone(),
            answers: answers.clone(),
            room,
            meta,
            queue: Vec::new(),
            images: Vec::new(),
            batch: None,
            newest,
            retry_at: None,
            pushed: 0,
            reached: 0,
            stored: Awaited::nothing(),
        }
    }

    /// Adds a command to the next batch.
    pub(super) fn push(&mut self, command: Command) {
        self.pushed += 1;
        self.queue.push(command);
    }

    /// Adds a command that lays an image on the canvas.
    pub(super) fn push_image(&mut self, command: Command, image: Arc<Image>) {
        self.images.push(image);
        self.push(command);
    }

    /// How many commands were ever added.
    pub(super) fn pushed(&self) -> u64 {
        self.pushed
    }

    /// How many of them are stored or were given up.
    pub(super) fn reached(&self) -> u64 {
        self.reached
    }

    /// Takes back what is not in a batch yet.
    pub(super) fn take_queue(&mut self) -> Vec<Command> {
        self.reached += self.queue.len() as u64;
        self.images.clear();
        std::mem::take(&mut self.queue)
    }

    /// Whether the room should read no more for now.
    pub(super) fn is_full(&self) -> bool {
        self.queue.len() >= QUEUE_COMMANDS_MAX
    }

    /// Whether storing has failed and did not work since.
    pub(super) fn is_paused(&self) -> bool {
        self.retry_at.is_some()
    }

    /// Whether everything asked for is stored.
    pub(super) fn is_done(&self) -> bool {
        self.batch.is_none() && self.queue.is_empty()
    }

    /// Whether a batch waits, and the one before is stored.
    pub(super) fn can_hand_in(&self) -> bool {
        self.batch.is_none() && !self.queue.is_empty()
    }

    /// Hands in the next batch, if it can; how many commands that were.
    pub(super) fn hand_in(&mut self, now: Millis) -> Option<usize> {
        if !self.can_hand_in() {
            return None;
        }
        let commands = std::mem::take(&mut self.queue);
        let count = commands.len();
        let images = std::mem::take(&mut self.images);
        // A clock that was set back must not bring the journal out of the order of time.
        self.newest = self.newest.max(now);
        self.batch = Some(Batch { at: self.newest, commands, images });
        self.send();
        Some(count)
    }

    /// Tries the failed batch again when it is time to.
    pub(super) fn retry(&mut self, now: Millis) {
        if self.retry_at.is_some_and(|at| at <= now) {
            self.retry_at = Some(now + RETRY_MS);
            self.send();
        }
    }

    /// The entries of the batch that was just stored from `first` on.
    pub(super) fn stored(&mut self, first: Seq) -> Vec<Entry> {
        self.retry_at = None;
        let Some(batch) = self.batch.take() else { return Vec::new() };
        let at = batch.at;
        self.reached += batch.commands.len() as u64;
        let numbered = batch.commands.into_iter().zip(first.0..);
        numbered.map(|(command, seq)| Entry { seq: Seq(seq), at, command }).collect()
    }

    /// Notes that the batch could not be stored; it is kept and tried again.
    pub(super) fn failed(&mut self, now: Millis) {
        self.retry_at = Some(now + RETRY_MS);
    }

    /// Gives up what is not stored: the server stops and the store does not work.
    pub(super) fn give_up(&mut self) -> usize {
        let lost = self.queue.len() + self.batch.take().map_or(0, |batch| batch.commands.len());
        self.queue.clear();
        lost
    }

    fn send(&mut self) {
        let Some(batch) = &self.batch else { return };
        let append = Append {
            room: self.room.clone(),
            meta: self.meta,
            at: batch.at,
            commands: batch.commands.clone(),
            images: batch.images.clone(),
        };
        let reply = self.answers.reply(self.stored.expect());
        self.keeper.append(append, reply);
    }
}
