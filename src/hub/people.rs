//! Who is here, where they point and what they look at: told to those who said who they are.
//!
//! Nothing of it is kept: only the newest counts, so whoever is slow is told what is true when it can take it.

use crate::model::{AuthorId, ClientId, Millis, Rgb, Role};
use crate::protocol::limits::CURSOR_MS;
use crate::protocol::{Cursor, Follow, Me, ServerMessage, View, WirePerson};
use bytes::Bytes;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// People that are told of by name: a list nobody reads to its end. Raised hands and whoever presents are told
/// beyond it.
const TOLD_MAX: usize = 200;

/// Silence after which somebody is shown as idle, in milliseconds.
const IDLE_MS: u64 = 60_000;

/// The colour of whoever names none.
const INK: Rgb = Rgb([0x14, 0x17, 0x1c]);

/// The state of a cursor on the wire.
const HOVERS: i64 = 0;
const DRAWS: i64 = 1;
const GONE: i64 = 2;

#[derive(Debug)]
struct Person {
    author: AuthorId,
    role: Role,
    name: Arc<str>,
    color: Rgb,
    hand: u64,
    idle: bool,
    presents: bool,
    /// Others are told of this one.
    told: bool,
    heard: Millis,
    cursor: Option<Cursor>,
    view: Option<View>,
    follows: Follow,
    /// Who is followed since the last telling: their view is due though it did not move.
    starts: Option<ClientId>,
}

/// Everybody in a room who said who they are.
#[derive(Debug, Default)]
pub(super) struct People {
    persons: BTreeMap<ClientId, Person>,
    /// Those of whom the journal was told how they are called.
    noted: BTreeSet<ClientId>,
    hands: u64,
    changed: BTreeSet<ClientId>,
    gone: Vec<ClientId>,
    moved: BTreeSet<ClientId>,
    looked: BTreeSet<ClientId>,
    due: Option<Millis>,
    told_at: Millis,
    /// Counts the tellings; 0 is before the first.
    version: u64,
    /// What was new at the last telling.
    news: Vec<Bytes>,
    /// Everything as it was at the last telling, encoded when somebody needs it.
    all: OnceCell<[Bytes; 2]>,
}

impl People {
    /// Somebody nobody knows anything of yet.
    fn add(&mut self, client: ClientId, author: AuthorId, role: Role, now: Millis) {
        let told = self.persons.values().filter(|person| person.told).count() < TOLD_MAX;
        let person = Person {
            author,
            role,
            name: Arc::default(),
            color: INK,
            hand: 0,
            idle: false,
            presents: false,
            told,
            heard: now,
            cursor: None,
            view: None,
            follows: Follow::Nobody,
            starts: None,
        };
        self.persons.insert(client, person);
    }

    /// Somebody left.
    pub(super) fn remove(&mut self, client: ClientId, now: Millis) {
        let Some(person) = self.persons.remove(&client) else { return };
        self.noted.remove(&client);
        self.changed.remove(&client);
        self.moved.remove(&client);
        self.looked.remove(&client);
        if person.told {
            self.gone.push(client);
            if let Some((next, waiting)) = self.persons.iter_mut().find(|(_, person)| !person.told)
            {
                waiting.told = true;
                self.changed.insert(*next);
            }
        }
        self.is_due(now);
    }

    /// Whether nobody here said who they are.
    pub(super) fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    /// Somebody was heard: they are not idle.
    pub(super) fn hear(&mut self, client: ClientId, now: Millis) {
        let Some(person) = self.persons.get_mut(&client) else { return };
        person.heard = now;
        if std::mem::take(&mut person.idle) {
            self.changed.insert(client);
            self.is_due(now);
        }
    }

    /// How somebody is called, when the journal was not told since they came or since that changed.
    pub(super) fn note(&mut self, client: ClientId) -> Option<(Arc<str>, Rgb)> {
        let person = self.persons.get(&client)?;
        let is_new = !person.name.is_empty() && self.noted.insert(client);
        is_new.then(|| (Arc::clone(&person.name), person.color))
    }

    /// What was noted may not be stored: all of it is due again.
    pub(super) fn note_again(&mut self) {
        self.noted.clear();
    }

    /// Somebody says something of themselves; who was not told of yet comes in by it.
    pub(super) fn learn(
        &mut self,
        client: ClientId,
        author: AuthorId,
        role: Role,
        me: &Me,
        now: Millis,
    ) {
        if !self.persons.contains_key(&client) {
            self.add(client, author, role, now);
        }
        let Some(person) = self.persons.get_mut(&client) else { return };
        let called = (Arc::clone(&person.name), person.color);
        if let Some(name) = &me.name {
            person.name = Arc::clone(name);
        }
        person.color = me.color.unwrap_or(person.color);
        if called != (Arc::clone(&person.name), person.color) {
            self.noted.remove(&client);
        }
        person.presents = me.presents.unwrap_or(person.presents) && role >= Role::Painter;
        match me.hand {
            Some(true) if person.hand == 0 => {
                self.hands += 1;
                person.hand = self.hands;
            }
            Some(false) => person.hand = 0,
            _ => {}
        }
        if let Some(follows) = me.follows {
            person.follows = follows;
            person.starts = follows.client();
        }
        person.told |= person.hand > 0 || person.presents;
        self.changed.insert(client);
        self.is_due(now);
    }

