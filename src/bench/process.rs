//! What another process costs, as Linux tells it; nothing elsewhere.

use std::fs;

/// Microseconds of one tick of `/proc/PID/stat`: 100 ticks a second on every Linux (`USER_HZ`).
const TICK_US: u64 = 10_000;

/// A process of this machine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Process {
    pid: u32,
}

impl Process {
    pub(super) fn of(pid: u32) -> Self {
        Self { pid }
    }

    /// CPU time so far, in microseconds.
    pub(super) fn cpu_us(self) -> Option<u64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid)).ok()?;
        // The name in brackets may hold anything; user and system time are the 12th and 13th behind it.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let ticks = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
        Some(ticks * TICK_US)
    }

    /// Memory it holds now, in KiB.
    pub(super) fn rss_kb(self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_used_memory_and_time() {
        let me = Process::of(std::process::id());
        assert!(me.rss_kb().is_some_and(|kb| kb > 500), "memory: {:?}", me.rss_kb());
        assert!(me.cpu_us().is_some(), "time");
        assert!(Process::of(u32::MAX).cpu_us().is_none(), "no such process");
    }
}
