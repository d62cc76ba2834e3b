//! What going to any moment of a long history costs; the table goes between the markers of benches/RESULTS.md.

mod history;

use anyhow::{Context, Result};
use easel::hub::{Clock, Hub, HubOptions, Standing};
use easel::model::{Moment, Seq};
use easel::store::{DiskStore, FILE_NAME, Keeper, RoomMeta};
use history::{Chance, meta, room};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Entries of the histories: a short lesson, a day, a year of one.
const LENGTHS: [u64; 3] = [1_000, 100_000, 1_000_000];

/// Moments that are gone to.
const SEEKS: usize = 100;

const MARKS: (&str, &str) = ("<!-- replay -->", "<!-- /replay -->");

fn main() -> Result<()> {
    // Not /tmp, which is memory on many machines.
    let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR"))?;
    let mut rows = String::new();
    for entries in LENGTHS {
        let row = measure(&folder.path().join(entries.to_string()), entries)?;
        print!("{row}");
        rows.push_str(&row);
    }
    save(&rows)
}

fn measure(dir: &Path, entries: u64) -> Result<String> {
    let mut store = DiskStore::open(dir)?;
    history::write(&mut store, entries)?;
    let bytes = || Ok::<_, std::io::Error>(std::fs::metadata(dir.join(FILE_NAME))?.len());
    let before = bytes()?;
    let keeper = Keeper::start(Box::new(store));
    let options = HubOptions { export_time: Duration::from_secs(600), ..HubOptions::default() };
    let hub = Hub::new(keeper.clone(), options, Clock::start());
    let room = room(entries);
    let end = Seq(entries);
    let RoomMeta { journal, size, created } = meta(entries);
    let standing = Standing { journal, size, created, seq: end, end };
    // Nobody was here while it was drawn, so there is no keyframe: the first to come reads all of it.
    let first = timed(|| hub.pixels_at(&room, standing).map(drop))?;
    let mut chance = Chance(7);
    let places: Vec<u64> = (0..SEEKS).map(|_| chance.below(entries as i64) as u64).collect();
    let at = |seq: u64| Standing { seq: Seq(seq), ..standing };
    let pixels = each(&places, |seq| hub.pixels_at(&room, at(seq)).map(drop))?;
    let png = each(&places, |seq| hub.picture_at(&room, at(seq)).map(drop))?;
    let snapshot = each(&places, |seq| hub.snapshot_at(&room, at(seq)).map(drop))?;
    let time = each(&places, |seq| hub.place(&room, standing, Moment::Time(seq * 16)).map(drop))?;
    let timeline = timed(|| hub.timeline(&room, standing).map(drop))?;
    let again = timed(|| hub.timeline(&room, standing).map(drop))?;
    keeper.stop()?;
    let mut row = String::new();
    writeln!(
        row,
        "| {entries} | {first:.0} | {} | {} | {} | {} | {timeline:.0} | {again:.2} | {:.1} | {:.1} |",
        spread(pixels),
        spread(png),
        spread(snapshot),
        spread(time),
        before as f64 / 1e6,
        (bytes()? - before) as f64 / 1e6,
    )?;
    Ok(row)
}

/// Milliseconds something takes.
fn timed<E: std::error::Error + Send + Sync + 'static>(
    act: impl FnOnce() -> Result<(), E>,
) -> Result<f64> {
    let began = Instant::now();
    act()?;
    Ok(began.elapsed().as_secs_f64() * 1e3)
}

fn each<E: std::error::Error + Send + Sync + 'static>(
    places: &[u64],
    mut act: impl FnMut(u64) -> Result<(), E>,
) -> Result<Vec<f64>> {
    places.iter().map(|seq| timed(|| act(*seq))).collect()
}

/// The median and the slowest of 20.
fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:.1} / {:.1}", times[times.len() / 2], times[times.len() * 19 / 20])
}

fn save(rows: &str) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../RESULTS.md");
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let section = format!("{}\n{}\n{}\n", MARKS.0, table(rows)?, MARKS.1);
    let new = match (old.find(MARKS.0), old.find(MARKS.1)) {
        (Some(from), Some(to)) => {
            format!("{}{}{}", &old[..from], section, old[to + MARKS.1.len()..].trim_start())
        }
        _ => format!("{}\n\n{section}", old.trim_end()),
    };
    Ok(std::fs::write(&path, new)?)
}

fn table(rows: &str) -> Result<String> {
    let text = |program: &str, args: &[&str]| -> Result<String> {
        let output = Command::new(program).args(args).output().context("a tool of the system")?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let (date, cores) = (text("date", &["-u", "+%F"])?, text("nproc", &[])?);
    let commit = text("git", &["describe", "--always", "--dirty"])?;
    Ok(format!(
        "## Replay\n\n{date} · {cores} cores · load {load} · commit {commit} · `just bench-replay`\n\n\
         {SEEKS} random moments of seeded histories, in ms, median / 95 of 100. The first visit is to a journal\n\
         without keyframes and leaves them behind.\n\n\
         | entries | first visit | pixels | PNG | snapshot | place of a time | timeline | again | journal MB | keyframes MB |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n{rows}"
    ))
}
