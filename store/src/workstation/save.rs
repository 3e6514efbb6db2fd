//! A save: everything one press of *Save* writes, in one transaction.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::envelope::VerifiedEnvelope;
use sync_protocol::hashes::{ChangeHash, EnvelopeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{DeviceId, DocumentId};
use thiserror::Error;

use super::Workstation;
use super::admission;
use super::card::{self, Card};
use super::document::{self, DocumentVersion, DocumentWrite, Written};
use super::draft::{self, DraftPlace};
use super::envelope::{self, EnvelopeState, Kept};
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// What one save writes.
#[derive(Debug, Clone)]
pub struct Save {
    /// The signed envelope.
    pub envelope: VerifiedEnvelope,
    /// The hashes of the changes in it.
    pub changes: Vec<ChangeHash>,
    /// When, on this computer's clock.
    pub saved_at_ms: i64,
    /// The document with the changes in it.
    pub document: DocumentWrite,
    /// The record's card with the changes in it.
    pub card: Card,
    /// The audit's row.
    pub audit: AuditEntry,
    /// The draft that this save makes an end of.
    pub ends_draft: Option<DraftPlace>,
}

/// What is now durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The envelope's number on this device.
    pub dev_seq: u64,
    /// The version the document now has.
    pub version: DocumentVersion,
    /// The audit row's number.
    pub audit_seq: u64,
}

/// Why a save was not kept. Nothing of it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AppendError {
    /// Another program on this computer saved first, or told the region of the author: seal again, on top of what there is
    /// now.
    #[error("another program saved first (the next number is {next})")]
    OutOfTurn {
        /// The number the next envelope must have.
        next: u64,
    },
    /// Another program on this computer wrote the document since it was read: load and apply again.
    #[error("the document was written since it was read")]
    Moved {
        /// Which document.
        document: DocumentId,
    },
    /// The document written is not the one the envelope names.
    #[error("the envelope belongs to another document")]
    OtherDocument,
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl AppendError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutOfTurn { .. } => "append.out_of_turn",
            Self::Moved { .. } => "append.moved",
            Self::OtherDocument => "append.other_document",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for AppendError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// The last envelope a device signed: what the next one must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnHead {
    /// Its number.
    pub dev_seq: u64,
    /// Its hash.
    pub envelope: EnvelopeHash,
    /// Its time, which the next one must pass.
    pub hlc: Hlc,
    /// The last number the hub has secured.
    pub secured: u64,
    /// The last number that was ever put before a hub.
    pub offered: u64,
}

impl Workstation {
    /// Keeps one save. When this returns `Ok` the save outlives a power cut.
    pub fn append_save(&mut self, save: &Save) -> Result<Saved, AppendError> {
        let transaction = self.write()?;
        let saved = append(&transaction, save)?;
        transaction.commit()?;
        Ok(saved)
    }

    /// Keeps many saves, all or none: an import, or a person made of several sheets.
    pub fn append_saves(&mut self, saves: &[Save]) -> Result<Vec<Saved>, AppendError> {
        let transaction = self.write()?;
        let saved = saves
            .iter()
            .map(|save| append(&transaction, save))
            .collect::<Result<_, _>>()?;
        transaction.commit()?;
        Ok(saved)
    }

    /// The last envelope `device` signed on this computer, if it has signed any.
    pub fn own_head(&self, device: DeviceId) -> Result<Option<OwnHead>, Trouble> {
        own_head(&self.connection, device)
    }
}

fn append(connection: &Connection, save: &Save) -> Result<Saved, AppendError> {
    let header = &save.envelope.statement().header;
    if save.document.document != header.document || save.card.record != header.document.record {
        return Err(AppendError::OtherDocument);
    }
    let head = own_head(connection, header.device)?;
    let next = head.map_or(1, |head| head.dev_seq.saturating_add(1));
    // What is under a certificate that the region has replaced would never be taken there.
    let outdated = admission::is_told(connection, header.author)?;
    if outdated || header.dev_seq != next || header.prev != head.map(|head| head.envelope) {
        return Err(AppendError::OutOfTurn { next });
    }
    let kept = envelope::keep(
        connection,
        &save.envelope,
        &save.changes,
        save.saved_at_ms,
        EnvelopeState::Own,
    )?;
    if kept == Kept::Already {
        return Err(AppendError::OutOfTurn { next });
    }
    put_in_outbox(connection, &save.envelope)?;
    let Written::As(version) = document::write(connection, &save.document)? else {
        return Err(AppendError::Moved {
            document: header.document,
        });
    };
    card::write(connection, card::Table::Record, &save.card)?;
    if let Some(place) = &save.ends_draft {
        draft::remove(connection, place)?;
    }
    let audit_seq = audit::append(connection, &save.audit)?;
    Ok(Saved {
        dev_seq: header.dev_seq,
        version,
        audit_seq,
    })
}

/// The envelope is the last this device has signed, and waits for the hub.
pub(super) fn put_in_outbox(
    connection: &Connection,
    envelope: &VerifiedEnvelope,
) -> Result<(), Trouble> {
    let header = &envelope.statement().header;
    let hash = envelope.hash().to_bytes();
    connection
        .prepare_cached(
            "INSERT INTO outbox (device, dev_seq, envelope, saves_count, record)
             VALUES (:device, :dev_seq, :envelope, :saves_count, :record)",
        )?
        .execute(named_params! {
            ":device": header.device.to_bytes(),
            ":dev_seq": header.dev_seq,
            ":envelope": hash,
            ":saves_count": envelope.statement().changes.len(),
            ":record": header.document.record.to_bytes(),
        })?;
    connection
        .prepare_cached(
            "INSERT INTO own_head (device, dev_seq, envelope, hlc)
             VALUES (:device, :dev_seq, :envelope, :hlc)
             ON CONFLICT (device) DO UPDATE SET dev_seq = excluded.dev_seq,
                 envelope = excluded.envelope, hlc = excluded.hlc",
        )?
        .execute(named_params! {
            ":device": header.device.to_bytes(),
            ":dev_seq": header.dev_seq,
            ":envelope": hash,
            ":hlc": header.hlc.get().cast_signed(),
        })?;
    Ok(())
}

pub(super) fn own_head(
    connection: &Connection,
    device: DeviceId,
) -> Result<Option<OwnHead>, Trouble> {
    Ok(connection
        .prepare_cached(
            "SELECT dev_seq, envelope, hlc, secured, offered FROM own_head WHERE device = :device",
        )?
        .query_row(named_params! { ":device": device.to_bytes() }, |row| {
            Ok(OwnHead {
                dev_seq: row.get("dev_seq")?,
                envelope: crate::sql::envelope(row, "envelope")?,
                hlc: Hlc::new(row.get::<_, i64>("hlc")?.cast_unsigned()),
                secured: row.get("secured")?,
                offered: row.get("offered")?,
            })
        })
        .optional()?)
}
