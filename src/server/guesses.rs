//! Who tried wrong codes lately: guessing is slow, and a whole class behind one address is not stopped by it.

use super::limits::{GUESSERS_MAX, WRONG_CODES_MAX, WRONG_CODES_WINDOW};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use tokio::time::Instant;

/// Wrong codes of each address, since when.
#[derive(Debug, Default)]
pub(crate) struct Guesses {
    wrong: Mutex<HashMap<IpAddr, (u32, Instant)>>,
}

impl Guesses {
    /// Whether an address may try another code now.
    pub(super) fn may_try(&self, address: IpAddr) -> bool {
        let wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.get(&address).is_none_or(|(count, since)| {
            *count < WRONG_CODES_MAX || since.elapsed() >= WRONG_CODES_WINDOW
        })
    }

    /// Notes a wrong code.
    pub(super) fn note(&self, address: IpAddr) {
        let now = Instant::now();
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.retain(|_, (_, since)| now - *since < WRONG_CODES_WINDOW);
        if wrong.len() < GUESSERS_MAX || wrong.contains_key(&address) {
            wrong.entry(address).or_insert((0, now)).0 += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn h6_guessing_is_slowed_and_forgiven_after_a_minute() {
        let guesses = Guesses::default();
        let (school, home) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for _ in 0..WRONG_CODES_MAX {
            assert!(guesses.may_try(school), "a class mistypes");
            guesses.note(school);
        }
        assert!(!guesses.may_try(school), "then it waits");
        assert!(guesses.may_try(home), "nobody else does");
        tokio::time::advance(Duration::from_secs(61)).await;
        assert!(guesses.may_try(school), "a minute later all is forgiven");
    }
}
