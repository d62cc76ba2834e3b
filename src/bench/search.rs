//! The highest rate a server sustains: doubled until it does not, then narrowed down.

use super::fleet::Fleet;
use super::process::Process;
use super::report::Seen;
use super::{BenchOptions, SETTLE, Target};
use anyhow::{Result, ensure};
use serde::Serialize;

/// Deliveries a second to begin with.
const FIRST_DELIVERIES: f64 = 20_000.0;

/// Doublings at most: from the first rate to a thousand times more than any machine does.
const DOUBLINGS_MAX: u32 = 16;

/// Halvings of what is left between a rate that holds and one that does not: steps of some nine percent.
const HALVINGS: u32 = 3;

/// A delay that people begin to notice, in milliseconds.
const DELAY_MAX_MS: f64 = 50.0;

/// The highest rate and how it was found.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Found {
    /// Messages a second of one drawer.
    pub(super) rate: f64,
    /// Messages received a second, by all together.
    pub(super) deliveries_per_s: f64,
    /// Every rate that was tried.
    pub(super) steps: Vec<Step>,
    #[serde(skip)]
    pub(super) best: Seen,
}

/// One rate that was tried.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Step {
    /// Messages a second of one drawer.
    pub(super) rate: f64,
    /// Messages received a second, by all together.
    pub(super) deliveries_per_s: f64,
    /// Delay that 99 of 100 messages stay below, in milliseconds.
    pub(super) p99_ms: f64,
    /// Whether nothing was lost, nobody cut off, and the delay not noticeable.
    pub(super) holds: bool,
}

impl Seen {
    fn holds(&self) -> bool {
        let whole = self.lost == 0 && self.doubled == 0 && self.out_of_order == 0;
        whole && self.cut == 0 && self.resyncs == 0 && self.p99_ms <= DELAY_MAX_MS && self.sent > 0
    }
}

/// Looks for the highest rate with nothing lost and a delay of at most `DELAY_MAX_MS` for 99 of 100.
pub(super) fn highest(target: &Target, options: &BenchOptions, fleet: Fleet) -> Result<Found> {
    let per_message = (options.rooms * options.drawers * (options.clients - 1)) as f64;
    let mut search = Search { target, options, fleet: Some(fleet), steps: Vec::new(), best: None };
    let mut rate = FIRST_DELIVERIES / per_message;
    let mut doublings = 0;
    while search.holds_once_in_two(rate)? && doublings < DOUBLINGS_MAX {
        rate *= 2.0;
        doublings += 1;
    }
    let mut apart = 2.0_f64;
    let mut low = rate / 2.0;
    for _ in 0..HALVINGS {
        apart = apart.sqrt();
        if search.holds_once_in_two(low * apart)? {
            low *= apart;
        }
    }
    let best = search.best;
    ensure!(best.is_some(), "the server does not sustain even {rate:.1} messages a second");
    let best = best.unwrap_or_default();
    let rate = best.rate.unwrap_or_default();
    Ok(Found { rate, deliveries_per_s: best.deliveries_per_s, steps: search.steps, best })
}

struct Search<'s> {
    target: &'s Target,
    options: &'s BenchOptions,
    fleet: Option<Fleet>,
    steps: Vec<Step>,
    best: Option<Seen>,
}

impl Search<'_> {
    /// A second try, because another program may have had the core for a moment.
    fn holds_once_in_two(&mut self, rate: f64) -> Result<bool> {
        Ok(self.holds(rate)? || self.holds(rate)?)
    }

    fn holds(&mut self, rate: f64) -> Result<bool> {
        let mut fleet = if let Some(fleet) = self.fleet.take() {
            fleet
        } else {
            let mut fleet = Fleet::connect(self.target, self.options)?;
            fleet.rest(SETTLE)?;
            fleet
        };
        let seen =
            fleet.run(Some(rate), self.options.seconds, self.options.pid.map(Process::of))?;
        let holds = seen.holds();
        let (deliveries_per_s, p99_ms) = (seen.deliveries_per_s, seen.p99_ms);
        self.steps.push(Step { rate, deliveries_per_s, p99_ms, holds });
        if holds {
            self.fleet = Some(fleet);
            if self.best.as_ref().is_none_or(|best| best.deliveries_per_s < deliveries_per_s) {
                self.best = Some(seen);
            }
        }
        // After a rate that does not hold everybody comes in anew: nothing is left over.
        Ok(holds)
    }
}
