//! Lets a disk fail at every write, truncation, sync and removal, and looks each time at what is then held.
//!
//! First a computer's disk, in a sync that pushes, pulls and purges, and in a save; then the hub's, in the same sync. In
//! each place the power goes (nothing that was not synced is kept; a part of it is kept, some of it torn), the disk is
//! full, and it answers with an error. By itself each place gets one of these, and the hub's only some places;
//! `ALONGSIDE_EVERY=1` gives each place all of them.

mod computer;
mod hub;
mod story;

use anyhow::Result;
use story::Story;

#[tokio::main]
async fn main() -> Result<()> {
    let all = std::env::var("ALONGSIDE_EVERY").is_ok_and(|text| text == "1");
    let disk = alongside_disk::install().map_err(anyhow::Error::msg)?;
    let mut story = Story::begin().await?;
    computer::fails(&mut story, disk, all).await?;
    hub::fails(&mut story, all).await
}
