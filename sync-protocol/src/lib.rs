//! What machines say to each other, and how they check what they hear.
//!
//! # What this room owns
//!
//! * The **bytes** of every message: envelopes (what was saved, signed by its device), certificates (signed by
//!   the region), feed entries, frames, the sync request and its response stream, audit rows, enrolment and first sign-in.
//! * The **limits** of every one of them ([`limits`]).
//! * The **decisions** that need nothing but bytes: does this envelope extend its device's sequence
//!   ([`session::accept`]), does this frame continue this shelf ([`session::device`]), where does a shelf go
//!   on from this cursor ([`session::cursor`]).
//!
//! # What it never does
//!
//! It asks the world nothing: no clock, no randomness, no file, no socket, no runtime. Times and keys are
//! passed in. It knows nothing of care and does not use automerge: a change is opaque bytes of which it reads
//! only the header ([`change`]), because the hub must be able to order what it must not open.
//!
//! # Invariants
//!
//! * *One encoding.* Every message has exactly one encoding; a decoder refuses bytes that do not encode back
//!   to themselves. *If broken:* two machines compute different hashes of one thing, and shelves never agree.
//! * *Signed bytes are kept as received.* A hash or a signature is always computed over the bytes that came,
//!   never over a re-encoding. *If broken:* an upgrade would invalidate what was signed before it.
//! * *Nothing allocates beyond the limits, nothing panics,* whatever the bytes. *If broken:* one device stops a region.
//! * *A frame is applied whole or not at all.* *If broken:* a cut cable leaves a cursor ahead of its data,
//!   and an entry is never seen again.
//! * *Everything signed says what it is.* Each signature covers a context ([`signed::Statement::CONTEXT`]), so that a
//!   signature made for one kind of message never passes for another.
//!
//! # A save, from one machine to the other
//!
//! ```
//! use sync_protocol::keys::{PublicKey, SigningKey};
//! use sync_protocol::roles::RoleCode;
//! use sync_protocol::envelope::{Envelope, EnvelopeHeader, EnvelopeKind, SignedEnvelope};
//! use sync_protocol::hashes::CertificateHash;
//! use sync_protocol::hlc::Hlc;
//! use sync_protocol::ids::{DeviceId, DocumentId, RecordId, SheetId};
//! use sync_protocol::bytes::Bytes;
//!
//! let key = SigningKey::from_bytes(&[7; 32]);
//! let header = EnvelopeHeader {
//!     version: EnvelopeHeader::VERSION,
//!     document: DocumentId { record: RecordId::new([1; 16]), sheet: SheetId::SHARED },
//!     device: DeviceId::new([2; 16]),
//!     dev_seq: 1,
//!     prev: None,
//!     author: CertificateHash::new([3; 32]),
//!     role: RoleCode::new(1),
//!     grants_seen: 0,
//!     hlc: Hlc::default().tick(1_700_000_000_000),
//!     kind: EnvelopeKind::Changes,
//!     clock_uncertainty_ms: None,
//!     event_time_ms: None,
//! };
//! let sealed = Envelope::seal(header, vec![Bytes::from(vec![0; 8])], &key)?;
//!
//! // …the bytes travel…
//! let received = SignedEnvelope::decode(sealed.bytes())?;
//! let verified = received.verify(&PublicKey::of(&key))?;
//! assert_eq!(verified.hash(), sealed.hash());
//! # Ok::<(), sync_protocol::envelope::EnvelopeError>(())
//! ```

// The fuzz bodies, which the tests share with the fuzz crate, name this crate from outside.
#[cfg(test)]
extern crate self as sync_protocol;

#[cfg(test)]
mod any_bytes;
pub mod attachment;
pub mod bytes;
mod canonical;
pub mod certificate;
pub mod chain;
pub mod change;
pub mod cursor;
pub mod digest;
pub mod enrolment;
pub mod envelope;
pub mod feed;
mod fixed;
pub mod frame;
#[cfg(test)]
mod golden;
pub mod hashes;
pub mod hlc;
pub mod home;
pub mod ids;
pub mod keys;
mod leb;
pub mod limits;
pub mod message;
pub mod one_time_code;
pub mod roles;
pub mod secret;
pub mod session;
pub mod signed;
pub mod stream;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod worlds;
