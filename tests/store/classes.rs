//! What every store promises of classes and of where codes lead.

use super::*;
use easel::model::{ClassId, Code};
use easel::store::{CLASS_BYTES_MAX, Lead};

const CLASS: ClassId = ClassId([7; 16]);

fn codes<const N: usize>() -> [Code; N] {
    std::array::from_fn(|chance| Code::of_chance([chance as u8; Code::LETTERS]))
}

#[test]
fn a_class_is_as_it_was_kept_last() {
    each(|store| {
        let classes = store.classes();
        assert_eq!(classes.class(CLASS), Ok(None), "no such class");
        for (at, state) in [(1, &b"{\"pupils\":[]}"[..]), (2, b"{}"), (2, b"\xff\0")] {
            classes.keep_class(CLASS, state, Millis(at)).expect("it is kept");
            assert_eq!(classes.class(CLASS), Ok(Some(state.to_vec())), "byte for byte");
        }
        assert_eq!(classes.class(ClassId([8; 16])), Ok(None), "no other class");
    });
}

#[test]
fn a_class_that_is_too_large_stays_what_it_was() {
    each(|store| {
        let classes = store.classes();
        let most = vec![b' '; CLASS_BYTES_MAX];
        classes.keep_class(CLASS, &most, Millis(1)).expect("that much is kept");
        let more = vec![b'x'; CLASS_BYTES_MAX + 1];
        let failure = classes.keep_class(CLASS, &more, Millis(2)).expect_err("that is too much");
        assert!(matches!(failure.cause, Cause::Large(_)), "says so: {failure}");
        assert!(classes.class(CLASS) == Ok(Some(most)), "as it was");
    });
}

#[test]
fn a_room_or_a_class_has_one_code_and_a_code_leads_to_one_of_them() {
    each(|store| {
        let [first, second, third, fourth] = codes();
        assert_eq!(store.classes().leads_to(first), Ok(None), "nobody asked for it");
        assert_eq!(store.code(&room("a"), &[first, second]), Ok(Some(first)), "the first free");
        assert_eq!(store.code(&room("a"), &[second]), Ok(Some(first)), "always the same");
        assert_eq!(store.code(&room("b"), &[first]), Ok(None), "it is taken");
        assert_eq!(store.code(&room("b"), &[first, second]), Ok(Some(second)), "the next");
        let classes = store.classes();
        assert_eq!(classes.class_code(CLASS, &[first]), Ok(None), "it is a room's");
        let code = classes.class_code(CLASS, &[second, third, fourth]);
        assert_eq!(code, Ok(Some(third)), "the first that leads nowhere");
        assert_eq!(classes.class_code(CLASS, &[fourth]), Ok(Some(third)), "always the same");
        assert_eq!(store.code(&room("c"), &[third]), Ok(None), "it is a class's");
        let classes = store.classes();
        assert_eq!(classes.leads_to(second), Ok(Some(Lead::Room(room("b")))), "leads there");
        assert_eq!(classes.leads_to(third), Ok(Some(Lead::Class(CLASS))), "leads there");
        assert_eq!(classes.leads_to(fourth), Ok(None), "leads nowhere");
    });
}

#[test]
fn the_code_of_a_room_that_is_let_go_leads_nowhere_and_that_of_a_class_stays() {
    each(|store| {
        let [of_room, of_class, ..] = codes::<3>();
        store.append(&[append("old", 1..3)]).expect("it is stored");
        store.close().expect("everything finds its segment");
        store.code(&room("old"), &[of_room]).expect("it is stored");
        store.classes().class_code(CLASS, &[of_class]).expect("it is stored");
        let gone = store.gallery().forget_one(Millis(u64::MAX >> 1), &[]);
        assert_eq!(gone, Ok(Some(room("old"))), "let go");
        assert_eq!(store.classes().leads_to(of_room), Ok(None), "nowhere");
        assert_eq!(store.classes().leads_to(of_class), Ok(Some(Lead::Class(CLASS))), "still");
    });
}

#[test]
fn classes_outlive_a_restart() {
    let dir = tempfile::tempdir().expect("a directory");
    let [code] = codes();
    let mut store = disk(dir.path());
    store.classes().keep_class(CLASS, b"{}", Millis(1)).expect("it is kept");
    store.classes().class_code(CLASS, &[code]).expect("it is stored");
    drop(store);
    let mut store = disk(dir.path());
    assert_eq!(store.classes().class(CLASS), Ok(Some(b"{}".to_vec())), "as it was kept");
    assert_eq!(store.classes().leads_to(code), Ok(Some(Lead::Class(CLASS))), "leads there");
}
