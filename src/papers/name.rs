//! Names of files that every file system takes.

/// Bytes a file's name has before its number and ending: most file systems take 255, backups add their own.
const NAME_BYTES_MAX: usize = 180;

/// What Windows keeps for itself (and `/` everywhere).
const FORBIDDEN: &str = r#"<>:"/\|?*"#;

/// Marks that turn the reading direction, and could make a name look like another one.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One line without control characters.
pub(super) fn plain(title: &str) -> String {
    let kept = title.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !turns(*c));
    let kept: String = kept.collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `07 Ada.png`: the number makes it unique, also where `ada` and `Ada` are one name, and keeps it from being
/// one of those Windows keeps for itself, such as `CON`.
pub(super) fn file_name(number: usize, title: &str) -> String {
    let safe: String =
        plain(title).chars().map(|c| if FORBIDDEN.contains(c) { '_' } else { c }).collect();
    let end = safe.floor_char_boundary(NAME_BYTES_MAX);
    // Windows drops dots and spaces at an end, and hides what begins with a dot elsewhere.
    let name = safe[..end].trim_matches(['.', ' ']);
    if name.is_empty() { format!("{number:02}.png") } else { format!("{number:02} {name}.png") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_names_that_every_system_takes() {
        for (title, name) in [
            ("Ada", "07 Ada.png"),
            ("", "07.png"),
            (" ... ", "07.png"),
            ("../../etc/passwd", "07 _.._etc_passwd.png"),
            (r#"a<b>c:d"e\f|g?h*i"#, "07 a_b_c_d_e_f_g_h_i.png"),
            ("two\r\nlines\0and\tmore", "07 two lines and more.png"),
            ("أحمد", "07 أحمد.png"),
            ("李小龍 🎨", "07 李小龍 🎨.png"),
            ("CON", "07 CON.png"),
            ("gnp.\u{202e}exe", "07 gnp.exe.png"),
        ] {
            assert_eq!(file_name(7, title), name, "{title:?}");
        }
        assert_eq!(file_name(120, "Ada"), "120 Ada.png", "a large school");
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        let name = file_name(1, &"龍".repeat(80));
        assert!(name.len() < 200 && name.ends_with("龍.png"), "{name}");
    }
}
