//! How a device gets into a region, and a member of staff onto a device: messages and what is proved.
//!
//! The device does not know the hub's certificate yet, and the hub does not know the device. Both know a one-time
//! code that a person carried from one to the other. Each proves to know it over everything that matters,
//! including the fingerprint of the TLS certificate the device saw; a man in the middle has another certificate
//! and cannot make either proof.
//!
//! This module fixes bytes only. Stretching the code and computing the proofs is done where the keys are.

mod proof;
#[cfg(test)]
mod tests;

use minicbor::{Decode, Encode};
use thiserror::Error;

pub use proof::{
    Proof, TlsFingerprint, device_proof_input, enrol_salt, hub_proof_input, sign_in_salt,
    staff_proof_input,
};

use crate::bytes::Bytes;
use crate::canonical::{self, Fault};
use crate::fixed::hex_bytes;
use crate::ids::{DeviceId, ShelfId, StaffId};
use crate::keys::PublicKey;
use crate::limits::{
    MAX_CERTIFICATE_BYTES, MAX_ENROLMENT_BYTES, MAX_NAME_BYTES, MAX_STAFF_PER_GRANT,
};
use crate::one_time_code::Selector;
use crate::secret::Secret;

hex_bytes!(
    /// Random bytes that make one exchange unlike any other.
    Nonce, 16
);

/// The hub's share of a device's unlocking, 32 random bytes made by the device and kept by the hub only.
pub type HubShare = Secret<32>;

/// A device asks to be enrolled. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EnrolRequest {
    /// [`EnrolRequest::VERSION`].
    #[n(0)]
    pub version: u8,
    /// Which invitation.
    #[n(1)]
    pub selector: Selector,
    /// Drawn by the device.
    #[n(2)]
    pub nonce: Nonce,
    /// The id it gave itself.
    #[n(3)]
    pub device: DeviceId,
    /// The public half of the key it made.
    #[n(4)]
    pub public_key: PublicKey,
    /// What the hub is to keep for it.
    #[n(5)]
    pub hub_share: HubShare,
    /// HMAC under the stretched code over [`device_proof_input`].
    #[n(6)]
    pub proof: Proof,
}

/// The hub's answer to an enrolment or a first sign-in. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ProvedResponse {
    /// HMAC under the stretched code over [`hub_proof_input`]. To be checked before the body is read.
    #[n(0)]
    pub proof: Proof,
    /// The encoded grant, as proved.
    #[n(1)]
    pub body: Bytes,
}

/// What an enrolled device is given. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EnrolGrant {
    /// The region's authority key: every certificate is checked against it from now on.
    #[n(0)]
    pub authority: PublicKey,
    /// The region's name as shown.
    #[n(1)]
    pub region: String,
    /// The device's own certificate, signed.
    #[n(2)]
    pub device_certificate: Bytes,
    /// The shelf it carries.
    #[n(3)]
    pub shelf: ShelfId,
    /// The hub's epoch.
    #[n(4)]
    pub epoch: u64,
    /// The signed certificates of the site's staff, so that the tiles are there before the first sync.
    #[cbor(
        n(5),
        decode_with = "canonical::at_most::<_, _, { MAX_STAFF_PER_GRANT }>"
    )]
    pub staff_certificates: Vec<Bytes>,
}

/// A member of staff signs in on a device for the first time. *Frozen.*
///
/// Not signed by the device: its key lies in the store, which this very exchange opens. The proof under the code is
/// what is believed, and the share that is given back opens nothing without the device's own keyring and file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FirstSignIn {
    /// [`FirstSignIn::VERSION`].
    #[n(0)]
    pub version: u8,
    /// On which device.
    #[n(1)]
    pub device: DeviceId,
    /// Who.
    #[n(2)]
    pub staff: StaffId,
    /// Which sign-in code.
    #[n(3)]
    pub selector: Selector,
    /// Drawn by the device.
    #[n(4)]
    pub nonce: Nonce,
    /// HMAC under the stretched code over [`staff_proof_input`].
    #[n(5)]
    pub proof: Proof,
}

