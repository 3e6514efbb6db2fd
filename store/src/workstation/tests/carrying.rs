//! The audit of this computer on its way to a region: both stores as they are, and between them what is told.

use sync_protocol::hashes::Hash;
use sync_protocol::ids::DeviceId;
use sync_protocol::message::audit::AuditAnswer;

use super::super::*;
use super::fixture::{audit, record, store};
use crate::audit::AuditChain;
use crate::hub::tests::one_device;
use crate::hub::{AuditRefusal, HubStore, IncomingAudit};

const PAGE: u32 = 4;

fn view(store: &mut Workstation, times: usize) {
    for _ in 0..times {
        store
            .note(&audit("record.viewed", Some(record(1))))
            .unwrap();
    }
}

/// Tells the region what it does not have, as the program does; says how far it came.
fn tell(
    store: &mut Workstation,
    hub: &mut HubStore,
    device: DeviceId,
) -> Result<u64, AuditRefusal> {
    let mut held = None;
    while let Some(page) = store.audit_to_carry(PAGE).unwrap() {
        let answer = hub.append_device_audit(&IncomingAudit {
            device,
            first: page.first,
            rows: page.rows,
            last: page.last,
            received_at_ms: 7,
        })?;
        store.mark_audit_carried(answer).unwrap();
        if held.replace(answer.held) == Some(answer.held) {
            break;
        }
    }
    Ok(held.unwrap_or_default())
}

fn waiting(store: &Workstation) -> u64 {
    store.audit_waiting("break_glass").unwrap().rows
}

fn tamper(store: &Workstation, statements: &str) {
    let triggers = "DROP TRIGGER IF EXISTS audit_is_not_changed;
                    DROP TRIGGER IF EXISTS audit_is_not_removed;";
    store.connection.execute_batch(triggers).unwrap();
    store.connection.execute_batch(statements).unwrap();
}

#[test]
fn everything_is_told_once_page_by_page() {
    let (_folder, _place, mut store) = store();
    let (_hub_folder, mut hub, device) = one_device();
    assert_eq!(tell(&mut store, &mut hub, device), Ok(0));
    view(&mut store, 10);
    assert_eq!(waiting(&store), 10);
    let page = store.audit_to_carry(PAGE).unwrap().unwrap();
    assert_eq!((page.first, page.rows.len()), (1, 4));
    assert_eq!(tell(&mut store, &mut hub, device), Ok(10));
    assert_eq!(waiting(&store), 0);
    assert_eq!(store.audit_to_carry(PAGE).unwrap(), None);

    // The answer was cut off: this computer does not know that they arrived.
    view(&mut store, 3);
    let before = AuditAnswer {
        held: 10,
        hash: Hash::new(store.audit(9, 1).unwrap()[0].hash),
    };
    assert_eq!(tell(&mut store, &mut hub, device), Ok(13));
    store.mark_audit_carried(before).unwrap();
    assert_eq!(waiting(&store), 3);
    assert_eq!(tell(&mut store, &mut hub, device), Ok(13));
    assert_eq!(hub.device_audit_count().unwrap(), 13);
}

#[test]
fn a_region_that_was_set_back_is_told_again() {
    let (_folder, _place, mut store) = store();
    let (_hub_folder, mut hub, device) = one_device();
    view(&mut store, 6);
    tell(&mut store, &mut hub, device).unwrap();
    let (_older_folder, mut older, device) = one_device();
    view(&mut store, 1);
    assert_eq!(tell(&mut store, &mut older, device), Ok(7));
    assert_eq!(older.device_audit_count().unwrap(), 7);
    assert_eq!(older.audit_incidents().unwrap(), []);
}

