use super::*;
use data_encoding::HEXLOWER;
use sync_protocol::limits::{MAX_ATTACHMENT_BYTES, MAX_SEALED_PIECE_BYTES, PIECE_SEAL_BYTES};

fn key(byte: u8) -> ContentKey {
    Zeroizing::new([byte; 32])
}

/// So many bytes of which no two neighbours are alike.
fn file(bytes: usize) -> Vec<u8> {
    (0..bytes)
        .map(|place| u8::try_from((place * 31 + place / 251) % 251).unwrap())
        .collect()
}

fn sealed(bytes: usize) -> (Vec<u8>, Sealed) {
    let file = file(bytes);
    let sealed = seal(&key(7), &file).unwrap();
    (file, sealed)
}

#[test]
fn a_file_of_any_size_comes_back_as_it_was() {
    for bytes in [
        1,
        PIECE_BYTES - 1,
        PIECE_BYTES,
        PIECE_BYTES + 1,
        3 * PIECE_BYTES,
        MAX_ATTACHMENT_BYTES,
    ] {
        let (file, sealed) = sealed(bytes);
        assert_eq!(sealed.pieces.len(), bytes.div_ceil(PIECE_BYTES));
        for (number, piece) in sealed.pieces.iter().enumerate() {
            let rest = bytes - number * PIECE_BYTES;
            assert_eq!(piece.len(), rest.min(PIECE_BYTES) + PIECE_SEAL_BYTES);
            assert!(piece.len() <= MAX_SEALED_PIECE_BYTES);
        }
        assert_eq!(sealed.content, Hash::of(&sealed.pieces.concat()));
        assert!(open(&key(7), &sealed.pieces) == Some(file), "{bytes} bytes");
    }
    assert!(seal(&key(7), &[]).is_none());
    assert!(seal(&key(7), &vec![0; MAX_ATTACHMENT_BYTES + 1]).is_none());
}

#[test]
fn the_seal_is_what_it_was_when_the_first_was_made() {
    let sealed = seal(&key(7), b"A form of nobody.").unwrap();
    assert_eq!(
        HEXLOWER.encode(&sealed.pieces.concat()),
        "a8373579b400462ba4a4172d6a4a21d6fd4c052e81be74d71b0c3325b276e8df86"
    );
}

#[test]
fn every_single_bit_matters() {
    let (_, sealed) = sealed(300);
    let [piece] = &sealed.pieces[..] else {
        panic!("one piece");
    };
    for bit in 0..piece.len() * 8 {
        let mut altered = piece.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&key(7), &[altered]).is_none(), "bit {bit}");
    }
}

#[test]
fn a_bit_in_any_piece_matters() {
    let (_, mut sealed) = sealed(2 * PIECE_BYTES + 5);
    for number in 0..sealed.pieces.len() {
        for place in [0, sealed.pieces[number].len() - 1] {
            sealed.pieces[number][place] ^= 0x80;
            assert!(open(&key(7), &sealed.pieces).is_none());
            sealed.pieces[number][place] ^= 0x80;
        }
    }
    assert!(open(&key(7), &sealed.pieces).is_some());
}

#[test]
fn a_file_that_was_cut_is_no_file() {
    // Also where the cut falls between two pieces, and both are whole.
    for bytes in [3 * PIECE_BYTES, 3 * PIECE_BYTES + 5] {
        let (_, sealed) = sealed(bytes);
        for left in 0..sealed.pieces.len() {
            assert!(open(&key(7), &sealed.pieces[..left]).is_none(), "{left}");
            assert!(open(&key(7), &sealed.pieces[left + 1..]).is_none());
        }
        let mut cut = sealed.pieces.clone();
        cut.last_mut().unwrap().pop();
        assert!(open(&key(7), &cut).is_none());
        let mut longer = sealed.pieces.clone();
        longer.push(sealed.pieces[0].clone());
        assert!(open(&key(7), &longer).is_none());
    }
}

#[test]
fn pieces_belong_in_their_place_and_to_their_file() {
    let (_, mut mine) = sealed(3 * PIECE_BYTES);
    mine.pieces.swap(0, 1);
    assert!(open(&key(7), &mine.pieces).is_none());
    mine.pieces.swap(0, 1);
    mine.pieces.swap(1, 2);
    assert!(open(&key(7), &mine.pieces).is_none());
    mine.pieces.swap(1, 2);

    let theirs = seal(&key(8), &file(3 * PIECE_BYTES)).unwrap();
    assert_ne!(theirs.content, mine.content);
    assert!(open(&key(8), &mine.pieces).is_none(), "another key");
    mine.pieces[1].clone_from(&theirs.pieces[1]);
    assert!(open(&key(7), &mine.pieces).is_none(), "a piece of another");
}
