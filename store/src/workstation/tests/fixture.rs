//! A store in a folder of its own, and a device that writes into it.

use std::path::PathBuf;

use sync_protocol::bytes::Bytes;
use sync_protocol::cursor::Cursor;
use sync_protocol::envelope::{
    Envelope, EnvelopeHeader, EnvelopeKind, SignedEnvelope, VerifiedEnvelope,
};
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash, Hash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{DeviceId, DocumentId, RecordId, SheetId, ShelfId, StaffId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::roles::RoleCode;
use tempfile::TempDir;

use super::super::*;
use crate::audit::AuditEntry;

pub(super) fn key() -> StoreKey {
    StoreKey::new([7; 32])
}

pub(super) fn store() -> (TempDir, PathBuf, Workstation) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store.db");
    let store = Workstation::create(&place, &key()).unwrap();
    (folder, place, store)
}

pub(super) fn record(n: u8) -> RecordId {
    RecordId::new([n; 16])
}

pub(super) fn shared(n: u8) -> DocumentId {
    DocumentId::new(record(n), SheetId::SHARED)
}

pub(super) fn shelf(n: u8) -> ShelfId {
    ShelfId::new([n; 16])
}

/// A frame that brings nothing.
pub(super) fn frame(before: Cursor, after: Cursor) -> FrameWrite {
    FrameWrite {
        before,
        after,
        received_at_ms: 50,
        certificates: vec![],
        ended: vec![],
        attached: vec![],
        detached: vec![],
        envelopes: vec![],
        documents: vec![],
        cards: vec![],
        quarantined: vec![],
        audit: vec![],
    }
}

pub(super) fn staff() -> StaffId {
    StaffId::new([0x5a; 16])
}

pub(super) fn audit(act: &str, record: Option<RecordId>) -> AuditEntry {
    AuditEntry {
        at_ms: 1_700_000_000_000,
        staff: Some(staff()),
        act: act.to_owned(),
        record,
        detail: String::new(),
    }
}

pub(super) fn change(bytes: &[u8]) -> ChangeHash {
    ChangeHash::new(Hash::of(bytes).to_bytes())
}

/// A device that signs one envelope after another.
pub(super) struct Hand {
    pub(super) device: DeviceId,
    key: SigningKey,
    last: Option<(u64, EnvelopeHash)>,
}

impl Hand {
    pub(super) fn new(n: u8) -> Self {
        Self {
            device: DeviceId::new([n; 16]),
            key: SigningKey::from_bytes(&[n; 32]),
            last: None,
        }
    }

    pub(super) fn seal(&mut self, document: DocumentId, body: &[u8]) -> VerifiedEnvelope {
        self.seal_after(self.last, document, &[(body, 0)])
    }

    /// Seals saves together as the envelope after another, each so many milliseconds before the last.
    pub(super) fn seal_after(
        &mut self,
        after: Option<(u64, EnvelopeHash)>,
        document: DocumentId,
        saves: &[(&[u8], u32)],
    ) -> VerifiedEnvelope {
        let dev_seq = after.map_or(1, |(seq, _)| seq + 1);
        let header = EnvelopeHeader {
            version: EnvelopeHeader::VERSION,
            document,
            device: self.device,
            dev_seq,
            prev: after.map(|(_, hash)| hash),
            author: CertificateHash::new([3; 32]),
            role: RoleCode::new(1),
            grants_seen: 0,
            // A foreign clock may claim anything; it must be kept and stop nothing.
            hlc: Hlc::new(u64::MAX - dev_seq),
            kind: EnvelopeKind::Changes,
            clock_uncertainty_ms: None,
            event_time_ms: Some(-1),
        };
        let saves = saves
            .iter()
            .map(|(body, before_ms)| sync_protocol::envelope::Saved {
                change: Bytes::from(*body),
                before_ms: *before_ms,
            });
        let envelope = Envelope::seal_saves(header, saves, &self.key).unwrap();
        self.last = Some((dev_seq, envelope.hash()));
        envelope
    }

    /// Reads one of its own envelopes back.
    pub(super) fn check(&self, bytes: &[u8]) -> VerifiedEnvelope {
        SignedEnvelope::decode(bytes)
            .unwrap()
            .verify(&PublicKey::of(&self.key))
            .unwrap()
    }

    /// A save of `body` over what the store holds of the document.
    pub(super) fn save(&mut self, store: &Workstation, document: DocumentId, body: &[u8]) -> Save {
        let before = store.document(document).unwrap();
        let envelope = self.seal(document, body);
        let mut snapshot = before
            .as_ref()
            .map(|before| before.snapshot.clone())
            .unwrap_or_default();
        snapshot.extend_from_slice(body);
        Save {
            changes: vec![change(body)],
            saved_at_ms: 1_700_000_000_000,
            document: DocumentWrite {
                document,
                replaces: before
                    .as_ref()
                    .map(|before| before.version)
                    .unwrap_or_default(),
                snapshot,
                heads: vec![change(body)],
                changes_count: before.map_or(0, |before| before.changes_count) + 1,
            },
            card: Card {
                family: "Appleyard".to_owned(),
                ..Card::blank(document.record)
            },
            audit: audit("record.saved", Some(document.record)),
            ends_draft: None,
            envelope,
        }
    }
}

/// Everything a store holds, so that two moments can be compared.
pub(super) fn everything(store: &Workstation) -> Vec<(String, Vec<Vec<rusqlite::types::Value>>)> {
    let connection = &store.connection;
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get("name"))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    names
        .into_iter()
        .map(|name| {
            let mut rows = connection
                .prepare(&format!("SELECT * FROM {name}"))
                .unwrap();
            let width = rows.column_count();
            let rows = rows
                .query_map([], |row| (0..width).map(|column| row.get(column)).collect())
                .unwrap()
                .map(Result::unwrap)
                .collect();
            (name, rows)
        })
        .collect()
}
