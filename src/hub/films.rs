//! Films that somebody asked for: made one after the other, kept for a while, and gone at the end.
//!
//! One thread of its own makes them and forgets them again, and is there only while there is something to do: the
//! threads that paint for everybody are not held up by it.

use super::painter::stand_back;
use super::{Hub, Standing};
use crate::film::{self, Film, FilmFailure, Format, Making};
use crate::history::Images;
use crate::model::RoomId;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tracing::{error, info};
use uuid::Uuid;

/// Films that ended and are remembered, files or not: a few kilobytes.
const REMEMBERED_MAX: usize = 256;

/// What films may cost.
#[derive(Clone, Debug)]
pub struct FilmOptions {
    /// Films that wait while one is made. Default: 8.
    pub waiting_max: usize,
    /// How long a film is kept after it was made. Default: 10 minutes.
    pub kept: Duration,
    /// How long making one may take. Default: 10 minutes.
    pub time: Duration,
    /// Bytes of one file. Default: 200 MiB.
    pub bytes_max: u64,
    /// Bytes of all files. Default: 1 GiB.
    pub all_bytes_max: u64,
    /// Where they lie. Default: where the system keeps what is temporary.
    pub folder: Option<PathBuf>,
    /// Folders in which ffmpeg is looked for, as `PATH` lists them. Default: `PATH`.
    pub programs: Option<OsString>,
}

impl Default for FilmOptions {
    fn default() -> Self {
        Self {
            waiting_max: 8,
            kept: Duration::from_mins(10),
            time: Duration::from_mins(10),
            bytes_max: 200 << 20,
            all_bytes_max: 1 << 30,
            folder: None,
            programs: None,
        }
    }
}

impl FilmOptions {
    /// The ffmpeg that makes MP4, where there is one.
    pub fn ffmpeg(&self) -> Option<PathBuf> {
        film::find_ffmpeg(&self.programs.clone().or_else(|| std::env::var_os("PATH"))?)
    }

    /// What kinds of films can be made.
    pub fn formats(&self) -> Vec<Format> {
        let has_ffmpeg = self.ffmpeg().is_some();
        Format::ALL.into_iter().filter(|format| has_ffmpeg || *format != Format::Mp4).collect()
    }
}

/// How far a film is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilmState {
    /// Others are made first.
    Waiting,
    /// It is made; so many thousandths are done.
    Working(u16),
    /// It is whole, and has so many bytes.
    Done(u64),
    /// It was not made; a sentence says why.
    Failed(String),
    /// Nobody wanted it any more.
    Canceled,
}

/// A whole film, to be read.
#[derive(Clone, Debug)]
pub struct FilmFile {
    /// Where it lies; it may go at any time.
    pub path: PathBuf,
    /// What it shows.
    pub room: RoomId,
    /// What kind of file it is.
    pub format: Format,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Why a film is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilmRefusal {
    /// As many as there may be wait.
    #[error("Too many films are being made here. Try again in a minute.")]
    TooMany,
    /// There is no place for files, or the server stops.
    #[error("No films can be made right now. Try again later.")]
    NoPlace,
}

/// What is to be made, and what others say of it meanwhile.
#[derive(Debug)]
struct Order {
    room: RoomId,
    standing: Standing,
    film: Film,
    path: PathBuf,
    told: AtomicU16,
    is_canceled: AtomicBool,
}

#[derive(Debug)]
struct Job {
    id: String,
    order: Arc<Order>,
    state: FilmState,
    /// When it was made, or given up.
    ended: Option<Instant>,
    is_fetched: bool,
}

impl Job {
    fn bytes(&self) -> u64 {
        if let FilmState::Done(bytes) = self.state { bytes } else { 0 }
    }
}

/// All films of a server, in the order they were asked for.
#[derive(Debug, Default)]
struct Desk {
    jobs: Vec<Job>,
    folder: Option<TempDir>,
    maker: Option<JoinHandle<()>>,
    is_stopping: bool,
}

impl Desk {
    /// Takes a film off the list, and its file off the disk.
    fn remove(&mut self, at: usize) {
        let job = self.jobs.remove(at);
        if job.bytes() > 0
            && let Err(failure) = std::fs::remove_file(&job.order.path)
        {
            error!(%failure, "a film could not be removed");
        }
    }

