//! Every rule of PROTOCOL.md has a test that carries its number, and the reverse.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The numbers in the first column of the tables.
fn rules() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("PROTOCOL.md")).expect("PROTOCOL.md");
    let first = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    first.filter(|cell| is_rule(cell)).map(str::to_owned).collect()
}

fn is_rule(word: &str) -> bool {
    let mut letters = word.chars();
    let family = letters.next().is_some_and(|letter| "WPVJRHAC".contains(letter));
    family && word.len() > 1 && letters.all(|letter| letter.is_ascii_digit())
}

/// The numbers at the beginning of a test's name: `v3_v14_…` carries two.
fn carried(name: &str) -> impl Iterator<Item = String> {
    let words = name.split('_').map(str::to_uppercase);
    words.take_while(|word| is_rule(word))
}

fn sources(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            let name = path.to_str().expect("a plain name");
            if path.is_dir() && !name.ends_with("node_modules") {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                texts.push(fs::read_to_string(&path).expect("a file of the project"));
            }
        }
    }
    texts
}

fn tested() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in sources("src", &[".rs"]).into_iter().chain(sources("tests", &[".rs"])) {
        let mut is_test = false;
        for line in text.lines().map(str::trim_start) {
            if let Some(rest) = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn "))
            {
                if is_test {
                    found.extend(carried(rest.split('(').next().unwrap_or_default()));
                }
                is_test = false;
            }
            is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        }
    }
    for text in sources("web/src", &[".test.ts"]).into_iter().chain(sources("web/e2e", &[".ts"])) {
        let names = text.split("(\"[").skip(1).filter_map(|rest| rest.split(']').next());
        found.extend(
            names.flat_map(|ids| ids.split([' ', ','])).filter(|id| is_rule(id)).map(str::to_owned),
        );
    }
    found
}

#[test]
fn every_rule_has_a_test_and_every_numbered_test_a_rule() {
    let (rules, tested) = (rules(), tested());
    assert!(rules.len() > 40, "the rules are found: {rules:?}");
    let untested: Vec<_> = rules.difference(&tested).collect();
    let unknown: Vec<_> = tested.difference(&rules).collect();
    assert!(untested.is_empty(), "rules without a test: {untested:?}");
    assert!(unknown.is_empty(), "tests of no rule: {unknown:?}");
}
