//! Opening the wraps of a key file by what is written down about it, and not by the workstation's own code: the form is
//! frozen, and a second reading of it notices when it moves.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use serde_json::Value;
use sha2::Sha256;

/// The key of a store, from its key file, a member of staff with her PIN, and the keyring's secret in hexadecimal.
///
/// # Panics
/// When they do not belong together.
#[must_use]
pub fn store_key(key_file: &Value, who: &str, pin: &str, secret: &str) -> [u8; 32] {
    let staff = key_file["staff"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|staff| staff["name"] == who)
        .expect("she works here");
    let wrapped = &staff["wrapped"];
    let bytes = |name: &str| {
        let text = wrapped[name].as_str().expect("a wrap has this part");
        HEXLOWER.decode(text.as_bytes()).expect("in hexadecimal")
    };
    let cost = |place: usize| {
        u32::try_from(wrapped["cost"][place].as_u64().expect("a PIN has a cost"))
            .expect("a small number")
    };
    let salt = bytes("salt");
    let params = Params::new(cost(0), cost(1), 1, Some(32)).expect("possible costs");
    let mut material = vec![0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), &salt, &mut material)
        .expect("Argon2id runs");
    material.extend(HEXLOWER.decode(secret.as_bytes()).expect("in hexadecimal"));
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(&salt), &material)
        .expand(b"alongside store key wrap v1", &mut key)
        .expect("32 bytes are not too many");
    let whose = format!(
        "{}/{}",
        key_file["store"].as_str().expect("a store has an id"),
        staff["staff"].as_str().expect("she has an id")
    );
    let nonce: [u8; 12] = bytes("nonce").try_into().expect("12 bytes");
    ChaCha20Poly1305::new(&Key::from(key))
        .decrypt(
            &Nonce::from(nonce),
            Payload {
                msg: &bytes("sealed"),
                aad: whose.as_bytes(),
            },
        )
        .expect("the wrap opens")
        .try_into()
        .expect("32 bytes")
}
