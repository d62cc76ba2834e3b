//! A short code that leads to a room or a class, to be read out aloud.

use std::fmt;

/// Six letters, without those that are taken for others when spoken or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code([u8; Self::LETTERS]);

impl Code {
    /// How many letters: 148 million codes, so that guessing one of a thousand takes ages of allowed tries.
    pub const LETTERS: usize = 6;

    /// The letters a code is made of: not I, L and O.
    pub const LETTER: &'static [u8; 23] = b"ABCDEFGHJKMNPQRSTUVWXYZ";

    /// The code that these bytes of chance make.
    pub fn of_chance(chance: [u8; Self::LETTERS]) -> Self {
        Self(chance.map(|byte| Self::LETTER[usize::from(byte) % Self::LETTER.len()]))
    }

    /// Reads a code as people write it: in any case, with spaces or dashes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = [0; Self::LETTERS];
        let mut count = 0;
        for byte in text.bytes().filter(|byte| !matches!(byte, b' ' | b'-' | b'_')) {
            let letter = byte.to_ascii_uppercase();
            if !Self::LETTER.contains(&letter) {
                return None;
            }
            *letters.get_mut(count)? = letter;
            count += 1;
        }
        (count == Self::LETTERS).then_some(Self(letters))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&letter| write!(f, "{}", char::from(letter)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = Code::of_chance([0, 1, 2, 30, 200, 255]);
        let text = code.to_string();
        assert_eq!(Code::parse(&text), Some(code), "reads what it prints");
        let spoken = format!(" {}-{} ", text[..3].to_lowercase(), &text[3..]);
        assert_eq!(Code::parse(&spoken), Some(code), "small letters, a dash, spaces");
        for wrong in ["", "ABCDE", "ABCDEFG", "ABCDE0", "ABCDEI", "ABCDE1", "ÄBCDEF"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }
}
