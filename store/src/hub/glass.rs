//! The glass: a face for somebody who does not carry the record, and what is written down about it.
//!
//! *Guarantees* that nothing is opened that is not written down, in the same transaction, for the privacy officer.

use rusqlite::{Connection, Row, named_params};
use sync_protocol::bytes::Bytes;
use sync_protocol::frame::Face;
use sync_protocol::ids::{DeviceId, RecordId, SheetId, StaffId};
use sync_protocol::message::break_glass::{FindingHash, MOST_OPENED};
use thiserror::Error;

use super::HubStore;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// How often the glass is broken at one device in a day: a night's work, and too little for reading about a village.
const MOST_A_DAY: u32 = 30;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Somebody breaks the glass, and may.
#[derive(Debug, Clone)]
pub struct Breaking {
    /// At which device.
    pub device: DeviceId,
    /// Who.
    pub staff: StaffId,
    /// By what the record is found.
    pub found_by: FindingHash,
    /// Why, by name.
    pub reason: &'static str,
    /// When, by the hub's clock.
    pub at_ms: i64,
}

/// Why nothing is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GlassRefusal {
    /// No record is found by this, or none that may be given out. It is written down all the same.
    #[error("nobody is found by this")]
    Nobody,
    /// So many are found that the question was not exact.
    #[error("several people are found by this: ask by the NHS number")]
    Several,
    /// This device has broken the glass too often today.
    #[error("the glass was broken too often at this computer today")]
    TooOften,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Trouble),
}

/// The glass was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenGlass {
    /// Its number at this hub.
    pub number: u64,
    /// At which device.
    pub device: DeviceId,
    /// Who.
    pub staff: StaffId,
    /// Which record was opened; none where nobody was found.
    pub record: Option<RecordId>,
    /// Why, by name.
    pub reason: String,
    /// What became of it: `opened`, `nobody`, `several` or `too_often`.
    pub outcome: String,
    /// When.
    pub at_ms: i64,
    /// When the privacy officer looked at it, and who that was.
    pub reviewed: Option<(i64, String)>,
}

/// Writes by what a record is found, in place of what there was, inside the caller's transaction.
pub(super) fn keep_found_by(
    connection: &Connection,
    record: RecordId,
    found_by: &[FindingHash],
) -> Result<(), Trouble> {
    connection
        .prepare_cached("DELETE FROM found_by WHERE record = :record")?
        .execute(named_params! { ":record": record.to_bytes() })?;
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO found_by (hash, record) VALUES (:hash, :record)")?;
    for hash in found_by {
        insert.execute(named_params! {
            ":hash": hash.to_bytes(),
            ":record": record.to_bytes(),
        })?;
    }
    Ok(())
}

impl HubStore {
    /// Opens what is found, and writes down who did and why.
    ///
    /// # Errors
    /// When nothing is opened. That is written down too.
    pub fn break_glass(&mut self, breaking: &Breaking) -> Result<Vec<Face>, GlassRefusal> {
        let transaction = self.write()?;
        let today = today(&transaction, breaking)?;
        let found = if today.asked < MOST_A_DAY {
            found(&transaction, breaking.found_by)
        } else {
            Err(GlassRefusal::TooOften)
        };
        match &found {
            Ok(faces) => {
                for face in faces {
                    note(&transaction, breaking, Some(face.record), "opened")?;
                }
            }
            Err(GlassRefusal::Nobody) => note(&transaction, breaking, None, "nobody")?,
            Err(GlassRefusal::Several) => note(&transaction, breaking, None, "several")?,
            Err(GlassRefusal::TooOften) if today.is_noted => {}
            Err(GlassRefusal::TooOften) => note(&transaction, breaking, None, "too_often")?,
            Err(GlassRefusal::Store(trouble)) => return Err((*trouble).into()),
        }
        transaction.commit().map_err(Trouble::from)?;
        found
    }

