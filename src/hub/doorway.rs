//! Who is in a room as what: passes, what hosts said, and what each connection is told of it.

use super::member::Member;
use super::task::RoomTask;
use super::{JoinFailure, Joining};
use crate::history::{Command, Entry, Event};
use crate::model::{AuthorId, ClientId, Door, Millis, PassId, Rank, Role, Secret};
use crate::protocol::{CloseCode, Refusal, ServerMessage};
use bytes::Bytes;
use std::collections::BTreeMap;

/// Who may come in, and who said something when, while that matters.
#[derive(Debug, Default)]
pub(super) struct Doorway {
    pub(super) door: Door,
    /// When it was looked last whether a pass is past its time.
    looked: Millis,
    /// Slow mode: when each person began a stroke or said a line last.
    said: BTreeMap<AuthorId, Millis>,
}

/// As what somebody came in: by which pass, if by one, and the most they wanted to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Came {
    pub(super) pass: Option<PassId>,
    pub(super) role: Role,
    pub(super) wish: Role,
}

impl Doorway {
    pub(super) fn new(door: Door, now: Millis) -> Self {
        Self { door, looked: now, said: BTreeMap::new() }
    }

    /// As what somebody comes in.
    pub(super) fn enter(&self, joining: &Joining, now: Millis) -> Result<Came, JoinFailure> {
        let wish = joining.wish.unwrap_or(Role::Host);
        let (pass, role) = match &joining.key {
            Some(key) => {
                let (pass, role) = self.pass(key, now).ok_or(JoinFailure::BadKey)?;
                (Some(pass), role)
            }
            None => (None, self.door.guests.ok_or(JoinFailure::Closed)?),
        };
        Ok(Came { pass, role, wish })
    }

    fn pass(&self, key: &Secret, now: Millis) -> Option<(PassId, Role)> {
        let lock = key.lock();
        let open = self.door.passes.iter().filter(|pass| pass.lock == lock && pass.is_open(now));
        open.max_by_key(|pass| pass.role).map(|pass| (pass.id, pass.role))
    }

    /// As what somebody is here who came so, as things are now.
    fn still(&self, came: Came, now: Millis) -> Result<Came, Refusal> {
        let role = match came.pass {
            None => self.door.guests.ok_or(Refusal::Closed)?,
            Some(id) => {
                let pass = self.door.passes.iter().find(|pass| pass.id == id);
                pass.filter(|pass| pass.is_open(now)).ok_or(Refusal::BadKey)?.role
            }
        };
        Ok(Came { role, ..came })
    }

    /// Whether the time of a pass ran out since this was asked last.
    fn has_expired(&mut self, now: Millis) -> bool {
        let since = std::mem::replace(&mut self.looked, now);
        let ends = |until: Millis| since < until && until <= now;
        self.door.passes.iter().any(|pass| pass.until.is_some_and(ends))
    }

    /// Slow mode: notes that somebody begins something; refuses what comes too soon.
    fn slow_down(&mut self, author: AuthorId, slow: u16, now: Millis) -> Result<(), Refusal> {
        let wait_ms = u64::from(slow) * 1_000;
        self.said.retain(|_, then| now.since(*then) < wait_ms);
        if let Some(then) = self.said.get(&author) {
            let wait = (wait_ms - now.since(*then)).div_ceil(1_000);
            return Err(Refusal::Slow { wait });
        }
        self.said.insert(author, now);
        Ok(())
    }
}

impl RoomTask {
    /// What a member may be as things are; `None` when a host made them leave.
    pub(super) fn role_of(&self, author: AuthorId, came: Came) -> Option<Role> {
        self.room.rights().role(author, came.role).map(|role| role.min(came.wish))
    }

    /// Slow mode, for what begins something new.
    pub(super) fn hurried(&mut self, client: ClientId, command: &Command) -> Option<Refusal> {
        let slow = self.room.rights().rules.slow;
        let begins =
            matches!(command.event, Event::Begin { .. } | Event::Place(_) | Event::Chat(_));
        if slow == 0 || !begins || self.roster.get(client)?.role == Role::Host {
            return None;
        }
        self.doorway.slow_down(command.author, slow, self.now()).err()
    }

