//! What a load has seen, for people and for programs.

use super::BenchOptions;
use super::fleet::Fleet;
use super::process::Process;
use super::search::Found;
use super::tally::Tally;
use super::text::Speech;
use anyhow::Result;
use serde::Serialize;
use std::fmt;

/// What one run has seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) rate: Option<f64>,
    pub(super) seconds: f64,
    pub(super) sent: u64,
    pub(super) expected: u64,
    pub(super) delivered: u64,
    pub(super) deliveries_per_s: f64,
    pub(super) in_window: u64,
    pub(super) lost: u64,
    pub(super) doubled: u64,
    pub(super) out_of_order: u64,
    pub(super) cut: usize,
    pub(super) resyncs: u32,
    pub(super) p50_ms: f64,
    pub(super) p95_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) max_ms: f64,
    pub(super) load_busy: f64,
    pub(super) cpu_us: Option<u64>,
}

impl Seen {
    pub(super) fn new(tally: &Tally, seconds: f64, sent: u64, receivers: u64) -> Self {
        let ms = |quantile| tally.delays.value_at_quantile(quantile) as f64 / 1_000.0;
        let expected = sent * receivers;
        Self {
            seconds,
            sent,
            expected,
            delivered: tally.received,
            deliveries_per_s: tally.in_window as f64 / seconds,
            in_window: tally.in_window,
            lost: expected.saturating_sub(tally.received),
            doubled: tally.doubled,
            out_of_order: tally.out_of_order,
            p50_ms: ms(0.5),
            p95_ms: ms(0.95),
            p99_ms: ms(0.99),
            max_ms: tally.delays.max() as f64 / 1_000.0,
            ..Self::default()
        }
    }
}

/// What a load has seen; times in milliseconds.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    dialect: &'static str,
    rooms: usize,
    clients: usize,
    drawers: usize,
    /// Messages a second of one drawer; none is as fast as they were taken.
    rate: Option<f64>,
    seconds: f64,
    sent: u64,
    expected: u64,
    delivered: u64,
    deliveries_per_s: f64,
    lost: u64,
    doubled: u64,
    out_of_order: u64,
    cut: usize,
    resyncs: u32,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    connect_ms: Connecting,
    /// The share of its own core that the load needed: near 1 the load may be what was measured.
    load_busy: f64,
    pub(super) server: Option<ServerShare>,
    pub(super) found: Option<Found>,
    pub(super) stalled: Option<Stalled>,
}

/// How long clients took to come in, in milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Connecting {
    p50: f64,
    p99: f64,
}

/// What the server's process spent.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct ServerShare {
    cpu_us_per_delivery: Option<f64>,
    cpu_us_per_connect: f64,
    rss_kb: u64,
    rss_kb_per_connection: f64,
}

impl ServerShare {
    /// What it spent for clients that came in and are idle now.
    pub(super) fn of_connecting(
        process: Process,
        rss: u64,
        cpu: u64,
        clients: usize,
    ) -> Option<Self> {
        let (rss_kb, cpu_after) = (process.rss_kb()?, process.cpu_us()?);
        Some(Self {
            cpu_us_per_delivery: None,
            cpu_us_per_connect: (cpu_after - cpu) as f64 / clients as f64,
            rss_kb,
            rss_kb_per_connection: rss_kb.saturating_sub(rss) as f64 / clients as f64,
        })
    }
}

/// A second run in which some clients of each room did not read.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Stalled {
    clients: usize,
    /// Of the others, while these stood still and before.
    p99_ms: f64,
    p99_before_ms: f64,
    lost: u64,
    cut: usize,
    rss_grew_kb: Option<i64>,
    /// How many came to the same place as the others in the end.
    caught_up: usize,
}

impl Stalled {
    pub(super) fn measure(
        fleet: &mut Fleet,
        options: &BenchOptions,
        process: Option<Process>,
        p99_before_ms: f64,
    ) -> Result<Self> {
        let rss = process.and_then(Process::rss_kb);
        let clients = fleet.stall(options.stalled);
        let seen = fleet.run(options.rate, options.seconds, process)?;
        let after = process.and_then(Process::rss_kb);
        let rss_grew_kb = after.zip(rss).map(|(after, before)| after as i64 - before as i64);
        let caught_up = fleet.go_on()?;
        let Seen { p99_ms, lost, cut, .. } = seen;
        Ok(Self { clients, p99_ms, p99_before_ms, lost, cut, rss_grew_kb, caught_up })
    }
}

