//! The command line: parses, dispatches, and turns the outcome into an exit code.

mod args;
mod baseline;
mod check;
mod compare;
mod config;
mod console;
mod elsewhere;
mod eval;
mod explain;
mod fix;
mod gate;
mod init;
mod known;
mod learn;
mod names;
mod progress;
mod relatives;
mod review;
mod select;
mod settings;
mod stream;
mod survey;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// How a command ended, when it could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing stands in the way.
    Passed,
    /// The gate failed.
    Stopped,
    /// Some of the work could not be done; it has been said which.
    Incomplete,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match &cli.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Compare(arguments) => compare::run(arguments),
        Command::Stream(arguments) => stream::run(arguments),
        Command::Learn(arguments) => learn::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Names(arguments) => names::run(arguments),
        Command::Review(arguments) => review::run(arguments),
        Command::Baseline(arguments) => baseline::run(arguments),
        Command::Eval(arguments) => eval::run(arguments),
        Command::Config(arguments) => config::run(arguments),
        Command::Init(arguments) => init::run(arguments),
    };
    match outcome {
        Ok(Outcome::Passed) => ExitCode::SUCCESS,
        Ok(Outcome::Stopped) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        // The reader of our output has seen enough.
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mtlint: {error}");
            ExitCode::from(2)
        }
    }
}
