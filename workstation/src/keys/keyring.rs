//! The secret in the system's keyring: Secret Service on Linux.

use crate::error::Refused;
use keyring_core::{Entry, Error};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Name under which the keyring shows our secrets.
const SERVICE: &str = "org.alongside.workstation";

/// 32 random bytes that never leave this account on this computer.
pub(crate) struct DeviceSecret(Zeroizing<[u8; 32]>);

impl DeviceSecret {
    /// Takes the bytes.
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// By this the key file knows its own secret from another's, without saying anything of it.
    pub(crate) fn mark(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"alongside keyring mark v1");
        hash.update(self.0.as_slice());
        data_encoding::HEXLOWER.encode(hash.finalize().get(..8).unwrap_or_default())
    }
}

/// The system's keyring.
pub(crate) struct Keyring;

impl Keyring {
    /// Connects, once in a program.
    pub(crate) fn connect() -> Result<Self, Refused> {
        if keyring_core::get_default_store().is_none() {
            keyring_core::set_default_store(platform()?);
        }
        Ok(Self)
    }

    /// Keeps a secret under a store's id.
    pub(crate) fn keep(&self, store: &str, secret: &DeviceSecret) -> Result<(), Refused> {
        Entry::new(SERVICE, store)
            .and_then(|entry| entry.set_secret(secret.bytes()))
            .map_err(explain)
    }

    /// Forgets the secret of a store: what was wrapped under it stays closed for ever.
    pub(crate) fn forget(&self, store: &str) -> Result<(), Refused> {
        match Entry::new(SERVICE, store).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(explain(error)),
        }
    }

    /// The secret of a store.
    pub(crate) fn secret(&self, store: &str) -> Result<DeviceSecret, Refused> {
        let found = Entry::new(SERVICE, store)
            .and_then(|entry| entry.get_secret())
            .map_err(explain)?;
        let found = Zeroizing::new(found);
        let bytes: [u8; 32] = found
            .as_slice()
            .try_into()
            .map_err(|_| Refused::KeyringForeign)?;
        Ok(DeviceSecret::new(bytes))
    }
}

#[cfg(target_os = "linux")]
fn platform() -> Result<std::sync::Arc<keyring_core::CredentialStore>, Refused> {
    let store =
        zbus_secret_service_keyring_store::Store::new().map_err(|_| Refused::KeyringAbsent)?;
    Ok(store)
}

#[cfg(not(target_os = "linux"))]
fn platform() -> Result<std::sync::Arc<keyring_core::CredentialStore>, Refused> {
    Err(Refused::KeyringAbsent)
}

fn explain(error: Error) -> Refused {
    match error {
        Error::NoEntry => Refused::KeyringEmpty,
        Error::NoStorageAccess(_) => Refused::KeyringLocked,
        Error::Ambiguous(_) | Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            Refused::KeyringForeign
        }
        _ => Refused::KeyringAbsent,
    }
}
