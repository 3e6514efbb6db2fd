//! The audits of the region's devices, as each of them tells its own.
//!
//! *Guarantees* that a row is kept only where it continues exactly what is held of its device, and that what does not is
//! noted for the privacy officer and changes nothing.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::hashes::Hash;
use sync_protocol::ids::{DeviceId, RecordId, StaffId};
use sync_protocol::message::audit::{AuditAnswer, BROKEN_CHAIN};
use thiserror::Error;

use super::HubStore;
use crate::audit::{self, AuditChain, AuditEntry, AuditRow};
use crate::sql;
use crate::trouble::Trouble;

/// Rows that a device tells, its signature checked.
#[derive(Debug)]
pub struct IncomingAudit {
    /// Whose audit.
    pub device: DeviceId,
    /// The number of the first row.
    pub first: u64,
    /// The rows.
    pub rows: Vec<AuditEntry>,
    /// The hash of the last row.
    pub last: Hash,
    /// When they came.
    pub received_at_ms: i64,
}

/// Why rows were not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AuditRefusal {
    /// They are not what this hub holds of the device's audit, or do not continue it: that audit was changed, cut off or
    /// set back. Noted as an incident.
    #[error("the audit does not continue what is held of it, at row {seq}")]
    BrokenChain {
        /// The first row that does not.
        seq: u64,
    },
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl AuditRefusal {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BrokenChain { .. } => BROKEN_CHAIN,
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for AuditRefusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A row of a device's audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceAuditRow {
    /// Whose audit.
    pub device: DeviceId,
    /// The row.
    pub row: AuditRow,
    /// When this hub took it.
    pub received_at_ms: i64,
}

/// Which rows are wanted; what is not given is not asked about.
#[derive(Debug, Clone, Copy, Default)]
pub struct AuditQuery {
    /// Of this device.
    pub device: Option<DeviceId>,
    /// Of what this person did.
    pub staff: Option<StaffId>,
    /// Of what was done about this record.
    pub record: Option<RecordId>,
    /// From this moment on.
    pub since_ms: Option<i64>,
}

/// A device's audit that did not continue what is held of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditIncident {
    /// Whose audit.
    pub device: DeviceId,
    /// The first row that did not.
    pub seq: u64,
    /// When that was found.
    pub noted_at_ms: i64,
}

impl HubStore {
    /// Keeps rows that continue what is held of their device, and says how far it is held then. Rows that are held
    /// already are taken again without harm; rows beyond a gap are not kept, and the answer says from where on they are
    /// wanted.
    pub fn append_device_audit(
        &mut self,
        incoming: &IncomingAudit,
    ) -> Result<AuditAnswer, AuditRefusal> {
        let transaction = self.write()?;
        let held = head(&transaction, incoming.device)?;
        if incoming.first > held.held.saturating_add(1) {
            return Ok(held);
        }
        let answer = match continued(&transaction, incoming, held)? {
            Ok(rows) => {
                keep(&transaction, incoming, &rows)?;
                Ok(head(&transaction, incoming.device)?)
            }
            Err(seq) => {
                note_incident(&transaction, incoming, seq)?;
                Err(AuditRefusal::BrokenChain { seq })
            }
        };
        transaction.commit()?;
        answer
    }

