//! A moment of a room's past, as people and programs name it.

use super::Seq;

/// A place in a journal, or a time since its first entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// After this entry; 0 is blank paper, and what lies beyond the end is the end.
    Place(Seq),
    /// After the last entry that came at most so many milliseconds after the first.
    Time(u64),
}

impl Moment {
    /// Reads `1234`, a place, or `134.5s`, seconds since the first entry with up to three decimals; `None`
    /// for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let Some(seconds) = text.strip_suffix('s') else {
            return digits(text).map(|seq| Self::Place(Seq(seq)));
        };
        let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
        let ms = digits(&format!("{part:0<3}")).filter(|_| part.len() <= 3 && !part.is_empty())?;
        digits(whole)?.checked_mul(1_000)?.checked_add(ms).map(Self::Time)
    }
}

/// A number of digits alone: `+1` and `1_0` are none.
fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_place_or_seconds() {
        assert_eq!(Moment::parse("1234"), Some(Moment::Place(Seq(1234))), "a place");
        assert_eq!(Moment::parse("134.5s"), Some(Moment::Time(134_500)), "half a second");
        assert_eq!(Moment::parse("7s"), Some(Moment::Time(7_000)), "seconds");
        assert_eq!(Moment::parse("0.007s"), Some(Moment::Time(7)), "milliseconds");
        for wrong in
            ["", "s", "-1", "+1", "1.5", "1.s", "1.2345s", ".5s", "1e3", "99999999999999999999s"]
        {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }
}
