//! Digests that were read before. Of two thousand people they are millions of letters, and few of them change in a day.

use super::Digest;
use crate::error::Refused;
use std::collections::HashMap;
use std::sync::Arc;
use store::workstation::{DigestNumber, Workstation};
use sync_protocol::ids::RecordId;

/// What is held of each record that has a digest.
#[derive(Default)]
pub(crate) struct Digests {
    numbers: HashMap<RecordId, DigestNumber>,
    /// Of another form there is none to read.
    read: HashMap<RecordId, Option<Arc<Digest>>>,
}

impl Digests {
    /// Reads what was made since, and forgets what is no longer there.
    pub(crate) fn read_from(&mut self, store: &Workstation) -> Result<(), Refused> {
        let kept = store.digests(&self.numbers)?;
        let mut before = std::mem::take(&mut self.read);
        self.numbers.clear();
        for digest in kept {
            let read = match digest.words {
                Some(words) => Digest::read(&words).map(Arc::new),
                None => before.remove(&digest.record).flatten(),
            };
            self.numbers.insert(digest.record, digest.number);
            self.read.insert(digest.record, read);
        }
        Ok(())
    }

    pub(crate) fn of(&self, record: RecordId) -> Option<Arc<Digest>> {
        self.read.get(&record).cloned().flatten()
    }
}