#[test]
fn what_waits_is_known_by_its_number_its_age_and_its_acts() {
    let (_folder, _place, mut store) = store();
    assert_eq!(
        store.audit_waiting("break_glass").unwrap(),
        AuditWaiting::default()
    );
    view(&mut store, 2);
    let mut earlier = audit("staff.wrong_pin", None);
    earlier.at_ms = 5;
    store.note(&earlier).unwrap();
    let seen = store.audit_waiting("break_glass").unwrap();
    assert_eq!(
        (seen.rows, seen.oldest_at_ms, seen.urgent),
        (3, Some(5), false)
    );
    store
        .note(&audit("break_glass.opened", Some(record(1))))
        .unwrap();
    assert!(store.audit_waiting("break_glass").unwrap().urgent);
    store.mark_audit_refused(8).unwrap();
    store.mark_audit_refused(9).unwrap();
    let refused_at_ms = store.audit_waiting("").unwrap().refused_at_ms;
    assert_eq!(refused_at_ms, Some(8), "since when");
}

#[test]
fn a_row_too_long_to_travel_is_cut_and_holds_up_no_other() {
    let (_folder, _place, mut store) = store();
    let (_hub_folder, mut hub, device) = one_device();
    let mut long = audit("record.viewed", None);
    long.detail = "é".repeat(2_000);
    store.note(&long).unwrap();
    view(&mut store, 1);
    let page = store.audit_to_carry(PAGE).unwrap().unwrap();
    assert!(
        page.rows
            .iter()
            .all(sync_protocol::frame::AuditFrame::takes)
    );
    assert_eq!(tell(&mut store, &mut hub, device), Ok(2));
    assert_eq!(store.verify_audit().unwrap(), AuditChain::Whole { rows: 2 });
}

#[test]
fn what_was_done_by_hand_is_found_here_and_refused_there_by_its_row() {
    let cut = "DELETE FROM audit WHERE seq > 6";
    for (what, tampering, broken_here, broken_there) in [
        (
            "a new row changed",
            "UPDATE audit SET staff = NULL WHERE seq = 12",
            Some(12),
            12,
        ),
        (
            "a new row taken out",
            "DELETE FROM audit WHERE seq = 12",
            Some(12),
            12,
        ),
        (
            "a told row's hash changed",
            "UPDATE audit SET hash = zeroblob(32) WHERE seq = 10",
            Some(10),
            10,
        ),
        ("told rows cut off", cut, None, 7),
    ] {
        let (_folder, _place, mut store) = store();
        let (_hub_folder, mut hub, device) = one_device();
        view(&mut store, 10);
        tell(&mut store, &mut hub, device).unwrap();
        if what.contains("new") {
            view(&mut store, 4);
            tamper(&store, tampering);
        } else {
            tamper(&store, tampering);
            // With whoever opens it again there are new rows.
            store.note(&audit("staff.signed_in", None)).unwrap();
        }
        if let Some(seq) = broken_here {
            assert_eq!(
                store.verify_audit().unwrap(),
                AuditChain::BrokenAt { seq },
                "{what}"
            );
        }
        let refused = tell(&mut store, &mut hub, device);
        assert_eq!(
            refused,
            Err(AuditRefusal::BrokenChain { seq: broken_there }),
            "{what}"
        );
        assert_eq!(refused.unwrap_err().code(), "audit.broken_chain");
        let incidents = hub.audit_incidents().unwrap();
        assert_eq!(incidents.len(), 1, "{what}");
        assert_eq!(
            (incidents[0].device, incidents[0].seq),
            (device, broken_there)
        );
        let whole = AuditChain::Whole {
            rows: hub.device_audit_count().unwrap(),
        };
        assert_eq!(hub.verify_device_audits().unwrap(), [(device, whole)]);
    }
}

#[test]
fn told_rows_that_are_not_kept_here_any_more_are_seen() {
    let (_folder, _place, mut store) = store();
    let (_hub_folder, mut hub, device) = one_device();
    view(&mut store, 10);
    tell(&mut store, &mut hub, device).unwrap();
    assert!(!store.audit_waiting("").unwrap().differs);
    tamper(&store, "DELETE FROM audit WHERE seq > 6");
    assert!(store.audit_waiting("").unwrap().differs);
    // What is left of them is what the region holds, so nothing can be said of it yet.
    assert_eq!(tell(&mut store, &mut hub, device), Ok(10));
    assert_eq!(hub.audit_incidents().unwrap(), []);
}
