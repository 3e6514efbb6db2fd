use super::*;
use crate::ids::DeviceId;
use proptest::prelude::*;

const SENDER: DeviceId = DeviceId::new([1; 16]);

fn request(frames: Vec<Bytes>) -> SyncRequest {
    SyncRequest {
        proto: SyncRequest::PROTO,
        device: SENDER,
        cursors: vec![],
        clock_ms: 0,
        last_secured: 0,
        frames,
        own_whole: false,
        frame_kib: None,
    }
}

/// Bytes that do not compress.
fn noise(len: usize, seed: u64) -> Bytes {
    let mut state = seed * 2 + 1;
    let mut bytes = Vec::with_capacity(len);
    for _ in 0..len {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        bytes.push((state >> 56) as u8);
    }
    bytes.into()
}

#[test]
fn a_small_budget_still_makes_progress() {
    let envelopes: Vec<Bytes> = (0..5).map(|n| noise(3000, n)).collect();
    let packed = pack_envelopes(SENDER, &envelopes, 1, Level::DEVICE).unwrap();
    assert_eq!((packed.frames.len(), packed.taken), (1, 1));
    let packed = pack_envelopes(SENDER, &envelopes, 7000, Level::DEVICE).unwrap();
    assert_eq!(packed.taken, 2);
    assert_eq!(
        pack_envelopes(SENDER, &[], 7000, Level::DEVICE)
            .unwrap()
            .taken,
        0
    );
}

#[test]
fn a_full_outbox_makes_a_request_that_may_be_sent() {
    let envelopes: Vec<Bytes> = (0..40).map(|n| noise(MAX_ENVELOPE_BYTES / 2, n)).collect();
    let packed = pack_envelopes(SENDER, &envelopes, usize::MAX, Level::HUB).unwrap();
    assert!(packed.taken >= 10 && packed.taken < 40, "{}", packed.taken);
    let key = crate::keys::SigningKey::from_bytes(&[1; 32]);
    let sealed = crate::signed::seal(request(packed.frames), &key).unwrap();
    assert!(sealed.bytes().len() <= MAX_REQUEST_BYTES);
}

#[test]
fn much_that_compresses_well_stays_within_what_the_hub_opens() {
    let envelopes = vec![Bytes::from(vec![0; MAX_ENVELOPE_BYTES]); 100];
    let packed = pack_envelopes(SENDER, &envelopes, usize::MAX, Level::HUB).unwrap();
    assert_eq!(packed.taken, 64);
    let request = request(packed.frames);
    assert_eq!(envelope_frames(&request).filter(Result::is_ok).count(), 64);
}

#[test]
fn the_hub_stops_opening_a_request_of_bombs() {
    let bomb = EnvelopeFrame {
        sender: SENDER,
        envelopes: vec![vec![0; MAX_ENVELOPE_BYTES].into()],
    };
    let bomb = Bytes::from(bomb.encode(Level::DEVICE).unwrap());
    let request = request(vec![bomb; MAX_FRAMES_PER_REQUEST]);
    let opened: Vec<bool> = envelope_frames(&request)
        .map(|frame| frame.is_ok())
        .collect();
    assert_eq!(opened.len(), 65);
    assert_eq!(opened.last(), Some(&false));
}

#[test]
fn a_request_has_no_more_envelopes_than_a_response_can_refuse() {
    let envelopes = vec![noise(1, 1); MAX_ENVELOPES_PER_REQUEST + 1];
    let packed = pack_envelopes(SENDER, &envelopes, usize::MAX, Level::HUB).unwrap();
    assert_eq!(packed.taken, MAX_ENVELOPES_PER_REQUEST);
    assert!(envelope_frames(&request(packed.frames)).all(|frame| frame.is_ok()));
    let too_many = EnvelopeFrame {
        sender: SENDER,
        envelopes,
    }
    .encode(Level::HUB)
    .unwrap();
    let opened: Vec<_> = envelope_frames(&request(vec![too_many.into()])).collect();
    assert_eq!(opened, [Err(FrameError::TooLarge)]);
}

#[test]
fn the_hub_stops_at_a_frame_that_does_not_open() {
    let frame = |n| {
        pack_envelopes(SENDER, &[noise(50, n)], 1000, Level::HUB)
            .unwrap()
            .frames
            .remove(0)
    };
    let request = request(vec![frame(1), vec![1, 2, 3].into(), frame(2)]);
    let opened: Vec<bool> = envelope_frames(&request)
        .map(|frame| frame.is_ok())
        .collect();
    assert_eq!(opened, [true, false]);
}

proptest! {
    #[test]
    fn what_was_taken_arrives_in_order(
        sizes in proptest::collection::vec(0..2000_usize, 0..30), budget in 0..20_000_usize,
    ) {
        let envelopes: Vec<Bytes> = (0..).zip(&sizes).map(|(n, size)| noise(*size, n)).collect();
        let packed = pack_envelopes(SENDER, &envelopes, budget, Level::HUB).unwrap();
        prop_assert!(packed.taken > 0 || envelopes.is_empty());
        let bytes: usize = packed.frames.iter().map(|frame| frame.len()).sum();
        prop_assert!(bytes <= budget || packed.frames.len() == 1);
        let request = request(packed.frames);
        let arrived: Vec<Bytes> =
            envelope_frames(&request).flat_map(|frame| frame.unwrap().envelopes).collect();
        prop_assert_eq!(&arrived[..], &envelopes[..packed.taken]);
    }
}
