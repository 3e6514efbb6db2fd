//! What is said about attachments: one signed request for each piece, and its answer.
//!
//! Each piece stands alone, so a cut costs at most one of them, and edits may go between two.

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::attachment::is_piece;
use crate::bytes::Bytes;
use crate::canonical;
use crate::hashes::Hash;
use crate::ids::{DeviceId, DocumentId};
use crate::limits::{
    MAX_ATTACHMENT_REQUEST_BYTES, MAX_PIECES_PER_ATTACHMENT, MAX_SEALED_PIECE_BYTES,
};
use crate::signed::{SignedFault, Statement, Unverified, Verified};

/// One question about one attachment of a document. *Frozen:* a new field needs a new version.
///
/// It may be replayed without harm, as a sync request may: a piece is kept once, and an answer goes to whoever holds
/// the connection.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AttachmentRequest {
    /// [`AttachmentRequest::PROTO`].
    #[n(0)]
    pub proto: u8,
    /// Who asks; signs the request.
    #[n(1)]
    pub device: DeviceId,
    /// The document it belongs to. Who carries it may give and take.
    #[n(2)]
    pub document: DocumentId,
    /// Which attachment.
    #[n(3)]
    pub content: Hash,
    /// What is asked.
    #[n(4)]
    pub what: What,
}

/// What is asked of an attachment. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum What {
    /// Which pieces are there?
    #[n(0)]
    State,
    /// Keep this piece. The answer is the state after it.
    #[n(1)]
    Put {
        /// Its number, from 0.
        #[n(0)]
        number: u32,
        /// How many pieces there are in all.
        #[n(1)]
        total: u32,
        /// The sealed piece.
        #[n(2)]
        piece: Bytes,
    },
    /// Give this piece.
    #[n(2)]
    Get {
        /// Its number, from 0.
        #[n(0)]
        number: u32,
    },
}

/// An attachment request whose signature is not checked yet.
pub type SignedAttachmentRequest = Unverified<AttachmentRequest>;
/// An attachment request whose device's signature holds.
pub type VerifiedAttachmentRequest = Verified<AttachmentRequest>;

/// The answer. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum AttachmentAnswer {
    /// Which pieces are there.
    #[n(0)]
    State(#[n(0)] AttachmentState),
    /// A sealed piece.
    #[n(1)]
    Piece(#[n(0)] Bytes),
}

/// Which pieces of an attachment the hub holds. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct AttachmentState {
    /// How many there are in all; 0 while it has heard of none.
    #[n(0)]
    pub total: u32,
    /// The numbers of those that are there, rising.
    #[cbor(
        n(1),
        decode_with = "canonical::at_most::<_, _, { MAX_PIECES_PER_ATTACHMENT as usize }>"
    )]
    pub held: Vec<u32>,
}

impl AttachmentState {
    /// Whether all pieces are there. They then have been compared with the content.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.total > 0 && usize::try_from(self.total) == Ok(self.held.len())
    }
}

impl AttachmentRequest {
    /// The protocol this code speaks.
    pub const PROTO: u8 = 1;
}

/// Why bytes are not an attachment request, or not one by this device, or not an answer to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AttachmentError {
    /// The bytes end too early.
    #[error("the message about an attachment is cut short")]
    Truncated,
    /// More than [`MAX_ATTACHMENT_REQUEST_BYTES`].
    #[error("the message about an attachment is larger than {MAX_ATTACHMENT_REQUEST_BYTES} bytes")]
    TooLarge,
    /// Not the form of such a message.
    #[error("the message about an attachment does not have the right form")]
    Malformed,
    /// Another encoding than the one encoding.
    #[error("the message about an attachment is not in its one encoding")]
    NotCanonical,
    /// Made by a newer version of this program.
    #[error("the message about an attachment was made by a newer version")]
    UnknownVersion,
    /// Not signed by this key.
    #[error("the signature of the message about an attachment does not hold")]
    BadSignature,
    /// A piece that no attachment has: of a wrong size, or with a number beyond the last.
    #[error("no attachment has such a piece")]
    WrongPiece,
}

impl AttachmentError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "attachment.truncated",
            Self::TooLarge => "attachment.too_large",
            Self::Malformed => "attachment.malformed",
            Self::NotCanonical => "attachment.not_canonical",
            Self::UnknownVersion => "attachment.unknown_version",
            Self::BadSignature => "attachment.bad_signature",
            Self::WrongPiece => "attachment.wrong_piece",
        }
    }
}

impl From<SignedFault> for AttachmentError {
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

impl Statement for AttachmentRequest {
    const CONTEXT: &'static str = "alongside attachment request";
    const VERSION: u8 = Self::PROTO;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_ATTACHMENT_REQUEST_BYTES;
    type Hash = Hash;
    type Error = AttachmentError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), AttachmentError> {
        if self.proto != Self::PROTO {
            return Err(AttachmentError::UnknownVersion);
        }
        let fits = match &self.what {
            What::State => true,
            What::Put {
                number,
                total,
                piece,
            } => is_piece(*number, *total, piece.len()),
            What::Get { number } => *number < MAX_PIECES_PER_ATTACHMENT,
        };
        fits.then_some(()).ok_or(AttachmentError::WrongPiece)
    }
}

impl AttachmentAnswer {
    /// The answer as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        canonical::encode(self)
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// When the bytes are too many, cut, of another form, or name pieces that no attachment has.
    pub fn decode(bytes: &[u8]) -> Result<Self, AttachmentError> {
        if bytes.len() > MAX_ATTACHMENT_REQUEST_BYTES {
            return Err(AttachmentError::TooLarge);
        }
        let answer: Self = canonical::decode(bytes).map_err(SignedFault::from)?;
        let fits = match &answer {
            Self::Piece(piece) => piece.len() <= MAX_SEALED_PIECE_BYTES,
            Self::State(state) => {
                let rising = state.held.iter().zip(state.held.iter().skip(1));
                state.total <= MAX_PIECES_PER_ATTACHMENT
                    && state.held.iter().all(|number| *number < state.total)
                    && rising.into_iter().all(|(one, next)| one < next)
            }
        };
        fits.then_some(answer).ok_or(AttachmentError::WrongPiece)
    }
}

#[cfg(test)]
mod tests;
