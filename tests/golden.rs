//! Pictures that say what is right: every file in `tests/fixtures/raster/` is painted and compared.
//!
//! `EASEL_GOLDEN_ACCEPT=1` writes what was painted into the files instead; the diff is then to be reviewed.

use easel::model::{Brush, Point, Rgb, Size, Tool};
use easel::raster::{Pixmap, StrokeMask};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;

/// Fewer files than this means that some were lost.
const FILES_MIN: usize = 10;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    name: String,
    width: u32,
    height: u32,
    items: Vec<Item>,
    sha256: String,
    inked: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
enum Item {
    Stroke { tool: Tool, color: Rgb, opacity: u8, points: Vec<i64>, ended: bool, hidden: bool },
    Clear { hidden: bool },
}

impl Golden {
    fn painted(&self) -> Pixmap {
        let size = Size::new(self.width, self.height).expect("a size");
        let mut pixmap = Pixmap::new(size);
        for item in &self.items {
            match item {
                Item::Stroke { hidden: true, .. } | Item::Clear { hidden: true } => {}
                Item::Clear { hidden: false } => pixmap.clear(),
                Item::Stroke { tool, color, opacity, points, ended, .. } => {
                    let brush = Brush::new(*tool, *color, *opacity).expect("a brush");
                    let mask = StrokeMask::of(size, &points_of(points), *ended);
                    pixmap.paint(&mask, brush);
                }
            }
        }
        pixmap
    }
}

fn points_of(flat: &[i64]) -> Vec<Point> {
    assert_eq!(flat.len() % 3, 0, "points are triples");
    let point = |triple: &[i64]| Point::new(triple[0], triple[1], triple[2]).expect("in bounds");
    flat.chunks_exact(3).map(point).collect()
}

fn inked(pixmap: &Pixmap) -> usize {
    pixmap.to_rgb().chunks_exact(3).filter(|pixel| *pixel != [255, 255, 255]).count()
}

fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/raster");
    let entries = fs::read_dir(folder).expect("the folder of golden files");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut files: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    files.sort();
    files
}

#[test]
fn r8_golden_pictures_are_painted_byte_for_byte() {
    let accept = std::env::var_os("EASEL_GOLDEN_ACCEPT").is_some_and(|value| value == "1");
    let files = files();
    assert!(files.len() >= FILES_MIN, "only {} golden files", files.len());
    for path in files {
        let shown = path.display();
        let text = fs::read_to_string(&path).expect("a readable file");
        let mut golden: Golden =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{shown}: {e}"));
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        assert_eq!(stem, Some(golden.name.as_str()), "a file is named like its picture");
        let pixmap = golden.painted();
        let actual = (pixmap.hash(), inked(&pixmap));
        if accept {
            (golden.sha256, golden.inked) = actual;
            let text = serde_json::to_string(&golden).expect("plain values") + "\n";
            fs::write(&path, text).expect("a writable file");
        } else {
            assert_eq!(actual, (golden.sha256, golden.inked), "hash and inked pixels of {shown}");
        }
    }
}

#[test]
fn r7_golden_files_hold_every_kind_of_item() {
    let items: Vec<Item> = files()
        .iter()
        .map(|path| fs::read_to_string(path).expect("a readable file"))
        .flat_map(|text| serde_json::from_str::<Golden>(&text).expect("a golden file").items)
        .collect();
    let holds = |kind: &str, is: &dyn Fn(&Item) -> bool| {
        assert!(items.iter().any(is), "no golden file holds {kind}");
    };
    holds("a clear", &|item| matches!(item, Item::Clear { hidden: false }));
    holds("a hidden clear", &|item| matches!(item, Item::Clear { hidden: true }));
    holds("a hidden stroke", &|item| matches!(item, Item::Stroke { hidden: true, .. }));
    holds("an eraser", &|item| matches!(item, Item::Stroke { tool: Tool::Eraser, .. }));
    holds("an open stroke", &|item| matches!(item, Item::Stroke { ended: false, .. }));
    holds("a faint stroke", &|item| matches!(item, Item::Stroke { opacity: 1..=254, .. }));
}
