//! The rules of a sound history. Each fault names the rule it breaks.

use super::history::{DeviceEnd, History, Note, Noticed, Shelf};
use std::collections::{BTreeMap, BTreeSet};
use sync_protocol::chain::Chain;
use sync_protocol::digest::HeadsDigest;
use sync_protocol::feed::FeedEntry;
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DocumentId, ShelfId};

/// A rule of a sound history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// What was called saved or accepted is in the hub's log, once.
    Kept,
    /// A feed has no gap and is the same for all its readers.
    Order,
    /// A device holds what its shelf carries, and nothing else.
    Scope,
    /// A cursor goes on, never back.
    Cursor,
    /// Heads and digests are the same everywhere.
    Agreed,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule it breaks.
    pub rule: Rule,
    /// Where.
    pub what: String,
}

/// Everything that is wrong with a history.
#[must_use]
pub fn faults(history: &History) -> Vec<Fault> {
    let mut found = Found(Vec::new());
    kept(history, &mut found);
    said(history, &mut found);
    for (id, shelf) in &history.hub.shelves {
        gapless(id, shelf, &mut found);
        in_order(id, shelf, history, &mut found);
    }
    same_for_all(history, &mut found);
    onwards(history, &mut found);
    for (name, device) in &history.devices {
        scope(name, device, history, &mut found);
        agreed(name, device, history, &mut found);
    }
    found.0
}

struct Found(Vec<Fault>);

impl Found {
    fn when(&mut self, wrong: bool, rule: Rule, what: impl FnOnce() -> String) {
        if wrong {
            self.0.push(Fault { rule, what: what() });
        }
    }
}

/// Envelopes: in the log once, and kept apart only where a folder was copied.
fn kept(history: &History, found: &mut Found) {
    let hub = &history.hub;
    let mut logged: BTreeMap<EnvelopeHash, usize> = BTreeMap::new();
    for row in &hub.log {
        *logged.entry(row.envelope).or_default() += 1;
    }
    found.when(hub.waiting > 0, Rule::Kept, || {
        format!("{} envelopes wait for ever", hub.waiting)
    });
    let twice = logged.iter().filter(|(_, count)| **count > 1);
    for (envelope, count) in twice {
        found.when(true, Rule::Kept, || {
            format!("{envelope} is logged {count} times")
        });
    }
    let copied: BTreeSet<_> = all_copied(history).map(|device| device.device).collect();
    let has = |envelope: &EnvelopeHash, apart: bool| {
        logged.contains_key(envelope) || (apart && hub.set_aside.contains_key(envelope))
    };
    let whereabouts = |envelope| match hub.set_aside.get(envelope) {
        Some(reason) => format!("is kept apart for {reason}"),
        None => "is lost".to_owned(),
    };
    for ((device, number), envelopes) in &history.acknowledged {
        for envelope in envelopes {
            let there = has(envelope, copied.contains(device));
            found.when(!there, Rule::Kept, || {
                let is = whereabouts(envelope);
                format!("{envelope}, accepted as number {number} of {device}, {is}")
            });
        }
    }
    for (name, device) in &history.devices {
        for (number, envelope) in &device.own {
            found.when(!has(envelope, device.copied.is_some()), Rule::Kept, || {
                format!("{envelope}, number {number} of {name}, is not in the log")
            });
        }
        let wrong = !device.refused.is_empty() && device.copied.is_none();
        found.when(wrong, Rule::Kept, || {
            format!("the hub refused {name} something")
        });
    }
    let noticed = all_copied(history).any(|device| device.copied == Some(Noticed(true)));
    found.when(!copied.is_empty() && !noticed, Rule::Kept, || {
        "nobody noticed that a device was copied".to_owned()
    });
}

fn all_copied(history: &History) -> impl Iterator<Item = &DeviceEnd> {
    history
        .devices
        .values()
        .filter(|device| device.copied.is_some())
}

/// Notes: in the documents that the log gives, once. What a copied device wrote may be kept apart, and then it is
/// still where it was written.
fn said(history: &History, found: &mut Found) {
    for (name, notes) in &history.said {
        let device = history.devices.get(name);
        let apart = device.filter(|device| device.copied.is_some());
        for note in notes {
            let times = history.hub.notes.get(note).copied().unwrap_or(0);
            let here =
                apart.is_some_and(|device| device.notes.contains(note) || adrift(device, note));
            found.when(times > 1 || (times == 0 && !here), Rule::Kept, || {
                format!(
                    "{name} said {:?} was saved, and the log has it {times} times",
                    note.1
                )
            });
        }
    }
}

/// Whether a note is in an envelope whose document has left: the words of a change stand in it as they were written.
fn adrift(device: &DeviceEnd, (record, words): &Note) -> bool {
    let of_record = |(document, _): &(&DocumentId, _)| document.record == *record;
    let of_record = device.adrift.iter().filter(of_record);
    let words = words.as_bytes();
    of_record
        .flat_map(|(_, envelopes)| envelopes)
        .any(|bytes| bytes.windows(words.len()).any(|window| window == words))
}

fn gapless(id: &ShelfId, shelf: &Shelf, found: &mut Found) {
    let mut chain = Chain::genesis(id);
    for (expected, (number, bytes, after)) in (1..).zip(&shelf.feed) {
        chain = chain.extend(bytes);
        let broken = *number != expected || chain != *after;
        found.when(broken, Rule::Order, || {
            format!("shelf {id} is broken at {expected}")
        });
        if broken {
            return;
        }
    }
    let end = (shelf.feed.len() as u64, chain);
    found.when(shelf.end != end, Rule::Order, || {
        format!("shelf {id} ends elsewhere")
    });
}

