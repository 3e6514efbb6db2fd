//! An envelope without what the one before it of the same device has said.

use super::said::{LastEnvelope, Said};
use super::{Lean, Reader, change, small};
use crate::bytes::Bytes;
use crate::envelope::{Envelope, EnvelopeHeader, EnvelopeKind, SignedEnvelope};
use crate::frame::FrameError;
use crate::hashes::{CertificateHash, EnvelopeHash, sha256};
use crate::hlc::Hlc;
use crate::ids::{DeviceId, DocumentId, RecordId, SheetId};
use crate::keys::SignatureBytes;
use crate::limits::MAX_CHANGES_PER_ENVELOPE;
use crate::roles::RoleCode;
use crate::signed;

/// It follows the last one of its device in this frame by number and by hash.
const FOLLOWS: u64 = 1;
/// Author, role, what was read of grants and how far off the clock may be are those of the last one of its device.
const SAME_HAND: u64 = 2;
/// The author said when it happened.
const HAPPENED: u64 = 4;
/// The clock has been compared.
const COMPARED: u64 = 8;

/// Writes an envelope that keeps every rule of envelopes.
pub(super) fn write(signed: &SignedEnvelope, said: &mut Said, lean: &mut Lean) {
    let Envelope {
        header,
        changes,
        moments,
    } = signed.claimed();
    if said.devices.write(&header.device, lean) {
        lean.noise(header.device.as_bytes());
    }
    let last = said.envelopes.get(&header.device);
    let follows = last.is_some_and(|last| {
        header.prev == Some(last.hash) && last.header.dev_seq.checked_add(1) == Some(header.dev_seq)
    });
    let same_hand = last.is_some_and(|last| hand(&last.header) == hand(header));
    let compared = header.clock_uncertainty_ms.filter(|_| !same_hand);
    let bits = [
        (follows, FOLLOWS),
        (same_hand, SAME_HAND),
        (header.event_time_ms.is_some(), HAPPENED),
        (compared.is_some(), COMPARED),
    ];
    lean.number(bits.iter().filter(|(on, _)| *on).map(|(_, bit)| bit).sum());
    let last_ms = last.map_or(0, |last| last.header.hlc.ms());
    if !follows {
        lean.number(header.dev_seq);
        // There is one exactly when this is not the first.
        lean.noise(header.prev.as_ref().map_or(&[], |prev| prev.as_bytes()));
    }
    if !same_hand {
        if said.authors.write(&header.author, lean) {
            lean.noise(header.author.as_bytes());
        }
        lean.number(header.role.get().into());
        lean.number(header.grants_seen);
        if let Some(ms) = compared {
            lean.number(ms.into());
        }
    }
    write_document(&header.document, said, lean);
    let EnvelopeKind::Changes = header.kind;
    lean.distance(header.hlc.ms(), last_ms);
    lean.number(header.hlc.counter().into());
    if let Some(at) = header.event_time_ms {
        lean.distance(at.cast_unsigned(), header.hlc.ms());
    }
    lean.number(changes.len() as u64);
    // From the last, which is zero, back: how much longer before.
    for (earlier, later) in moments.iter().zip(moments.iter().skip(1)).rev() {
        lean.number(folded(earlier.saturating_sub(*later)));
    }
    for chunk in changes {
        change::write(chunk, header.document, said, lean);
    }
    lean.noise(signed.signature().as_bytes());
    remember(header.clone(), signed.hash(), said);
}

