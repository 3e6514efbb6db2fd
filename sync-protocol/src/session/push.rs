//! Envelopes into the frames of a request, and out again.

#[cfg(test)]
mod tests;

use crate::bytes::Bytes;
use crate::frame::{EnvelopeFrame, FrameError, Level};
use crate::ids::DeviceId;
use crate::limits::{
    MAX_ENVELOPE_BYTES, MAX_ENVELOPES_PER_REQUEST, MAX_FRAMES_PER_REQUEST, MAX_ITEMS_PER_FRAME,
    MAX_REQUEST_BYTES, MAX_REQUEST_RAW_BYTES, USUAL_FRAME_KIB,
};
use crate::message::request::SyncRequest;

/// What a request holds besides frames: cursors, signature, and what CBOR adds around frames.
const REQUEST_OVERHEAD_BYTES: usize = 16 * 1024;

/// Frames of envelopes, and how many envelopes found room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The frames.
    pub frames: Vec<Bytes>,
    /// How many of the offered envelopes are in them, counted from the first.
    pub taken: usize,
}

/// Packs the envelopes that a device sends, from the first on until about `budget_bytes` are full. At least one frame is packed where
/// there is anything to pack, so that a small budget still makes progress.
///
/// # Errors
/// When an envelope is too large to have been sealed here.
pub fn pack_envelopes(
    sender: DeviceId,
    envelopes: &[Bytes],
    budget_bytes: usize,
    level: Level,
) -> Result<Packed, FrameError> {
    let budget = budget_bytes.min(MAX_REQUEST_BYTES - REQUEST_OVERHEAD_BYTES);
    let target = budget.min(usize::from(USUAL_FRAME_KIB) * 1024);
    let mut packed = Packed {
        frames: Vec::new(),
        taken: 0,
    };
    let (mut packed_bytes, mut raw_bytes) = (0, 0);
    let mut rest = envelopes
        .get(..MAX_ENVELOPES_PER_REQUEST)
        .unwrap_or(envelopes);
    while !rest.is_empty() && packed.frames.len() < MAX_FRAMES_PER_REQUEST {
        let (count, raw) = fill_one_frame(rest, target)?;
        let (chosen, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        let frame = EnvelopeFrame {
            sender,
            envelopes: chosen.to_vec(),
        }
        .encode(level)?;
        packed_bytes += frame.len();
        raw_bytes += raw;
        if !packed.frames.is_empty() && (packed_bytes > budget || raw_bytes > MAX_REQUEST_RAW_BYTES)
        {
            break;
        }
        packed.frames.push(frame.into());
        packed.taken += count;
        rest = after;
    }
    Ok(packed)
}

/// How many envelopes make one frame of about the target size (one at least), and their bytes.
fn fill_one_frame(envelopes: &[Bytes], target: usize) -> Result<(usize, usize), FrameError> {
    let (mut count, mut raw) = (0, 0);
    for envelope in envelopes.iter().take(MAX_ITEMS_PER_FRAME) {
        if envelope.len() > MAX_ENVELOPE_BYTES {
            return Err(FrameError::TooLarge);
        }
        if count > 0 && raw + envelope.len() > target {
            break;
        }
        count += 1;
        raw += envelope.len();
    }
    Ok((count, raw))
}

/// The frames of a request, opened one at a time so that only one is in memory. Ends after the first that does
/// not open, or that makes more than [`MAX_ENVELOPES_PER_REQUEST`] or [`MAX_REQUEST_RAW_BYTES`] altogether.
pub fn envelope_frames(
    request: &SyncRequest,
) -> impl Iterator<Item = Result<EnvelopeFrame, FrameError>> {
    let (mut count, mut raw_bytes) = (0, 0);
    let mut broken = false;
    request.frames.iter().map_while(move |frame| {
        if broken {
            return None;
        }
        let opened = EnvelopeFrame::decode(frame, request.device).and_then(|opened| {
            raw_bytes += opened
                .envelopes
                .iter()
                .map(|envelope| envelope.len())
                .sum::<usize>();
            count += opened.envelopes.len();
            if raw_bytes > MAX_REQUEST_RAW_BYTES || count > MAX_ENVELOPES_PER_REQUEST {
                Err(FrameError::TooLarge)
            } else {
                Ok(opened)
            }
        });
        broken = opened.is_err();
        Some(opened)
    })
}
