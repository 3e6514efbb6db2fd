//! How a connection is made: every PRAGMA, in order, each with its reason.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::files::beside;
use crate::key::{KeyCheck, StoreKey};
use crate::open_error::OpenError;

/// How long a program waits for another that holds the store: longer than any save or frame takes,
/// shorter than a person's patience.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// One page. A store smaller than that was cut off.
const PAGE_BYTES: u64 = 4096;

/// How many prepared statements a connection keeps.
const STATEMENTS_KEPT: usize = 128;

/// How the first bytes of an unencrypted database read.
const PLAIN_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Whether a file may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// A store is there.
    Existing,
    /// The file is to be made.
    New,
}

/// Opens an encrypted file and proves that the key reads it. Writes nothing, not even at close.
pub(crate) fn open_encrypted(
    path: &Path,
    key: &StoreKey,
    check: KeyCheck,
    expect: Expect,
) -> Result<Connection, OpenError> {
    if check == KeyCheck::DoesNotFit {
        return Err(OpenError::WrongKey);
    }
    let connection = connect(path, expect)?;
    // Decrypt errors would go to stderr, where nobody with a screen sees them and a log keeps them.
    set(&connection, "PRAGMA cipher_log_level = NONE")?;
    // Wipes the engine's own copies of the key and of pages; must come before the key.
    set(&connection, "PRAGMA cipher_memory_security = ON")?;
    set(&connection, &key.pragma())?;
    // An engine without a cipher takes the key without a word and writes plain pages.
    let cipher: Option<String> = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get("cipher_version"))
        .ok();
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(OpenError::NoCipher);
    }
    // The key is tried only by the first read: PRAGMA key always answers OK.
    match prove(&connection) {
        Err(OpenError::Damaged) if check == KeyCheck::Unknown => Err(OpenError::WrongKeyOrDamaged),
        other => other,
    }?;
    Ok(connection)
}

/// Opens an unencrypted file and proves that it reads. Writes nothing, not even at close.
pub(crate) fn open_plain(path: &Path, expect: Expect) -> Result<Connection, OpenError> {
    let connection = connect(path, expect)?;
    prove(&connection)?;
    Ok(connection)
}

/// Refuses a file whose pages are not encrypted.
pub(crate) fn refuse_plain(path: &Path) -> Result<(), OpenError> {
    let mut first = [0_u8; 16];
    fs::File::open(path)?.read_exact(&mut first)?;
    if &first == PLAIN_MAGIC {
        return Err(OpenError::NoCipher);
    }
    Ok(())
}

/// The settings of a connection that has proved itself and may write, with so much memory for pages.
pub(crate) fn settle(connection: &Connection, cache_kib: u32) -> Result<(), OpenError> {
    // Rows name each other; an orphan is a defect, found where it is made.
    set(connection, "PRAGMA foreign_keys = ON")?;
    // Readers do not wait for the writer, and a save costs one fsync.
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| {
        row.get("journal_mode")
    })?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(OpenError::Io);
    }
    // With NORMAL the last commits of a WAL may be lost in a power cut; "saved" would be untrue.
    set(connection, "PRAGMA synchronous = FULL")?;
    // On macOS fsync alone leaves the write in the disk's own cache.
    set(connection, "PRAGMA fullfsync = ON")?;
    // What is removed is overwritten, not merely unlinked.
    set(connection, "PRAGMA secure_delete = ON")?;
    set(connection, &format!("PRAGMA cache_size = -{cache_kib}"))?;
    // Sorting must not spill into a plain file.
    set(connection, "PRAGMA temp_store = MEMORY")?;
    // A damaged schema must not be able to call anything.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // More statements than the library keeps by itself are in daily use.
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(())
}

/// From here on closing folds the log into the file: the store is open.
pub(crate) fn release(connection: &Connection) -> Result<(), OpenError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Runs a statement whether or not it answers with rows.
pub(crate) fn set(connection: &Connection, statement: &str) -> Result<(), OpenError> {
    let mut statement = connection.prepare(statement)?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

fn connect(path: &Path, expect: Expect) -> Result<Connection, OpenError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match expect {
        Expect::Existing => {
            // An empty file would be taken for a new database, and an unsent day would be gone.
            if fs::metadata(path)?.len() < PAGE_BYTES {
                return Err(OpenError::Damaged);
            }
        }
        Expect::New => flags |= OpenFlags::SQLITE_OPEN_CREATE,
    }
    let log_is_there = beside(path, "-wal").try_exists()?;
    let connection = Connection::open_with_flags(path, flags)?;
    // Until the file has proved itself, closing must not touch it: the last connection to close
    // would fold a leftover log into a file we could not even read. Where there was no log, closing
    // is to remove the empty one that opening makes.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, log_is_there)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    if connection.is_readonly("main")? {
        return Err(OpenError::ReadOnly);
    }
    Ok(connection)
}

fn prove(connection: &Connection) -> Result<(), OpenError> {
    connection.query_row("SELECT count(*) AS tables FROM sqlite_schema", [], |row| {
        row.get::<_, i64>("tables")
    })?;
    Ok(())
}
