//! What can go wrong with a store that is already open.

use rusqlite::ErrorCode;
use thiserror::Error;

/// Trouble of the file or of the database engine, the same for every operation.
///
/// Carries numbers only: SQLite's own messages may quote what was being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Trouble {
    /// The disk has no room left; nothing of the operation was kept.
    #[error("the disk is full")]
    DiskFull,
    /// Another program holds the store for longer than we wait; nothing was kept.
    #[error("another program is using the store")]
    Busy,
    /// A page does not read back as it was written.
    #[error("the store is damaged")]
    Damaged,
    /// The file or its folder may not be written.
    #[error("the store is read-only")]
    ReadOnly,
    /// The disk answered with an error.
    #[error("the disk could not be read or written (sqlite {0})")]
    Io(i32),
    /// A row would have broken a rule of the schema: a mistake of the caller's.
    #[error("the store refused a row (sqlite {0})")]
    Refused(i32),
    /// A row holds what no version of this program writes.
    #[error("the store holds a row that cannot be read")]
    Unreadable,
    /// Anything else the engine reports: a mistake of ours.
    #[error("the store could not do that (sqlite {0})")]
    Fault(i32),
}

impl Trouble {
    /// The stable code of this trouble.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => "store.disk_full",
            Self::Busy => "store.busy",
            Self::Damaged => "store.damaged",
            Self::ReadOnly => "store.read_only",
            Self::Io(_) => "store.io",
            Self::Refused(_) => "store.refused_row",
            Self::Unreadable => "store.unreadable_row",
            Self::Fault(_) => "store.fault",
        }
    }
}

/// `SQLITE_IOERR_SHMSIZE`: the shared-memory file could not grow, which only a full disk causes.
const SHARED_MEMORY_COULD_NOT_GROW: i32 = 4874;

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let failure = match error {
            rusqlite::Error::SqliteFailure(failure, _) => failure,
            rusqlite::Error::SqlInputError { error, .. } => error,
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::InvalidColumnType(..) => return Self::Unreadable,
            _ => return Self::Fault(0),
        };
        match (failure.code, failure.extended_code) {
            (ErrorCode::DiskFull, _) | (_, SHARED_MEMORY_COULD_NOT_GROW) => Self::DiskFull,
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => Self::Damaged,
            (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => Self::ReadOnly,
            (ErrorCode::SystemIoFailure | ErrorCode::CannotOpen, code) => Self::Io(code),
            (ErrorCode::ConstraintViolation, code) => Self::Refused(code),
            (_, code) => Self::Fault(code),
        }
    }
}
