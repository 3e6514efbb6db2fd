use super::*;
use crate::bytes::Bytes;
use crate::cursor::Cursor;
use crate::frame::{Face, Level};
use crate::ids::RecordId;
use crate::limits::{MAX_REFUSALS_PER_RESPONSE, TARGET_FACES_RAW_BYTES};
use crate::message::refusal::{Refusal, RefusalCode};
use crate::message::response::{ShelfException, ShelfExceptionKind};
use crate::session::page::page;
use crate::testing::shelf;

fn head() -> SyncHead {
    SyncHead {
        epoch: 1,
        dev_accepted: 12,
        dev_secured: 10,
        clock_ms: crate::testing::NOON_MS,
        refused: vec![Refusal {
            dev_seq: 13,
            code: RefusalCode::GAP,
            device: None,
        }],
        exceptions: vec![ShelfException {
            place: 0,
            kind: ShelfExceptionKind::Repair,
        }],
        new_shelves: vec![],
        unpublished: None,
    }
}

#[test]
fn a_length_beyond_the_limit_is_refused_before_its_bytes_come() {
    for (kind, limit) in [
        (KIND_HEAD, MAX_HEAD_BYTES),
        (KIND_FRAME, MAX_FRAME_BYTES),
        (KIND_END, MAX_END_BYTES),
    ] {
        let announced = |len: usize| {
            let mut bytes = vec![kind];
            leb::write(len as u64, &mut bytes);
            let mut reader = PartReader::new();
            reader.feed(&bytes);
            reader.next_part()
        };
        assert_eq!(announced(limit), Ok(None), "waits for its bytes");
        assert_eq!(announced(limit + 1), Err(StreamError::TooLarge));
        assert_eq!(announced(usize::MAX), Err(StreamError::TooLarge));
    }
}

#[test]
fn every_limit_of_a_head_fits_a_head() {
    let device = Some(crate::ids::DeviceId::new([1; 16]));
    let refused = Refusal {
        dev_seq: u64::MAX,
        code: RefusalCode::new(255),
        device,
    };
    let exception = ShelfException {
        place: 63,
        kind: ShelfExceptionKind::NotCarried,
    };
    let full = SyncHead {
        epoch: u64::MAX,
        dev_accepted: u64::MAX,
        dev_secured: u64::MAX,
        clock_ms: u64::MAX,
        refused: vec![refused; MAX_REFUSALS_PER_RESPONSE],
        exceptions: vec![exception; 64],
        new_shelves: vec![shelf(1); 64],
        unpublished: None,
    };
    let mut reader = PartReader::new();
    reader.feed(&head_part(full.clone()));
    assert_eq!(reader.next_part(), Ok(Some(Part::Head(full))));
}

#[test]
fn a_buffer_does_not_grow_with_the_response() {
    let entries = vec![Bytes::from(vec![9; 500]); 200];
    let (parts, _) = page(Cursor::start(shelf(1), 1), entries, 1000, Level::HUB).unwrap();
    let mut reader = PartReader::new();
    let mut read = 0;
    for part in &parts {
        reader.feed(part);
        while reader.next_part().unwrap().is_some() {
            read += 1;
        }
        assert!(reader.bytes.len() <= part.len());
    }
    assert_eq!(read, parts.len());
    assert!(reader.is_between_parts());
}

#[test]
fn an_unknown_part_or_a_longer_length_is_refused() {
    let read = |bytes: &[u8]| {
        let mut reader = PartReader::new();
        reader.feed(bytes);
        reader.next_part()
    };
    assert_eq!(read(&[3, 0]), Err(StreamError::UnknownPart));
    assert_eq!(read(&[0, 0x80, 0x00]), Err(StreamError::BadNumber));
    assert_eq!(read(&[0, 1, 0xff]), Err(StreamError::Malformed));
    assert_eq!(
        read(&[1, 1, 0]),
        Err(StreamError::Frame(FrameError::Truncated))
    );
    assert_eq!(read(&head_part(head())), Ok(Some(Part::Head(head()))));
}

#[test]
fn an_answer_of_faces_comes_in_any_pieces_and_a_cut_is_never_its_end() {
    let face = |n: u8| Face {
        record: RecordId::new([n; 16]),
        doc_seq: n.into(),
        bytes: vec![n; TARGET_FACES_RAW_BYTES / 3].into(),
    };
    let mut pager = FacePager::new(Level::HUB);
    let mut answer = Vec::new();
    for n in 1..=7 {
        answer.extend(pager.push(face(n)).unwrap().unwrap_or_default());
    }
    answer.extend(pager.finish().unwrap());
    for piece in [1, 7, answer.len()] {
        let mut reader = FacesReader::default();
        let mut came = Vec::new();
        for (number, bytes) in answer.chunks(piece).enumerate() {
            reader.feed(bytes);
            while let Some(part) = reader.next_part().unwrap() {
                match part {
                    FacesPart::Faces(frame) => came.extend(frame.faces),
                    FacesPart::End => {
                        assert_eq!(number, (answer.len() - 1) / piece, "at the last byte");
                    }
                }
            }
        }
        assert_eq!(came, (1..=7).map(face).collect::<Vec<_>>());
    }
    let mut reader = FacesReader::default();
    reader.feed(&head_part(head()));
    assert_eq!(reader.next_part(), Err(StreamError::UnknownPart));
    reader = FacesReader::default();
    reader.feed(&[3, 0xff, 0xff, 0xff, 0x7f]);
    assert_eq!(reader.next_part(), Err(StreamError::TooLarge));
}
