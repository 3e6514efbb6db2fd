//! What a new device asks before anything else: the faces of the records on its shelf.

use minicbor::{Decode, Encode};

use crate::hashes::Hash;
use crate::ids::{DeviceId, RecordId, ShelfId};
use crate::limits::MAX_FACES_REQUEST_BYTES;
use crate::message::request::RequestError;
use crate::signed::{Statement, Unverified, Verified};

/// A request for faces. *Frozen:* a new field needs a new version.
///
/// It may be replayed without harm: it changes nothing, and the answer goes to whoever holds the connection.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FacesRequest {
    /// [`FacesRequest::PROTO`].
    #[n(0)]
    pub proto: u8,
    /// Who asks; signs the request.
    #[n(1)]
    pub device: DeviceId,
    /// The shelf it is about to read.
    #[n(2)]
    pub shelf: ShelfId,
    /// The last record whose face it has, in the order of the ids: the answer goes on after it.
    #[n(3)]
    pub after: Option<RecordId>,
}

/// A request for faces whose signature is not checked yet.
pub type SignedFacesRequest = Unverified<FacesRequest>;
/// A request for faces whose device's signature holds.
pub type VerifiedFacesRequest = Verified<FacesRequest>;

impl FacesRequest {
    /// The protocol this code speaks.
    pub const PROTO: u8 = 1;
}

impl Statement for FacesRequest {
    const CONTEXT: &'static str = "alongside faces request";
    const VERSION: u8 = Self::PROTO;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_FACES_REQUEST_BYTES;
    type Hash = Hash;
    type Error = RequestError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), RequestError> {
        (self.proto == Self::PROTO)
            .then_some(())
            .ok_or(RequestError::UnknownVersion)
    }
}
