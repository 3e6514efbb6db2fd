//! Folding: what was sealed save by save, and offered to nobody yet, becomes few envelopes when it is first offered.
//!
//! A save is sealed at once, so that what it says is signed from the moment it is on the disk. An envelope costs a header
//! and 64 bytes of signature, though, and a day has hundreds of saves. What one person saved in one role on one document
//! is therefore sealed again together, each save with its own moment to the second. What was ever offered is never sealed
//! again.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::bytes::Bytes;
use crate::envelope::{Envelope, EnvelopeError, EnvelopeHeader, Saved, VerifiedEnvelope};
use crate::hashes::EnvelopeHash;
use crate::hlc::Hlc;
use crate::ids::DocumentId;
use crate::keys::SigningKey;
use crate::limits::{MAX_CHANGES_PER_ENVELOPE, MAX_FOLDED_BYTES};

/// Saves that go into one envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Of the last of them.
    header: EnvelopeHeader,
    /// In the order they were made, each with its moment in milliseconds since 1970.
    saves: Vec<(Bytes, u64)>,
}

/// Folds the envelopes of one device, given in the order of their numbers.
///
/// Nothing is lost and nothing comes before what it builds on: the changes of a document keep their order, and folds
/// are in the order of their last saves.
#[must_use]
pub fn fold<'a>(envelopes: impl IntoIterator<Item = &'a Envelope>) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    let mut latest: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for envelope in envelopes {
        let document = envelope.header.document;
        let open = latest.get(&document).and_then(|at| folds.get_mut(*at));
        match open {
            Some(fold) if fold.takes(envelope) => fold.add(envelope),
            _ => {
                latest.insert(document, folds.len());
                folds.push(Fold::of(envelope));
            }
        }
    }
    // Not by their moments: a clock that was far ahead is not followed, and then they fall.
    folds.sort_by_key(|fold| fold.header.dev_seq);
    folds
}

impl Fold {
    fn of(envelope: &Envelope) -> Self {
        Self {
            header: envelope.header.clone(),
            saves: saves(envelope).collect(),
        }
    }

    /// The same hand, knowing the same, with room and time left.
    fn takes(&self, next: &Envelope) -> bool {
        let said = |header: &EnvelopeHeader| EnvelopeHeader {
            dev_seq: 0,
            prev: None,
            hlc: Hlc::default(),
            ..header.clone()
        };
        let bytes = |changes: &mut dyn Iterator<Item = usize>| changes.sum::<usize>();
        let size = bytes(&mut self.saves.iter().map(|(change, _)| change.len()))
            + bytes(&mut next.changes.iter().map(|change| change.len()));
        let first = self.saves.first().map_or(0, |(_, at)| *at);
        let span = next.header.hlc.ms().checked_sub(first);
        said(&self.header) == said(&next.header)
            && self.header.hlc < next.header.hlc
            && self.saves.len() + next.changes.len() <= MAX_CHANGES_PER_ENVELOPE
            && size <= MAX_FOLDED_BYTES
            && span.is_some_and(|span| u32::try_from(span).is_ok())
    }

    fn add(&mut self, next: &Envelope) {
        self.header = next.header.clone();
        self.saves.extend(saves(next));
    }

    /// Seals it as its device's envelope after another.
    ///
    /// # Errors
    /// When the envelope breaks a rule that every receiver checks.
    pub fn seal(
        &self,
        dev_seq: u64,
        prev: Option<EnvelopeHash>,
        key: &SigningKey,
    ) -> Result<VerifiedEnvelope, EnvelopeError> {
        let header = EnvelopeHeader {
            dev_seq,
            prev,
            ..self.header.clone()
        };
        let last = header.hlc.ms();
        let saves = self.saves.iter().map(|(change, at)| {
            let before = u32::try_from(last.saturating_sub(*at)).unwrap_or(u32::MAX);
            Saved {
                change: change.clone(),
                // To the second: nobody reads more, and a day's milliseconds are three hundred bytes of noise.
                before_ms: before - before % 1000,
            }
        });
        Envelope::seal_saves(header, saves, key)
    }
}

fn saves(envelope: &Envelope) -> impl Iterator<Item = (Bytes, u64)> {
    envelope.saves().map(|(change, at)| (change.clone(), at))
}
