//! Why something could not be stored or read, in words for a person.

use super::record::Damage;
use std::fmt;
use std::io;
use thiserror::Error;

/// A store that could not do what it was asked: what, where and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("could not {operation} `{place}`: {cause}")]
pub struct StoreFailure {
    /// What was tried.
    pub operation: Operation,
    /// The file, the directory or the room it was tried on.
    pub place: String,
    /// Why it did not come to pass.
    pub cause: Cause,
}

impl StoreFailure {
    /// Is it for want of space, so that it will work again once there is some?
    pub fn is_full(&self) -> bool {
        self.cause == Cause::Full
    }

    /// What a person can do about it, where something is known to help.
    pub fn hint(&self) -> Option<&'static str> {
        match self.cause {
            Cause::Full => Some("free some space on that disk; drawing goes on by itself"),
            Cause::Held => Some("stop the other easel, or give this one its own directory"),
            Cause::Newer { .. } => Some("use the easel that wrote it, or a newer one"),
            Cause::Older { .. } => {
                Some("start `easel serve` with it once, which brings it up to date")
            }
            Cause::Damaged(_) => Some("restore the file from a backup, or move it away"),
            Cause::System(_) if self.operation == Operation::Open => {
                Some("choose a directory that this user can write to")
            }
            Cause::System(_)
            | Cause::Missing(_)
            | Cause::Large(_)
            | Cause::Busy
            | Cause::Stopped => None,
        }
    }
}

/// What a store does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Open the whole store.
    Open,
    /// Store entries.
    Append,
    /// Read entries or keyframes.
    Read,
    /// Store a keyframe.
    PutKeyframe,
    /// See whether it can be written to.
    Probe,
    /// Close the whole store.
    Close,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open the canvas store at",
            Self::Append => "store in",
            Self::Read => "read from",
            Self::PutKeyframe => "keep a picture in",
            Self::Probe => "write to",
            Self::Close => "close",
        })
    }
}

/// Why a store could not do something.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Cause {
    /// No space is left.
    #[error("the disk is full")]
    Full,
    /// Another process has it open.
    #[error("another easel is using it")]
    Held,
    /// A later easel wrote it.
    #[error("it was written by a newer easel (format {found}, this one knows up to {known})")]
    Newer {
        /// The format of the file.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// An earlier easel wrote it, and it is not to be changed.
    #[error("it was written by an older easel (format {found}, this one writes {known})")]
    Older {
        /// The format of the file.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// What was read is not what was written; names the row.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// The room, or the place in it, does not exist.
    #[error("{0}")]
    Missing(String),
    /// More than is kept in one piece; says of what.
    #[error("too large: {0}")]
    Large(String),
    /// Too much is waiting to be stored.
    #[error("too much is waiting to be stored")]
    Busy,
    /// The store was closed.
    #[error("the store is closed")]
    Stopped,
    /// Anything else, in the words of the system.
    #[error("{0}")]
    System(String),
}

impl From<Damage> for Cause {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage.to_string())
    }
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::System(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Cause {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{Error, ErrorCode};
        if let Error::InvalidColumnType(..) | Error::FromSqlConversionFailure(..) = error {
            return Self::Damaged(error.to_string());
        }
        let code = error.sqlite_error().copied();
        match code.map(|code| code.code) {
            Some(ErrorCode::DiskFull) => Self::Full,
            // The shared index beside the journal could not grow: no other reason is known for it.
            _ if code
                .is_some_and(|code| code.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE) =>
            {
                Self::Full
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Held,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::System(error.to_string()),
        }
    }
}
