//! Five hundred people with a past.

use anyhow::{Result, anyhow};
use std::num::NonZero;
use std::thread;

use super::person::{Person, Saving};
use crate::chance::Chance;

/// Visits in a record's past. With what begins it they come to about 150 changes.
const VISITS: usize = 9;

/// A person, and the changes that made the record what it is, visit by visit.
#[derive(Debug, Clone)]
pub(super) struct Patient {
    pub(super) person: Person,
    pub(super) past: Vec<Vec<Vec<u8>>>,
}

/// So many patients, the same for the same seed, on as many threads as there are cores.
pub(super) fn caseload(seed: u64, count: usize) -> Result<Vec<Patient>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let numbers: Vec<u64> = (1..=count as u64).collect();
    let grown: Vec<Result<Vec<Patient>>> = thread::scope(|scope| {
        let shares = numbers.chunks(count.div_ceil(threads).max(1));
        let growing: Vec<_> = shares
            .map(|share| scope.spawn(|| share.iter().map(|number| grow(seed, *number)).collect()))
            .collect();
        growing
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err(anyhow!("a thread died")))
            })
            .collect()
    });
    let mut caseload = Vec::with_capacity(count);
    for share in grown {
        caseload.extend(share?);
    }
    Ok(caseload)
}

/// Each change is one field, one entry or one note, written on a different run of the program at each visit.
fn grow(seed: u64, number: u64) -> Result<Patient> {
    let mut person = Person::new(seed, number);
    let mut chance = Chance::new(!seed, number);
    let mut past = Vec::new();
    let actor = person.actor();
    let beginning = person.beginning();
    past.push(vec![person.write(actor, &beginning)?.change]);
    for _ in 0..VISITS {
        let actor = person.actor();
        let mut visit = Vec::new();
        for save in person.visit(1 + chance.below(2), Saving::EachEdit) {
            visit.push(person.write(actor, &save)?.change);
        }
        past.push(visit);
    }
    Ok(Patient { person, past })
}
