//! What every store promises of saved canvases and of rooms as wholes.

use super::*;
use easel::model::{Code, Door, Lock, SavedId};
use easel::store::{Changed, DELETED_MS, Listing, Order, SavedCanvas, SavedChange};

fn canvas(number: u8, title: &str) -> SavedCanvas {
    SavedCanvas {
        id: SavedId([number; 16]),
        room: room("art"),
        journal: meta().journal,
        seq: Seq(u64::from(number)),
        title: title.into(),
        saved_at: Millis(1_000 + u64::from(number)),
        length: 9_000 - u64::from(number) * 10,
        authors: 2,
        public: !number.is_multiple_of(2),
    }
}

fn lock(number: u8) -> Lock {
    Lock([number; 32])
}

fn titles(found: &[SavedCanvas]) -> Vec<&str> {
    found.iter().map(|canvas| &*canvas.title).collect()
}

fn all() -> Listing {
    Listing { limit: 9, ..Listing::default() }
}

#[test]
fn saved_canvases_are_found_in_order_and_by_words() {
    each(|store| {
        let gallery = store.gallery();
        for (number, title) in [(1, "One"), (2, "Hidden"), (3, "Üçgen 100%"), (5, "five")] {
            gallery.save(&canvas(number, title), lock(number)).expect("it is kept");
        }
        assert_eq!(gallery.saved(SavedId([3; 16])), Ok(Some(canvas(3, "Üçgen 100%"))), "as it was");
        assert_eq!(gallery.saved(SavedId([9; 16])), Ok(None), "no such");
        let mut list = |listing: Listing| gallery.list_saved(&listing).expect("it reads");
        assert_eq!(titles(&list(all())), ["five", "Üçgen 100%", "One"], "public, newest first");
        let longest = Listing { order: Order::Longest, ..all() };
        assert_eq!(titles(&list(longest)), ["One", "Üçgen 100%", "five"], "longest first");
        for (words, found) in [("üçg", "Üçgen 100%"), ("0%", "Üçgen 100%"), ("ON", "One")] {
            let search = Listing { search: words.to_owned(), ..all() };
            assert_eq!(titles(&list(search)), [found], "{words}");
        }
        let ids = Some(vec![SavedId([2; 16]), SavedId([1; 16]), SavedId([9; 16])]);
        assert_eq!(titles(&list(Listing { ids, ..all() })), ["Hidden", "One"], "those asked for");
        let none = Listing { ids: Some(Vec::new()), ..all() };
        assert!(list(none).is_empty(), "nothing asked for");
        let first = list(Listing { limit: 2, ..all() });
        let last = first.last().map(|canvas| (canvas.saved_at.0, canvas.id));
        assert_eq!(titles(&list(Listing { after: last, ..all() })), ["One"], "the next page");
    });
}

#[test]
fn a_saved_canvas_is_changed_by_its_key_alone_and_deleted_for_good_after_a_while() {
    each(|store| {
        let gallery = store.gallery();
        gallery.save(&canvas(1, "One"), lock(1)).expect("it is kept");
        let id = SavedId([1; 16]);
        let title = Some("Uno".into());
        let change = SavedChange { title, public: Some(false), deleted: None };
        let mut apply = |lock, change: &SavedChange, at| {
            gallery.change_saved(id, lock, change, Millis(at)).expect("it is stored")
        };
        assert_eq!(apply(lock(2), &change, 5), Changed::Locked, "another key");
        let changed = SavedCanvas { title: "Uno".into(), public: false, ..canvas(1, "") };
        assert_eq!(apply(lock(1), &change, 5), Changed::Done(changed.clone()), "its own");
        let delete = SavedChange { deleted: Some(true), ..SavedChange::default() };
        let back = SavedChange { deleted: Some(false), ..SavedChange::default() };
        apply(lock(1), &delete, 5);
        assert_eq!(apply(lock(1), &back, DELETED_MS), Changed::Done(changed), "brought back");
        apply(lock(1), &delete, 10);
        assert_eq!(apply(lock(1), &back, 10 + DELETED_MS), Changed::Missing, "too late");
        assert_eq!(gallery.saved(id), Ok(None), "gone");
    });
}

#[test]
fn a_branch_is_the_journal_up_to_a_place_and_goes_on_by_itself() {
    each(|store| {
        for first in (1..=4_000).step_by(100) {
            store.append(&[append("art", first..first + 100)]).expect("it is stored");
            if first % 1_000 == 1 {
                store.close().expect("everything finds its segment");
            }
        }
        store.put_keyframe(&room("art"), Seq(1_000), Millis(1), b"early").expect("it is kept");
        store.put_keyframe(&room("art"), Seq(3_900), Millis(1), b"late").expect("it is kept");
        let whole = store.entries(&room("art"), Seq(0), 9_999).expect("it reads");
        for until in [1, 99, 100, 1_001, 2_500, 3_950, 9_000] {
            let copy = room(&format!("copy-{until}"));
            let meta = RoomMeta { journal: JournalId(until), ..meta() };
            let branched = store.gallery().branch(&room("art"), Seq(until), &copy, meta);
            assert_eq!(branched, Ok(true), "up to {until}");
            let saved = store.open(&copy).expect("it reads").expect("it is there");
            let last = until.min(4_000);
            assert_eq!((saved.last, saved.meta), (Seq(last), meta), "its end and what it is");
            let entries = store.entries(&copy, Seq(0), 9_999).expect("it reads");
            assert_eq!(entries[..], whole[..last as usize], "entry by entry, up to {until}");
            let keyframe =
                if until >= 3_900 { Some(3_900) } else { (until >= 1_000).then_some(1_000) };
            assert_eq!(
                saved.keyframe.map(|(seq, _)| seq.0),
                keyframe,
                "and the keyframe before it"
            );
        }
        let more = Append { room: room("copy-99"), ..append("art", 1..3) };
        assert_eq!(store.append(&[more]), Ok(vec![Seq(100)]), "it goes on");
        assert_eq!(saved(store, "art").last, Seq(4_000), "the other does not");
        let gallery = store.gallery();
        let again = gallery.branch(&room("art"), Seq(9), &room("copy-99"), meta());
        assert_eq!(again, Ok(false), "a room that is there is left alone");
        let nothing = gallery.branch(&room("nobody"), Seq(9), &room("new"), meta());
        assert_eq!(nothing, Ok(false), "nothing to copy");
    });
}

