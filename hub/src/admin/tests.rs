use super::*;
use store::audit::AuditChain;
use sync_protocol::certificate::SignedStaffCertificate;
use tempfile::TempDir;

const NOON_MS: i64 = 1_800_000_000_000;

fn region() -> (TempDir, DataFolder, PublicKey) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(folder.path().join("hub"));
    let made = set_up(&data, "Fenland", SecuredBy::Commit, NOON_MS).unwrap();
    (folder, data, made.authority)
}

fn with_site() -> (TempDir, Admin, SiteId, PublicKey) {
    let (folder, data, authority) = region();
    let mut admin = Admin::open(&data).unwrap();
    let organisation = admin
        .add_organisation("Fen Edge Hospice", Some("X99"), NOON_MS)
        .unwrap();
    let site = admin
        .add_site(organisation, "Community team", None, NOON_MS)
        .unwrap();
    (folder, admin, site, authority)
}

fn new_staff<'a>(site: SiteId, roles: &'a [String]) -> NewStaff<'a> {
    NewStaff {
        site,
        name: "Asha Patel",
        roles,
        registration: Some("99Z9999Z"),
        valid_days: 365,
    }
}

#[test]
fn a_region_is_set_up_once() {
    let (_folder, data, _) = region();
    let again = set_up(&data, "Fenland", SecuredBy::Commit, NOON_MS);
    assert_eq!(again.unwrap_err().code(), "region.already_set_up");
    assert!(data.is_closed_to_others().unwrap());
}

#[test]
fn staff_get_a_certificate_that_the_authority_signed() {
    let (_folder, mut admin, site, authority) = with_site();
    let roles = ["hospice_nurse".to_owned(), "district_nurse".to_owned()];
    let added = admin.add_staff(&new_staff(site, &roles), NOON_MS).unwrap();
    let kept = admin.store.staff(added.staff).unwrap().unwrap();
    let certificate = SignedStaffCertificate::decode(&kept.certificate.bytes)
        .unwrap()
        .verify(&authority)
        .unwrap();
    let stated = certificate.statement();
    assert_eq!(stated.site.name, "Community team");
    assert_eq!(stated.organisation.ods.as_deref(), Some("X99"));
    let roles: Vec<u8> = stated.roles.iter().map(|role| role.get()).collect();
    assert_eq!(roles, [4, 5], "rising, whatever order they were given in");
    let shelf = admin
        .store
        .shelf_head(sync_protocol::ids::ShelfId::of_site(site));
    assert_eq!(
        shelf.unwrap().unwrap().seq,
        1,
        "the site's devices are told"
    );
}

#[test]
fn what_does_not_exist_is_refused_by_name() {
    let (_folder, mut admin, site, _) = with_site();
    let nowhere = SiteId::new([9; 16]);
    let roles = ["district_nurse".to_owned()];
    let refused = |result: Result<(), AdminError>| result.unwrap_err().code();
    assert_eq!(
        refused(
            admin
                .add_staff(&new_staff(nowhere, &roles), NOON_MS)
                .map(drop)
        ),
        "site.unknown"
    );
    assert_eq!(
        refused(
            admin
                .add_staff(&new_staff(site, &["matron".to_owned()]), NOON_MS)
                .map(drop)
        ),
        "role.unknown"
    );
    let nobody = sync_protocol::ids::StaffId::new([9; 16]);
    assert_eq!(refused(admin.end_staff(nobody, NOON_MS)), "staff.unknown");
    let nothing = sync_protocol::ids::DeviceId::new([9; 16]);
    assert_eq!(
        refused(admin.revoke_device(nothing, NOON_MS)),
        "device.unknown"
    );
    let record = RecordId::new([9; 16]);
    assert_eq!(
        refused(
            admin
                .share(record, site, Audience::Shared, NOON_MS)
                .map(drop)
        ),
        "record.unknown"
    );
    assert_eq!(
        refused(admin.add_organisation("a\nb", None, NOON_MS).map(drop)),
        "text.bad"
    );
    let unknown = OrganisationId::new([9; 16]);
    assert_eq!(
        refused(admin.add_site(unknown, "Ward", None, NOON_MS).map(drop)),
        "organisation.unknown"
    );
}

#[test]
fn who_has_left_gets_no_code() {
    let (_folder, mut admin, site, _) = with_site();
    let roles = ["district_nurse".to_owned()];
    let added = admin.add_staff(&new_staff(site, &roles), NOON_MS).unwrap();
    admin.end_staff(added.staff, NOON_MS).unwrap();
    assert_eq!(
        admin.invite_staff(added.staff, NOON_MS).unwrap_err().code(),
        "staff.ended"
    );
}

#[test]
fn a_restored_hub_has_a_higher_epoch_and_the_same_face() {
    let (folder, mut admin, _, _) = with_site();
    let copy = folder.path().join("backup");
    admin.back_up(&copy, NOON_MS).unwrap();
    assert_eq!(
        admin.back_up(&copy, NOON_MS).unwrap_err().code(),
        "folder.in_the_way"
    );

    let other = DataFolder::at(folder.path().join("restored"));
    let epoch = restore(&other, &copy, NOON_MS).unwrap();
    assert!(epoch > admin.region.epoch);
    assert_eq!(
        tls::fingerprint(&other).unwrap(),
        tls::fingerprint(&admin.data).unwrap()
    );
    let restored = Admin::open(&other).unwrap();
    assert_eq!(restored.report().unwrap().sites, 1);
    assert!(restored.examine().unwrap().is_sound());
    assert_eq!(
        restore(&other, &copy, NOON_MS).unwrap_err().code(),
        "folder.in_the_way"
    );
}

#[test]
fn every_act_is_in_the_audit() {
    let (_folder, mut admin, site, _) = with_site();
    let roles = ["district_nurse".to_owned()];
    admin.add_staff(&new_staff(site, &roles), NOON_MS).unwrap();
    admin
        .invite_device(site, Some("Office PC"), NOON_MS)
        .unwrap();
    let (rows, chain) = admin.audit(0).unwrap();
    let acts: Vec<&str> = rows.iter().map(|row| row.entry.act.as_str()).collect();
    assert_eq!(
        acts,
        [
            "region.set_up",
            "organisation.added",
            "site.added",
            "staff.added",
            "staff.invited",
            "device.invited"
        ]
    );
    assert_eq!(chain, AuditChain::Whole { rows: 6 });
    assert_eq!(admin.audit(5).unwrap().0.len(), 1);
}
