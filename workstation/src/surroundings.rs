//! Time and randomness: the only place that asks the world for them. And folders that are nobody else's.

use crate::error::Refused;
use chrono::{DateTime, Local, Utc};
use std::fs::DirBuilder;
use std::io;
use std::path::Path;

/// Milliseconds since 1970 by this computer's clock.
pub(crate) fn now_ms() -> i64 {
    Utc::now().timestamp_millis()
}

/// The same, as the wire has it.
pub(crate) fn now_unsigned_ms() -> u64 {
    u64::try_from(now_ms()).unwrap_or_default()
}

/// Now, where this computer stands.
pub(crate) fn now_here() -> DateTime<Local> {
    Local::now()
}

/// Fresh random bytes from the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Refused> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Refused::NoRandomness)?;
    Ok(bytes)
}

/// Makes a folder, and what it lies in, for this account alone where the system knows such folders.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    private().recursive(true).create(folder)
}

/// The same of a folder that is not there yet, in one that is.
pub(crate) fn make_private_anew(folder: &Path) -> io::Result<()> {
    private().create(folder)
}

fn private() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}
