//! What is taken, what is kept aside, what is refused, and that it is all or nothing.

use sync_protocol::bytes::Bytes;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::message::refusal::RefusalCode;

use super::super::*;
use super::fixture::*;

#[test]
fn a_batch_is_accepted_each_seeing_those_before_it() {
    let (_folder, place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    let other = hand.first(shared(2), 7);
    let batch = [one.clone(), two.clone(), other, one.clone()];
    assert_eq!(
        hub.accept_batch(&batch).unwrap(),
        [
            Outcome::Accepted { doc_seq: 1 },
            Outcome::Accepted { doc_seq: 2 },
            Outcome::Accepted { doc_seq: 1 },
            Outcome::Duplicate,
        ]
    );
    hub.close().unwrap();
    let mut hub = HubStore::open(&place).unwrap();
    let device = hub.device(hand.device).unwrap().unwrap();
    assert_eq!(device.head.unwrap().dev_seq, 3);
    assert_eq!(
        device.secured, 3,
        "the commit secures unless told otherwise"
    );
    let waiting = hub.waiting(0, 10).unwrap();
    assert_eq!(waiting.len(), 3);
    assert_eq!(waiting[0].bytes, one.envelope.bytes());
    assert_eq!(
        hub.waiting(waiting[0].accept_seq, 1).unwrap()[0],
        waiting[1]
    );
    // Everything once more changes nothing.
    let again = hub.accept_batch(&batch).unwrap();
    assert_eq!(again, [Outcome::Duplicate; 4]);
    assert_eq!(rows(&hub, "log"), 3);
}

#[test]
fn what_does_not_fit_is_refused_and_leaves_nothing() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let mut copy = Hand::stranger(1, author);
    let mut stranger = Hand::stranger(3, author);
    let mut unknown = Hand::enrolled(&mut hub, 4, site(1), CertificateHash::new([0; 32]));

    let early = copy.first(shared(1), 7);
    let late = copy.first(shared(2), 7);
    let one = hand.next(shared(1), hash_of(&genesis()), 7, 1);
    let from_stranger = stranger.first(shared(3), 7);
    let by_unknown = unknown.first(shared(4), 7);
    let outcomes = hub
        .accept_batch(&[late, one, early.clone(), from_stranger, by_unknown])
        .unwrap();
    assert_eq!(
        outcomes,
        [
            Outcome::Refused(RefusalCode::GAP),
            Outcome::Refused(RefusalCode::MISSING_DEPENDENCIES),
            Outcome::Accepted { doc_seq: 1 },
            Outcome::Refused(RefusalCode::UNKNOWN_DEVICE),
            Outcome::Refused(RefusalCode::UNKNOWN_CERTIFICATE),
        ]
    );
    // Another envelope under the same number: the device has been copied.
    let fork = hand.offers(Hand::stranger(1, author).seal(shared(9), &[genesis()]));
    assert_eq!(
        hub.accept_batch(&[fork]).unwrap(),
        [Outcome::Refused(RefusalCode::FORK)]
    );
    assert_eq!(rows(&hub, "log"), 1);
    assert_eq!(rows(&hub, "quarantine"), 0);
}

#[test]
fn what_cannot_be_mended_is_kept_aside_and_blocks_nobody() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let mut other = Hand::enrolled(&mut hub, 2, site(2), author);
    let one = hand.first(shared(1), 7);
    // The same actor and number with other content, as a copied computer writes it.
    let reuse_chunk = chunk(&[hash_of(&genesis())], 7, 1, 99);
    let reuse_hash = hash_of(&reuse_chunk);
    let reuse = other.seal(shared(1), &[reuse_chunk]);
    let reuse = other.offers(reuse);
    let on_top = other.next(shared(1), reuse_hash, 8, 1);
    let unreadable = other.seal(shared(1), &[Bytes::from(b"no chunk".as_slice())]);
    let unreadable = other.offers(unreadable);
    let good = other.next(shared(1), tip(&one), 9, 1);
    let outcomes = hub
        .accept_batch(&[one, reuse.clone(), on_top, unreadable, good])
        .unwrap();
    assert_eq!(
        outcomes,
        [
            Outcome::Accepted { doc_seq: 1 },
            Outcome::Quarantined(RefusalCode::ACTOR_REUSE),
            Outcome::Quarantined(RefusalCode::DEPENDS_ON_QUARANTINED),
            Outcome::Quarantined(RefusalCode::BAD_CHANGE),
            Outcome::Accepted { doc_seq: 2 },
        ]
    );
    let held = hub.quarantined().unwrap();
    assert_eq!(held.len(), 3);
    assert!(
        held.iter().any(
            |held| held.bytes == reuse.envelope.bytes() && held.reason == "refused.actor_reuse"
        )
    );
    assert_eq!(
        hub.accept_batch(std::slice::from_ref(&reuse)).unwrap(),
        [Outcome::Duplicate]
    );
    assert!(hub.examine().unwrap().is_sound());
}

