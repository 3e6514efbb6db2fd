//! What the screens say of a view that is in no store, so that two views can be compared by what people would read.

use crate::api::Glance;
use crate::desk::{SignedIn, card};
use crate::show::{self, Viewer};
use care_record::{Policy, RecordView, Role};
use chrono::{DateTime, Local};
use store::workstation::Card;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::StaffId;

/// At a glance, as somebody with these roles reads it.
#[must_use]
pub fn glance(view: &RecordView, roles: &[Role], now: DateTime<Local>) -> Glance {
    let session = SignedIn {
        staff: StaffId::new([0; 16]),
        name: String::new(),
        roles: roles.to_vec(),
        certificate: CertificateHash::new([0; 32]),
        until_ms: i64::MAX,
    };
    let viewer = Viewer {
        session: &session,
        now,
        shared_at_ms: None,
        policy: Policy::default(),
        region: "",
        alone: false,
    };
    let head = show::print_head(&show::Printed::of_a_face(), "", &viewer);
    let mut glance = show::glance(&view.for_reader(roles), None, head, &viewer);
    // How old a record is as a whole is said of none that is shown by its face.
    glance.banner.old.clear();
    glance.banner.not_heard.clear();
    glance
}

/// What the list of people says of a record as of its face: kind, stage, postcode and the reviews of every section are in no
/// face, and neither is what Today reads.
#[must_use]
pub fn card_of(view: &RecordView) -> Card {
    Card {
        kind: String::new(),
        stage: String::new(),
        postcode: String::new(),
        review_on: String::new(),
        digest: String::new(),
        ..card::of(view, 0)
    }
}
