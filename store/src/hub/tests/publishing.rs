//! Feeds without gaps, certificates before what needs them, digests that match.

use sync_protocol::cursor::Cursor;
use sync_protocol::digest::{Heads, HeadsDigest};
use sync_protocol::feed::{AttachReason, CertificateKind, DetachReason, FeedEntry, NoticeCode};
use sync_protocol::hashes::ChangeHash;
use sync_protocol::ids::DocumentId;
use sync_protocol::message::refusal::RefusalCode;

use super::super::*;
use super::fixture::*;

/// Reads a shelf from its start, checking numbers and chain, and says in short what came.
pub(super) fn read(hub: &HubStore, n: u8) -> Vec<String> {
    let mut cursor = Cursor::start(shelf(n), 1);
    let mut told = Vec::new();
    loop {
        // Two at a time, so that pages have to join.
        let page = hub.feed_page(shelf(n), cursor.seq, 2, usize::MAX).unwrap();
        if page.is_empty() {
            break;
        }
        for row in page {
            cursor = cursor.after(&row.entry).unwrap();
            assert_eq!((row.seq, row.chain), (cursor.seq, cursor.chain));
            assert_eq!(hub.chain_at(shelf(n), row.seq).unwrap(), Some(row.chain));
            told.push(match FeedEntry::decode(&row.entry).unwrap() {
                FeedEntry::Change {
                    document, doc_seq, ..
                } => format!("change {}/{doc_seq}", document.record.as_bytes()[0]),
                FeedEntry::Attach { document, reason } => {
                    format!("attach {} {}", document.record.as_bytes()[0], reason.get())
                }
                FeedEntry::Detach { document, reason } => {
                    format!("detach {} {}", document.record.as_bytes()[0], reason.get())
                }
                FeedEntry::Certificate { kind, .. } => match kind {
                    CertificateKind::Staff => "staff".to_owned(),
                    CertificateKind::Device => "device".to_owned(),
                },
                FeedEntry::Notice { code, .. } => format!("notice {}", code.get()),
                FeedEntry::Unknown { .. } => panic!("an unknown entry"),
            });
        }
    }
    let head = hub.shelf_head(shelf(n)).unwrap().unwrap();
    assert_eq!((head.seq, head.chain), (cursor.seq, cursor.chain));
    assert_eq!(hub.chain_at(shelf(n), cursor.seq + 1).unwrap(), None);
    told
}

pub(super) fn digest_is(hub: &HubStore, n: u8, documents: &[(DocumentId, &[ChangeHash])]) {
    let expected = documents
        .iter()
        .fold(HeadsDigest::EMPTY, |digest, (document, heads)| {
            digest.add(document, &Heads::from_iter(heads.iter().copied()))
        });
    let head = hub.shelf_head(shelf(n)).unwrap().unwrap();
    assert_eq!(head.digest, expected);
}

#[test]
fn a_published_save_reaches_the_shelf_of_its_site_certificates_first() {
    let (_folder, _place, mut hub, author) = hub();
    assert_eq!(
        read(&hub, 1),
        ["staff"],
        "a site knows its own staff at once"
    );
    let mut hand = Hand::enrolled(&mut hub, 1, site(2), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    hub.accept_batch(&[one.clone(), two.clone()]).unwrap();
    assert_eq!(
        read(&hub, 2),
        Vec::<String>::new(),
        "accepted is not published"
    );

    let ends = hub.publish(&[(shared(1), 1)], &[]).unwrap();
    assert_eq!(
        read(&hub, 2),
        ["attach 1 0", "staff", "device", "change 1/1"]
    );
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), [(shelf(2), 4)]);
    digest_is(&hub, 2, &[(shared(1), &[tip(&one)])]);

    hub.publish(&[(shared(1), 2)], &[]).unwrap();
    assert_eq!(read(&hub, 2)[4..], ["change 1/2"]);
    digest_is(&hub, 2, &[(shared(1), &[tip(&two)])]);
    let published = hub.published(shared(1)).unwrap();
    assert_eq!(published.len(), 2);
    assert_eq!(published[1].bytes, two.envelope.bytes());
    assert!(hub.waiting(0, 10).unwrap().is_empty());
    assert_eq!(hub.documents_of(shelf(2)).unwrap(), [shared(1)]);
}

