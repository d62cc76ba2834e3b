//! Strokes that programs send as a whole: stored like all others before anybody is told of them.

use super::task::RoomTask;
use super::{Hub, RoomMessage};
use crate::history::{Command, Event};
use crate::model::{AuthorId, Counter, RoomId, Seq};
use crate::protocol::SentStroke;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Somebody who waits until what they sent is stored: how many commands the room had then, and who asked.
pub(super) type Dictated = (u64, oneshot::Sender<Seq>);

/// Strokes, and who waits for the place of the last.
pub type Dictation = (Vec<SentStroke>, oneshot::Sender<Seq>);

impl Hub {
    /// Draws in a room in the name of an author; answers the place of the last stroke once all are stored, or
    /// `None` when that cannot be said for now.
    pub async fn dictate(
        self: &Arc<Self>,
        room: &RoomId,
        author: AuthorId,
        strokes: Vec<SentStroke>,
    ) -> Option<Seq> {
        let (reply, answer) = oneshot::channel();
        let mut message = RoomMessage::Dictate(author, Box::new((strokes, reply)));
        // A room may close for lack of people just now: then it is opened again.
        while let Err(mpsc::error::SendError(back)) = self.room(room).ok()?.send(message).await {
            message = back;
        }
        answer.await.ok()
    }
}

impl RoomTask {
    /// Takes strokes in; whoever waits for the answer hears nothing when it cannot be stored.
    pub(super) fn dictate(&mut self, author: AuthorId, (strokes, reply): Dictation) {
        if self.storing.is_paused() || self.draining.is_some() {
            return;
        }
        for SentStroke { brush, points } in strokes {
            let event = Event::Begin { brush, points: points.into(), ended: true };
            self.storing.push(Command { author, n: Counter::NONE, event });
        }
        self.dictated.push((self.storing.pushed(), reply));
    }

    /// Answers those whose strokes are stored, each with the place of their last.
    pub(super) fn answer_dictated(&mut self) {
        let (reached, last) = (self.storing.reached(), self.room.seq());
        for (mark, reply) in self.dictated.extract_if(.., |(mark, _)| *mark <= reached) {
            // What was handed in is stored in its order, so that counting back leads to it. Who gave up waiting
            // needs no answer.
            let _ = reply.send(Seq(last.0 - (reached - mark)));
        }
    }
}
