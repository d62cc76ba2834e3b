//! What hosts did, and what was told to them: the part of a journal that is kept for those who answer for a room.

use super::{Event, Note, Veil};
use crate::model::{AuthorId, Deed, Rank, Report, RulesChange, Seq};

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The place of its entry.
    pub seq: Seq,
    /// When it was, in milliseconds since the first entry.
    pub at: u64,
    /// Who did it.
    pub author: AuthorId,
    /// What it was.
    pub kind: DoneKind,
}

/// The kinds of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoneKind {
    /// The rules changed.
    Rules(RulesChange),
    /// Somebody was made more or less than they came as.
    Rank {
        /// Who.
        of: AuthorId,
        /// What; `None` is what they came as.
        rank: Option<Rank>,
    },
    /// Somebody told the hosts something.
    Report(Report),
    /// Somebody's work was hidden, or shown again.
    Veil(Veil),
    /// An earlier picture came back.
    Restored,
    /// Something else.
    Deed(Deed),
}

impl DoneKind {
    /// What an event is to those who answer for a room; `None` when it is drawing or talk.
    pub fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Rules(change) => Some(Self::Rules(*change)),
            Event::Rank { of, rank } => Some(Self::Rank { of: *of, rank: *rank }),
            Event::Report(report) => Some(Self::Report(report.clone())),
            Event::Veil(veil) => Some(Self::Veil(*veil)),
            Event::Note(Note::Restored { .. }) => Some(Self::Restored),
            Event::Note(Note::Deed(deed)) => Some(Self::Deed(*deed)),
            _ => None,
        }
    }
}
