//! Signatures that cost a hash, for simulated worlds. Anybody could make one; but one of another key, of another context
//! or of other bytes is refused as an Ed25519 signature would be, and it is as long. Nobody forges in those worlds, and
//! curve arithmetic would be two thirds of their time.

use std::cell::Cell;

use super::{BadSignature, PublicKey, SignatureBytes, with_context};
use crate::hashes::sha256;

thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
}

pub(super) fn is_on() -> bool {
    ON.get()
}

/// All that this thread signs and verifies meanwhile is quick.
pub(crate) fn during<T>(what: impl FnOnce() -> T) -> T {
    let before = ON.replace(true);
    let done = what();
    ON.set(before);
    done
}

pub(super) fn signature(key: &PublicKey, context: &str, message: &[u8]) -> SignatureBytes {
    let half = sha256(&[key.as_bytes(), &with_context(context, message)]);
    let mut whole = [0; 64];
    whole[..32].copy_from_slice(&half);
    whole[32..].copy_from_slice(&sha256(&[&half]));
    SignatureBytes::new(whole)
}

pub(super) fn verify(
    key: &PublicKey,
    context: &str,
    message: &[u8],
    found: &SignatureBytes,
) -> Result<(), BadSignature> {
    if *found == signature(key, context, message) {
        Ok(())
    } else {
        Err(BadSignature)
    }
}

#[test]
fn a_quick_signature_binds_its_key_its_context_and_its_bytes() {
    let (ours, theirs) = (PublicKey::new([1; 32]), PublicKey::new([2; 32]));
    let made = signature(&ours, "context", b"bytes");
    assert_eq!(verify(&ours, "context", b"bytes", &made), Ok(()));
    for (key, context, message) in [
        (&theirs, "context", b"bytes"),
        (&ours, "another", b"bytes"),
        (&ours, "context", b"other"),
    ] {
        assert_eq!(verify(key, context, message, &made), Err(BadSignature));
    }
}
