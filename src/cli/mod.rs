//! The commands of the `easel` program.

mod backup;
mod bench;
mod check;
mod data;
mod export;
mod film;
mod hint;
mod import;
mod logs;
mod options;
mod part_file;
mod replay;
mod rooms;
mod serve;
mod words;

pub use backup::BackupArgs;
pub use bench::{BenchArgs, Dialect};
pub use check::CheckArgs;
pub use data::{DataArgs, WindowArgs};
pub use export::ExportArgs;
pub use import::ImportArgs;
pub use options::{Cli, Command, LogFormat, ServeOptions};
pub use replay::ReplayArgs;
pub use rooms::RoomsArgs;

use std::process::ExitCode;
use tracing::warn;

/// Runs the program and answers its exit code: 0 done, 1 failed; wrong flags end with 2 before this.
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Some(Command::Bench(args)) => bench::bench(args),
        Some(Command::Rooms(args)) => rooms::rooms(&args),
        Some(Command::Export(args)) => export::export(&args).map(|()| true),
        Some(Command::Import(args)) => import::import(&args).map(|()| true),
        Some(Command::Replay(args)) => replay::replay(&args).map(|()| true),
        Some(Command::Backup(args)) => backup::backup(&args).map(|()| true),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::Serve(options)) => serve::serve(options).map(|()| true),
        None => serve::serve(cli.serve).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            let (words, hint) = hint::words(&failure);
            eprintln!("error: {words}");
            if let Some(hint) = hint {
                eprintln!("\nhint: {hint}");
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
