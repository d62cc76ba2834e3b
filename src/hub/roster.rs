//! Who is in a room, and what all of them are told.

use super::member::{Flow, Member, Shared};
use super::people::People;
use super::{Counts, RoomMessage};
use crate::model::{AuthorId, ClientId, Millis, Seq};
use crate::protocol::{CloseCode, ServerMessage, close_frame, ping_frame};
use crate::room::Frames;
use bytes::Bytes;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Joins and leaves this close together share one `clientCount`, in milliseconds (rule P1).
pub(super) const COUNT_GAP_MS: u64 = 50;

/// How long a connection that was told to close may take to answer, in milliseconds (rule W7).
const CLOSE_WAIT_MS: u64 = 5_000;

/// The members of one room.
#[derive(Debug)]
pub(super) struct Roster {
    members: BTreeMap<ClientId, Box<Member>>,
    /// The connection each easel author draws through now.
    authors: HashMap<AuthorId, ClientId>,
    /// How many of them speak the plain dialect.
    plain: usize,
    /// Somebody may have something to be written besides new frames.
    stirred: bool,
    /// Somebody waits for a picture.
    wanting: bool,
    /// The room's place when everybody was written to last.
    pumped: Seq,
    count_version: u64,
    count_frame: Bytes,
    count_due: Option<Millis>,
    count_told_at: Millis,
    pub(super) people: People,
    wake: mpsc::WeakSender<RoomMessage>,
    counts: Arc<Counts>,
}

