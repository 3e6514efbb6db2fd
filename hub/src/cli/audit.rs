//! The verbs about who did what.

use chrono::DateTime;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use store::audit::{AuditChain, AuditRow};
use store::hub::{AuditQuery, DeviceAuditRow};
use sync_protocol::ids::{DeviceId, RecordId, StaffId};

use super::Answer;
use crate::admin::{Admin, AdminError, Doer};
use crate::clock::in_words;

/// What can be asked about who did what; without a verb, what was done at this hub itself.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct AuditWords {
    /// Of what was done at this hub, only rows after this number.
    #[arg(long, default_value_t = 0)]
    pub after: u64,
    /// What else.
    #[command(subcommand)]
    pub verb: Option<AuditVerb>,
}

/// What can be asked about what was done at the region's computers.
#[derive(Debug, Subcommand)]
pub enum AuditVerb {
    /// List what was done at the computers of the region, the newest first, as they told it.
    List {
        /// Only at this one.
        #[arg(long)]
        device: Option<DeviceId>,
        /// Only by this person.
        #[arg(long)]
        staff: Option<StaffId>,
        /// Only about this record.
        #[arg(long)]
        record: Option<RecordId>,
        /// Only from this moment on, such as 2026-11-22T14:05:09Z.
        #[arg(long, value_parser = moment)]
        since: Option<i64>,
        /// At most so many.
        #[arg(long, default_value_t = 1_000)]
        limit: u32,
    },
    /// Walk every audit held here, and name the first row that was changed.
    Verify,
}

pub(super) fn run(admin: &Admin, words: &AuditWords) -> Result<Answer, AdminError> {
    match &words.verb {
        None => own(admin, words.after),
        Some(AuditVerb::Verify) => verify(admin),
        Some(AuditVerb::List {
            device,
            staff,
            record,
            since,
            limit,
        }) => {
            let query = AuditQuery {
                device: *device,
                staff: *staff,
                record: *record,
                since_ms: *since,
            };
            list(admin, &query, *limit)
        }
    }
}

fn moment(text: &str) -> Result<i64, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.timestamp_millis())
        .map_err(|_| "not a moment such as 2026-11-22T14:05:09Z".to_owned())
}

fn own(admin: &Admin, after: u64) -> Result<Answer, AdminError> {
    let (rows, chain) = admin.audit(after)?;
    let broken_at = broken_at(chain);
    let mut lines: Vec<String> = rows.iter().map(own_line).collect();
    lines.push(match broken_at {
        None => "The chain is whole.".to_owned(),
        Some(seq) => format!("THE CHAIN IS BROKEN AT {seq}."),
    });
    Ok(Answer {
        lines,
        json: json!({
            "rows": rows.iter().map(own_json).collect::<Vec<_>>(),
            "whole": broken_at.is_none(),
            "broken_at": broken_at,
        }),
        sound: broken_at.is_none(),
    })
}

fn broken_at(chain: AuditChain) -> Option<u64> {
    match chain {
        AuditChain::Whole { .. } => None,
        AuditChain::BrokenAt { seq } => Some(seq),
    }
}

fn own_line(row: &AuditRow) -> String {
    let entry = &row.entry;
    let record = entry.record.map(|record| record.to_string());
    format!(
        "{:>6} {} {:<24} {} {}",
        row.seq,
        entry.at_ms,
        entry.act,
        record.as_deref().unwrap_or("-"),
        entry.detail
    )
}

fn own_json(row: &AuditRow) -> Value {
    json!({
        "seq": row.seq,
        "at_ms": row.entry.at_ms,
        "act": row.entry.act,
        "record": row.entry.record.map(|record| record.to_string()),
        "detail": row.entry.detail,
    })
}

fn list(admin: &Admin, query: &AuditQuery, limit: u32) -> Result<Answer, AdminError> {
    let rows = admin.device_audit(query, limit)?;
    let mut lines: Vec<String> = rows.iter().map(|(row, who)| line(row, who)).collect();
    if lines.is_empty() {
        lines.push("Nothing of the kind was told.".to_owned());
    }
    let rows: Vec<Value> = rows.iter().map(|(row, who)| as_json(row, who)).collect();
    Ok(Answer {
        lines,
        json: json!({ "rows": rows }),
        sound: true,
    })
}

fn line(row: &DeviceAuditRow, who: &Doer) -> String {
    let entry = &row.row.entry;
    let record = entry.record.map(|record| record.to_string());
    let name = match (&who.name, entry.staff) {
        (Some(name), _) => name.clone(),
        (None, Some(staff)) => staff.to_string(),
        (None, None) => "-".to_owned(),
    };
    let line = format!(
        "{}  {name} ({})  {}  {}  device {} row {} {}",
        in_words(entry.at_ms),
        who.roles.join(", "),
        entry.act,
        record.as_deref().unwrap_or("-"),
        row.device,
        row.row.seq,
        entry.detail
    );
    line.trim_end().to_owned()
}

fn as_json(row: &DeviceAuditRow, who: &Doer) -> Value {
    let entry = &row.row.entry;
    json!({
        "device": row.device.to_string(),
        "seq": row.row.seq,
        "at": in_words(entry.at_ms),
        "at_ms": entry.at_ms,
        "staff": entry.staff.map(|staff| staff.to_string()),
        "name": who.name,
        "roles": who.roles,
        "act": entry.act,
        "record": entry.record.map(|record| record.to_string()),
        "detail": entry.detail,
        "received_at_ms": row.received_at_ms,
    })
}

fn verify(admin: &Admin) -> Result<Answer, AdminError> {
    let check = admin.check_audits()?;
    let own_broken_at = broken_at(check.own);
    let mut lines: Vec<String> = own_broken_at
        .map(|seq| format!("WRONG  the audit of this hub at row {seq}"))
        .into_iter()
        .collect();
    let broken: Vec<_> = check.broken().collect();
    lines.extend(
        broken
            .iter()
            .map(|(device, seq)| format!("WRONG  the audit of device {device} at row {seq}")),
    );
    if check.is_whole() {
        let devices = check.devices.len();
        lines.push(format!(
            "The audit of this hub and of {devices} devices is whole."
        ));
    }
    let broken = broken.iter().map(row_json).collect::<Vec<_>>();
    Ok(Answer {
        lines,
        json: json!({
            "whole": check.is_whole(),
            "devices": check.devices.len(),
            "own_broken_at": own_broken_at,
            "broken": broken,
        }),
        sound: check.is_whole(),
    })
}

/// A row of a device, by its name.
pub(super) fn row_json((device, seq): &(DeviceId, u64)) -> Value {
    json!({ "device": device.to_string(), "row": seq })
}
