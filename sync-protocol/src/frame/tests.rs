use super::*;
use crate::bytes::Bytes;
use crate::ids::{DeviceId, RecordId};
use crate::limits::MAX_FACE_BYTES;
use proptest::prelude::*;

const SENDER: DeviceId = DeviceId::new([1; 16]);

fn text_of(text: &[u8]) -> Lean {
    Lean {
        text: text.to_vec(),
        noise: Vec::new(),
    }
}

fn frame_of(text: &[u8]) -> Vec<u8> {
    pack(&text_of(text), Level::HUB).unwrap()
}

/// A frame whose header says what is asked, with a right checksum.
fn forged(dictionary: u8, text_len: u64, packed: &[u8]) -> Vec<u8> {
    let packed = packed.strip_prefix(&ZSTD_MAGIC).unwrap_or(packed);
    let mut frame = vec![dictionary];
    leb::write(text_len, &mut frame);
    leb::write(packed.len() as u64, &mut frame);
    leb::write(0, &mut frame);
    let sum = checksum(&[&frame, packed]);
    frame.extend(sum);
    frame.extend(packed);
    frame
}

#[test]
fn a_bomb_does_not_open() {
    let bomb = zstd::bulk::compress(&vec![0; 64 * 1024 * 1024], 19).unwrap();
    assert!(bomb.len() < 10_000);
    assert_eq!(
        unpack(&forged(0, 64 * 1024 * 1024, &bomb)),
        Err(FrameError::TooLarge)
    );
    assert_eq!(
        unpack(&forged(0, 1000, &bomb)),
        Err(FrameError::BadCompression)
    );
    let bomb = dictionary::compress(&vec![0; 64 * 1024 * 1024], Level::new(1)).unwrap();
    for len in [1000, MAX_FRAME_RAW_BYTES as u64] {
        assert_eq!(
            unpack(&forged(dictionary::TRAINED, len, &bomb)),
            Err(FrameError::BadCompression)
        );
    }
}

#[test]
fn a_frame_that_knew_no_dictionary_opens() {
    let words = b"written before there was one";
    let packed = zstd::bulk::compress(words, 3).unwrap();
    let frame = forged(dictionary::NONE, words.len() as u64, &packed);
    assert_eq!(unpack(&frame), Ok(text_of(words)));
    let mut misnamed = frame_of(words);
    misnamed[0] = dictionary::NONE;
    assert_eq!(unpack(&misnamed), Err(FrameError::BadChecksum));
}

#[test]
fn a_frame_must_open_to_exactly_what_it_says() {
    let packed = zstd::bulk::compress(b"three words here", 3).unwrap();
    assert_eq!(
        unpack(&forged(0, 16, &packed)),
        Ok(text_of(b"three words here"))
    );
    assert_eq!(
        unpack(&forged(0, 17, &packed)),
        Err(FrameError::BadCompression)
    );
    assert_eq!(
        unpack(&forged(0, 15, &packed)),
        Err(FrameError::BadCompression)
    );
    assert_eq!(
        unpack(&forged(9, 16, &packed)),
        Err(FrameError::UnknownDictionary)
    );
}

#[test]
fn damage_anywhere_is_noticed() {
    let mut lean = text_of(b"a frame that is damaged somewhere on its way");
    lean.noise = vec![1, 2, 3];
    let frame = pack(&lean, Level::HUB).unwrap();
    for place in 0..frame.len() {
        for bit in 0..8 {
            let mut damaged = frame.clone();
            damaged[place] ^= 1 << bit;
            assert!(unpack(&damaged).is_err(), "bit {bit} of byte {place}");
        }
    }
}

#[test]
fn a_cut_frame_is_cut_and_a_longer_one_is_longer() {
    let frame = frame_of(b"whole or not at all");
    for cut in 0..frame.len() {
        assert_eq!(
            unpack(&frame[..cut]),
            Err(FrameError::Truncated),
            "cut at {cut}"
        );
    }
    let longer = [frame.as_slice(), &[0]].concat();
    assert_eq!(unpack(&longer), Err(FrameError::TrailingBytes));
}

#[test]
fn an_envelope_of_the_largest_size_fits_a_frame() {
    let largest = Bytes::from(vec![7; crate::limits::MAX_ENVELOPE_BYTES]);
    let frame = EnvelopeFrame {
        sender: SENDER,
        envelopes: vec![largest],
    };
    let bytes = frame.encode(Level::HUB).unwrap();
    assert_eq!(EnvelopeFrame::decode(&bytes, SENDER), Ok(frame));
}

