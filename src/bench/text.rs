//! What drawers send, and the mark in each message by which a receiver knows whose and which it is.
//!
//! A mark survives what a server does to a message (parsing, bounds, its own way of writing it): in the
//! plain dialect it is the colour, in `easel.v1` the place of the point.

use crate::protocol::RASTER_VERSION;
use std::fmt::Write;

/// Bits of a mark that say who of a room drew it.
pub(super) const DRAWER_BITS: u32 = 10;

/// Points on one side of the square that an easel drawer hatches.
const SIDE_BITS: u32 = 6;

/// From one point to the next, in eighths of a pixel; the low bits say who draws.
const STEP_BITS: u32 = DRAWER_BITS / 2;

/// Points of one stroke: a second or two of a hand.
const STROKE_MESSAGES: u32 = 128;

/// What clients speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// `easel.v1`: one point a message.
    Easel,
    /// The seed's JSON: one segment a message.
    Plain,
}

/// Whose message it is among the drawers of its room, and the last bits of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) drawer: u32,
    pub(super) number: u32,
}

impl Speech {
    /// What marks are looked for by.
    pub(super) fn needle(self) -> &'static [u8] {
        match self {
            Self::Easel => br#""points":["#,
            Self::Plain => br##""color":"#"##,
        }
    }

    /// The bits of a number that a mark holds.
    pub(super) fn number_mask(self) -> u32 {
        match self {
            Self::Easel => (1 << (2 * SIDE_BITS)) - 1,
            Self::Plain => (1 << (24 - DRAWER_BITS)) - 1,
        }
    }

    /// Reads the mark behind its needle; `None` while it is not whole.
    pub(super) fn read(self, bytes: &[u8]) -> Option<Mark> {
        match self {
            Self::Easel => {
                let (x, rest) = whole_number(bytes)?;
                let (y, _) = whole_number(rest)?;
                let low = (1 << STEP_BITS) - 1;
                let (row, column) = (y >> STEP_BITS, x >> STEP_BITS);
                let drawer = (y & low) << STEP_BITS | (x & low);
                Some(Mark { drawer, number: row << SIDE_BITS | hatched(row, column) })
            }
            Self::Plain => {
                let digits = bytes.get(..6)?;
                let color = digits.iter().fold(0, |sum, digit| sum << 4 | hex(*digit));
                let number_bits = 24 - DRAWER_BITS;
                Some(Mark { drawer: color >> number_bits, number: color & self.number_mask() })
            }
        }
    }

    /// The first message of a client, when its dialect has one.
    pub(super) fn greeting(self, name: u64) -> Option<String> {
        let join = format!(
            r#"{{"type":"join","token":"bench-client-{name:020}","raster":{RASTER_VERSION}}}"#
        );
        (self == Self::Easel).then_some(join)
    }
}

/// Every other row runs backwards, so that each point is beside the one before.
fn hatched(row: u32, column: u32) -> u32 {
    if row.is_multiple_of(2) { column } else { (1 << SIDE_BITS) - 1 - column }
}

fn whole_number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut number = 0_u32;
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_digit() {
            return Some((number, &bytes[at + 1..]));
        }
        number = number.wrapping_mul(10).wrapping_add(u32::from(byte - b'0'));
    }
    None
}

fn hex(digit: u8) -> u32 {
    u32::from(match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20).wrapping_sub(b'a').wrapping_add(10) & 0xf,
    })
}

/// Writes the messages of one drawer, one after the other.
#[derive(Debug)]
pub(super) struct Writer {
    speech: Speech,
    drawer: u32,
    /// The number of the next message.
    next: u32,
    /// The author's count of the last object, and of the stroke that is open.
    n: u64,
    stroke: u64,
    text: String,
}

impl Writer {
    pub(super) fn new(speech: Speech, drawer: usize) -> Self {
        Self { speech, drawer: drawer as u32, next: 0, n: 0, stroke: 0, text: String::new() }
    }

    /// How many messages were written.
    pub(super) fn written(&self) -> u32 {
        self.next
    }

    /// The next message.
    pub(super) fn write(&mut self) -> &str {
        self.text.clear();
        match self.speech {
            Speech::Easel => self.easel(),
            Speech::Plain => self.plain(),
        }
        self.next = self.next.wrapping_add(1);
        &self.text
    }

    fn plain(&mut self) {
        let number = self.next & self.speech.number_mask();
        let color = self.drawer << (24 - DRAWER_BITS) | number;
        let (x, y) = (number % 1_900, number / 64 % 1_000);
        let wrote = write!(
            self.text,
            r##"{{"type":"draw","color":"#{color:06x}","endX":{},"endY":{},"lineWidth":3,"startX":{x},"startY":{y}}}"##,
            x + 4,
            y + 3
        );
        debug_assert!(wrote.is_ok(), "a string takes what fits in memory");
    }

    fn easel(&mut self) {
        let number = self.next & self.speech.number_mask();
        let row = number >> SIDE_BITS;
        let column = hatched(row, number & ((1 << SIDE_BITS) - 1));
        let low = (1 << STEP_BITS) - 1;
        let x = column << STEP_BITS | (self.drawer & low);
        let y = row << STEP_BITS | (self.drawer >> STEP_BITS);
        self.n += 1;
        let n = self.n;
        let wrote = match self.next % STROKE_MESSAGES {
            0 => {
                self.stroke = n;
                write!(
                    self.text,
                    r##"{{"type":"begin","n":{n},"tool":"pencil","color":"#{:06x}","opacity":255,"points":[{x},{y},12]}}"##,
                    (self.drawer * 0x1_2345) & 0xff_ffff
                )
            }
            last if last + 1 == STROKE_MESSAGES => {
                self.n += 1;
                let stroke = self.stroke;
                write!(
                    self.text,
                    r#"[{{"type":"points","n":{n},"stroke":{stroke},"points":[{x},{y},12]}},{{"type":"end","n":{},"stroke":{stroke}}}]"#,
                    n + 1
                )
            }
            _ => write!(
                self.text,
                r#"{{"type":"points","n":{n},"stroke":{},"points":[{x},{y},12]}}"#,
                self.stroke
            ),
        };
        debug_assert!(wrote.is_ok(), "a string takes what fits in memory");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{PlainInput, parse_message, parse_plain};

    #[test]
    fn a_mark_says_whose_and_which_message_it_is() {
        for speech in [Speech::Easel, Speech::Plain] {
            for drawer in [0, 1, 31, 32, 999] {
                let mut writer = Writer::new(speech, drawer);
                for number in 0..5_000 {
                    let text = writer.write().as_bytes();
                    let at = memchr::memmem::find(text, speech.needle()).expect("a needle");
                    let mark = speech.read(&text[at + speech.needle().len()..]).expect("a mark");
                    let expected =
                        Mark { drawer: drawer as u32, number: number & speech.number_mask() };
                    assert_eq!(mark, expected, "{speech:?} {drawer} {number}");
                }
            }
        }
    }

    #[test]
    fn a_server_understands_every_message() {
        let (mut easel, mut plain) = (Writer::new(Speech::Easel, 7), Writer::new(Speech::Plain, 7));
        for _ in 0..300 {
            parse_message(easel.write()).expect("easel.v1");
            let inputs = parse_plain(plain.write());
            assert!(matches!(inputs[..], [PlainInput::Draw(_)]), "{inputs:?}");
        }
    }
}
