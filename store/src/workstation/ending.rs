//! What ends while this computer is away: the access of a member of staff, and its own lease.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::ids::StaffId;

use super::Workstation;
use crate::trouble::Trouble;

/// How long ago the region was heard to the end, by a clock that may have been moved since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// When that was, on this computer's clock.
    pub heard_at_ms: i64,
    /// The latest that the clock has shown since: setting it back wins nothing.
    pub seen_at_ms: i64,
}

impl Workstation {
    /// Whether a member of staff is known to have left.
    pub fn has_ended(&self, staff: StaffId) -> Result<bool, Trouble> {
        has_ended(&self.connection, staff)
    }

    /// The lease as of a moment; nothing before the region was first heard to the end.
    pub fn lease(&mut self, now_ms: i64) -> Result<Option<Lease>, Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "UPDATE lease SET seen_at_ms = max(seen_at_ms, :now_ms)",
            named_params! { ":now_ms": now_ms },
        )?;
        let lease = transaction
            .query_row("SELECT heard_at_ms, seen_at_ms FROM lease", [], |row| {
                Ok(Lease {
                    heard_at_ms: row.get("heard_at_ms")?,
                    seen_at_ms: row.get("seen_at_ms")?,
                })
            })
            .optional()?;
        transaction.commit()?;
        Ok(lease)
    }
}

pub(super) fn has_ended(connection: &Connection, staff: StaffId) -> Result<bool, Trouble> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM staff_ended WHERE staff = :staff) AS ended")?
        .query_row(named_params! { ":staff": staff.as_bytes() }, |row| {
            row.get("ended")
        })?)
}

/// Notes that a member of staff has left. The first time counts.
pub(super) fn end(
    connection: &Connection,
    staff: StaffId,
    heard_at_ms: i64,
) -> Result<(), Trouble> {
    connection.execute(
        "INSERT INTO staff_ended (staff, heard_at_ms) VALUES (:staff, :heard_at_ms) ON CONFLICT DO NOTHING",
        named_params! { ":staff": staff.as_bytes(), ":heard_at_ms": heard_at_ms },
    )?;
    Ok(())
}

/// The region was heard to the end: the lease begins anew, whatever the clock showed before.
pub(super) fn renew(connection: &Connection, heard_at_ms: i64) -> Result<(), Trouble> {
    connection.execute(
        "INSERT INTO lease (only_row, heard_at_ms, seen_at_ms) VALUES (1, :at_ms, :at_ms)
         ON CONFLICT DO UPDATE SET heard_at_ms = :at_ms, seen_at_ms = :at_ms",
        named_params! { ":at_ms": heard_at_ms },
    )?;
    Ok(())
}
