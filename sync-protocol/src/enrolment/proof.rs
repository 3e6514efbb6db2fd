//! What is proved, byte by byte. All parts but the leading word have a fixed length, and the words differ in their
//! first letter, so no input can be read as another.

use minicbor::{Decode, Encode};

use crate::enrolment::{HubShare, Nonce};
use crate::fixed::hex_bytes;
use crate::hashes::sha256;
use crate::ids::{DeviceId, StaffId};
use crate::keys::PublicKey;
use crate::one_time_code::Selector;
use crate::secret::Secret;

hex_bytes!(
    /// The SHA-256 of the hub's TLS end-entity certificate, in DER, as a device saw it.
    TlsFingerprint, 32
);

/// An HMAC-SHA256 over one of the inputs below. Compares in constant time.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Proof(#[n(0)] Secret<32>);

impl Proof {
    /// Wraps a computed proof.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(Secret::new(bytes))
    }

    /// The bytes of the proof.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.dangerously_reveal()
    }
}

/// The salt under which an enrolment code is stretched.
#[must_use]
pub fn enrol_salt(selector: &Selector) -> [u8; 32] {
    sha256(&[b"alongside enrol v1", selector.as_bytes()])
}

/// The salt under which a sign-in code is stretched.
#[must_use]
pub fn sign_in_salt(selector: &Selector) -> [u8; 32] {
    sha256(&[b"alongside sign-in v1", selector.as_bytes()])
}

/// What a device proves at enrolment:
/// `"device" ‖ nonce ‖ fingerprint ‖ device ‖ public key ‖ SHA-256(hub share)`.
#[must_use]
pub fn device_proof_input(
    nonce: &Nonce,
    seen: &TlsFingerprint,
    device: &DeviceId,
    public_key: &PublicKey,
    hub_share: &HubShare,
) -> Vec<u8> {
    let share = sha256(&[hub_share.dangerously_reveal()]);
    let parts: [&[u8]; 6] = [
        b"device",
        nonce.as_bytes(),
        seen.as_bytes(),
        device.as_bytes(),
        public_key.as_bytes(),
        &share,
    ];
    parts.concat()
}

/// What the hub proves in its answer: `"hub" ‖ nonce ‖ fingerprint ‖ SHA-256(body)`.
#[must_use]
pub fn hub_proof_input(nonce: &Nonce, own: &TlsFingerprint, body: &[u8]) -> Vec<u8> {
    let parts: [&[u8]; 4] = [b"hub", nonce.as_bytes(), own.as_bytes(), &sha256(&[body])];
    parts.concat()
}

/// What is proved at a first sign-in: `"staff" ‖ nonce ‖ device ‖ staff`.
#[must_use]
pub fn staff_proof_input(nonce: &Nonce, device: &DeviceId, staff: &StaffId) -> Vec<u8> {
    let parts: [&[u8]; 4] = [
        b"staff",
        nonce.as_bytes(),
        device.as_bytes(),
        staff.as_bytes(),
    ];
    parts.concat()
}
