use super::*;
use crate::testing::{chunk, golden_change, hash_of, made_change};
use proptest::prelude::*;

#[test]
fn the_header_is_what_automerge_wrote() {
    let first = ChangeHeader::read(&golden_change("first")).unwrap();
    let text = "e7753c04e1834919ad9f2b48132fd2e1241f5b4875fbfb3428630d561f606e39";
    assert_eq!(first.hash.to_string(), text);
    assert_eq!(
        (first.deps.as_slice(), first.seq, first.start_op),
        ([].as_slice(), 1, 1)
    );
    assert_eq!(first.actor, [0; 16]);

    let asha_2 = ChangeHeader::read(&golden_change("asha_2")).unwrap();
    assert_eq!(asha_2.deps, [hash_of(&golden_change("asha_1"))]);
    assert_eq!(
        (asha_2.actor.as_slice(), asha_2.seq, asha_2.start_op),
        ([0xa1; 16].as_slice(), 2, 4)
    );

    let asha_3 = ChangeHeader::read(&golden_change("asha_3")).unwrap();
    assert_eq!(asha_3.deps, [hash_of(&golden_change("ben_1")), asha_2.hash]);
    assert_eq!((asha_3.seq, asha_3.start_op), (3, 5));
}

#[test]
fn only_plain_changes_pass() {
    let read = |name: &str| ChangeHeader::read(&golden_change(name));
    assert_eq!(read("compressed"), Err(ChangeHeaderError::Compressed));
    assert_eq!(read("document"), Err(ChangeHeaderError::Document));
    assert_eq!(
        ChangeHeader::read(&chunk(3, &[0])),
        Err(ChangeHeaderError::UnknownType)
    );
    assert_eq!(
        ChangeHeader::read(b"a note"),
        Err(ChangeHeaderError::NotAChunk)
    );
}

#[test]
fn no_cut_and_no_flipped_bit_passes() {
    let whole = golden_change("asha_3");
    for cut in 0..whole.len() {
        assert_eq!(
            ChangeHeader::read(&whole[..cut]),
            Err(ChangeHeaderError::Truncated),
            "cut at {cut}"
        );
    }
    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut damaged = whole.to_vec();
            damaged[place] ^= 1 << bit;
            assert!(
                ChangeHeader::read(&damaged).is_err(),
                "bit {bit} of byte {place}"
            );
        }
    }
    let longer = [&whole, [0].as_slice()].concat();
    assert_eq!(
        ChangeHeader::read(&longer),
        Err(ChangeHeaderError::TrailingBytes)
    );
}

#[test]
fn limits_hold_with_a_right_checksum() {
    let read = |body: &[u8]| ChangeHeader::read(&chunk(1, body));
    let deps = |count: usize| made_change(&vec![ChangeHash::new([1; 32]); count], b"a", 1, b"");
    assert_eq!(
        ChangeHeader::read(&deps(MAX_CHANGE_DEPS))
            .unwrap()
            .deps
            .len(),
        MAX_CHANGE_DEPS
    );
    assert_eq!(
        ChangeHeader::read(&deps(MAX_CHANGE_DEPS + 1)),
        Err(ChangeHeaderError::TooManyDeps)
    );
    assert_eq!(
        read(&[0xff, 0xff, 0xff, 0xff, 0x0f]),
        Err(ChangeHeaderError::TooManyDeps)
    );

    let actor = |len: usize| made_change(&[], &vec![1; len], 1, b"");
    assert!(ChangeHeader::read(&actor(MAX_ACTOR_BYTES)).is_ok());
    assert_eq!(
        ChangeHeader::read(&actor(MAX_ACTOR_BYTES + 1)),
        Err(ChangeHeaderError::ActorTooLong)
    );

    assert_eq!(
        ChangeHeader::read(&made_change(&[], b"a", 0, b"")),
        Err(ChangeHeaderError::ZeroSequence)
    );
    assert_eq!(
        read(&[5, 1, 2]),
        Err(ChangeHeaderError::Truncated),
        "fewer hashes than counted"
    );
    assert_eq!(
        read(&[0x80, 0x00, 1, 7, 1, 1]),
        Err(ChangeHeaderError::BadNumber),
        "a longer zero"
    );
    assert_eq!(
        ChangeHeader::read(&vec![0; MAX_ENVELOPE_BYTES + 1]),
        Err(ChangeHeaderError::TooLarge)
    );
}

proptest! {
    #[test]
    fn any_body_reads_or_does_not(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = ChangeHeader::read(&body);
        let made = chunk(1, &body);
        if let Ok(header) = ChangeHeader::read(&made) {
            prop_assert_eq!(&sha256(&[&made[8..]]), header.hash.as_bytes());
        }
    }

    #[test]
    fn what_is_made_is_read(
        deps in proptest::collection::vec(any::<[u8; 32]>(), 0..5),
        actor in proptest::collection::vec(any::<u8>(), 0..=MAX_ACTOR_BYTES),
        seq in 1..u64::MAX,
        content in proptest::collection::vec(any::<u8>(), 0..50),
    ) {
        let deps: Vec<ChangeHash> = deps.into_iter().map(ChangeHash::new).collect();
        let header = ChangeHeader::read(&made_change(&deps, &actor, seq, &content)).unwrap();
        prop_assert_eq!(header.deps, deps);
        prop_assert_eq!(header.actor, actor);
        prop_assert_eq!(header.seq, seq);
    }
}
