//! `alongside-hub`: sets up, keeps and serves a region.

use std::process::ExitCode;

use clap::Parser;
use hub::cli::{self, Cli};

/// What was asked for was refused, or a check found something wrong.
const REFUSED: u8 = 1;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli::run(&cli) {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(answer)) => match cli::print(std::io::stdout().lock(), &answer, cli.json) {
            Ok(()) if answer.sound => ExitCode::SUCCESS,
            _ => ExitCode::from(REFUSED),
        },
        Err(refusal) => {
            // Nobody may be there to read it; the exit status still says it.
            let _unread = cli::print_refusal(std::io::stderr().lock(), &refusal, cli.json);
            ExitCode::from(REFUSED)
        }
    }
}
