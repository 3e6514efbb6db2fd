//! Leaving sealed pieces at the hub, and who may.

use sync_protocol::attachment::ContentHasher;
use sync_protocol::hashes::Hash;
use sync_protocol::ids::{DeviceId, DocumentId};
use sync_protocol::limits::{
    MAX_ATTACHMENT_REQUEST_BYTES, MAX_SEALED_PIECE_BYTES, PIECE_SEAL_BYTES,
};
use sync_protocol::message::attachment::{
    AttachmentAnswer, AttachmentRequest, AttachmentState, What,
};
use sync_protocol::signed::seal;

use crate::line::Refused;
use crate::pc::{Pc, golden, shared};
use crate::region::Region;

/// An attachment of three pieces, the last one short.
fn pieces() -> Vec<Vec<u8>> {
    vec![
        vec![1; MAX_SEALED_PIECE_BYTES],
        vec![2; MAX_SEALED_PIECE_BYTES],
        vec![3; PIECE_SEAL_BYTES + 5],
    ]
}

fn content() -> Hash {
    let mut hasher = ContentHasher::default();
    pieces().iter().for_each(|piece| hasher.add(piece));
    hasher.finish()
}

fn put(number: usize, piece: &[u8]) -> What {
    What::Put {
        number: number.try_into().unwrap(),
        total: 3,
        piece: piece.into(),
    }
}

fn question(pc: &Pc, device: DeviceId, document: DocumentId, what: What) -> Vec<u8> {
    let request = AttachmentRequest {
        proto: AttachmentRequest::PROTO,
        device,
        document,
        content: content(),
        what,
    };
    seal(request, &pc.key).unwrap().bytes().to_vec()
}

async fn ask(pc: &Pc, document: DocumentId, what: What) -> Result<AttachmentAnswer, Refused> {
    let question = question(pc, pc.device, document, what);
    let answer = pc.line.post("attachment", question).await?;
    Ok(AttachmentAnswer::decode(&answer).unwrap())
}

fn state(total: u32, held: &[u32]) -> Result<AttachmentAnswer, Refused> {
    Ok(AttachmentAnswer::State(AttachmentState {
        total,
        held: held.to_vec(),
    }))
}

fn refused<T>(status: u16, code: &str) -> Result<T, Refused> {
    Err((status, code.to_owned()))
}

/// A device whose record 1 is on its shelf.
async fn carrying(region: &Region, name: &str) -> Pc {
    let team = region.team(name, "district_nurse");
    let mut pc = Pc::of(region, &team).await;
    let saved = pc.save(shared(1), &golden("ada-name.bin"));
    pc.sync_until(shared(1), saved).await;
    pc
}

#[tokio::test]
async fn pieces_outlive_the_hub_and_come_back_as_they_were() {
    let mut region = Region::serving();
    let mut asha = carrying(&region, "Riverside House").await;
    assert_eq!(ask(&asha, shared(1), What::State).await, state(0, &[]));
    let sent = pieces();
    assert_eq!(
        ask(&asha, shared(1), put(2, &sent[2])).await,
        state(3, &[2])
    );
    assert_eq!(
        ask(&asha, shared(1), put(0, &sent[0])).await,
        state(3, &[0, 2])
    );
    region.kill();
    region.serve();
    asha.line = crate::line::Line::to(&region.url);
    assert_eq!(ask(&asha, shared(1), What::State).await, state(3, &[0, 2]));
    assert_eq!(
        ask(&asha, shared(1), What::Get { number: 0 }).await,
        refused(404, "attachment.not_here"),
        "nothing is given before all is there"
    );
    // The same again, and the last.
    for number in [0, 1, 1] {
        ask(&asha, shared(1), put(number, &sent[number]))
            .await
            .unwrap();
    }
    assert_eq!(
        ask(&asha, shared(1), What::State).await,
        state(3, &[0, 1, 2])
    );
    for (number, piece) in sent.into_iter().enumerate() {
        let number = number.try_into().unwrap();
        let given = ask(&asha, shared(1), What::Get { number }).await;
        assert_eq!(given, Ok(AttachmentAnswer::Piece(piece.into())));
    }
    assert_eq!(region.audited("attachment.kept").len(), 1);
}

