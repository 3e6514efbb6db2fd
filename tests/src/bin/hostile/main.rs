//! What a device with a key of its own, and a hub, could say if they were bent on harm: sound outside, broken within.
//!
//! Checksums are made good again and signatures made anew, so that what is broken reaches whoever reads what is inside.
//! `ALONGSIDE_COUNT` says how many messages of each side are thrown.

mod at_device;
mod at_hub;
mod bend;

use alongside_tests::dice::Dice;
use anyhow::Result;

/// Messages where nothing else is said.
const USUAL_COUNT: u64 = 300;

#[tokio::main]
async fn main() -> Result<()> {
    let count = match std::env::var("ALONGSIDE_COUNT") {
        Ok(text) => text.parse()?,
        Err(_) => USUAL_COUNT,
    };
    let mut dice = Dice::printed("hostile");
    at_hub::throw(count, &mut dice).await?;
    at_device::throw(count / 3, &mut dice).await
}
