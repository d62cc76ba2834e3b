//! The commands of the `easel` program.

mod bench;
mod logs;
mod options;
mod serve;

pub use bench::{BenchArgs, Dialect};
pub use options::{Cli, Command, LogFormat, ServeOptions};

use std::process::ExitCode;
use tracing::warn;

/// Runs the program and answers its exit code: 0 done, 1 failed; wrong flags end with 2 before this.
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Some(Command::Bench(args)) => bench::bench(args),
        Some(Command::Serve(options)) => serve::serve(options).map(|()| true),
        None => serve::serve(cli.serve).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("error: {failure:#}");
            if let Some(hint) = failure.downcast_ref::<serve::Hint>() {
                eprintln!("\nhint: {}", hint.0);
            }
            ExitCode::FAILURE
        }
    }
}

/// More file descriptors than the shell gives: each connection needs one.
fn raise_open_files() {
    if let Err(error) = rlimit::increase_nofile_limit(rlimit::INFINITY) {
        warn!(%error, "the number of open files could not be raised");
    }
}
