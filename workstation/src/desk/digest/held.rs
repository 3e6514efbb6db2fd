//! Digests that were read before. Of two thousand people they are millions of letters, and few of them change in a day.

use super::Digest;
use crate::error::Refused;
use std::collections::HashMap;
use std::sync::Arc;
use store::workstation::{DigestNumber, Workstation};
use sync_protocol::ids::RecordId;

/// What is held of each record that has a digest; of one of another form that there is nothing to read.
#[derive(Default)]
pub(crate) struct Digests(HashMap<RecordId, (DigestNumber, Option<Arc<Digest>>)>);

impl Digests {
    /// Reads what was made since, and forgets what is no longer there.
    pub(crate) fn read_from(&mut self, store: &Workstation) -> Result<(), Refused> {
        let kept = store.digests(|record| Some(self.0.get(&record)?.0))?;
        let mut before = std::mem::take(&mut self.0);
        for digest in kept {
            let read = match digest.words {
                Some(words) => Digest::read(&words).map(Arc::new),
                None => before.remove(&digest.record).and_then(|(_, read)| read),
            };
            self.0.insert(digest.record, (digest.number, read));
        }
        Ok(())
    }

    pub(crate) fn of(&self, record: RecordId) -> Option<Arc<Digest>> {
        self.0.get(&record)?.1.clone()
    }
}
