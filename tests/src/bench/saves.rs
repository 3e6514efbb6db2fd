//! How long a save takes until it is on the disk, and what a sync costs on the line, with the real programs.
//!
//! A nurse's computer carries five hundred records. Her saves go through the one door as from the window, into the
//! encrypted store, and are timed until the answer. After each, the bytes of the same change go into a plain SQLite file
//! beside it, with the same journal and the same `synchronous`: what the disk asks for in any case.

use anyhow::{Context, Result};
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};
use workstation::Workplace;

use super::person::{Person, Saving};
use super::real::{Real, ask, begin, page, request};
use super::row::{Row, count};
use super::{RECORDS, SEED, notes_of_day_a, notes_of_day_b};

/// Visits in the past of the records that the day touches, as in the measurement in bytes.
pub(super) const PAST_VISITS: usize = 9;

const PEER: &str = "plain SQLite, WAL, synchronous=FULL, one row";

/// Times of saves, beside those of the peer.
#[derive(Debug, Default)]
pub(super) struct Times {
    ours: Vec<Duration>,
    peer: Vec<Duration>,
}

/// A record on the nurse's computer, and the generator that knows what is to be written to it.
pub(super) struct Patient {
    record: String,
    pub(super) person: Person,
}

/// The rows: milliseconds of a save, and bytes on the line.
///
/// # Errors
/// When something is refused. It needs a keyring in its session and the programs beside itself.
pub fn rows() -> Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure())
}

async fn measure() -> Result<Vec<Row>> {
    let real = Real::begin().await?;
    let nurse = real.computer("Nurse Fairlamb").await?;
    let mut peer = Peer::at(&real.folder().join("peer.db"))?;
    let mut patients = Vec::new();
    for number in 1..=RECORDS as u64 {
        patients.push(Patient::begin(&nurse, number).await?);
    }
    // The first twelve have a past; nobody opens the others here.
    let mut before = Times::default();
    for patient in patients.iter_mut().take(notes_of_day_a().len()) {
        for visit in 0..PAST_VISITS {
            patient
                .visit(&nurse, 1 + visit % 2, &mut peer, &mut before)
                .await?;
        }
    }
    real.share(&nurse).await?;
    let colleague = real.computer("Nurse Copsey").await?;
    real.share(&colleague).await?;
    // That somebody has come is news too.
    real.share(&nurse).await?;

    let mut rows = Vec::new();
    let mut times = Times::default();
    rows.extend(on_the_line("idle_500", &real, &nurse).await?);
    for (name, notes) in [
        ("day_a", notes_of_day_a()),
        ("day_b", notes_of_day_b()),
        ("visit", vec![3]),
    ] {
        for (patient, notes) in patients.iter_mut().zip(notes) {
            patient.visit(&nurse, notes, &mut peer, &mut times).await?;
        }
        rows.extend(on_the_line(name, &real, &nurse).await?);
    }
    for (name, changed) in [
        ("changed_1pct_500", RECORDS / 100),
        ("changed_10pct_500", RECORDS / 10),
    ] {
        real.share(&colleague).await?;
        let mut theirs = Times::default();
        for patient in patients.iter_mut().take(changed) {
            patient.visit(&colleague, 1, &mut peer, &mut theirs).await?;
        }
        real.share(&colleague).await?;
        rows.extend(on_the_line(name, &real, &nurse).await?);
    }
    rows.extend(times.rows()?);
    Ok(rows)
}

/// What it costs to share now.
async fn on_the_line(name: &str, real: &Real, place: &Workplace) -> Result<Vec<Row>> {
    let (cost, wire) = real.share(place).await?;
    Ok(vec![
        Row::alone(format!("{name}_wire_bytes"), "bytes", count(wire)),
        Row::alone(
            format!("{name}_bytes_of_real_programs"),
            "bytes",
            count(cost.bytes()),
        ),
        Row::alone(
            format!("{name}_round_trips_of_real_programs"),
            "round trips",
            count(cost.round_trips),
        ),
    ])
}

impl Patient {
    /// Begins a record.
    pub(super) async fn begin(place: &Workplace, number: u64) -> Result<Self> {
        let mut person = Person::new(SEED, number);
        let actor = person.actor();
        let beginning = person.beginning();
        let record = begin(place, &beginning).await?;
        person.write(actor, &beginning)?;
        Ok(Self { record, person })
    }

    /// A visit, each edit saved by itself, and the change's bytes into the peer after each.
    pub(super) async fn visit(
        &mut self,
        place: &Workplace,
        notes: usize,
        peer: &mut Peer,
        times: &mut Times,
    ) -> Result<()> {
        let seen = page(place, &self.record).await?;
        let actor = self.person.actor();
        for save in self.person.visit(notes, Saving::EachEdit) {
            let edit = save.first().context("a save has an edit")?;
            let request = request(&self.record, &seen, edit);
            let begun = Instant::now();
            ask(place, request).await?;
            times.ours.push(begun.elapsed());
            let change = self.person.write(actor, &save)?.change;
            times.peer.push(peer.save(&self.record, &change)?);
        }
        Ok(())
    }
}

impl Times {
    fn rows(mut self) -> Result<[Row; 2]> {
        self.ours.sort_unstable();
        self.peer.sort_unstable();
        let row = |name: &str, percent| {
            let (ours, peer) = (at(&self.ours, percent)?, at(&self.peer, percent)?);
            Ok::<_, anyhow::Error>(Row::beside(name, "ms", ours, peer, PEER))
        };
        Ok([row("save_p50_ms", 50)?, row("save_p99_ms", 99)?])
    }
}

/// The time, in milliseconds, that so many in a hundred stay within.
pub(super) fn at(sorted: &[Duration], percent: usize) -> Result<f64> {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    let time = sorted.get(place).context("something was timed")?;
    Ok((time.as_secs_f64() * 100_000.0).round() / 100.0)
}

/// A file that keeps changes and nothing else.
pub(super) struct Peer(Connection);

impl Peer {
    pub(super) fn at(place: &Path) -> Result<Self> {
        let connection = Connection::open(place)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             CREATE TABLE saved (id INTEGER PRIMARY KEY, record TEXT NOT NULL, change BLOB NOT NULL) STRICT;",
        )?;
        Ok(Self(connection))
    }

    fn save(&mut self, record: &str, change: &[u8]) -> Result<Duration> {
        let begun = Instant::now();
        self.0
            .prepare_cached("INSERT INTO saved (record, change) VALUES (?1, ?2)")?
            .execute(params![record, change])?;
        Ok(begun.elapsed())
    }
}
