//! Faces: given to a device for the shelf it carries, and to nobody else.

use sync_protocol::frame::Face;
use sync_protocol::ids::{RecordId, ShelfId};
use sync_protocol::keys::SigningKey;
use sync_protocol::message::faces::FacesRequest;
use sync_protocol::signed::seal;
use sync_protocol::stream::{FacesPart, FacesReader};

use crate::line::Refused;
use crate::pc::{Pc, golden, shared};
use crate::region::Region;

fn question(pc: &Pc, shelf: ShelfId, after: Option<RecordId>, key: &SigningKey) -> Vec<u8> {
    let request = FacesRequest {
        proto: FacesRequest::PROTO,
        device: pc.device,
        shelf,
        after,
    };
    seal(request, key).unwrap().bytes().to_vec()
}

/// All faces of an answer, which must have its end.
async fn ask(pc: &Pc, after: Option<RecordId>) -> Result<Vec<Face>, Refused> {
    let answer = pc
        .line
        .post("faces", question(pc, pc.cursor.shelf, after, &pc.key))
        .await?;
    let mut reader = FacesReader::default();
    reader.feed(&answer);
    let mut faces = Vec::new();
    loop {
        match reader.next_part().unwrap().unwrap() {
            FacesPart::Faces(frame) => faces.extend(frame.faces),
            FacesPart::End => return Ok(faces),
        }
    }
}

fn records(faces: &[Face]) -> Vec<RecordId> {
    faces.iter().map(|face| face.record).collect()
}

#[tokio::test]
async fn a_device_is_given_the_faces_of_its_own_shelf_as_far_as_they_are_published() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let hospice = region.team("Fen Edge Hospice", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let ben = Pc::of(&region, &hospice).await;
    assert_eq!(ask(&asha, None).await.unwrap(), []);
    for record in [2, 1] {
        let saved = asha.save(shared(record), &golden("ada-name.bin"));
        asha.sync_until(shared(record), saved).await;
    }
    let faces = ask(&asha, None).await.unwrap();
    let [one, two] = [1, 2].map(|record| shared(record).record);
    assert_eq!(records(&faces), [one, two]);
    assert_eq!(faces[0].doc_seq, 1);
    let says = |words: &str| {
        let mut parts = faces[0].bytes.windows(words.len());
        parts.any(|part| part == words.as_bytes())
    };
    assert!(says("Riverside House"), "with who wrote it");
    assert_eq!(records(&ask(&asha, Some(one)).await.unwrap()), [two]);
    assert_eq!(ask(&asha, Some(two)).await.unwrap(), []);

    // What is published later is in the next face.
    let saved = asha.save(shared(1), &golden("ada-phone.bin"));
    asha.sync_until(shared(1), saved).await;
    let later = ask(&asha, None).await.unwrap();
    assert_eq!((later[0].doc_seq, later[1].doc_seq), (2, 1));

    // Another shelf is another's.
    assert_eq!(ask(&ben, None).await.unwrap(), []);
    let asked = question(&ben, asha.cursor.shelf, None, &ben.key);
    assert_eq!(
        ben.line.post("faces", asked).await,
        Err((403, "faces.not_carried".to_owned()))
    );
    let record = one.to_string();
    let site = ["--record", &record, "--site", &hospice.site];
    region.admin(&[&["record", "share"], &site[..]].concat());
    assert_eq!(records(&ask(&ben, None).await.unwrap()), [one]);
    region.admin(&[&["record", "unshare"], &site[..]].concat());
    assert_eq!(ask(&ben, None).await.unwrap(), []);
}

#[tokio::test]
async fn nobody_else_is_given_any() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let saved = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), saved).await;
    let forged = question(
        &asha,
        asha.cursor.shelf,
        None,
        &SigningKey::from_bytes(&[9; 32]),
    );
    assert_eq!(
        asha.line.post("faces", forged).await,
        Err((403, "request.bad_signature".to_owned()))
    );
    assert_eq!(
        asha.line.post("faces", vec![0; 4]).await,
        Err((400, "request.malformed".to_owned()))
    );
    assert_eq!(
        asha.line
            .post("faces", vec![0; 100_000])
            .await
            .unwrap_err()
            .0,
        413
    );
    region.admin(&["device", "revoke", "--device", &asha.device.to_string()]);
    assert_eq!(
        ask(&asha, None).await,
        Err((403, "faces.revoked_device".to_owned()))
    );
}
