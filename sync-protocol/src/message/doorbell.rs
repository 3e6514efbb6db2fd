//! The doorbell: a device asks once to be told when its shelf grows, and is told how far it is, and nothing else.
//!
//! The answer is text that never ends, as server-sent events have it: `data: 17` when the shelf has come to entry 17, and
//! now and then a line that begins with a colon, so that silence means a broken line. A ring may be lost freely: what is
//! new always comes by a sync.

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::hashes::Hash;
use crate::ids::DeviceId;
use crate::limits::{MAX_DOORBELL_LINE_BYTES, MAX_DOORBELL_REQUEST_BYTES};
use crate::signed::{SignedFault, Statement, Unverified, Verified};

/// A device's wish to be rung for. *Frozen:* a new field needs a new version.
///
/// Whoever replays it learns when something was shared at a site, and neither what nor about whom.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DoorbellRequest {
    /// [`DoorbellRequest::PROTO`].
    #[n(0)]
    pub proto: u8,
    /// Who asks; signs the request.
    #[n(1)]
    pub device: DeviceId,
}

/// A wish whose signature is not checked yet.
pub type SignedDoorbellRequest = Unverified<DoorbellRequest>;
/// A wish whose device's signature holds.
pub type VerifiedDoorbellRequest = Verified<DoorbellRequest>;

impl DoorbellRequest {
    /// The protocol this code speaks.
    pub const PROTO: u8 = 1;
}

/// Why bytes are not such a wish, or not one by this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the wish to be rung for cannot be believed")]
pub struct DoorbellError(SignedFault);

impl DoorbellError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self.0 {
            SignedFault::Truncated => "doorbell.truncated",
            SignedFault::TooLarge => "doorbell.too_large",
            SignedFault::Malformed => "doorbell.malformed",
            SignedFault::NotCanonical => "doorbell.not_canonical",
            SignedFault::UnknownVersion => "doorbell.unknown_version",
            SignedFault::BadSignature => "doorbell.bad_signature",
        }
    }

    /// Whether the bytes are well formed, and by somebody else.
    #[must_use]
    pub const fn is_forgery(self) -> bool {
        matches!(self.0, SignedFault::BadSignature)
    }
}

impl From<SignedFault> for DoorbellError {
    fn from(fault: SignedFault) -> Self {
        Self(fault)
    }
}

impl Statement for DoorbellRequest {
    const CONTEXT: &'static str = "alongside doorbell request";
    const VERSION: u8 = Self::PROTO;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_DOORBELL_REQUEST_BYTES;
    type Hash = Hash;
    type Error = DoorbellError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), DoorbellError> {
        if self.proto == Self::PROTO {
            Ok(())
        } else {
            Err(SignedFault::UnknownVersion.into())
        }
    }
}

/// A ring: the shelf has come to this entry.
#[must_use]
pub fn ring(seq: u64) -> String {
    format!("data: {seq}\n\n")
}

/// What is said so that silence means a broken line.
pub const STILL_THERE: &str = ":\n\n";

/// Reads rings out of the bytes of an answer, in pieces of any size.
#[derive(Debug, Default)]
pub struct RingReader(Vec<u8>);

impl RingReader {
    /// Takes a piece, and gives the last entry that was rung for in it.
    pub fn feed(&mut self, bytes: &[u8]) -> Option<u64> {
        let mut last = None;
        for byte in bytes {
            if *byte == b'\n' {
                last = rung(&self.0).or(last);
                self.0.clear();
            } else if self.0.len() < MAX_DOORBELL_LINE_BYTES {
                self.0.push(*byte);
            }
        }
        last
    }
}

fn rung(line: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line).ok()?;
    text.strip_prefix("data:")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signed::seal;
    use crate::testing::Machine;

    #[test]
    fn a_wish_is_believed_under_its_own_key_and_context_only() {
        let asha = Machine::asha();
        let wish = DoorbellRequest {
            proto: DoorbellRequest::PROTO,
            device: asha.device,
        };
        let sealed = seal(wish.clone(), &asha.key).unwrap();
        let read = SignedDoorbellRequest::decode(sealed.bytes()).unwrap();
        assert_eq!(read.claimed(), &wish);
        let other = read.clone().verify(&Machine::ben().public_key());
        assert!(other.err().unwrap().is_forgery());
        assert!(read.verify(&asha.public_key()).is_ok());
        // The same bytes, signed as something else.
        let payload = crate::canonical::encode(&wish);
        let signature = crate::keys::sign("alongside sync request", &payload, &asha.key);
        let foreign = crate::canonical::encode(&(crate::bytes::Bytes::from(payload), signature));
        let read = SignedDoorbellRequest::decode(&foreign).unwrap();
        assert!(read.verify(&asha.public_key()).err().unwrap().is_forgery());
        let later = DoorbellRequest { proto: 2, ..wish };
        assert_eq!(
            seal(later, &asha.key).err().map(DoorbellError::code),
            Some("doorbell.unknown_version")
        );
    }

    #[test]
    fn rings_are_heard_however_they_are_cut() {
        let said = format!("{}{STILL_THERE}{}", ring(7), ring(12));
        for size in 1..said.len() {
            let mut reader = RingReader::default();
            let heard: Vec<u64> = said
                .as_bytes()
                .chunks(size)
                .filter_map(|piece| reader.feed(piece))
                .collect();
            assert_eq!(heard.last(), Some(&12), "in pieces of {size}");
        }
        let mut reader = RingReader::default();
        assert_eq!(reader.feed(STILL_THERE.as_bytes()), None);
        assert_eq!(reader.feed(b"data: not a number\nevent: 3\n"), None);
        // A line that has no end takes no memory, and the next is heard.
        assert_eq!(reader.feed(&[b'x'; 4096]), None);
        assert!(reader.0.len() <= MAX_DOORBELL_LINE_BYTES);
        assert_eq!(reader.feed(b"\ndata: 3\n"), Some(3));
    }
}