    /// How often the glass was broken, the newest first; only what nobody has looked at, or all.
    pub fn broken_glass(&self, unreviewed_only: bool) -> Result<Vec<BrokenGlass>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, device, staff, record, reason, outcome, at_ms, reviewed_at_ms, reviewed_by
             FROM broken_glass WHERE reviewed_at_ms IS NULL OR NOT :unreviewed_only
             ORDER BY number DESC",
        )?;
        let rows =
            statement.query_map(named_params! { ":unreviewed_only": unreviewed_only }, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes that somebody has looked at it. Says whether there was anything to look at under this number.
    pub fn review_glass(
        &mut self,
        number: u64,
        by: &str,
        entry: &AuditEntry,
    ) -> Result<bool, Trouble> {
        let transaction = self.write()?;
        let changed = transaction.execute(
            "UPDATE broken_glass SET reviewed_at_ms = :at_ms, reviewed_by = :by
             WHERE number = :number AND reviewed_at_ms IS NULL",
            named_params! { ":number": number, ":by": by, ":at_ms": entry.at_ms },
        )?;
        if changed == 0 {
            return Ok(false);
        }
        audit::append(&transaction, entry)?;
        transaction.commit()?;
        Ok(true)
    }
}

/// What a device has asked within a day.
struct Today {
    asked: u32,
    /// Whether it is written down that this is too often: once, so that a device that does not stop fills no disk.
    is_noted: bool,
}

fn today(connection: &Connection, breaking: &Breaking) -> Result<Today, Trouble> {
    Ok(connection.query_row(
        "SELECT count(*) AS asked, coalesce(max(outcome = 'too_often'), 0) AS is_noted
         FROM broken_glass WHERE device = :device AND at_ms > :since",
        named_params! {
            ":device": breaking.device.to_bytes(),
            ":since": breaking.at_ms.saturating_sub(DAY_MS),
        },
        |row| {
            Ok(Today {
                asked: row.get("asked")?,
                is_noted: row.get("is_noted")?,
            })
        },
    )?)
}

fn found(connection: &Connection, found_by: FindingHash) -> Result<Vec<Face>, GlassRefusal> {
    let faces = faces_found(connection, found_by)?;
    match faces.len() {
        0 => Err(GlassRefusal::Nobody),
        few if few <= MOST_OPENED => Ok(faces),
        _ => Err(GlassRefusal::Several),
    }
}

/// Faces of the records that are found, in the order of their ids: one more than may be opened, if there are so many.
fn faces_found(connection: &Connection, found_by: FindingHash) -> Result<Vec<Face>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT face.record AS record, face.doc_seq AS doc_seq, face.bytes AS bytes
         FROM found_by JOIN face ON face.record = found_by.record AND face.sheet = :shared
         WHERE found_by.hash = :hash ORDER BY face.record LIMIT :limit",
    )?;
    let rows = statement.query_map(
        named_params! {
            ":hash": found_by.to_bytes(),
            ":shared": SheetId::SHARED.get(),
            ":limit": MOST_OPENED + 1,
        },
        |row| {
            Ok(Face {
                record: RecordId::new(row.get("record")?),
                doc_seq: row.get("doc_seq")?,
                bytes: Bytes::from(row.get::<_, Vec<u8>>("bytes")?),
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn note(
    connection: &Connection,
    breaking: &Breaking,
    record: Option<RecordId>,
    outcome: &str,
) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "INSERT INTO broken_glass (device, staff, record, reason, outcome, at_ms)
             VALUES (:device, :staff, :record, :reason, :outcome, :at_ms)",
        )?
        .execute(named_params! {
            ":device": breaking.device.to_bytes(),
            ":staff": breaking.staff.to_bytes(),
            ":record": record.map(|record| record.to_bytes()),
            ":reason": breaking.reason,
            ":outcome": outcome,
            ":at_ms": breaking.at_ms,
        })?;
    let entry = AuditEntry {
        at_ms: breaking.at_ms,
        staff: Some(breaking.staff),
        act: format!("break_glass.{outcome}"),
        record,
        detail: format!("{} {}", breaking.device, breaking.reason),
    };
    audit::append(connection, &entry)?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<BrokenGlass> {
    let at_ms: Option<i64> = row.get("reviewed_at_ms")?;
    let by: Option<String> = row.get("reviewed_by")?;
    Ok(BrokenGlass {
        number: row.get("number")?,
        device: DeviceId::new(row.get("device")?),
        staff: StaffId::new(row.get("staff")?),
        record: row.get::<_, Option<[u8; 16]>>("record")?.map(RecordId::new),
        reason: row.get("reason")?,
        outcome: row.get("outcome")?,
        at_ms: row.get("at_ms")?,
        reviewed: at_ms.zip(by),
    })
}