    /// Another door: whose pass was taken back loses it at once.
    pub(super) fn open_door(&mut self, door: Door) {
        self.doorway.door = door;
        self.look_around();
    }

    /// Looks whether the time of a pass has run out.
    pub(super) fn look_at_passes(&mut self, now: Millis) {
        if self.doorway.has_expired(now) {
            self.look_around();
        }
    }

    /// Somebody shows a pass they hold now.
    pub(super) fn show_key(&mut self, client: ClientId, key: &Secret) {
        let now = self.now();
        let Some((pass, role)) = self.doorway.pass(key, now) else {
            return self.tell_refusal(client, None, &Refusal::BadKey);
        };
        self.with(client, |member| {
            member.came = Came { pass: Some(pass), role, ..member.came };
        });
        self.look_around();
    }

    /// Gives whoever is here as this author a pass.
    pub(super) fn give(&mut self, author: AuthorId, key: &Secret, role: Role) {
        let frame = ServerMessage::Pass { key: &key.expose(), role }.to_frame();
        if let Some(member) = self.roster.of_author(author) {
            member.tell(frame);
        }
    }

    /// After what hosts said was judged: everybody is what they are now, and the hosts hear what was said to them.
    pub(super) fn heed(&mut self, entries: &[Entry]) {
        let is_rule =
            |entry: &Entry| matches!(entry.command.event, Event::Rules(_) | Event::Rank { .. });
        if entries.iter().any(is_rule) {
            self.look_around();
        }
        for entry in entries {
            if let Event::Report(report) = &entry.command.event {
                let author = entry.command.author;
                let frame = ServerMessage::Report {
                    seq: entry.seq,
                    author,
                    name: self.room.name(author),
                    about: report.about,
                    about_name: report.about.and_then(|about| self.room.name(about)),
                    words: &report.words,
                    at: entry.at.0,
                };
                let frame = frame.to_frame();
                let hosts = self.roster.iter_mut().filter(|member| member.role == Role::Host);
                hosts.filter(|member| !member.is_plain()).for_each(|it| it.tell(frame.clone()));
            }
        }
    }

    /// Makes everybody what they are as things are now, tells them, and closes on those who may not be here.
    fn look_around(&mut self) {
        let (now, still) = (self.now(), self.room.rights().rules.still);
        let mut barred = Vec::new();
        for member in self.roster.members() {
            let role = self.doorway.still(member.came, now).and_then(|came| {
                let role = self.role_of(member.author, came).ok_or(Refusal::Removed)?;
                Ok((came, role))
            });
            barred.push((member.client, role));
        }
        let mut frames = BTreeMap::new();
        for (client, role) in barred {
            match role {
                Err(refusal) => self.bar(client, &refusal, now),
                Ok((came, role)) => {
                    let frame = frames.entry(role).or_insert_with(|| self.house(role)).clone();
                    self.roster.people.set_role(client, role, still, now);
                    self.with(client, |member| {
                        (member.came, member.role) = (came, role);
                        if !member.is_plain() {
                            member.tell(frame);
                        }
                    });
                }
            }
        }
    }

    /// Tells somebody why they may not be here, and closes on them.
    pub(super) fn bar(&mut self, client: ClientId, refusal: &Refusal, now: Millis) {
        self.tell_refusal(client, None, refusal);
        self.roster.close(client, CloseCode::Barred, refusal.code(), now);
    }

    /// Tells a newcomer what is not as newcomers expect it.
    pub(super) fn tell_house(&self, member: &mut Member) {
        let plain_sailing = member.role == Role::Painter
            && self.room.rights().rules == crate::model::Rules::default()
            && self.doorway.door.guests == Some(Role::Painter);
        if !plain_sailing {
            member.tell(self.house(member.role));
        }
    }

    fn house(&self, role: Role) -> Bytes {
        let rights = self.room.rights();
        let ranked = |(author, rank): (AuthorId, Rank)| (author, rank, self.room.name(author));
        let ranks = (role == Role::Host).then(|| rights.ranks().map(ranked).collect());
        let guests = self.doorway.door.guests;
        ServerMessage::House { role, rules: rights.rules, guests, ranks }.to_frame()
    }
}
