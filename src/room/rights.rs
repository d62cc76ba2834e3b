//! Who may do what in a room: its rules, what hosts made of single people, and what a message needs.

use crate::model::{AuthorId, Rank, Role, Rules};
use crate::protocol::{ClientMessage, PlainInput, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// People of a room whom a host made more or less than they came as: more than any room holds.
pub const RANKS_MAX: usize = 4_096;

/// What hosts have said of a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// What binds everybody but hosts.
    pub rules: Rules,
    ranks: BTreeMap<AuthorId, Rank>,
}

impl Rights {
    /// What hosts made of a person, if anything.
    pub fn rank(&self, author: AuthorId) -> Option<Rank> {
        self.ranks.get(&author).copied()
    }

    /// Everybody of whom hosts made something.
    pub fn ranks(&self) -> impl Iterator<Item = (AuthorId, Rank)> {
        self.ranks.iter().map(|(author, rank)| (*author, *rank))
    }

    /// Notes what a person is from here on; false when that is said of as many as may be.
    pub(super) fn set_rank(&mut self, author: AuthorId, rank: Option<Rank>) -> bool {
        match rank {
            None => {
                self.ranks.remove(&author);
            }
            Some(_) if self.ranks.len() >= RANKS_MAX && !self.ranks.contains_key(&author) => {
                return false;
            }
            Some(rank) => {
                self.ranks.insert(author, rank);
            }
        }
        true
    }

    /// What a person may be who came as this; `None` when they may not be here. Nobody makes less of a host.
    pub fn role(&self, author: AuthorId, came_as: Role) -> Option<Role> {
        if came_as == Role::Host {
            return Some(came_as);
        }
        match self.rank(author) {
            None => Some(came_as),
            Some(Rank::Viewer) => Some(Role::Viewer),
            Some(Rank::Painter) => Some(Role::Painter),
            Some(Rank::Out) => None,
        }
    }
}

/// What doing something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// To be here.
    Watch,
    /// To be heard.
    Speak,
    /// To be seen pointing.
    Point,
    /// To change the picture.
    Draw,
    /// To say who may do what.
    Lead,
}

/// Who asks for something, and under which rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub author: AuthorId,
    /// What they may be.
    pub role: Role,
    /// What binds them unless they are a host.
    pub rules: Rules,
}

impl Asker {
    /// Whether they may.
    ///
    /// # Errors
    /// A refusal that says what stands against it.
    pub fn may(&self, need: Need) -> Result<(), Refusal> {
        let Self { role, rules, .. } = *self;
        let least = match need {
            Need::Watch | Need::Speak => Role::Viewer,
            Need::Point | Need::Draw => Role::Painter,
            Need::Lead => Role::Host,
        };
        match need {
            _ if role < least => Err(Refusal::Forbidden { needs: least }),
            _ if role == Role::Host => Ok(()),
            Need::Draw if rules.locked => Err(Refusal::Locked),
            Need::Speak if rules.quiet => Err(Refusal::Quiet),
            Need::Point if rules.still => Err(Refusal::Still),
            _ => Ok(()),
        }
    }
}

/// What an easel message needs.
pub fn need(message: &ClientMessage) -> Need {
    match message {
        ClientMessage::Join(_)
        | ClientMessage::Key(_)
        | ClientMessage::CanvasRequest
        | ClientMessage::Ping(_)
        | ClientMessage::Me(_)
        | ClientMessage::View(_)
        | ClientMessage::Report { .. } => Need::Watch,
        ClientMessage::Chat { .. } => Need::Speak,
        ClientMessage::Cursor(_) => Need::Point,
        ClientMessage::Begin { .. }
        | ClientMessage::Points { .. }
        | ClientMessage::End { .. }
        | ClientMessage::Cancel { .. }
        | ClientMessage::Undo(_)
        | ClientMessage::Redo(_)
        | ClientMessage::Clear(_)
        | ClientMessage::Unclear { .. }
        | ClientMessage::Place { .. }
        | ClientMessage::Chapter { .. } => Need::Draw,
        ClientMessage::Rules { .. } | ClientMessage::Rank { .. } => Need::Lead,
    }
}

/// What a plain object needs.
pub fn plain_need(input: &PlainInput) -> Need {
    match input {
        PlainInput::Bad(_) | PlainInput::Ignored | PlainInput::CanvasRequest(_) => Need::Watch,
        PlainInput::Chat(_) => Need::Speak,
        PlainInput::Draw(_) => Need::Draw,
    }
}
