//! What only a disk can do: fill up, be damaged, be held by another.

use super::*;
use crate::support::small_disk::SmallDisk;
use easel::model::{ClassId, Code, Lock, Role};
use easel::store::Lead;

/// Words that do not compress, so that a full disk stays full after a fold.
fn noise(n: u64) -> Append {
    let mut state = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let content: String = (0..2_000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            char::from(b' ' + (state % 90) as u8)
        })
        .collect();
    let line = ChatLine { content: content.into(), user: "Ada".into() };
    let command = Command { n: Counter(n), event: Event::Chat(line), ..command(5) };
    Append { commands: vec![command], ..append("art", n..n) }
}

#[test]
fn a_run_that_ends_in_the_middle_of_a_fold_loses_and_doubles_nothing() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut store = disk(dir.path());
    let (rooms, mut last, mut halves) = (60, 0, 0);
    // Four megabytes of sixty rooms are folded in some sixty steps: runs of seven appends end within.
    for run in 0..60 {
        for _ in 0..7 {
            last += 1;
            let batch: Vec<_> = (0..rooms)
                .map(|i| Append { room: room(&format!("r{i}")), ..noise(last) })
                .collect();
            store.append(&batch).expect("it is stored");
        }
        let file = rusqlite::Connection::open(dir.path().join(FILE_NAME)).expect("sqlite opens it");
        let both = "SELECT (SELECT count(*) FROM room WHERE last > 0) BETWEEN 1 AND 59";
        halves += file.query_row(both, [], |row| row.get::<_, i64>(0)).expect("it reads");
        drop(file);
        drop(store);
        store = disk(dir.path());
        if run % 20 == 19 {
            for i in 0..rooms {
                let found = saved(&mut store, &format!("r{i}")).entries;
                assert_eq!(counters(&found), (1..=last).collect::<Vec<_>>(), "room {i}, run {run}");
            }
        }
    }
    assert!(halves > 0, "some run ended when only some rooms had been moved");
}

#[test]
fn a_full_disk_stops_storing_and_a_freed_one_goes_on_with_nothing_lost_or_doubled() {
    let small = SmallDisk::new();
    let mut store = disk(&small.path());
    small.crowd(&mut store);
    let mut stored = 0;
    let failure = loop {
        assert!(stored < 10_000, "a small disk is full some day");
        match store.append(&[noise(stored + 1)]) {
            Ok(placed) => assert_eq!(placed, [Seq(stored + 1)], "in its place"),
            Err(failure) => break failure,
        }
        stored += 1;
    };
    assert!(failure.is_full(), "for want of space: {failure}");
    assert!(failure.to_string().starts_with("could not store in `"), "says what: {failure}");
    assert!(failure.to_string().ends_with("easel.db`: the disk is full"), "and why: {failure}");
    assert!(failure.hint().is_some(), "and what to do");
    assert!(stored > 50, "it was writable before: {stored}");
    for _ in 0..5 {
        let _ = store.append(&[noise(stored + 1)]).map(|_| stored += 1);
    }
    let read = saved(&mut store, "art");
    assert_eq!(counters(&read.entries), (1..=stored).collect::<Vec<_>>(), "reading goes on");

    small.free(&mut store);
    assert_eq!(store.probe(), Ok(()), "writable again");
    for _ in 0..20 {
        stored += 1;
        assert_eq!(store.append(&[noise(stored)]), Ok(vec![Seq(stored)]), "storing goes on");
    }
    let expected: Vec<_> = (1..=stored).collect();
    assert_eq!(counters(&saved(&mut store, "art").entries), expected, "once each");
    drop(store);
    let mut again = disk(&small.path());
    assert_eq!(counters(&saved(&mut again, "art").entries), expected, "on disk as well");
}

#[test]
fn a_second_easel_in_the_same_directory_is_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    let first = disk(dir.path());
    let failure = DiskStore::open(dir.path()).expect_err("one is enough");
    assert_eq!((failure.operation, &failure.cause), (Operation::Open, &Cause::Held), "held");
    assert!(failure.to_string().ends_with("another easel is using it"), "says so: {failure}");
    assert!(failure.hint().is_some(), "and what to do");
    drop(first);
    disk(dir.path());
}

