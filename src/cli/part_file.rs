//! A file that appears under its name only when it is whole.

use super::hint::hinted;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, Once, PoisonError};
use tokio::signal::unix::{SignalKind, signal};

/// What a program answers that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// Files that are not whole yet: they go when the program is interrupted.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file under another name, beside its own.
pub(super) struct PartFile {
    path: PathBuf,
    to: PathBuf,
}

impl PartFile {
    /// A name beside `to` that nobody else uses.
    pub(super) fn beside(to: &Path) -> Result<Self> {
        let name = to.file_name().context("a file needs a name")?.to_string_lossy();
        let path = to.with_file_name(format!(".{name}.{}.part", std::process::id()));
        watch();
        unfinished(|all| all.push(path.clone()));
        // Left over by a program of the same number that was killed.
        let _ = fs::remove_file(&path);
        Ok(Self { path, to: to.to_owned() })
    }

    /// Where it is until it is whole.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it.
    pub(super) fn write(
        &self,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<()>,
    ) -> Result<()> {
        let file = File::options().write(true).create_new(true).open(&self.path);
        let mut file = BufWriter::new(file.map_err(|error| cannot_write(&self.to, &error))?);
        write(&mut file)?;
        file.flush().map_err(|error| cannot_write(&self.to, &error))
    }

    /// Gives it its name, and answers how many bytes it has.
    pub(super) fn finish(self) -> Result<u64> {
        let done = File::open(&self.path).and_then(|file| {
            file.sync_all()?;
            // An interruption comes before this or after it, never in the middle.
            unfinished(|all| {
                fs::rename(&self.path, &self.to)?;
                all.retain(|path| *path != self.path);
                io::Result::Ok(())
            })?;
            let folder = self.to.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
            Ok(file.metadata()?.len())
        });
        done.map_err(|error| cannot_write(&self.to, &error))
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        // When it has its name there is none of this one.
        let _ = fs::remove_file(&self.path);
        unfinished(|all| all.retain(|path| *path != self.path));
    }
}

fn cannot_write(to: &Path, error: &io::Error) -> anyhow::Error {
    let hint = "choose a place that this user can write to, with enough space";
    hinted(format!("could not write `{}`: {error}", to.display()), hint)
}

fn unfinished<T>(change: impl FnOnce(&mut Vec<PathBuf>) -> T) -> T {
    // The list is whole after every statement that holds the lock.
    change(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// From here on Ctrl-C and SIGTERM remove what is not whole before the program ends.
fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (ready, heard) = sync_channel(1);
        std::thread::spawn(move || {
            if wait_for_signal(ready).is_ok() {
                unfinished(|all| {
                    for path in all.iter() {
                        // Whether it is there or not: it must not stay.
                        let _ = fs::remove_file(path);
                    }
                    let nothing = if all.is_empty() { "" } else { ": nothing was written" };
                    eprintln!("interrupted{nothing}");
                    std::process::exit(INTERRUPTED);
                });
            }
        });
        // Without signals a killed program leaves a hidden file behind, and works all the same.
        let _ = heard.recv();
    });
}

fn wait_for_signal(ready: SyncSender<()>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        drop(ready);
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        Ok(())
    })
}
