//! The floors and the lengths: what ARCHITECTURE.md says about the tree is true.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules and their floors; a module uses only floors below its own.
const FLOORS: [(&str, u8); 14] = [
    ("model", 0),
    ("protocol", 1),
    ("raster", 1),
    ("history", 2),
    ("store", 3),
    ("room", 4),
    ("class", 4),
    ("archive", 5),
    ("film", 5),
    ("papers", 5),
    ("hub", 6),
    ("server", 7),
    ("bench", 7),
    ("cli", 8),
];

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;
const WEB_FILE_LINES_MAX: usize = 400;

/// Words that mean something unfinished; put together here so that this file does not hold them.
fn forbidden() -> [String; 4] {
    [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["unimpl", "emented!"]].map(|parts| parts.concat())
}

fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && name != "node_modules" && name != "dist" {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn floor_of(module: &str) -> u8 {
    let found = FLOORS.iter().find(|(name, _)| *name == module);
    found.unwrap_or_else(|| panic!("{module} stands on no floor: name it in tests/tidy.rs")).1
}

fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).ok()?;
    let mut parts = inside.components();
    let first = parts.next()?.as_os_str().to_str()?.to_owned();
    parts.next().map(|_| first)
}

#[test]
fn every_module_uses_only_floors_below_its_own() {
    let mut faults = Vec::new();
    let mut uses = 0;
    for path in files("src", &[".rs"]) {
        let Some(module) = module_of(&path) else { continue };
        let text = fs::read_to_string(&path).expect("a file of the project");
        for part in text.split("crate::").skip(1) {
            let used: String =
                part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if used == module || used.is_empty() {
                continue;
            }
            uses += 1;
            if floor_of(&used) >= floor_of(&module) {
                faults.push(format!("{}: {module} uses {used}", path.display()));
            }
        }
    }
    assert!(uses > 50, "the search finds what modules use: {uses}");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn async_begins_at_the_hub() {
    for path in files("src", &[".rs"]) {
        let Some(module) = module_of(&path) else { continue };
        let text = fs::read_to_string(&path).expect("a file of the project");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if floor_of(&module) < floor_of("hub") {
            for word in ["tokio", "async fn", "Instant::now", "SystemTime", "std::net"] {
                assert!(!code.contains(word), "{} holds {word}", path.display());
            }
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    for path in files("src", &[".rs"]).into_iter().chain(files("tests", &[".rs"])) {
        let text = fs::read_to_string(&path).expect("a file of the project");
        assert!(text.starts_with("//! "), "{} says what it is for", path.display());
        let lines = text.lines().count();
        assert!(lines <= FILE_LINES_MAX, "{} has {lines} lines", path.display());
    }
    for path in files("web/src", &[".ts", ".tsx", ".css"]) {
        let lines = fs::read_to_string(&path).expect("a file of the project").lines().count();
        assert!(lines <= WEB_FILE_LINES_MAX, "{} has {lines} lines", path.display());
    }
}

#[test]
fn functions_fit_on_a_screen() {
    let mut longest = 0;
    for path in files("src", &[".rs"]).into_iter().chain(files("tests", &[".rs"])) {
        let text = fs::read_to_string(&path).expect("a file of the project");
        let lines: Vec<_> = text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let head = line.trim_start();
            let is_function = ["fn ", "async fn "].iter().any(|f| {
                head.starts_with(f) || (head.starts_with("pub") && head.contains(&format!(" {f}")))
            });
            if !is_function {
                continue;
            }
            let end = lines[start..].iter().position(|line| {
                line.trim_end() == format!("{}}}", " ".repeat(indent))
                    || line.ends_with(';') && line.len() - line.trim_start().len() == indent
            });
            let length = end.map_or(0, |end| end + 1);
            longest = longest.max(length);
            assert!(
                length <= FUNCTION_LINES_MAX,
                "{}:{}: {length} lines",
                path.display(),
                start + 1
            );
        }
    }
    assert!(longest > 20, "the search finds functions: {longest}");
}

#[test]
fn nothing_is_left_unfinished() {
    let rust = files("src", &[".rs"]).into_iter().chain(files("tests", &[".rs"]));
    for path in rust.chain(files("web/src", &[".ts", ".tsx"])).chain(files("assets", &[".html"])) {
        let text = fs::read_to_string(&path).expect("a file of the project");
        for word in forbidden() {
            assert!(!text.contains(&word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn architecture_stays_short_enough_to_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    assert!(text.lines().count() < 200, "under 200 lines");
    for path in
        text.split('`').filter(|word| word.starts_with("src/") || word.starts_with("web/src/"))
    {
        assert!(root.join(path).exists(), "ARCHITECTURE.md names {path}, which is not there");
    }
}
