//! Measures a picture as data URL: `bench-png drawing NAME URL_FILE` and `bench-png history`, both to JSON.

mod drawing;
mod history;
mod workloads;

use std::time::Instant;

/// Times that each case is measured; the median counts.
const TIMES: usize = 31;

fn main() {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["drawing", name, file] => drawing::measure(name, file),
        ["history"] => history::measure(),
        _ => panic!("bench-png drawing NAME URL_FILE, or bench-png history"),
    };
    println!("{result}");
}

/// The median of what `act` takes, in milliseconds; `prepare` is not counted.
fn median<T>(mut prepare: impl FnMut() -> T, mut act: impl FnMut(T)) -> f64 {
    let mut times: Vec<_> = (0..TIMES)
        .map(|_| {
            let prepared = prepare();
            let start = Instant::now();
            act(prepared);
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[TIMES / 2]
}
