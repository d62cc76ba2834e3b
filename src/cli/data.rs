//! Where drawings are kept, for the commands that look at them.

use super::hint::{hinted, of_store};
use crate::history::WindowBounds;
use crate::model::{Moment, RoomId};
use crate::store::{Cause, DiskStore, Reader, StoreFailure};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Which drawings.
#[derive(Args, Clone, Debug)]
pub struct DataArgs {
    /// Where drawings are kept [default: the user's data folder].
    #[arg(long, env = "EASEL_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
}

/// How much could be undone where a canvas was drawn: that decides what an undo did.
#[derive(Args, Clone, Copy, Debug)]
pub struct WindowArgs {
    /// Newest strokes of a room that could be undone, as `serve` was told.
    #[arg(long, env = "EASEL_WINDOW_ITEMS", value_name = "COUNT", default_value_t = 512,
          value_parser = super::options::at_least_one)]
    window_items: usize,

    /// Points of all those strokes together.
    #[arg(long, env = "EASEL_WINDOW_POINTS", value_name = "COUNT", default_value_t = 32_768,
          value_parser = super::options::at_least_one)]
    window_points: usize,
}

impl WindowArgs {
    /// The same for the library.
    pub(super) fn bounds(self) -> WindowBounds {
        WindowBounds { items: self.window_items, points: self.window_points }
    }
}

impl DataArgs {
    /// The folder.
    pub(super) fn dir(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(default_data)
    }

    /// The drawings as they are now, also while a server draws on.
    pub(super) fn reader(&self) -> Result<Reader> {
        Reader::open(&self.dir()).map_err(|failure| unreadable(&failure))
    }

    /// The drawings, to add to them: not while a server has them.
    pub(super) fn store(&self, file: &std::path::Path) -> Result<DiskStore> {
        DiskStore::open(&self.dir()).map_err(|failure| match failure.cause {
            Cause::Held => hinted(
                "a server is running on these drawings, and only one program may add to them",
                format!(
                    "stop it first, or bring the canvas in through it: `curl --data-binary @{} \
                     http://127.0.0.1:8080/api/archives`",
                    file.display()
                ),
            ),
            _ => of_store(&failure, NAME_FOLDER),
        })
    }
}

const NAME_FOLDER: &str = "name the folder with `--data DIR`, as `easel serve` has it";

/// Drawings that cannot be looked at.
pub(super) fn unreadable(failure: &StoreFailure) -> anyhow::Error {
    let damaged = "`easel check` tells what is whole; restore the file from a backup";
    match failure.cause {
        Cause::Damaged(_) => hinted(failure, damaged),
        _ => of_store(failure, NAME_FOLDER),
    }
}

/// The user's data folder, or a folder beside the program's working place where there is none.
pub(super) fn default_data() -> PathBuf {
    let dirs = directories::ProjectDirs::from("", "", "easel");
    dirs.map_or_else(|| PathBuf::from("easel-data"), |dirs| dirs.data_dir().to_owned())
}

/// Reads the name of a room.
pub(super) fn room(text: &str) -> Result<RoomId, String> {
    RoomId::new(text).ok_or_else(|| "a room name is 1 to 64 of a-z, 0-9 and -".to_owned())
}

/// Reads a moment.
pub(super) fn moment(text: &str) -> Result<Moment, String> {
    let words = "a moment is a place such as 1234, or seconds such as 134.5s";
    Moment::parse(text).ok_or_else(|| words.to_owned())
}

/// A room that nobody drew in.
pub(super) fn never_drawn(room: &RoomId) -> anyhow::Error {
    hinted(
        format!("nobody has drawn in the room {room}"),
        "`easel rooms` lists those that hold something",
    )
}
