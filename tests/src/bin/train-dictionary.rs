//! `./do dictionary`: trains the dictionary of frames again and writes it to a file; with `--compare`, says instead
//! what dictionaries of other sizes and trainings would do.

use alongside_tests::bench::dictionary;
use anyhow::{Context, Result};
use std::env;
use std::fs;

fn main() -> Result<()> {
    let place = env::args_os()
        .nth(1)
        .context("where to write it, or --compare")?;
    if place == "--compare" {
        for line in dictionary::compared()? {
            println!("{line}");
        }
        return Ok(());
    }
    Ok(fs::write(&place, dictionary::trained()?)?)
}
