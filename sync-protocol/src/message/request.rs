//! What a device asks: everything it holds a cursor of, and what it has to give.

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::bytes::Bytes;
use crate::canonical;
use crate::cursor::Cursor;
use crate::hashes::Hash;
use crate::ids::DeviceId;
use crate::limits::{
    MAX_FRAME_KIB, MAX_FRAMES_PER_REQUEST, MAX_REQUEST_BYTES, MAX_SHELVES_PER_DEVICE,
    MIN_FRAME_KIB, USUAL_FRAME_KIB,
};
use crate::signed::{SignedFault, Statement, Unverified, Verified};

/// A sync request. *Frozen:* a new field needs a new version.
///
/// The answer is in the version of the request. A hub refuses a version it does not know with
/// [`RequestError::UnknownVersion`], and the device asks again in an older one.
///
/// It may be replayed without harm: what it gives is taken once, and what it asks for goes to whoever holds the
/// connection, which TLS sees to.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncRequest {
    /// The version it is made in, from [`SyncRequest::OLDEST`] to [`SyncRequest::PROTO`].
    #[n(0)]
    pub proto: u8,
    /// Who asks; signs the request.
    #[n(1)]
    pub device: DeviceId,
    /// How far it has read each shelf it carries, in rising order of shelves.
    #[cbor(
        n(2),
        decode_with = "canonical::at_most::<_, _, { MAX_SHELVES_PER_DEVICE }>"
    )]
    pub cursors: Vec<Cursor>,
    /// What its clock says, milliseconds since 1970.
    #[n(3)]
    pub clock_ms: u64,
    /// The highest number of its own envelopes that it knows to be secured. If the hub knows less, the hub has
    /// forgotten.
    #[n(4)]
    pub last_secured: u64,
    /// Frames of signed envelopes, of its own and of others.
    #[cbor(
        n(5),
        decode_with = "canonical::at_most::<_, _, { MAX_FRAMES_PER_REQUEST }>"
    )]
    pub frames: Vec<Bytes>,
    /// Whether to send what the device signed itself whole: it does not hold all of it any more. Otherwise the hub may
    /// refer to it by number.
    #[n(6)]
    pub own_whole: bool,
    /// About how many KiB of entries to put into a frame before compression, where that is not [`USUAL_FRAME_KIB`]; from
    /// version 2 on. Small frames lose less to a cut.
    #[n(7)]
    pub frame_kib: Option<u16>,
}

/// A request whose signature is not checked yet.
pub type SignedRequest = Unverified<SyncRequest>;
/// A request whose device's signature holds.
pub type VerifiedRequest = Verified<SyncRequest>;

impl SyncRequest {
    /// The newest version this code speaks.
    pub const PROTO: u8 = 2;
    /// The oldest version this code speaks.
    pub const OLDEST: u8 = 1;

    /// How full frames of the answer are to get, in bytes before compression.
    #[must_use]
    pub fn frame_bytes(&self) -> usize {
        let kib = self.frame_kib.unwrap_or(USUAL_FRAME_KIB);
        usize::from(kib.clamp(MIN_FRAME_KIB, MAX_FRAME_KIB)) * 1024
    }
}

/// Why bytes are not a sync request, or not one by this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RequestError {
    /// The bytes end too early.
    #[error("the request is cut short")]
    Truncated,
    /// More than [`MAX_REQUEST_BYTES`].
    #[error("the request is larger than {MAX_REQUEST_BYTES} bytes")]
    TooLarge,
    /// Not the form of a request.
    #[error("the request does not have the right form")]
    Malformed,
    /// Another encoding than the one encoding.
    #[error("the request is not in its one encoding")]
    NotCanonical,
    /// Made by a newer version of this program.
    #[error("the request was made by a newer version")]
    UnknownVersion,
    /// Not signed by this key.
    #[error("the signature of the request does not hold")]
    BadSignature,
    /// More than [`MAX_SHELVES_PER_DEVICE`] shelves, or not in rising order.
    #[error("the cursors are too many or not in order")]
    BadCursors,
    /// More than [`MAX_FRAMES_PER_REQUEST`] frames.
    #[error("the request holds more than {MAX_FRAMES_PER_REQUEST} frames")]
    TooManyFrames,
}

impl RequestError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "request.truncated",
            Self::TooLarge => "request.too_large",
            Self::Malformed => "request.malformed",
            Self::NotCanonical => "request.not_canonical",
            Self::UnknownVersion => "request.unknown_version",
            Self::BadSignature => "request.bad_signature",
            Self::BadCursors => "request.bad_cursors",
            Self::TooManyFrames => "request.too_many_frames",
        }
    }
}

impl From<SignedFault> for RequestError {
    fn from(fault: SignedFault) -> Self {
        match fault {
            SignedFault::Truncated => Self::Truncated,
            SignedFault::TooLarge => Self::TooLarge,
            SignedFault::Malformed => Self::Malformed,
            SignedFault::NotCanonical => Self::NotCanonical,
            SignedFault::UnknownVersion => Self::UnknownVersion,
            SignedFault::BadSignature => Self::BadSignature,
        }
    }
}

impl Statement for SyncRequest {
    const CONTEXT: &'static str = "alongside sync request";
    const VERSION: u8 = Self::PROTO;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_REQUEST_BYTES;
    type Hash = Hash;
    type Error = RequestError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), RequestError> {
        if !(Self::OLDEST..=Self::PROTO).contains(&self.proto) {
            return Err(RequestError::UnknownVersion);
        }
        let told = self.frame_kib.is_some();
        if told && (self.proto == 1 || self.frame_kib == Some(USUAL_FRAME_KIB)) {
            return Err(RequestError::Malformed);
        }
        let rising = self.cursors.is_sorted_by(|a, b| a.shelf < b.shelf);
        if self.cursors.len() > MAX_SHELVES_PER_DEVICE || !rising {
            return Err(RequestError::BadCursors);
        }
        if self.frames.len() > MAX_FRAMES_PER_REQUEST {
            return Err(RequestError::TooManyFrames);
        }
        Ok(())
    }
}
