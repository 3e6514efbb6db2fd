//! Before what was saved here is first offered: sealed together, person by person and document by document.
//!
//! The same way it is sealed under other names of its authors, where a region has given them certificates of its own.

use super::Desk;
use crate::error::Refused;
use store::workstation::Folded;
use sync_protocol::change::ChangeHeader;
use sync_protocol::envelope::{Envelope, EnvelopeError, SignedEnvelope, VerifiedEnvelope};
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::session::fold::{Fold, fold};

/// What was never offered, sealed anew.
#[derive(Debug, Default)]
pub(crate) struct SealedAnew {
    /// The last envelope that it takes the place of, if there is one.
    pub(crate) last: Option<EnvelopeHash>,
    pub(crate) folded: Vec<Folded>,
}

impl Desk {
    /// Folds what was never offered. What cannot be folded is offered as it is.
    pub(crate) fn fold_unoffered(&mut self) -> Result<(), Refused> {
        let (envelopes, last) = self.unoffered()?;
        let folds = fold(&envelopes);
        let (Some(first), Some(last)) = (envelopes.first(), last) else {
            return Ok(());
        };
        if folds.len() == envelopes.len() {
            return Ok(());
        }
        let folded = self.seal_folds(first, &folds)?;
        // Another program on this computer may have been quicker; then what it left is as good.
        self.store.fold(self.identity.device, last, &folded)?;
        Ok(())
    }

    /// What was never offered, with each author under the name that is given for the one it has.
    pub(crate) fn sealed_anew(
        &self,
        name: impl Fn(CertificateHash) -> Result<CertificateHash, Refused>,
    ) -> Result<SealedAnew, Refused> {
        let (mut envelopes, last) = self.unoffered()?;
        for envelope in &mut envelopes {
            envelope.header.author = name(envelope.header.author)?;
        }
        let Some(first) = envelopes.first() else {
            return Ok(SealedAnew::default());
        };
        let folded = self.seal_folds(first, &fold(&envelopes))?;
        Ok(SealedAnew { last, folded })
    }

    fn unoffered(&self) -> Result<(Vec<Envelope>, Option<EnvelopeHash>), Refused> {
        let kept = self.store.unoffered(self.identity.device)?;
        let read = kept.iter().map(|kept| {
            SignedEnvelope::decode(&kept.bytes)
                .map(|envelope| envelope.claimed().clone())
                .map_err(|_| Refused::Unreadable)
        });
        let last = kept.last().map(|kept| kept.note.hash);
        Ok((read.collect::<Result<_, _>>()?, last))
    }

    /// Seals folds one after another, from the number of the first envelope that they take the place of.
    fn seal_folds(&self, first: &Envelope, folds: &[Fold]) -> Result<Vec<Folded>, Refused> {
        let mut prev = first.header.prev;
        let mut sealed = Vec::with_capacity(folds.len());
        for (dev_seq, fold) in (first.header.dev_seq..).zip(folds) {
            let envelope = fold
                .seal(dev_seq, prev, &self.identity.signing_key)
                .map_err(not_sealed)?;
            prev = Some(envelope.hash());
            sealed.push(Folded {
                changes: changes_of(&envelope)?,
                envelope,
            });
        }
        Ok(sealed)
    }
}

fn changes_of(envelope: &VerifiedEnvelope) -> Result<Vec<ChangeHash>, Refused> {
    let changes = envelope.statement().changes.iter();
    changes
        .map(|change| ChangeHeader::read(change).map(|header| header.hash))
        .collect::<Result<_, _>>()
        .map_err(|error| Refused::BadAnswer(error.code().to_owned()))
}

fn not_sealed(error: EnvelopeError) -> Refused {
    Refused::BadAnswer(error.code().to_owned())
}
