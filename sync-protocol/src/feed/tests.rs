use super::*;
use crate::testing::document;
use proptest::prelude::*;

fn any_bytes(max: usize) -> impl Strategy<Value = Bytes> {
    proptest::collection::vec(any::<u8>(), 0..max).prop_map(Bytes::from)
}

fn any_document() -> impl Strategy<Value = DocumentId> {
    any::<u8>().prop_map(document)
}

pub(crate) fn any_entry() -> impl Strategy<Value = FeedEntry> {
    prop_oneof![
        (any_document(), any::<u64>(), any_bytes(300)).prop_map(|(document, doc_seq, envelope)| {
            FeedEntry::Change {
                document,
                doc_seq,
                envelope,
            }
        }),
        (any_document(), any::<u8>()).prop_map(|(document, r)| FeedEntry::Attach {
            document,
            reason: AttachReason::new(r)
        }),
        (any_document(), any::<u8>()).prop_map(|(document, r)| FeedEntry::Detach {
            document,
            reason: DetachReason::new(r)
        }),
        (any::<bool>(), any_bytes(300)).prop_map(|(staff, certificate)| {
            let kind = if staff {
                CertificateKind::Staff
            } else {
                CertificateKind::Device
            };
            FeedEntry::Certificate { kind, certificate }
        }),
        (
            any::<u8>(),
            proptest::option::of(any_document()),
            any_bytes(100)
        )
            .prop_map(|(code, document, detail)| FeedEntry::Notice {
                code: NoticeCode::new(code),
                document,
                detail
            }),
        (5..24_u8, any_bytes(20)).prop_map(|(kind, rest)| {
            let bytes = [&[0x82, kind], rest.as_slice()].concat();
            FeedEntry::Unknown {
                bytes: bytes.into(),
            }
        }),
    ]
}

#[test]
fn a_kind_of_tomorrow_is_kept_as_it_is() {
    let tomorrow = [0x82, 0x18, 0x2a, 0x64, b'n', b'e', b'w', b's'];
    let entry = FeedEntry::decode(&tomorrow).unwrap();
    assert_eq!(
        entry,
        FeedEntry::Unknown {
            bytes: tomorrow.as_slice().into()
        }
    );
    assert_eq!(entry.encode().as_slice(), tomorrow);
}

#[test]
fn a_reason_of_tomorrow_still_attaches_and_detaches() {
    let entry = FeedEntry::Detach {
        document: document(1),
        reason: DetachReason::new(200),
    };
    assert_eq!(FeedEntry::decode(&entry.encode()), Ok(entry));
}

#[test]
fn each_kind_has_its_limit() {
    let certificate = |len| FeedEntry::Certificate {
        kind: CertificateKind::Staff,
        certificate: vec![0; len].into(),
    };
    assert!(FeedEntry::decode(&certificate(MAX_CERTIFICATE_BYTES).encode()).is_ok());
    let large = certificate(MAX_CERTIFICATE_BYTES + 1).encode();
    assert_eq!(FeedEntry::decode(&large), Err(FeedEntryError::TooLarge));
    let change = |len| FeedEntry::Change {
        document: document(1),
        doc_seq: 1,
        envelope: vec![0; len].into(),
    };
    assert!(FeedEntry::decode(&change(MAX_ENVELOPE_BYTES).encode()).is_ok());
    let large = change(MAX_ENVELOPE_BYTES + 1).encode();
    assert_eq!(FeedEntry::decode(&large), Err(FeedEntryError::TooLarge));
    assert_eq!(
        FeedEntry::decode(&vec![0; MAX_FEED_ENTRY_BYTES + 1]),
        Err(FeedEntryError::TooLarge)
    );
}

proptest! {
    #[test]
    fn every_entry_comes_back(entry in any_entry()) {
        prop_assert_eq!(FeedEntry::decode(&entry.encode()), Ok(entry));
    }

    #[test]
    fn an_entry_has_one_encoding(entry in any_entry(), place in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut damaged = entry.encode().into_vec();
        *place.get_mut(&mut damaged) ^= 1_u8 << bit;
        if let Ok(other) = FeedEntry::decode(&damaged) {
            prop_assert_eq!(other.encode().into_vec(), damaged);
            prop_assert_ne!(other, entry);
        }
    }

    #[test]
    fn any_bytes_read_or_do_not(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        if let Ok(entry) = FeedEntry::decode(&bytes) {
            prop_assert_eq!(entry.encode().into_vec(), bytes);
        }
    }
}
