//! Archives that were damaged or cut on their way.

use super::*;
use crate::support::scene::Chance;
use easel::store::{DiskStore, MemoryStore, Store};
use zstd::zstd_safe::find_frame_compressed_size;

/// Where each packed block ends, and how many entries there are up to there.
fn blocks(bytes: &[u8]) -> Vec<(usize, usize)> {
    let (mut at, mut text, mut found) = (0, Vec::new(), Vec::new());
    while at < bytes.len() {
        let end = at + find_frame_compressed_size(&bytes[at..]).expect("a frame");
        text.extend(zstd::decode_all(&bytes[at..end]).expect("zstd"));
        let is_entry = |line: &&[u8]| line.starts_with(b"{\"seq\"");
        found.push((end, text.split(|byte| *byte == b'\n').filter(is_entry).count()));
        at = end;
    }
    found
}

/// How many entries are whole before a place in the file.
fn whole(blocks: &[(usize, usize)], at: usize) -> usize {
    blocks.iter().take_while(|(end, _)| *end <= at).last().map_or(0, |(_, entries)| *entries)
}

#[test]
fn a6_a_cut_anywhere_is_a_sentence_and_nothing_whole_is_lost() {
    let story = Story::new(5, 8_000);
    let bytes = archive(&story);
    let blocks = blocks(&bytes);
    assert!(blocks.len() > 3, "several blocks: {blocks:?}");
    let mut chance = Chance(5);
    let edges = blocks.iter().flat_map(|(end, _)| [end - 1, *end, end + 1]);
    let mut within = 0;
    for cut in edges.chain((0..25).map(|_| chance.below(bytes.len() as u64) as usize)) {
        if cut >= bytes.len() {
            continue;
        }
        let (entries, end) = read(&bytes[..cut]);
        let said = end.expect_err("it was cut").to_string();
        let told = said.contains("it was cut") || said.contains("this is no easel archive");
        assert!(told, "cut at {cut}: {said}");
        assert!(entries.len() >= whole(&blocks, cut), "cut at {cut}: {}", entries.len());
        assert!(entries == story.entries[..entries.len()], "cut at {cut}: as they were");
        within += usize::from(entries.len() > whole(&blocks, cut));
    }
    assert!(within > 0, "of a block that is cut the beginning is read");
}

#[test]
fn a6_damage_anywhere_is_a_sentence_no_other_entry_and_takes_along_one_block() {
    let story = Story::new(6, 8_000);
    let bytes = archive(&story);
    let blocks = blocks(&bytes);
    let mut chance = Chance(6);
    let edges = blocks.iter().flat_map(|(end, _)| [end.saturating_sub(2), *end, end + 5]);
    for at in edges.chain((0..40).map(|_| chance.below(bytes.len() as u64) as usize)) {
        if at >= bytes.len() {
            continue;
        }
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        let (entries, end) = read(&damaged);
        assert!(entries == story.entries[..entries.len()], "byte {at}: as they were");
        assert!(entries.len() >= whole(&blocks, at), "byte {at}: {}", entries.len());
        match end {
            Ok(()) => assert_eq!(entries.len(), story.entries.len(), "byte {at}: all the same"),
            Err(failure) => assert!(!failure.to_string().is_empty(), "byte {at}: a sentence"),
        }
    }
}

#[test]
fn a7_what_is_whole_of_a_damaged_archive_can_be_kept() {
    let story = Story::new(7, 6_000);
    let bytes = archive(&story);
    let blocks = blocks(&bytes);
    let (cut, entries) = blocks[blocks.len() / 2];
    let mut damaged = bytes.clone();
    damaged[cut + 100] ^= 4;
    let keeper = Keeper::direct(Box::new(MemoryStore::default()));
    let refused = import(&keeper, &damaged, false).expect_err("damaged").to_string();
    assert!(
        refused.starts_with("the archive is damaged: it cannot be read after line"),
        "{refused}"
    );
    let brought = import(&keeper, &damaged, true).expect("the beginning");
    assert_eq!(brought.seq, Seq(entries as u64), "up to the damaged block");
    assert!(brought.damage.is_some(), "and says so");
    assert_eq!(brought.publish(&keeper, &room("art")), Ok(true), "a room");
    let places = [1, entries as u64 / 2, entries as u64];
    assert_eq!(hashes(&keeper, "art", &story, &places), story.hashes(&places), "its pictures");
    let nothing = import(&keeper, &bytes[..200], true).expect_err("nothing is whole");
    assert!(nothing.to_string().contains("it was cut"), "{nothing}");
}

