//! Numbers, sizes and times as people read them, and progress while they wait.

use crate::model::{Date, Millis};
use anyhow::Result;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::io::{self, ErrorKind, Write};

/// A bar on standard error, when that is a terminal.
pub(super) fn bar(length: u64, what: &'static str) -> ProgressBar {
    let looks = "{msg} {wide_bar} {human_pos} of {human_len} entries, {eta} left";
    // The words above are a template that can be read.
    let style =
        ProgressStyle::with_template(looks).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style).with_message(what)
}

/// Something that turns on standard error, when that is a terminal.
pub(super) fn spinner(what: &'static str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(what);
    spinner.enable_steady_tick(std::time::Duration::from_millis(120));
    spinner
}

/// Prints a text; whoever reads only the beginning of it has seen enough.
pub(super) fn print(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}

/// A number and what it counts: `1 room`, `2,000 rooms`.
pub(super) fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{} {}", HumanCount(count), if count == 1 { one } else { more })
}

/// A time by the clock of Greenwich: `2026-10-02 14:05`.
pub(super) fn utc(at: Millis) -> String {
    let Date { year, month, day, hour, minute, .. } = Date::of(at);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_dates_of_the_calendar() {
        for (seconds, date) in [
            (0, "1970-01-01 00:00"),
            (951_782_399, "2000-02-28 23:59"),
            (951_782_400, "2000-02-29 00:00"),
            (1_790_949_900, "2026-10-02 14:05"),
            (4_102_444_799, "2099-12-31 23:59"),
        ] {
            assert_eq!(utc(Millis(seconds * 1_000)), date, "{seconds}");
        }
    }
}
