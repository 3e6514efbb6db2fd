//! Trains the dictionary of frames, on invented people only.
//!
//! They come from [`crate::people`] with a seed of their own: nobody here is in any measurement. Nor are the phrases and
//! the ways in which the measured visits are written down, which come from another generator. What both share are the
//! names of fields and codes, and the lists of names of people and villages. [`compared`] also trains on visits like
//! those that are measured, to see what the dictionary would gain from knowing them: next to nothing.

use anyhow::{Context, Result};
use care_record::{Record, Sheet};
use std::collections::BTreeMap;
use sync_protocol::bytes::Bytes;
use sync_protocol::chain::Chain;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::feed::{AttachReason, FeedEntry};
use sync_protocol::frame::{EnvelopeFrame, FeedFrame};
use sync_protocol::ids::{DeviceId, DocumentId, RecordId, SheetId, ShelfId};

use super::SEED;
use super::caseload::caseload;
use super::person::{Person, Saving};
use super::region::Desk;
use crate::chance::Chance;
use crate::people::{NOW_MS, invented};

/// The seed of those who are trained on. No measurement has it.
const TRAINING: u64 = 0x0d1c_7104;
/// How large the shipped dictionary is.
const BYTES: usize = 64 * 1024;
/// Patients of the nurses.
const PATIENTS: usize = 60;
/// People with an illness, a team and a past.
const PEOPLE: u64 = 150;

/// The dictionary that is shipped: the same bytes each time.
///
/// # Errors
/// When somebody cannot be written down, or zstd finds nothing to learn.
pub fn trained() -> Result<Vec<u8>> {
    Ok(zstd::dict::from_samples(&of_people()?, BYTES)?)
}

/// A line for each training and size: what measured frames come to with it.
///
/// # Errors
/// When somebody cannot be written down, or zstd finds nothing to learn.
pub fn compared() -> Result<Vec<String>> {
    let people = of_people()?;
    let all = [people.clone(), of_visits()?].concat();
    let measured = measured()?;
    let line = |name: &str, dictionary: &[u8]| -> Result<String> {
        let mut line = format!("{name:<28}");
        for (what, level, text) in &measured {
            let mut packer = zstd::bulk::Compressor::with_dictionary(*level, dictionary)?;
            line += &format!("  {what} {:>6}", packer.compress(text)?.len());
        }
        Ok(line)
    };
    let mut lines = vec![line("none", &[])?];
    for (name, samples) in [("people", &people), ("people and visits", &all)] {
        for kib in [8, 64, 110] {
            let dictionary = zstd::dict::from_samples(samples, kib * 1024)?;
            lines.push(line(&format!("{name}, {kib} KiB"), &dictionary)?);
        }
    }
    Ok(lines)
}

/// What nurses write on their visits, as they share it: a save alone, a visit, a round of visits.
fn of_visits() -> Result<Vec<Vec<u8>>> {
    let mut dice = Chance::new(TRAINING, 1);
    let mut desk = Desk::apart(&mut dice);
    let mut rounds = Vec::new();
    for patient in caseload(TRAINING, PATIENTS)? {
        let mut person = patient.person;
        let notes = dice.below(4);
        rounds.push(visit(&mut desk, &mut person, notes)?);
    }
    let mut samples = Vec::new();
    for (number, envelope) in rounds.iter().enumerate() {
        samples.push(sent(std::slice::from_ref(envelope)));
        samples.push(read(std::slice::from_ref(envelope), number as u64)?);
    }
    for round in rounds.chunks(5) {
        samples.push(read(round, 9)?);
    }
    samples.extend(rounds.chunks(12).map(sent));
    let mut person = Person::new(TRAINING, 0);
    let actor = person.actor();
    for _ in 0..PATIENTS / 3 {
        for edits in person.visit(1, Saving::EachEdit) {
            let change = person.write(actor, &edits)?.change;
            let at_ms = desk.save();
            let envelope = desk.seal(person.document, vec![(change, at_ms)], 700)?;
            samples.push(sent(&[envelope]));
        }
    }
    Ok(samples)
}

