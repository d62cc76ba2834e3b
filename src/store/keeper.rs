//! How others ask the store. A disk's has its own thread, and what waits together is stored together; one that
//! waits for nothing is asked directly.

use super::{Append, Cause, Operation, Store, StoreFailure};
use crate::history::Entry;
use crate::model::{ImageId, Millis, RoomId, Seq};
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What is done with an answer, on the store's thread: it must not wait for anything.
pub type Reply<T> = Box<dyn FnOnce(Result<T, StoreFailure>) + Send>;

/// Ends with what closing the store said.
type Thread = JoinHandle<Result<(), StoreFailure>>;

/// Requests taken at once, and so the most appends in one commit: some 10 ms of work.
const COMMIT_REQUESTS_MAX: usize = 1_024;

/// Requests waiting. A room asks for one thing at a time, so this is far above what rooms there are; it
/// bounds the memory when the disk stands still.
const WAITING_REQUESTS_MAX: usize = 65_536;

/// How much longer the next commit waits for each request of the last one, when that was not alone, in
/// microseconds. A commit costs some 150 µs whatever it holds, and wakes everybody it answers: while several
/// rooms are drawn in, fewer and larger ones leave more of the machine to them.
const GATHER_US: u64 = 20;

/// The longest that a commit waits for more, in microseconds: a quarter of a frame.
const GATHER_US_MAX: u64 = 4_000;

/// Commands a millisecond above which each commit of several rooms waits that long: a core's worth of small
/// rooms, if each were answered at once.
const BUSY_PER_MS: f64 = 30.0;

/// How long is looked back to tell how many there are, in milliseconds: several of the longest waits.
const LOOK_BACK_MS: f64 = 50.0;

/// A store that is asked from any thread; clones speak to the same store.
///
/// Requests for one room are served in the order they were made. Every request is answered, with a failure
/// when the store is gone.
#[derive(Clone, Debug)]
pub struct Keeper {
    post: Post,
}

/// Where requests go.
#[derive(Clone)]
enum Post {
    /// To a thread that stores what waits together.
    Thread {
        requests: Sender<Request>,
        waiting: Arc<AtomicUsize>,
        thread: Arc<Mutex<Option<Thread>>>,
    },
    /// To the store itself, while the caller waits.
    Here(Arc<Mutex<Box<dyn Store>>>),
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Thread { .. } => "Thread",
            Self::Here(_) => "Here",
        })
    }
}

/// A reply that is given in any case.
struct Answer<T> {
    reply: Option<Reply<T>>,
    /// What was asked, for the failure of a store that is gone.
    operation: Operation,
}

impl<T> Answer<T> {
    fn new(operation: Operation, reply: Reply<T>) -> Self {
        Self { reply: Some(reply), operation }
    }

    fn refuse(self, cause: Cause) {
        let failure = refusal(self.operation, cause);
        self.give(Err(failure));
    }

    fn give(mut self, result: Result<T, StoreFailure>) {
        if let Some(reply) = self.reply.take() {
            reply(result);
        }
    }
}

impl<T> Drop for Answer<T> {
    /// A request that was lost with the thread, or that it never saw.
    fn drop(&mut self) {
        if let Some(reply) = self.reply.take() {
            reply(Err(refusal(self.operation, Cause::Stopped)));
        }
    }
}

/// What the store does in its turn, or why it does not.
type Work = Box<dyn FnOnce(Result<&mut dyn Store, Cause>) + Send>;

enum Request {
    Append(Append, Answer<Seq>),
    /// Anything else, after what was asked before of this room.
    Work(Option<RoomId>, Work),
    Stop,
}

impl Request {
    fn refuse(self, cause: Cause) {
        match self {
            Self::Append(_, answer) => answer.refuse(cause),
            Self::Work(_, work) => work(Err(cause)),
            Self::Stop => {}
        }
    }
}

fn refusal(operation: Operation, cause: Cause) -> StoreFailure {
    StoreFailure { operation, place: "the store".to_owned(), cause }
}

