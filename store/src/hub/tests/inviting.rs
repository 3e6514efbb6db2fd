//! One-time codes: once, in time, and not too often.

use sync_protocol::ids::StaffId;

use super::super::*;
use super::fixture::*;

#[test]
fn a_code_lets_in_once() {
    let (_folder, _place, mut hub, author) = hub();
    let hand = Hand::enrolled(&mut hub, 1, site(1), author);
    assert_eq!(hub.device(hand.device).unwrap().unwrap().site, site(1));
    assert_eq!(
        hub.try_invite(selector(1), 10).unwrap_err(),
        InviteError::Used
    );
    assert_eq!(
        hub.use_invite(selector(1), 10, &audit("x")).unwrap_err(),
        InviteError::Used
    );
    assert_eq!(
        hub.try_invite(selector(7), 10).unwrap_err(),
        InviteError::Unknown
    );
}

#[test]
fn tries_are_counted_before_they_are_judged() {
    let (_folder, place, mut hub, _author) = hub();
    let invited = Invited::Staff(StaffId::new([5; 16]));
    hub.add_invite(&invite(3, invited), 0, &audit("staff.invited"))
        .unwrap();
    for _ in 0..MAX_TRIES {
        let invite = hub.try_invite(selector(3), 10).unwrap();
        assert_eq!(invite.invited, invited);
        assert_eq!(invite.stretched.dangerously_reveal(), &[2; 32]);
        // The connection is cut; the count stays.
        hub.close().unwrap();
        hub = HubStore::open(&place).unwrap();
    }
    assert_eq!(
        hub.try_invite(selector(3), 10).unwrap_err(),
        InviteError::TooManyTries
    );
}

#[test]
fn a_code_ends_and_makes_room_for_another() {
    let (_folder, _place, mut hub, _author) = hub();
    let first = invite(3, Invited::Device(site(1)));
    hub.add_invite(&first, 0, &audit("device.invited")).unwrap();
    assert_eq!(
        hub.add_invite(&first, 10, &audit("device.invited"))
            .unwrap_err(),
        InviteError::Taken
    );
    assert_eq!(
        hub.try_invite(selector(3), 1_000).unwrap_err(),
        InviteError::Expired
    );
    assert_eq!(
        hub.use_invite(selector(3), 1_000, &audit("x")).unwrap_err(),
        InviteError::Expired
    );
    let second = Invite {
        expires_at_ms: 2_000,
        ..first
    };
    hub.add_invite(&second, 1_000, &audit("device.invited"))
        .unwrap();
    hub.try_invite(selector(3), 1_001).unwrap();
    hub.use_invite(selector(3), 1_001, &audit("device.enrolled"))
        .unwrap();
}

#[test]
fn staff_come_and_go() {
    let (_folder, _place, mut hub, author) = hub();
    let staff = hub.staff(StaffId::new([5; 16])).unwrap().unwrap();
    assert_eq!(staff.certificate.hash, author);
    assert_eq!(hub.staff_of(site(1)).unwrap(), std::slice::from_ref(&staff));
    assert_eq!(hub.staff_of(site(2)).unwrap(), []);
    hub.end_staff(staff.id, 60, &audit("staff.ended")).unwrap();
    let staff = hub.staff(staff.id).unwrap().unwrap();
    assert_eq!(staff.ended_at_ms, Some(60));
    assert_eq!(
        hub.certificate(author).unwrap(),
        Some(staff.certificate),
        "what they signed must stay readable"
    );
}

#[test]
fn a_region_is_set_up_once() {
    let (_folder, _place, mut hub, _author) = hub();
    let region = hub.region().unwrap().unwrap();
    assert_eq!(region.authority_key.to_bytes(), [0xaa; 32]);
    assert!(!format!("{region:?}").contains("authority_key"));
    assert!(matches!(
        hub.set_up_region(&region, &audit("hub.set_up"))
            .unwrap_err(),
        Trouble::Refused(_)
    ));
    let (site, organisation) = hub.site(site(1)).unwrap().unwrap();
    assert_eq!(site.name, "House 1");
    assert_eq!(organisation.name, "Fenland Care");
    assert_eq!(hub.sites().unwrap().len(), 2);
    assert_eq!(hub.organisations().unwrap(), [organisation]);
    assert_eq!(
        hub.verify_audit().unwrap(),
        crate::audit::AuditChain::Whole { rows: 5 }
    );
}
