//! What every store promises of addresses that are told of what happens.

use super::*;
use easel::store::{HOOKS_MAX, Hook};

fn hook(id: u64, url: &str, kinds: &[&str]) -> Hook {
    let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    Hook { id, url: url.into(), secret: [id as u8; 32], kinds, made: Millis(id) }
}

fn add(store: &mut dyn Store, hook: &Hook) -> Option<u64> {
    let Hook { url, secret, kinds, made, .. } = hook;
    store.hooks().add_hook(url, *secret, kinds, *made).expect("it is stored")
}

#[test]
fn hooks_are_kept_as_they_were_made_and_taken_away_for_good() {
    each(|store| {
        assert_eq!(store.hooks().list_hooks(), Ok(Vec::new()), "nobody is told");
        let first = hook(1, "https://example.org/a?b=c", &["saved", "two words", "\"ä\""]);
        let second = hook(2, "http://127.0.0.1:9/", &[]);
        assert_eq!(add(store, &first), Some(1), "the first");
        assert_eq!(add(store, &second), Some(2), "the second");
        assert_eq!(
            store.hooks().list_hooks(),
            Ok(vec![first.clone(), second]),
            "as they were made"
        );
        assert_eq!(store.hooks().take_hook(2), Ok(true), "taken away");
        assert_eq!(store.hooks().take_hook(2), Ok(false), "only once");
        assert_eq!(add(store, &first), Some(3), "an id of its own");
        assert!(!format!("{first:?}").contains("secret"), "its secret is not shown");
    });
}

#[test]
fn there_are_only_so_many_hooks() {
    each(|store| {
        let same = hook(1, "https://example.org/", &["saved"]);
        for id in 1..=HOOKS_MAX as u64 {
            assert_eq!(add(store, &same), Some(id), "one more");
        }
        assert_eq!(add(store, &same), None, "no more");
        assert_eq!(store.hooks().take_hook(7), Ok(true), "one is taken away");
        assert_eq!(add(store, &same), Some(HOOKS_MAX as u64 + 1), "one more again");
    });
}
