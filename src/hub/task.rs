//! The loop that owns one room.

use super::alarm::Alarm;
use super::dictating::Dictated;
use super::doorway::Doorway;
use super::opening::FRAME_CHANGES_MAX;
use super::pace::Pace;
use super::painter::{Painted, Painter, Wishes};
use super::roster::Roster;
use super::storing::{Stored, Storing};
use super::thumbs::Drawn;
use super::{Flat, Hub, RoomMessage, Thumb};
use crate::history::{Entry, Happening};
use crate::model::{ClientId, Counter, Millis, RoomId, Seq};
use crate::protocol::{Refusal, ServerMessage};
use crate::room::{Frames, PlainWriter, Room, plain_notice};
use crate::store::RoomMeta;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior};
use tracing::{debug, warn};

/// Messages taken from the inbox before everybody is written to: joins what came together.
const TAKE_MAX: usize = 256;

/// How often a room looks after silent strokes, silent connections and a failed store.
const TICK: Duration = Duration::from_millis(500);

/// One room and everything its members are sent.
pub(super) struct RoomTask {
    pub(super) hub: Arc<Hub>,
    pub(super) id: RoomId,
    pub(super) meta: RoomMeta,
    pub(super) room: Room,
    pub(super) frames: Frames,
    pub(super) roster: Roster,
    pub(super) doorway: Doorway,
    pub(super) storing: Storing,
    pub(super) pace: Pace,
    pub(super) painter: Painter,
    /// Who asked for a picture over HTTP, and of which place.
    pub(super) pictures: Vec<(Seq, oneshot::Sender<Arc<Flat>>)>,
    /// Who looks at the small picture, and the place they wait for.
    pub(super) glances: Vec<(Seq, oneshot::Sender<Thumb>)>,
    pub(super) drawn: Drawn,
    /// Plain clients that asked for the picture while something was on its way to the store.
    pub(super) asked_while_storing: VecDeque<(u64, ClientId, Option<Value>)>,
    /// Who has strokes on their way to the store and is told when they are there.
    pub(super) dictated: Vec<Dictated>,
    /// The seq of the last keyframe.
    pub(super) keyframe_at: u64,
    pub(super) empty_since: Option<Millis>,
    /// When a stopping room stops waiting.
    pub(super) draining: Option<Millis>,
    /// It stops because it is let go of.
    pub(super) is_removed: bool,
}

