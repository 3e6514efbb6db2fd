//! The smaller things a store keeps.

use std::fs;

use sync_protocol::certificate::{Party, StaffCertificate};
use sync_protocol::enrolment::TlsFingerprint;
use sync_protocol::feed::CertificateKind;
use sync_protocol::ids::{DeviceId, OrganisationId, SiteId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::roles::RoleCode;
use sync_protocol::signed;

use super::super::*;
use super::fixture::*;
use crate::audit::AuditChain;
use crate::certificate::{KeptCertificate, Subject};

#[test]
fn a_computer_knows_who_it_is() {
    let (_folder, _place, mut store) = store();
    assert!(store.identity().unwrap().is_none());
    let mut identity = Identity {
        device: DeviceId::new([1; 16]),
        signing_key: Box::new(SigningKey::from_bytes(&[2; 32])),
        incarnation: [3; 16],
        hub: None,
    };
    store.set_identity(&identity).unwrap();
    assert_eq!(store.identity().unwrap().unwrap().hub, None);
    identity.hub = Some(HubLink {
        region_name: "Fenland".to_owned(),
        url: "https://hub.example".to_owned(),
        tls_fingerprint: TlsFingerprint::new([4; 32]),
        authority_key: PublicKey::new([5; 32]),
        device_certificate: vec![6; 9],
        shelf: shelf(7),
        epoch: 8,
    });
    store.set_identity(&identity).unwrap();
    store.set_epoch(9).unwrap();
    let read = store.identity().unwrap().unwrap();
    assert_eq!(read.signing_key.to_bytes(), [2; 32]);
    assert_eq!(read.incarnation, [3; 16]);
    assert_eq!(read.hub.as_ref().unwrap().epoch, 9);
    assert_eq!(read.hub.unwrap().shelf, shelf(7));
    assert!(!format!("{identity:?}").contains("signing_key"));
}

#[test]
fn certificates_are_found_by_hash_and_by_whom_they_speak_of() {
    let (_folder, _place, mut store) = store();
    let party = Party {
        id: SiteId::new([1; 16]),
        name: "Rowan House".to_owned(),
        ods: None,
    };
    let certificate = signed::seal(
        StaffCertificate {
            version: StaffCertificate::VERSION,
            staff: staff(),
            name: "Asha Example".to_owned(),
            roles: vec![RoleCode::new(2)],
            registration: None,
            organisation: Party {
                id: OrganisationId::new([2; 16]),
                name: "Fenland Care".to_owned(),
                ods: None,
            },
            site: party,
            valid_from_ms: 0,
            valid_until_ms: 1,
        },
        &SigningKey::from_bytes(&[9; 32]),
    )
    .unwrap();
    let kept = KeptCertificate::from(&certificate);
    store
        .keep_certificates(&[kept.clone(), kept.clone()], 1)
        .unwrap();
    assert_eq!(
        store.certificate(certificate.hash()).unwrap().as_ref(),
        Some(&kept)
    );
    assert_eq!(
        store.certificates(CertificateKind::Staff).unwrap(),
        std::slice::from_ref(&kept)
    );
    assert_eq!(store.certificates(CertificateKind::Device).unwrap(), []);
    assert_eq!(
        store.certificates_of(Subject::Staff(staff())).unwrap(),
        [kept]
    );
}

#[test]
fn the_audit_shows_where_it_was_tampered_with() {
    for (tampering, broken_at) in [
        ("UPDATE audit SET act = 'record.printed' WHERE seq = 3", 3),
        ("UPDATE audit SET staff = NULL WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 1", 1),
    ] {
        let (_folder, _place, mut store) = store();
        for _ in 0..5 {
            store
                .note(&audit("record.viewed", Some(record(1))))
                .unwrap();
        }
        assert_eq!(store.verify_audit().unwrap(), AuditChain::Whole { rows: 5 });
        assert!(store.connection.execute(tampering, []).is_err());
        store
            .connection
            .execute_batch("DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_removed;")
            .unwrap();
        store.connection.execute(tampering, []).unwrap();
        assert_eq!(
            store.verify_audit().unwrap(),
            AuditChain::BrokenAt { seq: broken_at },
            "{tampering}"
        );
    }
}

#[test]
fn the_audit_is_read_in_pages_and_by_record() {
    let (_folder, _place, mut store) = store();
    for n in 1..=4 {
        store
            .note(&audit("record.viewed", Some(record(n % 2))))
            .unwrap();
    }
    let seqs =
        |rows: Vec<crate::audit::AuditRow>| rows.iter().map(|row| row.seq).collect::<Vec<_>>();
    assert_eq!(seqs(store.audit(1, 2).unwrap()), [2, 3]);
    assert_eq!(seqs(store.audit_of(record(0), 9).unwrap()), [4, 2]);
    assert_eq!(store.audit_head().unwrap().0, 4);
}

#[test]
fn leftovers_of_an_import_are_kept() {
    let (_folder, _place, mut store) = store();
    let leftover = Leftover {
        record: None,
        source: "list.csv".to_owned(),
        reason: "import.no_name".to_owned(),
        body: b";;12 Mill Lane".to_vec(),
        kept_at_ms: 4,
    };
    store
        .keep_aside(std::slice::from_ref(&leftover), &audit("import.done", None))
        .unwrap();
    assert_eq!(store.kept_aside(None).unwrap()[0].leftover, leftover);
    assert_eq!(store.kept_aside(Some(record(1))).unwrap(), []);
}

#[test]
fn people_are_listed_by_name_and_found_by_words() {
    let (_folder, _place, mut store) = store();
    assert_eq!(store.conflicts_count().unwrap(), 0);
    let mut hand = Hand::new(1);
    for (n, family) in [(1, "Young"), (2, "appleyard"), (3, "O'Neill")] {
        let mut save = hand.save(&store, shared(n), &[n]);
        save.card.family = family.to_owned();
        save.card.nhs_number = format!("999000000{n}");
        save.card.conflicts_count = n.into();
        store.append_save(&save).unwrap();
    }
    let names = |query: &str, limit| {
        store
            .people(query, limit)
            .unwrap()
            .into_iter()
            .map(|person| person.card.family)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("", 10), ["appleyard", "O'Neill", "Young"]);
    assert_eq!(names("", 1), ["appleyard"]);
    assert_eq!(store.conflicts_count().unwrap(), 6);
    assert_eq!(names("oneill", 10), ["O'Neill"]);
    assert_eq!(names("999 000 0001", 10), ["Young"]);
    assert_eq!(names("'; DROP TABLE card; --", 10), Vec::<String>::new());
    assert_eq!(
        store.records_with_nhs_number("9990000002").unwrap(),
        [record(2)]
    );
}

#[test]
fn a_backup_opens_with_the_same_key_and_holds_everything() {
    let (folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    let save = hand.save(&store, shared(1), b"one");
    store.append_save(&save).unwrap();
    let to = folder.path().join("copy.db");
    store.back_up(&to).unwrap();
    assert_eq!(store.back_up(&to).unwrap_err(), OpenError::AlreadyThere);
    let copy = Workstation::open(&to, &key()).unwrap();
    assert_eq!(everything(&copy), everything(&store));
    assert!(copy.examine().unwrap().is_sound());
    assert_eq!(
        Workstation::open(&to, &StoreKey::new([1; 32])).unwrap_err(),
        OpenError::WrongKey
    );
}

#[test]
fn the_health_check_finds_a_damaged_page_and_an_altered_envelope() {
    let (_folder, place, mut store) = store();
    let mut hand = Hand::new(1);
    for n in 0..20_u8 {
        let save = hand.save(&store, shared(1), &[n; 3000]);
        store.append_save(&save).unwrap();
    }
    assert!(store.examine().unwrap().is_sound());
    store
        .connection
        .execute("UPDATE envelope SET bytes = x'00' WHERE dev_seq = 3", [])
        .unwrap();
    let health = store.examine().unwrap();
    assert_eq!(health.altered_envelopes.len(), 1);
    assert!(!health.is_sound());
    store.close().unwrap();

    let mut bytes = fs::read(&place).unwrap();
    let last = bytes.len() - 2000;
    bytes[last] ^= 1;
    fs::write(&place, bytes).unwrap();
    let store = Workstation::open(&place, &key()).unwrap();
    match store.examine() {
        Ok(health) => assert!(health.bad_pages_count > 0 && !health.is_sound()),
        Err(trouble) => assert_eq!(trouble, Trouble::Damaged),
    }
}
