use super::*;
use crate::testing::{document, golden_change};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn heads_follow_from_headers() {
    let mut heads = Heads::none();
    let hash = |name: &str| ChangeHeader::read(&golden_change(name)).unwrap().hash;
    for name in ["first", "asha_1", "ben_1", "asha_2"] {
        heads.advance(&ChangeHeader::read(&golden_change(name)).unwrap());
    }
    assert_eq!(
        heads,
        Heads::from_iter([hash("ben_1"), hash("asha_2")]),
        "two who were apart"
    );
    heads.advance(&ChangeHeader::read(&golden_change("asha_3")).unwrap());
    assert_eq!(
        heads,
        Heads::from_iter([hash("asha_3")]),
        "one who has seen both"
    );
}

#[test]
fn a_sum_carries_and_a_difference_borrows() {
    let most = HeadsDigest::new([0xff; 32]);
    let heads = Heads::from_iter([ChangeHash::new([1; 32])]);
    assert_ne!(most.add(&document(1), &heads), most);
    assert_eq!(
        most.add(&document(1), &heads).remove(&document(1), &heads),
        most
    );
    assert_eq!(sum(&[0xff; 32], &negative(&[0xff; 32])), [0; 32]);
    let one = negative(&[0xff; 32]);
    assert_eq!((one[31], &one[..31]), (1, [0; 31].as_slice()));
}

#[test]
fn the_document_and_its_sheet_count() {
    let heads = Heads::from_iter([ChangeHash::new([1; 32])]);
    let shared = document(1);
    let local = DocumentId {
        sheet: crate::ids::SheetId::MAX,
        ..shared
    };
    let digest = HeadsDigest::of([(&shared, &heads)]);
    assert_ne!(digest, HeadsDigest::of([(&local, &heads)]));
    assert_ne!(digest, HeadsDigest::of([(&document(2), &heads)]));
    assert_ne!(digest.tag(), HeadsDigest::EMPTY.tag());
}

/// What happens to a document: its number, and its heads from now on (none: it leaves).
type Step = (u8, Option<Vec<u8>>);

proptest! {
    #[test]
    fn step_by_step_is_as_from_scratch(
        steps in proptest::collection::vec(any::<Step>().prop_map(|(d, h)| (d % 5, h)), 0..40),
    ) {
        let mut shelf: BTreeMap<DocumentId, Heads> = BTreeMap::new();
        let mut digest = HeadsDigest::EMPTY;
        for (number, heads) in steps {
            let document = document(number);
            let before = shelf.remove(&document);
            match (before, heads.map(|h| h.into_iter().map(|b| ChangeHash::new([b; 32])).collect::<Heads>())) {
                (None, None) => {}
                (Some(before), None) => digest = digest.remove(&document, &before),
                (None, Some(after)) => {
                    digest = digest.add(&document, &after);
                    shelf.insert(document, after);
                }
                (Some(before), Some(after)) => {
                    digest = digest.replace(&document, &before, &after);
                    shelf.insert(document, after);
                }
            }
            prop_assert_eq!(digest, HeadsDigest::of(&shelf));
            prop_assert_eq!(digest, shelf.iter().rev().fold(HeadsDigest::EMPTY, |d, (id, h)| d.add(id, h)));
        }
    }
}
