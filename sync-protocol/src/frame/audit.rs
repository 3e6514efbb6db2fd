//! A frame of audit rows, from a device to the hub.

use crate::frame::lean::{Lean, Reader};
use crate::frame::{FrameError, Level, pack, unpack};
use crate::ids::{RecordId, StaffId};
use crate::limits::{MAX_AUDIT_ACT_BYTES, MAX_AUDIT_DETAIL_BYTES, MAX_AUDIT_ROWS};
use crate::message::audit::AuditEntry;

/// Rows of one device's audit, in the order of their numbers. *Frozen.*
///
/// Times are told as the distance from the one before: rows are mostly made in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFrame {
    /// The rows; at least one.
    pub rows: Vec<AuditEntry>,
}

impl AuditFrame {
    /// Whether a row may travel at all.
    #[must_use]
    pub fn takes(row: &AuditEntry) -> bool {
        row.act.len() <= MAX_AUDIT_ACT_BYTES && row.detail.len() <= MAX_AUDIT_DETAIL_BYTES
    }

    /// Packs it.
    ///
    /// # Errors
    /// When it is empty or too large.
    pub fn encode(&self, level: Level) -> Result<Vec<u8>, FrameError> {
        self.check()?;
        pack(&self.lean(), level)
    }

    /// Opens one.
    ///
    /// # Errors
    /// When the bytes are not one whole frame of audit rows.
    pub fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        let lean = unpack(frame)?;
        let mut reader = Reader::new(&lean);
        let mut rows = Vec::new();
        let mut before = 0;
        for _ in 0..reader.count(MAX_AUDIT_ROWS)? {
            before = reader.distance(before)?;
            rows.push(AuditEntry {
                at_ms: before.cast_signed(),
                staff: id(&mut reader)?.map(StaffId::new),
                record: id(&mut reader)?.map(RecordId::new),
                act: words(&mut reader)?,
                detail: words(&mut reader)?,
            });
        }
        let opened = Self { rows };
        opened.check()?;
        if opened.lean() == lean {
            Ok(opened)
        } else {
            Err(FrameError::NotCanonical)
        }
    }

    // Ids stand among the text: the same few people and records come again and again, which zstd makes short.
    fn lean(&self) -> Lean {
        let mut lean = Lean::default();
        lean.number(self.rows.len() as u64);
        let mut before = 0;
        for row in &self.rows {
            let at = row.at_ms.cast_unsigned();
            lean.distance(at, before);
            before = at;
            lean.text(row.staff.as_ref().map_or(&[][..], |id| id.as_bytes()));
            lean.text(row.record.as_ref().map_or(&[][..], |id| id.as_bytes()));
            lean.text(row.act.as_bytes());
            lean.text(row.detail.as_bytes());
        }
        lean
    }

    fn check(&self) -> Result<(), FrameError> {
        if self.rows.is_empty() {
            return Err(FrameError::Empty);
        }
        if self.rows.len() > MAX_AUDIT_ROWS || !self.rows.iter().all(Self::takes) {
            return Err(FrameError::TooLarge);
        }
        Ok(())
    }
}

fn id(reader: &mut Reader<'_>) -> Result<Option<[u8; 16]>, FrameError> {
    match reader.text()? {
        [] => Ok(None),
        bytes => bytes
            .try_into()
            .map(Some)
            .map_err(|_| FrameError::Malformed),
    }
}

fn words(reader: &mut Reader<'_>) -> Result<String, FrameError> {
    let bytes = reader.text()?.to_vec();
    String::from_utf8(bytes).map_err(|_| FrameError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(at_ms: i64, detail: &str) -> AuditEntry {
        AuditEntry {
            at_ms,
            staff: Some(StaffId::new([5; 16])),
            act: "record.viewed".to_owned(),
            record: None,
            detail: detail.to_owned(),
        }
    }

    fn packed(rows: Vec<AuditEntry>) -> Result<Vec<u8>, FrameError> {
        AuditFrame { rows }.encode(Level::DEVICE)
    }

    #[test]
    fn rows_come_back_as_they_were_whatever_their_clock_said() {
        let rows: Vec<AuditEntry> = [i64::MIN, -1, 0, 1_800_000_000_000, 5, i64::MAX]
            .map(|at_ms| row(at_ms, "é"))
            .to_vec();
        let frame = AuditFrame { rows };
        let bytes = frame.encode(Level::DEVICE).unwrap();
        assert_eq!(AuditFrame::decode(&bytes), Ok(frame));
    }

    #[test]
    fn what_no_region_would_take_is_not_packed() {
        assert_eq!(packed(Vec::new()), Err(FrameError::Empty));
        let many = vec![row(1, ""); MAX_AUDIT_ROWS + 1];
        assert_eq!(packed(many), Err(FrameError::TooLarge));
        let long = row(1, &"x".repeat(MAX_AUDIT_DETAIL_BYTES + 1));
        assert!(!AuditFrame::takes(&long));
        assert_eq!(packed(vec![long]), Err(FrameError::TooLarge));
    }

    #[test]
    fn an_id_is_whole_or_not_there() {
        let mut lean = Lean::default();
        lean.number(1);
        lean.distance(1, 0);
        for part in [&[5; 15][..], b"", b"record.viewed", b""] {
            lean.text(part);
        }
        let frame = pack(&lean, Level::DEVICE).unwrap();
        assert_eq!(AuditFrame::decode(&frame), Err(FrameError::Malformed));
    }
}
