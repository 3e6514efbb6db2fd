//! May this envelope be taken? Decided from the envelope and from what is written already, and from nothing else.
//!
//! Four answers, because a number once given must not block the numbers after it:
//!
//! * **Accepted**: into its document's log.
//! * **Duplicate**: taken before, nothing to do; this makes every repetition harmless.
//! * **Quarantined**: its number is used up and it is kept, but outside its document, for a person to look at. For
//!   faults that trying again cannot mend. Its device goes on with the next number.
//! * **Refused**: as if it had not come. The device keeps it and offers it again when what is missing has come.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::change::ChangeHeader;
use crate::envelope::{Envelope, VerifiedEnvelope};
use crate::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use crate::ids::{DeviceId, DocumentId};
use crate::message::refusal::RefusalCode;

/// The last envelope of a device that used up a number, accepted or quarantined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceHead {
    /// Its number.
    pub dev_seq: u64,
    /// Its hash.
    pub hash: EnvelopeHash,
}

/// What is known of a change of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeStanding {
    /// Nothing.
    Unknown,
    /// It is in the document's log.
    InLog,
    /// It came in an envelope that is kept aside.
    Quarantined,
}

/// What is written at the hub, read within the transaction that will write the decision.
pub trait Ledger {
    /// How reading fails.
    type Error;

    /// The head of a device, or nothing before its first envelope.
    ///
    /// # Errors
    /// When reading fails.
    fn device_head(&self, device: &DeviceId) -> Result<Option<DeviceHead>, Self::Error>;

    /// The envelope that used up a number of a device, accepted or quarantined.
    ///
    /// # Errors
    /// When reading fails.
    fn envelope_at(
        &self,
        device: &DeviceId,
        dev_seq: u64,
    ) -> Result<Option<EnvelopeHash>, Self::Error>;

    /// Whether a staff certificate was issued by this region, valid still or not.
    ///
    /// # Errors
    /// When reading fails.
    fn knows_certificate(&self, certificate: &CertificateHash) -> Result<bool, Self::Error>;

    /// What is known of a change of a document.
    ///
    /// # Errors
    /// When reading fails.
    fn change_standing(
        &self,
        document: &DocumentId,
        change: &ChangeHash,
    ) -> Result<ChangeStanding, Self::Error>;

    /// The change that an actor of a document numbered so, if one is in the log.
    ///
    /// # Errors
    /// When reading fails.
    fn change_at(
        &self,
        document: &DocumentId,
        actor: &[u8],
        seq: u64,
    ) -> Result<Option<ChangeHash>, Self::Error>;
}

/// What becomes of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It goes into the log of its document.
    Accepted {
        /// The headers of those of its changes that are not in the log yet, in order. Changes that are there
        /// already (such as the first change, which every document shares) are left out.
        new_changes: Vec<ChangeHeader>,
    },
    /// It was taken before, with these very bytes.
    Duplicate,
    /// Its number is used up; it is kept outside its document.
    Quarantined(RefusalCode),
    /// It is not taken; its number stays free.
    Refused(RefusalCode),
}

/// Decides about an envelope whose signature holds.
///
/// # Errors
/// Only when the ledger cannot be read.
pub fn accept<L: Ledger>(envelope: &VerifiedEnvelope, ledger: &L) -> Result<Decision, L::Error> {
    if let Some(decision) = place_in_sequence(envelope, ledger)? {
        return Ok(decision);
    }
    accept_again(envelope, ledger)
}

/// Decides anew about an envelope that was kept aside under a number that it used up: by its author and its changes
/// alone. The ledger must not count its own changes among those that are kept aside.
///
/// # Errors
/// Only when the ledger cannot be read.
pub fn accept_again<L: Ledger>(
    envelope: &VerifiedEnvelope,
    ledger: &L,
) -> Result<Decision, L::Error> {
    if !ledger.knows_certificate(&envelope.statement().header.author)? {
        return Ok(Decision::Refused(RefusalCode::UNKNOWN_CERTIFICATE));
    }
    judge_changes(envelope.statement(), ledger)
}

/// Decides by number and predecessor alone, or not at all when the envelope is the next of its device.
fn place_in_sequence<L: Ledger>(
    envelope: &VerifiedEnvelope,
    ledger: &L,
) -> Result<Option<Decision>, L::Error> {
    let header = &envelope.statement().header;
    let head = ledger.device_head(&header.device)?;
    let taken = head.map_or(0, |head| head.dev_seq);
    if header.dev_seq <= taken {
        let before = ledger.envelope_at(&header.device, header.dev_seq)?;
        let same = before == Some(envelope.hash());
        return Ok(Some(if same {
            Decision::Duplicate
        } else {
            Decision::Refused(RefusalCode::FORK)
        }));
    }
    // `taken` is below another u64, so this does not overflow.
    if header.dev_seq != taken + 1 {
        return Ok(Some(Decision::Refused(RefusalCode::GAP)));
    }
    if header.prev != head.map(|head| head.hash) {
        return Ok(Some(Decision::Refused(RefusalCode::FORK)));
    }
    Ok(None)
}

/// Looks at the changes in order, each seeing those before it.
fn judge_changes<L: Ledger>(envelope: &Envelope, ledger: &L) -> Result<Decision, L::Error> {
    let document = &envelope.header.document;
    let mut new_changes: Vec<ChangeHeader> = Vec::new();
    let mut here: BTreeSet<ChangeHash> = BTreeSet::new();
    let mut numbered: BTreeMap<(Vec<u8>, u64), ChangeHash> = BTreeMap::new();
    let mut missing = false;
    let mut quarantined = false;
    for chunk in &envelope.changes {
        let Ok(change) = ChangeHeader::read(chunk) else {
            return Ok(Decision::Quarantined(RefusalCode::BAD_CHANGE));
        };
        if here.contains(&change.hash) {
            continue;
        }
        match ledger.change_standing(document, &change.hash)? {
            ChangeStanding::InLog => continue,
            ChangeStanding::Quarantined => quarantined = true,
            ChangeStanding::Unknown => {}
        }
        for dep in &change.deps {
            if here.contains(dep) {
                continue;
            }
            match ledger.change_standing(document, dep)? {
                ChangeStanding::InLog => {}
                ChangeStanding::Quarantined => quarantined = true,
                ChangeStanding::Unknown => missing = true,
            }
        }
        let number = (change.actor.clone(), change.seq);
        let same_number = match numbered.get(&number) {
            Some(hash) => Some(*hash),
            None => ledger.change_at(document, &change.actor, change.seq)?,
        };
        if same_number.is_some_and(|hash| hash != change.hash) {
            return Ok(Decision::Quarantined(RefusalCode::ACTOR_REUSE));
        }
        numbered.insert(number, change.hash);
        here.insert(change.hash);
        new_changes.push(change);
    }
    // What is missing may still come, what is kept aside does not come back by waiting.
    if quarantined {
        Ok(Decision::Quarantined(RefusalCode::DEPENDS_ON_QUARANTINED))
    } else if missing {
        Ok(Decision::Refused(RefusalCode::MISSING_DEPENDENCIES))
    } else {
        Ok(Decision::Accepted { new_changes })
    }
}
