//! The trained dictionary: what texts in frames often hold, known to both sides before the first frame.
//!
//! It is trained on invented people only (`./do dictionary`): one trained on records of real people would give away
//! their words to everybody who has the program. A number never means another dictionary; a new one takes the next.

use std::cell::RefCell;
use std::io;
use std::sync::{LazyLock, OnceLock};

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

use super::Level;

/// No dictionary.
pub(super) const NONE: u8 = 0;
/// The one that is written with.
pub(super) const TRAINED: u8 = 1;

static BYTES: &[u8] = include_bytes!("../../dictionary/1.zdict");

/// Prepared once for each level that is used.
static ENCODERS: [OnceLock<Option<EncoderDictionary<'static>>>; Level::COUNT] =
    [const { OnceLock::new() }; Level::COUNT];
static DECODER: LazyLock<Option<DecoderDictionary<'static>>> =
    LazyLock::new(|| DecoderDictionary::try_copy(BYTES).ok());

thread_local! {
    /// What compressed last, and at which level. Making one takes longer than a small frame does.
    static COMPRESSOR: RefCell<Option<(Level, Compressor<'static>)>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Compresses with the dictionary. Length, checksum and dictionary are told in our own header.
pub(super) fn compress(text: &[u8], level: Level) -> io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| {
        let (level, mut compressor) = match kept.take_if(|(of, _)| *of == level) {
            Some(kept) => kept,
            None => (level, compressor(level)?),
        };
        let packed = compressor.compress(text)?;
        *kept = Some((level, compressor));
        Ok(packed)
    })
}

fn compressor(level: Level) -> io::Result<Compressor<'static>> {
    let prepared = ENCODERS.get(level.place()).ok_or(io::ErrorKind::NotFound)?;
    let prepared = prepared.get_or_init(|| EncoderDictionary::try_copy(BYTES, level.0).ok());
    let prepared = prepared.as_ref().ok_or(io::ErrorKind::InvalidData)?;
    let mut compressor = Compressor::with_prepared_dictionary(prepared)?;
    compressor.include_contentsize(false)?;
    compressor.include_dictid(false)?;
    Ok(compressor)
}

/// Opens with a dictionary, into a buffer of so many bytes: a bomb fails instead of growing.
pub(super) fn decompress(packed: &[u8], dictionary: u8, len: usize) -> io::Result<Vec<u8>> {
    if dictionary == NONE {
        return zstd::bulk::decompress(packed, len);
    }
    DECOMPRESSOR.with_borrow_mut(|kept| {
        let mut decompressor = match kept.take() {
            Some(kept) => kept,
            None => {
                let prepared = DECODER.as_ref().ok_or(io::ErrorKind::InvalidData)?;
                Decompressor::with_prepared_dictionary(prepared)?
            }
        };
        // Kept only where it opened: what damage leaves behind is thrown away.
        let text = decompressor.decompress(packed, len)?;
        *kept = Some(decompressor);
        Ok(text)
    })
}

#[cfg(test)]
mod tests {
    use super::BYTES;
    use crate::hashes::Hash;

    /// Frames that were packed with it open with no other.
    #[test]
    fn the_dictionary_is_the_one_that_was_shipped() {
        assert_eq!(
            Hash::of(BYTES).to_string(),
            "95687ca58ef490bfb737bcc07afa4f261dcc8da7a65e1e56738e097db48b64a6"
        );
    }
}