#[tokio::test]
async fn pieces_that_are_not_what_was_announced_are_dropped_and_can_be_sent_again() {
    let region = Region::serving();
    let asha = carrying(&region, "Riverside House").await;
    let mut sent = pieces();
    sent[1][7] ^= 1;
    ask(&asha, shared(1), put(0, &sent[0])).await.unwrap();
    ask(&asha, shared(1), put(1, &sent[1])).await.unwrap();
    assert_eq!(
        ask(&asha, shared(1), put(2, &sent[2])).await,
        refused(409, "attachment.wrong_content")
    );
    assert_eq!(ask(&asha, shared(1), What::State).await, state(0, &[]));
    sent[1][7] ^= 1;
    for (number, piece) in sent.iter().enumerate() {
        ask(&asha, shared(1), put(number, piece)).await.unwrap();
    }
    assert_eq!(
        ask(&asha, shared(1), What::State).await,
        state(3, &[0, 1, 2])
    );
}

#[tokio::test]
async fn only_devices_that_carry_the_document_give_or_take() {
    let region = Region::serving();
    let asha = carrying(&region, "Riverside House").await;
    for (number, piece) in pieces().iter().enumerate() {
        ask(&asha, shared(1), put(number, piece)).await.unwrap();
    }
    let hospice = region.team("Fen Edge Hospice", "district_nurse");
    let mut ben = Pc::of(&region, &hospice).await;
    ben.sync().await;
    let all = || {
        let piece = pieces().remove(0);
        [What::State, What::Get { number: 0 }, put(0, &piece)]
    };
    for what in all() {
        assert_eq!(
            ask(&ben, shared(1), what).await,
            refused(403, "attachment.not_carried")
        );
    }
    // A document of his own does not open what belongs to another.
    let saved = ben.save(shared(2), &golden("bea-name.bin"));
    ben.sync_until(shared(2), saved).await;
    assert_eq!(
        ask(&ben, shared(2), What::Get { number: 0 }).await,
        refused(404, "attachment.not_here")
    );
    let record = shared(1).record.to_string();
    let share = ["--record", &record, "--site", &hospice.site];
    region.admin(&[&["record", "share"][..], &share].concat());
    assert!(ask(&ben, shared(1), What::Get { number: 0 }).await.is_ok());
    region.admin(&[&["record", "unshare"][..], &share].concat());
    assert_eq!(
        ask(&ben, shared(1), What::Get { number: 0 }).await,
        refused(403, "attachment.not_carried")
    );

    region.admin(&["device", "revoke", "--device", &asha.device.to_string()]);
    for what in all() {
        assert_eq!(
            ask(&asha, shared(1), what).await,
            refused(403, "attachment.revoked_device")
        );
    }
}

#[tokio::test]
async fn what_is_no_question_is_refused_by_name_and_the_hub_goes_on() {
    let region = Region::serving();
    let asha = carrying(&region, "Riverside House").await;
    let ben = elsewhere(&region).await;
    let right = question(&asha, asha.device, shared(1), What::State);
    let post = async |bytes: Vec<u8>| asha.line.post("attachment", bytes).await.unwrap_err();

    assert_eq!(
        post(right[..20].to_vec()).await,
        (400, "attachment.truncated".to_owned())
    );
    let under_another_key = question(&ben, asha.device, shared(1), What::State);
    assert_eq!(
        post(under_another_key).await,
        (403, "attachment.bad_signature".to_owned())
    );
    let stranger = question(&asha, DeviceId::new([9; 16]), shared(1), What::State);
    assert_eq!(
        post(stranger).await,
        (403, "request.unknown_device".to_owned())
    );
    assert_eq!(
        post(vec![0; MAX_ATTACHMENT_REQUEST_BYTES + 1]).await,
        (413, "request.too_large".to_owned())
    );
    let mut resized = question(&asha, asha.device, shared(1), put(0, &pieces()[0]));
    resized.truncate(resized.len() - 1);
    assert_eq!(
        post(resized).await,
        (400, "attachment.truncated".to_owned())
    );
    assert_eq!(ask(&asha, shared(1), What::State).await, state(0, &[]));
}

/// Another enrolled device, of another site.
async fn elsewhere(region: &Region) -> Pc {
    let team = region.team("Fen Edge Hospice", "district_nurse");
    Pc::of(region, &team).await
}