#[test]
fn a8_an_imported_room_has_the_same_pictures_at_every_moment() {
    for seed in 1..=3 {
        let story = Story::new(seed, 3_000);
        let mut chance = Chance(seed);
        let places: Vec<_> = (0..20).map(|_| 1 + chance.below(3_000)).collect();
        let dir = tempfile::tempdir().expect("a folder");
        let store = DiskStore::open(dir.path()).expect("a store");
        let keeper = Keeper::direct(Box::new(store));
        let brought = import(&keeper, &archive(&story), false).expect("it is whole");
        assert_eq!(brought.publish(&keeper, &room("copy")), Ok(true), "a room");
        assert_eq!(hashes(&keeper, "copy", &story, &places), story.hashes(&places), "seed {seed}");
        drop(keeper);
        let mut store = DiskStore::open(dir.path()).expect("a store");
        let entries = store.entries(&room("copy"), Seq(0), usize::MAX).expect("entries");
        assert!(entries == story.entries, "places, times and all");
        let again = Keeper::direct(Box::new(store));
        let last = [3_000];
        assert_eq!(hashes(&again, "copy", &story, &last), story.hashes(&last), "after a restart");
    }
}

#[test]
fn a8_a_room_that_was_drawn_in_is_never_changed_and_a_broken_import_is_gone() {
    let story = Story::new(8, 400);
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = DiskStore::open(dir.path()).expect("a store");
    let other = Story::new(9, 300);
    other.store(&mut store, "art");
    let keeper = Keeper::direct(Box::new(store));
    let brought = import(&keeper, &archive(&story), false).expect("it is whole");
    assert_eq!(brought.publish(&keeper, &room("art")), Ok(false), "taken");
    let left = import(&keeper, &archive(&story), false).expect("once more");
    drop(keeper);
    let rows = |what: &str| {
        let file = dir.path().join(easel::store::FILE_NAME);
        let file = rusqlite::Connection::open(file).expect("sqlite opens it");
        file.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get::<_, i64>(0))
            .expect("it reads")
    };
    assert_eq!(rows("room"), 3, "two were never published");
    let mut store = DiskStore::open(dir.path()).expect("a store");
    assert_eq!(rows("room"), 1, "they are gone");
    assert_eq!(rows("segment WHERE room NOT IN (SELECT id FROM room)"), 0, "with all of theirs");
    assert_eq!(rows("image"), 3, "what the other room shows is there");
    let entries = store.entries(&room("art"), Seq(0), usize::MAX).expect("entries");
    assert!(entries == other.entries, "as it was");
    let keeper = Keeper::direct(Box::new(store));
    left.publish(&keeper, &room("late")).expect_err("it is gone");
}

#[test]
fn a8_a_broken_import_goes_with_images_that_nobody_else_shows() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = DiskStore::open(dir.path()).expect("a store");
    let story = Story::new(11, 400);
    let drafts = store.drafts().expect("it takes drafts");
    let draft = drafts.begin(&story.meta).expect("a draft");
    drafts.extend(draft, &story.entries, &story.images.0).expect("it is stored");
    drop(store);
    let mut store = DiskStore::open(dir.path()).expect("it opens after what was left");
    for image in &story.images.0 {
        assert_eq!(store.image(image.id()), Ok(None), "gone with its room");
    }
}

#[test]
fn a8_rooms_that_are_let_go_of_for_their_age_are_never_ones_that_are_brought_in() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = DiskStore::open(dir.path()).expect("a store");
    let story = Story::new(10, 100);
    let drafts = store.drafts().expect("it takes drafts");
    let draft = drafts.begin(&story.meta).expect("a draft");
    let later = story.entries[99].at + 1_000_000;
    assert_eq!(store.gallery().forget_one(later, &[]), Ok(None), "it is no room yet");
    let drafts = store.drafts().expect("it takes drafts");
    drafts.extend(draft, &story.entries, &story.images.0).expect("it is stored");
    assert_eq!(drafts.publish(draft, &room("old")), Ok(true), "it is there still");
    assert_eq!(store.gallery().forget_one(later, &[]), Ok(Some(room("old"))), "now it is old");
}
