//! What every store promises of who may come into which room.

use super::*;
use easel::model::{Door, Lock, Pass, PassId, Role};
use easel::store::PASSES_MAX;

fn lock(number: u8) -> Lock {
    Lock([number; 32])
}

fn add(store: &mut dyn Store, name: &str, number: u8, role: Role) -> Option<PassId> {
    let added = store.doors().add_pass(&room(name), lock(number), role, "", Millis(1), None);
    added.expect("it is stored")
}

fn door(store: &mut dyn Store, name: &str) -> Door {
    store.doors().door(&room(name)).expect("it reads")
}

#[test]
fn a_door_is_what_was_said_of_it_whether_or_not_the_room_was_drawn_in() {
    each(|store| {
        assert_eq!(door(store, "art"), Door::default(), "nobody spoke for it");
        for guests in [None, Some(Role::Viewer), Some(Role::Host), Some(Role::Painter), None] {
            store.doors().set_guests(&room("art"), guests).expect("it is stored");
            assert_eq!(door(store, "art").guests, guests, "what was said last");
        }
        let doors = store.doors();
        let mut ids = Vec::new();
        for (number, until) in [(1, None), (2, Some(Millis(9_000)))] {
            let made = Millis(u64::from(number));
            let title = format!("Ä {number}");
            let id = doors.add_pass(&room("art"), lock(number), Role::Painter, &title, made, until);
            ids.push(id.expect("it is stored").expect("there is room for it"));
        }
        let pass = |number: u8, until| Pass {
            id: ids[usize::from(number) - 1],
            lock: lock(number),
            role: Role::Painter,
            title: format!("Ä {number}").into(),
            made: Millis(u64::from(number)),
            until,
        };
        let passes = vec![pass(1, None), pass(2, Some(Millis(9_000)))];
        assert_eq!(door(store, "art"), Door { guests: None, passes }, "as it was made, in order");
        assert_eq!(door(store, "other"), Door::default(), "no other room's");
        assert_eq!(store.open(&room("art")), Ok(None), "not drawn in for that");
    });
}

#[test]
fn a_pass_that_was_taken_back_opens_nothing_and_its_id_is_never_used_again() {
    each(|store| {
        let first = add(store, "art", 1, Role::Painter).expect("a pass");
        let second = add(store, "other", 1, Role::Viewer).expect("a pass");
        assert!(first < second, "ids count up through all rooms");
        assert_eq!(store.doors().take_pass(&room("art"), second), Ok(false), "another room's");
        assert_eq!(store.doors().take_pass(&room("other"), second), Ok(true), "its own");
        assert_eq!(store.doors().take_pass(&room("other"), second), Ok(false), "only once");
        assert_eq!(door(store, "other"), Door::default(), "it opens nothing");
        assert_eq!(door(store, "art").passes.len(), 1, "the other is there");
        assert!(add(store, "art", 1, Role::Host) > Some(second), "a name of its own");
        let role = door(store, "art").role(lock(1), Millis(5));
        assert_eq!(role, Some(Role::Host), "the most of what one key opens");
    });
}

#[test]
fn a_room_has_only_so_many_passes() {
    each(|store| {
        let ids: Vec<_> =
            (0..PASSES_MAX).map(|_| add(store, "art", 1, Role::Painter).expect("a pass")).collect();
        assert_eq!(add(store, "art", 1, Role::Painter), None, "no more");
        assert_eq!(store.doors().claim(&room("art"), lock(2), Millis(5)), Ok(false), "nor so");
        assert!(add(store, "other", 1, Role::Painter).is_some(), "another room has its own");
        assert_eq!(store.doors().take_pass(&room("art"), ids[7]), Ok(true), "one is taken back");
        assert!(add(store, "art", 1, Role::Painter).is_some(), "one more again");
    });
}

#[test]
fn a_room_belongs_to_whoever_claimed_it_first() {
    each(|store| {
        add(store, "art", 3, Role::Painter).expect("a pass");
        let doors = store.doors();
        assert_eq!(doors.claim(&room("art"), lock(1), Millis(5)), Ok(true), "the first");
        assert_eq!(doors.claim(&room("art"), lock(2), Millis(6)), Ok(false), "the second");
        assert_eq!(doors.claim(&room("art"), lock(1), Millis(6)), Ok(false), "no second time");
        let whose = door(store, "art");
        assert_eq!(whose.role(lock(1), Millis(5)), Some(Role::Host), "the first's");
        assert_eq!(whose.role(lock(2), Millis(5)), None, "not the second's");
        assert_eq!(whose.passes[1].made, Millis(5), "since then");
        assert_eq!(whose.guests, Some(Role::Painter), "all may draw still");
        let until = Some(Millis(9));
        let over = store.doors().add_pass(&room("b"), lock(1), Role::Host, "", Millis(1), until);
        assert!(over.expect("it is stored").is_some(), "a host for a while");
        let late = store.doors().claim(&room("b"), lock(2), Millis(99));
        assert_eq!(late, Ok(false), "what was somebody's is not for the next to take");
    });
}

#[test]
fn a_room_that_is_let_go_takes_its_door_along_and_a_copy_has_its_own() {
    each(|store| {
        for name in ["old", "art"] {
            store.append(&[append(name, 1..3)]).expect("it is stored");
            store.doors().set_guests(&room(name), None).expect("it is stored");
            add(store, name, 1, Role::Host).expect("a pass");
        }
        store.close().expect("everything finds its segment");
        let (from, to) = (room("art"), room("copy"));
        let copied = store.gallery().branch(&from, Seq(2), &to, meta());
        assert_eq!(copied, Ok(true), "a copy");
        assert_eq!(door(store, "copy"), Door::default(), "whoever made it says who comes in");
        let (late, spared) = (Millis(u64::MAX >> 1), [room("art"), room("copy")]);
        let gone = store.gallery().forget_one(late, &spared);
        assert_eq!(gone, Ok(Some(room("old"))), "let go");
        assert_eq!(door(store, "old"), Door::default(), "as if it had never been");
        assert_eq!(door(store, "art").passes.len(), 1, "another keeps its own");
    });
}

#[test]
fn passes_and_their_ids_outlive_a_restart() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut store = disk(dir.path());
    let [_, newest] = [1, 2].map(|n| add(&mut store, "art", n, Role::Host).expect("a pass"));
    assert_eq!(store.doors().take_pass(&room("art"), newest), Ok(true), "taken back");
    store.doors().set_guests(&room("art"), None).expect("it is stored");
    let before = door(&mut store, "art");
    drop(store);
    let mut store = disk(dir.path());
    assert_eq!(door(&mut store, "art"), before, "as it was");
    assert!(
        add(&mut store, "art", 3, Role::Host) > Some(newest),
        "the newest id is not used again"
    );
    drop(store);
    let mut reader = Reader::open(dir.path()).expect("it is looked at");
    assert_eq!(door(&mut reader, "art").passes.len(), 2, "whoever looks sees it");
    let refused = reader.doors().set_guests(&room("art"), None);
    assert!(refused.is_err(), "and changes nothing");
}
