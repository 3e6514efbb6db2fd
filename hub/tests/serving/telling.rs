//! Telling the hub what was done at a device, and who may.

use sync_protocol::frame::{AuditFrame, Level};
use sync_protocol::hashes::Hash;
use sync_protocol::ids::StaffId;
use sync_protocol::keys::SigningKey;
use sync_protocol::limits::MAX_AUDIT_REQUEST_BYTES;
use sync_protocol::message::audit::{AuditAnswer, AuditEntry, AuditRequest};
use sync_protocol::signed::seal;

use crate::line::Refused;
use crate::pc::Pc;
use crate::region::Region;

/// The hash of the only row, as the store of a device computes it.
fn hash(row: &AuditEntry) -> Hash {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store::hub::HubStore::create(&folder.path().join("a.db")).unwrap();
    store.note(row).unwrap();
    Hash::new(store.audit_head().unwrap().1)
}

fn row(act: &str) -> AuditEntry {
    AuditEntry {
        at_ms: 1_800_000_000_000,
        staff: Some(StaffId::new([5; 16])),
        act: act.to_owned(),
        record: None,
        detail: String::new(),
    }
}

fn words(pc: &Pc, first: u64, row: &AuditEntry, key: &SigningKey) -> Vec<u8> {
    let frame = AuditFrame {
        rows: vec![row.clone()],
    };
    let request = AuditRequest {
        proto: AuditRequest::PROTO,
        device: pc.device,
        first,
        rows: frame.encode(Level::DEVICE).unwrap().into(),
        last: hash(row),
    };
    seal(request, key).unwrap().bytes().to_vec()
}

async fn tell(pc: &Pc, first: u64, row: &AuditEntry) -> Result<AuditAnswer, Refused> {
    let answer = pc
        .line
        .post("audit", words(pc, first, row, &pc.key))
        .await?;
    Ok(AuditAnswer::decode(&answer).unwrap())
}

#[tokio::test]
async fn rows_are_taken_from_their_own_device_and_from_nobody_else() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let asha = Pc::of(&region, &home).await;
    let viewed = row("record.viewed");
    let forged = words(&asha, 1, &viewed, &SigningKey::from_bytes(&[9; 32]));
    assert_eq!(
        asha.line.post("audit", forged).await,
        Err((403, "request.bad_signature".to_owned()))
    );
    let malformed = asha.line.post("audit", vec![0; 4]).await;
    assert_eq!(malformed, Err((400, "request.malformed".to_owned())));
    let large = vec![0; MAX_AUDIT_REQUEST_BYTES + 1];
    assert_eq!(asha.line.post("audit", large).await.unwrap_err().0, 413);
    assert_eq!(region.report("device_audit_rows"), 0);

    let held = AuditAnswer {
        held: 1,
        hash: hash(&viewed),
    };
    for _ in 0..2 {
        assert_eq!(tell(&asha, 1, &viewed).await, Ok(held));
    }
    assert_eq!(tell(&asha, 3, &viewed).await, Ok(held), "a gap");
    assert_eq!(region.report("device_audit_rows"), 1);

    // Another row in its place, twice.
    for _ in 0..2 {
        assert_eq!(
            tell(&asha, 1, &row("record.printed")).await,
            Err((409, "audit.broken_chain".to_owned()))
        );
    }
    let noted = region.audited("audit.broken_chain");
    assert_eq!(noted, [format!("{} 1", asha.device)]);
    assert_eq!(region.report("audit_incidents"), 1);

    // Whoever took the computer away does not keep what was done at it from being told.
    region.admin(&["device", "revoke", "--device", &asha.device.to_string()]);
    assert_eq!(tell(&asha, 1, &viewed).await, Ok(held));
    let whole = region.admin(&["audit", "verify"]);
    assert_eq!(
        (&whole["whole"], &whole["devices"]),
        (&true.into(), &1.into())
    );
}
