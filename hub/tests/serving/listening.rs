//! The doorbell: who is rung for, how often, and who is not.

use std::time::Duration;

use hub::secrets::random;
use reqwest::Response;
use sync_protocol::keys::SigningKey;
use sync_protocol::message::doorbell::{DoorbellRequest, RingReader};
use sync_protocol::signed;
use tokio::time::timeout;

use crate::pc::{Pc, golden, shared};
use crate::region::Region;

/// How long a busy machine may take for a ring.
const PATIENCE: Duration = Duration::from_secs(60);

/// A line that is listened on.
struct Listening {
    answer: Response,
    reader: RingReader,
}

impl Listening {
    /// What is heard next; nothing when the line has ended.
    async fn next(&mut self) -> Option<u64> {
        loop {
            let piece = timeout(PATIENCE, self.answer.chunk()).await;
            let piece = piece.expect("a ring in time").ok()??;
            if let Some(seq) = self.reader.feed(&piece) {
                return Some(seq);
            }
        }
    }
}

fn wish(pc: &Pc, key: &SigningKey) -> Vec<u8> {
    let wish = DoorbellRequest {
        proto: DoorbellRequest::PROTO,
        device: pc.device,
    };
    signed::seal(wish, key).unwrap().bytes().to_vec()
}

async fn listen(region: &Region, pc: &Pc) -> Listening {
    let request = pc.line.client.post(format!("{}/doorbell", region.url));
    let answer = request.body(wish(pc, &pc.key)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    Listening {
        answer,
        reader: RingReader::default(),
    }
}

#[tokio::test]
async fn a_ring_says_how_far_the_shelf_is_and_only_to_those_who_carry_it() {
    let mut region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let elsewhere = region.team("Fen Edge", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &home).await;
    let mut other = Pc::of(&region, &elsewhere).await;

    let mut line = listen(&region, &ben).await;
    let mut foreign = listen(&region, &other).await;
    let begun = line.next().await.expect("it is told at once where it is");
    let foreign_begun = foreign.next().await;
    other.sync().await;
    assert_eq!(foreign_begun, Some(other.cursor.seq));
    let saved = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), saved).await;
    let mut rung = begun;
    while rung < asha.cursor.seq {
        let next = line.next().await.expect("it rings");
        assert!(next > rung, "a ring is news");
        rung = next;
    }
    assert_eq!(rung, asha.cursor.seq, "no further than the shelf is");
    ben.sync_until(shared(1), saved).await;
    assert_eq!(ben.cursor.seq, rung);

    // A third line of one device ends its first.
    let mut second = listen(&region, &ben).await;
    assert_eq!(second.next().await, Some(rung));
    let mut third = listen(&region, &ben).await;
    assert_eq!(third.next().await, Some(rung));
    assert_eq!(line.next().await, None, "the oldest makes room");

    // A stop ends every line, also the one that had nothing to hear of another site's shelf.
    let stopped = tokio::task::spawn_blocking(move || region.stop());
    assert_eq!(stopped.await.unwrap(), Some(0));
    for line in [&mut second, &mut third, &mut foreign] {
        assert_eq!(line.next().await, None);
    }
}

#[tokio::test]
async fn nobody_is_rung_for_who_does_not_prove_who_it_is() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let asha = Pc::of(&region, &home).await;
    let thief = SigningKey::from_bytes(&random().unwrap());
    let whole = wish(&asha, &asha.key);
    let (half, _) = whole.split_at(whole.len() / 2);
    let stranger = DoorbellRequest {
        proto: DoorbellRequest::PROTO,
        device: sync_protocol::ids::DeviceId::new(random().unwrap()),
    };
    let stranger = signed::seal(stranger, &thief).unwrap();
    for (body, refused) in [
        (wish(&asha, &thief), (403, "doorbell.bad_signature")),
        (stranger.bytes().to_vec(), (403, "request.unknown_device")),
        (half.to_vec(), (400, "doorbell.truncated")),
        (b"hello".to_vec(), (400, "doorbell.malformed")),
        (vec![0; 4096], (413, "request.too_large")),
    ] {
        let said = asha.line.post("doorbell", body).await.unwrap_err();
        assert_eq!((said.0, said.1.as_str()), refused);
    }
    let device = asha.device.to_string();
    let mut line = listen(&region, &asha).await;
    assert!(line.next().await.is_some());
    region.admin(&["device", "revoke", "--device", &device]);
    // It may hear of its own revocation before it is hung up on.
    while line.next().await.is_some() {}
    let said = asha.line.post("doorbell", whole).await.unwrap_err();
    assert_eq!((said.0, said.1.as_str()), (403, "doorbell.revoked_device"));
}
