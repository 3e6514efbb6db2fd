//! Sealing together what was never offered.
//!
//! *Guarantees* that what was offered once is never sealed again: the hub would have two envelopes of one number. *If
//! broken*: everything this computer writes from then on is refused as a fork.

use rusqlite::{Connection, named_params};
use sync_protocol::envelope::VerifiedEnvelope;
use sync_protocol::hashes::{ChangeHash, EnvelopeHash};
use sync_protocol::ids::DeviceId;

use super::Workstation;
use super::envelope::{self, EnvelopeState, KeptEnvelope, read_kept};
use super::save::{own_head, put_in_outbox};
use crate::trouble::Trouble;

/// An envelope that takes the place of others.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The signed envelope.
    pub envelope: VerifiedEnvelope,
    /// The hashes of the changes in it.
    pub changes: Vec<ChangeHash>,
}

impl Workstation {
    /// What a device signed here and never offered to a hub, in the order of its numbers.
    pub fn unoffered(&self, device: DeviceId) -> Result<Vec<KeptEnvelope>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, envelope.record AS record, sheet, envelope.device AS device, envelope.dev_seq AS dev_seq,
                    author, role, envelope.hlc AS hlc, clock_uncertainty_ms, event_at_ms, received_at_ms, state,
                    envelope.secured AS secured, published, after_end, arrived_seq, bytes
             FROM own_head JOIN outbox USING (device) JOIN envelope ON envelope.hash = outbox.envelope
             WHERE own_head.device = :device AND outbox.dev_seq > own_head.offered
             ORDER BY outbox.dev_seq",
        )?;
        let rows =
            statement.query_map(named_params! { ":device": device.to_bytes() }, read_kept)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Puts folded envelopes in the place of everything a device never offered, of which `last` was the last. Says whether
    /// it did: not when another program on this computer saved, folded or offered meanwhile.
    pub fn fold(
        &mut self,
        device: DeviceId,
        last: EnvelopeHash,
        folded: &[Folded],
    ) -> Result<bool, Trouble> {
        let transaction = self.write()?;
        if !replace(&transaction, device, last, folded)? {
            return Ok(false);
        }
        transaction.commit()?;
        Ok(true)
    }

    /// Notes that a device's envelopes up to this one are put before a hub. Says whether they still stand so: not when
    /// another program on this computer has folded them meanwhile.
    pub fn mark_offered(
        &mut self,
        device: DeviceId,
        dev_seq: u64,
        envelope: EnvelopeHash,
    ) -> Result<bool, Trouble> {
        let transaction = self.write()?;
        let stands: bool = transaction
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM envelope
                                WHERE hash = :envelope AND device = :device AND dev_seq = :dev_seq)",
            )?
            .query_row(
                named_params! {
                    ":envelope": envelope.to_bytes(),
                    ":device": device.to_bytes(),
                    ":dev_seq": dev_seq,
                },
                |row| row.get(0),
            )?;
        transaction.execute(
            "UPDATE own_head SET offered = max(offered, :dev_seq) WHERE device = :device AND :stands",
            named_params! {
                ":device": device.to_bytes(),
                ":dev_seq": dev_seq,
                ":stands": stands,
            },
        )?;
        transaction.commit()?;
        Ok(stands)
    }
}

/// Puts folded envelopes in the place of everything a device never offered, inside the caller's transaction.
pub(super) fn replace(
    connection: &Connection,
    device: DeviceId,
    last: EnvelopeHash,
    folded: &[Folded],
) -> Result<bool, Trouble> {
    let Some(head) = own_head(connection, device)? else {
        return Ok(false);
    };
    let first = folded.first();
    let follows =
        first.is_some_and(|first| first.envelope.statement().header.dev_seq == head.offered + 1);
    if head.envelope != last || !follows {
        return Ok(false);
    }
    let unoffered = named_params! { ":device": device.to_bytes(), ":offered": head.offered };
    connection.execute(
        "DELETE FROM change_origin WHERE envelope IN (
             SELECT envelope FROM outbox WHERE device = :device AND dev_seq > :offered)",
        unoffered,
    )?;
    connection.execute(
        "DELETE FROM outbox WHERE device = :device AND dev_seq > :offered",
        unoffered,
    )?;
    connection.execute(
        "DELETE FROM envelope WHERE device = :device AND dev_seq > :offered AND state = 1",
        unoffered,
    )?;
    for Folded { envelope, changes } in folded {
        // Since when they wait: the first of its saves.
        let first = envelope.statement().saves().next();
        let saved_at_ms = first.map_or(0, |(_, saved_at_ms)| saved_at_ms);
        envelope::keep(
            connection,
            envelope,
            changes,
            i64::try_from(saved_at_ms).unwrap_or(i64::MAX),
            EnvelopeState::Own,
        )?;
        put_in_outbox(connection, envelope)?;
    }
    Ok(true)
}
