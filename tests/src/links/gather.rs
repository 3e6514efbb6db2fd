//! Reading a history out of the stores, with the store's own code and nothing of what synced them.

use super::history::{DeviceEnd, HubEnd, Logged, Note, Noticed, Shelf};
use care_record::{ApplyError, Record, SheetKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use store::StoreKey;
use store::hub::HubStore;
use store::workstation::Workstation;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::Heads;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::hashes::{ChangeHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, DocumentId, SheetId};

/// More than any of these stores has.
const ALL: u32 = 1_000_000;

/// What can be seen of a device that is at work.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Who it is.
    pub device: DeviceId,
    /// Where it stands; nothing before it has begun to read.
    pub cursor: Option<Cursor>,
    /// Everything it signed.
    pub own: BTreeSet<EnvelopeHash>,
    /// What it knows to be accepted, by number.
    pub accepted: BTreeMap<u64, EnvelopeHash>,
}

/// Looks into a device's store. Nothing where it cannot be opened just now.
#[must_use]
pub(super) fn look(place: &Path, key: &[u8; 32]) -> Option<Sight> {
    let store = Workstation::open(place, &StoreKey::new(*key)).ok()?;
    sight(&store)
}

fn sight(store: &Workstation) -> Option<Sight> {
    let device = store.identity().ok()??.device;
    let cursor = store.shelves().ok()?.first().map(|shelf| shelf.cursor);
    let signed = || -> Option<BTreeMap<u64, EnvelopeHash>> {
        let own = store.envelopes_of_device(device, 0, ALL).ok()?;
        let numbered = own
            .into_iter()
            .map(|kept| (kept.note.dev_seq, kept.note.hash));
        Some(numbered.collect())
    };
    // Somebody may save or fold meanwhile: what was there before and after did not wait in between.
    let before = signed()?;
    let waiting: BTreeSet<u64> = store
        .outbox(device, 0, ALL)
        .ok()?
        .into_iter()
        .filter(|entry| entry.accepted_at_ms.is_none())
        .map(|entry| entry.dev_seq)
        .collect();
    let own = signed()?;
    let stayed = |number: &u64| before.get(number) == own.get(number) && !waiting.contains(number);
    let accepted = own
        .iter()
        .filter(|(number, _)| stayed(number))
        .map(|(number, hash)| (*number, *hash))
        .collect();
    Some(Sight {
        device,
        cursor,
        own: own.into_values().collect(),
        accepted,
    })
}

/// What a device holds when all is over.
///
/// # Panics
/// When its store does not open or does not read.
#[must_use]
pub(super) fn device(place: &Path, key: &[u8; 32], copied: Option<Noticed>) -> DeviceEnd {
    let store = Workstation::open(place, &StoreKey::new(*key)).expect("a store opens at the end");
    let seen = sight(&store).expect("a store reads at the end");
    let cursor = seen.cursor.expect("a device that joined reads a shelf");
    let heads = store.shelf_heads(cursor.shelf).expect("a shelf has heads");
    let outbox = store.outbox(seen.device, 0, ALL).expect("an outbox reads");
    let refused: BTreeSet<EnvelopeHash> = outbox
        .iter()
        .filter(|entry| entry.refused_code.is_some())
        .map(|entry| entry.envelope)
        .collect();
    // What a copy could not hand over waits in its outbox for a person, and is not taken for shared.
    let waiting = outbox.iter().filter(|entry| entry.accepted_at_ms.is_none());
    let waiting: BTreeSet<EnvelopeHash> = waiting.map(|entry| entry.envelope).collect();
    let waits = |envelope: &EnvelopeHash| copied.is_some() && waiting.contains(envelope);
    let own = store.envelopes_of_device(seen.device, 0, ALL);
    let kept: BTreeSet<DocumentId> = store
        .document_ids()
        .expect("documents are listed")
        .into_iter()
        .collect();
    let changes = |document: &DocumentId| {
        let envelopes = store.envelopes(*document).expect("envelopes read");
        envelopes.into_iter().map(|kept| kept.bytes).collect()
    };
    // What waits of a document that has left is still here, without what it builds on.
    let mut held: BTreeMap<DocumentId, Vec<Vec<u8>>> = BTreeMap::new();
    for entry in &outbox {
        let envelope = SignedEnvelope::decode(&entry.bytes).expect("an envelope");
        let document = envelope.claimed().header.document;
        held.entry(document).or_default().push(entry.bytes.clone());
    }
    for document in &kept {
        held.insert(*document, changes(document));
    }
    let mut notes = BTreeSet::new();
    let mut adrift = BTreeMap::new();
    for (document, envelopes) in held {
        let opened = opened(document, envelopes);
        notes.extend(opened.notes);
        if !opened.adrift.is_empty() {
            adrift.insert(document, opened.adrift);
        }
    }
    DeviceEnd {
        device: seen.device,
        cursor,
        documents: heads
            .into_iter()
            .map(|(document, heads)| (document, Heads::from_iter(heads)))
            .collect(),
        own: own
            .expect("envelopes read")
            .into_iter()
            .filter(|kept| !refused.contains(&kept.note.hash) && !waits(&kept.note.hash))
            .map(|kept| (kept.note.dev_seq, kept.note.hash))
            .collect(),
        refused,
        kept,
        notes,
        adrift,
        copied,
    }
}

