//! Why something was turned away: facts for programs, a sentence for people. The room goes on.

use super::limits::{CHAT_CHARS_MAX, MESSAGE_OBJECTS_MAX, OPEN_STROKES_MAX, STROKE_POINTS_MAX};
use crate::model::Role;
use std::fmt;

/// A reason for turning something away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The message could not be understood; holds what was wrong with it.
    BadMessage(String),
    /// A message held more objects than `MESSAGE_OBJECTS_MAX`.
    TooManyObjects,
    /// The client's role does not allow it.
    Forbidden {
        /// The least role that may.
        needs: Role,
    },
    /// A host has locked drawing.
    Locked,
    /// A host has turned off chat.
    Quiet,
    /// A host has turned off cursors.
    Still,
    /// Slow mode: it is too soon after the last stroke or line.
    Slow {
        /// Seconds to wait.
        wait: u64,
    },
    /// No pass of this room, or not any more.
    BadKey,
    /// Nobody comes in here without a pass.
    Closed,
    /// A host made them leave.
    Removed,
    /// The room is let go of.
    Gone,
    /// As many people as may be are ranked.
    TooManyRanks,
    /// Storing has failed; nothing is drawn until it works again.
    Paused,
    /// No stroke of this author goes by that number, or it has ended.
    NoSuchStroke,
    /// The stroke is as long as strokes get; it has been ended.
    StrokeFull,
    /// The author has as many open strokes as there may be.
    TooManyOpen,
    /// The clear is too long ago, is not the newest, or was taken back already.
    TooLate,
    /// No image of that name was sent to this server lately.
    NoSuchImage,
    /// The page paints by another raster rule than the server.
    Version {
        /// The rule the server paints by.
        server: u32,
    },
}

impl Refusal {
    /// The name programs know it by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadMessage(_) => "badMessage",
            Self::TooManyObjects => "tooManyObjects",
            Self::Forbidden { .. } => "forbidden",
            Self::Locked => "locked",
            Self::Quiet => "quiet",
            Self::Still => "still",
            Self::Slow { .. } => "slow",
            Self::BadKey => "badKey",
            Self::Closed => "closed",
            Self::Removed => "removed",
            Self::Gone => "gone",
            Self::TooManyRanks => "tooManyRanks",
            Self::Paused => "paused",
            Self::NoSuchStroke => "noSuchStroke",
            Self::StrokeFull => "strokeFull",
            Self::TooManyOpen => "tooManyOpen",
            Self::TooLate => "tooLate",
            Self::NoSuchImage => "noSuchImage",
            Self::Version { .. } => "version",
        }
    }

    /// Whether the same thing may be sent again later (rule V10).
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Paused)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadMessage(why) => write!(f, "This message could not be understood: {why}."),
            Self::TooManyObjects => {
                write!(f, "A message may hold up to {MESSAGE_OBJECTS_MAX} objects.")
            }
            Self::Forbidden { needs: Role::Host } => f.write_str("Only a host of this room may."),
            Self::Forbidden { .. } => f.write_str("You may watch here, not draw."),
            Self::Locked => f.write_str("Drawing is locked right now."),
            Self::Quiet => f.write_str("Chat is off right now."),
            Self::Still => f.write_str("Pointing is off right now."),
            Self::Slow { wait } => write!(f, "Slow mode: wait {wait} more seconds."),
            Self::BadKey => f.write_str("This link does not work any more. Ask for a new one."),
            Self::Closed => f.write_str("This room needs a link. Ask its host for one."),
            Self::Removed => f.write_str("A host of this room has removed you."),
            Self::Gone => f.write_str("This room was deleted."),
            Self::TooManyRanks => f.write_str("No more people can be set apart in this room."),
            Self::Paused => f.write_str("Drawing is paused: the server cannot save right now."),
            Self::NoSuchStroke => f.write_str("That stroke has ended."),
            Self::StrokeFull => write!(f, "A stroke may have up to {STROKE_POINTS_MAX} points."),
            Self::TooManyOpen => {
                write!(f, "One person may draw up to {OPEN_STROKES_MAX} strokes at once.")
            }
            Self::TooLate => f.write_str("That clear cannot be taken back any more."),
            Self::NoSuchImage => f.write_str("That picture is not here any more. Add it again."),
            Self::Version { server } => write!(
                f,
                "This page is older or newer than the server (raster rule {server}). Reload it."
            ),
        }
    }
}

/// Says that a line of chat is longer than it may be.
pub(super) fn chat_too_long() -> String {
    format!("chat needs 1 to {CHAT_CHARS_MAX} characters")
}
