//! The thread that owns a store.

use super::*;
use easel::model::{Code, ImageId};
use std::sync::mpsc::{Receiver, Sender, channel};

/// A reply that can be waited for.
fn reply<T: Send + 'static>() -> (easel::store::Reply<T>, Receiver<Result<T, StoreFailure>>) {
    let (sender, receiver) = channel();
    (Box::new(move |result| drop(sender.send(result))), receiver)
}

/// A store that waits for a word before each commit, and tells how many appends it held.
struct SlowStore {
    inner: MemoryStore,
    go: Receiver<Result<(), StoreFailure>>,
    sizes: Sender<usize>,
}

impl Store for SlowStore {
    fn open(&mut self, room: &RoomId) -> Result<Option<Saved>, StoreFailure> {
        self.inner.open(room)
    }

    fn append(&mut self, batch: &[Append]) -> Result<Vec<Seq>, StoreFailure> {
        self.sizes.send(batch.len()).expect("somebody listens");
        self.go.recv().expect("a word")?;
        self.inner.append(batch)
    }

    fn entries(
        &mut self,
        room: &RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreFailure> {
        self.inner.entries(room, after, limit)
    }

    fn place_at(&mut self, room: &RoomId, time: Millis) -> Result<Seq, StoreFailure> {
        self.inner.place_at(room, time)
    }

    fn keyframe(&mut self, room: &RoomId, at: Seq) -> Result<Option<(Seq, Vec<u8>)>, StoreFailure> {
        self.inner.keyframe(room, at)
    }

    fn put_keyframe(
        &mut self,
        room: &RoomId,
        seq: Seq,
        at: Millis,
        data: &[u8],
    ) -> Result<(), StoreFailure> {
        self.inner.put_keyframe(room, seq, at, data)
    }

    fn image(&mut self, id: ImageId) -> Result<Option<Vec<u8>>, StoreFailure> {
        self.inner.image(id)
    }

    fn code(&mut self, room: &RoomId, free: &[Code]) -> Result<Option<Code>, StoreFailure> {
        self.inner.code(room, free)
    }

    fn gallery(&mut self) -> &mut dyn Gallery {
        self.inner.gallery()
    }

    fn doors(&mut self) -> &mut dyn Doors {
        self.inner.doors()
    }

    fn classes(&mut self) -> &mut dyn Classes {
        self.inner.classes()
    }

    fn hooks(&mut self) -> &mut dyn Hooks {
        self.inner.hooks()
    }

    fn probe(&mut self) -> Result<(), StoreFailure> {
        panic!("a store with a bug");
    }

    fn close(&mut self) -> Result<(), StoreFailure> {
        self.inner.close()
    }
}

fn slow() -> (Keeper, Sender<Result<(), StoreFailure>>, Receiver<usize>) {
    let (word, go) = channel();
    let (sizes, seen) = channel();
    let inner = MemoryStore::default();
    (Keeper::start(Box::new(SlowStore { inner, go, sizes })), word, seen)
}

#[test]
fn appends_that_wait_together_are_one_commit_and_a_read_sees_what_was_before_it() {
    let (keeper, word, sizes) = slow();
    let answers: Vec<_> = (1..=5)
        .map(|n| {
            let (answer, placed) = reply();
            keeper.append(append("art", n..n + 1), answer);
            if n == 1 {
                assert_eq!(sizes.recv(), Ok(1), "the first goes alone");
            }
            placed
        })
        .collect();
    let (answer, read) = reply();
    keeper.entries(room("art"), Seq(0), 99, answer);
    let (answer, later) = reply();
    keeper.append(append("art", 6..7), answer);
    for _ in 0..3 {
        word.send(Ok(())).expect("the store listens");
    }
    let places: Vec<_> = answers.iter().map(|placed| placed.recv().expect("an answer")).collect();
    assert_eq!(places, [1, 2, 3, 4, 5].map(|n| Ok(Seq(n))), "in order");
    assert_eq!(sizes.recv(), Ok(4), "what waited goes together");
    let read = read.recv().expect("an answer").expect("it reads");
    assert_eq!(counters(&read), [1, 2, 3, 4, 5], "what was asked for before, not after");
    assert_eq!(later.recv().expect("an answer"), Ok(Seq(6)), "after the read");
    keeper.stop().expect("it closes");
}

#[test]
fn a_failed_commit_is_told_to_everyone_in_it_and_the_next_goes_on() {
    let (keeper, word, _sizes) = slow();
    let full = StoreFailure {
        operation: Operation::Append,
        place: "canvases/easel.db".to_owned(),
        cause: Cause::Full,
    };
    assert_eq!(full.to_string(), "could not store in `canvases/easel.db`: the disk is full");
    let (answer, first) = reply();
    keeper.append(append("art", 1..2), answer);
    word.send(Err(full.clone())).expect("the store listens");
    assert_eq!(first.recv().expect("an answer"), Err(full), "the failure itself");
    let (answer, second) = reply();
    keeper.append(append("art", 1..2), answer);
    word.send(Ok(())).expect("the store listens");
    assert_eq!(second.recv().expect("an answer"), Ok(Seq(1)), "nothing was left behind");
}

#[test]
fn stopping_stores_all_that_was_handed_in_and_refuses_the_rest() {
    let dir = tempfile::tempdir().expect("a directory");
    let keeper = Keeper::start(Box::new(disk(dir.path())));
    for n in 1..=3_000 {
        keeper.append(append("art", n..n + 1), Box::new(|_| {}));
    }
    keeper.clone().stop().expect("it closes");
    keeper.stop().expect("a second stop has nothing to do");
    let (answer, late) = reply();
    keeper.append(append("art", 1..2), answer);
    let failure = late.recv().expect("an answer").expect_err("too late");
    assert_eq!(failure.cause, Cause::Stopped, "says so: {failure}");
    let saved = saved(&mut disk(dir.path()), "art");
    assert_eq!(counters(&saved.entries), (1..=3_000).collect::<Vec<_>>(), "all of it");
}

#[test]
fn a_store_that_dies_answers_everyone_with_a_failure() {
    let (keeper, word, sizes) = slow();
    let (answer, held) = reply();
    keeper.append(append("art", 1..2), answer);
    sizes.recv().expect("the store is busy");
    let (answer, probed) = reply();
    keeper.work(None, Operation::Probe, |store| store.probe(), answer);
    let (answer, lost) = reply();
    keeper.work(None, Operation::Read, |store| store.open(&room("art")), answer);
    word.send(Ok(())).expect("the store listens");
    assert_eq!(held.recv().expect("an answer"), Ok(Seq(1)), "stored before");
    assert!(probed.recv().expect("an answer").is_err(), "the one with the bug");
    assert!(lost.recv().expect("an answer").is_err(), "and the one behind it");
    assert!(keeper.stop().is_err(), "nobody closed it");
}