#[test]
fn one_envelope_that_cannot_be_written_takes_no_other_with_it() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let mut other = Hand::enrolled(&mut hub, 2, site(1), author);
    hub.connection
        .execute_batch(
            "CREATE TRIGGER trip BEFORE INSERT ON change_ix
             WHEN NEW.record = x'02020202020202020202020202020202'
             BEGIN SELECT RAISE(ABORT, 'tripped'); END;",
        )
        .unwrap();
    let batch = [
        hand.first(shared(1), 7),
        other.first(shared(2), 7),
        hand.first(shared(3), 7),
    ];
    let outcomes = hub.accept_batch(&batch).unwrap();
    assert_eq!(outcomes[0], Outcome::Accepted { doc_seq: 1 });
    assert!(matches!(outcomes[1], Outcome::Failed(Trouble::Refused(_))));
    assert_eq!(outcomes[2], Outcome::Accepted { doc_seq: 1 });
    assert_eq!(rows(&hub, "log"), 2);
    assert_eq!(
        rows(&hub, "document"),
        2,
        "nothing is left of the one that failed"
    );
    assert_eq!(hub.device(other.device).unwrap().unwrap().head, None);
    hub.connection.execute_batch("DROP TRIGGER trip").unwrap();
    assert_eq!(
        hub.accept_batch(&batch[1..2]).unwrap(),
        [Outcome::Accepted { doc_seq: 1 }]
    );
}

#[test]
fn a_full_disk_refuses_the_whole_batch() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let pages: i64 = hub
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get("page_count"))
        .unwrap();
    hub.connection
        .pragma_update(None, "max_page_count", pages + 4)
        .unwrap();
    let batch: Vec<_> = (1..60).map(|n| hand.first(shared(n), 7)).collect();
    assert_eq!(hub.accept_batch(&batch).unwrap_err(), Trouble::DiskFull);
    assert_eq!(rows(&hub, "log"), 0);
    hub.connection
        .pragma_update(None, "max_page_count", pages + 10_000)
        .unwrap();
    assert_eq!(hub.accept_batch(&batch).unwrap().len(), 59);
    assert_eq!(rows(&hub, "log"), 59);
}

#[test]
fn what_a_revoked_device_brings_is_set_aside_but_not_what_others_give_back() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let other = Hand::enrolled(&mut hub, 2, site(1), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    hub.accept_batch(std::slice::from_ref(&one)).unwrap();
    hub.revoke_device(hand.device, 50, &audit("device.revoked"))
        .unwrap();
    assert!(hub.hub_share(hand.device).unwrap().is_none());
    assert!(hub.hub_share(other.device).unwrap().is_some());
    assert_eq!(
        hub.accept_batch(&[one, two.clone()]).unwrap(),
        [
            Outcome::Duplicate,
            Outcome::Quarantined(RefusalCode::REVOKED_DEVICE)
        ]
    );
    let given_back = Incoming {
        offered_by: other.device,
        ..two
    };
    assert_eq!(
        hub.accept_batch(&[given_back]).unwrap(),
        [Outcome::Accepted { doc_seq: 2 }]
    );
}

#[test]
fn where_a_backup_secures_an_acceptance_does_not() {
    let (folder, _place, mut hub, author) = hub();
    hub.set_secured_by(SecuredBy::Backup, &audit("hub.secured_by"))
        .unwrap();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    hub.accept_batch(&[one]).unwrap();
    let secured = |hub: &HubStore| hub.device(hand.device).unwrap().unwrap().secured;
    assert_eq!(secured(&hub), 0);
    hub.back_up(&folder.path().join("backup.db")).unwrap();
    assert_eq!(secured(&hub), 1);
    hub.accept_batch(&[two]).unwrap();
    assert_eq!(secured(&hub), 1);
    // Never beyond what was accepted, and never back.
    hub.mark_secured(&[(hand.device, 99)]).unwrap();
    assert_eq!(secured(&hub), 2);
    hub.mark_secured(&[(hand.device, 1)]).unwrap();
    assert_eq!(secured(&hub), 2);
}

#[test]
fn the_first_change_of_every_document_need_not_be_sent() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.next(shared(1), hash_of(&genesis()), 7, 1);
    assert_eq!(
        hub.accept_batch(std::slice::from_ref(&one)).unwrap(),
        [Outcome::Refused(RefusalCode::MISSING_DEPENDENCIES)]
    );
    hub.set_first_change(hash_of(&genesis()));
    assert_eq!(
        hub.accept_batch(&[one]).unwrap(),
        [Outcome::Accepted { doc_seq: 1 }]
    );
}

#[test]
fn what_is_kept_is_in_the_audit_and_what_is_not_is_not() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let unreadable = hand.seal(shared(1), &[Bytes::from(b"no change".as_slice())]);
    let unreadable = hand.offers(unreadable);
    let gap = Hand::enrolled(&mut hub, 2, site(1), author).offers(unreadable.envelope.clone());
    let before = hub.audit_head().unwrap().0;
    hub.accept_batch(&[one.clone(), unreadable.clone(), gap])
        .unwrap();
    let noted: Vec<(String, String)> = hub
        .audit(before, 10)
        .unwrap()
        .into_iter()
        .map(|row| (row.entry.act, row.entry.detail))
        .collect();
    let hash = |incoming: &Incoming| incoming.envelope.hash().to_string();
    assert_eq!(
        noted,
        [
            ("envelope.accepted".to_owned(), hash(&one)),
            (
                "envelope.quarantined".to_owned(),
                format!("{} refused.bad_change", hash(&unreadable))
            ),
        ]
    );
}
