//! Out of quarantine: to the end of the log, with what waits for it, and never over what was published.

use sync_protocol::hashes::EnvelopeHash;

use super::super::*;
use super::fixture::*;
use super::publishing::{digest_is, read};
use crate::audit::AuditEntry;

fn reason() -> AuditEntry {
    AuditEntry {
        detail: "the machine was out of memory".to_owned(),
        ..audit("quarantine.released")
    }
}

fn waiting(hub: &HubStore) -> Vec<(EnvelopeHash, u64)> {
    let rows = hub.waiting(0, 100).unwrap();
    rows.iter().map(|row| (row.envelope, row.doc_seq)).collect()
}

fn held(hub: &HubStore) -> Vec<EnvelopeHash> {
    let held = hub.quarantined().unwrap();
    held.iter().map(|held| held.envelope).collect()
}

#[test]
fn what_is_released_goes_to_the_end_with_what_builds_on_it() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let mut other = Hand::enrolled(&mut hub, 2, site(1), author);
    let one = hand.first(shared(1), 7);
    let died = hand.next(shared(1), tip(&one), 7, 2);
    let on_died = hand.next(shared(1), tip(&died), 7, 3);
    let on_that = other.next(shared(1), tip(&on_died), 9, 1);
    let elsewhere = other.first(shared(2), 9);
    let good = other.next(shared(1), tip(&one), 8, 1);
    hub.accept_batch(&[one.clone(), died.clone()]).unwrap();
    hub.publish(&[(shared(1), 1)], &[]).unwrap();
    let code = Reason {
        code: "reading_room.died",
        at_ms: 300,
    };
    hub.quarantine_accepted(shared(1), 2, &code, &audit("envelope.quarantined"))
        .unwrap();
    let outcomes = hub
        .accept_batch(&[on_died.clone(), on_that.clone(), elsewhere, good.clone()])
        .unwrap();
    assert_eq!(outcomes.last(), Some(&Outcome::Accepted { doc_seq: 3 }));
    assert_eq!(held(&hub).len(), 3);
    hub.publish(&[(shared(2), 1), (shared(1), 3)], &[]).unwrap();
    let before = read(&hub, 1);
    let published = hub.published(shared(1)).unwrap();

    let release = hub.release(died.envelope.hash(), &reason()).unwrap();
    let expected = [&died, &on_died, &on_that].map(|incoming| incoming.envelope.hash());
    assert_eq!(release.waiting, expected);
    assert_eq!(release.stayed, []);
    assert_eq!(held(&hub), []);
    let [a, b, c] = expected;
    assert_eq!(waiting(&hub), [(a, 4), (b, 5), (c, 6)]);
    assert_eq!(read(&hub, 1), before, "nothing is told before it is judged");
    for doc_seq in 4..=6 {
        hub.publish(&[(shared(1), doc_seq)], &[]).unwrap();
    }
    let after = read(&hub, 1);
    let (kept, new) = after.split_at(before.len());
    assert_eq!(kept, before);
    assert_eq!(new, ["change 1/4", "change 1/5", "change 1/6"]);
    assert_eq!(
        hub.published(shared(1)).unwrap().get(..2),
        Some(published.as_slice())
    );
    digest_is(
        &hub,
        1,
        &[
            (shared(1), &[tip(&on_that), tip(&good)]),
            (shared(2), &[chunk_tip(&hub)]),
        ],
    );
    // Each once, and what was taken is a duplicate to its device still.
    assert_eq!(hub.accept_batch(&[died]).unwrap(), [Outcome::Duplicate]);
    assert_eq!(
        hub.release(a, &reason()).unwrap_err(),
        ReleaseError::NotHeld
    );
    assert!(hub.examine().unwrap().is_sound());
}

