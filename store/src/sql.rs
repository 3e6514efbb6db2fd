//! Between rows and types.

use rusqlite::Row;
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, DocumentId, RecordId, SheetId};

/// The document a row speaks of.
pub(crate) fn document(row: &Row<'_>) -> rusqlite::Result<DocumentId> {
    let number: u64 = row.get("sheet")?;
    let sheet = SheetId::new(number).ok_or_else(|| {
        let at = row.as_ref().column_index("sheet").unwrap_or_default();
        rusqlite::Error::IntegralValueOutOfRange(at, i64::try_from(number).unwrap_or(i64::MAX))
    })?;
    Ok(DocumentId::new(RecordId::new(row.get("record")?), sheet))
}

/// The device a row speaks of.
pub(crate) fn device(row: &Row<'_>) -> rusqlite::Result<DeviceId> {
    Ok(DeviceId::new(row.get("device")?))
}

/// The envelope a row speaks of.
pub(crate) fn envelope(row: &Row<'_>, column: &str) -> rusqlite::Result<EnvelopeHash> {
    Ok(EnvelopeHash::new(row.get(column)?))
}

/// The certificate of the author a row speaks of.
pub(crate) fn author(row: &Row<'_>) -> rusqlite::Result<CertificateHash> {
    Ok(CertificateHash::new(row.get("author")?))
}

/// Heads as one column holds them: sorted, one after the other.
pub(crate) fn heads_to_bytes(heads: &[ChangeHash]) -> Vec<u8> {
    let mut heads = heads.to_vec();
    heads.sort_unstable();
    heads.dedup();
    heads.iter().flat_map(|head| *head.as_bytes()).collect()
}

/// The other way. The schema sees to it that the length is a multiple of a hash's.
pub(crate) fn heads(row: &Row<'_>) -> rusqlite::Result<Vec<ChangeHash>> {
    let bytes: Vec<u8> = row.get("heads")?;
    Ok(bytes
        .chunks_exact(ChangeHash::LEN)
        .filter_map(ChangeHash::from_slice)
        .collect())
}
