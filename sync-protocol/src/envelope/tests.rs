use super::*;
use crate::keys::PublicKey;
use crate::testing::{Machine, document, golden_change};
use proptest::prelude::*;

fn sealed() -> VerifiedEnvelope {
    Machine::asha().save(
        document(1),
        &[golden_change("first"), golden_change("asha_1")],
    )
}

#[test]
fn a_save_arrives_as_it_was_sealed() {
    let sealed = sealed();
    let received = SignedEnvelope::decode(sealed.bytes()).unwrap();
    assert_eq!(received.claimed(), sealed.statement());
    assert_eq!(received.hash(), sealed.hash());
    let verified = received.verify(&Machine::asha().public_key()).unwrap();
    assert_eq!(verified, sealed);
}

#[test]
fn nobody_else_can_have_sealed_it() {
    let received = SignedEnvelope::decode(sealed().bytes()).unwrap();
    let by_ben = received.clone().verify(&Machine::ben().public_key());
    assert_eq!(by_ben, Err(EnvelopeError::BadSignature));
    // Not a point of the curve, and the weak key under which anything verifies.
    for odd in [[0xff; 32], [0; 32]] {
        assert_eq!(
            received.clone().verify(&PublicKey::new(odd)),
            Err(EnvelopeError::BadSignature)
        );
    }
}

#[test]
fn no_cut_and_no_flipped_bit_verifies() {
    let bytes = sealed().bytes().to_vec();
    for cut in 0..bytes.len() {
        assert_eq!(
            SignedEnvelope::decode(&bytes[..cut]),
            Err(EnvelopeError::Truncated),
            "cut at {cut}"
        );
    }
    for place in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 1 << (place % 8);
        let verified = SignedEnvelope::decode(&damaged)
            .and_then(|received| received.verify(&Machine::asha().public_key()));
        assert!(verified.is_err(), "byte {place}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(
        SignedEnvelope::decode(&longer),
        Err(EnvelopeError::NotCanonical)
    );
}

#[test]
fn a_signature_for_one_kind_of_message_is_none_for_another() {
    let asha = Machine::asha();
    let payload = canonical::encode(sealed().statement());
    let signature = crate::keys::sign("alongside sync request", &payload, &asha.key);
    let key = asha.public_key();
    assert!(
        key.verify("alongside sync request", &payload, &signature)
            .is_ok()
    );
    assert!(key.verify(Envelope::CONTEXT, &payload, &signature).is_err());
}

#[test]
fn number_and_predecessor_must_fit() {
    let asha = Machine::asha();
    let seal = |dev_seq, prev| {
        let header = EnvelopeHeader {
            dev_seq,
            prev,
            ..asha.next_header(document(1))
        };
        Envelope::seal(header, vec![golden_change("first")], &asha.key).map(|_| ())
    };
    let some = Some(EnvelopeHash::new([1; 32]));
    assert_eq!(seal(1, None), Ok(()));
    assert_eq!(seal(2, some), Ok(()));
    assert_eq!(seal(0, None), Err(EnvelopeError::BadSequence));
    assert_eq!(seal(1, some), Err(EnvelopeError::BadSequence));
    assert_eq!(seal(2, None), Err(EnvelopeError::BadSequence));
}

fn saved_at(moments: &[u32]) -> Vec<Saved> {
    let saved = |before_ms: &u32| Saved {
        change: golden_change("first"),
        before_ms: *before_ms,
    };
    moments.iter().map(saved).collect()
}

#[test]
fn moments_run_to_the_envelopes_own() {
    let asha = Machine::asha();
    let seal = |moments: &[u32]| {
        let header = asha.next_header(document(1));
        Envelope::seal_saves(header, saved_at(moments), &asha.key)
    };
    let whole = seal(&[90_000, 90_000, 7, 0]).unwrap();
    let last = whole.statement().header.hlc.ms();
    let moments: Vec<u64> = whole.statement().saves().map(|(_, at)| at).collect();
    assert_eq!(moments, [last - 90_000, last - 90_000, last - 7, last]);
    for bad in [&[1][..], &[0, 1], &[0, 1, 0], &[7, 8, 0], &[u32::MAX]] {
        assert_eq!(seal(bad), Err(EnvelopeError::BadMoments), "{bad:?}");
    }
    for moments in [vec![], vec![0], vec![0; 3]] {
        let envelope = Envelope {
            header: asha.next_header(document(1)),
            changes: vec![golden_change("first"); 2],
            moments,
        };
        let bytes = signed_by_hand(&canonical::encode(&envelope));
        assert_eq!(
            SignedEnvelope::decode(&bytes),
            Err(EnvelopeError::BadMoments)
        );
    }
}

