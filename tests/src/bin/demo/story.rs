//! The story: two people write about Margaret with the cable out, the cable comes back, and a disagreement is settled.

mod before;
mod offline;
mod settled;
mod together;

use crate::cast::Cast;
use crate::report::Report;
use alongside_tests::caseload::File;
use alongside_tests::region::Computer;
use alongside_tests::window::Window;
use anyhow::Context;
use std::path::PathBuf;

/// The three computers, a window of each, and the person that the story is about.
pub(crate) struct Stage {
    pub(crate) cast: Cast,
    pub(crate) home_pc: Computer,
    pub(crate) laptop_pc: Computer,
    pub(crate) hospice_pc: Computer,
    pub(crate) home: Window,
    pub(crate) laptop: Window,
    pub(crate) hospice: Window,
    pub(crate) margaret: String,
    pub(crate) invented: Vec<File>,
}

impl Stage {
    /// Somebody is in front of every window: an untouched one locks.
    pub(crate) async fn attend(&self) -> anyhow::Result<()> {
        for window in [&self.home, &self.laptop, &self.hospice] {
            window.nudge().await?;
        }
        Ok(())
    }
}

pub(crate) async fn play(folder: PathBuf) -> anyhow::Result<()> {
    let mut report = Report::begin(folder)?;
    let played = acts(&mut report).await;
    match &played {
        Ok(()) => report.end("The story held.")?,
        Err(error) => report.end(&format!("The story did not hold: {error:#}"))?,
    }
    played
}

async fn acts(report: &mut Report) -> anyhow::Result<()> {
    let mut stage = before::set_up(report).await?;
    let acted = rest(&mut stage, report).await;
    if acted.is_err() {
        // What was on the screens when it stopped helps more than any words.
        for window in [&stage.home, &stage.laptop, &stage.hospice] {
            let place = report
                .folder()
                .join(format!("stopped-{}.png", window.name()));
            let _kept = window.picture(&place).await;
        }
    }
    acted
}

async fn rest(stage: &mut Stage, report: &mut Report) -> anyhow::Result<()> {
    offline::cable_out(stage, report)
        .await
        .context("with the cable out")?;
    together::cable_in(stage, report)
        .await
        .context("when the signal was back")?;
    settled::settle(stage, report)
        .await
        .context("settling the disagreement")
}