#[test]
fn a_directory_that_cannot_be_made_is_refused_with_a_hint() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("file");
    std::fs::write(&file, "in the way").expect("it is written");
    let failure = DiskStore::open(&file.join("canvases")).expect_err("a file is in the way");
    assert!(failure.to_string().starts_with("could not open the canvas store at"), "{failure}");
    assert!(failure.hint().is_some(), "and what to do");
}

/// Lets another hand write into the file of a store that is not running.
fn tamper(dir: &Path, change: &str) {
    let file = rusqlite::Connection::open(dir.join(FILE_NAME)).expect("sqlite opens it");
    file.execute_batch(change).expect("it is changed");
}

#[test]
fn an_empty_file_becomes_a_store_and_a_newer_one_is_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    tamper(dir.path(), "VACUUM");
    disk(dir.path()).append(&[append("art", 1..2)]).expect("it is stored");
    tamper(dir.path(), "PRAGMA user_version = 99");
    let failure = DiskStore::open(dir.path()).expect_err("from the future");
    assert!(failure.to_string().contains("newer easel (format 99"), "says so: {failure}");
    tamper(dir.path(), "PRAGMA user_version = 4");
    assert_eq!(saved(&mut disk(dir.path()), "art").last, Seq(1), "left as it was");
}

#[test]
fn a_file_of_the_first_format_becomes_one_of_today_and_loses_nothing() {
    let dir = tempfile::tempdir().expect("a directory");
    disk(dir.path()).append(&[append("art", 1..2)]).expect("it is stored");
    let first = "DROP TABLE image_use; DROP TABLE image; DROP TABLE code; DROP TABLE saved;
                 DROP TABLE pass; DROP TABLE door; DROP TABLE class; DROP TABLE hook;
                 PRAGMA user_version = 1";
    tamper(dir.path(), first);
    let mut store = disk(dir.path());
    assert_eq!(saved(&mut store, "art").last, Seq(1), "what was there");
    let code = Code::of_chance([1; 6]);
    let made = store.code(&room("art"), &[code]).expect("a table of codes");
    assert_eq!(made, Some(code), "and what is new");
}

#[test]
fn a_file_of_the_format_with_one_host_for_a_room_keeps_its_hosts_and_codes() {
    let dir = tempfile::tempdir().expect("a directory");
    disk(dir.path()).append(&[append("art", 1..2)]).expect("it is stored");
    let (code, lock) = (Code::of_chance([1; 6]), Lock([7; 32]));
    let third = format!(
        "DROP TABLE pass; DROP TABLE door; DROP TABLE class; DROP TABLE hook; DROP TABLE code;
         CREATE TABLE code (code TEXT PRIMARY KEY, room TEXT NOT NULL UNIQUE) WITHOUT ROWID;
         CREATE TABLE host (room TEXT PRIMARY KEY, lock BLOB NOT NULL) WITHOUT ROWID;
         INSERT INTO code VALUES ('{code}', 'art');
         INSERT INTO host VALUES ('art', x'{0}'), ('never-drawn-in', x'{0}');
         PRAGMA user_version = 3",
        "07".repeat(32)
    );
    tamper(dir.path(), &third);
    let mut reader = Reader::open(dir.path()).expect("it is looked at as it is");
    assert_eq!(saved(&mut reader, "art").last, Seq(1), "what was drawn");
    drop(reader);
    let mut store = disk(dir.path());
    for name in ["art", "never-drawn-in"] {
        let door = store.doors().door(&room(name)).expect("it reads");
        assert_eq!(door.role(lock, Millis(1)), Some(Role::Host), "the host of {name}");
        let claimed = store.doors().claim(&room(name), Lock([8; 32]), Millis(1));
        assert_eq!(claimed, Ok(false), "it is somebody's");
        assert_eq!((door.guests, door.passes[0].made), (Some(Role::Painter), Millis(0)), "as ever");
    }
    let lead = store.classes().leads_to(code);
    assert_eq!(lead, Ok(Some(Lead::Room(room("art")))), "the code leads where it led");
    assert_eq!(store.code(&room("art"), &[]), Ok(Some(code)), "and is the room's");
    let lead = store.classes().class_code(ClassId([1; 16]), &[code]);
    assert_eq!(lead, Ok(None), "and nobody else's");
    assert_eq!(saved(&mut store, "art").last, Seq(1), "what was drawn");
}

