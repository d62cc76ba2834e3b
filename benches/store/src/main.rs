//! What keeping a journal costs, on a real disk; the table goes between the markers of benches/RESULTS.md.

mod journal;

use anyhow::{Context, Result, ensure};
use easel::model::{Millis, Seq};
use easel::store::{DiskStore, FILE_NAME, Keeper, Store};
use hdrhistogram::Histogram;
use journal::{append, room};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Entries of the long journal: minutes of a very busy server.
const ENTRIES: u64 = 1_000_000;

/// Rooms they belong to.
const ROOMS: u64 = 200;

/// Entries of one group commit: one of each of half the rooms.
const COMMIT: u64 = 100;

/// Entries a second when the delay is measured, and for how long.
const PACED: (u64, Duration) = (20_000, Duration::from_secs(5));

/// Entries before and after the keyframe of a room that is opened.
const KEYFRAMED: (u64, u64) = (100_000, 4_096);

const MARKS: (&str, &str) = ("<!-- store -->", "<!-- /store -->");

fn main() -> Result<()> {
    // Not /tmp, which is memory on many machines.
    let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR"))?;
    let mut rows = Rows::default();
    let long = folder.path().join("long");
    commits(&long, &mut rows)?;
    reading(&long, &mut rows)?;
    delay(&folder.path().join("paced"), &mut rows)?;
    keyframed(&folder.path().join("kept"), &mut rows)?;
    print!("{}", rows.0);
    save(&rows.0)
}

/// Rows of the table.
#[derive(Default)]
struct Rows(String);

impl Rows {
    fn add(&mut self, what: &str, goal: &str, seen: String, met: bool) {
        let met = if met { "met" } else { "missed" };
        writeln!(self.0, "| {what} | {goal} | {seen} | {met} |").expect("a string takes what fits");
    }
}

fn commits(dir: &Path, rows: &mut Rows) -> Result<()> {
    let mut store = DiskStore::open(dir)?;
    let mut taken = Duration::ZERO;
    for commit in 0..ENTRIES / COMMIT {
        // The rooms of one commit take turns, as they do on a busy server.
        let batch: Vec<_> = (0..COMMIT).map(|i| append((commit * COMMIT + i) % ROOMS, 1)).collect();
        let began = Instant::now();
        store.append(&batch)?;
        taken += began.elapsed();
    }
    let rate = ENTRIES as f64 / taken.as_secs_f64() / 1e3;
    let what = format!("entries a second, in commits of {COMMIT}");
    rows.add(&what, "≥ 200 k", format!("{rate:.0} k"), rate >= 200.0);
    drop(store);
    let began = Instant::now();
    let mut store = DiskStore::open(dir)?;
    let open = began.elapsed().as_secs_f64() * 1e3;
    let what = format!("opening {ENTRIES} entries, not closed before");
    rows.add(&what, "≤ 200 ms", format!("{open:.1} ms"), open <= 200.0);
    store.close()?;
    drop(store);
    let bytes = std::fs::metadata(dir.join(FILE_NAME))?.len() as f64 / ENTRIES as f64;
    rows.add("bytes of an entry on disk", "≤ 60", format!("{bytes:.1}"), bytes <= 60.0);
    Ok(())
}

fn reading(dir: &Path, rows: &mut Rows) -> Result<()> {
    let mut store = DiskStore::open(dir)?;
    let began = Instant::now();
    let mut found = 0;
    for number in 0..ROOMS {
        found += store.entries(&room(number), Seq(0), usize::MAX)?.len() as u64;
    }
    ensure!(found == ENTRIES, "{found} entries were read");
    let rate = found as f64 / began.elapsed().as_secs_f64() / 1e6;
    rows.add("entries read a second, whole rooms", "≥ 2 M", format!("{rate:.1} M"), rate >= 2.0);
    Ok(())
}

