//! Why a store did not open or could not be made.

use thiserror::Error;

use crate::trouble::Trouble;

/// Why a store did not open. Each is a different sentence on the screen and a different remedy.
///
/// *Guarantees*: whatever is returned, the store file, its write-ahead log and its check file are
/// byte for byte as they were. *If broken*: unsent work is lost while somebody tries keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OpenError {
    /// There is no file at this place.
    #[error("there is no store here")]
    NotThere,
    /// A store was to be made where one is already.
    #[error("there is already a store here")]
    AlreadyThere,
    /// The check file shows that this key is not the store's.
    #[error("the key does not fit this store")]
    WrongKey,
    /// The key fits, or none is needed, and the file still does not read as a store.
    #[error("the store is damaged")]
    Damaged,
    /// The file does not read with this key, and without its check file nobody can say whether the
    /// key or the file is wrong.
    #[error("the store does not open, and its check file is missing")]
    WrongKeyOrDamaged,
    /// The file is sound but was made for something else.
    #[error("the file is not a store of this kind")]
    NotOurs,
    /// A newer application wrote the file in a way this one must not touch.
    #[error("the store needs a newer application (step {found}, this one knows {supported})")]
    NewerApp {
        /// The last step the file has been through.
        found: u32,
        /// The last step this application knows.
        supported: u32,
    },
    /// The disk has no room left.
    #[error("the disk is full")]
    DiskFull,
    /// Another program holds the store for longer than we wait.
    #[error("another program is using the store")]
    Busy,
    /// The file or its folder may not be written.
    #[error("the store is read-only")]
    ReadOnly,
    /// The file or its folder may not be read, or the disk answered with an error.
    #[error("the disk could not be read or written")]
    Io,
    /// The database engine in this program does not encrypt. Nothing was written.
    #[error("this program was built without encryption")]
    NoCipher,
    /// The engine reports what we did not foresee.
    #[error("the store could not be opened (sqlite {0})")]
    Fault(i32),
}

impl OpenError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotThere => "open.not_there",
            Self::AlreadyThere => "open.already_there",
            Self::WrongKey => "open.wrong_key",
            Self::Damaged => "open.damaged",
            Self::WrongKeyOrDamaged => "open.wrong_key_or_damaged",
            Self::NotOurs => "open.not_ours",
            Self::NewerApp { .. } => "open.newer_app",
            Self::DiskFull => "open.disk_full",
            Self::Busy => "open.busy",
            Self::ReadOnly => "open.read_only",
            Self::Io => "open.io",
            Self::NoCipher => "open.no_cipher",
            Self::Fault(_) => "open.fault",
        }
    }
}

impl From<Trouble> for OpenError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::DiskFull => Self::DiskFull,
            Trouble::Busy => Self::Busy,
            Trouble::Damaged | Trouble::Unreadable => Self::Damaged,
            Trouble::ReadOnly => Self::ReadOnly,
            Trouble::Io(_) => Self::Io,
            Trouble::Refused(code) | Trouble::Fault(code) => Self::Fault(code),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Trouble::from(error).into()
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::NotThere,
            ErrorKind::AlreadyExists => Self::AlreadyThere,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io,
        }
    }
}