impl Keeper {
    /// Gives the store its own thread, which ends with [`stop`](Self::stop) or with the last clone.
    pub fn start(store: Box<dyn Store>) -> Self {
        let (requests, received) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&waiting);
        let thread = thread::spawn(move || keep(store, &received, &counted));
        let thread = Arc::new(Mutex::new(Some(thread)));
        Self { post: Post::Thread { requests, waiting, thread } }
    }

    /// Asks a store that waits for no disk, at once and on the caller's thread: replies are given before a
    /// request returns, and no other thread has to wake up for it.
    pub fn direct(store: Box<dyn Store>) -> Self {
        Self { post: Post::Here(Arc::new(Mutex::new(store))) }
    }

    /// Whether replies are given before a request returns.
    pub fn is_direct(&self) -> bool {
        matches!(self.post, Post::Here(_))
    }

    /// Stores commands as the next entries of their room; answers the place of the first.
    pub fn append(&self, append: Append, reply: Reply<Seq>) {
        self.ask(Request::Append(append, Answer::new(Operation::Append, reply)));
    }

    /// Has the store do something in its turn: what concerns a room after all that was asked of it before.
    pub fn work<T: 'static>(
        &self,
        room: Option<&RoomId>,
        operation: Operation,
        work: impl FnOnce(&mut dyn Store) -> Result<T, StoreFailure> + Send + 'static,
        reply: Reply<T>,
    ) {
        let answer = Answer::new(operation, reply);
        let work: Work = Box::new(|store| match store {
            Ok(store) => answer.give(work(store)),
            Err(cause) => answer.refuse(cause),
        });
        self.ask(Request::Work(room.cloned(), work));
    }

    /// See [`Store::entries`].
    pub fn entries(&self, room: RoomId, after: Seq, limit: usize, reply: Reply<Vec<Entry>>) {
        let of = room.clone();
        let work = move |store: &mut dyn Store| store.entries(&room, after, limit);
        self.work(Some(&of), Operation::Read, work, reply);
    }

    /// See [`Store::place_at`].
    pub fn place_at(&self, room: RoomId, time: Millis, reply: Reply<Seq>) {
        let of = room.clone();
        self.work(Some(&of), Operation::Read, move |store| store.place_at(&room, time), reply);
    }

    /// See [`Store::keyframe`].
    pub fn keyframe(&self, room: RoomId, at: Seq, reply: Reply<Option<(Seq, Vec<u8>)>>) {
        let of = room.clone();
        self.work(Some(&of), Operation::Read, move |store| store.keyframe(&room, at), reply);
    }

    /// See [`Store::put_keyframe`].
    pub fn put_keyframe(
        &self,
        room: RoomId,
        seq: Seq,
        at: Millis,
        data: Vec<u8>,
        reply: Reply<()>,
    ) {
        let of = room.clone();
        let work = move |store: &mut dyn Store| store.put_keyframe(&room, seq, at, &data);
        self.work(Some(&of), Operation::PutKeyframe, work, reply);
    }

    /// See [`Store::image`].
    pub fn image(&self, id: ImageId, reply: Reply<Option<Vec<u8>>>) {
        self.work(None, Operation::Read, move |store| store.image(id), reply);
    }

    /// Stores all that was handed in, closes the store and waits for its thread to end. What is asked
    /// later is answered with a failure. Must not be called from a reply.
    ///
    /// # Errors
    ///
    /// When the store could not be closed; a second stop has nothing to say.
    pub fn stop(&self) -> Result<(), StoreFailure> {
        let Post::Thread { requests, thread, .. } = &self.post else { return Ok(()) };
        let thread = thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return Ok(()) };
        // The thread may be gone already; then joining it tells why.
        let _ = requests.send(Request::Stop);
        thread.join().unwrap_or_else(|_| Err(refusal(Operation::Close, Cause::Stopped)))
    }

    fn ask(&self, request: Request) {
        let (requests, waiting) = match &self.post {
            Post::Thread { requests, waiting, .. } => (requests, waiting),
            Post::Here(store) => {
                let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
                return serve(store.as_mut(), [request]);
            }
        };
        if waiting.fetch_add(1, Ordering::Relaxed) >= WAITING_REQUESTS_MAX {
            waiting.fetch_sub(1, Ordering::Relaxed);
            request.refuse(Cause::Busy);
        } else {
            // A request that cannot be sent is dropped, and answered by that.
            let _ = requests.send(request);
        }
    }
}