impl RoomTask {
    /// Runs until the room has been empty for long enough, or the server stops.
    pub(super) async fn run(mut self: Box<Self>, mut inbox: mpsc::Receiver<RoomMessage>) {
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut news, mut pace) = (Alarm::default(), Alarm::default());
        loop {
            news.set(self.news_due());
            pace.set(self.pace_due());
            tokio::select! {
                biased;
                stored = self.storing.stored.answer() => self.on_stored(answered(stored)),
                painted = self.painter.painted.answer() => match painted {
                    Some(painted) => self.on_painted(*painted),
                    None => return self.break_down(),
                },
                () = news.rings() => {}
                () = pace.rings() => {}
                message = inbox.recv(), if !self.is_full() => {
                    let Some(message) = message else { return };
                    // Whoever else was heard from in this turn of the runtime says it first, so that
                    // everybody is written to once and not once for each.
                    tokio::task::yield_now().await;
                    self.take(message, &mut inbox);
                }
                _ = ticks.tick() => {
                    if self.on_tick(&mut inbox) {
                        return;
                    }
                }
            }
            self.settle();
            if self.is_drained() {
                return;
            }
        }
    }

    pub(super) fn now(&self) -> Millis {
        self.hub.clock().now()
    }

    fn news_due(&self) -> Option<Instant> {
        Some(self.hub.clock().when(self.roster.news_due()?).into())
    }

    /// When what waits may be handed in, if it may not be now.
    fn pace_due(&self) -> Option<Instant> {
        if self.storing.can_hand_in() { self.pace.wait(Instant::now()) } else { None }
    }

    /// Whether more waits for the store or the painter than may.
    fn is_full(&self) -> bool {
        self.storing.is_full() || self.painter.is_overrun()
    }

    fn take(&mut self, message: RoomMessage, inbox: &mut mpsc::Receiver<RoomMessage>) {
        self.on_message(message);
        for _ in 1..TAKE_MAX {
            if self.is_full() {
                return;
            }
            let Ok(message) = inbox.try_recv() else { return };
            self.on_message(message);
        }
    }

    /// After anything happened: store what waits, write to everybody who is behind, serve pictures.
    fn settle(&mut self) {
        let now = self.now();
        self.hand_in(now);
        self.roster.tell_count(now);
        self.roster.tell_people(now);
        // First who can have a picture at once, so that a newcomer is written to once.
        self.serve_pictures();
        self.pump();
        if self.serve_pictures() {
            self.pump();
        }
        self.serve_thumbs();
        self.paint();
    }

    fn hand_in(&mut self, now: Millis) {
        if self.pace_due().is_some() {
            return;
        }
        if let Some(messages) = self.storing.hand_in(now) {
            self.hub.counts().appends.add(1);
            self.pace.hand_in(messages, self.roster.len(), Instant::now());
            // A store without a disk has answered already.
            if let Some(stored) = self.storing.stored.answered() {
                self.on_stored(stored);
            }
        }
    }

    pub(super) fn pump(&mut self) {
        for client in self.roster.pump(&self.frames) {
            self.drop_member(client);
        }
    }

    fn on_stored(&mut self, stored: Stored) {
        match stored {
            Ok(first) => {
                let was_paused = self.storing.is_paused();
                let entries = self.storing.stored(first);
                self.hub.counts().entries.add(entries.len() as u64);
                for chunk in entries.chunks(FRAME_CHANGES_MAX) {
                    self.judge(chunk);
                }
                self.heed(&entries);
                self.answer_dictated();
                if was_paused {
                    self.resume();
                }
            }
            Err(failure) => {
                let now = self.now();
                let first = !self.storing.is_paused();
                self.storing.failed(now);
                warn!(room = %self.id, %failure, "storing has failed; drawing is paused");
                if first {
                    self.pause();
                }
            }
        }
        self.release_requests();
    }

    /// Judges entries that are stored and encodes what they changed, once for everybody.
    fn judge(&mut self, entries: &[Entry]) {
        let mut plain = self.roster.has_plain().then(PlainWriter::default);
        let mut changes = Vec::with_capacity(entries.len());
        for entry in entries {
            let verdict = self.room.judge(entry, |window, change| {
                if let Some(writer) = &mut plain {
                    writer.write(window, change);
                }
            });
            self.drawn.note(entry, &verdict.changes);
            changes.extend(verdict.changes);
            if entry.command.n != Counter::NONE {
                self.answer(entry, verdict.refusal.as_ref());
            }
        }
        if changes.iter().any(|change| matches!(change.what, Happening::Rebase { .. })) {
            // No entry can say this: whoever was before it takes a picture.
            self.frames = Frames::new(self.room.place(), self.hub.options().ring_bytes_max);
            self.painter.follow(changes);
        } else if !changes.is_empty() {
            self.frames.push(self.room.place(), &changes, plain.map(PlainWriter::finish));
            self.painter.follow(changes);
        }
    }

    fn answer(&mut self, entry: &Entry, refusal: Option<&Refusal>) {
        let n = entry.command.n;
        if let Some(member) = self.roster.of_author(entry.command.author) {
            if let Some(refusal) = refusal {
                member.tell(ServerMessage::refusal(Some(n), refusal).to_frame());
            }
            member.acknowledge(n);
        }
    }

    fn pause(&mut self) {
        let message = Refusal::Paused.to_string();
        let easel = ServerMessage::Notice { code: "paused", message: &message }.to_frame();
        self.roster.tell_all(&easel, &plain_notice(&message));
        self.roster.people.note_again();
        // Who hears nothing knows that it may not be stored.
        self.dictated.clear();
        for command in self.storing.take_queue() {
            self.refuse_for_now(command.author, command.n);
        }
    }

    fn resume(&mut self) {
        warn!(room = %self.id, "storing works again");
        let message = "Drawing is saved again.";
        let easel = ServerMessage::Notice { code: "resumed", message }.to_frame();
        self.roster.tell_all(&easel, &plain_notice(message));
        let place = self.frames.last();
        // Old clients painted what was refused: show them what is true.
        for member in self.roster.iter_mut().filter(|member| member.is_plain()) {
            member.ask_picture(place);
        }
    }

    fn on_painted(&mut self, painted: Painted) {
        if let Some((seq, keyframe)) = self.painter.finish(painted) {
            let (room, counts) = (self.id.clone(), Arc::clone(self.hub.counts()));
            let reply = Box::new(move |kept: Result<(), _>| match kept {
                Ok(()) => counts.keyframes.add(1),
                Err(failure) => warn!(%room, %failure, "a keyframe could not be stored"),
            });
            self.hub.keeper().put_keyframe(self.id.clone(), seq, self.now(), keyframe, reply);
        }
    }

    /// Gives pictures to whoever waits for one that was made; true when anybody got one.
    fn serve_pictures(&mut self) -> bool {
        let mut served = false;
        if !self.roster.is_wanting() && self.pictures.is_empty() {
            return served;
        }
        for member in self.roster.iter_mut() {
            let Some(want) = &member.want else { continue };
            if member.is_plain() {
                if let Some(flat) = self.painter.flat_since(want.asked) {
                    let parts = super::desk::canvas_states(member, flat, self.meta.size);
                    member.give_picture(flat.seq, parts);
                    served = true;
                }
            } else if let Some((seq, parts)) = self.painter.snapshot_since(want.asked) {
                member.give_picture(seq, parts.iter().cloned());
                served = true;
            }
        }
        let flat = self.painter.flat_since(Seq(0)).cloned();
        if let Some(flat) = flat {
            for (_, reply) in self.pictures.extract_if(.., |(asked, _)| *asked <= flat.seq) {
                // Who gave up waiting needs no picture.
                let _ = reply.send(Arc::clone(&flat));
            }
        }
        served
    }

    /// Starts the painter when somebody waits for it, or enough waits to be painted or kept.
    fn paint(&mut self) {
        if !self.painter.is_home() {
            return;
        }
        let (flat, thumb) = (!self.pictures.is_empty(), !self.glances.is_empty());
        let mut wishes = Wishes { snapshot: false, flat, thumb };
        if self.roster.is_wanting() {
            for member in self.roster.iter_mut().filter(|member| member.want.is_some()) {
                if member.is_plain() {
                    wishes.flat = true;
                } else {
                    wishes.snapshot = true;
                }
            }
        }
        let keyframe = self.room.seq().0 >= self.keyframe_at + self.hub.options().keyframe_entries;
        if wishes.is_any() || keyframe || self.painter.is_far_behind() {
            self.start_painter(wishes, keyframe);
        }
    }

    pub(super) fn start_painter(&mut self, wishes: Wishes, keyframe: bool) {
        if keyframe {
            self.keyframe_at = self.room.seq().0;
        }
        let (hub, id, meta) = (Arc::clone(&self.hub), self.id.clone(), self.meta);
        self.painter.start(&self.room, wishes, keyframe, move |begun, room| {
            hub.base_anew(&id, &meta, begun, room)
        });
    }

    /// Looks after what only time brings; true when the room should close.
    fn on_tick(&mut self, inbox: &mut mpsc::Receiver<RoomMessage>) -> bool {
        let now = self.now();
        let options = self.hub.options();
        let (ping, dead) = (options.ping_after.as_millis(), options.dead_after.as_millis());
        for client in self.roster.listen(now, ping as u64, dead as u64) {
            debug!(room = %self.id, %client, "a silent connection is dead");
            self.hub.counts().dead.add(1);
            self.drop_member(client);
        }
        self.roster.people.tick(now);
        self.look_at_passes(now);
        self.storing.retry(now);
        if self.storing.is_done() {
            for command in self.room.expired(now) {
                self.storing.push(command);
            }
        }
        self.draining.is_none() && self.is_idle(now) && self.close_up(inbox)
    }
}

/// # Panics
/// When a request to the store was dropped: it promises to answer each of them.
fn answered(stored: Option<Stored>) -> Stored {
    stored.expect("the store answers every request")
}