    /// Forgets what is old, and as much more as must go to leave room for `wanted` bytes.
    fn tidy(&mut self, options: &FilmOptions, wanted: u64) {
        while let Some(at) = self
            .jobs
            .iter()
            .position(|job| job.ended.is_some_and(|at| at.elapsed() >= options.kept))
        {
            self.remove(at);
        }
        let too_much = |desk: &Self| {
            let ended = desk.jobs.iter().filter(|job| job.ended.is_some()).count();
            let bytes: u64 = desk.jobs.iter().map(Job::bytes).sum();
            ended > REMEMBERED_MAX || bytes + wanted > options.all_bytes_max
        };
        while too_much(self) {
            // Those that somebody has, then the oldest.
            let ended = self.jobs.iter().enumerate().filter(|(_, job)| job.ended.is_some());
            let first = ended.min_by_key(|(_, job)| (!job.is_fetched, job.ended));
            let Some((at, _)) = first else { return };
            self.remove(at);
        }
    }
}

/// The films of a server.
#[derive(Debug, Default)]
pub(super) struct Films {
    desk: Mutex<Desk>,
    changed: Condvar,
}

impl Films {
    fn lock(&self) -> MutexGuard<'_, Desk> {
        // The desk is whole after every statement that holds the lock.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next film to make; waits until the last one may be forgotten, and ends when nothing is left.
    fn next(&self, options: &FilmOptions) -> Option<(String, Arc<Order>)> {
        let mut desk = self.lock();
        loop {
            let is_waiting = |job: &&mut Job| job.state == FilmState::Waiting;
            desk.tidy(options, 0);
            if desk.is_stopping || desk.jobs.is_empty() {
                // With all that is in it.
                desk.folder = None;
                desk.maker = None;
                return None;
            }
            if desk.jobs.iter_mut().any(|job| is_waiting(&job)) {
                desk.tidy(options, options.bytes_max);
            }
            if let Some(job) = desk.jobs.iter_mut().find(is_waiting) {
                job.state = FilmState::Working(0);
                return Some((job.id.clone(), Arc::clone(&job.order)));
            }
            let ages = desk.jobs.iter().filter_map(|job| job.ended).map(|at| at.elapsed());
            let wait = options.kept.saturating_sub(ages.max().unwrap_or_default());
            let woken = self.changed.wait_timeout(desk, wait);
            desk = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Notes what became of a film.
    fn ended(&self, id: &str, state: FilmState) {
        let mut desk = self.lock();
        if let Some(job) = desk.jobs.iter_mut().find(|job| job.id == id) {
            (job.state, job.ended) = (state, Some(Instant::now()));
        }
    }

    /// Gives up what is not made yet, and waits until nothing is left. Not for async threads.
    pub(super) fn stop(&self) {
        let maker = {
            let mut desk = self.lock();
            desk.is_stopping = true;
            for job in &desk.jobs {
                job.order.is_canceled.store(true, Ordering::Relaxed);
            }
            desk.maker.take()
        };
        self.changed.notify_all();
        if maker.is_some_and(|maker| maker.join().is_err()) {
            error!("the maker of films broke");
        }
    }
}

impl Hub {
    /// Has a film made; answers its name, which nobody guesses.
    ///
    /// # Errors
    /// When too many wait, or there is no place for files.
    pub fn order_film(
        self: &Arc<Self>,
        room: &RoomId,
        standing: Standing,
        film: Film,
    ) -> Result<String, FilmRefusal> {
        let mut desk = self.films.lock();
        let waiting = desk.jobs.iter().filter(|job| job.state == FilmState::Waiting).count();
        if desk.is_stopping {
            return Err(FilmRefusal::NoPlace);
        }
        if waiting >= self.options().films.waiting_max {
            return Err(FilmRefusal::TooMany);
        }
        let no_place = |failure: std::io::Error| {
            error!(%failure, "films cannot be made");
            FilmRefusal::NoPlace
        };
        let folder = match desk.folder.take() {
            Some(folder) => folder,
            None => new_folder(self.options().films.folder.clone()).map_err(no_place)?,
        };
        let id = Uuid::new_v4().simple().to_string();
        let path = folder.path().join(format!("{id}.{}", film.format.name()));
        desk.folder = Some(folder);
        let order = Order {
            room: room.clone(),
            standing,
            film,
            path,
            told: AtomicU16::new(0),
            is_canceled: AtomicBool::new(false),
        };
        if desk.maker.is_none() {
            let hub = Arc::clone(self);
            let maker = thread::Builder::new().name("films".to_owned());
            desk.maker = Some(maker.spawn(move || hub.make_films()).map_err(no_place)?);
        }
        desk.jobs.push(Job {
            id: id.clone(),
            order: Arc::new(order),
            state: FilmState::Waiting,
            ended: None,
            is_fetched: false,
        });
        self.films.changed.notify_all();
        Ok(id)
    }

    /// How far a film is; `None` when there is none of this name any more.
    pub fn film(&self, id: &str) -> Option<FilmState> {
        let desk = self.films.lock();
        let job = desk.jobs.iter().find(|job| job.id == id)?;
        Some(match job.state {
            FilmState::Working(_) => FilmState::Working(job.order.told.load(Ordering::Relaxed)),
            ref state => state.clone(),
        })
    }

    /// The file of a film that is whole.
    pub fn film_file(&self, id: &str) -> Option<FilmFile> {
        let mut desk = self.films.lock();
        let job = desk.jobs.iter_mut().find(|job| job.id == id)?;
        let FilmState::Done(bytes) = job.state else { return None };
        job.is_fetched = true;
        let Order { path, room, film, .. } = &*job.order;
        Some(FilmFile { path: path.clone(), room: room.clone(), format: film.format, bytes })
    }

    /// Gives up a film that is not made yet, or forgets one that is; false when there is none of this name.
    pub fn drop_film(&self, id: &str) -> bool {
        let mut desk = self.films.lock();
        let Some(at) = desk.jobs.iter().position(|job| job.id == id) else { return false };
        let job = &mut desk.jobs[at];
        match job.state {
            FilmState::Waiting => {
                (job.state, job.ended) = (FilmState::Canceled, Some(Instant::now()));
            }
            FilmState::Working(_) => job.order.is_canceled.store(true, Ordering::Relaxed),
            _ => desk.remove(at),
        }
        self.films.changed.notify_all();
        true
    }

    /// Makes one film after the other until nobody wants any.
    fn make_films(&self) {
        stand_back();
        let options = &self.options().films;
        while let Some((id, order)) = self.films.next(options) {
            let begun = Instant::now();
            // A film that breaks is one film that is not made.
            let made = catch_unwind(AssertUnwindSafe(|| self.make_film(&order)));
            let state = match made {
                Ok(Ok(bytes)) => {
                    info!(room = %order.room, bytes, took = ?begun.elapsed(), "a film was made");
                    FilmState::Done(bytes)
                }
                Ok(Err(_)) if order.is_canceled.load(Ordering::Relaxed) => FilmState::Canceled,
                Ok(Err(FilmFailure::Stopped)) => FilmState::Failed(
                    "This film takes too long to make. Make it shorter or narrower.".to_owned(),
                ),
                Ok(Err(failure)) => {
                    error!(room = %order.room, ?failure, "a film was not made");
                    FilmState::Failed(failure.to_string())
                }
                Err(_) => FilmState::Failed("This film could not be made.".to_owned()),
            };
            self.films.ended(&id, state);
        }
    }

    fn make_film(&self, order: &Order) -> Result<u64, FilmFailure> {
        let options = &self.options().films;
        let deadline = Instant::now() + options.time;
        let goes_on = || !order.is_canceled.load(Ordering::Relaxed) && Instant::now() <= deadline;
        let making = Making {
            told: &|so_far| order.told.store(so_far, Ordering::Relaxed),
            goes_on: &goes_on,
            bytes_max: options.bytes_max,
            ffmpeg: options.ffmpeg(),
        };
        let images = Arc::clone(self.images()) as Arc<dyn Images>;
        self.past_while(&order.room, order.standing, &goes_on, |past| {
            film::make(past, &images, &order.film, &order.path, &making)
        })
    }
}

fn new_folder(within: Option<PathBuf>) -> std::io::Result<TempDir> {
    let within = within.unwrap_or_else(std::env::temp_dir);
    tempfile::Builder::new().prefix("easel-films-").tempdir_in(within)
}