/// The only change of the second document that is its own.
fn chunk_tip(hub: &HubStore) -> sync_protocol::hashes::ChangeHash {
    let rows = hub.published(shared(2)).unwrap();
    let envelope = sync_protocol::envelope::SignedEnvelope::decode(&rows[0].bytes).unwrap();
    hash_of(envelope.claimed().changes.last().unwrap())
}

#[test]
fn what_is_still_bad_stays_and_what_is_refused_again_comes_back() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let mut other = Hand::enrolled(&mut hub, 2, site(1), author);
    let one = hand.first(shared(1), 7);
    // The same actor and number with other content: no second look mends that.
    let reuse = other.seal(shared(1), &[chunk(&[tip(&one)], 7, 1, 99)]);
    let reuse = other.offers(reuse);
    let on_reuse = other.next(shared(1), tip(&reuse), 8, 1);
    hub.accept_batch(&[one, reuse.clone(), on_reuse.clone()])
        .unwrap();
    hub.publish(&[(shared(1), 1)], &[]).unwrap();
    let both = [reuse.envelope.hash(), on_reuse.envelope.hash()];
    for (hash, code) in both
        .into_iter()
        .zip(["refused.actor_reuse", "refused.depends_on_quarantined"])
    {
        let release = hub.release(hash, &reason()).unwrap();
        assert_eq!(release.waiting, []);
        assert_eq!(release.stayed, [(hash, code)]);
        assert_eq!(held(&hub).len(), 2);
        assert_eq!(waiting(&hub), []);
    }
    let stayed = hub.audit(0, 100).unwrap();
    assert_eq!(
        stayed.last().unwrap().entry.detail,
        format!("{} refused.depends_on_quarantined", both[1])
    );

    // Judged again and refused again: it is in quarantine as before, under the new code, and so is what builds on it.
    let bad = hand.next(shared(2), hash_of(&genesis()), 7, 1);
    hub.set_first_change(hash_of(&genesis()));
    hub.accept_batch(std::slice::from_ref(&bad)).unwrap();
    for code in ["reading_room.died", "change.not_applicable"] {
        let (_, doc_seq) = waiting(&hub)[0];
        let why = Reason { code, at_ms: 400 };
        hub.quarantine_accepted(shared(2), doc_seq, &why, &audit("envelope.quarantined"))
            .unwrap();
        let held = hub.quarantined().unwrap();
        let again = held.iter().find(|held| held.document == shared(2));
        assert_eq!(again.unwrap().reason, code);
        if code == "reading_room.died" {
            hub.release(bad.envelope.hash(), &reason()).unwrap();
        }
    }
    let on_bad = hand.next(shared(2), tip(&bad), 7, 2);
    assert_eq!(
        hub.accept_batch(&[on_bad]).unwrap(),
        [Outcome::Quarantined(
            sync_protocol::message::refusal::RefusalCode::DEPENDS_ON_QUARANTINED
        )]
    );
    assert!(hub.examine().unwrap().is_sound());
}

#[test]
fn what_a_revoked_device_wrote_is_released_in_its_order() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    let three = hand.next(shared(1), tip(&two), 7, 3);
    hub.accept_batch(&[one]).unwrap();
    hub.publish(&[(shared(1), 1)], &[]).unwrap();
    hub.revoke_device(hand.device, 50, &audit("device.revoked"))
        .unwrap();
    hub.accept_batch(&[two.clone(), three.clone()]).unwrap();
    let [two, three] = [two, three].map(|incoming| incoming.envelope.hash());
    let early = hub.release(three, &reason()).unwrap();
    assert_eq!(early.stayed, [(three, "refused.gap")]);
    assert_eq!(hub.release(two, &reason()).unwrap().waiting, [two]);
    assert_eq!(hub.release(three, &reason()).unwrap().waiting, [three]);
    assert_eq!(waiting(&hub), [(two, 2), (three, 3)]);
    let head = hub.device(hand.device).unwrap().unwrap().head.unwrap();
    assert_eq!((head.dev_seq, head.hash), (3, three));
    assert!(hub.examine().unwrap().is_sound());
}
