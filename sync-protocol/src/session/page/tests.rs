use super::*;
use crate::stream::{Part, PartReader};
use crate::testing::shelf;
use proptest::prelude::*;

fn frames_of(parts: &[Vec<u8>]) -> Vec<FeedFrame> {
    let mut reader = PartReader::new();
    let mut frames = Vec::new();
    for part in parts {
        reader.feed(part);
        match reader.next_part() {
            Ok(Some(Part::Frame(frame))) => frames.push(frame),
            other => panic!("not a frame: {other:?}"),
        }
    }
    frames
}

#[test]
fn nothing_new_is_no_frame() {
    let start = Cursor::start(shelf(1), 1);
    assert_eq!(page(start, [], 1000, Level::HUB), Ok((vec![], start)));
}

#[test]
fn an_entry_of_the_largest_size_travels_alone_and_a_larger_one_not_at_all() {
    let start = Cursor::start(shelf(1), 1);
    let largest = Bytes::from(vec![0; MAX_FEED_ENTRY_BYTES]);
    let small = Bytes::from(vec![1]);
    let entries = [small.clone(), largest, small];
    let (parts, _) = page(start, entries, usize::MAX, Level::HUB).unwrap();
    assert_eq!(
        frames_of(&parts)
            .iter()
            .map(|frame| frame.entries.len())
            .collect::<Vec<_>>(),
        [1, 1, 1]
    );
    let larger = Bytes::from(vec![0; MAX_FEED_ENTRY_BYTES + 1]);
    assert_eq!(
        page(start, [larger], 1000, Level::HUB),
        Err(PageError::EntryTooLarge)
    );
}

#[test]
fn many_tiny_entries_do_not_make_a_frame_nobody_opens() {
    let start = Cursor::start(shelf(1), 1);
    let entries = vec![Bytes::default(); MAX_ITEMS_PER_FRAME + 1];
    let (parts, end) = page(start, entries, 1000, Level::HUB).unwrap();
    assert_eq!(frames_of(&parts).len(), 2);
    assert_eq!(end.seq, MAX_ITEMS_PER_FRAME as u64 + 1);
}

proptest! {
    #[test]
    fn frames_hold_all_entries_in_order_and_each_ends_in_its_commit_point(
        sizes in proptest::collection::vec(0..400_usize, 0..40), target in 0..2000_usize,
    ) {
        let start = Cursor { seq: 7, ..Cursor::start(shelf(1), 1) };
        let entries: Vec<Bytes> = (0_u8..).zip(&sizes).map(|(n, size)| vec![n; *size].into()).collect();
        let (parts, end) = page(start, entries.clone(), target, Level::HUB).unwrap();
        let frames = frames_of(&parts);
        let mut cursor = start;
        for frame in &frames {
            for entry in &frame.entries {
                cursor = cursor.after(entry).unwrap();
            }
            prop_assert_eq!((frame.shelf, frame.seq, frame.chain), (cursor.shelf, cursor.seq, cursor.chain));
            let raw: usize = frame.entries.iter().map(|entry| entry.len()).sum();
            prop_assert!(raw <= target || frame.entries.iter().filter(|entry| !entry.is_empty()).count() == 1);
        }
        prop_assert_eq!(cursor, end);
        prop_assert_eq!(frames.into_iter().flat_map(|frame| frame.entries).collect::<Vec<_>>(), entries);
    }
}
