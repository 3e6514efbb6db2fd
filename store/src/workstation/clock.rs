//! This computer's clock beside the hub's.

use rusqlite::{OptionalExtension, named_params};

use super::Workstation;
use crate::trouble::Trouble;

/// What a comparison of the two clocks found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockReading {
    /// What the hub's clock said.
    pub hub_at_ms: i64,
    /// How far this computer's was ahead of it; below zero where it was behind.
    pub ahead_ms: i64,
    /// Within how much that is known.
    pub within_ms: i64,
}

impl Workstation {
    /// The last comparison that was kept.
    pub fn clock(&self) -> Result<Option<ClockReading>, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT hub_at_ms, ahead_ms, within_ms FROM clock")?
            .query_row([], |row| {
                Ok(ClockReading {
                    hub_at_ms: row.get("hub_at_ms")?,
                    ahead_ms: row.get("ahead_ms")?,
                    within_ms: row.get("within_ms")?,
                })
            })
            .optional()?)
    }

    /// Keeps a comparison in place of the one before.
    pub fn keep_clock(&mut self, reading: ClockReading) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO clock (only_row, hub_at_ms, ahead_ms, within_ms)
             VALUES (1, :hub_at_ms, :ahead_ms, :within_ms)
             ON CONFLICT (only_row) DO UPDATE SET
                 hub_at_ms = excluded.hub_at_ms, ahead_ms = excluded.ahead_ms,
                 within_ms = excluded.within_ms",
            named_params! {
                ":hub_at_ms": reading.hub_at_ms,
                ":ahead_ms": reading.ahead_ms,
                ":within_ms": reading.within_ms,
            },
        )?;
        Ok(transaction.commit()?)
    }
}