/// Reads an envelope.
pub(super) fn read(
    reader: &mut Reader<'_>,
    said: &mut Said,
) -> Result<(DocumentId, Bytes), FrameError> {
    let device = said
        .devices
        .read(reader, |reader| reader.noise_array().map(DeviceId::new))?;
    let bits = reader.number()?;
    let last = said.envelopes.get(&device);
    let wanted = |bit| match bits & bit {
        0 => Ok(None),
        _ => last.map(Some).ok_or(FrameError::Malformed),
    };
    let last_ms = last.map_or(0, |last| last.header.hlc.ms());
    let (dev_seq, prev) = match wanted(FOLLOWS)? {
        Some(last) => (last.header.dev_seq.wrapping_add(1), Some(last.hash)),
        None => match reader.number()? {
            1 => (1, None),
            later => (later, Some(EnvelopeHash::new(reader.noise_array()?))),
        },
    };
    let (author, role, grants_seen, clock_uncertainty_ms) = match wanted(SAME_HAND)? {
        Some(last) => hand(&last.header),
        None => {
            let author = said.authors.read(reader, |reader| {
                reader.noise_array().map(CertificateHash::new)
            })?;
            let role = RoleCode::new(small(reader)?);
            let grants_seen = reader.number()?;
            let compared = match bits & COMPARED {
                0 => None,
                _ => Some(small(reader)?),
            };
            (author, role, grants_seen, compared)
        }
    };
    let document = read_document(reader, said)?;
    let ms = reader.distance(last_ms)?;
    let counter: u16 = small(reader)?;
    let event_time_ms = match bits & HAPPENED {
        0 => None,
        _ => Some(reader.distance(ms)?.cast_signed()),
    };
    let header = EnvelopeHeader {
        version: EnvelopeHeader::VERSION,
        document,
        device,
        dev_seq,
        prev,
        author,
        role,
        grants_seen,
        hlc: Hlc::new(ms.wrapping_shl(16) | u64::from(counter)),
        kind: EnvelopeKind::Changes,
        clock_uncertainty_ms,
        event_time_ms,
    };
    let (changes, moments) = read_changes(reader, document, said)?;
    let signature = SignatureBytes::new(reader.noise_array()?);
    let envelope = Envelope {
        header,
        changes,
        moments,
    };
    let bytes = signed::joined(&envelope, signature);
    let inner: usize = envelope.changes.iter().map(|change| change.len()).sum();
    reader.spend(bytes.len().saturating_sub(inner))?;
    remember(envelope.header, EnvelopeHash::new(sha256(&[&bytes])), said);
    Ok((document, bytes))
}

fn read_changes(
    reader: &mut Reader<'_>,
    document: DocumentId,
    said: &mut Said,
) -> Result<(Vec<Bytes>, Vec<u32>), FrameError> {
    let count = reader.count(MAX_CHANGES_PER_ENVELOPE)?;
    let (mut moments, mut before) = (vec![0_u32], 0_u32);
    for _ in 1..count {
        before = before
            .checked_add(unfolded(reader)?)
            .ok_or(FrameError::Malformed)?;
        moments.push(before);
    }
    moments.reverse();
    let mut changes = Vec::new();
    for _ in 0..count {
        changes.push(change::read(reader, document, said)?);
    }
    Ok((changes, moments))
}

pub(super) fn write_document(document: &DocumentId, said: &mut Said, lean: &mut Lean) {
    if said.documents.write(document, lean) {
        lean.noise(document.record.as_bytes());
        lean.number(document.sheet.get());
    }
}

pub(super) fn read_document(
    reader: &mut Reader<'_>,
    said: &mut Said,
) -> Result<DocumentId, FrameError> {
    said.documents.read(reader, |reader| {
        let record = RecordId::new(reader.noise_array()?);
        let sheet = SheetId::new(reader.number()?).ok_or(FrameError::Malformed)?;
        Ok(DocumentId::new(record, sheet))
    })
}

/// Whole seconds are even, so that moments that are kept no finer take a byte.
fn folded(ms: u32) -> u64 {
    match ms % 1000 {
        0 => u64::from(ms / 1000) << 1,
        _ => u64::from(ms) << 1 | 1,
    }
}

fn unfolded(reader: &mut Reader<'_>) -> Result<u32, FrameError> {
    let folded = reader.number()?;
    let (value, unit) = (folded >> 1, if folded & 1 == 0 { 1000 } else { 1 });
    let ms = value.checked_mul(unit).ok_or(FrameError::Malformed)?;
    u32::try_from(ms).map_err(|_| FrameError::Malformed)
}

/// Who wrote and what they could know.
fn hand(header: &EnvelopeHeader) -> (CertificateHash, RoleCode, u64, Option<u32>) {
    (
        header.author,
        header.role,
        header.grants_seen,
        header.clock_uncertainty_ms,
    )
}

fn remember(header: EnvelopeHeader, hash: EnvelopeHash, said: &mut Said) {
    said.envelopes
        .insert(header.device, LastEnvelope { header, hash });
}
