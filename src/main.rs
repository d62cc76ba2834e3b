//! The easel program: parse, run, exit code.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    easel::cli::run(easel::cli::Cli::parse())
}
