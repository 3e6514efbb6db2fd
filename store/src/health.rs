//! Checks and copies that both stores share.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::files::Making;
use crate::open_error::OpenError;
use crate::trouble::Trouble;

/// How many rows a check answers with.
pub(crate) fn count_rows(connection: &Connection, check: &str) -> Result<u64, Trouble> {
    let mut statement = connection.prepare(check)?;
    let mut rows = statement.query([])?;
    let mut count = 0_u64;
    while rows.next()?.is_some() {
        count = count.saturating_add(1);
    }
    Ok(count)
}

/// How many complaints SQLite has about the structure of the file.
pub(crate) fn bad_structure_count(connection: &Connection) -> Result<u64, Trouble> {
    // A sound file answers with one row, "ok".
    let first: String =
        connection.query_row("PRAGMA quick_check", [], |row| row.get("quick_check"))?;
    if first == "ok" {
        Ok(0)
    } else {
        count_rows(connection, "PRAGMA quick_check")
    }
}

/// Folds the write-ahead log into the file and empties it.
pub(crate) fn fold_log(connection: &Connection) -> Result<(), Trouble> {
    let busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get("busy"))?;
    if busy { Err(Trouble::Busy) } else { Ok(()) }
}

/// Writes a compact copy, whole or not at all, and never over anything.
pub(crate) fn copy_to(connection: &Connection, to: &Path) -> Result<(), OpenError> {
    let making = Making::at(to)?;
    // The statement takes text; a path that is not text would name another file.
    let name = making.unfinished().to_str().ok_or(OpenError::Io)?;
    connection.execute("VACUUM INTO ?1", [name])?;
    fs::File::open(making.unfinished())?.sync_all()?;
    making.finish()
}

/// The schema of a store as text, in an order that does not depend on how it came to be.
#[cfg(test)]
pub(crate) fn schema_text(connection: &Connection) -> String {
    let mut statement = connection
        .prepare(
            "SELECT sql FROM sqlite_schema
             WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| row.get::<_, String>("sql"))
        .unwrap();
    rows.map(|sql| sql.unwrap() + ";\n\n").collect()
}

/// Compares a schema with the file that writes it down; `ALONGSIDE_REFRESH=1` writes it anew.
#[cfg(test)]
pub(crate) fn compare_schema(name: &str, found: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schema")
        .join(format!("{name}.sql"));
    if std::env::var_os("ALONGSIDE_REFRESH").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, found).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(found, written, "set ALONGSIDE_REFRESH=1 to write it anew");
}
