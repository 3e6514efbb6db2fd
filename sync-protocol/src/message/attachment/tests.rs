use super::*;
use crate::limits::{PIECE_BYTES, PIECE_SEAL_BYTES};
use crate::signed::seal;
use crate::testing::{Machine, document};

fn request(what: What) -> AttachmentRequest {
    AttachmentRequest {
        proto: AttachmentRequest::PROTO,
        device: Machine::asha().device,
        document: document(1),
        content: Hash::of(b"sealed"),
        what,
    }
}

fn put(number: u32, total: u32, bytes: usize) -> What {
    What::Put {
        number,
        total,
        piece: vec![0; bytes].into(),
    }
}

#[test]
fn every_question_comes_back_as_it_was_and_only_under_its_key() {
    let asha = Machine::asha();
    for what in [
        What::State,
        What::Get { number: 39 },
        put(1, 2, 20),
        put(0, 40, PIECE_BYTES + PIECE_SEAL_BYTES),
    ] {
        let sealed = seal(request(what), &asha.key).unwrap();
        let read = SignedAttachmentRequest::decode(sealed.bytes()).unwrap();
        assert_eq!(read.claimed(), sealed.statement());
        let other = read.clone().verify(&Machine::ben().public_key());
        assert_eq!(other.err(), Some(AttachmentError::BadSignature));
        assert!(read.verify(&asha.public_key()).is_ok());
    }
}

#[test]
fn a_piece_that_no_attachment_has_is_refused_on_both_sides() {
    let key = Machine::asha().key;
    for what in [
        put(0, 2, 20),
        put(0, 1, PIECE_SEAL_BYTES),
        put(0, 1, MAX_SEALED_PIECE_BYTES + 1),
        put(1, 1, 20),
        put(0, 0, 20),
        put(40, 41, 20),
        What::Get { number: 40 },
    ] {
        let refused = seal(request(what), &key).err();
        assert_eq!(refused, Some(AttachmentError::WrongPiece));
    }
    // A signature over what a builder here would refuse.
    let raw = canonical::encode(&request(put(0, 2, 20)));
    let signature = crate::keys::sign(AttachmentRequest::CONTEXT, &raw, &key);
    let bytes = canonical::encode(&(Bytes::from(raw), signature));
    assert_eq!(
        SignedAttachmentRequest::decode(&bytes).err(),
        Some(AttachmentError::WrongPiece)
    );
}

#[test]
fn an_answer_names_only_pieces_that_can_be() {
    let state = |total, held: &[u32]| {
        AttachmentAnswer::State(AttachmentState {
            total,
            held: held.to_vec(),
        })
    };
    for answer in [
        state(0, &[]),
        state(3, &[0, 2]),
        AttachmentAnswer::Piece(vec![7; MAX_SEALED_PIECE_BYTES].into()),
    ] {
        assert_eq!(AttachmentAnswer::decode(&answer.encode()), Ok(answer));
    }
    for answer in [
        state(2, &[2]),
        state(3, &[1, 0]),
        state(3, &[1, 1]),
        state(41, &[]),
        AttachmentAnswer::Piece(vec![7; MAX_SEALED_PIECE_BYTES + 1].into()),
    ] {
        assert_eq!(
            AttachmentAnswer::decode(&answer.encode()),
            Err(AttachmentError::WrongPiece)
        );
    }
}

#[test]
fn whole_is_all_of_something() {
    let state = |total, held: &[u32]| AttachmentState {
        total,
        held: held.to_vec(),
    };
    assert!(state(2, &[0, 1]).is_whole());
    assert!(!state(2, &[1]).is_whole());
    assert!(!state(0, &[]).is_whole());
}
