//! `./do bench`: measures, prints a table and writes `results.json`. After the folder, parts may be named to be measured
//! alone.

use alongside_tests::bench::{
    Row, as_json, as_table, byte_rows, far, guessing, hub_costs, paint, reading, saves, switch,
};
use anyhow::{Context, Result, ensure};
use std::env;
use std::fs;
use std::path::PathBuf;

type Part = (&'static str, fn() -> Result<Vec<Row>>);

const PARTS: [Part; 8] = [
    ("bytes", byte_rows),
    ("saves", saves::rows),
    ("reading", reading::rows),
    ("far", far::rows),
    ("hub", hub_costs::rows),
    ("guessing", guessing::rows),
    ("switch", switch::rows),
    ("paint", paint::rows),
];

fn main() -> Result<()> {
    let mut words = env::args_os().skip(1);
    let folder = PathBuf::from(words.next().context("where to write the results")?);
    let wanted: Vec<_> = words.collect();
    for name in &wanted {
        ensure!(
            PARTS.iter().any(|(part, _)| name == part),
            "no part {name:?}"
        );
    }
    let mut rows = Vec::new();
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            rows.extend(measure()?);
        }
    }
    print!("{}", as_table(&rows));
    fs::create_dir_all(&folder)?;
    let place = folder.join("results.json");
    fs::write(&place, as_json(&rows)?)?;
    println!("\nWritten to {}.", place.display());
    Ok(())
}
