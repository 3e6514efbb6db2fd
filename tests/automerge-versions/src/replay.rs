//! The same life, lived with either version.
//!
//! The two crates share no types, so the code is written once as a macro and
//! made twice. What comes out is plain data that can be compared.

use std::collections::BTreeMap;

/// A line of a document: section and key.
pub type Line = (String, String);
/// Each line with every value that is read there, and its operation's id.
pub type Reading = BTreeMap<Line, Vec<(String, String)>>;
/// Hashes of the newest changes, sorted.
pub type Heads = Vec<[u8; 32]>;

/// What a document was like in the end.
pub struct Outcome {
    /// Heads after everyone has heard everything.
    pub heads: Heads,
    /// Every change, by its hash.
    pub changes: BTreeMap<[u8; 32], Vec<u8>>,
    /// Everything that can be read.
    pub reading: Reading,
    /// The value that the version shows first.
    pub winners: BTreeMap<Line, String>,
    /// The first device's document, saved.
    pub save: Vec<u8>,
    /// Whether all devices have the same heads and reading.
    pub agreed: bool,
    /// Whether another order of the same changes reads the same.
    pub order_is_free: bool,
}

macro_rules! version {
    ($name:ident) => {
        /// One version of automerge.
        pub mod $name {
            use super::{Heads, Line, Outcome, Reading};
            use crate::plan::{Chance, Plan, SECTIONS, Step, Write};
            use anyhow::{Context, Result};
            use std::collections::BTreeMap;
            use $name::transaction::{CommitOptions, Transactable};
            use $name::{ActorId, Automerge, Change, ObjId, ObjType, ROOT, ReadDoc, Value};

            /// Lives through a plan.
            pub fn replay(plan: &Plan) -> Result<Outcome> {
                let first = first_change()?;
                let mut starts = 0_u64;
                let mut devices = Vec::with_capacity(plan.devices);
                for _ in 0..plan.devices {
                    let mut doc = Automerge::new();
                    doc.apply_changes([first.clone()])?;
                    devices.push(doc.with_actor(actor(plan.seed, &mut starts)));
                }
                for step in &plan.steps {
                    match step {
                        Step::Save { device, writes } => save(&mut devices[*device], writes)?,
                        Step::Hear { device, from } => hear(&mut devices, *device, *from)?,
                        Step::Restart { device } => {
                            let doc = Automerge::load(&devices[*device].save())?;
                            devices[*device] = doc.with_actor(actor(plan.seed, &mut starts));
                        }
                    }
                }
                for device in 1..plan.devices {
                    hear(&mut devices, 0, device)?;
                }
                for device in 1..plan.devices {
                    hear(&mut devices, device, 0)?;
                }
                outcome(plan.seed, &devices)
            }

            /// Heads and reading of a saved document.
            pub fn load(save: &[u8]) -> Result<(Heads, Reading)> {
                let doc = Automerge::load(save)?;
                Ok((heads(&doc), reading(&doc)?))
            }

            /// Heads and reading of a document made from changes as received.
            pub fn apply(changes: &BTreeMap<[u8; 32], Vec<u8>>) -> Result<(Heads, Reading)> {
                let mut doc = Automerge::new();
                let changes = changes
                    .values()
                    .map(|bytes| Change::from_bytes(bytes.clone()))
                    .collect::<Result<Vec<_>, _>>()?;
                doc.apply_changes(changes)?;
                Ok((heads(&doc), reading(&doc)?))
            }

            fn first_change() -> Result<Change> {
                let mut doc = Automerge::new().with_actor(ActorId::from([0_u8].as_slice()));
                let mut transaction = doc.transaction();
                for section in SECTIONS {
                    transaction.put_object(ROOT, section, ObjType::Map)?;
                }
                transaction.commit_with(CommitOptions::default().with_time(0));
                let change = doc.get_last_local_change().context("the first change")?;
                Ok(Change::from_bytes(change.raw_bytes().to_vec())?)
            }

            fn actor(seed: u64, starts: &mut u64) -> ActorId {
                *starts += 1;
                let mut chance = Chance::new(seed ^ (*starts << 40));
                let mut id = chance.next().to_be_bytes().to_vec();
                id.extend(chance.next().to_be_bytes());
                ActorId::from(id.as_slice())
            }

            fn save(doc: &mut Automerge, writes: &[Write]) -> Result<()> {
                let mut transaction = doc.transaction();
                for write in writes {
                    match write {
                        Write::Register { section, key, text } => {
                            let map = section_map(&transaction, section)?;
                            // As care-record does: see docs/adr/004.
                            let shown = transaction
                                .get(&map, key.as_str())?
                                .is_some_and(|(value, _)| value == Value::from(text.as_str()));
                            if shown {
                                transaction.delete(&map, key.as_str())?;
                            }
                            transaction.put(&map, key.as_str(), text.as_str())?;
                        }
                        Write::Entry { section, key, text } => {
                            let map = section_map(&transaction, section)?;
                            transaction.put(&map, key.as_str(), text.as_str())?;
                        }
                    }
                }
                transaction.commit_with(CommitOptions::default().with_time(0));
                Ok(())
            }

            fn section_map(doc: &impl ReadDoc, section: &str) -> Result<ObjId> {
                let (_, map) = doc.get(ROOT, section)?.context("a section")?;
                Ok(map)
            }

            /// Through bytes, as changes travel.
            fn hear(devices: &mut [Automerge], device: usize, from: usize) -> Result<()> {
                let known = devices[device].get_heads();
                let known: Vec<_> = known
                    .into_iter()
                    .filter(|head| devices[from].get_change_by_hash(head).is_some())
                    .collect();
                let news = devices[from]
                    .get_changes(&known)
                    .into_iter()
                    .map(|change| Change::from_bytes(change.raw_bytes().to_vec()))
                    .collect::<Result<Vec<_>, _>>()?;
                devices[device].apply_changes(news)?;
                Ok(())
            }

            fn outcome(seed: u64, devices: &[Automerge]) -> Result<Outcome> {
                let doc = devices.first().context("a device")?;
                let changes: BTreeMap<[u8; 32], Vec<u8>> = doc
                    .get_changes(&[])
                    .into_iter()
                    .map(|change| (change.hash().0, change.raw_bytes().to_vec()))
                    .collect();
                let seen = (heads(doc), reading(doc)?);
                let mut agreed = true;
                for other in devices {
                    agreed &= (heads(other), reading(other)?) == seen;
                }
                Ok(Outcome {
                    winners: winners(doc)?,
                    save: doc.save(),
                    agreed,
                    order_is_free: shuffled(seed, &changes)? == seen,
                    heads: seen.0,
                    reading: seen.1,
                    changes,
                })
            }

            /// One by one, in an order that has nothing to do with who depends
            /// on whom, some of them twice.
            fn shuffled(
                seed: u64,
                changes: &BTreeMap<[u8; 32], Vec<u8>>,
            ) -> Result<(Heads, Reading)> {
                let mut chance = Chance::new(!seed);
                let mut order: Vec<&Vec<u8>> = changes.values().collect();
                for last in (1..order.len()).rev() {
                    order.swap(last, chance.below(last as u64 + 1) as usize);
                }
                let mut doc = Automerge::new();
                for bytes in order {
                    for _ in 0..=chance.below(2) {
                        doc.apply_changes([Change::from_bytes(bytes.clone())?])?;
                    }
                }
                Ok((heads(&doc), reading(&doc)?))
            }

            fn heads(doc: &Automerge) -> Heads {
                let mut heads: Heads = doc.get_heads().iter().map(|head| head.0).collect();
                heads.sort_unstable();
                heads
            }

            fn reading(doc: &Automerge) -> Result<Reading> {
                let mut reading = Reading::new();
                for (line, map, key) in lines(doc)? {
                    let mut values: Vec<(String, String)> = doc
                        .get_all(&map, key.as_str())?
                        .into_iter()
                        .map(|(value, id)| (format!("{value:?}"), id.to_string()))
                        .collect();
                    values.sort_unstable();
                    reading.insert(line, values);
                }
                Ok(reading)
            }

            fn winners(doc: &Automerge) -> Result<BTreeMap<Line, String>> {
                let mut winners = BTreeMap::new();
                for (line, map, key) in lines(doc)? {
                    let (value, _) = doc.get(&map, key.as_str())?.context("a line has a value")?;
                    winners.insert(line, format!("{value:?}"));
                }
                Ok(winners)
            }

            fn lines(doc: &Automerge) -> Result<Vec<(Line, ObjId, String)>> {
                let mut lines = Vec::new();
                for section in SECTIONS {
                    let map = section_map(doc, section)?;
                    for key in doc.keys(&map) {
                        lines.push(((section.to_owned(), key.clone()), map.clone(), key));
                    }
                }
                Ok(lines)
            }
        }
    };
}

version!(earlier);
version!(pinned);
