//! Somebody is let in at a device without the region, and what the region makes of it.

use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{Party, SignedStaffCertificate, StaffCertificate};
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::{OrganisationId, SiteId, StaffId};
use sync_protocol::keys::SigningKey;
use sync_protocol::limits::MAX_ADMISSION_BYTES;
use sync_protocol::message::admission::{Admission, LONGEST_ADMISSION_MS};
use sync_protocol::roles::RoleCode;
use sync_protocol::signed::seal;

use crate::line::Refused;
use crate::pc::Pc;
use crate::region::Region;

const CARE_ASSISTANT: RoleCode = RoleCode::new(1);
const GP: RoleCode = RoleCode::new(7);

/// Somebody whom a device lets in, in whatever it makes up.
fn somebody(staff: [u8; 16], from_ms: i64) -> StaffCertificate {
    fn party<I>(id: I) -> Party<I> {
        Party {
            id,
            name: "Somewhere Else".into(),
            ods: None,
        }
    }
    StaffCertificate {
        version: StaffCertificate::VERSION,
        staff: StaffId::new(staff),
        name: "Temi Bello".into(),
        roles: vec![GP],
        registration: Some("7654321".into()),
        organisation: party(OrganisationId::new([3; 16])),
        site: party(SiteId::new([4; 16])),
        valid_from_ms: from_ms,
        valid_until_ms: from_ms + 10 * LONGEST_ADMISSION_MS,
    }
}

fn words(pc: &Pc, manager: CertificateHash, said: StaffCertificate, key: &SigningKey) -> Vec<u8> {
    let admission = Admission {
        proto: Admission::PROTO,
        device: pc.device,
        manager,
        certificate: Bytes::from(seal(said, key).unwrap().bytes().to_vec()),
    };
    seal(admission, key).unwrap().bytes().to_vec()
}

async fn let_in(pc: &Pc, said: StaffCertificate) -> Result<StaffCertificate, Refused> {
    let words = words(pc, pc.author, said, &pc.key);
    let answer = pc.line.post("admission", words).await?;
    Ok(SignedStaffCertificate::decode(&answer)
        .unwrap()
        .claimed()
        .clone())
}

#[tokio::test]
async fn a_manager_lets_in_for_a_shift_whatever_the_device_asks_for() {
    let region = Region::serving();
    let home = region.team("Riverside House", "home_manager");
    let sue = Pc::of(&region, &home).await;
    let from_ms = sue.valid_from_ms() + 1000;
    let given = let_in(&sue, somebody([5; 16], from_ms)).await.unwrap();
    assert_eq!(given.staff, StaffId::new([5; 16]));
    assert_eq!(given.roles, [CARE_ASSISTANT]);
    assert_eq!(given.registration, None);
    assert_eq!(given.site.name, "Riverside House");
    assert_eq!(given.valid_until_ms, from_ms + LONGEST_ADMISSION_MS);
    // Told again, it is the same.
    let again = let_in(&sue, somebody([5; 16], from_ms)).await;
    assert_eq!(again.unwrap(), given);
    assert_eq!(
        region.audited("staff.admitted"),
        [format!("{} {}", given.staff, sue.device)]
    );
    // Nobody becomes somebody else by it.
    let other = StaffCertificate {
        name: "Somebody Else".into(),
        ..somebody([5; 16], from_ms)
    };
    assert_eq!(
        let_in(&sue, other).await,
        Err((409, "admission.staff_known".to_owned()))
    );
    let manager = StaffCertificate {
        staff: home.staff.parse().unwrap(),
        ..somebody([6; 16], from_ms)
    };
    assert_eq!(
        let_in(&sue, manager).await,
        Err((409, "admission.staff_known".to_owned()))
    );
}

#[tokio::test]
async fn nobody_but_a_manager_gives_a_role() {
    let region = Region::serving();
    let home = region.team("Riverside House", "care_assistant");
    let asha = Pc::of(&region, &home).await;
    let given = let_in(&asha, somebody([5; 16], asha.valid_from_ms())).await;
    assert_eq!(given.unwrap().roles, [RoleCode::new(0)]);
    // A manager of another organisation is none here.
    let elsewhere = region.team("Fen Edge", "home_manager");
    let sue = Pc::of(&region, &elsewhere).await;
    let said = somebody([6; 16], sue.valid_from_ms());
    let words = words(&asha, sue.author, said, &asha.key);
    let given = asha.line.post("admission", words).await.unwrap();
    let given = SignedStaffCertificate::decode(&given).unwrap();
    assert_eq!(given.claimed().roles, [RoleCode::new(0)]);
    // Nor one who has left.
    region.admin(&["staff", "end", "--staff", &elsewhere.staff]);
    let given = let_in(
        &sue,
        somebody([7; 16], sue.valid_from_ms() + LONGEST_ADMISSION_MS),
    )
    .await;
    assert_eq!(given.unwrap().roles, [RoleCode::new(0)]);
    assert_eq!(region.audited("staff.admission_doubted").len(), 3);
    assert_eq!(region.audited("staff.admitted").len(), 0);
}

#[tokio::test]
async fn an_admission_is_believed_under_its_devices_key_only() {
    let region = Region::serving();
    let home = region.team("Riverside House", "home_manager");
    let sue = Pc::of(&region, &home).await;
    let said = somebody([5; 16], sue.valid_from_ms());
    let forged = words(&sue, sue.author, said, &SigningKey::from_bytes(&[9; 32]));
    let post = |body: Vec<u8>| sue.line.post("admission", body);
    assert_eq!(
        post(forged).await,
        Err((403, "request.bad_signature".to_owned()))
    );
    assert_eq!(
        post(vec![0; 4]).await,
        Err((400, "request.malformed".to_owned()))
    );
    let large = vec![0; MAX_ADMISSION_BYTES + 1];
    assert_eq!(post(large).await.unwrap_err().0, 413);
    assert_eq!(region.audited("staff.admitted").len(), 0);
}
