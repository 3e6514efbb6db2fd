//! What is taken of a device's audit, and what is not.

use sync_protocol::hashes::Hash;
use sync_protocol::ids::{DeviceId, RecordId, StaffId};
use sync_protocol::message::audit::AuditAnswer;

use super::super::*;
use super::fixture::*;
use crate::audit::{AuditChain, AuditEntry, AuditRow};

fn views(count: u8) -> Vec<AuditRow> {
    let entries = (1..=count).map(|n| AuditEntry {
        at_ms: 1_000 + i64::from(n),
        staff: Some(StaffId::new([n % 2; 16])),
        record: Some(RecordId::new([n; 16])),
        ..audit("record.viewed")
    });
    chained(entries)
}

fn chained(entries: impl Iterator<Item = AuditEntry>) -> Vec<AuditRow> {
    let mut prev = [0; 32];
    (1_u64..)
        .zip(entries)
        .map(|(seq, entry)| {
            let row = AuditRow::following(seq, prev, entry);
            prev = row.hash;
            row
        })
        .collect()
}

/// Rows as their device tells them.
fn told(device: DeviceId, rows: &[AuditRow]) -> IncomingAudit {
    IncomingAudit {
        device,
        first: rows[0].seq,
        rows: rows.iter().map(|row| row.entry.clone()).collect(),
        last: Hash::new(rows.last().unwrap().hash),
        received_at_ms: 9_000,
    }
}

fn up_to(rows: &[AuditRow], held: usize) -> Result<AuditAnswer, AuditRefusal> {
    Ok(AuditAnswer {
        held: held as u64,
        hash: Hash::new(held.checked_sub(1).map_or([0; 32], |last| rows[last].hash)),
    })
}

fn broken(seq: u64) -> Result<AuditAnswer, AuditRefusal> {
    Err(AuditRefusal::BrokenChain { seq })
}

fn two() -> (tempfile::TempDir, HubStore, [DeviceId; 2]) {
    let (folder, _place, mut hub, author) = hub();
    let devices = [1, 2].map(|n| Hand::enrolled(&mut hub, n, site(1), author).device);
    (folder, hub, devices)
}

fn held(hub: &HubStore, device: DeviceId) -> Vec<AuditRow> {
    let query = AuditQuery {
        device: Some(device),
        ..AuditQuery::default()
    };
    let mut rows: Vec<AuditRow> = hub
        .device_audit(&query, 1_000)
        .unwrap()
        .into_iter()
        .map(|row| row.row)
        .collect();
    rows.sort_by_key(|row| row.seq);
    rows
}

#[test]
fn rows_are_kept_once_and_only_where_they_continue() {
    let (_folder, mut hub, [one, other]) = two();
    let rows = views(6);
    let mut tell = |part: &[AuditRow]| hub.append_device_audit(&told(one, part));
    assert_eq!(tell(&rows[1..2]), up_to(&rows, 0), "a gap before it");
    assert_eq!(tell(&rows[..3]), up_to(&rows, 3));
    assert_eq!(tell(&rows[..3]), up_to(&rows, 3), "told again");
    assert_eq!(tell(&rows[1..2]), up_to(&rows, 3), "told again in part");
    assert_eq!(tell(&rows[4..]), up_to(&rows, 3), "a gap after it");
    assert_eq!(tell(&rows[2..]), up_to(&rows, 6), "some of it known");
    assert_eq!(held(&hub, one), rows);
    assert_eq!(held(&hub, other), []);

    // Another device has a chain of its own.
    assert_eq!(
        hub.append_device_audit(&told(other, &rows[..2])),
        up_to(&rows, 2)
    );
    assert_eq!(hub.device_audit_count().unwrap(), 8);
    assert_eq!(
        hub.verify_device_audits().unwrap(),
        [
            (one, AuditChain::Whole { rows: 6 }),
            (other, AuditChain::Whole { rows: 2 })
        ]
    );
    assert_eq!(hub.audit_incidents().unwrap(), []);
}

