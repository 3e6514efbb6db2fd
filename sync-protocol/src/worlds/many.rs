//! Many worlds at a time, on every processor.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::bug::Bug;
use super::lived;

/// How often something happened.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) syncs: u64,
    /// Lines that were cut on the way up or down.
    pub(super) cuts: u64,
    /// Requests that came twice, or late.
    pub(super) repeats: u64,
    /// Devices and hubs that stopped between two durable steps.
    pub(super) crashes: u64,
    /// Hubs set back to their backup.
    pub(super) restores: u64,
    /// Shelves read anew and envelopes offered again, because chain, epoch or numbers differed.
    pub(super) repairs: u64,
    /// Devices gone for ever.
    pub(super) lost: u64,
    /// Disks copied or set back.
    pub(super) copies: u64,
    /// Devices that found that there was a copy of them.
    pub(super) noticed: u64,
    /// Digests that differed.
    pub(super) alarms: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.syncs += other.syncs;
        self.cuts += other.cuts;
        self.repeats += other.repeats;
        self.crashes += other.crashes;
        self.restores += other.restores;
        self.repairs += other.repairs;
        self.lost += other.lost;
        self.copies += other.copies;
        self.noticed += other.noticed;
        self.alarms += other.alarms;
    }
}

/// What became of many worlds.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pub(super) worlds: u64,
    pub(super) counts: Counts,
    pub(super) violations: u64,
    /// What is wrong in the end, and in how many worlds.
    pub(super) wrong: BTreeMap<String, u64>,
    /// The wrong world of the lowest seed.
    pub(super) first: Option<(u64, String)>,
}

impl Summary {
    fn add(&mut self, seed: u64, lived: Result<Counts, String>) {
        self.worlds += 1;
        match lived {
            Ok(counts) => self.counts += counts,
            Err(how) => {
                self.violations += 1;
                *self.wrong.entry(how.clone()).or_default() += 1;
                if self.first.as_ref().is_none_or(|(first, _)| seed < *first) {
                    self.first = Some((seed, how));
                }
            }
        }
    }

    pub(super) fn noticed(&self) -> u64 {
        self.counts.repairs + self.counts.alarms
    }
}

/// How many worlds are tried where `ALONGSIDE_SEEDS` does not say.
pub(super) fn seeds(usual: u64) -> u64 {
    let told = std::env::var("ALONGSIDE_SEEDS").ok();
    told.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Lives through the worlds of all seeds below a number, telling `progress` each tenth of them.
pub(super) fn live_through(seeds: u64, bug: Bug, progress: impl Fn(&Summary) + Sync) -> Summary {
    let next = AtomicU64::new(0);
    let summary = Mutex::new(Summary::default());
    let tenth = (seeds / 10).max(1);
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds {
                return;
            }
            let lived = lived(seed, bug);
            let mut summary = summary.lock().unwrap();
            summary.add(seed, lived);
            if summary.worlds.is_multiple_of(tenth) {
                progress(&summary);
            }
        }
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..processors {
            scope.spawn(work);
        }
    });
    summary.into_inner().unwrap()
}
