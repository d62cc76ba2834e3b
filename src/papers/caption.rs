//! What stands under a picture, in the letters that every PDF reader has.

/// The letters of Windows-1252 from 0x80 on that are not those of Unicode; those missing are none.
const HIGH: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8a),
    ('‹', 0x8b),
    ('Œ', 0x8c),
    ('Ž', 0x8e),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9a),
    ('›', 0x9b),
    ('œ', 0x9c),
    ('ž', 0x9e),
    ('Ÿ', 0x9f),
];

/// The text in `WinAnsiEncoding` (PDF 32000 annex D.2); `None` when a letter of it is in none of its languages.
pub(super) fn win_ansi(text: &str) -> Option<Vec<u8>> {
    text.chars().map(letter).collect()
}

fn letter(letter: char) -> Option<u8> {
    match letter {
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(letter).ok(),
        _ => HIGH.iter().find(|(high, _)| *high == letter).map(|(_, byte)| *byte),
    }
}

/// The number and the name, or the number alone where the name is of another script. At most `letters_max`.
pub(super) fn caption(number: usize, title: &str, letters_max: usize) -> Vec<u8> {
    let alone = number.to_string();
    let Some(name) = win_ansi(title).filter(|name| !name.is_empty()) else { return alone.into() };
    let mut said = [alone.as_bytes(), b" \xb7 ", &name].concat();
    if said.len() > letters_max {
        said.truncate(letters_max.saturating_sub(1));
        said.push(0x85);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn western_names_are_said_and_others_are_a_number() {
        assert_eq!(caption(3, "Zoë", 80), b"3 \xb7 Zo\xeb", "in Latin-1");
        assert_eq!(caption(3, "Šárka’s", 80), b"3 \xb7 \x8a\xe1rka\x92s", "and a little beyond");
        assert_eq!(caption(12, "أحمد", 80), b"12", "another script");
        assert_eq!(caption(12, "", 80), b"12", "no name");
        assert_eq!(caption(1, "abcdefgh", 8), b"1 \xb7 abc\x85", "too long");
    }
}
