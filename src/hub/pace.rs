//! When a room hands in what it heard: at once while that is cheap, in steps when it would eat the machine.
//!
//! Writing to one socket costs some 4 µs whatever it carries, so a room that relays each message by itself
//! pays for messages times members. Above a quarter of a core, it gathers for a few milliseconds instead and
//! pays a tenth. Small and quiet rooms never wait.

use std::time::Duration;
use tokio::time::Instant;

/// What one write to one socket costs, in nanoseconds: measured on loopback, most of it TCP.
const WRITE_NS: u64 = 4_000;

/// How long is looked back to tell whether relaying at once is cheap.
const LOOK_BACK: Duration = Duration::from_millis(100);

/// A timer may ring this much late: it counts whole milliseconds.
const TIMER_STEP: Duration = Duration::from_millis(1);

/// The pace of one room.
#[derive(Debug)]
pub(super) struct Pace {
    /// The longest that anything waits; zero for never.
    longest: Duration,
    since: Instant,
    /// Writes that relaying each message by itself would have taken since then.
    writes: u64,
    is_paced: bool,
    next: Instant,
}

impl Pace {
    /// A quiet room whose messages never wait longer than `longest`.
    pub(super) fn new(longest: Duration) -> Self {
        let now = Instant::now();
        Self { longest, since: now, writes: 0, is_paced: false, next: now }
    }

    /// Notes that messages were handed in to be relayed to so many members.
    pub(super) fn hand_in(&mut self, messages: usize, members: usize, now: Instant) {
        self.writes += (messages * members) as u64;
        let past = now - self.since;
        if past >= LOOK_BACK {
            let cost = Duration::from_nanos(self.writes * WRITE_NS);
            self.is_paced = cost > past / 4;
            (self.since, self.writes) = (now, 0);
        }
        if self.is_paced {
            self.next = now + self.longest.saturating_sub(TIMER_STEP);
        }
    }

    /// When the next messages may be handed in, if that is not now.
    pub(super) fn wait(&self, now: Instant) -> Option<Instant> {
        (self.is_paced && self.next > now).then_some(self.next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// Whether a room of so many members waits after a second of so many messages in each millisecond.
    fn waits(longest: Duration, members: usize, messages: usize) -> bool {
        let mut pace = Pace::new(longest);
        let mut now = pace.since;
        for _ in 0..1_000 {
            now += MS;
            pace.hand_in(messages, members, now);
        }
        pace.wait(now).is_some()
    }

    #[test]
    fn only_rooms_that_would_eat_a_quarter_of_a_core_wait() {
        assert!(!waits(4 * MS, 5, 5), "a small room: 25,000 writes a second are a tenth of a core");
        assert!(waits(4 * MS, 50, 3), "150,000 writes a second are more than half a core");
        assert!(!waits(Duration::ZERO, 50, 3), "unless nothing may ever wait");
    }

    #[test]
    fn the_first_message_after_a_quiet_time_never_waits() {
        let mut pace = Pace::new(4 * MS);
        let start = pace.since;
        for step in 1..=200 {
            pace.hand_in(3, 50, start + MS * step);
        }
        let now = start + MS * 200;
        assert_eq!(pace.wait(now), Some(now + 3 * MS), "a timer's step before the longest wait");
        assert_eq!(pace.wait(now + 4 * MS), None, "then it goes on");
        pace.hand_in(1, 50, now + MS * 400);
        assert_eq!(pace.wait(now + MS * 400), None, "quiet again");
    }
}
