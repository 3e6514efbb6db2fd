//! The envelopes of a request and the entries of a feed, one after the other.

use super::said::Said;
use super::{Lean, Reader, envelope};
use crate::bytes::Bytes;
use crate::envelope::SignedEnvelope;
use crate::feed::{AttachReason, FeedEntry};
use crate::frame::FrameError;
use crate::limits::MAX_ITEMS_PER_FRAME;

/// Any bytes, as they are.
const AS_IT_IS: u64 = 0;
/// An envelope; in a feed, the entry that publishes it.
const ENVELOPE: u64 = 1;
/// The entry that attaches a document.
const ATTACH: u64 = 2;

/// Writes envelopes.
pub(in crate::frame) fn write_envelopes(envelopes: &[Bytes], lean: &mut Lean) {
    let mut said = Said::default();
    lean.number(envelopes.len() as u64);
    for bytes in envelopes {
        match SignedEnvelope::decode(bytes) {
            Ok(signed) => {
                lean.number(ENVELOPE);
                envelope::write(&signed, &mut said, lean);
            }
            Err(_) => as_it_is(bytes, lean),
        }
    }
}

/// Reads envelopes.
pub(in crate::frame) fn read_envelopes(reader: &mut Reader<'_>) -> Result<Vec<Bytes>, FrameError> {
    let mut said = Said::default();
    let mut envelopes = Vec::new();
    for _ in 0..reader.count(MAX_ITEMS_PER_FRAME)? {
        envelopes.push(match reader.number()? {
            AS_IT_IS => read_as_it_is(reader)?,
            ENVELOPE => envelope::read(reader, &mut said)?.1,
            _ => return Err(FrameError::Malformed),
        });
    }
    Ok(envelopes)
}

/// Writes entries.
pub(in crate::frame) fn write_entries(entries: &[Bytes], lean: &mut Lean) {
    let mut said = Said::default();
    lean.number(entries.len() as u64);
    for bytes in entries {
        if write_known(bytes, &mut said, lean).is_none() {
            as_it_is(bytes, lean);
        }
    }
}

/// Writes an entry of a kind that has a lean form.
fn write_known(bytes: &[u8], said: &mut Said, lean: &mut Lean) -> Option<()> {
    match FeedEntry::decode(bytes).ok()? {
        FeedEntry::Change {
            document,
            doc_seq,
            envelope,
        } => {
            let signed = SignedEnvelope::decode(&envelope).ok()?;
            if signed.claimed().header.document != document {
                return None;
            }
            lean.number(ENVELOPE);
            envelope::write(&signed, said, lean);
            let last = said.log_ends.insert(document, doc_seq).unwrap_or(0);
            lean.distance(doc_seq, last.wrapping_add(1));
        }
        FeedEntry::Attach { document, reason } => {
            lean.number(ATTACH);
            envelope::write_document(&document, said, lean);
            lean.number(reason.get().into());
        }
        _ => return None,
    }
    Some(())
}

/// Reads entries.
pub(in crate::frame) fn read_entries(reader: &mut Reader<'_>) -> Result<Vec<Bytes>, FrameError> {
    let mut said = Said::default();
    let mut entries = Vec::new();
    for _ in 0..reader.count(MAX_ITEMS_PER_FRAME)? {
        entries.push(match reader.number()? {
            AS_IT_IS => read_as_it_is(reader)?,
            ENVELOPE => read_change(reader, &mut said)?,
            ATTACH => {
                let document = envelope::read_document(reader, &mut said)?;
                let reason = AttachReason::new(super::small(reader)?);
                let entry = FeedEntry::Attach { document, reason }.encode();
                reader.spend(entry.len())?;
                entry
            }
            _ => return Err(FrameError::Malformed),
        });
    }
    Ok(entries)
}

fn read_change(reader: &mut Reader<'_>, said: &mut Said) -> Result<Bytes, FrameError> {
    let (document, envelope) = envelope::read(reader, said)?;
    let last = said.log_ends.get(&document).copied().unwrap_or(0);
    let doc_seq = reader.distance(last.wrapping_add(1))?;
    said.log_ends.insert(document, doc_seq);
    let inner = envelope.len();
    let entry = FeedEntry::Change {
        document,
        doc_seq,
        envelope,
    }
    .encode();
    reader.spend(entry.len() - inner)?;
    Ok(entry)
}

fn as_it_is(bytes: &[u8], lean: &mut Lean) {
    lean.number(AS_IT_IS);
    lean.text(bytes);
}

fn read_as_it_is(reader: &mut Reader<'_>) -> Result<Bytes, FrameError> {
    let bytes = reader.text()?;
    reader.spend(bytes.len())?;
    Ok(bytes.into())
}