impl Roster {
    pub(super) fn new(wake: mpsc::WeakSender<RoomMessage>, counts: Arc<Counts>) -> Self {
        Self {
            members: BTreeMap::new(),
            authors: HashMap::new(),
            plain: 0,
            stirred: false,
            wanting: false,
            pumped: Seq(0),
            count_version: 0,
            count_frame: Bytes::new(),
            count_due: None,
            count_told_at: Millis(0),
            people: People::default(),
            wake,
            counts,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn has_plain(&self) -> bool {
        self.plain > 0
    }

    pub(super) fn get(&mut self, client: ClientId) -> Option<&mut Member> {
        self.stirred = true;
        self.members.get_mut(&client).map(Box::as_mut)
    }

    pub(super) fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values().map(Box::as_ref)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        self.stirred = true;
        self.members.values_mut().map(Box::as_mut)
    }

    /// The connection an easel author draws through now.
    pub(super) fn of_author(&mut self, author: AuthorId) -> Option<&mut Member> {
        self.stirred = true;
        self.members.get_mut(self.authors.get(&author)?).map(Box::as_mut)
    }

    pub(super) fn add(&mut self, member: Member, now: Millis) {
        self.counts.clients.add(1);
        self.stirred = true;
        self.wanting |= member.want.is_some();
        if member.is_plain() {
            self.plain += 1;
        } else {
            self.authors.insert(member.author, member.client);
        }
        self.members.insert(member.client, Box::new(member));
        self.count_changed(now);
    }

    pub(super) fn remove(&mut self, client: ClientId, now: Millis) -> Option<Box<Member>> {
        let member = self.members.remove(&client)?;
        self.counts.clients.sub(1);
        self.plain -= usize::from(member.is_plain());
        if self.authors.get(&member.author) == Some(&client) {
            self.authors.remove(&member.author);
        }
        self.people.remove(client, now);
        self.count_changed(now);
        Some(member)
    }

    /// When the next `clientCount` or news of people is due, if any is.
    pub(super) fn news_due(&self) -> Option<Millis> {
        match (self.count_due, self.people.due()) {
            (Some(count), Some(people)) => Some(count.min(people)),
            (count, people) => count.or(people),
        }
    }

    /// Makes what is new of people what everybody is told, if it is due.
    pub(super) fn tell_people(&mut self, now: Millis) {
        let Some(views) = self.people.tell(now) else { return };
        self.stirred = true;
        for (follower, view) in views {
            // Who takes nothing now needs only the newest view, later.
            if let Some(member) = self.members.get_mut(&follower).filter(|member| !member.blocked) {
                member.tell(view);
            }
        }
    }

    /// Makes the newest count the one everybody is told, if it is due.
    pub(super) fn tell_count(&mut self, now: Millis) {
        if self.count_due.is_none_or(|due| due > now) {
            return;
        }
        self.stirred = true;
        self.count_due = None;
        self.count_told_at = now;
        self.count_version += 1;
        let client_count = self.members.len();
        self.count_frame = ServerMessage::ClientCount { client_count }.to_frame();
    }

    fn count_changed(&mut self, now: Millis) {
        let at_once = now.since(self.count_told_at) >= COUNT_GAP_MS;
        let due = if at_once { now } else { self.count_told_at + COUNT_GAP_MS };
        self.count_due = Some(self.count_due.map_or(due, |earlier| earlier.min(due)));
    }

    /// Adds a whole frame for everybody: `easel` to some, `plain` to the others.
    pub(super) fn tell_all(&mut self, easel: &Bytes, plain: &Bytes) {
        for member in self.iter_mut() {
            let frame = if member.is_plain() { plain } else { easel };
            member.tell(frame.clone());
        }
    }

    /// Whether somebody waited for a picture when everybody was written to last, or came in since and does.
    pub(super) fn is_wanting(&self) -> bool {
        self.wanting
    }

    /// Writes to everybody who is behind; answers who is gone.
    pub(super) fn pump(&mut self, frames: &Frames) -> Vec<ClientId> {
        if !self.stirred && self.pumped == frames.last() {
            return Vec::new();
        }
        (self.stirred, self.wanting, self.pumped) = (false, false, frames.last());
        let count = (self.count_version, &self.count_frame);
        let shared = Shared { frames, count, people: &self.people, counts: &self.counts };
        let (mut gone, mut parts) = (Vec::new(), Vec::new());
        for member in self.members.values_mut() {
            let flow = member.pump(&shared, &mut parts);
            self.wanting |= member.want.is_some();
            match flow {
                Flow::Idle => {}
                Flow::Blocked if member.blocked => {}
                Flow::Blocked => wait_writable(member, &self.wake),
                Flow::Gone => gone.push(member.client),
            }
        }
        gone
    }

    /// Tells a member to close, and gives it time to answer.
    pub(super) fn close(&mut self, client: ClientId, code: CloseCode, reason: &str, now: Millis) {
        if let Some(member) = self.get(client) {
            member.tell(close_frame(code, reason));
            member.closing.get_or_insert(now + CLOSE_WAIT_MS);
        }
    }

    /// Tells everybody to close.
    pub(super) fn close_all(&mut self, code: CloseCode, reason: &str, now: Millis) {
        let frame = close_frame(code, reason);
        for member in self.iter_mut() {
            member.tell(frame.clone());
            member.closing.get_or_insert(now + CLOSE_WAIT_MS);
        }
    }

    /// Pings the silent, and answers who has been silent for too long or did not answer a close.
    pub(super) fn listen(&mut self, now: Millis, ping_ms: u64, dead_ms: u64) -> Vec<ClientId> {
        let mut dead = Vec::new();
        for member in self.members.values_mut() {
            let silent = now.since(member.link.heard_at());
            let overdue = member.closing.is_some_and(|deadline| deadline <= now);
            if overdue || silent >= dead_ms {
                dead.push(member.client);
            } else if silent < ping_ms {
                member.pinged = false;
            } else if !member.pinged {
                member.pinged = true;
                self.stirred = true;
                member.tell(ping_frame());
            }
        }
        dead
    }
}

/// Lets the room know when the socket takes bytes again.
fn wait_writable(member: &mut Member, wake: &mpsc::WeakSender<RoomMessage>) {
    member.blocked = true;
    let (client, link, wake) = (member.client, Arc::clone(&member.link), wake.clone());
    tokio::spawn(async move {
        link.writable().await;
        if let Some(wake) = wake.upgrade() {
            let _ = wake.send(RoomMessage::Writable(client)).await;
        }
    });
}