fn visit(desk: &mut Desk, person: &mut Person, notes: usize) -> Result<Bytes> {
    let actor = person.actor();
    let mut saves = Vec::new();
    for edits in person.visit(notes, Saving::EachEdit) {
        let change = person.write(actor, &edits)?.change;
        saves.push((change, desk.save()));
    }
    desk.seal(person.document, saves, 40_000)
}

/// What whole teams write down of people from the first day to the last.
fn of_people() -> Result<Vec<Vec<u8>>> {
    let mut samples = Vec::new();
    for number in 0..PEOPLE {
        let told = invented(TRAINING, number, NOW_MS);
        let mut record = Record::new(told.record_id());
        let mut dice = Chance::new(TRAINING, 1000 + number);
        let mut desks: BTreeMap<String, Desk> = BTreeMap::new();
        let mut log = Vec::new();
        for saying in &told.sayings {
            let desk = desks
                .entry(saying.by.key.clone())
                .or_insert_with(|| Desk::apart(&mut dice));
            for (kind, edits) in saying.by_sheet() {
                let record_id = RecordId::new(told.record_id().to_bytes());
                let document = DocumentId::new(
                    record_id,
                    SheetId::new(kind.code().into()).context("a sheet")?,
                );
                let envelope = said(desk, record.sheet_mut(kind), &edits, document, dice.bytes())?;
                log.push(envelope);
            }
        }
        samples.extend(log.chunks(1).map(sent));
        for some in log.chunks(16) {
            samples.push(read(some, number)?);
        }
    }
    Ok(samples)
}

/// Each edit is saved by itself, and all of a saying are sealed together.
fn said(
    desk: &mut Desk,
    sheet: &mut Sheet,
    edits: &[care_record::Edit],
    document: DocumentId,
    actor: [u8; Sheet::ACTOR_BYTES],
) -> Result<Bytes> {
    let mut saves = Vec::new();
    for edit in edits {
        let change = sheet.write(actor, std::slice::from_ref(edit))?.change;
        saves.push((change, desk.save()));
    }
    desk.seal(document, saves, 40_000)
}

fn sent(envelopes: &[Bytes]) -> Vec<u8> {
    let first = envelopes.first().map(|first| SignedEnvelope::decode(first));
    let sender = match first {
        Some(Ok(signed)) => signed.claimed().header.device,
        _ => DeviceId::new([0; 16]),
    };
    let envelopes = envelopes.to_vec();
    EnvelopeFrame { sender, envelopes }.text()
}

fn read(envelopes: &[Bytes], attached: u64) -> Result<Vec<u8>> {
    let mut entries = Vec::new();
    for (doc_seq, envelope) in (1..).zip(envelopes) {
        let document = SignedEnvelope::decode(envelope)?.claimed().header.document;
        if doc_seq == attached {
            let reason = AttachReason::CREATED;
            entries.push(FeedEntry::Attach { document, reason }.encode());
        }
        let envelope = envelope.clone();
        let change = FeedEntry::Change {
            document,
            doc_seq: doc_seq + attached,
            envelope,
        };
        entries.push(change.encode());
    }
    let frame = FeedFrame {
        shelf: ShelfId::new([0; 16]),
        seq: 40_000 + attached,
        chain: Chain::new([0; 16]),
        entries,
    };
    Ok(frame.text())
}

/// What is measured: none of it was trained on.
fn measured() -> Result<Vec<(&'static str, i32, Vec<u8>)>> {
    let mut desk = Desk::apart(&mut Chance::new(SEED, 7));
    let mut day = Vec::new();
    for patient in caseload(SEED, 50)? {
        let mut person = patient.person;
        let notes = if day.len() < 12 { 3 } else { 1 };
        day.push(visit(&mut desk, &mut person, notes)?);
    }
    let (visits, news) = (day.get(..12).unwrap_or(&day), day.get(12..).unwrap_or(&day));
    let (first, few) = (visits.get(..1).unwrap_or(&[]), news.get(..5).unwrap_or(&[]));
    let mut measured = vec![("day", 19, sent(visits)), ("visit", 19, sent(first))];
    for level in [3, 6, 9, 12, 15] {
        measured.push(("| five", level, read(few, 9)?));
        measured.push(("38", level, read(news, 9)?));
    }
    Ok(measured)
}
