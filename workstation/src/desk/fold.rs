//! Before what was saved here is first offered: sealed together, person by person and document by document.

use super::Desk;
use crate::error::Refused;
use store::workstation::Folded;
use sync_protocol::change::ChangeHeader;
use sync_protocol::envelope::{Envelope, SignedEnvelope};
use sync_protocol::session::fold::fold;

impl Desk {
    /// Folds what was never offered. What cannot be folded is offered as it is.
    pub(crate) fn fold_unoffered(&mut self) -> Result<(), Refused> {
        let device = self.identity.device;
        let kept = self.store.unoffered(device)?;
        let read = kept.iter().map(|kept| {
            SignedEnvelope::decode(&kept.bytes)
                .map(|envelope| envelope.claimed().clone())
                .map_err(|_| Refused::Unreadable)
        });
        let envelopes: Vec<Envelope> = read.collect::<Result<_, _>>()?;
        let folds = fold(&envelopes);
        let (Some(first), Some(last)) = (envelopes.first(), kept.last()) else {
            return Ok(());
        };
        if folds.len() == envelopes.len() {
            return Ok(());
        }
        let mut prev = first.header.prev;
        let mut folded = Vec::with_capacity(folds.len());
        for (dev_seq, fold) in (first.header.dev_seq..).zip(&folds) {
            let envelope = fold
                .seal(dev_seq, prev, &self.identity.signing_key)
                .map_err(|error| Refused::BadAnswer(error.code().to_owned()))?;
            prev = Some(envelope.hash());
            let changes = envelope.statement().changes.iter();
            let changes = changes
                .map(|change| ChangeHeader::read(change).map(|header| header.hash))
                .collect::<Result<_, _>>()
                .map_err(|error| Refused::BadAnswer(error.code().to_owned()))?;
            folded.push(Folded { envelope, changes });
        }
        // Another program on this computer may have been quicker; then what it left is as good.
        self.store.fold(device, last.note.hash, &folded)?;
        Ok(())
    }
}
