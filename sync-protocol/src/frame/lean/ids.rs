//! Text with random ids in it: sixteen hexadecimal digits are eight bytes of noise.

use super::said::Said;
use super::{Lean, Reader};
use crate::frame::FrameError;

const DIGITS: usize = 16;
const BYTES: usize = DIGITS / 2;

/// How many ids there are, each after the bytes before it; then the bytes after the last.
pub(super) fn write(bytes: &[u8], said: &mut Said, lean: &mut Lean) {
    let found = find(bytes);
    lean.number(found.len() as u64);
    let mut rest = bytes;
    let mut from = 0;
    for (place, id) in found {
        let (before, after) = rest.split_at_checked(place - from).unwrap_or((rest, &[]));
        lean.text(before);
        if said.ids.write(&id, lean) {
            lean.noise(&id);
        }
        rest = after.get(DIGITS..).unwrap_or_default();
        from = place + DIGITS;
    }
    lean.text(rest);
}

/// Reads what [`write()`] wrote onto the end of `out`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    said: &mut Said,
    out: &mut Vec<u8>,
) -> Result<(), FrameError> {
    let count = reader.count(usize::MAX)?;
    for _ in 0..count {
        let before = reader.text()?;
        reader.spend(before.len() + DIGITS)?;
        out.extend_from_slice(before);
        let id = said.ids.read(reader, Reader::noise_array)?;
        out.extend(data_encoding::HEXLOWER.encode(&id).bytes());
    }
    let rest = reader.text()?;
    reader.spend(rest.len())?;
    out.extend_from_slice(rest);
    Ok(())
}

/// The places of the ids, from the left, none within another.
fn find(bytes: &[u8]) -> Vec<(usize, [u8; BYTES])> {
    let mut found = Vec::new();
    let mut run = 0;
    for (place, byte) in (1..).zip(bytes) {
        run = match byte {
            b'0'..=b'9' | b'a'..=b'f' => run + 1,
            _ => 0,
        };
        if run < DIGITS {
            continue;
        }
        run = 0;
        let from = place - DIGITS;
        let digits = bytes.get(from..place).unwrap_or_default();
        let mut id = [0; BYTES];
        if data_encoding::HEXLOWER.decode_mut(digits, &mut id).is_ok() {
            found.push((from, id));
        }
    }
    found
}
