//! What a running program costs, as the kernel counts it.

use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::time::Duration;

/// The clock by which the kernel counts processor time for others to read.
const TICK: Duration = Duration::from_millis(10);

/// What memory is lent in, bytes.
const PAGE: u64 = 4096;
/// Pages that are looked at together.
const TOGETHER: u64 = 4096;
/// Of a page, as the kernel tells it: in memory, or on the disk in its place.
const THERE: u64 = 0b11 << 62;

/// Stretches of pages that hold anything. Of what an engine sets aside for itself, most has never been touched.
///
/// Each piece that is looked at begins with the last page of the one before, so that nothing is cut in two.
fn runs(pages: &File, from: u64, to: u64) -> Vec<Range<u64>> {
    let mut runs = Vec::new();
    let mut first = from;
    while first < to {
        let next = to.min(first + TOGETHER);
        let mut told = vec![0; usize::try_from((next - first) * 8).unwrap_or_default()];
        if pages.read_exact_at(&mut told, first * 8).is_err() {
            return runs;
        }
        let mut run: Option<Range<u64>> = None;
        for (page, told) in (first..).zip(told.as_chunks::<8>().0) {
            if u64::from_ne_bytes(*told) & THERE == 0 {
                runs.extend(run.take());
            } else {
                run = Some(run.map_or(page, |run| run.start)..page + 1);
            }
        }
        runs.extend(run);
        first = if next == to { to } else { next - 1 };
    }
    runs
}

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

    /// The first of this name among those that it started, and that those started; none where there is none.
    ///
    /// # Panics
    /// When one of them ends meanwhile.
    #[must_use]
    pub fn started(self, name: &str) -> Option<Self> {
        let mut waiting = self.children();
        while let Some(process) = waiting.pop() {
            let called = fs::read_to_string(format!("/proc/{}/comm", process.0));
            if called.is_ok_and(|called| called.trim() == name) {
                return Some(process);
            }
            waiting.extend(process.children());
        }
        None
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
        let pages = File::open(format!("/proc/{}/pagemap", self.0)).ok()?;
        let search = AhoCorasick::new(wanted.iter().map(|(_, what)| what)).ok()?;
        let mut found = BTreeSet::new();
        for map in maps.lines() {
            let mut parts = map.split_whitespace();
            let (range, rights) = (parts.next()?, parts.next()?);
            if !rights.starts_with("rw") {
                continue;
            }
            let (from, to) = range.split_once('-')?;
            let from = u64::from_str_radix(from, 16).ok()? / PAGE;
            let to = u64::from_str_radix(to, 16).ok()? / PAGE;
            for run in runs(&pages, from, to) {
                let mut bytes = vec![0; usize::try_from((run.end - run.start) * PAGE).ok()?];
                // Some of what the kernel lends cannot be read.
                if memory.read_exact_at(&mut bytes, run.start * PAGE).is_err() {
                    continue;
                }
                for hit in search.find_overlapping_iter(&bytes) {
                    found.extend(wanted.get(hit.pattern().as_usize()).map(|(name, _)| *name));
                }
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
