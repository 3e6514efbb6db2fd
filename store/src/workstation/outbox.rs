//! The outbox: what was written here and the hub has not yet secured.
//!
//! *Accepted* means the hub has it on its disk; *secured* means it outlives that disk. A row stays
//! until *secured*: a hub restored from last night's backup then gets today's work again.

use rusqlite::{Row, named_params};
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DeviceId, DocumentId, RecordId};
use thiserror::Error;

use super::Workstation;
use super::save::own_head;
use crate::sql;
use crate::trouble::Trouble;

/// An envelope on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// The device that signed it.
    pub device: DeviceId,
    /// Its number on that device.
    pub dev_seq: u64,
    /// Its hash.
    pub envelope: EnvelopeHash,
    /// The document it belongs to.
    pub document: DocumentId,
    /// When the hub accepted it, if it has.
    pub accepted_at_ms: Option<i64>,
    /// Why the hub refused it, if it has.
    pub refused_code: Option<String>,
    /// How many saves are in it.
    pub saves_count: u32,
    /// The signed bytes.
    pub bytes: Vec<u8>,
}

/// How much is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Saves that no hub has yet accepted: "not yet shared".
    pub unshared: u64,
    /// Saves accepted but not yet secured.
    pub unsecured: u64,
    /// Of the unshared, those the hub has refused.
    pub refused: u64,
}

/// Why an acknowledgement was not taken. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AckError {
    /// The hub acknowledges more than this store has signed: the store is a copy or a backup, and
    /// the device must take a new identity before it writes again.
    #[error("the hub knows more of this device than this store (last number here: {last})")]
    BeyondOwn {
        /// The last number signed here.
        last: u64,
    },
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl AckError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BeyondOwn { .. } => "ack.beyond_own",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for AckError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Workstation {
    /// What waits, in the order in which it was signed. `after` is the number before the first.
    pub fn outbox(
        &self,
        device: DeviceId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<OutboxEntry>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT outbox.device, outbox.dev_seq, outbox.envelope, envelope.record AS record, sheet, accepted_at_ms,
                    refused_code, saves_count, bytes
             FROM outbox JOIN envelope ON envelope.hash = outbox.envelope
             WHERE outbox.device = :device AND outbox.dev_seq > :after
             ORDER BY outbox.dev_seq LIMIT :limit",
        )?;
        let rows = statement.query_map(
            named_params! { ":device": device.to_bytes(), ":after": after, ":limit": limit },
            entry,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The devices whose envelopes wait here: more than one after a store took a new identity.
    pub fn outbox_devices(&self) -> Result<Vec<DeviceId>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT device FROM outbox ORDER BY device")?;
        let rows = statement.query_map([], sql::device)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How much is on its way, of all records or of one.
    pub fn waiting(&self, record: Option<RecordId>) -> Result<Waiting, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(saves_count) FILTER (WHERE accepted_at_ms IS NULL), 0)
                            AS unshared,
                        coalesce(sum(saves_count) FILTER (WHERE accepted_at_ms IS NOT NULL), 0)
                            AS unsecured,
                        coalesce(sum(saves_count) FILTER (
                            WHERE accepted_at_ms IS NULL AND refused_code IS NOT NULL), 0) AS refused
                 FROM outbox WHERE :record IS NULL OR record = :record",
            )?
            .query_row(
                named_params! { ":record": record.map(RecordId::to_bytes) },
                |row| {
                    Ok(Waiting {
                        unshared: row.get("unshared")?,
                        unsecured: row.get("unsecured")?,
                        refused: row.get("refused")?,
                    })
                },
            )?)
    }

    /// The hub holds everything of `device` up to `dev_seq`, and nothing beyond.
    ///
    /// A number lower than the last time is a hub that was restored: what lies beyond waits again. Returns how many saves
    /// are newly accepted.
    pub fn mark_accepted(
        &mut self,
        device: DeviceId,
        dev_seq: u64,
        at_ms: i64,
    ) -> Result<u64, AckError> {
        let transaction = self.write()?;
        refuse_beyond(&transaction, device, dev_seq)?;
        let newly: u64 = transaction
            .prepare_cached(
                "SELECT coalesce(sum(saves_count), 0) FROM outbox
                 WHERE device = :device AND dev_seq <= :dev_seq AND accepted_at_ms IS NULL",
            )?
            .query_row(
                named_params! { ":device": device.to_bytes(), ":dev_seq": dev_seq },
                |row| row.get(0),
            )?;
        transaction.execute(
            "UPDATE outbox
             SET accepted_at_ms = CASE WHEN dev_seq <= :dev_seq
                                       THEN coalesce(accepted_at_ms, :at_ms) END,
                 refused_code = CASE WHEN dev_seq <= :dev_seq THEN NULL ELSE refused_code END,
                 refused_at_ms = CASE WHEN dev_seq <= :dev_seq THEN NULL ELSE refused_at_ms END
             WHERE device = :device",
            named_params! {
                ":device": device.to_bytes(),
                ":dev_seq": dev_seq,
                ":at_ms": at_ms,
            },
        )?;
        transaction.commit()?;
        Ok(newly)
    }

    /// The hub cannot lose anything of `device` up to `dev_seq`: those rows leave the outbox.
    /// Returns how many left.
    pub fn mark_secured(&mut self, device: DeviceId, dev_seq: u64) -> Result<u64, AckError> {
        let transaction = self.write()?;
        refuse_beyond(&transaction, device, dev_seq)?;
        let params = named_params! { ":device": device.to_bytes(), ":dev_seq": dev_seq };
        transaction.execute(
            "UPDATE envelope SET secured = 1
             WHERE device = :device AND dev_seq <= :dev_seq AND secured = 0",
            params,
        )?;
        let left = transaction.execute(
            "DELETE FROM outbox WHERE device = :device AND dev_seq <= :dev_seq",
            params,
        )?;
        transaction.execute(
            "UPDATE own_head SET secured = max(secured, :dev_seq) WHERE device = :device",
            params,
        )?;
        let purged = super::frame::forget_what_left(&transaction)?;
        transaction.commit()?;
        if purged {
            self.purge_log()?;
        }
        Ok(u64::try_from(left).unwrap_or(u64::MAX))
    }

    /// The hub refused an envelope. It stays, for a person to see; a later acceptance clears the mark.
    pub fn mark_refused(
        &mut self,
        device: DeviceId,
        dev_seq: u64,
        code: &str,
        at_ms: i64,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "UPDATE outbox SET refused_code = :code, refused_at_ms = :at_ms
             WHERE device = :device AND dev_seq = :dev_seq",
            named_params! {
                ":device": device.to_bytes(),
                ":dev_seq": dev_seq,
                ":code": code,
                ":at_ms": at_ms,
            },
        )?;
        Ok(transaction.commit()?)
    }
}

fn refuse_beyond(
    connection: &rusqlite::Connection,
    device: DeviceId,
    dev_seq: u64,
) -> Result<(), AckError> {
    let last = own_head(connection, device)?.map_or(0, |head| head.dev_seq);
    if dev_seq > last {
        return Err(AckError::BeyondOwn { last });
    }
    Ok(())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<OutboxEntry> {
    Ok(OutboxEntry {
        device: sql::device(row)?,
        dev_seq: row.get("dev_seq")?,
        envelope: sql::envelope(row, "envelope")?,
        document: sql::document(row)?,
        accepted_at_ms: row.get("accepted_at_ms")?,
        refused_code: row.get("refused_code")?,
        saves_count: row.get("saves_count")?,
        bytes: row.get("bytes")?,
    })
}
