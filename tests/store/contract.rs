//! What every store promises, asked of each of them.

use super::*;
use easel::model::ImageId;
use easel::raster::Image;
use proptest::prelude::*;
use std::sync::Arc;

#[test]
fn places_of_a_room_have_no_gap() {
    each(|store| {
        for first in (1..=100).step_by(4) {
            let placed = store.append(&[append("art", first..first + 4)]).expect("it is stored");
            assert_eq!(placed, [Seq(first)], "the first place of the append");
        }
        let saved = saved(store, "art");
        assert_eq!(seqs(&saved.entries), (1..=100).collect::<Vec<_>>(), "1, 2, 3 …");
        assert_eq!((saved.last, saved.meta), (Seq(100), meta()), "what the room is");
        assert_eq!(saved.entries[41].command, command(42), "what was asked for");
        assert_eq!(saved.entries[41].at, Millis(1_700_000_000_041), "when its append came");
    });
}

#[test]
fn one_batch_holds_many_rooms_and_one_room_twice() {
    each(|store| {
        let batch = [append("a", 1..3), append("b", 1..2), append("a", 3..6), append("c", 1..1)];
        let placed = store.append(&batch).expect("it is stored");
        assert_eq!(placed, [Seq(1), Seq(1), Seq(3), Seq(1)], "each room counts for itself");
        assert_eq!(counters(&saved(store, "a").entries), [1, 2, 3, 4, 5], "in order");
        assert_eq!(saved(store, "b").last, Seq(1), "beside it");
        assert_eq!(saved(store, "c").last, Seq(0), "made, and empty");
        assert_eq!(store.append(&[]), Ok(vec![]), "nothing asked, nothing answered");
    });
}

#[test]
fn a_room_never_drawn_in_is_not_there_and_looking_does_not_make_it() {
    each(|store| {
        for _ in 0..2 {
            assert_eq!(store.open(&room("nobody")), Ok(None), "never drawn in");
        }
        assert_eq!(store.entries(&room("nobody"), Seq(0), 9), Ok(vec![]), "no entries either");
        let failure = store.put_keyframe(&room("nobody"), Seq(0), Millis(1), b"png");
        let failure = failure.expect_err("no place for a picture");
        assert!(failure.to_string().contains("never drawn in"), "says so: {failure}");
    });
}

#[test]
fn a_time_leads_to_the_last_entry_that_had_come() {
    each(|store| {
        // An append of ten, each a millisecond after the number of its first.
        for first in (1..=30_000).step_by(10) {
            store.append(&[append("art", first..first + 10)]).expect("it is stored");
        }
        let mut at = |ms: u64| {
            store.place_at(&room("art"), Millis(1_700_000_000_000 + ms)).expect("it reads").0
        };
        assert_eq!(at(0), 0, "before the first");
        assert_eq!(at(1), 10, "all that came at once");
        assert_eq!(at(10), 10, "nothing since");
        for ms in [11, 500, 4_096, 9_999, 17_003, 29_990, 29_991] {
            assert_eq!(at(ms), (ms - 1) / 10 * 10 + 10, "at {ms} ms");
        }
        assert_eq!(at(90_000), 30_000, "the end");
        let never = store.place_at(&room("nobody"), Millis(u64::MAX));
        assert_eq!(never.expect("it reads"), Seq(0), "a room never drawn in");
    });
}

#[test]
fn the_keyframe_of_a_place_is_the_newest_before_it() {
    each(|store| {
        store.append(&[append("art", 1..61)]).expect("it is stored");
        for seq in [20, 40, 60] {
            store.put_keyframe(&room("art"), Seq(seq), Millis(5), &[seq as u8]).expect("kept");
        }
        let mut at = |seq| store.keyframe(&room("art"), Seq(seq)).expect("it reads");
        assert_eq!(at(19), None, "none yet");
        assert_eq!(at(20), Some((Seq(20), vec![20])), "its own");
        assert_eq!(at(59), Some((Seq(40), vec![40])), "the one before");
        assert_eq!(at(u64::MAX), Some((Seq(60), vec![60])), "the newest");
        assert_eq!(store.keyframe(&room("nobody"), Seq(9)), Ok(None), "of nobody");
    });
}

#[test]
fn a_range_of_entries_starts_after_its_place_and_ends_at_its_limit() {
    each(|store| {
        for first in (1..=90).step_by(10) {
            store.append(&[append("art", first..first + 10)]).expect("it is stored");
        }
        let mut range =
            |after, limit| seqs(&store.entries(&room("art"), Seq(after), limit).expect("it reads"));
        assert_eq!(range(0, 3), [1, 2, 3], "from the start");
        assert_eq!(range(8, 4), [9, 10, 11, 12], "over the edge of an append");
        assert_eq!(range(88, 10), [89, 90], "to the end");
        assert_eq!(range(90, 10), [0; 0], "nothing after the end");
        assert_eq!(range(u64::MAX, 10), [0; 0], "nor far behind it");
        assert_eq!(range(5, 0), [0; 0], "none asked for");
    });
}