#[test]
fn limits_hold_where_it_is_made_and_where_it_is_read() {
    let asha = Machine::asha();
    let seal =
        |changes| Envelope::seal(asha.next_header(document(1)), changes, &asha.key).map(|_| ());
    assert_eq!(seal(vec![]), Err(EnvelopeError::NoChanges));
    assert_eq!(
        seal(vec![Bytes::default(); MAX_CHANGES_PER_ENVELOPE]),
        Ok(())
    );
    let many = vec![Bytes::default(); MAX_CHANGES_PER_ENVELOPE + 1];
    assert_eq!(seal(many.clone()), Err(EnvelopeError::TooManyChanges));
    assert_eq!(
        seal(vec![vec![0; MAX_ENVELOPE_BYTES].into()]),
        Err(EnvelopeError::TooLarge)
    );

    let unchecked = |envelope: &Envelope| signed_by_hand(&canonical::encode(envelope));
    let header = asha.next_header(document(1));
    let none = Envelope {
        header: header.clone(),
        changes: vec![],
        moments: vec![],
    };
    assert_eq!(
        SignedEnvelope::decode(&unchecked(&none)),
        Err(EnvelopeError::NoChanges)
    );
    let many = Envelope {
        header,
        moments: vec![0; many.len()],
        changes: many,
    };
    assert_eq!(
        SignedEnvelope::decode(&unchecked(&many)),
        Err(EnvelopeError::Malformed)
    );
    let large = vec![0; MAX_ENVELOPE_BYTES + 1];
    assert_eq!(SignedEnvelope::decode(&large), Err(EnvelopeError::TooLarge));
}

#[test]
fn a_newer_envelope_is_told_from_a_broken_one() {
    let header = EnvelopeHeader {
        version: 2,
        ..Machine::asha().next_header(document(1))
    };
    let newer = Envelope {
        header,
        changes: vec![golden_change("first")],
        moments: vec![0],
    };
    let bytes = signed_by_hand(&canonical::encode(&newer));
    assert_eq!(
        SignedEnvelope::decode(&bytes),
        Err(EnvelopeError::UnknownVersion)
    );

    // Of a version we never knew the form of.
    let unheard_of = signed_by_hand(&[0x81, 0x82, 0x18, 0x63, 0x01]);
    assert_eq!(
        SignedEnvelope::decode(&unheard_of),
        Err(EnvelopeError::UnknownVersion)
    );
    assert_eq!(
        SignedEnvelope::decode(&signed_by_hand(&[0x01])),
        Err(EnvelopeError::Malformed)
    );
}

#[test]
fn what_was_written_does_not_reach_a_log() {
    let text = format!("{:?}", sealed());
    assert!(text.contains("changes: [85 bytes, 124 bytes]"), "{text}");
}

fn signed_by_hand(payload: &[u8]) -> Vec<u8> {
    let signature = crate::keys::sign(Envelope::CONTEXT, payload, &Machine::asha().key);
    let mut bytes = vec![0x82];
    let mut encoder = minicbor::Encoder::new(&mut bytes);
    encoder
        .bytes(payload)
        .unwrap()
        .bytes(signature.as_bytes())
        .unwrap();
    bytes
}

proptest! {
    #[test]
    fn any_payload_reads_or_does_not(payload in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = SignedEnvelope::decode(&payload);
        let _ = SignedEnvelope::decode(&signed_by_hand(&payload));
    }

    #[test]
    fn whatever_is_saved_comes_back(
        sheet in 0..=crate::ids::SheetId::MAX.get(), grants_seen in any::<u64>(), hlc in any::<u64>(), role in any::<u8>(),
        uncertainty in any::<Option<u32>>(), event in any::<Option<i64>>(), prev in any::<[u8; 32]>(),
        dev_seq in 2..u64::MAX, saves in proptest::collection::vec((proptest::collection::vec(any::<u8>(), 0..80), any::<u32>()), 1..5),
    ) {
        let asha = Machine::asha();
        let header = EnvelopeHeader {
            document: DocumentId { sheet: crate::ids::SheetId::new(sheet).unwrap(), ..document(1) },
            grants_seen, hlc: Hlc::new(hlc), role: RoleCode::new(role),
            clock_uncertainty_ms: uncertainty, event_time_ms: event, dev_seq,
            prev: Some(EnvelopeHash::new(prev)),
            ..asha.next_header(document(1))
        };
        let (changes, mut moments): (Vec<Vec<u8>>, Vec<u32>) = saves.into_iter().unzip();
        moments.sort_unstable_by(|one, other| other.cmp(one));
        *moments.last_mut().unwrap() = 0;
        let changes: Vec<Bytes> = changes.into_iter().map(Bytes::from).collect();
        let saves = changes.iter().cloned().zip(moments.clone());
        let saves = saves.map(|(change, before_ms)| Saved { change, before_ms });
        let sealed = Envelope::seal_saves(header.clone(), saves, &asha.key).unwrap();
        let received = SignedEnvelope::decode(sealed.bytes()).unwrap();
        prop_assert_eq!(received.claimed(), &Envelope { header, changes, moments });
    }
}
