//! What a running program costs, as the kernel counts it.

use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::time::Duration;

/// The clock by which the kernel counts processor time for others to read.
const TICK: Duration = Duration::from_millis(10);

/// A process, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process(pub u32);

impl Process {
    /// This program itself.
    #[must_use]
    pub fn own() -> Self {
        Self(std::process::id())
    }

    /// The processes it started.
    ///
    /// # Panics
    /// When it has ended.
    #[must_use]
    pub fn children(self) -> Vec<Self> {
        self.tasks()
            .iter()
            .flat_map(|task| {
                let listed = fs::read_to_string(format!("{task}/children")).unwrap_or_default();
                let numbers = listed.split_whitespace().map(str::parse);
                numbers.filter_map(Result::ok).map(Self).collect::<Vec<_>>()
            })
            .collect()
    }

    /// Processor time it used, in all its threads, those that have ended too.
    ///
    /// # Panics
    /// When it has ended.
    #[must_use]
    pub fn processor_time(self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0)).expect("it runs");
        // After the name, which may contain anything: the state, and eleven numbers later the two times.
        let (_, rest) = stat.rsplit_once(')').expect("a name in brackets");
        let ticks = rest.split_whitespace().skip(11).take(2);
        let ticks: u32 = ticks.filter_map(|count| count.parse::<u32>().ok()).sum();
        TICK * ticks
    }

    /// Which of these are anywhere in its memory, as a dump of it would show. Nothing where the kernel does not let it be read.
    #[must_use]
    pub fn memory_holds<'a>(self, wanted: &[(&'a str, Vec<u8>)]) -> Option<BTreeSet<&'a str>> {
        let maps = fs::read_to_string(format!("/proc/{}/maps", self.0)).ok()?;
        let memory = File::open(format!("/proc/{}/mem", self.0)).ok()?;
        let search = AhoCorasick::new(wanted.iter().map(|(_, what)| what)).ok()?;
        let mut found = BTreeSet::new();
        for map in maps.lines() {
            let mut parts = map.split_whitespace();
            let (range, rights) = (parts.next()?, parts.next()?);
            if !rights.starts_with("rw") {
                continue;
            }
            let (from, to) = range.split_once('-')?;
            let from = u64::from_str_radix(from, 16).ok()?;
            let to = u64::from_str_radix(to, 16).ok()?;
            let mut bytes = vec![0; usize::try_from(to - from).ok()?];
            // Some of what the kernel lends cannot be read.
            if memory.read_exact_at(&mut bytes, from).is_err() {
                continue;
            }
            for hit in search.find_overlapping_iter(&bytes) {
                found.extend(wanted.get(hit.pattern().as_usize()).map(|(name, _)| *name));
            }
        }
        Some(found)
    }

    /// How often it was given the processor: a process that nobody asks anything sleeps all the time.
    ///
    /// # Panics
    /// When it has ended.
    #[must_use]
    pub fn turns(self) -> u64 {
        let counts = self.tasks().into_iter().map(|task| {
            field(&task, "voluntary_ctxt_switches:") + field(&task, "nonvoluntary_ctxt_switches:")
        });
        counts.sum()
    }

    /// Memory it has now, in KiB.
    ///
    /// # Panics
    /// When it has ended.
    #[must_use]
    pub fn memory_kib(self) -> u64 {
        field(&format!("/proc/{}", self.0), "VmRSS:")
    }

    /// The most memory it ever had, in KiB.
    ///
    /// # Panics
    /// When it has ended.
    #[must_use]
    pub fn most_memory_kib(self) -> u64 {
        field(&format!("/proc/{}", self.0), "VmHWM:")
    }

    fn tasks(self) -> Vec<String> {
        let listed = fs::read_dir(format!("/proc/{}/task", self.0)).expect("it runs");
        listed
            .filter_map(|task| Some(task.ok()?.path().to_str()?.to_owned()))
            .collect()
    }
}

fn field(place: &str, name: &str) -> u64 {
    let status = fs::read_to_string(format!("{place}/status")).expect("it runs");
    status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .expect("the kernel counts it")
}