#[test]
fn two_who_wrote_at_once_are_two_heads() {
    let (_folder, _place, mut hub, author) = hub();
    let mut asha = Hand::enrolled(&mut hub, 1, site(1), author);
    let mut ben = Hand::enrolled(&mut hub, 2, site(1), author);
    let one = asha.first(shared(1), 7);
    // The same first change comes again with the other's first save and counts once.
    let two = ben.first(shared(1), 8);
    hub.accept_batch(&[one.clone(), two.clone()]).unwrap();
    hub.publish(&[(shared(1), 1), (shared(1), 2)], &[]).unwrap();
    digest_is(&hub, 1, &[(shared(1), &[tip(&one), tip(&two)])]);
}

#[test]
fn nothing_is_published_out_of_order_twice_or_unaccepted() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    hub.accept_batch(&[one, two]).unwrap();
    let before = read(&hub, 1);
    assert_eq!(
        hub.publish(&[(shared(1), 2)], &[]).unwrap_err(),
        PublishError::OutOfOrder
    );
    assert_eq!(
        hub.publish(&[(shared(1), 1), (shared(1), 1)], &[])
            .unwrap_err(),
        PublishError::NotWaiting
    );
    assert_eq!(
        hub.publish(&[(shared(1), 1), (shared(5), 1)], &[])
            .unwrap_err(),
        PublishError::NotWaiting
    );
    assert_eq!(read(&hub, 1), before, "all or none");
    assert_eq!(hub.waiting(0, 10).unwrap().len(), 2);
}

#[test]
fn a_shared_record_comes_with_everything_so_far_and_leaves_by_an_entry() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    let three = hand.next(shared(1), tip(&two), 7, 3);
    hub.accept_batch(&[one, two.clone(), three.clone()])
        .unwrap();
    hub.publish(&[(shared(1), 1), (shared(1), 2)], &[]).unwrap();

    let share = |hub: &mut HubStore| {
        hub.share(
            shared(1),
            shelf(2),
            AttachReason::SHARED,
            &audit("record.shared"),
        )
    };
    share(&mut hub).unwrap();
    assert_eq!(
        read(&hub, 2),
        ["attach 1 1", "staff", "device", "change 1/1", "change 1/2"]
    );
    digest_is(&hub, 2, &[(shared(1), &[tip(&two)])]);
    share(&mut hub).unwrap();
    assert_eq!(read(&hub, 2).len(), 5, "sharing twice is sharing once");

    let ends = hub.publish(&[(shared(1), 3)], &[]).unwrap();
    assert_eq!(ends.len(), 2);
    digest_is(&hub, 1, &[(shared(1), &[tip(&three)])]);
    digest_is(&hub, 2, &[(shared(1), &[tip(&three)])]);

    let unshare = |hub: &mut HubStore| {
        hub.unshare(
            shared(1),
            shelf(2),
            DetachReason::UNSHARED,
            &audit("record.unshared"),
        )
    };
    unshare(&mut hub).unwrap();
    unshare(&mut hub).unwrap();
    assert_eq!(read(&hub, 2)[5..], ["change 1/3", "detach 1 0"]);
    digest_is(&hub, 2, &[]);
    digest_is(&hub, 1, &[(shared(1), &[tip(&three)])]);
    assert_eq!(hub.shelves_of(shared(1)).unwrap(), [shelf(1)]);

    share(&mut hub).unwrap();
    assert_eq!(
        read(&hub, 2)[7..],
        ["attach 1 1", "change 1/1", "change 1/2", "change 1/3"]
    );
    digest_is(&hub, 2, &[(shared(1), &[tip(&three)])]);
    assert!(hub.examine().unwrap().is_sound());
}

#[test]
fn what_is_not_there_is_not_shared() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    hub.accept_batch(&[one]).unwrap();
    for (document, to, expected) in [
        (shared(1), shelf(9), ShareError::UnknownShelf),
        (shared(9), shelf(1), ShareError::UnknownDocument),
    ] {
        let error = hub
            .share(document, to, AttachReason::SHARED, &audit("record.shared"))
            .unwrap_err();
        assert_eq!(error, expected);
        let error = hub
            .unshare(document, to, DetachReason::UNSHARED, &audit("x"))
            .unwrap_err();
        assert_eq!(error, expected);
    }
    // Shared before anything of it is published: the entries come when they are.
    hub.share(
        shared(1),
        shelf(2),
        AttachReason::SHARED,
        &audit("record.shared"),
    )
    .unwrap();
    assert_eq!(read(&hub, 2), ["attach 1 1"]);
    digest_is(&hub, 2, &[]);
    hub.publish(&[(shared(1), 1)], &[]).unwrap();
    assert_eq!(read(&hub, 2).last().unwrap(), "change 1/1");
}

