//! The glass is broken: who is given a face of which record, and what is written down about it.

use sync_protocol::frame::FaceFrame;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::RecordId;
use sync_protocol::keys::SigningKey;
use sync_protocol::limits::MAX_BREAK_GLASS_BYTES;
use sync_protocol::message::break_glass::{BreakGlass, FindingHash, GlassReason};
use sync_protocol::signed::seal;

use crate::line::Refused;
use crate::pc::{Pc, golden, shared};
use crate::region::Region;

/// What a device says of whoever sits at it.
struct Words<'a> {
    pc: &'a Pc,
    author: CertificateHash,
    key: &'a SigningKey,
}

impl<'a> Words<'a> {
    fn of(pc: &'a Pc) -> Self {
        Self {
            pc,
            author: pc.author,
            key: &pc.key,
        }
    }

    async fn ask(&self, name: &str) -> Result<Vec<RecordId>, Refused> {
        let request = BreakGlass {
            proto: BreakGlass::PROTO,
            device: self.pc.device,
            author: self.author,
            found_by: FindingHash::of(name),
            reason: GlassReason::named("life_in_danger").unwrap(),
        };
        let request = seal(request, self.key).unwrap().bytes().to_vec();
        let answer = self.pc.line.post("break-glass", request).await?;
        let faces = FaceFrame::decode(&answer).unwrap().faces;
        Ok(faces.iter().map(|face| face.record).collect())
    }
}

/// A region in which a home has published a record, and the name by which it is found.
async fn a_home(region: &Region) -> Pc {
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(region, &home).await;
    let saved = asha.save(shared(1), &golden("cyd-number.bin"));
    asha.sync_until(shared(1), saved).await;
    asha
}

const NUMBER: &str = "nhs_number 9990000018";

#[tokio::test]
async fn a_face_is_given_once_it_is_written_down_who_asked() {
    let region = Region::serving();
    a_home(&region).await;
    let team = region.team("Nurses, east", "district_nurse");
    let joe = Pc::of(&region, &team).await;
    let words = Words::of(&joe);
    assert_eq!(words.ask(NUMBER).await, Ok(vec![shared(1).record]));
    let detail = format!("{} life_in_danger", joe.device);
    let written = std::slice::from_ref(&detail);
    assert_eq!(region.audited("break_glass.opened"), written);
    let nobody = words.ask("nhs_number 9990000026").await;
    assert_eq!(nobody, Err((404, "break_glass.nobody".to_owned())));
    assert_eq!(region.audited("break_glass.nobody"), written);
    assert_eq!(region.report("broken_glass"), 2);
}

#[tokio::test]
async fn nobody_is_given_a_face_who_may_not_break_the_glass() {
    let region = Region::serving();
    let asha = a_home(&region).await;
    let team = region.team("Nurses, east", "district_nurse");
    let joe = Pc::of(&region, &team).await;
    let carers = region.team("Fen Lodge", "care_assistant");
    let ben = Pc::of(&region, &carers).await;
    let not_yours = Err((403, "break_glass.not_yours".to_owned()));
    assert_eq!(Words::of(&ben).ask(NUMBER).await, not_yours);
    // A nurse who works elsewhere, and nobody that the region knows.
    for author in [asha.author, CertificateHash::new([7; 32])] {
        let words = Words {
            author,
            ..Words::of(&joe)
        };
        assert_eq!(words.ask(NUMBER).await, not_yours);
    }
    let forged = Words {
        key: &SigningKey::from_bytes(&[9; 32]),
        ..Words::of(&joe)
    };
    assert_eq!(
        forged.ask(NUMBER).await,
        Err((403, "request.bad_signature".to_owned()))
    );
    let large = vec![0; MAX_BREAK_GLASS_BYTES + 1];
    assert_eq!(
        joe.line.post("break-glass", large).await.unwrap_err().0,
        413
    );
    // Nor who has left, or whose computer was taken.
    region.admin(&["staff", "end", "--staff", &team.staff]);
    assert_eq!(Words::of(&joe).ask(NUMBER).await, not_yours);
    region.admin(&["device", "revoke", "--device", &asha.device.to_string()]);
    assert_eq!(
        Words::of(&asha).ask(NUMBER).await,
        Err((403, "break_glass.revoked_device".to_owned()))
    );
    assert_eq!(region.report("broken_glass"), 0);
    assert_eq!(region.audited("break_glass.refused").len(), 5);
}

#[tokio::test]
async fn a_computer_does_not_read_about_a_village() {
    let region = Region::serving();
    a_home(&region).await;
    let team = region.team("Nurses, east", "district_nurse");
    let joe = Pc::of(&region, &team).await;
    let words = Words::of(&joe);
    for _ in 0..29 {
        assert_eq!(words.ask(NUMBER).await, Ok(vec![shared(1).record]));
    }
    let nobody = Err((404, "break_glass.nobody".to_owned()));
    assert_eq!(words.ask("name smith 1938-03-04").await, nobody);
    for _ in 0..3 {
        let too_often = Err((429, "break_glass.too_often".to_owned()));
        assert_eq!(words.ask(NUMBER).await, too_often);
    }
    assert_eq!(region.audited("break_glass.too_often").len(), 1);
    // Others go on.
    let joe = Pc::of(&region, &team).await;
    assert!(Words::of(&joe).ask(NUMBER).await.is_ok());
}