/// On a shelf, a document's envelopes come in the order of its log, from the first to the last.
fn in_order(id: &ShelfId, shelf: &Shelf, history: &History, found: &mut Found) {
    let mut on: BTreeMap<DocumentId, u64> = BTreeMap::new();
    for (number, bytes, _) in &shelf.feed {
        match FeedEntry::decode(bytes) {
            Ok(FeedEntry::Attach { document, .. }) => drop(on.insert(document, 0)),
            Ok(FeedEntry::Detach { document, .. }) => drop(on.remove(&document)),
            Ok(FeedEntry::Change {
                document, doc_seq, ..
            }) => {
                let last = on.entry(document).or_default();
                let wrong = doc_seq <= *last;
                *last = doc_seq;
                found.when(wrong, Rule::Order, || {
                    format!("entry {number} of shelf {id} comes before what it builds on")
                });
            }
            Ok(_) => {}
            Err(_) => found.when(true, Rule::Order, || {
                format!("entry {number} is unreadable")
            }),
        }
    }
    let mut logged: BTreeMap<DocumentId, u64> = BTreeMap::new();
    for row in &history.hub.log {
        let last = logged.entry(row.document).or_default();
        *last = row.doc_seq.max(*last);
    }
    for document in &shelf.members {
        let short = on.get(document) != logged.get(document);
        found.when(short, Rule::Order, || {
            format!("shelf {id} lacks the end of {document:?}")
        });
    }
}

/// Whoever stood at the same number of the same shelf had read the same, the hub as well.
fn same_for_all(history: &History, found: &mut Found) {
    let mut seen: BTreeMap<(ShelfId, u64, u64), Chain> = BTreeMap::new();
    for (id, shelf) in &history.hub.shelves {
        for (number, _, chain) in &shelf.feed {
            seen.insert((*id, history.hub.epoch, *number), *chain);
        }
    }
    for (name, cursors) in &history.sightings {
        for cursor in cursors.iter().filter(|cursor| cursor.seq > 0) {
            let place = (cursor.shelf, cursor.epoch, cursor.seq);
            let other = *seen.entry(place).or_insert(cursor.chain) != cursor.chain;
            found.when(other, Rule::Order, || {
                format!("{name} has read another history up to {}", cursor.seq)
            });
        }
    }
}

fn onwards(history: &History, found: &mut Found) {
    for (name, cursors) in &history.sightings {
        // To a copied device the hub seems to have forgotten what it never had, and so it begins again.
        let copied = history
            .devices
            .get(name)
            .is_some_and(|device| device.copied.is_some());
        for pair in cursors.windows(2) {
            let [before, after] = pair else { continue };
            let back = (after.epoch, after.seq) < (before.epoch, before.seq)
                && !(copied && after.seq == 0);
            found.when(back && after.shelf == before.shelf, Rule::Cursor, || {
                format!(
                    "{name} went back from {} to {} in epoch {}",
                    before.seq, after.seq, after.epoch
                )
            });
        }
    }
}

fn scope(name: &str, device: &DeviceEnd, history: &History, found: &mut Found) {
    // A copied device goes on no more once the hub has noticed: it has to join again.
    if device.copied.is_some() {
        return;
    }
    let nothing = BTreeSet::new();
    let shelf = history.hub.shelves.get(&device.cursor.shelf);
    let members = shelf.map_or(&nothing, |shelf| &shelf.members);
    let lacks = members.difference(&device.kept).count();
    let more = device.kept.difference(members).count();
    found.when(lacks > 0, Rule::Scope, || {
        format!("{name} lacks {lacks} documents")
    });
    found.when(more > 0, Rule::Scope, || {
        format!("{name} holds {more} documents of others")
    });
}

fn agreed(name: &str, device: &DeviceEnd, history: &History, found: &mut Found) {
    let Some(shelf) = history.hub.shelves.get(&device.cursor.shelf) else {
        return;
    };
    for document in device.documents.keys() {
        let broken = device.adrift.contains_key(document);
        found.when(broken, Rule::Agreed, || {
            format!("{name} does not hold all of {document:?}")
        });
    }
    let of_hub = shelf.members.iter();
    let of_hub = of_hub.filter_map(|document| history.hub.documents.get_key_value(document));
    found.when(
        HeadsDigest::of(of_hub) != shelf.digest,
        Rule::Agreed,
        || {
            format!(
                "the digest of {} is not that of its log",
                device.cursor.shelf
            )
        },
    );
    if device.copied.is_some() {
        return;
    }
    let end = (device.cursor.epoch, device.cursor.seq, device.cursor.chain);
    let behind = end != (history.hub.epoch, shelf.end.0, shelf.end.1);
    found.when(behind, Rule::Agreed, || {
        format!("{name} has not read to the end")
    });
    let digest = HeadsDigest::of(&device.documents);
    found.when(digest != shelf.digest, Rule::Agreed, || {
        format!("{name} has another digest")
    });
    for (document, heads) in &device.documents {
        let other = history.hub.documents.get(document) != Some(heads);
        found.when(other, Rule::Agreed, || {
            format!("{name} has other heads of {document:?}")
        });
    }
}