#[test]
fn the_newest_keyframe_wins_and_only_what_follows_it_is_read() {
    each(|store| {
        store.append(&[append("art", 1..101)]).expect("it is stored");
        let mut keep = |seq, data: &[u8]| store.put_keyframe(&room("art"), seq, Millis(5), data);
        for seq in 10..20 {
            keep(Seq(seq), &[seq as u8]).expect("it is kept");
        }
        keep(Seq(60), b"sixty").expect("it is kept");
        keep(Seq(60), b"sixty").expect("keeping it twice is keeping it once");
        keep(Seq(3), b"three").expect("an old one is no trouble");
        let failure = keep(Seq(101), b"none").expect_err("the journal ends before");
        assert!(failure.to_string().contains("ends at 100"), "says so: {failure}");
        let saved = saved(store, "art");
        assert_eq!(saved.keyframe, Some((Seq(60), b"sixty".to_vec())), "the newest");
        assert_eq!(seqs(&saved.entries), (61..=100).collect::<Vec<_>>(), "and what follows");
        assert_eq!(store.probe(), Ok(()), "writable");
    });
}

#[test]
fn folding_keeps_everything_and_the_next_run_reads_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut memory = MemoryStore::default();
    let mut store = disk(dir.path());
    let names = ["a", "b", "c"];
    for step in 0..6_000_u64 {
        let name = names[(step % 7 % 3) as usize];
        let batch = [append(name, step * 50..step * 50 + 50), append("rare", step..step + 1)];
        let expected = memory.append(&batch);
        assert_eq!(store.append(&batch), expected, "the same places at step {step}");
    }
    let segments = |dir: &Path| -> (i64, i64) {
        let file = rusqlite::Connection::open(dir.join(FILE_NAME)).expect("sqlite opens it");
        let query = "SELECT (SELECT count(*) FROM segment), (SELECT count(*) FROM journal)";
        file.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("it reads")
    };
    assert!(segments(dir.path()).0 > 8, "folded on the way");
    assert!(segments(dir.path()).1 > 0, "and more came after");
    for round in ["running", "closed", "opened again"] {
        for name in names.into_iter().chain(["rare"]) {
            assert_eq!(store.open(&room(name)), memory.open(&room(name)), "{name}, {round}");
            let range = |store: &mut dyn Store| store.entries(&room(name), Seq(1_234), 99);
            assert_eq!(range(&mut store), range(&mut memory), "a range of {name}, {round}");
        }
        store.close().expect("it closes");
        assert_eq!(segments(dir.path()).1, 0, "a closed store has no journal");
        if round == "closed" {
            drop(store);
            store = disk(dir.path());
        }
    }
}

#[test]
fn a_store_dropped_without_a_word_has_all_it_answered_for() {
    let dir = tempfile::tempdir().expect("a directory");
    for run in 0..4 {
        let mut store = disk(dir.path());
        for first in run * 30 + 1..=run * 30 + 30 {
            let placed = store.append(&[append("art", first..first + 1)]);
            assert_eq!(placed, Ok(vec![Seq(first)]), "goes on where the last run stopped");
        }
        if run == 1 {
            store.put_keyframe(&room("art"), Seq(40), Millis(2), b"forty").expect("it is kept");
        }
    }
    let saved = saved(&mut disk(dir.path()), "art");
    assert_eq!(saved.keyframe, Some((Seq(40), b"forty".to_vec())), "the picture");
    assert_eq!(counters(&saved.entries), (41..=120).collect::<Vec<_>>(), "and every entry");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_stores_answer_the_same(steps in prop::collection::vec((0..6_u8, 0..4_u8, 0..60_u64), 1..60)) {
        let dir = tempfile::tempdir().expect("a directory");
        let mut memory = MemoryStore::default();
        let mut store = disk(dir.path());
        for (what, which, n) in steps {
            let name = format!("room-{which}");
            match what {
                0 | 1 => {
                    let batch = [append(&name, n..n + n % 9), append("all", n..n + 2)];
                    prop_assert_eq!(store.append(&batch), memory.append(&batch));
                }
                2 => {
                    let keep = |store: &mut dyn Store| {
                        store.put_keyframe(&room(&name), Seq(n), Millis(n), &[n as u8]).is_ok()
                    };
                    prop_assert_eq!(keep(&mut store), keep(&mut memory));
                }
                3 => {
                    let range = |store: &mut dyn Store| store.entries(&room(&name), Seq(n), 7);
                    prop_assert_eq!(range(&mut store), range(&mut memory));
                }
                4 => store.close().expect("it closes"),
                _ => {
                    drop(store);
                    store = disk(dir.path());
                }
            }
            prop_assert_eq!(store.open(&room(&name)), memory.open(&room(&name)));
        }
    }
}

#[test]
fn an_image_is_kept_once_with_the_entry_that_shows_it() {
    let file = {
        let mut file = Vec::new();
        let pixels = image::RgbaImage::from_pixel(3, 2, image::Rgba([9, 8, 7, 6]));
        let to = &mut std::io::Cursor::new(&mut file);
        pixels.write_to(to, image::ImageFormat::Png).expect("a file");
        file
    };
    let image = Arc::new(Image::of_file(&file, 99, 99).expect("an image"));
    each(|store| {
        assert_eq!(store.image(image.id()), Ok(None), "nobody showed it");
        for (name, first) in [("a", 1), ("b", 1), ("a", 2)] {
            let images = vec![Arc::clone(&image)];
            let append = Append { images, ..append(name, first..first + 1) };
            store.append(&[append]).expect("it is stored");
        }
        assert_eq!(store.image(image.id()), Ok(Some(image.png().to_vec())), "byte for byte");
        assert_eq!(store.image(ImageId::of(b"another")), Ok(None), "no other");
    });
}