#[test]
fn a_door_that_is_not_as_it_was_written_is_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut store = disk(dir.path());
    let changes = [
        "UPDATE pass SET role = 'king'",
        "UPDATE pass SET lock = x'00'",
        "UPDATE pass SET made = 'x'",
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let art = room(&format!("art-{number}"));
        store.doors().claim(&art, Lock([7; 32]), Millis(1)).expect("it is stored");
        tamper(dir.path(), change);
        let failure = store.doors().door(&art).expect_err("not what was written");
        assert!(matches!(failure.cause, Cause::Damaged(_)), "{change}: {failure}");
        tamper(dir.path(), "DELETE FROM pass");
    }
}

#[test]
fn a_damaged_journal_is_refused_by_the_name_of_its_row() {
    let flip = "UPDATE journal SET data = CAST(substr(data, 1, 9) || x'7a' || substr(data, 11) AS BLOB) WHERE id = 2";
    let cases = [
        (flip, "row 2 of `journal`: its checksum is wrong"),
        ("UPDATE journal SET data = x'00' WHERE id = 2", "row 2 of `journal`: it ends too early"),
        ("DELETE FROM journal WHERE id = 2", "row 3 of `journal`: entries are missing"),
        ("DELETE FROM room", "row 1 of `journal`: no such room"),
    ];
    for (change, sentence) in cases {
        let dir = tempfile::tempdir().expect("a directory");
        let mut store = disk(dir.path());
        for first in 1..=3 {
            store.append(&[append("art", first..first + 1)]).expect("it is stored");
        }
        drop(store);
        tamper(dir.path(), change);
        let failure = DiskStore::open(dir.path()).expect_err("not what was written");
        assert!(failure.to_string().contains(sentence), "says so: {failure}");
    }
}

#[test]
fn a_damaged_segment_harms_only_its_room() {
    let flip = "UPDATE segment SET
        data = CAST(substr(data, 1, 30) || x'7a7b' || substr(data, 33) AS BLOB) WHERE room = 1";
    let cases = [
        (flip, "row 1 of `segment`: its checksum is wrong"),
        ("UPDATE segment SET count = 7 WHERE room = 1", "row 1 of `segment`: it has a wrong count"),
        ("DELETE FROM segment WHERE room = 1", "entries are missing between 0 and 50"),
    ];
    for (change, sentence) in cases {
        let dir = tempfile::tempdir().expect("a directory");
        let mut store = disk(dir.path());
        store.append(&[append("art", 1..51)]).expect("it is stored");
        store.append(&[append("other", 1..51)]).expect("it is stored");
        store.close().expect("it closes");
        // Rooms are folded in no particular order; make the row of the first room the first row.
        drop(store);
        tamper(dir.path(), "UPDATE segment SET id = id + 10; UPDATE segment SET id = room");
        tamper(dir.path(), change);
        let mut store = disk(dir.path());
        let failure = store.open(&room("art")).expect_err("not what was written");
        assert!(failure.to_string().contains(sentence), "says so: {failure}");
        assert!(store.entries(&room("art"), Seq(0), 99).is_err(), "nor in part");
        assert_eq!(saved(&mut store, "other").last, Seq(50), "the other room is whole");
    }
}

#[test]
fn keyframes_are_thinned_on_disk() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut store = disk(dir.path());
    store.append(&[append("art", 1..301)]).expect("it is stored");
    for seq in 1..=300 {
        store.put_keyframe(&room("art"), Seq(seq), Millis(1), b"png").expect("it is kept");
    }
    let file = rusqlite::Connection::open(dir.path().join(FILE_NAME)).expect("others may look");
    let query = "SELECT count(*) FROM keyframe";
    let count: i64 = file.query_row(query, [], |row| row.get(0)).expect("it reads");
    assert_eq!(count as usize, KEYFRAMES_MAX, "no more than there may be");
}