    /// Rows of devices' audits, the newest first, at most so many.
    pub fn device_audit(
        &self,
        query: &AuditQuery,
        limit: u32,
    ) -> Result<Vec<DeviceAuditRow>, Trouble> {
        let mut statement = self.connection.prepare(
            "SELECT * FROM device_audit
             WHERE (:device IS NULL OR device = :device) AND (:staff IS NULL OR staff = :staff)
                 AND (:record IS NULL OR record = :record)
                 AND (:since_ms IS NULL OR at_ms >= :since_ms)
             ORDER BY at_ms DESC, device, seq DESC LIMIT :limit",
        )?;
        let rows = statement.query_map(
            named_params! {
                ":device": query.device.map(DeviceId::to_bytes),
                ":staff": query.staff.map(StaffId::to_bytes),
                ":record": query.record.map(RecordId::to_bytes),
                ":since_ms": query.since_ms,
                ":limit": limit,
            },
            read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Walks the audit of every device.
    pub fn verify_device_audits(&self) -> Result<Vec<(DeviceId, AuditChain)>, Trouble> {
        let mut statement = self.connection.prepare(
            "SELECT device FROM device_audit_head UNION SELECT device FROM device_audit",
        )?;
        let devices: Vec<DeviceId> = statement
            .query_map([], sql::device)?
            .collect::<Result<_, _>>()?;
        devices
            .into_iter()
            .map(|device| Ok((device, verify(&self.connection, device)?)))
            .collect()
    }

    /// How many rows of devices' audits are held.
    pub fn device_audit_count(&self) -> Result<u64, Trouble> {
        Ok(self.connection.query_row(
            "SELECT coalesce(sum(seq), 0) AS rows FROM device_audit_head",
            [],
            |row| row.get("rows"),
        )?)
    }

    /// Audits that did not continue what is held of them, the oldest first.
    pub fn audit_incidents(&self) -> Result<Vec<AuditIncident>, Trouble> {
        let mut statement = self.connection.prepare(
            "SELECT device, seq, noted_at_ms FROM audit_incident ORDER BY noted_at_ms, device, seq",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(AuditIncident {
                device: sql::device(row)?,
                seq: row.get("seq")?,
                noted_at_ms: row.get("noted_at_ms")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// How far the audit of a device is held.
fn head(connection: &Connection, device: DeviceId) -> Result<AuditAnswer, Trouble> {
    let head = connection
        .prepare_cached("SELECT seq, hash FROM device_audit_head WHERE device = :device")?
        .query_row(named_params! { ":device": device.to_bytes() }, |row| {
            Ok(AuditAnswer {
                held: row.get("seq")?,
                hash: Hash::new(row.get("hash")?),
            })
        })
        .optional()?;
    Ok(head.unwrap_or(AuditAnswer {
        held: 0,
        hash: Hash::new([0; 32]),
    }))
}

/// The rows that are new, chained to what is held; or the number of the first row that does not continue it.
fn continued(
    connection: &Connection,
    incoming: &IncomingAudit,
    held: AuditAnswer,
) -> Result<Result<Vec<AuditRow>, u64>, Trouble> {
    let known = rows_from(connection, incoming)?;
    let (mut new, mut prev) = (Vec::<AuditRow>::new(), held.hash.to_bytes());
    let (mut seq, mut last) = (incoming.first, None);
    for (place, entry) in incoming.rows.iter().enumerate() {
        seq = incoming.first.saturating_add(place as u64);
        match known.get(place) {
            Some(row) if row.entry == *entry => last = Some(row.hash),
            Some(_) => return Ok(Err(seq)),
            None => {
                let row = AuditRow::following(seq, prev, entry.clone());
                prev = row.hash;
                last = Some(row.hash);
                new.push(row);
            }
        }
    }
    if last == Some(incoming.last.to_bytes()) {
        Ok(Ok(new))
    } else {
        // The hashes between are not told: where one row comes alone, it is this one.
        Ok(Err(new.first().map_or(seq, |row| row.seq)))
    }
}

/// What is held of the rows that came.
fn rows_from(connection: &Connection, incoming: &IncomingAudit) -> Result<Vec<AuditRow>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM device_audit WHERE device = :device AND seq >= :first
         ORDER BY seq LIMIT :limit",
    )?;
    let rows = statement.query_map(
        named_params! {
            ":device": incoming.device.to_bytes(),
            ":first": incoming.first,
            ":limit": incoming.rows.len() as u64,
        },
        AuditRow::read,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn keep(
    connection: &Connection,
    incoming: &IncomingAudit,
    rows: &[AuditRow],
) -> Result<(), Trouble> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO device_audit
             (device, seq, prev, at_ms, staff, act, record, detail, hash, received_at_ms)
         VALUES (:device, :seq, :prev, :at_ms, :staff, :act, :record, :detail, :hash,
                 :received_at_ms)",
    )?;
    for row in rows {
        insert.execute(named_params! {
            ":device": incoming.device.to_bytes(),
            ":seq": row.seq,
            ":prev": row.prev,
            ":at_ms": row.entry.at_ms,
            ":staff": row.entry.staff.map(StaffId::to_bytes),
            ":act": row.entry.act,
            ":record": row.entry.record.map(RecordId::to_bytes),
            ":detail": row.entry.detail,
            ":hash": row.hash,
            ":received_at_ms": incoming.received_at_ms,
        })?;
    }
    if let Some(last) = rows.last() {
        connection
            .prepare_cached(
                "INSERT INTO device_audit_head (device, seq, hash) VALUES (:device, :seq, :hash)
                 ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
            )?
            .execute(named_params! {
                ":device": incoming.device.to_bytes(),
                ":seq": last.seq,
                ":hash": last.hash,
            })?;
    }
    Ok(())
}

/// Once for each row at which an audit did not continue: whoever asks again is refused again, and that is all.
fn note_incident(
    connection: &Connection,
    incoming: &IncomingAudit,
    seq: u64,
) -> Result<(), Trouble> {
    let new = connection.execute(
        "INSERT INTO audit_incident (device, seq, noted_at_ms) VALUES (:device, :seq, :noted_at_ms)
         ON CONFLICT (device, seq) DO NOTHING",
        named_params! {
            ":device": incoming.device.to_bytes(),
            ":seq": seq,
            ":noted_at_ms": incoming.received_at_ms,
        },
    )?;
    if new > 0 {
        let entry = AuditEntry {
            at_ms: incoming.received_at_ms,
            staff: None,
            act: BROKEN_CHAIN.to_owned(),
            record: None,
            detail: format!("{} {seq}", incoming.device),
        };
        audit::append(connection, &entry)?;
    }
    Ok(())
}

fn verify(connection: &Connection, device: DeviceId) -> Result<AuditChain, Trouble> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM device_audit WHERE device = :device ORDER BY seq")?;
    let rows = statement.query(named_params! { ":device": device.to_bytes() })?;
    let (chain, last) = audit::walk(rows)?;
    let told = head(connection, device)?;
    Ok(match chain {
        AuditChain::Whole { rows } if rows < told.held => AuditChain::BrokenAt {
            seq: rows.saturating_add(1),
        },
        // Chained anew as a whole, or grown by somebody else's hand.
        AuditChain::Whole { rows } if rows > told.held || last != told.hash.to_bytes() => {
            AuditChain::BrokenAt {
                seq: rows.min(told.held.saturating_add(1)),
            }
        }
        found => found,
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<DeviceAuditRow> {
    Ok(DeviceAuditRow {
        device: sql::device(row)?,
        row: AuditRow::read(row)?,
        received_at_ms: row.get("received_at_ms")?,
    })
}