#[test]
fn a_frame_holds_something_but_not_too_much() {
    let nothing = EnvelopeFrame {
        sender: SENDER,
        envelopes: vec![],
    };
    assert_eq!(nothing.encode(Level::HUB), Err(FrameError::Empty));
    let empty_inside = frame_of(&[0]);
    assert_eq!(
        EnvelopeFrame::decode(&empty_inside, SENDER),
        Err(FrameError::Empty)
    );

    let many = EnvelopeFrame {
        sender: SENDER,
        envelopes: vec![Bytes::default(); 4097],
    };
    assert_eq!(many.encode(Level::HUB), Err(FrameError::TooLarge));
    let mut too_many = Vec::new();
    leb::write(4097, &mut too_many);
    too_many.extend([0; 2 * 4097]);
    assert_eq!(
        EnvelopeFrame::decode(&frame_of(&too_many), SENDER),
        Err(FrameError::Malformed)
    );
}

#[test]
fn another_encoding_of_the_same_frame_is_refused() {
    let mut asha = crate::testing::Machine::asha();
    let change = crate::testing::golden_change("first");
    let envelope = asha.save(crate::testing::document(1), &[change]);
    let frame = EnvelopeFrame {
        sender: SENDER,
        envelopes: vec![envelope.bytes().into()],
    };
    assert_eq!(
        EnvelopeFrame::decode(&frame.encode(Level::HUB).unwrap(), SENDER).as_ref(),
        Ok(&frame)
    );
    // An envelope that could be told in less, told as it is.
    let mut as_it_is = vec![1, 0];
    leb::write(envelope.bytes().len() as u64, &mut as_it_is);
    as_it_is.extend(envelope.bytes());
    assert_eq!(
        EnvelopeFrame::decode(&frame_of(&as_it_is), SENDER),
        Err(FrameError::NotCanonical)
    );
    // Bytes after the last item, in either stream.
    let one_form = [1, 0, 1, 0x2a];
    let expected = EnvelopeFrame {
        sender: SENDER,
        envelopes: vec![Bytes::from([0x2a].as_slice())],
    };
    assert_eq!(
        EnvelopeFrame::decode(&frame_of(&one_form), SENDER),
        Ok(expected)
    );
    assert_eq!(
        EnvelopeFrame::decode(&frame_of(&[1, 0, 1, 0x2a, 0]), SENDER),
        Err(FrameError::NotCanonical)
    );
    let with_noise = Lean {
        text: one_form.to_vec(),
        noise: vec![0],
    };
    assert_eq!(
        EnvelopeFrame::decode(&pack(&with_noise, Level::HUB).unwrap(), SENDER),
        Err(FrameError::NotCanonical)
    );
}

#[test]
fn faces_are_in_order_whole_and_not_too_large() {
    let face = |record: u8, len: usize| Face {
        record: RecordId::new([record; 16]),
        doc_seq: 300,
        bytes: vec![record; len].into(),
    };
    let frame = |faces: Vec<Face>| FaceFrame { faces }.encode(Level::HUB);
    let sound = FaceFrame {
        faces: vec![face(1, 9), face(2, 0)],
    };
    let bytes = sound.encode(Level::HUB).unwrap();
    assert_eq!(FaceFrame::decode(&bytes), Ok(sound));
    assert_eq!(frame(vec![]), Err(FrameError::Empty));
    for pair in [[2, 1], [1, 1]] {
        let faces = pair.map(|record| face(record, 3)).to_vec();
        assert_eq!(frame(faces), Err(FrameError::NotCanonical));
    }
    assert_eq!(
        frame(vec![face(1, MAX_FACE_BYTES + 1)]),
        Err(FrameError::TooLarge)
    );
    // A few bytes that open to more than any frame holds.
    assert_eq!(
        FaceFrame::decode(&forged(0, 1 << 40, b"bomb")),
        Err(FrameError::TooLarge)
    );
    // The ids of the records are noise; without them there are none.
    assert_eq!(
        FaceFrame::decode(&frame_of(&[1, 5, 0])),
        Err(FrameError::Malformed)
    );
}

proptest! {
    #[test]
    fn what_is_packed_comes_back(
        text in proptest::collection::vec(any::<u8>(), 0..4000),
        noise in proptest::collection::vec(any::<u8>(), 0..100), level in 1..20_i32,
    ) {
        let lean = Lean { text, noise };
        let frame = pack(&lean, Level::new(level)).unwrap();
        prop_assert_eq!(unpack(&frame), Ok(lean));
    }

    #[test]
    fn any_bytes_open_or_do_not(bytes in proptest::collection::vec(any::<u8>(), 0..600), raw_len in 0..100_000_u64) {
        let _ = unpack(&bytes);
        // Past the checksum, into the decompressor.
        let _ = unpack(&forged(0, raw_len, &bytes));
        let _ = FeedFrame::decode(&frame_of(&bytes));
        let _ = EnvelopeFrame::decode(&frame_of(&bytes), SENDER);
        let _ = FaceFrame::decode(&frame_of(&bytes));
    }
}