/// The life of the thread.
fn keep(
    mut store: Box<dyn Store>,
    requests: &Receiver<Request>,
    waiting: &AtomicUsize,
) -> Result<(), StoreFailure> {
    let mut stopped = false;
    let mut gathering = Gathering::default();
    while !stopped {
        let Ok(first) = requests.recv() else { break };
        if !gathering.wait.is_zero() {
            thread::sleep(gathering.wait);
        }
        let mut taken = vec![first];
        taken.extend(requests.try_iter().take(COMMIT_REQUESTS_MAX - 1));
        let stops = taken.iter().filter(|request| matches!(request, Request::Stop)).count();
        stopped = stops > 0;
        waiting.fetch_sub(taken.len() - stops, Ordering::Relaxed);
        gathering.note(&taken);
        serve(store.as_mut(), taken);
    }
    store.close()
}

/// How long the next commit waits for more.
#[derive(Debug, Default)]
struct Gathering {
    wait: Duration,
    /// Commands a millisecond of late. Not requests: the slower all goes, the more commands each of them holds.
    per_ms: f64,
    newest: Millis,
}

impl Gathering {
    /// Notes what came together; a request alone never waits for others.
    fn note(&mut self, requests: &[Request]) {
        let appends = requests.iter().filter_map(|request| match request {
            Request::Append(append, _) => Some((append.commands.len(), append.at)),
            _ => None,
        });
        let (commands, newest) = appends
            .fold((0, Millis(0)), |(sum, newest), (count, at)| (sum + count, newest.max(at)));
        self.count(requests.len(), commands, newest);
    }

    fn count(&mut self, requests: usize, commands: usize, newest: Millis) {
        if newest != Millis(0) {
            let past = newest.since(self.newest) as f64;
            self.newest = newest;
            self.per_ms = (self.per_ms * LOOK_BACK_MS + commands as f64) / (LOOK_BACK_MS + past);
        }
        self.wait = match requests {
            0 | 1 => Duration::ZERO,
            _ if self.per_ms > BUSY_PER_MS => Duration::from_micros(GATHER_US_MAX),
            _ => Duration::from_micros((requests as u64 * GATHER_US).min(GATHER_US_MAX)),
        };
    }
}

/// Serves what was taken, appends in one commit where the order in each room allows it.
fn serve(store: &mut dyn Store, requests: impl IntoIterator<Item = Request>) {
    let mut batch: Vec<Append> = Vec::new();
    let mut answers = Vec::new();
    for request in requests {
        match request {
            Request::Append(append, answer) => {
                batch.push(append);
                answers.push(answer);
            }
            Request::Work(room, work) => {
                if batch.iter().any(|append| Some(&append.room) == room.as_ref()) {
                    commit(store, &mut batch, &mut answers);
                }
                work(Ok(store));
            }
            Request::Stop => {}
        }
    }
    commit(store, &mut batch, &mut answers);
}

fn commit(store: &mut dyn Store, batch: &mut Vec<Append>, answers: &mut Vec<Answer<Seq>>) {
    if batch.is_empty() {
        return;
    }
    let result = store.append(batch);
    batch.clear();
    for (index, answer) in answers.drain(..).enumerate() {
        answer.give(result.as_ref().map(|firsts| firsts[index]).map_err(Clone::clone));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The wait after a second of commits of so many requests and commands, so many times a millisecond.
    fn wait(requests: usize, commands: usize, per_ms: f64) -> Duration {
        let mut gathering = Gathering::default();
        for commit in 0..(1_000.0 * per_ms) as u64 {
            gathering.count(requests, commands, Millis(1 + (commit as f64 / per_ms) as u64));
        }
        gathering.wait
    }

    #[test]
    fn rooms_that_store_at_once_share_commits_and_one_alone_never_waits() {
        let us = Duration::from_micros;
        assert_eq!(wait(1, 100, 3.0), us(0), "alone, whatever it brings");
        assert_eq!(wait(5, 5, 1.0), us(100), "a few");
        assert_eq!(wait(60, 240, 0.2), us(4_000), "many");
        assert_eq!(wait(8, 24, 2.0), us(4_000), "as many, in small commits");
        assert_eq!(wait(8, 8, 1.0), us(160), "as many commits of less");
    }

    #[test]
    fn one_small_commit_among_large_ones_changes_nothing_and_a_quiet_time_does() {
        let mut gathering = Gathering::default();
        (1..100).for_each(|commit| gathering.count(60, 240, Millis(commit * 5)));
        gathering.count(2, 2, Millis(496));
        assert_eq!(gathering.wait, Duration::from_millis(4), "still busy");
        gathering.count(2, 2, Millis(1_000));
        assert_eq!(gathering.wait, Duration::from_micros(40), "quiet");
    }
}