#[test]
fn what_does_not_apply_is_set_aside_and_the_shelf_is_told() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let bad = hand.next(shared(1), tip(&one), 7, 2);
    let on_bad = hand.next(shared(1), tip(&bad), 7, 3);
    let good = hand.next(shared(1), tip(&one), 8, 1);
    hub.accept_batch(&[one.clone(), bad.clone()]).unwrap();
    hub.publish(&[(shared(1), 1)], &[]).unwrap();
    let reason = Reason {
        code: "verify.does_not_apply",
        at_ms: 300,
    };
    hub.quarantine_accepted(shared(1), 2, &reason, &audit("envelope.quarantined"))
        .unwrap();
    assert_eq!(
        hub.quarantine_accepted(shared(1), 2, &reason, &audit("x"))
            .unwrap_err(),
        PublishError::NotWaiting
    );
    assert_eq!(read(&hub, 1).last().unwrap(), "notice 0");
    assert_eq!(
        hub.quarantined().unwrap()[0].reason,
        "verify.does_not_apply"
    );
    assert_eq!(
        hub.accept_batch(&[bad, on_bad, good.clone()]).unwrap(),
        [
            Outcome::Duplicate,
            Outcome::Quarantined(RefusalCode::DEPENDS_ON_QUARANTINED),
            Outcome::Accepted { doc_seq: 3 },
        ]
    );
    hub.publish(&[(shared(1), 3)], &[]).unwrap();
    assert_eq!(read(&hub, 1).last().unwrap(), "change 1/3");
    digest_is(&hub, 1, &[(shared(1), &[tip(&good)])]);
    assert!(hub.examine().unwrap().is_sound());
}

#[test]
fn publishing_that_fails_midway_leaves_the_shelf_as_it_was() {
    for table in ["feed", "membership", "shelf_certificate"] {
        let (_folder, _place, mut hub, author) = hub();
        let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
        let one = hand.first(shared(1), 7);
        hub.accept_batch(&[one]).unwrap();
        let before = (read(&hub, 1), hub.shelf_head(shelf(1)).unwrap());
        hub.connection
            .execute_batch(&format!(
                "CREATE TRIGGER trip AFTER INSERT ON {table}
                 BEGIN SELECT RAISE(ABORT, 'tripped'); END;"
            ))
            .unwrap();
        hub.publish(&[(shared(1), 1)], &[]).unwrap_err();
        let after = (read(&hub, 1), hub.shelf_head(shelf(1)).unwrap());
        assert_eq!(after, before, "{table}");
        assert_eq!(hub.waiting(0, 9).unwrap().len(), 1);
        hub.connection.execute_batch("DROP TRIGGER trip").unwrap();
        hub.publish(&[(shared(1), 1)], &[]).unwrap();
    }
}

#[test]
fn a_page_ends_when_it_is_full() {
    let (_folder, _place, mut hub, _author) = hub();
    for n in 0..5 {
        hub.notify(shelf(2), NoticeCode::STAFF_ENDED, None, &[n; 100])
            .unwrap();
    }
    assert_eq!(hub.feed_page(shelf(2), 0, 9, 1).unwrap().len(), 1);
    assert_eq!(hub.feed_page(shelf(2), 0, 9, 250).unwrap().len(), 3);
    assert_eq!(hub.feed_page(shelf(2), 4, 9, 250).unwrap().len(), 1);
    assert_eq!(hub.feed_page(shelf(2), 5, 9, 250).unwrap().len(), 0);
}

#[test]
fn a_document_that_was_shared_before_it_was_published_still_comes_to_its_own_site() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    hub.accept_batch(std::slice::from_ref(&one)).unwrap();
    hub.share(
        shared(1),
        shelf(2),
        AttachReason::SHARED,
        &audit("record.shared"),
    )
    .unwrap();
    hub.publish(&[(shared(1), 1)], &[]).unwrap();
    for site in [1, 2] {
        assert_eq!(hub.documents_of(shelf(site)).unwrap(), [shared(1)]);
        digest_is(&hub, site, &[(shared(1), &[tip(&one)])]);
    }
}
