//! Who received which messages of whom, and how long after they were due.

use super::text::Mark;
use hdrhistogram::Histogram;

/// Longest delay that is told apart, in microseconds: a minute.
const DELAY_MAX_US: u64 = 60_000_000;

/// What one run has seen; numbers of messages go on from run to run.
#[derive(Debug)]
pub(super) struct Tally {
    clients: usize,
    drawers: usize,
    number_mask: u32,
    /// The number each client expects next of each drawer of its room.
    next: Vec<u32>,
    /// When each message of this run was due, in microseconds of the run, and the first one's number.
    due: Vec<(u32, Vec<u32>)>,
    pub(super) delays: Histogram<u64>,
    /// Messages received in order, in this run.
    pub(super) received: u64,
    /// Those received between the beginning and the end of measuring.
    pub(super) in_window: u64,
    pub(super) doubled: u64,
    pub(super) out_of_order: u64,
    /// From when to when is measured, in microseconds of the run.
    pub(super) window: (u32, u32),
}

impl Tally {
    /// Nothing seen yet, by `rooms` times `clients`, of `drawers` in each room.
    pub(super) fn new(rooms: usize, clients: usize, drawers: usize, number_mask: u32) -> Self {
        let delays = Histogram::new_with_max(DELAY_MAX_US, 3).expect("the bounds are valid");
        Self {
            clients,
            drawers,
            number_mask,
            next: vec![0; rooms * clients * drawers],
            due: vec![(0, Vec::new()); rooms * drawers],
            delays,
            received: 0,
            in_window: 0,
            doubled: 0,
            out_of_order: 0,
            window: (0, u32::MAX),
        }
    }

    /// Begins a run; drawer after drawer, each room's behind another, has written this many messages.
    pub(super) fn begin(&mut self, written: impl Iterator<Item = u32>, window: (u32, u32)) {
        for (due, written) in self.due.iter_mut().zip(written) {
            due.0 = written;
            due.1.clear();
        }
        self.delays.reset();
        (self.received, self.in_window, self.doubled, self.out_of_order) = (0, 0, 0, 0);
        self.window = window;
    }

    /// Notes when the next message of a drawer is due.
    pub(super) fn send(&mut self, room: usize, drawer: usize, due_us: u32) {
        self.due[room * self.drawers + drawer].1.push(due_us);
    }

    /// Notes that a client received a message.
    pub(super) fn receive(&mut self, client: usize, mark: Mark, now_us: u32) {
        let (room, drawer) = (client / self.clients, mark.drawer as usize);
        if drawer >= self.drawers || client % self.clients == drawer {
            return;
        }
        let next = &mut self.next[client * self.drawers + drawer];
        let ahead = mark.number.wrapping_sub(*next) & self.number_mask;
        if ahead > self.number_mask / 2 {
            self.doubled += 1;
            return;
        }
        self.out_of_order += u64::from(ahead > 0);
        let number = next.wrapping_add(ahead);
        *next = number.wrapping_add(1);
        self.received += 1;
        let (first, due) = &self.due[room * self.drawers + drawer];
        if let Some(due) = due.get(number.wrapping_sub(*first) as usize)
            && *due >= self.window.0
        {
            self.delays.saturating_record(u64::from(now_us.saturating_sub(*due)));
        }
        self.in_window += u64::from((self.window.0..self.window.1).contains(&now_us));
    }

    /// The number of the first message of this run, of a drawer counted over all rooms.
    pub(super) fn first(&self, index: usize) -> u32 {
        self.due[index].0
    }

    /// How many of a drawer's messages the next client of its room has not seen.
    pub(super) fn unseen(&self, room: usize, drawer: usize, written: u32) -> u32 {
        let witness = room * self.clients + (drawer + 1) % self.clients;
        written.wrapping_sub(self.next[witness * self.drawers + drawer])
    }

    /// A client that took a picture, or stalled, expects what comes next.
    pub(super) fn skip_to(&mut self, client: usize, written: impl Iterator<Item = u32>) {
        let from = client * self.drawers;
        for (next, written) in self.next[from..from + self.drawers].iter_mut().zip(written) {
            *next = written;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_doubled_or_swapped_is_seen() {
        let mark = |number| Mark { drawer: 0, number };
        let mut tally = Tally::new(1, 2, 1, 15);
        tally.begin([0].into_iter(), (0, u32::MAX));
        for due in 0..40 {
            tally.send(0, 0, due);
        }
        for number in 0..20 {
            tally.receive(0, mark(number % 16), 100);
            tally.receive(1, mark(number % 16), number + 7);
        }
        assert_eq!((tally.received, tally.doubled, tally.out_of_order), (20, 0, 0), "own left out");
        assert_eq!(tally.delays.max(), 7, "each seven microseconds late");
        tally.receive(1, mark(3), 50);
        assert_eq!(tally.doubled, 1, "seen before");
        tally.receive(1, mark(6), 50);
        assert_eq!((tally.out_of_order, tally.received), (1, 21), "two are missing");
        assert_eq!(tally.unseen(0, 0, 40), 17, "what the witness has not reached");
    }
}
