//! What a day's work is made from: digests that say what their records say, rounds, and when somebody was last here.

use std::collections::HashMap;
use std::path::PathBuf;

use sync_protocol::ids::{RecordId, StaffId};

use super::super::*;
use super::fixture::*;
use crate::audit::AuditEntry;
use crate::migration::Schema;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// A store as the program before Today left it, with one record and one face in it.
fn before_today() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store.db");
    let before = Schema {
        steps: SCHEMA.steps.split_at(12).0,
        ..SCHEMA
    };
    let mut connection = open_encrypted(&place, &key(), KeyCheck::Fits, Expect::New).unwrap();
    before.mark(&connection).unwrap();
    settle(&connection, CACHE_KIB).unwrap();
    before.bring_up(&mut connection).unwrap();
    connection
        .execute_batch(
            "INSERT INTO document (record, sheet, version, snapshot, heads, changes_count)
             VALUES (zeroblob(16), 0, 3, x'01', x'', 1);
             INSERT INTO card (record, family, search) VALUES (zeroblob(16), 'Fenwick', ' fenwick');
             INSERT INTO face (record, shelf, doc_seq, bytes, received_at_ms)
             VALUES (randomblob(16), zeroblob(16), 1, x'01', 5);
             INSERT INTO face_card (record, family, search) SELECT record, 'Marlow', ' marlow' FROM face;",
        )
        .unwrap();
    connection.close().unwrap();
    key::write_check(&place, &key()).unwrap();
    (folder, place)
}

fn families(store: &Workstation) -> Vec<(String, bool)> {
    let people = store.people("", 9).unwrap().into_iter();
    people
        .map(|person| (person.card.family, person.is_face))
        .collect()
}

/// What a digest says, by record, for somebody who holds none.
fn digests(store: &Workstation) -> HashMap<RecordId, String> {
    let kept = store.digests(|_| None).unwrap().into_iter();
    kept.map(|kept| (kept.record, kept.words.unwrap()))
        .collect()
}

#[test]
fn what_was_here_before_is_listed_and_gets_its_digest_later() {
    let (_folder, place) = before_today();
    let mut store = Workstation::open(&place, &key()).unwrap();
    let both = [("Fenwick".to_owned(), false), ("Marlow".to_owned(), true)];
    assert_eq!(families(&store), both);
    let old = store.person(record(0)).unwrap().unwrap().card;
    assert_eq!((old.review_on.as_str(), old.died), ("", false));
    assert!(digests(&store).is_empty());

    let made = Card {
        digest: "made".to_owned(),
        postcode: "CB7 4XY".to_owned(),
        ..old
    };
    let versions = store.versions_of(record(0)).unwrap();
    store.refresh_card(&made, versions).unwrap();
    assert_eq!(digests(&store)[&record(0)], "made");
    assert_eq!(store.people("cb74xy", 9).unwrap().len(), 1);
    assert_eq!(families(&store), both);
}

#[test]
fn a_digest_goes_with_its_card_and_no_list_reads_it() {
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    let mut save = hand.save(&store, shared(1), b"one");
    save.card.digest = "first".to_owned();
    store.append_save(&save).unwrap();
    assert_eq!(digests(&store)[&record(1)], "first");
    assert_eq!(store.people("", 9).unwrap()[0].card.digest, "");

    let mut save = hand.save(&store, shared(1), b"two");
    save.card.digest = "second".to_owned();
    store.append_save(&save).unwrap();
    assert_eq!(digests(&store)[&record(1)], "second");
}

