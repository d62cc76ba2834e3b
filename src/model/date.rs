//! A time as a calendar has it.

use super::Millis;

/// A second of the Gregorian calendar, by the clock of Greenwich.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Up to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Date {
    /// The date of a time; exact up to the year 9999.
    pub fn of(at: Millis) -> Self {
        let seconds = at.0 / 1_000;
        let of_day = seconds % 86_400;
        // Years begin in March here, so that a leap day is the last of its year; eras have 400 years
        // (Hinnant, "chrono-compatible low-level date algorithms").
        let days = seconds / 86_400 + 719_468;
        let of_era = days % 146_097;
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = days / 146_097 * 400 + year + u64::from(month <= 2);
        Self {
            year: year.min(9_999) as u16,
            month: month as u8,
            day: (of_year - (153 * shifted + 2) / 5 + 1) as u8,
            hour: (of_day / 3_600) as u8,
            minute: (of_day / 60 % 60) as u8,
            second: (of_day % 60) as u8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_dates_of_the_calendar() {
        for (seconds, date) in [
            (0, (1970, 1, 1, 0, 0, 0)),
            (951_782_399, (2000, 2, 28, 23, 59, 59)),
            (951_782_400, (2000, 2, 29, 0, 0, 0)),
            (1_790_949_901, (2026, 10, 2, 14, 5, 1)),
            (4_107_542_399, (2100, 2, 28, 23, 59, 59)),
            (4_107_542_400, (2100, 3, 1, 0, 0, 0)),
        ] {
            let Date { year, month, day, hour, minute, second } = Date::of(Millis(seconds * 1_000));
            assert_eq!((year, month, day, hour, minute, second), date, "{seconds}");
        }
    }
}
