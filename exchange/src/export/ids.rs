//! Ids that every computer works out alike.

use care_record::RecordId;
use sha2::{Digest, Sha256};
use uuid::Builder;

/// Makes the ids of one record's document.
#[derive(Clone, Copy)]
pub(super) struct Ids {
    record: RecordId,
}

impl Ids {
    pub(super) fn of(record: RecordId) -> Self {
        Self { record }
    }

    /// The id for something named by these parts, as a UUID. Each part is preceded by its length,
    /// so that no two lists of parts run together into one.
    pub(super) fn id(self, parts: &[&str]) -> String {
        let mut hash = Sha256::new();
        hash.update(b"alongside fhir document v1");
        hash.update(self.record.to_bytes());
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digest: [u8; 32] = hash.finalize().into();
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(digest) {
            *to = from;
        }
        Builder::from_custom_bytes(bytes).into_uuid().to_string()
    }
}
