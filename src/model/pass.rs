//! Who may come into a room as what: passes, and what is left to everybody else.

use super::{Lock, Millis, Role};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Name of a pass among all passes of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PassId(pub u64);

impl fmt::Display for PassId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Lets the holder of a secret into one room as something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Its name.
    pub id: PassId,
    /// What the secret opens.
    pub lock: Lock,
    /// As what its holder comes in.
    pub role: Role,
    /// What its maker calls it; may be empty.
    pub title: Arc<str>,
    /// When it was made; zero when that is not known.
    pub made: Millis,
    /// From when on it opens nothing; `None` when it always does.
    pub until: Option<Millis>,
}

impl Pass {
    /// Does it let anybody in?
    pub fn is_open(&self, now: Millis) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// Who may come into a room, whether or not it was ever drawn in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// What those are who come without a pass; `None` when they stay outside.
    pub guests: Option<Role>,
    /// Its passes, in the order they were made, also those past their time.
    pub passes: Vec<Pass>,
}

impl Default for Door {
    /// Everybody draws, and nobody is a host.
    fn default() -> Self {
        Self { guests: Some(Role::Painter), passes: Vec::new() }
    }
}

impl Door {
    /// The most that the holder of a lock's secret is now; `None` when no pass of theirs is open.
    pub fn role(&self, lock: Lock, now: Millis) -> Option<Role> {
        let theirs = self.passes.iter().filter(|pass| pass.lock == lock && pass.is_open(now));
        theirs.map(|pass| pass.role).max()
    }

    /// Was the room ever given to somebody? Also when that pass is past its time.
    pub fn has_host(&self) -> bool {
        self.passes.iter().any(|pass| pass.role == Role::Host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(lock: u8, role: Role, until: Option<u64>) -> Pass {
        let (id, lock, until) = (PassId(1), Lock([lock; 32]), until.map(Millis));
        Pass { id, lock, role, title: "".into(), made: Millis(0), until }
    }

    #[test]
    fn a_door_lets_in_as_the_most_that_an_open_pass_says() {
        let passes = vec![
            pass(1, Role::Painter, None),
            pass(1, Role::Host, Some(9)),
            pass(1, Role::Viewer, None),
            pass(2, Role::Viewer, Some(9)),
        ];
        let door = Door { passes, ..Door::default() };
        let role = |lock, now| door.role(Lock([lock; 32]), Millis(now));
        assert_eq!(role(1, 8), Some(Role::Host), "until its time");
        assert_eq!(role(1, 9), Some(Role::Painter), "the others stay");
        assert_eq!((role(2, 8), role(2, 9)), (Some(Role::Viewer), None), "its only one");
        assert_eq!(role(3, 0), None, "a stranger's");
        assert!(door.has_host(), "also when that is over");
    }

    #[test]
    fn a_room_nobody_spoke_for_is_everybodys() {
        let door = Door::default();
        assert_eq!((door.guests, door.has_host()), (Some(Role::Painter), false), "all draw");
    }
}
