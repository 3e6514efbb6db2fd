//! Breaking bytes, and making good around them whatever would give that away.

use alongside_tests::dice::Dice;
use minicbor::encode::{Error, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};
use sha2::{Digest, Sha256};
use sync_protocol::bytes::Bytes;
use sync_protocol::envelope::EnvelopeError;
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::keys::SigningKey;
use sync_protocol::signed::{self, Statement};

/// Where a change chunk's checksum lies, after its four magic bytes.
const CHECKSUM: std::ops::Range<usize> = 4..8;
/// How many lengths stand in a frame's head, after the number of its dictionary.
const LENGTHS: usize = 3;

/// Breaks one to four bytes from a place on.
pub(crate) fn bytes(whole: &mut [u8], from: usize, dice: &mut Dice) {
    let Some(room) = whole.len().checked_sub(from).filter(|room| *room > 0) else {
        return;
    };
    for _ in 0..=dice.below(4) {
        let place = from + usize::try_from(dice.below(room as u64)).unwrap_or(0);
        if let Some(byte) = whole.get_mut(place) {
            *byte = match dice.below(3) {
                0 => byte.wrapping_add(1),
                1 => *byte ^ (1 << dice.below(8)),
                _ => dice.bytes::<1>()[0],
            };
        }
    }
}

/// Breaks a change chunk within, and makes its checksum good.
pub(crate) fn change(chunk: &mut [u8], dice: &mut Dice) {
    bytes(chunk, 9, dice);
    let sum = Sha256::digest(chunk.get(CHECKSUM.end..).unwrap_or_default());
    if let (Some(place), Some(sum)) = (chunk.get_mut(CHECKSUM), sum.get(..4)) {
        place.copy_from_slice(sum);
    }
}

/// Breaks a frame behind its head, and makes its checksum good.
pub(crate) fn frame(frame: &mut [u8], dice: &mut Dice) {
    let mut head = 1;
    for _ in 0..LENGTHS {
        while frame.get(head).is_some_and(|byte| byte & 0x80 != 0) {
            head += 1;
        }
        head += 1;
    }
    bytes(frame, head + 4, dice);
    let (before, rest) = frame.split_at_mut(head.min(frame.len()));
    if let Some((sum, inside)) = rest.split_at_mut_checked(4) {
        let right = crc32c::crc32c_append(crc32c::crc32c(before), inside);
        sum.copy_from_slice(&right.to_le_bytes());
    }
}

/// Any bytes, to be signed as if they were what the context says.
#[derive(Debug, Clone)]
pub(crate) struct Raw<const REQUEST: bool>(pub(crate) Vec<u8>);

impl<const REQUEST: bool, C> Encode<C> for Raw<REQUEST> {
    fn encode<W: Write>(&self, to: &mut Encoder<W>, _: &mut C) -> Result<(), Error<W::Error>> {
        to.writer_mut().write_all(&self.0).map_err(Error::write)
    }
}

impl<'b, const REQUEST: bool, C> Decode<'b, C> for Raw<REQUEST> {
    fn decode(_: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Err(minicbor::decode::Error::message("never read"))
    }
}

impl<const REQUEST: bool> Statement for Raw<REQUEST> {
    const CONTEXT: &'static str = if REQUEST {
        "alongside sync request"
    } else {
        "alongside envelope"
    };
    const VERSION: u8 = u8::MAX;
    const VERSION_DEPTH: u8 = 0;
    const MAX_BYTES: usize = usize::MAX;
    type Hash = EnvelopeHash;
    type Error = EnvelopeError;

    fn hash_from(hash: [u8; 32]) -> EnvelopeHash {
        EnvelopeHash::new(hash)
    }

    fn check(&self) -> Result<(), EnvelopeError> {
        Ok(())
    }
}

/// The payload of a signed statement.
pub(crate) fn payload(signed: &[u8]) -> Vec<u8> {
    let mut read = Decoder::new(signed);
    let inside = read.array().and_then(|_| read.bytes());
    inside.map(<[u8]>::to_vec).unwrap_or_default()
}

/// Signs any bytes.
pub(crate) fn sign<const REQUEST: bool>(payload: Vec<u8>, key: &SigningKey) -> Bytes {
    signed::seal(Raw::<REQUEST>(payload), key)
        .map(|sealed| Bytes::from(sealed.bytes()))
        .unwrap_or_default()
}
