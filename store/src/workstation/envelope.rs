//! Envelopes: the truth, kept exactly as signed, and which change came in which.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::envelope::{EnvelopeHeader, VerifiedEnvelope};
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{DeviceId, DocumentId};
use sync_protocol::roles::RoleCode;

use super::Workstation;
use crate::sql;
use crate::trouble::Trouble;

/// Where an envelope came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvelopeState {
    /// Written on this computer.
    Own,
    /// Received from the hub.
    Received,
}

impl EnvelopeState {
    /// *Frozen.*
    fn number(self) -> u8 {
        match self {
            Self::Own => 1,
            Self::Received => 2,
        }
    }
}

/// What an envelope says of itself and when it came, without its bytes: what attribution needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeNote {
    /// Its hash.
    pub hash: EnvelopeHash,
    /// The document its changes belong to.
    pub document: DocumentId,
    /// The device that signed it.
    pub device: DeviceId,
    /// Its number on that device.
    pub dev_seq: u64,
    /// The certificate of the person who saved.
    pub author: CertificateHash,
    /// The role they acted in.
    pub role: RoleCode,
    /// When the last of its changes was saved, by the device's hybrid clock.
    pub hlc: Hlc,
    /// How far off the device's clock may have been, where it was known to be wrong.
    pub clock_uncertainty_ms: Option<u32>,
    /// When it happened, where the author said so.
    pub event_at_ms: Option<i64>,
    /// When it reached this computer; when it was saved, for its own.
    pub received_at_ms: i64,
    /// Whether it was written here.
    pub state: EnvelopeState,
    /// Whether the hub has said that it cannot lose it. What was received came from there.
    pub secured: bool,
    /// Whether it came after its author's access had ended.
    pub after_end: bool,
    /// Whether it has come by in a feed, so that everybody who carries the document has it.
    pub published: bool,
    /// The order in which envelopes came here; what one builds on has a lower number.
    pub arrived_seq: u64,
}

impl EnvelopeNote {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            hash: sql::envelope(row, "hash")?,
            document: sql::document(row)?,
            device: sql::device(row)?,
            dev_seq: row.get("dev_seq")?,
            author: sql::author(row)?,
            role: RoleCode::new(row.get("role")?),
            // Kept by its bits: a foreign clock may claim any time, and must not stop a frame.
            hlc: Hlc::new(row.get::<_, i64>("hlc")?.cast_unsigned()),
            clock_uncertainty_ms: row.get("clock_uncertainty_ms")?,
            event_at_ms: row.get("event_at_ms")?,
            received_at_ms: row.get("received_at_ms")?,
            state: match row.get("state")? {
                1_u8 => EnvelopeState::Own,
                _ => EnvelopeState::Received,
            },
            secured: row.get("secured")?,
            after_end: row.get("after_end")?,
            published: row.get("published")?,
            arrived_seq: row.get("arrived_seq")?,
        })
    }
}

/// An envelope with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEnvelope {
    /// What it says of itself and when it came.
    pub note: EnvelopeNote,
    /// The signed bytes, as received.
    pub bytes: Vec<u8>,
}

/// Where a change comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The change.
    pub change: ChangeHash,
    /// How many milliseconds before its envelope's moment it was saved.
    pub before_ms: u32,
    /// The envelope that carried it.
    pub note: EnvelopeNote,
}

/// What came of keeping an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is new here.
    New,
    /// It was here already.
    Already,
}

