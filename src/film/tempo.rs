//! The time of a film: that of the journal, with long pauses made short.

use crate::model::Millis;

/// A gap longer than this is a pause, in milliseconds.
const PAUSE_MS: u64 = 2_000;

/// What a pause counts as, in milliseconds: long enough to be seen.
const SHORT_PAUSE_MS: u64 = 500;

/// Milliseconds since a film's first entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tempo {
    skip_pauses: bool,
    last: Option<Millis>,
    now: u64,
}

impl Tempo {
    /// Before the first entry.
    pub(super) fn new(skip_pauses: bool) -> Self {
        Self { skip_pauses, last: None, now: 0 }
    }

    /// When the next entry, which came at `at`, is shown.
    pub(super) fn take(&mut self, at: Millis) -> u64 {
        let gap = self.last.replace(at).map_or(0, |last| at.since(last));
        let is_pause = self.skip_pauses && gap > PAUSE_MS;
        self.now += if is_pause { SHORT_PAUSE_MS } else { gap };
        self.now
    }

    /// When the entry taken last is shown.
    pub(super) fn now(&self) -> u64 {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_pauses_count_half_a_second() {
        let told = |skip_pauses| {
            let mut tempo = Tempo::new(skip_pauses);
            [7_000, 7_100, 9_100, 60_000, 59_000, 59_010].map(|at| tempo.take(Millis(at)))
        };
        assert_eq!(told(true), [0, 100, 2_100, 2_600, 2_600, 2_610], "without pauses");
        assert_eq!(told(false), [0, 100, 2_100, 53_000, 53_000, 53_010], "as it was");
    }
}
