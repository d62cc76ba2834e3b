//! What is wrong with an archive, in words for a person.

use super::ARCHIVE_VERSION;
use crate::model::{ImageId, Seq};
use std::io;
use thiserror::Error;

/// Why an archive was not read to its end.
#[derive(Debug, Error)]
pub enum ArchiveFailure {
    /// A line is not what it must be.
    #[error("line {line}: {fault}")]
    Line {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong about it.
        fault: Fault,
    },
    /// The archive ends too early.
    #[error("it ends after line {line}, without its last line: it was cut")]
    Cut {
        /// The last whole line.
        line: u64,
    },
    /// The bytes cannot be read or unpacked.
    #[error("it cannot be read after line {line}: {cause}")]
    Unreadable {
        /// The last whole line.
        line: u64,
        /// In the words of the system or of zstd.
        cause: io::Error,
    },
}

/// What is wrong about a line.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Fault {
    /// The file is something else.
    #[error("this is no easel archive")]
    Foreign,
    /// Written by a later easel.
    #[error("the archive has version {0}, this easel reads version {ARCHIVE_VERSION}")]
    Version(u64),
    /// Not the JSON of such a line.
    #[error("{0}")]
    Json(String),
    /// None of the lines there are.
    #[error("a line begins with its `seq`, `image` or `end`")]
    Kind,
    /// Longer than any line may be.
    #[error("the line is too long")]
    TooLong,
    /// All lines together are more than may be.
    #[error("the archive unpacks to more than {0} MB, which is too much here")]
    TooMuch(u64),
    /// An entry is missing, or there twice.
    #[error("the entry {expected} must come here, not {found}")]
    Order {
        /// Which must come.
        expected: Seq,
        /// Which came.
        found: Seq,
    },
    /// More entries or fewer than the first line says.
    #[error("the archive holds {found} entries, and says that there are {promised}")]
    Count {
        /// How many the first or the last line says.
        promised: u64,
        /// How many were read.
        found: u64,
    },
    /// A value that cannot be.
    #[error("{0}")]
    Value(&'static str),
    /// An image that was not given before it is used.
    #[error("the image {0} must come before it is used")]
    NoImage(ImageId),
    /// An image whose bytes are others.
    #[error("the image {0} has other bytes")]
    OtherImage(ImageId),
    /// An image that cannot be read.
    #[error("the image {0} is no plain RGBA picture")]
    BadImage(ImageId),
    /// More images than there may be.
    #[error("the archive holds too many images")]
    TooManyImages,
    /// The checksum is another.
    #[error("the checksum is wrong: some line is not as it was written")]
    Checksum,
    /// Something follows the last line.
    #[error("something follows the last line")]
    Rest,
}
