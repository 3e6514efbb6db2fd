//! What a device with a key of its own, and a hub, could say if they were bent on harm: sound outside, broken within.
//!
//! Checksums are made good again and signatures made anew, so that what is broken reaches whoever reads what is inside.
//! `ALONGSIDE_COUNT` says how many are thrown, all together: one in ten as an answer at a computer, and never less than a
//! hundred of those.

mod at_device;
mod at_hub;
mod bend;

use alongside_tests::dice::Dice;
use anyhow::Result;

/// Messages where nothing else is said.
const USUAL_COUNT: u64 = 400;
/// The fewest of them that are answers.
const FEWEST_ANSWERS: u64 = 100;

#[tokio::main]
async fn main() -> Result<()> {
    let count = match std::env::var("ALONGSIDE_COUNT") {
        Ok(text) => text.parse()?,
        Err(_) => USUAL_COUNT,
    };
    let mut dice = Dice::printed("hostile");
    let answers = FEWEST_ANSWERS.max(count / 10);
    at_hub::throw(count.saturating_sub(answers), &mut dice).await?;
    at_device::throw(answers, &mut dice).await
}