#[test]
fn rooms_nobody_draws_in_are_let_go_unless_something_of_them_was_saved() {
    each(|store| {
        for name in ["old", "kept", "open", "art"] {
            store.append(&[append(name, 1..9)]).expect("it is stored");
        }
        store.close().expect("everything finds its segment");
        let of = |name: &str| SavedCanvas { room: room(name), ..canvas(1, "One") };
        store.gallery().save(&of("kept"), lock(1)).expect("it is kept");
        let late = Append { at: Millis(1_700_000_009_000), ..append("art", 9..12) };
        store.append(&[late]).expect("it is stored");
        let before = Millis(1_700_000_005_000);
        let mut forget = || store.gallery().forget_one(before, &[room("open")]).expect("stored");
        assert_eq!((forget(), forget()), (Some(room("old")), None), "one, and no more");
        assert_eq!(store.open(&room("old")), Ok(None), "as if it had never been");
        for name in ["kept", "open", "art"] {
            assert!(saved(store, name).last >= Seq(8), "{name} is whole");
        }
        assert_eq!(store.append(&[append("old", 1..3)]), Ok(vec![Seq(1)]), "it can begin anew");
    });
}

#[test]
fn h34_rooms_are_listed_by_name_also_those_of_which_only_the_door_is_kept() {
    each(|store| {
        store.append(&[append("b", 1..9)]).expect("it is stored");
        store.close().expect("everything finds its segment");
        store.append(&[append("b", 9..12), append("d", 1..3)]).expect("it is stored");
        store.doors().claim(&room("a"), lock(1), Millis(1)).expect("it is claimed");
        store.doors().set_guests(&room("c"), None).expect("it is closed");
        store.doors().set_guests(&room("d"), None).expect("it is closed");
        let mut list = |after: Option<&str>, limit| {
            let found = store.gallery().list_rooms(after.map(room).as_ref(), limit);
            let found = found.expect("it reads").into_iter();
            let facts = found.map(|(room, facts)| (room.to_string(), facts.map(|it| it.last.0)));
            facts.collect::<Vec<_>>()
        };
        let told = |name: &str, last: Option<u64>| (name.to_owned(), last);
        let all = [told("a", None), told("b", Some(11)), told("c", None), told("d", Some(2))];
        assert_eq!(list(None, 9), all, "each once, in order");
        assert_eq!(list(Some("a"), 2), all[1..3], "the next ones");
        assert_eq!(list(Some("d"), 2), [], "and no more");
    });
}

#[test]
fn h35_a_room_goes_with_all_that_is_kept_of_it() {
    each(|store| {
        for name in ["art", "kept"] {
            store.append(&[append(name, 1..9)]).expect("it is stored");
            store.doors().set_guests(&room(name), None).expect("it is closed");
        }
        let code = store.code(&room("art"), &[Code::of_chance([1; 6])]).expect("it is stored");
        let canvas = SavedCanvas { room: room("art"), ..canvas(1, "One") };
        store.gallery().save(&canvas, lock(1)).expect("it is kept");
        assert_eq!(store.gallery().has_saved(&room("art")), Ok(true), "something was saved");
        assert_eq!(store.gallery().has_saved(&room("kept")), Ok(false), "of that one only");
        assert_eq!(store.gallery().remove_room(&room("art")), Ok(true), "gone");
        assert_eq!(store.gallery().remove_room(&room("art")), Ok(false), "once");
        assert_eq!(store.open(&room("art")), Ok(None), "as if it had never been");
        assert_eq!(store.gallery().saved(canvas.id), Ok(None), "nor its name");
        assert_eq!(store.doors().door(&room("art")), Ok(Door::default()), "nor its door");
        assert_eq!(store.classes().leads_to(code.expect("a code")), Ok(None), "nor its code");
        assert_eq!(saved(store, "kept").last, Seq(8), "the other is whole");
        assert_eq!(store.append(&[append("art", 1..3)]), Ok(vec![Seq(1)]), "it can begin anew");
    });
}

#[test]
fn h35_a_room_that_goes_while_it_is_in_the_journal_does_not_come_back() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut store = disk(dir.path());
    store.append(&[append("art", 1..9), append("kept", 1..9)]).expect("it is stored");
    assert_eq!(store.remove_room(&room("art")), Ok(true), "gone");
    store.append(&[append("kept", 9..12)]).expect("it is stored");
    drop(store);
    let mut store = disk(dir.path());
    assert_eq!(store.open(&room("art")), Ok(None), "as if it had never been");
    assert_eq!(saved(&mut store, "kept").last, Seq(11), "the other is whole");
}
