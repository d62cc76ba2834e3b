//! How the store's answers come to the rooms: those of one commit together, by one task.
//!
//! A commit answers every room in it from the store's thread. Woken from there one by one, each of two hundred
//! rooms waits behind all that the runtime has to do; one task that wakes them waits once.

use super::storing::Stored;
use crate::model::Seq;
use crate::store::{Keeper, Reply};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

/// Answers handed on in one go: those of the largest commit.
const TAKE_MAX: usize = 1_024;

type Answer = (oneshot::Sender<Stored>, Stored);

/// Where the store leaves its answers; clones lead to the same task.
#[derive(Clone, Debug)]
pub(super) struct Answers {
    /// Nothing where the store answers before a request returns. Otherwise no longer than the store's own list
    /// of requests, each of which is answered once.
    post: Option<UnboundedSender<Answer>>,
}

impl Answers {
    /// Starts the task, if this store needs one.
    pub(super) fn start(keeper: &Keeper) -> Self {
        if keeper.is_direct() {
            return Self { post: None };
        }
        let (post, answers) = unbounded_channel();
        tokio::spawn(hand_on(answers));
        Self { post: Some(post) }
    }

    /// A reply that leads to `room`. A room that is gone has no use for it.
    pub(super) fn reply(&self, room: oneshot::Sender<Stored>) -> Reply<Seq> {
        match self.post.clone() {
            Some(post) => Box::new(move |stored| drop(post.send((room, stored)))),
            None => Box::new(move |stored| drop(room.send(stored))),
        }
    }
}

/// Ends with the hub and its rooms.
async fn hand_on(mut answers: UnboundedReceiver<Answer>) {
    let mut taken = Vec::new();
    while answers.recv_many(&mut taken, TAKE_MAX).await > 0 {
        for (room, stored) in taken.drain(..) {
            drop(room.send(stored));
        }
    }
}
