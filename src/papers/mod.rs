//! Several named pictures as one file: a ZIP to keep, a PDF to print.
//!
//! Invariant: files are written from their beginning to their end into anything that takes bytes, and hold one
//! picture in memory at a time, however many there are.

mod caption;
mod name;
mod pdf;
mod sink;
mod still;
mod zip;

pub use pdf::write_pdf;
pub use still::StillFailure;
pub use zip::write_zip;

use std::io;
use thiserror::Error;

/// Why several pictures did not become one file.
#[derive(Debug, Error)]
pub enum PapersFailure {
    /// There is nothing to show.
    #[error("There are no pictures here yet.")]
    Empty,
    /// One of them is damaged.
    #[error("Picture {number} cannot be read: {failure}.")]
    Unreadable {
        /// Which one, counted from 1.
        number: usize,
        /// What is wrong with it.
        #[source]
        failure: StillFailure,
    },
    /// More than such a file can hold.
    #[error("These are too many pictures for one file.")]
    TooLarge,
    /// The bytes find no place.
    #[error("The pictures could not be written: {0}.")]
    Unwritten(#[from] io::Error),
}
