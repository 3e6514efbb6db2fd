//! Accepting envelopes: the decision is [`sync_protocol::session::accept`]'s, the facts and the
//! writing are here, many envelopes to one commit.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::change::ChangeHeader;
use sync_protocol::envelope::VerifiedEnvelope;
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, DocumentId};
use sync_protocol::message::refusal::RefusalCode;
use sync_protocol::session::accept::{ChangeStanding, Decision, DeviceHead, Ledger, accept};

use super::HubStore;
use super::device;
use super::quarantine::{self, SetAside};
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// An envelope whose device's signature holds, and who brought it.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The envelope.
    pub envelope: VerifiedEnvelope,
    /// The device that offered it: its own, or another that gives it back.
    pub offered_by: DeviceId,
    /// When, on the hub's clock.
    pub received_at_ms: i64,
}

/// What became of an envelope. All but [`Outcome::Failed`] are durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is in its document's log, under this number.
    Accepted {
        /// The number in the log.
        doc_seq: u64,
    },
    /// It was taken before.
    Duplicate,
    /// It is kept aside.
    Quarantined(RefusalCode),
    /// It is not kept; its device keeps it.
    Refused(RefusalCode),
    /// It could not be written, for a reason that is its own: the others of its batch were. Its
    /// device keeps it, and a person must look at the hub.
    Failed(Trouble),
}

impl HubStore {
    /// Accepts a batch in one transaction and one fsync. Each envelope sees those before it.
    ///
    /// *Guarantees* that one envelope which cannot be written takes no other with it. An error of
    /// the whole (a full disk, a lock) leaves nothing.
    ///
    /// What is accepted or set aside is in the audit, in the same transaction.
    pub fn accept_batch(&mut self, batch: &[Incoming]) -> Result<Vec<Outcome>, Trouble> {
        let first_change = self.first_change;
        let mut transaction = self.write()?;
        let mut outcomes = Vec::with_capacity(batch.len());
        for incoming in batch {
            let savepoint = transaction.savepoint()?;
            let facts = Facts {
                connection: &savepoint,
                first_change,
            };
            let outcome = match take(&facts, incoming) {
                Ok(outcome) => {
                    savepoint.commit()?;
                    outcome
                }
                Err(trouble @ (Trouble::Refused(_) | Trouble::Unreadable | Trouble::Fault(_))) => {
                    savepoint.finish()?;
                    Outcome::Failed(trouble)
                }
                Err(trouble) => return Err(trouble),
            };
            outcomes.push(outcome);
        }
        transaction.commit()?;
        Ok(outcomes)
    }
}

fn take(facts: &Facts<'_>, incoming: &Incoming) -> Result<Outcome, Trouble> {
    let connection = facts.connection;
    let header = &incoming.envelope.statement().header;
    let Some(device) = device::device(connection, header.device)? else {
        return Ok(Outcome::Refused(RefusalCode::UNKNOWN_DEVICE));
    };
    // Others may give back what a revoked device wrote before; what it brings itself a person must see.
    if device.revoked_at_ms.is_some() && incoming.offered_by == header.device {
        let known = facts.envelope_at(&header.device, header.dev_seq)?;
        if known == Some(incoming.envelope.hash()) {
            return Ok(Outcome::Duplicate);
        }
        let code = RefusalCode::REVOKED_DEVICE;
        set_aside(connection, incoming, code, SetAside::WithoutNumber)?;
        return Ok(Outcome::Quarantined(code));
    }
    match accept(&incoming.envelope, facts)? {
        Decision::Accepted { new_changes } => {
            let doc_seq = append(connection, incoming, &new_changes)?;
            advance(connection, &incoming.envelope)?;
            note(connection, incoming, "envelope.accepted", "")?;
            Ok(Outcome::Accepted { doc_seq })
        }
        Decision::Duplicate => Ok(Outcome::Duplicate),
        Decision::Quarantined(code) => {
            set_aside(connection, incoming, code, SetAside::Numbered)?;
            advance(connection, &incoming.envelope)?;
            Ok(Outcome::Quarantined(code))
        }
        Decision::Refused(code) => Ok(Outcome::Refused(code)),
    }
}

/// Appends to the log of the document.
pub(super) fn append(
    connection: &Connection,
    incoming: &Incoming,
    new_changes: &[ChangeHeader],
) -> Result<u64, Trouble> {
    let header = &incoming.envelope.statement().header;
    let document = header.document;
    let doc_seq: u64 = connection
        .prepare_cached(
            "INSERT INTO document (record, sheet, doc_seq, heads) VALUES (:record, :sheet, 1, x'')
             ON CONFLICT (record, sheet) DO UPDATE SET doc_seq = doc_seq + 1
             RETURNING doc_seq",
        )?
        .query_row(
            named_params! {
                ":record": document.record.to_bytes(),
                ":sheet": document.sheet.get(),
            },
            |row| row.get("doc_seq"),
        )?;
    connection
        .prepare_cached(
            "INSERT INTO log (record, sheet, doc_seq, envelope, device, dev_seq, author,
                              received_at_ms, bytes)
             VALUES (:record, :sheet, :doc_seq, :envelope, :device, :dev_seq, :author,
                     :received_at_ms, :bytes)",
        )?
        .execute(named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":doc_seq": doc_seq,
            ":envelope": incoming.envelope.hash().to_bytes(),
            ":device": header.device.to_bytes(),
            ":dev_seq": header.dev_seq,
            ":author": header.author.to_bytes(),
            ":received_at_ms": incoming.received_at_ms,
            ":bytes": incoming.envelope.bytes(),
        })?;
    let mut index = connection.prepare_cached(
        "INSERT INTO change_ix (record, sheet, change_hash, actor, seq, doc_seq)
         VALUES (:record, :sheet, :change_hash, :actor, :seq, :doc_seq)",
    )?;
    for change in new_changes {
        index.execute(named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":change_hash": change.hash.to_bytes(),
            ":actor": change.actor,
            ":seq": change.seq.cast_signed(),
            ":doc_seq": doc_seq,
        })?;
    }
    Ok(doc_seq)
}