/// What a hub's folder holds.
///
/// # Panics
/// When its store does not open or does not read.
#[must_use]
pub fn hub(folder: &Path) -> HubEnd {
    let store =
        HubStore::open(&folder.join("hub.store")).expect("the hub's store opens at the end");
    let region = store.region().expect("it reads").expect("it was set up");
    let mut end = HubEnd {
        epoch: region.epoch,
        waiting: store.waiting(0, ALL).expect("it reads").len(),
        ..HubEnd::default()
    };
    let aside = store.quarantined().expect("it reads");
    end.set_aside = aside
        .into_iter()
        .map(|held| (held.envelope, held.reason))
        .collect();
    for document in store.document_ids().expect("it reads") {
        let rows = store.published(document).expect("it reads");
        end.log.extend(rows.iter().map(|row| {
            let envelope = SignedEnvelope::decode(&row.bytes).expect("an envelope");
            Logged {
                document: row.document,
                doc_seq: row.doc_seq,
                device: row.device,
                dev_seq: envelope.claimed().header.dev_seq,
                envelope: row.envelope,
            }
        }));
        let opened = opened(document, rows.into_iter().map(|row| row.bytes).collect());
        assert!(opened.adrift.is_empty(), "a log builds on nothing else");
        end.documents.insert(document, opened.heads);
        for note in opened.notes {
            *end.notes.entry(note).or_default() += 1;
        }
    }
    for head in store.shelf_heads().expect("it reads") {
        let rows = store
            .feed_page(head.shelf, 0, ALL, usize::MAX)
            .expect("it reads");
        let shelf = Shelf {
            feed: rows
                .into_iter()
                .map(|row| (row.seq, row.entry, row.chain))
                .collect(),
            end: (head.seq, head.chain),
            digest: head.digest,
            members: store
                .documents_of(head.shelf)
                .expect("it reads")
                .into_iter()
                .collect(),
        };
        end.shelves.insert(head.shelf, shelf);
    }
    end
}

/// A document as its envelopes make it.
struct Opened {
    heads: Heads,
    notes: Vec<Note>,
    /// Envelopes that build on what is not there.
    adrift: Vec<Vec<u8>>,
}

/// Envelopes may stand in another order than they were made: what waited to be secured while its document left and came
/// back arrived first and builds on the rest.
fn opened(document: DocumentId, mut envelopes: Vec<Vec<u8>>) -> Opened {
    let record = care_record::RecordId::from_bytes(*document.record.as_bytes());
    let mut record = Record::new(record);
    loop {
        let before = envelopes.len();
        envelopes.retain(|bytes| {
            let envelope = SignedEnvelope::decode(bytes).expect("an envelope");
            let sheet = record.sheet_mut(SheetKind::Shared);
            let applied = sheet.apply(&envelope.claimed().changes);
            let waits = applied == Err(ApplyError::Missing);
            assert!(
                waits || applied.is_ok(),
                "what was kept applies: {applied:?}"
            );
            waits
        });
        if envelopes.len() == before {
            break;
        }
    }
    let heads = record.sheet(SheetKind::Shared).heads();
    let heads = heads.iter().map(|head| ChangeHash::new(head.0)).collect();
    let notes = match document.sheet == SheetId::SHARED {
        true => record
            .view(&|_| None)
            .all("note")
            .filter_map(|note| note.part("text"))
            .collect(),
        false => Vec::new(),
    };
    let named = |text: String| (document.record, text);
    Opened {
        heads,
        notes: notes.into_iter().map(named).collect(),
        adrift: envelopes,
    }
}