/// What a first sign-in is given, inside a [`ProvedResponse`]. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FirstSignInGrant {
    /// What the hub keeps for this device: opens the store once, to be wrapped again under the new PIN.
    #[n(0)]
    pub hub_share: HubShare,
    /// The staff certificate, signed.
    #[n(1)]
    pub staff_certificate: Bytes,
}

/// Why bytes are not the expected message of enrolment or first sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EnrolmentError {
    /// The bytes end too early.
    #[error("the message is cut short")]
    Truncated,
    /// More than [`MAX_ENROLMENT_BYTES`], or a certificate in it larger than one may be.
    #[error("the message is too large")]
    TooLarge,
    /// Not the form of the message.
    #[error("the message does not have the right form")]
    Malformed,
    /// Another encoding than the one encoding.
    #[error("the message is not in its one encoding")]
    NotCanonical,
    /// Made by a newer version of this program.
    #[error("the message was made by a newer version")]
    UnknownVersion,
    /// A name that is empty, too long, or holds control characters.
    #[error("a name in the message is empty, too long or not plain text")]
    BadText,
}

impl EnrolmentError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "enrolment.truncated",
            Self::TooLarge => "enrolment.too_large",
            Self::Malformed => "enrolment.malformed",
            Self::NotCanonical => "enrolment.not_canonical",
            Self::UnknownVersion => "enrolment.unknown_version",
            Self::BadText => "enrolment.bad_text",
        }
    }
}

impl From<Fault> for EnrolmentError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Truncated => Self::Truncated,
            Fault::Malformed => Self::Malformed,
            Fault::NotCanonical => Self::NotCanonical,
        }
    }
}

impl EnrolRequest {
    /// The version this code writes.
    pub const VERSION: u8 = 1;

    /// The message's one encoding.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        canonical::encode(self)
    }

    /// Reads one.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, EnrolmentError> {
        check_size(bytes)?;
        if canonical::leading_number(bytes, 1)? != u64::from(Self::VERSION) {
            return Err(EnrolmentError::UnknownVersion);
        }
        Ok(canonical::decode(bytes)?)
    }
}

impl ProvedResponse {
    /// The message's one encoding.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        canonical::encode(self)
    }

    /// Reads one.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, EnrolmentError> {
        check_size(bytes)?;
        Ok(canonical::decode(bytes)?)
    }
}

impl EnrolGrant {
    /// The message's one encoding: the body of a [`ProvedResponse`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        canonical::encode(self)
    }

    /// Reads one. Only after the proof of the response around it is checked.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, EnrolmentError> {
        check_size(bytes)?;
        let grant: Self = canonical::decode(bytes)?;
        let region = &grant.region;
        if region.trim().is_empty()
            || region.len() > MAX_NAME_BYTES
            || region.chars().any(char::is_control)
        {
            return Err(EnrolmentError::BadText);
        }
        let too_large = |certificate: &Bytes| certificate.len() > MAX_CERTIFICATE_BYTES;
        if too_large(&grant.device_certificate) || grant.staff_certificates.iter().any(too_large) {
            return Err(EnrolmentError::TooLarge);
        }
        Ok(grant)
    }
}

impl FirstSignIn {
    /// The version this code writes.
    pub const VERSION: u8 = 1;

    /// The message's one encoding.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        canonical::encode(self)
    }

    /// Reads one.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, EnrolmentError> {
        check_size(bytes)?;
        if canonical::leading_number(bytes, 1)? != u64::from(Self::VERSION) {
            return Err(EnrolmentError::UnknownVersion);
        }
        Ok(canonical::decode(bytes)?)
    }
}

impl FirstSignInGrant {
    /// The message's one encoding: the body of a [`ProvedResponse`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        canonical::encode(self)
    }

    /// Reads one. Only after the proof of the response around it is checked.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, EnrolmentError> {
        check_size(bytes)?;
        let grant: Self = canonical::decode(bytes)?;
        if grant.staff_certificate.len() > MAX_CERTIFICATE_BYTES {
            Err(EnrolmentError::TooLarge)
        } else {
            Ok(grant)
        }
    }
}

fn check_size(bytes: &[u8]) -> Result<(), EnrolmentError> {
    if bytes.len() > MAX_ENROLMENT_BYTES {
        Err(EnrolmentError::TooLarge)
    } else {
        Ok(())
    }
}
