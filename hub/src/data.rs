//! The hub's folder: its store, and the key and certificate its TLS speaks with.
//!
//! Everything in it is for the hub's own user alone. The store holds the authority key, so a backup is as secret
//! as the hub itself.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The files a backup consists of.
pub const KEPT_FILES: [&str; 3] = ["hub.store", "tls-key.der", "tls-certificate.der"];

const OWNER_ONLY_FOLDER: u32 = 0o700;
const OWNER_ONLY_FILE: u32 = 0o600;

/// The hub's folder.
#[derive(Debug, Clone)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// The folder at a path, there or not.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.0.join("hub.store")
    }

    /// The private key of TLS, PKCS #8.
    #[must_use]
    pub fn tls_key(&self) -> PathBuf {
        self.0.join("tls-key.der")
    }

    /// The certificate of TLS, which devices know by its fingerprint.
    #[must_use]
    pub fn tls_certificate(&self) -> PathBuf {
        self.0.join("tls-certificate.der")
    }

    /// Held while the hub serves: two that serve one store would each believe to be alone.
    #[must_use]
    pub fn serving(&self) -> PathBuf {
        self.0.join("serving.lock")
    }

    /// Makes the folder, or takes one that is there, for the hub's user alone.
    ///
    /// # Errors
    /// When the folder can be neither made nor taken.
    pub fn make(&self) -> io::Result<()> {
        DirBuilder::new()
            .recursive(true)
            .mode(OWNER_ONLY_FOLDER)
            .create(&self.0)?;
        fs::set_permissions(&self.0, Permissions::from_mode(OWNER_ONLY_FOLDER))
    }

    /// Makes every kept file readable by the hub's user alone.
    ///
    /// # Errors
    /// When a file that is there cannot be changed.
    pub fn close_to_others(&self) -> io::Result<()> {
        for name in KEPT_FILES {
            match fs::set_permissions(self.0.join(name), Permissions::from_mode(OWNER_ONLY_FILE)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether everything in the folder is for the hub's user alone.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn is_closed_to_others(&self) -> io::Result<bool> {
        let others = |path: &Path| -> io::Result<bool> {
            Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
        };
        if others(&self.0)? {
            return Ok(false);
        }
        for name in KEPT_FILES {
            let path = self.0.join(name);
            if path.try_exists()? && others(&path)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Writes a new file for its owner alone, and onto the disk. Refuses to write over anything.
///
/// # Errors
/// When there is such a file, or it cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(OWNER_ONLY_FILE)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_secret_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::at(folder.path().join("hub"));
        data.make().unwrap();
        write_secret(&data.tls_key(), b"key").unwrap();
        assert!(data.is_closed_to_others().unwrap());
        assert!(
            write_secret(&data.tls_key(), b"other").is_err(),
            "never over another"
        );
        fs::set_permissions(data.tls_key(), Permissions::from_mode(0o644)).unwrap();
        assert!(!data.is_closed_to_others().unwrap());
        data.close_to_others().unwrap();
        assert!(data.is_closed_to_others().unwrap());
    }
}