#[test]
fn what_of_a_digest_is_held_is_not_read_again_and_each_making_is_another() {
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    for (document, digest) in [(shared(1), "of one"), (shared(2), "of two")] {
        let mut save = hand.save(&store, document, b"one");
        save.card.digest = digest.to_owned();
        store.append_save(&save).unwrap();
    }
    let held = |store: &Workstation| -> HashMap<RecordId, DigestNumber> {
        let kept = store.digests(|_| None).unwrap().into_iter();
        kept.map(|kept| (kept.record, kept.number)).collect()
    };
    let before = held(&store);
    assert!(
        store
            .digests(|record| before.get(&record).copied())
            .unwrap()
            .iter()
            .all(|kept| kept.words.is_none())
    );

    // Of the same documents, as after a certificate came.
    let again = Card {
        digest: "made anew".to_owned(),
        ..store.person(record(2)).unwrap().unwrap().card
    };
    let versions = store.versions_of(record(2)).unwrap();
    store.refresh_card(&again, versions).unwrap();
    let words: HashMap<RecordId, Option<String>> = store
        .digests(|record| before.get(&record).copied())
        .unwrap()
        .into_iter()
        .map(|kept| (kept.record, kept.words))
        .collect();
    assert_eq!(words[&record(1)], None);
    assert_eq!(words[&record(2)].as_deref(), Some("made anew"));

    // A record that leaves and comes back is not taken for what was held of it, though it is the last that was made.
    let before = held(&store);
    store
        .connection
        .execute(
            "DELETE FROM digest WHERE record = ?1",
            [record(2).to_bytes()],
        )
        .unwrap();
    store.refresh_card(&again, versions).unwrap();
    assert_ne!(held(&store)[&record(2)], before[&record(2)]);
}

#[test]
fn a_digest_that_an_older_program_wrote_past_is_not_believed() {
    let (_folder, _place, mut store) = store();
    let mut save = Hand::new(1).save(&store, shared(1), b"one");
    save.card.digest = "before".to_owned();
    store.append_save(&save).unwrap();
    // It knows the document and the card, and nothing of a digest.
    store
        .connection
        .execute_batch("UPDATE document SET version = version + 1")
        .unwrap();
    assert!(digests(&store).is_empty());

    // What was read before somebody else wrote is not kept either.
    let stale = Card {
        digest: "stale".to_owned(),
        ..Card::blank(record(1))
    };
    let versions = store.versions_of(record(1)).unwrap();
    store.refresh_card(&stale, versions - 1).unwrap();
    assert!(digests(&store).is_empty());
    store.refresh_card(&stale, versions).unwrap();
    assert_eq!(digests(&store)[&record(1)], "stale");
}

#[test]
fn a_round_is_hers_in_her_order_until_she_plans_another() {
    let (_folder, _place, mut store) = store();
    let other = StaffId::new([9; 16]);
    let note = audit("round.planned", None);
    let plan = |store: &mut Workstation, staff, records: &[_]| {
        store.plan_round(staff, records, &note).unwrap();
    };
    plan(&mut store, staff(), &[record(3), record(1), record(2)]);
    plan(&mut store, other, &[record(1)]);
    assert_eq!(
        store.round(staff()).unwrap(),
        [record(3), record(1), record(2)]
    );
    plan(&mut store, staff(), &[record(2)]);
    assert_eq!(store.round(staff()).unwrap(), [record(2)]);
    plan(&mut store, staff(), &[]);
    assert!(store.round(staff()).unwrap().is_empty());
    assert_eq!(store.round(other).unwrap(), [record(1)]);
    assert_eq!(store.audit(0, 9).unwrap().len(), 4);
}

#[test]
fn she_was_last_here_at_the_end_of_the_stretch_before_this_one() {
    let (_folder, _place, mut store) = store();
    let mut at = |hours: i64, act: &str| {
        let entry = AuditEntry {
            at_ms: hours * HOUR_MS,
            ..audit(act, None)
        };
        store.note(&entry).unwrap();
    };
    // A night, a wrong PIN that somebody else typed under her name, and this morning.
    for hours in [20, 22, 26, 30] {
        at(hours, "record.viewed");
    }
    at(33, "staff.wrong_pin");
    at(44, "staff.signed_in");
    let left = |now: i64| {
        let left = store.last_left_at_ms(staff(), now * HOUR_MS, 5 * HOUR_MS);
        left.unwrap().map(|at| at / HOUR_MS)
    };
    assert_eq!(left(45), Some(30));
    // Five hours without an act, and the morning is the last that she was here for.
    assert_eq!(left(49), Some(44));
    // In her first stretch there is none before it; and nobody else's counts.
    assert_eq!(left(27), None);
    let other = StaffId::new([9; 16]);
    let nobody = store.last_left_at_ms(other, 45 * HOUR_MS, 5 * HOUR_MS);
    assert_eq!(nobody.unwrap(), None);
}
