//! A computer's disk fails while somebody saves, and while it pushes, pulls and purges.

use alongside_disk::{Disk, Fault, Operation};
use alongside_tests::parts::{Held, note};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use workstation::Workplace;

use super::story::Story;

/// After how many cut saves the next one is shared as well: that sets the hub back, which takes a while.
const SHARED_EVERY: usize = 8;

pub(crate) async fn fails(story: &mut Story, disk: Disk, all: bool) -> Result<()> {
    let mut trial = Trial {
        disk,
        story,
        saves: 0,
    };
    // Saves are the last: what is shared of them the hub keeps.
    for act in [Act::Sync, Act::Save] {
        let done = trial.uncut(act).await?;
        let mut tried = 0;
        for number in 0..done.len() {
            for (which, fault) in faults(number).into_iter().enumerate() {
                // Around a sync everything may matter; elsewhere one fault after the other has its turn.
                let near = |place: usize| done.get(place) == Some(&Operation::Sync);
                let chosen = all || near(number) || near(number + 1) || which == number % 5;
                if chosen {
                    tried += 1;
                    let found = trial.fail(act, number, fault).await;
                    found.with_context(|| format!("{act:?}, {fault:?} at {number} of {done:?}"))?;
                }
            }
        }
        let mut counts = BTreeMap::<Operation, usize>::new();
        for operation in done {
            *counts.entry(operation).or_default() += 1;
        }
        println!("{act:?}: {counts:?}, {tried} faults");
    }
    Ok(())
}

fn faults(number: usize) -> [Fault; 5] {
    [
        Fault::PowerCut,
        Fault::PowerCutKeeping(number as u64),
        Fault::Full,
        Fault::Broken,
        Fault::BrokenOnce,
    ]
}

/// What the disk fails in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// One note is saved.
    Save,
    /// What was saved goes to the hub, what others wrote comes, and somebody leaves.
    Sync,
}

struct Trial<'a> {
    disk: Disk,
    story: &'a mut Story,
    saves: usize,
}

impl Trial<'_> {
    /// The operations where nothing fails.
    async fn uncut(&mut self, act: Act) -> Result<Vec<Operation>> {
        let place = self.ready().await?;
        self.disk.count();
        self.act(act, &place).await?;
        drop(place);
        let done = self.disk.done();
        ensure!(done.contains(&Operation::Sync), "nothing was synced");
        Ok(done)
    }

    /// The computer as it was at the beginning, signed in, on a disk that is watched.
    async fn ready(&self) -> Result<Workplace> {
        self.disk.heal();
        self.story.device.put_back()?;
        self.disk.watch(&self.story.laptop.folder.join("store"));
        self.story.laptop.open().await
    }

    async fn act(&self, act: Act, place: &Workplace) -> Result<()> {
        match act {
            Act::Save => note(place, &self.story.record, "Slept well").await,
            Act::Sync => match place.share().await {
                Ok(done) => {
                    ensure!(done.differing == 0 && done.refused == 0, "{done:?}");
                    Ok(())
                }
                Err(refused) => anyhow::bail!("{}", refused.code()),
            },
        }
    }

    async fn fail(&mut self, act: Act, number: usize, fault: Fault) -> Result<()> {
        let place = self.ready().await?;
        self.disk.fail_at(number, fault);
        let mut outcome = self.act(act, &place).await;
        let power = matches!(fault, Fault::PowerCut | Fault::PowerCutKeeping(_));
        if !power && self.disk.struck() {
            let code = outcome.as_ref().err().map(ToString::to_string);
            let code = code.context("the disk failed and nobody was told")?;
            ensure!(code.starts_with("store."), "told as {code}");
            ensure!(
                (code == "store.disk_full") == (fault == Fault::Full && self.needs_room(number)),
                "told as {code}"
            );
            self.disk.heal();
            outcome = self.act(act, &place).await;
            ensure!(
                outcome.is_ok(),
                "the disk works again, and the program does not: {outcome:?}"
            );
        }
        drop(place);
        ensure!(self.disk.struck(), "the disk did not fail");
        self.disk.heal();
        if power {
            self.disk.power_returns()?;
        }
        let held = self.story.laptop.held()?;
        match act {
            Act::Save => self.saved(&held, outcome.is_ok()).await,
            Act::Sync => self.synced(&held, outcome.is_ok()).await,
        }
    }

    /// Whether a full disk is first noticed by a write. What makes nothing larger does not notice it.
    fn needs_room(&self, number: usize) -> bool {
        let done = self.disk.done();
        let grows =
            |operation: &&Operation| !matches!(operation, Operation::Truncate | Operation::Remove);
        done.iter().skip(number).find(grows) == Some(&Operation::Write)
    }

    /// What was acknowledged is there, what was not is there as a whole or not at all, and things go on.
    async fn saved(&mut self, held: &Held, acknowledged: bool) -> Result<()> {
        let more = held.own_count() - self.story.before.own_count();
        ensure!(
            more == 1 || (more == 0 && !acknowledged),
            "{more} saves of one, said: {acknowledged}"
        );
        ensure!(
            held.outbox.len() == self.story.before.outbox.len() + more,
            "what is saved waits"
        );
        ensure!(
            held.changes() == self.story.before.changes() + more as u64,
            "what is saved is in its document"
        );
        ensure!(
            held.cursors == self.story.before.cursors,
            "a save moves no cursor"
        );
        let place = self.story.laptop.open().await?;
        note(&place, &self.story.record, "Ate a little").await?;
        self.saves += 1;
        if self.saves.is_multiple_of(SHARED_EVERY) {
            self.story.stage.set_back(&self.story.hub)?;
            place.share().await?;
            self.story.stage.settle();
            place.share().await?;
            drop(place);
            let healed = self.story.laptop.held()?;
            ensure!(healed.outbox.is_empty(), "all is shared");
            ensure!(
                healed.changes() == self.story.whole.changes() + more as u64 + 1,
                "all is there"
            );
        }
        Ok(())
    }

    /// The cursor stands where the data does, what was saved here is there, and the next sync ends where it should.
    async fn synced(&mut self, held: &Held, whole: bool) -> Result<()> {
        ensure!(
            !whole || *held == self.story.whole,
            "a sync that came to its end is not there"
        );
        let (before, after) = (self.story.before.of_others(), self.story.whole.of_others());
        let others = held.of_others();
        if held.cursors == self.story.before.cursors {
            ensure!(others == before, "something came without its cursor");
        } else {
            ensure!(
                held.cursors == self.story.whole.cursors && others == after,
                "a cursor without what it covers"
            );
        }
        for (document, (_, changes)) in &self.story.before.documents {
            let kept = held.documents.get(document);
            let may_leave = !self.story.whole.documents.contains_key(document);
            ensure!(
                may_leave || kept.is_some_and(|(_, kept)| kept >= changes),
                "{document:?} lost changes"
            );
        }
        ensure!(
            held.outbox.is_empty() || held.outbox.len() == held.own_count(),
            "a part of what was saved waits"
        );
        let place = self.story.laptop.open().await?;
        self.act(Act::Sync, &place).await?;
        drop(place);
        let healed = self.story.laptop.held()?;
        ensure!(
            healed == self.story.whole,
            "another end:\n{healed:?}\n{:?}",
            self.story.whole
        );
        let place = self.story.laptop.open().await?;
        note(&place, &self.story.record, "Ate a little").await?;
        drop(place);
        ensure!(
            self.story.laptop.held()?.outbox.len() == 1,
            "the next save waits"
        );
        Ok(())
    }
}
