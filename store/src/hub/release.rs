//! What a named person takes out of quarantine: it waits to be published again, at the end of its document's log.
//!
//! *Guarantees* that nothing that was published changes its place or its bytes: what is released takes the next number of
//! its document, as if it had come today. *If broken*: a shelf that is given the document later gets a change before what
//! it builds on.

use rusqlite::{Connection, OptionalExtension, Savepoint, named_params};
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::hashes::{ChangeHash, EnvelopeHash};
use sync_protocol::message::refusal::RefusalCode;
use sync_protocol::session::accept::{Decision, accept, accept_again};
use thiserror::Error;

use super::HubStore;
use super::accept::{Facts, Incoming, advance, append};
use super::device;
use super::quarantine::{HeldEnvelope, held};
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// What came of a release.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Release {
    /// What waits to be published now, in the order in which it will be.
    pub waiting: Vec<EnvelopeHash>,
    /// What had to stay, and why, as a code.
    pub stayed: Vec<(EnvelopeHash, &'static str)>,
}

/// Why nothing was released. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReleaseError {
    /// No such envelope is in quarantine.
    #[error("no such envelope is in quarantine")]
    NotHeld,
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl ReleaseError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotHeld => "quarantine.not_held",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for ReleaseError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

const SELECT: &str = "SELECT envelope, reason, device, dev_seq, record, sheet, bytes,
        quarantined_at_ms, released_at_ms
 FROM quarantine WHERE released_at_ms IS NULL";

impl HubStore {
    /// Takes an envelope out of quarantine, and with it what is there only because it builds on such a one, so that the
    /// reading room judges them again. `entry` tells when, and in its detail what the person gave as a reason.
    ///
    /// What still cannot be accepted stays. Where that is the one that was meant, nothing goes with it.
    pub fn release(
        &mut self,
        envelope: EnvelopeHash,
        entry: &AuditEntry,
    ) -> Result<Release, ReleaseError> {
        let first_change = self.first_change;
        let mut transaction = self.write()?;
        let first = transaction
            .prepare_cached(&format!("{SELECT} AND envelope = :envelope"))?
            .query_row(named_params! { ":envelope": envelope.to_bytes() }, held)
            .optional()?
            .ok_or(ReleaseError::NotHeld)?;
        let mut left = followers(&transaction, &first)?;
        left.insert(0, first);
        let mut release = Release::default();
        // Again after each that was taken: what builds on it can be taken now.
        let mut next = 0;
        while let Some(candidate) = left.get(next) {
            let savepoint = transaction.savepoint()?;
            let stays = take_again(&savepoint, candidate, first_change)?;
            let hash = candidate.envelope;
            if let Some(code) = stays {
                savepoint.finish()?;
                // Without the one that was meant, nothing else has a reason to go.
                if hash == envelope {
                    let entry = AuditEntry {
                        act: "quarantine.stayed".to_owned(),
                        record: Some(candidate.document.record),
                        detail: format!("{hash} {code}"),
                        ..entry.clone()
                    };
                    audit::append(&transaction, &entry)?;
                    transaction.commit()?;
                    return Ok(Release {
                        waiting: Vec::new(),
                        stayed: vec![(hash, code)],
                    });
                }
                next += 1;
                continue;
            }
            note(&savepoint, candidate, envelope, entry)?;
            savepoint.commit()?;
            release.waiting.push(hash);
            left.remove(next);
            next = 0;
        }
        let code = RefusalCode::DEPENDS_ON_QUARANTINED.code();
        release.stayed = left.iter().map(|left| (left.envelope, code)).collect();
        transaction.commit()?;
        Ok(release)
    }
}

/// What of the same document is there because it builds on something that is, in the order of its devices.
fn followers(connection: &Connection, first: &HeldEnvelope) -> Result<Vec<HeldEnvelope>, Trouble> {
    let mut statement = connection.prepare_cached(&format!(
        "{SELECT} AND record = :record AND sheet = :sheet AND reason = :reason
             AND envelope <> :envelope
         ORDER BY quarantined_at_ms, device, dev_seq"
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":record": first.document.record.to_bytes(),
            ":sheet": first.document.sheet.get(),
            ":reason": RefusalCode::DEPENDS_ON_QUARANTINED.code(),
            ":envelope": first.envelope.to_bytes(),
        },
        held,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts an envelope at the end of its document's log, or says why it must stay.
fn take_again(
    savepoint: &Savepoint<'_>,
    held: &HeldEnvelope,
    first_change: Option<ChangeHash>,
) -> Result<Option<&'static str>, Trouble> {
    let device = device::device(savepoint, held.device)?.ok_or(Trouble::Unreadable)?;
    let verified = SignedEnvelope::decode(&held.bytes)
        .ok()
        .and_then(|envelope| envelope.verify(&device.public_key).ok());
    let Some(envelope) = verified else {
        return Ok(Some(RefusalCode::UNREADABLE.code()));
    };
    let hash = named_params! { ":envelope": held.envelope.to_bytes() };
    savepoint
        .prepare_cached("DELETE FROM quarantine_change WHERE envelope = :envelope")?
        .execute(hash)?;
    let (numbered, received_at_ms): (bool, i64) = savepoint
        .prepare_cached(
            "SELECT numbered, coalesce(log.received_at_ms, quarantined_at_ms) AS received_at_ms
             FROM quarantine LEFT JOIN log USING (envelope) WHERE envelope = :envelope",
        )?
        .query_row(hash, |row| {
            Ok((row.get("numbered")?, row.get("received_at_ms")?))
        })?;
    let facts = Facts {
        connection: savepoint,
        first_change,
    };
    // What a revoked device brought has no number yet, and must be the next of its device.
    let decision = if numbered {
        accept_again(&envelope, &facts)?
    } else {
        accept(&envelope, &facts)?
    };
    let new_changes = match decision {
        Decision::Accepted { new_changes } => new_changes,
        Decision::Quarantined(code) | Decision::Refused(code) => return Ok(Some(code.code())),
        // Somebody else gave it back meanwhile: there is nothing left to do.
        Decision::Duplicate => return Ok(None),
    };
    savepoint
        .prepare_cached("DELETE FROM log WHERE envelope = :envelope AND state = 3")?
        .execute(hash)?;
    let incoming = Incoming {
        offered_by: held.device,
        received_at_ms,
        envelope,
    };
    append(savepoint, &incoming, &new_changes)?;
    if !numbered {
        advance(savepoint, &incoming.envelope)?;
    }
    Ok(None)
}

/// It stays kept, and is no longer in quarantine.
fn note(
    connection: &Connection,
    held: &HeldEnvelope,
    with: EnvelopeHash,
    entry: &AuditEntry,
) -> Result<(), Trouble> {
    connection
        .prepare_cached("UPDATE quarantine SET released_at_ms = :at_ms WHERE envelope = :envelope")?
        .execute(named_params! {
            ":at_ms": entry.at_ms,
            ":envelope": held.envelope.to_bytes(),
        })?;
    let detail = if held.envelope == with {
        format!("{} {}", held.envelope, entry.detail)
    } else {
        format!("{} with {with}", held.envelope)
    };
    let entry = AuditEntry {
        record: Some(held.document.record),
        detail,
        ..entry.clone()
    };
    audit::append(connection, &entry)?;
    Ok(())
}
