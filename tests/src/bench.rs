//! What a sync costs in bytes and round trips, and a save in milliseconds, beside a peer on the same data.
//!
//! The data is seeded, so that every byte of ours and of the peer's is the same in each run and on each machine; a test
//! holds the numbers to the byte. Saves are timed on the real workstation and are different each time.
//!
//! *Assumes* that nothing below it asks for time or randomness, which the contract tests hold.
//!
//! *Guarantees* that what is counted was really sent, taken, merged and compared: each sync ends with both ends holding
//! the same heads, or there is no figure.

mod caseload;
pub mod dictionary;
pub mod far;
mod first;
pub mod guessing;
pub mod hub_costs;
mod inside;
mod line;
mod ours;
pub mod paint;
mod peer;
mod person;
pub mod reading;
mod real;
mod region;
mod row;
pub mod saves;
pub mod switch;
mod words;

use anyhow::{Context, Result};
use care_record::Sheet;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use sync_protocol::bytes::Bytes;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::Heads;
use sync_protocol::ids::DocumentId;
use tempfile::TempDir;

use caseload::{Patient, caseload};
use ours::{Held, heads_of};
use peer::Ends;
use person::Person;
use region::{Desk, Hub};

pub use inside::Inside;
pub use ours::Cost;
pub use peer::Memory;
pub use person::Saving;
pub use row::{Row, as_json, as_table};

/// The seed of all data.
pub const SEED: u64 = 2026;

/// Records of a caseload.
pub const RECORDS: usize = 500;

/// Visits of a nurse's day.
const VISITS_A_DAY: usize = 12;

/// Devices of the site: the nurse's own, and those of others.
const DEVICES: usize = 7;

/// One measurement: ours, how many bytes it was before it was packed, and the peer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Ours.
    pub ours: Cost,
    /// Bytes of the change chunks that were written.
    pub changes_bytes: u64,
    /// Bytes of the signed envelopes around them.
    pub envelopes_bytes: u64,
    /// Envelopes.
    pub envelopes: u64,
    /// Changes.
    pub saves: u64,
    /// What the request was made of, where a device sent something.
    pub inside: Option<Inside>,
    /// The peer, when it remembers the last sync.
    pub remembered: Cost,
    /// The peer, when it does not.
    pub fresh: Cost,
}

/// What goes into one envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// Each save.
    EachSave,
    /// What one person saved on one document since the last sharing, as the workstation does.
    AtSharing,
}

/// A caseload and a hub that has it, from which each measurement begins anew.
#[derive(Debug)]
pub struct Caseload {
    folder: TempDir,
    desks: Vec<Desk>,
    patients: Vec<Person>,
    heads: BTreeMap<DocumentId, Heads>,
}

impl Caseload {
    /// Makes everybody, and gives their pasts to a hub.
    ///
    /// # Errors
    /// When a part refuses what it is given.
    pub fn grow() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let patients = caseload(SEED, RECORDS)?;
        let (mut hub, mut desks) = Hub::found(&folder.path().join("hub.db"), SEED, DEVICES)?;
        let mut persons = Vec::with_capacity(patients.len());
        for (number, Patient { person, past }) in patients.into_iter().enumerate() {
            let desk = match number {
                // The nurse has shared before: her certificates are with everybody.
                0 => desks.first_mut().context("the nurse's own device")?,
                number => colleague(&mut desks, number)?,
            };
            // All at once, as a record comes that another system kept before.
            let at_ms = desk.save();
            let envelope = desk.seal_past(person.document, past.concat(), at_ms)?;
            hub.take(desk, &[envelope])?;
            persons.push(person);
        }
        hub.close()?;
        let heads = persons
            .iter()
            .map(|person| (person.document, heads_of(&person.sheet)))
            .collect();
        Ok(Self {
            folder,
            desks,
            patients: persons,
            heads,
        })
    }

    /// A nurse's day: so many visits with so many notes each, saved on the way and shared in the evening.
    ///
    /// # Errors
    /// When the two ends do not agree, or a part refuses what it is given.
    pub fn day(&self, notes: &[usize], saving: Saving, sealing: Sealing) -> Result<Measured> {
        let mut hub = self.hub("day")?;
        let cursor = hub.end_of_shelf()?;
        let mut nurse = self.nurse()?;
        let mut written = Written::default();
        let mut visited = Vec::new();
        let mut held = self.held();
        for (patient, notes) in self.patients.iter().zip(notes) {
            let before = patient.sheet.clone();
            let mut person = patient.clone();
            written.visit(&mut person, &mut nurse, *notes, (saving, sealing), cursor)?;
            held.heads.insert(person.document, heads_of(&person.sheet));
            held.sheets.insert(person.document, person.sheet.clone());
            visited.push((person.sheet, before));
        }
        let ours = ours::sync(&mut hub, &nurse, cursor, &written.envelopes, &mut held)?;
        let peer = |memory| {
            let ends = visited.iter().map(|(after, before)| Ends {
                device: after,
                hub: before,
                before,
            });
            peer::sync(ends, memory)
        };
        let measured = written.measured(ours, peer(Memory::Remembered)?, peer(Memory::Fresh)?);
        let inside = inside::inside(ours.up_bytes, &written.envelopes)?;
        Ok(Measured { inside, ..measured })
    }

    /// A nurse who has all the records looks for news, when others visited so many of them: fifteen edits and a note
    /// each.
    ///
    /// # Errors
    /// When the two ends do not agree, or a part refuses what it is given.
    pub fn news(&self, changed: usize, sealing: Sealing) -> Result<Measured> {
        let mut hub = self.hub("news")?;
        let cursor = hub.end_of_shelf()?;
        let nurse = self.nurse()?;
        let mut desks = self.desks.clone();
        let mut written = Written::default();
        let mut after: Vec<Sheet> = Vec::new();
        let mut held = self.held();
        for (number, patient) in self.patients.iter().enumerate().take(changed) {
            held.sheets.insert(patient.document, patient.sheet.clone());
            let mut person = patient.clone();
            let desk = colleague(&mut desks, number)?;
            let mut theirs = Written::default();
            theirs.visit(&mut person, desk, 1, (Saving::EachEdit, sealing), cursor)?;
            hub.take(desk, &theirs.envelopes)?;
            written.add(theirs);
            after.push(person.sheet);
        }
        let ours = ours::sync(&mut hub, &nurse, cursor, &[], &mut held)?;
        let before: Vec<&Sheet> = self.patients.iter().map(|patient| &patient.sheet).collect();
        let peer = |memory| {
            let ends = before.iter().enumerate().map(|(number, before)| Ends {
                device: before,
                hub: after.get(number).unwrap_or(before),
                before,
            });
            peer::sync(ends, memory)
        };
        Ok(written.measured(ours, peer(Memory::Remembered)?, peer(Memory::Fresh)?))
    }

    /// A hub of its own for one measurement.
    fn hub(&self, name: &str) -> Result<Hub> {
        let place: PathBuf = self.folder.path().join(name).with_extension("db");
        fs::copy(self.folder.path().join("hub.db"), &place)?;
        Hub::open(&place)
    }

    fn nurse(&self) -> Result<Desk> {
        self.desks
            .first()
            .cloned()
            .context("the nurse's own device")
    }

    fn held(&self) -> Held {
        Held {
            sheets: BTreeMap::new(),
            heads: self.heads.clone(),
        }
    }
}

