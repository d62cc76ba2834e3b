//! All connections of the load and the one loop that serves them.

use super::client::{Client, Stage};
use super::inbox::Scanner;
use super::process::Process;
use super::report::Seen;
use super::tally::Tally;
use super::text::Writer;
use super::{BenchOptions, Target};
use anyhow::{Context, Result, ensure};
use mio::{Events, Interest, Poll, Token};
use std::time::{Duration, Instant};

/// Connections on their way in at once: less than a listener's backlog.
const CONNECTING_MAX: usize = 64;

/// How long all of them may take to come in, for each thousand and at least once.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);

/// Part of a run before measuring begins, in seconds: the first messages warm everything up.
const WARM_UP_S: f64 = 0.2;

/// How long to wait for messages that are still on their way while none comes.
const QUIET: Duration = Duration::from_millis(1_500);

/// Bytes read at once from one connection, and so the most that a frame may leave over.
const SCRATCH_BYTES: usize = 1024 * 1024;

/// Bytes of one drawer that wait for its socket: beyond it, messages wait unwritten and stay due.
const UNSENT_BYTES_MAX: usize = 256 * 1024;

/// Messages of one drawer that nobody has seen yet, when it draws as fast as it can.
const UNSEEN_MAX: u32 = 1_024;

/// Below this, waiting for the next message to be due is done by looking at the clock: epoll's own
/// timeout counts whole milliseconds.
const SPIN: Duration = Duration::from_millis(2);

/// Every client of one run.
pub(super) struct Fleet {
    poll: Poll,
    events: Events,
    clients: Vec<Client>,
    writers: Vec<Writer>,
    tally: Tally,
    scanner: Scanner,
    scratch: Vec<u8>,
    options: BenchOptions,
    /// Zero of all times.
    start: Instant,
    idle: Duration,
}

/// A drawing speed: messages a second of one drawer, or as fast as they are taken.
type Rate = Option<f64>;

impl Fleet {
    /// Brings all clients into their rooms.
    pub(super) fn connect(target: &Target, options: &BenchOptions) -> Result<Self> {
        let BenchOptions { rooms, clients, drawers, speech, .. } = *options;
        // Rooms of their own: nothing that was drawn before is in the way.
        let nonce = uuid::Uuid::new_v4().as_u64_pair().0;
        let mut fleet = Self {
            poll: Poll::new().context("no epoll")?,
            events: Events::with_capacity(1_024),
            clients: Vec::with_capacity(rooms * clients),
            writers: Vec::with_capacity(rooms * drawers),
            tally: Tally::new(rooms, clients, drawers, speech.number_mask()),
            scanner: Scanner::new(speech),
            scratch: vec![0; SCRATCH_BYTES],
            options: options.clone(),
            start: Instant::now(),
            idle: Duration::ZERO,
        };
        for number in 0..rooms * clients {
            let room = format!("bench-{nonce:x}-{}", number / clients);
            let name = (nonce >> 20).wrapping_add(number as u64);
            let mut client = Client::connect(target, &room, name, speech)?;
            let interest = Interest::READABLE | Interest::WRITABLE;
            fleet.poll.registry().register(&mut client.stream, Token(number), interest)?;
            client.flush();
            fleet.clients.push(client);
            if number % clients < drawers {
                fleet.writers.push(Writer::new(speech, number % clients));
            }
            fleet.arrive(CONNECTING_MAX)?;
        }
        fleet.arrive(0)?;
        Ok(fleet)
    }

    /// How many clients there are.
    pub(super) fn len(&self) -> usize {
        self.clients.len()
    }

