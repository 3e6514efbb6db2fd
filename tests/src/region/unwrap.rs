//! Opening the wraps of a key file by what is written down about it, and not by the workstation's own code: the form is
//! frozen, and a second reading of it notices when it moves.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use serde_json::{Value, json};
use sha2::Sha256;

/// The key of a store, from its key file, a member of staff with her PIN, and the keyring's secret in hexadecimal.
///
/// # Panics
/// When they do not belong together.
#[must_use]
pub fn store_key(key_file: &Value, who: &str, pin: &str, secret: &str) -> [u8; 32] {
    store_key_if(key_file, who, pin, secret).expect("the wrap opens")
}

/// The same; nothing where they do not belong together.
///
/// # Panics
/// When the key file is not one.
#[must_use]
pub fn store_key_if(key_file: &Value, who: &str, pin: &str, secret: &str) -> Option<[u8; 32]> {
    let (staff, whose) = staff(key_file, who);
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
    let nonce: [u8; 12] = bytes("nonce").try_into().expect("12 bytes");
    let payload = Payload {
        msg: &bytes("sealed"),
        aad: whose.as_bytes(),
    };
    let opened = cipher(pin, secret, &salt, (cost(0), cost(1)))
        .decrypt(&Nonce::from(nonce), payload)
        .ok()?;
    Some(opened.try_into().expect("32 bytes"))
}

/// Wraps the key of a store anew under the same PIN, at next to no cost, for whoever signs in thousands of times.
///
/// # Panics
/// When the parts do not belong together.
pub fn cheapen(key_file: &mut Value, who: &str, pin: &str, secret: &str) {
    const COST: (u32, u32) = (8, 1);
    let key = store_key(key_file, who, pin, secret);
    let (_, whose) = staff(key_file, who);
    let salt = [7; 16];
    let payload = Payload {
        msg: &key,
        aad: whose.as_bytes(),
    };
    let sealed = cipher(pin, secret, &salt, COST)
        .encrypt(&Nonce::from([9; 12]), payload)
        .expect("the key can be wrapped");
    let staff = key_file["staff"].as_array_mut().into_iter().flatten();
    for staff in staff.filter(|staff| staff["name"] == who) {
        staff["wrapped"] = json!({
            "salt": HEXLOWER.encode(&salt),
            "nonce": HEXLOWER.encode(&[9; 12]),
            "sealed": HEXLOWER.encode(&sealed),
            "cost": [COST.0, COST.1],
        });
    }
}

/// A member of staff in a key file, and what her wrap is bound to.
fn staff<'a>(key_file: &'a Value, who: &str) -> (&'a Value, String) {
    let staff = key_file["staff"].as_array().into_iter().flatten();
    let staff = staff
        .into_iter()
        .find(|staff| staff["name"] == who)
        .expect("she works here");
    let store = key_file["store"].as_str().expect("a store has an id");
    let id = staff["staff"].as_str().expect("she has an id");
    (staff, format!("{store}/{id}"))
}

fn cipher(pin: &str, secret: &str, salt: &[u8], cost: (u32, u32)) -> ChaCha20Poly1305 {
    let params = Params::new(cost.0, cost.1, 1, Some(32)).expect("possible costs");
    let mut material = vec![0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, &mut material)
        .expect("Argon2id runs");
    material.extend(HEXLOWER.decode(secret.as_bytes()).expect("in hexadecimal"));
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), &material)
        .expand(b"alongside store key wrap v1", &mut key)
        .expect("32 bytes are not too many");
    ChaCha20Poly1305::new(&Key::from(key))
}
