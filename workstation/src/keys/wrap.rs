//! Wrapping the store's key: ChaCha20-Poly1305 under a key from HKDF-SHA256.

use super::keyring::DeviceSecret;
use crate::error::Refused;
use crate::surroundings::random;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use store::StoreKey;
use zeroize::Zeroizing;

/// Memory in KiB and passes that a PIN costs: under a second on the slowest PC we know of, and as much memory as it has
/// to spare. Kept with each wrap, so that they can rise.
const PIN_MEMORY_KIB: u32 = 64 * 1024;
const PIN_PASSES: u32 = 3;
/// The same for a one-time code; *frozen*: both ends must do the same.
const CODE_MEMORY_KIB: u32 = 19 * 1024;
const CODE_PASSES: u32 = 2;

/// The store's key, wrapped. *Frozen*: the form of the key file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrapped {
    #[serde(with = "hex")]
    salt: Vec<u8>,
    #[serde(with = "hex")]
    nonce: Vec<u8>,
    #[serde(with = "hex")]
    sealed: Vec<u8>,
    /// Memory in KiB and passes; none where no PIN is involved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost: Option<(u32, u32)>,
}

impl Wrapped {
    /// Wraps under a PIN and the keyring's secret, for one member of staff on one store.
    pub(crate) fn under_pin(
        key: &StoreKey,
        pin: &str,
        secret: &DeviceSecret,
        whose: &str,
    ) -> Result<Self, Refused> {
        let salt = random::<16>()?;
        let cost = (PIN_MEMORY_KIB, PIN_PASSES);
        let material = Zeroizing::new(
            [
                stretch(pin.as_bytes(), &salt, cost)?.as_slice(),
                secret.bytes(),
            ]
            .concat(),
        );
        Self::seal(key, &material, &salt, whose, Some(cost))
    }

    /// Opens a wrap under a PIN. `None` where it does not fit.
    pub(crate) fn open_with_pin(
        &self,
        pin: &str,
        secret: &DeviceSecret,
        whose: &str,
    ) -> Result<Option<StoreKey>, Refused> {
        let cost = self.cost.ok_or(Refused::KeyFile)?;
        let material = Zeroizing::new(
            [
                stretch(pin.as_bytes(), &self.salt, cost)?.as_slice(),
                secret.bytes(),
            ]
            .concat(),
        );
        self.open(&material, whose)
    }

    /// Wraps under the keyring's secret and the share that the region keeps.
    pub(crate) fn under_share(
        key: &StoreKey,
        share: &[u8; 32],
        secret: &DeviceSecret,
        whose: &str,
    ) -> Result<Self, Refused> {
        let material = Zeroizing::new([share.as_slice(), secret.bytes()].concat());
        Self::seal(key, &material, &random::<16>()?, whose, None)
    }

    /// Opens a wrap under the region's share. `None` where it does not fit.
    pub(crate) fn open_with_share(
        &self,
        share: &[u8; 32],
        secret: &DeviceSecret,
        whose: &str,
    ) -> Result<Option<StoreKey>, Refused> {
        self.open(
            &Zeroizing::new([share.as_slice(), secret.bytes()].concat()),
            whose,
        )
    }

    /// Wraps under what stands on a recovery sheet, and under nothing else: it opens on whatever computer.
    pub(super) fn under_recovery(
        key: &StoreKey,
        code: &[u8],
        whose: &str,
    ) -> Result<Self, Refused> {
        Self::seal(key, code, &random::<16>()?, whose, None)
    }

    /// Opens a wrap under a recovery sheet. `None` where it does not fit.
    pub(super) fn open_with_recovery(
        &self,
        code: &[u8],
        whose: &str,
    ) -> Result<Option<StoreKey>, Refused> {
        self.open(code, whose)
    }

