//! What a host says of a room, and what is said to hosts.

use super::{AuthorId, Role};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The rules of a room. They bind everybody but hosts. Default: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Nobody draws.
    pub locked: bool,
    /// Nobody says anything.
    pub quiet: bool,
    /// Nobody's cursor is shown.
    pub still: bool,
    /// Seconds between two strokes or lines of one person; 0 to 600, 0 is no wait.
    pub slow: u16,
}

/// What becomes of the rules; what is `None` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RulesChange {
    /// Nobody draws, or may again.
    pub locked: Option<bool>,
    /// Nobody says anything, or may again.
    pub quiet: Option<bool>,
    /// No cursors, or cursors again.
    pub still: Option<bool>,
    /// Seconds between two strokes or lines of one person.
    pub slow: Option<u16>,
}

impl Rules {
    /// The rules after a change.
    #[must_use]
    pub fn after(self, change: RulesChange) -> Self {
        Self {
            locked: change.locked.unwrap_or(self.locked),
            quiet: change.quiet.unwrap_or(self.quiet),
            still: change.still.unwrap_or(self.still),
            slow: change.slow.unwrap_or(self.slow),
        }
    }
}

/// What a host made of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rank {
    /// They watch.
    Viewer,
    /// They draw, however they came.
    Painter,
    /// They may not come in.
    Out,
}

/// Something a person tells the hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// About whom, if about anybody.
    pub about: Option<AuthorId>,
    /// 1 to 500 characters.
    pub words: Arc<str>,
}

/// What a host did that is no entry of another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Who comes without a pass is this from now on, or may not come in.
    Guests(Option<Role>),
    /// Made a pass.
    Pass(Role),
    /// Took a pass back.
    PassTaken(Role),
    /// Made somebody a host.
    Host(AuthorId),
    /// Showed the room to a class.
    Shown,
    /// Saved the room with all others of a class.
    Collected,
}
