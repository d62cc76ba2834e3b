//! How a room ends: for lack of people, because the server stops, or because it broke.

use super::RoomMessage;
use super::painter::Wishes;
use super::task::RoomTask;
use crate::model::Millis;
use crate::protocol::{CloseCode, Refusal, ServerMessage};
use tokio::sync::mpsc;
use tracing::error;

/// Entries since the last keyframe that are worth one when a room closes.
const KEYFRAME_WORTH: u64 = 64;

/// How long a stopping room waits for its store and its members, in milliseconds.
const DRAIN_MS: u64 = 8_000;

impl RoomTask {
    pub(super) fn is_idle(&self, now: Millis) -> bool {
        let idle_ms = self.hub.options().idle_room.as_millis() as u64;
        let empty = self.empty_since.is_some_and(|since| now.since(since) >= idle_ms);
        empty && self.storing.is_done() && self.painter.is_home() && self.is_unasked()
    }

    /// Whether nobody waits for a picture but members.
    fn is_unasked(&self) -> bool {
        self.pictures.is_empty() && self.glances.is_empty()
    }

    /// Keeps a keyframe first when there is something to keep, then leaves the list of rooms.
    pub(super) fn close_up(&mut self, inbox: &mut mpsc::Receiver<RoomMessage>) -> bool {
        if self.keyframe_is_worth_it() {
            self.start_painter(Wishes::default(), true);
            return false;
        }
        self.hub.retire(&self.id, inbox)
    }

    pub(super) fn keyframe_is_worth_it(&self) -> bool {
        self.room.seq().0 >= self.keyframe_at + KEYFRAME_WORTH
    }

    /// The server stops: everything accepted is stored, everybody is told to come back.
    pub(super) fn drain(&mut self) {
        self.draining = Some(self.now() + DRAIN_MS);
    }

    /// The room is let go of: nobody is heard any more, everybody is told and goes.
    pub(super) fn remove(&mut self) {
        let now = self.now();
        let here = self.roster.members().filter(|member| member.closing.is_none());
        let clients: Vec<_> = here.map(|member| member.client).collect();
        for client in clients {
            self.bar(client, &Refusal::Gone, now);
        }
        self.is_removed = true;
        self.drain();
    }

    /// Whether a stopping room is done: stored, told, and left by everybody, or out of time.
    pub(super) fn is_drained(&mut self) -> bool {
        let Some(deadline) = self.draining else { return false };
        let now = self.now();
        let overdue = now >= deadline;
        if !self.storing.is_done() && !overdue {
            return false;
        }
        let lost = self.storing.give_up();
        if lost > 0 {
            error!(room = %self.id, lost, "the store did not take these before the server stopped");
        }
        let keeps = !self.is_removed && self.keyframe_is_worth_it();
        if keeps && self.painter.is_home() && !overdue {
            self.start_painter(Wishes::default(), true);
            return false;
        }
        if !self.is_removed {
            self.say_goodbye(now);
        }
        self.pump();
        (self.roster.is_empty() && self.painter.is_home()) || overdue
    }

    /// Painting broke, which is a bug; the journal is whole.
    pub(super) fn break_down(&mut self) {
        error!(room = %self.id, "painting broke; the room starts anew from its journal");
        let clients: Vec<_> = self.roster.iter_mut().map(|member| member.client).collect();
        for client in clients {
            self.drop_member(client);
        }
        self.hub.forget(&self.id);
    }

    pub(super) fn say_goodbye(&mut self, now: Millis) {
        for member in self.roster.iter_mut().filter(|member| member.closing.is_none()) {
            if !member.is_plain() {
                let retry_ms = 200 + member.client.0.wrapping_mul(7_919) % 1_800;
                member.tell(ServerMessage::Goodbye { retry_ms }.to_frame());
            }
        }
        self.roster.close_all(CloseCode::GoingAway, "the server is restarting", now);
    }
}