impl Report {
    pub(super) fn new(options: &BenchOptions, fleet: &Fleet) -> Self {
        let connect_ms = fleet.connect_ms();
        let at = |quantile: f64| connect_ms[((connect_ms.len() - 1) as f64 * quantile) as usize];
        Self {
            dialect: match options.speech {
                Speech::Easel => "easel",
                Speech::Plain => "plain",
            },
            rooms: options.rooms,
            clients: options.clients,
            drawers: options.drawers,
            rate: options.rate,
            seconds: options.seconds,
            connect_ms: Connecting { p50: at(0.5), p99: at(0.99) },
            ..Self::default()
        }
    }

    pub(super) fn fill(&mut self, seen: &Seen) {
        self.rate = seen.rate;
        self.seconds = seen.seconds;
        (self.sent, self.expected, self.delivered) = (seen.sent, seen.expected, seen.delivered);
        self.deliveries_per_s = seen.deliveries_per_s;
        (self.lost, self.doubled, self.out_of_order) = (seen.lost, seen.doubled, seen.out_of_order);
        (self.cut, self.resyncs) = (seen.cut, seen.resyncs);
        (self.p50_ms, self.p95_ms) = (seen.p50_ms, seen.p95_ms);
        (self.p99_ms, self.max_ms) = (seen.p99_ms, seen.max_ms);
        self.load_busy = seen.load_busy;
        if let (Some(server), Some(cpu)) = (&mut self.server, seen.cpu_us) {
            let each = cpu as f64 / seen.in_window as f64;
            server.cpu_us_per_delivery = Some(each).filter(|each| each.is_finite());
        }
    }

    /// One line of JSON.
    ///
    /// # Errors
    /// Never: every field is a number or a text.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Whether every message reached everybody it should have reached, once and in order.
    pub fn is_whole(&self) -> bool {
        self.lost == 0 && self.doubled == 0 && self.out_of_order == 0 && self.cut == 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rooms, clients, drawers, dialect, .. } = self;
        writeln!(f, "{rooms} room(s), {clients} clients each, {drawers} draw, {dialect} dialect")?;
        let Connecting { p50, p99 } = self.connect_ms;
        writeln!(f, "connecting     p50 {p50:.2} ms, p99 {p99:.2} ms")?;
        if let Some(server) = &self.server {
            writeln!(
                f,
                "server         {:.1} KB and {:.0} µs of CPU per connection, {} KB in all",
                server.rss_kb_per_connection, server.cpu_us_per_connect, server.rss_kb
            )?;
        }
        if self.sent == 0 {
            return Ok(());
        }
        match self.rate {
            Some(rate) => writeln!(f, "rate           {rate:.1} messages/s of each drawer")?,
            None => writeln!(f, "rate           as fast as they were taken")?,
        }
        writeln!(
            f,
            "deliveries     {:.0} a second over {:.1} s",
            self.deliveries_per_s, self.seconds
        )?;
        writeln!(
            f,
            "delay          p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, most {:.2} ms",
            self.p50_ms, self.p95_ms, self.p99_ms, self.max_ms
        )?;
        writeln!(
            f,
            "faults         {} lost, {} doubled, {} out of order, {} cut off, {} took a picture",
            self.lost, self.doubled, self.out_of_order, self.cut, self.resyncs
        )?;
        if let Some(cpu) = self.server.and_then(|server| server.cpu_us_per_delivery) {
            writeln!(f, "server         {cpu:.2} µs of CPU per delivery")?;
        }
        writeln!(f, "load           {:.0} % of its own core", self.load_busy * 100.0)?;
        if let Some(stalled) = &self.stalled {
            writeln!(
                f,
                "stalled        {} stopped reading: the others' p99 {:.2} → {:.2} ms, {} lost, {} cut \
                 off; {} caught up; server grew by {} KB",
                stalled.clients,
                stalled.p99_before_ms,
                stalled.p99_ms,
                stalled.lost,
                stalled.cut,
                stalled.caught_up,
                stalled.rss_grew_kb.unwrap_or_default()
            )?;
        }
        Ok(())
    }
}
