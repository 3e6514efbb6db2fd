//! Writes the people of `tests/people` as FHIR documents, one file each, into the folder named.

use alongside_tests::people::by_hand;
use anyhow::Context;
use std::fs;
use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.context("export-people FOLDER")?;
    fs::create_dir_all(&folder)?;
    for told in by_hand()? {
        let text = exchange::export::document(&told.kept()?.view());
        let place = folder.join(format!("{}.json", told.key));
        fs::write(&place, &text)?;
        println!("{:>7} bytes  {}", text.len(), told.title);
    }
    Ok(())
}
