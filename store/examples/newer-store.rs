//! Marks a workstation's store as one that only a newer program may open: `newer-store FILE`, the key in hexadecimal on
//! standard input. For tests of whole programs, which cannot wait for that newer program; the store's own tests do the
//! same from inside.

use std::error::Error;
use std::io::stdin;

fn main() -> Result<(), Box<dyn Error>> {
    let place = std::env::args().nth(1).ok_or("newer-store FILE")?;
    let mut key = String::new();
    stdin().read_line(&mut key)?;
    let connection = rusqlite::Connection::open(place)?;
    connection.pragma_update(None, "key", format!("x'{}'", key.trim()))?;
    connection.execute_batch("UPDATE meta SET oldest_app = 99; PRAGMA user_version = 99;")?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}
