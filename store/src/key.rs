//! The key of a workstation's store, and the check file that tells a wrong key from a damaged file.
//!
//! SQLCipher answers both with "file is not a database". The two need opposite remedies (sign in
//! again; restore a backup), so a small file beside the store says which key fits.

use std::fmt;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::open_error::OpenError;

/// The 32 random bytes that open one store. Never made from a PIN; wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct StoreKey([u8; 32]);

impl StoreKey {
    /// Takes the bytes of a key. The caller drew them from the system's randomness.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for wrapping them under a staff member's PIN and nothing else.
    pub fn expose_for_wrapping(&self) -> &[u8; 32] {
        &self.0
    }

    /// The statement that keys a connection.
    ///
    /// Exactly 64 hexadecimal digits: SQLCipher takes any other length for a passphrase, silently.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        const DIGITS: [char; 16] = [
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
        ];
        // Room for the whole statement at once: a growing string would leave copies behind.
        let mut statement = Zeroizing::new(String::with_capacity(128));
        statement.push_str("PRAGMA key = \"x'");
        for byte in self.0 {
            for nibble in [byte >> 4, byte & 0x0f] {
                statement.extend(DIGITS.get(usize::from(nibble)));
            }
        }
        statement.push_str("'\";");
        statement
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StoreKey(****)")
    }
}

/// First bytes of a check file. *Frozen.*
const MAGIC: &[u8; 16] = b"alongside-check1";
/// What the key signs. *Frozen.*
const LABEL: &[u8] = b"alongside store check v1";
const TAG_BYTES: usize = 32;

/// What the check file says about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyCheck {
    /// This is the store's key.
    Fits,
    /// This is another key.
    DoesNotFit,
    /// There is no check file, or it is itself damaged.
    Unknown,
}

/// Where the check file of a store lies.
pub(crate) fn check_path(store: &Path) -> PathBuf {
    crate::files::beside(store, ".check")
}

/// Asks the check file whether `key` is the store's.
pub(crate) fn check(store: &Path, key: &StoreKey) -> Result<KeyCheck, OpenError> {
    let bytes = match fs::read(check_path(store)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(KeyCheck::Unknown),
        Err(error) => return Err(error.into()),
    };
    let Some(tag) = bytes
        .strip_prefix(MAGIC)
        .filter(|tag| tag.len() == TAG_BYTES)
    else {
        return Ok(KeyCheck::Unknown);
    };
    Ok(match signer(key).chain_update(LABEL).verify_slice(tag) {
        Ok(()) => KeyCheck::Fits,
        Err(_) => KeyCheck::DoesNotFit,
    })
}

/// Writes the check file of a store, whole or not at all.
pub(crate) fn write_check(store: &Path, key: &StoreKey) -> Result<(), OpenError> {
    let path = check_path(store);
    let unfinished = crate::files::beside(&path, ".new");
    let mut file = File::create(&unfinished)?;
    file.write_all(MAGIC)?;
    file.write_all(&signer(key).chain_update(LABEL).finalize().into_bytes())?;
    file.sync_all()?;
    fs::rename(&unfinished, &path)?;
    crate::files::sync_folder(&path)
}

fn signer(key: &StoreKey) -> Hmac<Sha256> {
    // HMAC pads a short key with zeros to one block, so this is the HMAC of the 32 bytes, without
    // the constructor that may fail.
    let mut block = Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key.0) {
        *to = from;
    }
    Hmac::<Sha256>::new((&*block).into())
}
