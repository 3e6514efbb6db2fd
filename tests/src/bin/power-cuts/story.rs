//! What happens before the disk fails: a computer has saves to give, and there is something for it to take.

use alongside_tests::dice::Dice;
use alongside_tests::parts::{Copy, Held, Seat, Stage, note, person};
use anyhow::{Result, ensure};

/// The hub and a computer, and both as they were at the beginning.
pub(crate) struct Story {
    pub(crate) stage: Stage,
    pub(crate) laptop: Seat,
    /// A record on it.
    pub(crate) record: String,
    pub(crate) device: Copy,
    pub(crate) hub: Copy,
    /// What the computer holds at the beginning.
    pub(crate) before: Held,
    /// What it holds after a sync in which nothing failed.
    pub(crate) whole: Held,
}

impl Story {
    /// Three saves wait; three saves of a colleague, somebody new and somebody who leaves are to come.
    pub(crate) async fn begin() -> Result<Self> {
        let mut dice = Dice::printed("power cuts");
        let mut stage = Stage::begin().await?;
        let ward = stage.computer("Ward PC").await?;
        let laptop = stage.computer("Laptop 7").await?;
        let at_ward = ward.open().await?;
        let record = person(&at_ward, "Fenwick").await?;
        let leaves = person(&at_ward, "Marsh").await?;
        at_ward.share().await?;
        stage.settle();
        let at_laptop = laptop.open().await?;
        at_laptop.share().await?;
        for number in 0..3 {
            let words = format!("Ward {number} {}", dice.number());
            note(&at_ward, &record, &words).await?;
            let words = format!("Laptop {number} {}", dice.number());
            note(&at_laptop, &record, &words).await?;
        }
        let new = person(&at_ward, "Copsey").await?;
        note(&at_ward, &new, "Came yesterday").await?;
        at_ward.share().await?;
        let site = stage.site.clone();
        stage
            .hub
            .must(&["record", "unshare", "--record", &leaves, "--site", &site]);
        stage.settle();
        drop((at_ward, at_laptop));

        let device = stage.copy(&laptop.folder)?;
        stage.hub.stop();
        let hub = stage.copy(stage.hub.data())?;
        stage.hub.start();
        let before = laptop.held()?;
        let mut story = Self {
            whole: before.clone(),
            stage,
            laptop,
            record,
            device,
            hub,
            before,
        };
        story.share_to_the_end().await?;
        // By now the hub has what is pushed, and answers the same each time.
        story.device.put_back()?;
        story.share_to_the_end().await?;
        story.whole = story.laptop.held()?;
        let moved = story.whole.cursors != story.before.cursors;
        ensure!(
            story.whole.outbox.is_empty() && moved,
            "a sync moves something"
        );
        let came: Vec<_> = story.whole.documents.keys().collect();
        let left = story
            .before
            .documents
            .keys()
            .filter(|document| !came.contains(document));
        ensure!(left.count() == 1, "one leaves");
        Ok(story)
    }

    /// Shares until nothing moves any more.
    pub(crate) async fn share_to_the_end(&self) -> Result<()> {
        let place = self.laptop.open().await?;
        loop {
            let done = place.share().await?;
            ensure!(done.refused == 0 && done.differing == 0, "{done:?}");
            if done.sent + done.received == 0 {
                return Ok(());
            }
            self.stage.settle();
        }
    }
}
