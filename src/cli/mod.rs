//! The commands of the `easel` program.

mod logs;
mod options;
mod serve;

pub use options::{Cli, Command, LogFormat, ServeOptions};

use std::process::ExitCode;

/// Runs the program and answers its exit code: 0 done, 1 failed; wrong flags end with 2 before this.
pub fn run(cli: Cli) -> ExitCode {
    let options = match cli.command {
        Some(Command::Serve(options)) => options,
        None => cli.serve,
    };
    match serve::serve(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure:#}");
            if let Some(hint) = failure.downcast_ref::<serve::Hint>() {
                eprintln!("\nhint: {}", hint.0);
            }
            ExitCode::FAILURE
        }
    }
}
