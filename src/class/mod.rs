//! A class: a teacher, pupils, and the rooms they draw in. Plain rules, kept as they are.
//!
//! Invariant: a class never reads a clock, a socket or a disk. It says how things should be; the hub makes them so.

mod pupil;
mod start;

pub use pupil::{Device, Pupil, Standing};
pub use start::{Start, start_image};

use crate::model::{AuthorId, Lock, Millis, PassId, PupilId, RoomId};
use crate::protocol::{ClassChange, Phase};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Pupils of one class: in one room for all each has a pass, and a room has 256 of them.
pub const PUPILS_MAX: usize = 200;

/// Most pupils of one group.
pub const GROUP_MAX: usize = 8;

/// Form of what is kept; another one is refused.
const KEPT_VERSION: u32 = 1;

/// How rooms are given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// Everybody draws in the teacher's room.
    One,
    /// Each pupil has a room.
    Each,
    /// So many pupils share a room.
    Groups(usize),
}

/// One room of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRoom {
    /// Its name, which nobody guesses.
    pub room: RoomId,
    /// The teacher has locked this one.
    pub locked: bool,
    /// It is closed to strangers, and the teacher may come in.
    pub made: bool,
    /// What it was last told: nobody draws.
    pub told_locked: bool,
}

/// A room that is shown to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spotlight {
    /// Which.
    pub room: RoomId,
    /// With the name of whose it is.
    pub name: bool,
    /// The pass by which everybody looks.
    pub pass: PassId,
}

/// A class as it is kept.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch on the teacher's desk")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    version: u32,
    /// What it is called: 1 to 80 characters.
    pub title: Arc<str>,
    /// The letters to read out.
    pub code: Arc<str>,
    /// How rooms are given out.
    pub mode: Mode,
    /// What lies on paper at first.
    pub start: Start,
    /// Where it is in its lesson.
    pub phase: Phase,
    /// Newcomers wait until the teacher lets them in.
    pub waiting: bool,
    /// Pupils see one another's names.
    pub names: bool,
    /// Nobody draws.
    pub locked: bool,
    /// Nobody new comes in.
    pub closed: bool,
    /// When the timer ends, if one runs.
    pub timer: Option<u64>,
    /// What is shown to everybody.
    pub spotlight: Option<Spotlight>,
    /// Whose it is.
    #[serde(with = "as_hex")]
    pub teacher: Lock,
    /// Who does what the teacher has done in rooms.
    pub author: AuthorId,
    /// Who may show it on a wall.
    #[serde(with = "as_hex")]
    pub projector: Lock,
    /// The first is the teacher's own.
    pub rooms: Vec<ClassRoom>,
    /// In the order they came.
    pub pupils: Vec<Pupil>,
}

/// What a class is made with.
#[derive(Clone, Debug)]
pub struct NewClass {
    /// What it is called.
    pub title: Arc<str>,
    /// The letters to read out.
    pub code: Arc<str>,
    /// How rooms are given out.
    pub mode: Mode,
    /// What lies on paper at first.
    pub start: Start,
    /// Newcomers wait.
    pub waiting: bool,
    /// Pupils see one another's names.
    pub names: bool,
    /// Whose it is.
    pub teacher: Lock,
    /// Who does what the teacher does in rooms.
    pub author: AuthorId,
    /// Who may show it.
    pub projector: Lock,
    /// The teacher's room.
    pub room: RoomId,
}

/// Why somebody could not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotIn {
    /// The teacher lets nobody new in.
    Closed,
    /// It is over.
    Ended,
    /// There are as many as may be.
    Full,
}

impl Class {
    /// A class nobody has come to yet.
    pub fn new(made: NewClass) -> Self {
        let NewClass { title, code, mode, start, waiting, names, teacher, author, projector, room } =
            made;
        Self {
            version: KEPT_VERSION,
            title,
            code,
            mode,
            start,
            phase: Phase::Waiting,
            waiting,
            names,
            locked: false,
            closed: false,
            timer: None,
            spotlight: None,
            teacher,
            author,
            projector,
            rooms: vec![ClassRoom::new(room)],
            pupils: Vec::new(),
        }
    }