    fn seal(
        key: &StoreKey,
        material: &[u8],
        salt: &[u8],
        whose: &str,
        cost: Option<(u32, u32)>,
    ) -> Result<Self, Refused> {
        let nonce = random::<12>()?;
        let payload = Payload {
            msg: key.expose_for_wrapping(),
            aad: whose.as_bytes(),
        };
        let sealed = cipher(material, salt)?
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| Refused::KeyFile)?;
        Ok(Self {
            salt: salt.to_vec(),
            nonce: nonce.to_vec(),
            sealed,
            cost,
        })
    }

    fn open(&self, material: &[u8], whose: &str) -> Result<Option<StoreKey>, Refused> {
        let nonce: [u8; 12] = self
            .nonce
            .as_slice()
            .try_into()
            .map_err(|_| Refused::KeyFile)?;
        let payload = Payload {
            msg: &self.sealed,
            aad: whose.as_bytes(),
        };
        let Ok(opened) = cipher(material, &self.salt)?.decrypt(&Nonce::from(nonce), payload) else {
            return Ok(None);
        };
        let opened = Zeroizing::new(opened);
        let bytes: [u8; 32] = opened.as_slice().try_into().map_err(|_| Refused::KeyFile)?;
        Ok(Some(StoreKey::new(bytes)))
    }
}

fn cipher(material: &[u8], salt: &[u8]) -> Result<ChaCha20Poly1305, Refused> {
    let mut key = Zeroizing::new([0_u8; 32]);
    Hkdf::<Sha256>::new(Some(salt), material)
        .expand(b"alongside store key wrap v1", key.as_mut_slice())
        .map_err(|_| Refused::KeyFile)?;
    Ok(ChaCha20Poly1305::new(&Key::from(*key)))
}

fn stretch(
    words: &[u8],
    salt: &[u8],
    (memory_kib, passes): (u32, u32),
) -> Result<Zeroizing<[u8; 32]>, Refused> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| Refused::KeyFile)?;
    let mut key = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words, salt, key.as_mut_slice())
        .map_err(|_| Refused::KeyFile)?;
    Ok(key)
}

/// The key that both ends make from the secret half of a one-time code.
pub(crate) fn stretch_code(secret: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, Refused> {
    stretch(secret, salt, (CODE_MEMORY_KIB, CODE_PASSES))
}

mod hex {
    use data_encoding::HEXLOWER;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&HEXLOWER.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        HEXLOWER
            .decode(text.as_bytes())
            .map_err(|_| D::Error::custom("not hexadecimal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrap_opens_only_with_all_it_was_made_from() {
        let key = StoreKey::new([5; 32]);
        let (mine, other) = (DeviceSecret::new([1; 32]), DeviceSecret::new([2; 32]));
        let wrapped = Wrapped::under_pin(&key, "246810", &mine, "store/asha").unwrap();
        let opens = |pin: &str, secret: &DeviceSecret, whose: &str| {
            wrapped
                .open_with_pin(pin, secret, whose)
                .unwrap()
                .map(|key| *key.expose_for_wrapping())
        };
        assert_eq!(opens("246810", &mine, "store/asha"), Some([5; 32]));
        assert_eq!(opens("246811", &mine, "store/asha"), None, "another PIN");
        assert_eq!(
            opens("246810", &other, "store/asha"),
            None,
            "another keyring"
        );
        assert_eq!(
            opens("246810", &mine, "store/ben"),
            None,
            "another person's wrap"
        );
    }

    #[test]
    fn the_share_of_the_region_opens_with_the_keyring_only() {
        let key = StoreKey::new([5; 32]);
        let (mine, other) = (DeviceSecret::new([1; 32]), DeviceSecret::new([2; 32]));
        let wrapped = Wrapped::under_share(&key, &[9; 32], &mine, "store").unwrap();
        assert!(
            wrapped
                .open_with_share(&[9; 32], &mine, "store")
                .unwrap()
                .is_some()
        );
        assert!(
            wrapped
                .open_with_share(&[9; 32], &other, "store")
                .unwrap()
                .is_none()
        );
        assert!(
            wrapped
                .open_with_share(&[8; 32], &mine, "store")
                .unwrap()
                .is_none()
        );
    }
}
