//! `./do demo`: three computers and a hub, forty invented people, and one disagreement.
//!
//! `demo story FOLDER` plays the story in real windows on whatever display there is, leaves a picture of every step and a
//! report in FOLDER, and ends with 0 only if the story held. `demo windows` sets the same region up, opens the three
//! windows and leaves them to whoever sits there.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what the demo does not foresee is to stop it, with a sentence"
)]

mod cast;
mod fill;
mod report;
mod story;
mod windows;

use anyhow::{Context, bail};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match play() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nThe story did not hold: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn play() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["story", folder] => {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .context("no threads")?;
            runtime.block_on(story::play(PathBuf::from(folder)))
        }
        ["windows"] => windows::open(),
        _ => bail!("demo story FOLDER | demo windows"),
    }
}
