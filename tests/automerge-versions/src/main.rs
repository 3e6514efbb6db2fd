//! Replays the same record-like documents through two versions of automerge
//! and compares everything that this project relies on.
//!
//! `care-record` pins one version exactly. Before that pin may move, this
//! program must find no difference; a difference is a decision, with a page in
//! `docs/adr`. Documents are generated from a seed, so a difference can be seen
//! again.
//!
//! usage: `automerge-versions [DOCUMENTS] [FIRST_SEED]`

mod plan;
mod replay;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;

use crate::plan::Plan;
use crate::replay::Outcome;

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let documents = number(arguments.next(), 20_000)?;
    let first_seed = number(arguments.next(), 1)?;

    let began = Instant::now();
    let mut tally = Tally::default();
    for seed in first_seed..first_seed.saturating_add(documents) {
        let plan = Plan::from_seed(seed);
        let earlier =
            replay::earlier::replay(&plan).with_context(|| format!("earlier, seed {seed}"))?;
        let pinned =
            replay::pinned::replay(&plan).with_context(|| format!("pinned, seed {seed}"))?;
        tally.count(&pinned);
        tally.compare(seed, &earlier, &pinned);
        tally.cross_load(seed, &earlier, &pinned);
    }
    tally.print(documents, began);
    Ok(if tally.differences.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn number(argument: Option<String>, otherwise: u64) -> anyhow::Result<u64> {
    argument.map_or(Ok(otherwise), |text| {
        text.parse().with_context(|| format!("{text} is no number"))
    })
}

/// What was seen, and what was not the same.
#[derive(Default)]
struct Tally {
    changes: usize,
    values: usize,
    conflicts: usize,
    equal_saves: usize,
    loads: usize,
    /// What differed, how often, and one seed to see it again.
    differences: BTreeMap<&'static str, (usize, u64)>,
}

impl Tally {
    fn count(&mut self, outcome: &Outcome) {
        self.changes += outcome.changes.len();
        for values in outcome.reading.values() {
            self.values += values.len();
            self.conflicts += usize::from(values.len() > 1);
        }
    }

    fn compare(&mut self, seed: u64, earlier: &Outcome, pinned: &Outcome) {
        self.same("heads", seed, earlier.heads == pinned.heads);
        self.same("bytes of changes", seed, earlier.changes == pinned.changes);
        self.same("values read", seed, earlier.reading == pinned.reading);
        self.same("winners", seed, earlier.winners == pinned.winners);
        self.same("earlier: devices agree", seed, earlier.agreed);
        self.same("pinned: devices agree", seed, pinned.agreed);
        self.same("earlier: any order", seed, earlier.order_is_free);
        self.same("pinned: any order", seed, pinned.order_is_free);
        self.equal_saves += usize::from(earlier.save == pinned.save);
    }

    /// Each version must open what the other saved, and take its changes.
    fn cross_load(&mut self, seed: u64, earlier: &Outcome, pinned: &Outcome) {
        let seen_by_pinned = replay::pinned::load(&earlier.save);
        let seen_by_earlier = replay::earlier::load(&pinned.save);
        self.same(
            "pinned loads earlier's save",
            seed,
            seen_by_pinned
                .is_ok_and(|seen| seen == (earlier.heads.clone(), earlier.reading.clone())),
        );
        self.same(
            "earlier loads pinned's save",
            seed,
            seen_by_earlier
                .is_ok_and(|seen| seen == (pinned.heads.clone(), pinned.reading.clone())),
        );
        let applied_by_pinned = replay::pinned::apply(&earlier.changes);
        let applied_by_earlier = replay::earlier::apply(&pinned.changes);
        self.same(
            "pinned applies earlier's changes",
            seed,
            applied_by_pinned
                .is_ok_and(|seen| seen == (earlier.heads.clone(), earlier.reading.clone())),
        );
        self.same(
            "earlier applies pinned's changes",
            seed,
            applied_by_earlier
                .is_ok_and(|seen| seen == (pinned.heads.clone(), pinned.reading.clone())),
        );
        self.loads += 4;
    }

    fn same(&mut self, what: &'static str, seed: u64, same: bool) {
        if !same {
            let entry = self.differences.entry(what).or_insert((0, seed));
            entry.0 += 1;
        }
    }

    fn print(&self, documents: u64, began: Instant) {
        println!("documents             {documents}");
        println!("changes               {}", self.changes);
        println!("values read           {}", self.values);
        println!("lines in conflict     {}", self.conflicts);
        println!("loaded or applied across versions  {}", self.loads);
        println!("saves equal byte for byte          {}", self.equal_saves);
        println!("seconds               {:.1}", began.elapsed().as_secs_f64());
        if self.differences.is_empty() {
            println!("no difference");
        }
        for (what, (times, seed)) in &self.differences {
            println!("DIFFERENT  {what}: {times} times, first with seed {seed}");
        }
    }
}