/// The device of somebody else at the site, in turn.
fn colleague(desks: &mut [Desk], number: usize) -> Result<&mut Desk> {
    desks
        .get_mut(1 + number % (DEVICES - 1))
        .context("somebody else at the site")
}

/// What was saved.
#[derive(Default)]
struct Written {
    envelopes: Vec<Bytes>,
    changes_bytes: u64,
    saves: u64,
}

impl Written {
    fn visit(
        &mut self,
        person: &mut Person,
        desk: &mut Desk,
        notes: usize,
        (saving, sealing): (Saving, Sealing),
        seen: Cursor,
    ) -> Result<()> {
        let actor = person.actor();
        let mut saves = Vec::new();
        for save in person.visit(notes, saving) {
            let change = person.write(actor, &save)?.change;
            self.changes_bytes += change.len() as u64;
            self.saves += 1;
            saves.push((change, desk.save()));
        }
        let together = match sealing {
            Sealing::EachSave => saves.into_iter().map(|save| vec![save]).collect(),
            Sealing::AtSharing => vec![saves],
        };
        for saves in together {
            self.envelopes
                .push(desk.seal(person.document, saves, seen.seq)?);
        }
        Ok(())
    }

    fn add(&mut self, other: Self) {
        self.envelopes.extend(other.envelopes);
        self.changes_bytes += other.changes_bytes;
        self.saves += other.saves;
    }

    fn measured(&self, ours: Cost, remembered: Cost, fresh: Cost) -> Measured {
        Measured {
            ours,
            changes_bytes: self.changes_bytes,
            envelopes_bytes: self
                .envelopes
                .iter()
                .map(|envelope| envelope.len() as u64)
                .sum(),
            envelopes: self.envelopes.len() as u64,
            saves: self.saves,
            inside: None,
            remembered,
            fresh,
        }
    }
}

/// Three notes at each visit: thirty-six a day.
#[must_use]
pub fn notes_of_day_a() -> Vec<usize> {
    vec![3; VISITS_A_DAY]
}

/// Three notes in the whole day.
#[must_use]
pub fn notes_of_day_b() -> Vec<usize> {
    (0..VISITS_A_DAY)
        .map(|visit| usize::from(visit % 4 == 0))
        .collect()
}

/// All rows of bytes and round trips, in the order in which they are printed.
///
/// # Errors
/// When a measurement fails: then there is no figure at all.
pub fn byte_rows() -> Result<Vec<Row>> {
    let caseload = Caseload::grow()?;
    let mut rows = Vec::new();
    for (name, notes) in [
        ("day_a", notes_of_day_a()),
        ("day_b", notes_of_day_b()),
        ("visit", vec![3]),
    ] {
        let each = caseload.day(&notes, Saving::EachEdit, Sealing::AtSharing)?;
        rows.extend(row::of(name, &each));
        rows.extend(row::inside(name, &each));
        for (how, saving) in [
            ("by_section", Saving::EachSection),
            ("by_visit", Saving::EachVisit),
        ] {
            let other = caseload.day(&notes, saving, Sealing::AtSharing)?;
            rows.extend(row::of(&format!("{name}_{how}"), &other));
        }
        // An envelope for each save, as it was before a sharing sealed what was saved since the one before.
        let sealed = caseload.day(&notes, Saving::EachEdit, Sealing::EachSave)?;
        rows.extend(row::ours(&format!("{name}_an_envelope_each"), &sealed));
    }
    for (name, changed) in [
        ("idle_500", 0),
        ("changed_1pct_500", RECORDS / 100),
        ("changed_10pct_500", RECORDS / 10),
    ] {
        let news = caseload.news(changed, Sealing::AtSharing)?;
        rows.extend(row::of(name, &news));
        if changed > 0 {
            let sealed = caseload.news(changed, Sealing::EachSave)?;
            rows.extend(row::ours(&format!("{name}_an_envelope_each"), &sealed));
        }
    }
    rows.extend(row::first(first::first_sync()?));
    Ok(rows)
}