    /// How long clients took to come in, in milliseconds, shortest first.
    pub(super) fn connect_ms(&self) -> Vec<f64> {
        let mut all: Vec<_> = self.clients.iter().map(|client| client.connect_ms).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    /// Waits until at most `outside` clients are not in their rooms.
    fn arrive(&mut self, outside: usize) -> Result<()> {
        let patience = CONNECT_TIMEOUT * (self.clients.len() / 1_000 + 1) as u32;
        let began = Instant::now();
        // Only the newest can be on their way.
        while self.clients.iter().rev().take(CONNECTING_MAX * 2).filter(|c| !c.is_in()).count()
            > outside
        {
            self.turn(Duration::from_millis(50))?;
            ensure!(began.elapsed() < patience, "clients wait too long for the server");
        }
        Ok(())
    }

    /// Listens for a while without drawing.
    pub(super) fn rest(&mut self, time: Duration) -> Result<()> {
        let began = Instant::now();
        while let Some(left) = time.checked_sub(began.elapsed()) {
            self.turn(left)?;
        }
        Ok(())
    }

    /// Lets the last `percent` of each room stop reading, or all go on.
    pub(super) fn stall(&mut self, percent: usize) -> usize {
        let in_room = self.options.clients;
        let count = (in_room * percent / 100).min(in_room - self.options.drawers);
        for (number, client) in self.clients.iter_mut().enumerate() {
            client.stalled = number % in_room >= in_room - count;
        }
        count * self.options.rooms
    }

    /// Lets everybody read again; how many reach the place of their room's first client.
    pub(super) fn go_on(&mut self) -> Result<usize> {
        let stalled: Vec<_> =
            (0..self.len()).filter(|number| self.clients[*number].stalled).collect();
        for number in &stalled {
            let room = number / self.options.clients;
            let writers = self.writers_of(room).map(Writer::written).collect::<Vec<_>>();
            self.tally.skip_to(*number, writers.into_iter());
            self.clients[*number].stalled = false;
            self.receive(*number)?;
        }
        self.rest(QUIET)?;
        let first = |number: usize| number / self.options.clients * self.options.clients;
        let equal = |number: &&usize| {
            self.clients[**number].place == self.clients[first(**number)].place
                && self.clients[**number].stage == Stage::Ready
        };
        Ok(stalled.iter().filter(equal).count())
    }

    /// Draws at a rate for some seconds and tells what was seen.
    pub(super) fn run(
        &mut self,
        rate: Rate,
        seconds: f64,
        process: Option<Process>,
    ) -> Result<Seen> {
        self.start = Instant::now();
        let (from, to) = (WARM_UP_S, WARM_UP_S + seconds);
        let us = |seconds: f64| (seconds * 1e6) as u32;
        let written: Vec<_> = self.writers.iter().map(Writer::written).collect();
        self.tally.begin(written.iter().copied(), (us(from), us(to)));
        let resyncs = self.resyncs();
        let mut measuring = None;
        while self.start.elapsed().as_secs_f64() < to {
            if measuring.is_none() && self.start.elapsed().as_secs_f64() >= from {
                measuring = Some(process.and_then(Process::cpu_us));
                self.idle = Duration::ZERO;
            }
            let wait = self.send(rate, to);
            self.turn(wait.min(Duration::from_millis(20)))?;
        }
        let cpu = process.and_then(Process::cpu_us);
        let idle = self.idle.as_secs_f64();
        self.drain()?;
        let sent =
            self.writers.iter().zip(written).map(|(w, before)| u64::from(w.written() - before));
        let mut seen = Seen::new(&self.tally, seconds, sent.sum(), self.receivers());
        seen.rate = rate;
        seen.cut = self.clients.iter().filter(|client| client.stage == Stage::Cut).count();
        seen.resyncs = self.resyncs() - resyncs;
        seen.load_busy = 1.0 - (idle / seconds).min(1.0);
        seen.cpu_us = cpu.zip(measuring.flatten()).map(|(after, before)| after - before);
        Ok(seen)
    }

    /// Clients of one room that should receive a message, its drawer left out.
    fn receivers(&self) -> u64 {
        let stalled = self.clients.iter().filter(|client| client.stalled).count();
        (self.options.clients - 1 - stalled / self.options.rooms) as u64
    }

    fn resyncs(&self) -> u32 {
        self.clients.iter().map(|client| client.resyncs).sum()
    }

    /// Waits for what is still on its way.
    fn drain(&mut self) -> Result<()> {
        let mut seen = (self.tally.received, Instant::now());
        while seen.1.elapsed() < QUIET && !self.is_all_seen() {
            self.turn(Duration::from_millis(20))?;
            if self.tally.received != seen.0 {
                seen = (self.tally.received, Instant::now());
            }
        }
        Ok(())
    }

    fn is_all_seen(&self) -> bool {
        let sent: u64 = self
            .writers
            .iter()
            .enumerate()
            .map(|(i, w)| u64::from(w.written() - self.tally.first(i)))
            .sum();
        self.tally.received >= sent * self.receivers()
    }

    fn writers_of(&self, room: usize) -> impl Iterator<Item = &Writer> {
        self.writers.iter().skip(room * self.options.drawers).take(self.options.drawers)
    }

    /// Writes what is due; answers how long nothing more will be.
    fn send(&mut self, rate: Rate, end: f64) -> Duration {
        let now = self.start.elapsed().as_secs_f64();
        let mut next = end;
        for index in 0..self.writers.len() {
            let (room, drawer) = (index / self.options.drawers, index % self.options.drawers);
            let number = room * self.options.clients + drawer;
            let first = self.tally.first(index);
            let client = &mut self.clients[number];
            let writer = &mut self.writers[index];
            loop {
                // Drawers begin one after the other, so that what is due is spread evenly.
                let phase = index as f64 / self.options.rooms as f64 / self.options.drawers as f64;
                let done = f64::from(writer.written() - first);
                let due = rate.map_or(now, |rate| (done + phase) / rate);
                let held = client.unsent() > UNSENT_BYTES_MAX || client.stage != Stage::Ready;
                let unseen = rate.is_none()
                    && self.tally.unseen(room, drawer, writer.written()) >= UNSEEN_MAX;
                if due > now || held || unseen || due >= end {
                    next = next.min(if due > now { due } else { now + 0.001 });
                    break;
                }
                self.tally.send(room, drawer, (due * 1e6) as u32);
                client.say(writer.write());
                // Each by itself, as from so many machines: what is late must not travel together.
                client.flush();
            }
        }
        Duration::from_secs_f64((next - now).max(0.0))
    }

    /// Waits for events up to `wait` and serves them.
    fn turn(&mut self, wait: Duration) -> Result<()> {
        let began = Instant::now();
        loop {
            let left = wait.saturating_sub(began.elapsed());
            let timeout = left.checked_sub(SPIN).unwrap_or_default();
            match self.poll.poll(&mut self.events, Some(timeout)) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                polled => polled.context("epoll failed")?,
            }
            if !self.events.is_empty() || left.is_zero() {
                break;
            }
        }
        self.idle += began.elapsed();
        let ready: Vec<_> = self.events.iter().map(|event| event.token().0).collect();
        for number in ready {
            self.receive(number)?;
            self.clients[number].flush();
        }
        Ok(())
    }

    fn receive(&mut self, number: usize) -> Result<()> {
        let client = &mut self.clients[number];
        let mut more = !client.stalled && client.stage != Stage::Cut;
        while more {
            let now_us = self.start.elapsed().as_micros() as u32;
            let heard = (&mut self.tally, number, now_us);
            more = client.read(&mut self.scratch, &self.scanner, heard)?;
        }
        Ok(())
    }
}