    /// The class that `keep` wrote; `None` for anything else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let class: Self = serde_json::from_slice(bytes).ok()?;
        (class.version == KEPT_VERSION && !class.rooms.is_empty()).then_some(class)
    }

    /// What is kept of it.
    ///
    /// # Panics
    /// Never: every field is a number, a text or a list of those.
    pub fn keep(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a class holds nothing JSON cannot say")
    }

    /// The teacher's own room.
    pub fn own_room(&self) -> &RoomId {
        &self.rooms[0].room
    }

    /// A room of the class.
    pub fn room(&self, room: &RoomId) -> Option<&ClassRoom> {
        self.rooms.iter().find(|one| one.room == *room)
    }

    /// A pupil.
    pub fn pupil(&self, id: PupilId) -> Option<&Pupil> {
        self.pupils.iter().find(|pupil| pupil.id == id)
    }

    /// A pupil, to be changed.
    pub fn pupil_mut(&mut self, id: PupilId) -> Option<&mut Pupil> {
        self.pupils.iter_mut().find(|pupil| pupil.id == id)
    }

    /// Whose device this is.
    pub fn pupil_of(&self, lock: Lock) -> Option<PupilId> {
        let has = |pupil: &&Pupil| pupil.devices.iter().any(|device| device.lock == lock);
        self.pupils.iter().find(has).map(|pupil| pupil.id)
    }

    /// Whether pupils draw in a room now.
    pub fn is_locked(&self, room: &ClassRoom) -> bool {
        self.locked || room.locked || matches!(self.phase, Phase::Paused | Phase::Ended)
    }

    /// A newcomer: waits or has a room at once, and a name nobody else has. `again` when they say that they are
    /// here already.
    ///
    /// # Errors
    /// Why nobody comes in now.
    pub fn enter(
        &mut self,
        name: &str,
        again: bool,
        lock: Lock,
        room: RoomId,
        now: Millis,
    ) -> Result<PupilId, NotIn> {
        if self.phase == Phase::Ended {
            return Err(NotIn::Ended);
        }
        if self.closed {
            return Err(NotIn::Closed);
        }
        if self.pupils.len() >= PUPILS_MAX {
            return Err(NotIn::Full);
        }
        let same = self.pupils.iter().find(|pupil| *pupil.name == *name).map(|pupil| pupil.id);
        let again = same.filter(|_| again);
        let id = PupilId(self.pupils.iter().map(|pupil| pupil.id.0).max().unwrap_or(0) + 1);
        let name = self.free_name(name, id);
        self.pupils.push(Pupil::new(id, name, lock, again, now));
        if again.is_none() && !self.waiting {
            self.admit(id, room);
        }
        Ok(id)
    }

    /// Lets a pupil in; who said that they are here already becomes another device of that one. Answers who they are.
    pub fn admit(&mut self, id: PupilId, room: RoomId) -> Option<PupilId> {
        let at = self.pupils.iter().position(|pupil| pupil.id == id)?;
        if let Some(same) = self.pupils[at].again.filter(|same| self.pupil(*same).is_some()) {
            let gone = self.pupils.remove(at);
            let same = self.pupil_mut(same)?;
            same.devices.extend(gone.devices);
            return Some(same.id);
        }
        if self.pupils[at].standing == Standing::In {
            return Some(id);
        }
        let place = self.pupils[at].room.clone().unwrap_or_else(|| self.place(room));
        let pupil = &mut self.pupils[at];
        (pupil.standing, pupil.room, pupil.again) = (Standing::In, Some(place), None);
        Some(id)
    }

    /// Takes a pupil out; what they drew stays.
    pub fn remove(&mut self, id: PupilId) {
        if let Some(pupil) = self.pupil_mut(id) {
            pupil.standing = Standing::Removed;
        }
    }

    /// A pupil goes on in another room of the class; false when there is none of that name.
    pub fn relocate(&mut self, id: PupilId, room: &RoomId) -> bool {
        if self.room(room).is_none() {
            return false;
        }
        let Some(pupil) = self.pupil_mut(id).filter(|it| it.standing == Standing::In) else {
            return false;
        };
        pupil.room = Some(room.clone());
        true
    }

    /// Gives a pupil another name, one nobody else has.
    pub fn rename(&mut self, id: PupilId, name: &str) {
        let name = self.free_name(name, id);
        if let Some(pupil) = self.pupil_mut(id) {
            pupil.name = name;
        }
    }

    /// Takes in what a teacher changes.
    pub fn change(&mut self, change: ClassChange) {
        let ClassChange { title, waiting, names, locked, closed, phase } = change;
        self.title = title.unwrap_or_else(|| Arc::clone(&self.title));
        self.waiting = waiting.unwrap_or(self.waiting);
        self.names = names.unwrap_or(self.names);
        self.locked = locked.unwrap_or(self.locked);
        self.closed = closed.unwrap_or(self.closed);
        self.phase = phase.unwrap_or(self.phase);
        if self.phase == Phase::Ended {
            self.timer = None;
        }
    }

    /// The rooms of these pupils, each once; of all that are pupils' when none are named.
    pub fn rooms_of(&self, pupils: Option<&[PupilId]>) -> Vec<RoomId> {
        let wanted = |pupil: &&Pupil| pupils.is_none_or(|these| these.contains(&pupil.id));
        let mut rooms: Vec<_> =
            self.pupils.iter().filter(wanted).filter_map(|pupil| pupil.room.clone()).collect();
        rooms.sort();
        rooms.dedup();
        rooms
    }

    /// A room lost its door: it is to be made anew, and whoever had a pass to it is to get another.
    pub fn unmake(&mut self, room: &RoomId) {
        for one in self.rooms.iter_mut().filter(|one| one.room == *room) {
            (one.made, one.told_locked) = (false, false);
        }
        let devices = self.pupils.iter_mut().flat_map(|pupil| &mut pupil.devices);
        for device in devices {
            device.pass = device.pass.take().filter(|(to, _)| to != room);
        }
    }

    /// What a room is called: its pupils' names, or the teacher's own.
    pub fn room_title(&self, room: &RoomId) -> String {
        let here = |pupil: &&Pupil| pupil.room.as_ref() == Some(room);
        let names: Vec<_> = self.pupils.iter().filter(here).map(|pupil| &*pupil.name).collect();
        if names.is_empty() || self.mode == Mode::One {
            return self.title.to_string();
        }
        names.join(", ")
    }

    /// Where the next pupil draws; `fresh` is the name of a room nobody has yet.
    fn place(&mut self, fresh: RoomId) -> RoomId {
        let most = match self.mode {
            Mode::One => return self.own_room().clone(),
            Mode::Each => 1,
            Mode::Groups(size) => size,
        };
        let here = |room: &RoomId| {
            let pupils = self.pupils.iter().filter(|pupil| pupil.room.as_ref() == Some(room));
            pupils.count()
        };
        // A room that everybody left is not given to another pupil: it holds somebody's work.
        let open = self.rooms.iter().skip(1).find(|one| (1..most).contains(&here(&one.room)));
        if let Some(open) = open {
            return open.room.clone();
        }
        self.rooms.push(ClassRoom::new(fresh.clone()));
        fresh
    }

    fn free_name(&self, name: &str, but: PupilId) -> Arc<str> {
        let taken =
            |name: &str| self.pupils.iter().any(|pupil| *pupil.name == *name && pupil.id != but);
        if !taken(name) {
            return name.into();
        }
        let numbered = (2..).map(|number| format!("{name} {number}"));
        numbered.into_iter().find(|name| !taken(name)).unwrap_or_default().into()
    }
}

impl ClassRoom {
    fn new(room: RoomId) -> Self {
        Self { room, locked: false, made: false, told_locked: false }
    }
}

/// A lock as 64 hexadecimal digits.
mod as_hex {
    use crate::model::Lock;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use std::fmt::Write;

    pub(super) fn serialize<S: Serializer>(lock: &Lock, to: S) -> Result<S::Ok, S::Error> {
        let text = lock.0.iter().fold(String::new(), |mut text, byte| {
            // Writing to a text does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        to.serialize_str(&text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Lock, D::Error> {
        let text = String::deserialize(from)?;
        let mut lock = Lock([0; 32]);
        let pairs = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).ok());
        let mut bytes = pairs.map(|two| u8::from_str_radix(two?, 16).ok());
        for byte in &mut lock.0 {
            *byte = bytes.next().flatten().ok_or_else(|| D::Error::custom("a lock is cut"))?;
        }
        Ok(lock)
    }
}
