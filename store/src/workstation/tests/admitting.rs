//! Who was let in without the region: what she wrote is under the region's certificate, or waits.

use sync_protocol::hashes::CertificateHash;

use super::super::*;
use super::fixture::*;
use crate::certificate::{KeptCertificate, Subject};

/// What somebody is known by whose envelopes a hand seals.
fn certificate(hash: CertificateHash) -> KeptCertificate {
    KeptCertificate {
        hash,
        subject: Subject::Staff(staff()),
        bytes: hash.as_bytes().to_vec(),
    }
}

fn told(hand: &Hand, last: Option<sync_protocol::hashes::EnvelopeHash>) -> AdmissionTold {
    AdmissionTold {
        staff: staff(),
        certificate: certificate(CertificateHash::new([0x77; 32])),
        device: hand.device,
        last,
        sealed_anew: Vec::new(),
        at_ms: 1_700_000_000_000,
    }
}

#[test]
fn what_was_written_meanwhile_is_not_left_under_the_devices_word() {
    let (_folder, _, mut store) = store();
    let mut hand = Hand::new(1);
    let first = hand.save(&store, shared(1), b"one");
    let said = first.envelope.statement().header.author;
    store
        .admit(
            &certificate(said),
            staff(),
            b"told",
            &audit("staff.admitted", None),
        )
        .unwrap();
    assert_eq!(
        store.admissions_to_tell().unwrap().len(),
        0,
        "no region yet"
    );
    // The region was asked while nothing of hers was here; another program saved before it answered.
    store.append_save(&first).unwrap();
    assert!(!store.admission_told(&told(&hand, None)).unwrap());
    assert!(
        store
            .mark_offered(hand.device, 1, first.envelope.hash())
            .unwrap()
    );
    assert!(store.admission_told(&told(&hand, None)).unwrap());
}

#[test]
fn nothing_more_is_taken_under_a_certificate_that_was_replaced() {
    let (_folder, _, mut store) = store();
    let mut hand = Hand::new(1);
    let save = hand.save(&store, shared(1), b"one");
    let said = save.envelope.statement().header.author;
    store
        .admit(
            &certificate(said),
            staff(),
            b"told",
            &audit("staff.admitted", None),
        )
        .unwrap();
    set_up(&mut store, &hand);
    assert_eq!(store.admissions_to_tell().unwrap().len(), 1);
    assert!(store.admission_told(&told(&hand, None)).unwrap());
    assert_eq!(store.admissions_to_tell().unwrap(), []);
    assert_eq!(
        store.append_save(&save),
        Err(AppendError::OutOfTurn { next: 1 })
    );
}

/// An identity, since it is its hub's epoch that is told.
fn set_up(store: &mut Workstation, hand: &Hand) {
    store
        .set_identity(&Identity {
            device: hand.device,
            signing_key: Box::new(sync_protocol::keys::SigningKey::from_bytes(&[1; 32])),
            incarnation: [2; 16],
            hub: None,
        })
        .unwrap();
}