/// Keeps an envelope and the origins of its changes, inside the caller's transaction.
pub(super) fn keep(
    connection: &Connection,
    envelope: &VerifiedEnvelope,
    changes: &[ChangeHash],
    received_at_ms: i64,
    state: EnvelopeState,
) -> Result<Kept, Trouble> {
    let EnvelopeHeader {
        document,
        device,
        dev_seq,
        author,
        role,
        hlc,
        kind,
        clock_uncertainty_ms,
        event_time_ms,
        ..
    } = &envelope.statement().header;
    let hash = envelope.hash();
    let rows = connection
        .prepare_cached(
            "INSERT INTO envelope (hash, record, sheet, device, dev_seq, author, role, hlc,
                                   clock_uncertainty_ms, event_at_ms, kind, received_at_ms, state, secured, published, bytes)
             VALUES (:hash, :record, :sheet, :device, :dev_seq, :author, :role, :hlc,
                     :clock_uncertainty_ms, :event_at_ms, :kind, :received_at_ms, :state, :secured, :secured, :bytes)
             ON CONFLICT (hash) DO NOTHING",
        )?
        .execute(named_params! {
            ":hash": hash.to_bytes(),
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":device": device.to_bytes(),
            ":dev_seq": dev_seq,
            ":author": author.to_bytes(),
            ":role": role.get(),
            ":hlc": hlc.get().cast_signed(),
            ":clock_uncertainty_ms": clock_uncertainty_ms,
            ":event_at_ms": event_time_ms,
            ":kind": *kind as u8,
            ":received_at_ms": received_at_ms,
            ":state": state.number(),
            ":secured": state == EnvelopeState::Received,
            ":bytes": envelope.bytes(),
        })?;
    if rows == 0 {
        if state == EnvelopeState::Received {
            // Its own words coming back: now they are with everybody.
            connection
                .prepare_cached(
                    "UPDATE envelope SET published = 1 WHERE hash = :hash AND published = 0",
                )?
                .execute(named_params! { ":hash": hash.to_bytes() })?;
        }
        return Ok(Kept::Already);
    }
    let mut origin = connection.prepare_cached(
        "INSERT INTO change_origin (record, sheet, change_hash, envelope, before_ms)
         VALUES (:record, :sheet, :change_hash, :envelope, :before_ms)
         ON CONFLICT (record, sheet, change_hash) DO NOTHING",
    )?;
    for (change, before_ms) in changes.iter().zip(&envelope.statement().moments) {
        // Whoever carried a change first wrote it; a later envelope with the same change adds nothing.
        origin.execute(named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":change_hash": change.to_bytes(),
            ":envelope": hash.to_bytes(),
            ":before_ms": before_ms,
        })?;
    }
    Ok(Kept::New)
}

/// Marks what came after its author's access had ended, on the computer where it was written as everywhere.
pub(super) fn mark_after_end(connection: &Connection, hash: EnvelopeHash) -> Result<(), Trouble> {
    connection
        .prepare_cached("UPDATE envelope SET after_end = 1 WHERE hash = :hash")?
        .execute(named_params! { ":hash": hash.to_bytes() })?;
    Ok(())
}

impl Workstation {
    /// For each change of a document, where it comes from.
    pub fn origins(&self, document: DocumentId) -> Result<Vec<Origin>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT change_hash, before_ms, hash, envelope.record, envelope.sheet, device, dev_seq, author,
                    role, hlc, clock_uncertainty_ms, event_at_ms, received_at_ms, state, secured, published, after_end,
                    arrived_seq
             FROM change_origin JOIN envelope ON envelope.hash = change_origin.envelope
             WHERE change_origin.record = :record AND change_origin.sheet = :sheet
             ORDER BY change_hash",
        )?;
        let rows = statement.query_map(
            named_params! {
                ":record": document.record.to_bytes(),
                ":sheet": document.sheet.get(),
            },
            |row| {
                Ok(Origin {
                    change: ChangeHash::new(row.get("change_hash")?),
                    before_ms: row.get("before_ms")?,
                    note: EnvelopeNote::read(row)?,
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All envelopes of a document with their bytes, in the order in which they came here.
    pub fn envelopes(&self, document: DocumentId) -> Result<Vec<KeptEnvelope>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, record, sheet, device, dev_seq, author, role, hlc, clock_uncertainty_ms, event_at_ms,
                    received_at_ms, state, secured, published, after_end, arrived_seq, bytes
             FROM envelope WHERE record = :record AND sheet = :sheet ORDER BY arrived_seq",
        )?;
        let rows = statement.query_map(
            named_params! {
                ":record": document.record.to_bytes(),
                ":sheet": document.sheet.get(),
            },
            read_kept,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One envelope.
    pub fn envelope(&self, hash: EnvelopeHash) -> Result<Option<KeptEnvelope>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT hash, record, sheet, device, dev_seq, author, role, hlc, clock_uncertainty_ms, event_at_ms,
                        received_at_ms, state, secured, published, after_end, arrived_seq, bytes
                 FROM envelope WHERE hash = :hash",
            )?
            .query_row(named_params! { ":hash": hash.to_bytes() }, read_kept)
            .optional()?)
    }

    /// What a device signed after a number, in order: what a hub that has forgotten is offered again.
    pub fn envelopes_of_device(
        &self,
        device: DeviceId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<KeptEnvelope>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, record, sheet, device, dev_seq, author, role, hlc, clock_uncertainty_ms, event_at_ms,
                    received_at_ms, state, secured, published, after_end, arrived_seq, bytes
             FROM envelope WHERE device = :device AND dev_seq > :after
             ORDER BY dev_seq LIMIT :limit",
        )?;
        let rows = statement.query_map(
            named_params! { ":device": device.to_bytes(), ":after": after, ":limit": limit },
            read_kept,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn read_kept(row: &Row<'_>) -> rusqlite::Result<KeptEnvelope> {
    Ok(KeptEnvelope {
        note: EnvelopeNote::read(row)?,
        bytes: row.get("bytes")?,
    })
}