    /// Somebody is this from here on; nobody but hosts points while everybody is to keep still.
    pub(super) fn set_role(&mut self, client: ClientId, role: Role, still: bool, now: Millis) {
        let Some(person) = self.persons.get_mut(&client) else { return };
        if person.role != role {
            person.role = role;
            person.presents &= role >= Role::Painter;
            self.changed.insert(client);
            self.is_due(now);
        }
        if role < Role::Painter || (still && role < Role::Host) {
            self.point(client, None, now);
        }
    }

    /// A cursor moved, or is gone.
    pub(super) fn point(&mut self, client: ClientId, cursor: Option<Cursor>, now: Millis) {
        if let Some(person) = self.persons.get_mut(&client)
            && person.cursor != cursor
        {
            person.cursor = cursor;
            self.moved.insert(client);
            self.is_due(now);
        }
    }

    /// A view moved.
    pub(super) fn look(&mut self, client: ClientId, view: View, now: Millis) {
        if let Some(person) = self.persons.get_mut(&client) {
            person.view = Some(view);
            self.looked.insert(client);
            self.is_due(now);
        }
    }

    /// Notes who has been silent for long.
    pub(super) fn tick(&mut self, now: Millis) {
        let silent = |person: &Person| !person.idle && now.since(person.heard) >= IDLE_MS;
        let mut any = false;
        for (client, person) in self.persons.iter_mut().filter(|(_, person)| silent(person)) {
            person.idle = true;
            self.changed.insert(*client);
            any = true;
        }
        if any {
            self.is_due(now);
        }
    }

    /// When the next telling is due, if one is.
    pub(super) fn due(&self) -> Option<Millis> {
        self.due
    }

    /// Makes what is new what everybody is told, if it is due; answers what single followers are shown.
    pub(super) fn tell(&mut self, now: Millis) -> Option<Vec<(ClientId, Bytes)>> {
        self.due.filter(|due| *due <= now)?;
        (self.due, self.told_at) = (None, now);
        self.version += 1;
        self.all = OnceCell::new();
        self.news.clear();
        let changed = std::mem::take(&mut self.changed);
        let people: Vec<_> = changed.iter().filter_map(|client| self.wire(*client)).collect();
        let gone = std::mem::take(&mut self.gone);
        if !people.is_empty() || !gone.is_empty() {
            self.news.push(ServerMessage::People { all: false, people, gone }.to_frame());
        }
        let moved = std::mem::take(&mut self.moved);
        if !moved.is_empty() {
            let at = moved.iter().flat_map(|client| self.cursor(*client)).collect();
            self.news.push(ServerMessage::Cursors { all: false, at }.to_frame());
        }
        Some(self.views())
    }

    /// The frames that bring somebody who was told `version` up to date.
    pub(super) fn since(&self, version: u64) -> &[Bytes] {
        if version == self.version {
            return &[];
        }
        if version > 0 && version + 1 == self.version {
            return &self.news;
        }
        self.all.get_or_init(|| self.everybody())
    }

    /// Counts the tellings.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    fn everybody(&self) -> [Bytes; 2] {
        let people = self.persons.keys().filter_map(|client| self.wire(*client)).collect();
        let pointing = self.persons.iter().filter(|(_, person)| person.cursor.is_some());
        let at = pointing.flat_map(|(client, _)| self.cursor(*client)).collect();
        let people = ServerMessage::People { all: true, people, gone: Vec::new() };
        [people.to_frame(), ServerMessage::Cursors { all: true, at }.to_frame()]
    }

    fn wire(&self, client: ClientId) -> Option<WirePerson> {
        let person = self.persons.get(&client).filter(|person| person.told)?;
        let Person { author, color, role, hand, idle, presents, .. } = *person;
        let name = Arc::clone(&person.name);
        Some(WirePerson { client, author, name, color, role, hand, idle, presents })
    }

    fn cursor(&self, client: ClientId) -> [i64; 4] {
        let cursor = self.persons.get(&client).and_then(|person| person.cursor);
        let id = client.0 as i64;
        match cursor {
            Some(Cursor { x, y, down }) => {
                [id, i64::from(x), i64::from(y), if down { DRAWS } else { HOVERS }]
            }
            None => [id, 0, 0, GONE],
        }
    }

    /// The views that followers are behind by.
    fn views(&mut self) -> Vec<(ClientId, Bytes)> {
        let looked = std::mem::take(&mut self.looked);
        let mut due = Vec::new();
        for (follower, person) in &mut self.persons {
            let starts = person.starts.take();
            let moved = person.follows.client().filter(|followed| looked.contains(followed));
            due.extend(starts.or(moved).map(|followed| (*follower, followed)));
        }
        let view = |(follower, client): (ClientId, ClientId)| {
            let View { x, y, width } = self.persons.get(&client)?.view?;
            Some((follower, ServerMessage::View { client, x, y, width }.to_frame()))
        };
        due.into_iter().filter_map(view).collect()
    }

    fn is_due(&mut self, now: Millis) {
        let at_once = now.since(self.told_at) >= CURSOR_MS;
        let due = if at_once { now } else { self.told_at + CURSOR_MS };
        self.due = Some(self.due.map_or(due, |earlier| earlier.min(due)));
    }
}
