//! `./do bench`: measures, prints a table and writes `results.json`.

use alongside_tests::bench::{as_json, as_table, byte_rows, reading, saves};
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<()> {
    let folder = PathBuf::from(
        env::args_os()
            .nth(1)
            .context("where to write the results")?,
    );
    let mut rows = byte_rows()?;
    rows.extend(saves::rows()?);
    rows.extend(reading::rows()?);
    print!("{}", as_table(&rows));
    fs::create_dir_all(&folder)?;
    let place = folder.join("results.json");
    fs::write(&place, as_json(&rows)?)?;
    println!("\nWritten to {}.", place.display());
    Ok(())
}
