//! What it costs to give a new computer everything that its site looks after.

use anyhow::{Context, Result};
use care_record::Sheet;
use std::collections::BTreeMap;
use sync_protocol::cursor::Cursor;

use super::caseload::caseload;
use super::ours::{self, Cost, Held};
use super::peer::{self, Ends, Memory};
use super::region::{EPOCH, Hub};
use super::{DEVICES, RECORDS, SEED, colleague};

/// Ours and the peer's.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    pub(super) ours: Cost,
    pub(super) peer: Cost,
    /// Until every record has a face, and before the feed is asked for.
    pub(super) faces: Cost,
}

/// Five hundred people who have been visited for months, each visit shared in its time, come to a device that has nothing.
///
/// # Errors
/// When the two ends do not agree, or a part refuses what it is given.
pub(super) fn first_sync() -> Result<First> {
    let folder = tempfile::tempdir()?;
    let (mut hub, mut desks) = Hub::found(&folder.path().join("hub.db"), SEED, DEVICES)?;
    let patients = caseload(SEED, RECORDS)?;
    let longest = patients.iter().map(|patient| patient.past.len()).max();
    for visit in 0..longest.unwrap_or(0) {
        for who in 0..DEVICES - 1 {
            let desk = colleague(&mut desks, who + visit)?;
            let mut envelopes = Vec::new();
            for patient in patients.iter().skip(who).step_by(DEVICES - 1) {
                let changes = patient.past.get(visit).map_or(&[][..], Vec::as_slice);
                if !changes.is_empty() {
                    let saves = changes.iter().map(|change| (change.clone(), desk.save()));
                    let saves = saves.collect();
                    envelopes.push(desk.seal(patient.person.document, saves, 0)?);
                }
            }
            hub.take(desk, &envelopes)?;
        }
    }
    for patient in &patients {
        hub.face(patient.person.document)?;
    }
    let newcomer = desks.first().context("a device that has nothing")?;
    let start = Cursor::start(hub.end_of_shelf()?.shelf, EPOCH);
    let faces = ours::faces(&hub, newcomer, start, patients.len())?;
    let mut held = Held {
        sheets: patients
            .iter()
            .map(|patient| (patient.person.document, Sheet::genesis()))
            .collect(),
        heads: BTreeMap::new(),
    };
    let ours = ours::sync(&mut hub, newcomer, start, &[], &mut held)?;
    let nothing = Sheet::genesis();
    let ends = patients.iter().map(|patient| Ends {
        device: &nothing,
        hub: &patient.person.sheet,
        before: &nothing,
    });
    let peer = peer::sync(ends, Memory::Fresh)?;
    Ok(First { ours, peer, faces })
}