/// Asks the store's thread the way rooms do: each for one batch, many a millisecond.
fn delay(dir: &Path, rows: &mut Rows) -> Result<()> {
    let keeper = Keeper::start(Box::new(DiskStore::open(dir)?));
    let (answered, answers) = channel();
    let gap = Duration::from_secs(1) / PACED.0 as u32;
    let count = (PACED.1.as_secs_f64() * PACED.0 as f64) as u64;
    let start = Instant::now();
    for number in 0..count {
        let due = start + gap * number as u32;
        if let Some(wait) = due.checked_duration_since(Instant::now()) {
            std::thread::sleep(wait);
        }
        let answered = answered.clone();
        let reply = Box::new(move |stored: Result<Seq, _>| {
            let _ = answered.send(stored.map(|_| due.elapsed()));
        });
        let mut append = append(number % ROOMS, 1);
        append.at = append.at + start.elapsed().as_millis() as u64;
        keeper.append(append, reply);
    }
    drop(answered);
    let mut delays = Histogram::<u64>::new(3)?;
    for delay in answers {
        delays.record(delay?.as_micros() as u64)?;
    }
    keeper.stop()?;
    ensure!(delays.len() == count, "every request was answered");
    let ms = |quantile| delays.value_at_quantile(quantile) as f64 / 1e3;
    let (p50, p99) = (ms(0.5), ms(0.99));
    let what = format!("delay until stored at {} entries a second, p50", PACED.0);
    rows.add(&what, "≤ 1 ms", format!("{p50:.2} ms"), p50 <= 1.0);
    rows.add("… p99", "≤ 10 ms", format!("{p99:.2} ms"), p99 <= 10.0);
    Ok(())
}

fn keyframed(dir: &Path, rows: &mut Rows) -> Result<()> {
    let mut store = DiskStore::open(dir)?;
    for _ in 0..KEYFRAMED.0 / 1_000 {
        store.append(&[append(0, 1_000)])?;
    }
    let keyframe = vec![7; 300_000];
    store.put_keyframe(&room(0), Seq(KEYFRAMED.0), Millis(1), &keyframe)?;
    store.append(&[append(0, KEYFRAMED.1)])?;
    store.close()?;
    drop(store);
    let began = Instant::now();
    let mut store = DiskStore::open(dir)?;
    let saved = store.open(&room(0))?.context("the room is there")?;
    let open = began.elapsed().as_secs_f64() * 1e3;
    ensure!(saved.entries.len() as u64 == KEYFRAMED.1, "what follows the keyframe is read");
    let what = format!("a room of {} entries and a keyframe, {} after it", KEYFRAMED.0, KEYFRAMED.1);
    rows.add(&what, "≤ 50 ms", format!("{open:.1} ms"), open <= 50.0);
    Ok(())
}

fn said(program: &str, words: &[&str]) -> Result<String> {
    let output = Command::new(program).args(words).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Puts the table between its markers, at the end when there are none yet.
fn save(rows: &str) -> Result<()> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../RESULTS.md");
    let before = std::fs::read_to_string(&file)?;
    let head = format!(
        "{} · {} cores · load {} · commit {} · `just bench-store`",
        said("date", &["+%F"])?,
        std::thread::available_parallelism()?,
        said("cut", &["-d", " ", "-f", "1", "/proc/loadavg"])?,
        said("git", &["rev-parse", "--short", "HEAD"])?,
    );
    let table = format!("{}\n## Store\n\n{head}\n\n| | goal | seen | |\n| --- | --- | --- | --- |\n{rows}{}", MARKS.0, MARKS.1);
    let after = match (before.find(MARKS.0), before.find(MARKS.1)) {
        (Some(from), Some(to)) => {
            format!("{}{table}{}", &before[..from], &before[to + MARKS.1.len()..])
        }
        _ => format!("{}\n\n{table}\n", before.trim_end()),
    };
    Ok(std::fs::write(file, after)?)
}
