//! The envelopes of a request and the entries of a feed, one after the other.

use super::own::{self, Own};
use super::said::Said;
use super::{Lean, Reader, envelope};
use crate::bytes::Bytes;
use crate::envelope::SignedEnvelope;
use crate::feed::{AttachReason, FeedEntry};
use crate::frame::FrameError;
use crate::ids::{DeviceId, DocumentId};
use crate::limits::MAX_ITEMS_PER_FRAME;

/// Any bytes, as they are.
const AS_IT_IS: u64 = 0;
/// An envelope; in a feed, the entry that publishes it.
const ENVELOPE: u64 = 1;
/// The entry that attaches a document.
const ATTACH: u64 = 2;
/// The entry that publishes an envelope of the asking device, by its number.
const OWN: u64 = 3;
/// The same, for the number after the one that was referred to before.
const OWN_NEXT: u64 = 4;

/// Writes the envelopes that a device sends.
pub(in crate::frame) fn write_envelopes(envelopes: &[Bytes], sender: DeviceId, lean: &mut Lean) {
    let mut said = Said::by(sender);
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

/// Reads the envelopes that a device sends.
pub(in crate::frame) fn read_envelopes(
    reader: &mut Reader<'_>,
    sender: DeviceId,
) -> Result<Vec<Bytes>, FrameError> {
    let mut said = Said::by(sender);
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

/// Writes entries; what a device signed itself is only referred to, where one is named.
pub(in crate::frame) fn write_entries(entries: &[Bytes], own: Option<DeviceId>, lean: &mut Lean) {
    let mut said = Said::default();
    lean.number(entries.len() as u64);
    for bytes in entries {
        if write_known(bytes, own, &mut said, lean).is_none() {
            as_it_is(bytes, lean);
        }
    }
}

/// Writes an entry of a kind that has a lean form.
fn write_known(
    bytes: &[u8],
    own: Option<DeviceId>,
    said: &mut Said,
    lean: &mut Lean,
) -> Option<()> {
    match FeedEntry::decode(bytes).ok()? {
        FeedEntry::Change {
            document,
            doc_seq,
            envelope,
        } => {
            let signed = SignedEnvelope::decode(&envelope).ok()?;
            let header = &signed.claimed().header;
            if header.document != document {
                return None;
            }
            if own == Some(header.device) {
                if said.own.wrapping_add(1) == header.dev_seq {
                    lean.number(OWN_NEXT);
                } else {
                    lean.number(OWN);
                    lean.number(header.dev_seq);
                }
                said.own = header.dev_seq;
                own::remember(&signed, said);
            } else {
                lean.number(ENVELOPE);
                envelope::write(&signed, said, lean);
            }
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

/// Reads entries; those that are only referred to are filled in from what the device holds.
pub(in crate::frame) fn read_entries(
    reader: &mut Reader<'_>,
    mut own: Option<&mut Own<'_>>,
) -> Result<Vec<Bytes>, FrameError> {
    let mut said = Said::default();
    let mut entries = Vec::new();
    for _ in 0..reader.count(MAX_ITEMS_PER_FRAME)? {
        entries.push(match reader.number()? {
            AS_IT_IS => read_as_it_is(reader)?,
            ENVELOPE => {
                let (document, envelope) = envelope::read(reader, &mut said)?;
                read_place(document, envelope, reader, &mut said)?
            }
            tag @ (OWN | OWN_NEXT) => {
                said.own = match tag {
                    OWN => reader.number()?,
                    _ => said.own.wrapping_add(1),
                };
                let own = own.as_deref_mut().ok_or(FrameError::OwnMissing)?;
                let signed = own.envelope(said.own)?;
                reader.spend(signed.bytes().len())?;
                own::remember(&signed, &mut said);
                let document = signed.claimed().header.document;
                read_place(document, signed.bytes().into(), reader, &mut said)?
            }
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

/// Reads where an envelope is in its document's log.
fn read_place(
    document: DocumentId,
    envelope: Bytes,
    reader: &mut Reader<'_>,
    said: &mut Said,
) -> Result<Bytes, FrameError> {
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
