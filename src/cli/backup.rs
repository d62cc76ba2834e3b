//! `easel backup`: a copy of everything, also while a server draws on.

use super::data::{DataArgs, unreadable};
use super::hint::hinted;
use super::part_file::PartFile;
use super::words::{print, spinner};
use crate::store::Reader;
use anyhow::Result;
use clap::Args;
use indicatif::HumanBytes;
use std::path::{Path, PathBuf};

/// Where to.
#[derive(Args, Clone, Debug)]
pub struct BackupArgs {
    /// The file that becomes the copy; one that is there is replaced when the copy is whole. To go back to it,
    /// put it as `easel.db` into an empty folder and serve that with `--data`.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    data: DataArgs,
}

/// Copies the store, reads the copy through, and gives it its name.
pub(super) fn backup(args: &BackupArgs) -> Result<()> {
    let reader = args.data.reader()?;
    if is_of(&args.file, &reader) {
        let hint = "choose a file outside of the folder of the drawings, best on another disk";
        return Err(hinted("a backup cannot replace the drawings themselves", hint));
    }
    let spinner = spinner("Copying");
    let part = PartFile::beside(&args.file)?;
    let copied = reader.copy(part.path());
    spinner.finish_and_clear();
    copied.map_err(|failure| unreadable(&failure))?;
    let bytes = HumanBytes(part.finish()?);
    print(&format!("{} is a whole copy, {bytes}\n", args.file.display()))
}

/// Whether a file is the store's own, or one that belongs to it.
fn is_of(file: &Path, reader: &Reader) -> bool {
    let folder = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).canonicalize().ok()
    };
    let real = |path: &Path| path.canonicalize().ok();
    let own = file.file_name().and_then(|name| name.to_str());
    let is_own_name = own.is_some_and(|name| name.starts_with("easel.db") || name == "easel.lock");
    let same_folder = folder(file).is_some() && folder(file) == folder(reader.place());
    let same_file = real(file).is_some() && real(file) == real(reader.place());
    same_file || (same_folder && is_own_name)
}
