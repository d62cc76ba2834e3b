//! How others ask the store. A disk's has its own thread, and what waits together is stored together; one that
//! waits for nothing is asked directly.

use super::{Append, Cause, Operation, Saved, Store, StoreFailure};
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

/// What a commit takes, in microseconds, when its requests are counted by the millisecond.
const COMMIT_US: u64 = 300;

/// The longest that a commit waits for more, in microseconds: a quarter of a frame.
const GATHER_US_MAX: u64 = 4_000;

/// Requests a millisecond above which each commit waits that long: a core's worth of rooms.
const BUSY_PER_MS: u64 = 32;

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

    /// See [`Store::open`].
    pub fn open(&self, room: RoomId, reply: Reply<Option<Saved>>) {
        let of = room.clone();
        self.work(Some(&of), Operation::Read, move |store| store.open(&room), reply);
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
    let mut gathering = Duration::ZERO;
    while !stopped {
        let Ok(first) = requests.recv() else { break };
        if !gathering.is_zero() {
            thread::sleep(gathering);
        }
        let mut taken = vec![first];
        taken.extend(requests.try_iter().take(COMMIT_REQUESTS_MAX - 1));
        let stops = taken.iter().filter(|request| matches!(request, Request::Stop)).count();
        stopped = stops > 0;
        waiting.fetch_sub(taken.len() - stops, Ordering::Relaxed);
        gathering = gather(taken.len() as u64, gathering);
        serve(store.as_mut(), taken);
    }
    store.close()
}

/// How long to wait for more, after so many requests came together while this was waited for; one alone never
/// waits for others.
fn gather(requests: u64, waited: Duration) -> Duration {
    let took_us = waited.as_micros() as u64 + COMMIT_US;
    match requests {
        0 | 1 => Duration::ZERO,
        _ if requests * 1_000 > took_us * BUSY_PER_MS => Duration::from_micros(GATHER_US_MAX),
        _ => Duration::from_micros((requests * GATHER_US).min(GATHER_US_MAX)),
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

    #[test]
    fn rooms_that_store_at_once_share_commits_and_one_alone_never_waits() {
        let us = Duration::from_micros;
        assert_eq!(gather(1, us(0)), us(0), "alone");
        assert_eq!(gather(5, us(0)), us(100), "a few");
        assert_eq!(gather(40, us(200)), us(4_000), "many in no time");
        assert_eq!(gather(150, us(4_000)), us(4_000), "and more of them");
        assert_eq!(gather(80, us(4_000)), us(1_600), "fewer: the wait shrinks again");
    }
}