/// Moves the head of the envelope's device to it. Where the commit secures, it is secured with it.
pub(super) fn advance(connection: &Connection, envelope: &VerifiedEnvelope) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "UPDATE device SET dev_seq = :dev_seq, head = :head,
                    secured = CASE (SELECT secured_by FROM region) WHEN 1 THEN :dev_seq
                              ELSE secured END
             WHERE id = :id",
        )?
        .execute(named_params! {
            ":id": envelope.statement().header.device.to_bytes(),
            ":dev_seq": envelope.statement().header.dev_seq,
            ":head": envelope.hash().to_bytes(),
        })?;
    Ok(())
}

fn set_aside(
    connection: &Connection,
    incoming: &Incoming,
    code: RefusalCode,
    how: SetAside,
) -> Result<(), Trouble> {
    let envelope = &incoming.envelope;
    note(connection, incoming, "envelope.quarantined", code.code())?;
    quarantine::set_aside(
        connection,
        envelope.hash(),
        envelope.statement(),
        envelope.bytes(),
        &quarantine::Reason {
            code: code.code(),
            at_ms: incoming.received_at_ms,
        },
        how,
    )
}

/// Writes down what became of an envelope: who brought it is in the envelope itself.
fn note(
    connection: &Connection,
    incoming: &Incoming,
    act: &str,
    code: &str,
) -> Result<(), Trouble> {
    let detail = format!("{} {code}", incoming.envelope.hash());
    audit::append(
        connection,
        &AuditEntry {
            at_ms: incoming.received_at_ms,
            staff: None,
            act: act.to_owned(),
            record: Some(incoming.envelope.statement().header.document.record),
            detail: detail.trim_end().to_owned(),
        },
    )?;
    Ok(())
}

/// What is written, for the decision.
pub(super) struct Facts<'a> {
    pub(super) connection: &'a Connection,
    pub(super) first_change: Option<ChangeHash>,
}

impl Ledger for Facts<'_> {
    type Error = Trouble;

    fn device_head(&self, device: &DeviceId) -> Result<Option<DeviceHead>, Trouble> {
        Ok(device::device(self.connection, *device)?.and_then(|device| device.head))
    }

    fn envelope_at(
        &self,
        device: &DeviceId,
        dev_seq: u64,
    ) -> Result<Option<EnvelopeHash>, Trouble> {
        // A number that does not fit a column was never written to one.
        if i64::try_from(dev_seq).is_err() {
            return Ok(None);
        }
        Ok(self
            .connection
            .prepare_cached(
                "SELECT envelope FROM log WHERE device = :device AND dev_seq = :dev_seq
                 UNION
                 SELECT envelope FROM quarantine
                 WHERE device = :device AND dev_seq = :dev_seq AND numbered = 1",
            )?
            .query_row(
                named_params! { ":device": device.to_bytes(), ":dev_seq": dev_seq },
                |row| crate::sql::envelope(row, "envelope"),
            )
            .optional()?)
    }

    fn knows_certificate(&self, certificate: &CertificateHash) -> Result<bool, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM certificate WHERE hash = :hash AND kind = 0) AS known",
            )?
            .query_row(named_params! { ":hash": certificate.to_bytes() }, |row| {
                row.get("known")
            })?)
    }

    fn change_standing(
        &self,
        document: &DocumentId,
        change: &ChangeHash,
    ) -> Result<ChangeStanding, Trouble> {
        if self.first_change == Some(*change) {
            return Ok(ChangeStanding::InLog);
        }
        let standing: u8 = self
            .connection
            .prepare_cached(
                "SELECT CASE
                     WHEN EXISTS (SELECT 1 FROM change_ix WHERE record = :record
                                  AND sheet = :sheet AND change_hash = :change_hash) THEN 1
                     WHEN EXISTS (SELECT 1 FROM quarantine_change WHERE record = :record
                                  AND sheet = :sheet AND change_hash = :change_hash) THEN 2
                     ELSE 0 END AS standing",
            )?
            .query_row(
                named_params! {
                    ":record": document.record.to_bytes(),
                    ":sheet": document.sheet.get(),
                    ":change_hash": change.to_bytes(),
                },
                |row| row.get("standing"),
            )?;
        Ok(match standing {
            1 => ChangeStanding::InLog,
            2 => ChangeStanding::Quarantined,
            _ => ChangeStanding::Unknown,
        })
    }

    fn change_at(
        &self,
        document: &DocumentId,
        actor: &[u8],
        seq: u64,
    ) -> Result<Option<ChangeHash>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT change_hash FROM change_ix WHERE record = :record AND sheet = :sheet
                 AND actor = :actor AND seq = :seq",
            )?
            .query_row(
                named_params! {
                    ":record": document.record.to_bytes(),
                    ":sheet": document.sheet.get(),
                    ":actor": actor,
                    ":seq": seq.cast_signed(),
                },
                |row| Ok(ChangeHash::new(row.get("change_hash")?)),
            )
            .optional()?)
    }
}