#[test]
fn what_does_not_continue_is_refused_and_noted_once() {
    let rows = views(6);
    let rewritten = chained(views(6).into_iter().map(|row| AuditEntry {
        detail: if row.seq == 2 { "other" } else { "" }.to_owned(),
        ..row.entry
    }));
    let mut one_changed = rows.clone();
    one_changed[4].entry.act = "record.glanced".to_owned();
    let mut one_gone = rows.clone();
    one_gone.remove(4);
    for (what, told_then, at) in [
        ("held rows, chained anew", &rewritten[1..4], 2),
        ("a new row after others than are held", &rewritten[4..5], 5),
        ("one row changed by hand", &one_changed[4..5], 5),
        ("one row taken out", &one_gone[4..5], 5),
    ] {
        let (_folder, mut hub, [one, other]) = two();
        hub.append_device_audit(&told(one, &rows[..4])).unwrap();
        let before = hub.audit_head().unwrap().0;
        let mut incoming = told(one, told_then);
        incoming.first = incoming.first.min(5);
        for _ in 0..3 {
            assert_eq!(hub.append_device_audit(&incoming), broken(at), "{what}");
        }
        assert_eq!(held(&hub, one), rows[..4], "{what}: nothing is lost");
        let noted: Vec<_> = hub.audit_incidents().unwrap();
        assert_eq!(noted.len(), 1, "{what}");
        assert_eq!((noted[0].device, noted[0].seq), (one, at));
        let own = hub.audit(before, 10).unwrap();
        assert_eq!(own.len(), 1, "{what}: noted once");
        assert_eq!(own[0].entry.act, "audit.broken_chain");
        assert_eq!(own[0].entry.detail, format!("{one} {at}"));

        // Neither the honest rows of this device nor another device are held up by it.
        assert_eq!(
            hub.append_device_audit(&told(one, &rows[4..])),
            up_to(&rows, 6)
        );
        let others = hub.append_device_audit(&told(other, &rows));
        assert_eq!(others, up_to(&rows, 6));
        assert!(hub.examine().unwrap().is_sound());
    }
}

#[test]
fn the_audits_held_here_show_where_they_were_tampered_with() {
    for (tampering, broken_at) in [
        (
            "UPDATE device_audit SET act = 'record.printed' WHERE seq = 3",
            3,
        ),
        ("UPDATE device_audit SET staff = NULL WHERE seq = 5", 5),
        ("DELETE FROM device_audit WHERE seq = 2", 2),
        ("DELETE FROM device_audit WHERE seq = 6", 6),
        ("DELETE FROM device_audit", 1),
        ("UPDATE device_audit_head SET seq = 4", 5),
        ("UPDATE device_audit_head SET hash = zeroblob(32)", 6),
        ("DELETE FROM device_audit_head", 1),
    ] {
        let (_folder, mut hub, [one, other]) = two();
        hub.append_device_audit(&told(other, &views(2))).unwrap();
        hub.append_device_audit(&told(one, &views(6))).unwrap();
        if !tampering.contains("head") {
            assert!(
                hub.connection.execute(tampering, []).is_err(),
                "{tampering}"
            );
        }
        hub.connection
            .execute_batch(
                "DROP TRIGGER device_audit_is_not_changed;
                 DROP TRIGGER device_audit_is_not_removed;",
            )
            .unwrap();
        let only_one = if tampering.contains(" WHERE ") {
            format!("{tampering} AND device = x'{}'", "01".repeat(16))
        } else {
            format!("{tampering} WHERE device = x'{}'", "01".repeat(16))
        };
        hub.connection.execute(&only_one, []).unwrap();
        let health = hub.examine().unwrap();
        assert_eq!(health.altered_audits, [(one, broken_at)], "{tampering}");
        assert!(!health.is_sound());
    }
}

#[test]
fn rows_are_found_by_who_by_whom_and_by_when() {
    let (_folder, mut hub, [one, other]) = two();
    hub.append_device_audit(&told(one, &views(6))).unwrap();
    hub.append_device_audit(&told(other, &views(3))).unwrap();
    let seqs = |query: AuditQuery, limit: u32| -> Vec<(DeviceId, u64)> {
        let rows = hub.device_audit(&query, limit).unwrap();
        rows.iter().map(|row| (row.device, row.row.seq)).collect()
    };
    let all = AuditQuery::default();
    assert_eq!(seqs(all, 100).len(), 9);
    assert_eq!(seqs(all, 2), [(one, 6), (one, 5)], "the newest first");
    let record = AuditQuery {
        record: Some(RecordId::new([3; 16])),
        ..all
    };
    assert_eq!(seqs(record, 100), [(one, 3), (other, 3)]);
    let staff = AuditQuery {
        staff: Some(StaffId::new([0; 16])),
        device: Some(one),
        since_ms: Some(1_003),
        ..all
    };
    assert_eq!(seqs(staff, 100), [(one, 6), (one, 4)]);
}
