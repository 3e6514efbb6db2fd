//! Before the first of a shelf's feed: the faces of its people, so that each can be looked at while the log is on its way.

use super::{SyncReport, Tell, bad, with};
use crate::desk::{Desk, SyncNeeds};
use crate::error::Refused;
use crate::region::{Region, piece};
use std::sync::Mutex;
use sync_protocol::message::faces::FacesRequest;
use sync_protocol::signed;
use sync_protocol::stream::{FacesPart, FacesReader};

/// Fetches the faces of the shelf, unless any of its feed has been read. What came before a cut is kept, and the next try
/// goes on after it.
pub(super) async fn fetch(
    desk: &Mutex<Option<Desk>>,
    needs: &SyncNeeds,
    region: &Region,
    tell: Tell<'_>,
    report: &mut SyncReport,
) -> Result<(), Refused> {
    let shelf = needs.link.shelf;
    let Some(wanted) = with(desk, |desk| Ok(desk.store.faces_wanted(shelf)?))? else {
        return Ok(());
    };
    let request = FacesRequest {
        proto: FacesRequest::PROTO,
        device: needs.identity.device,
        shelf,
        after: wanted.after,
    };
    let request =
        signed::seal(request, &needs.identity.signing_key).map_err(|_| bad("request.not_made"))?;
    report.bytes_up += request.bytes().len() as u64;
    let mut answer = region.send("faces", request.bytes().to_vec()).await?;
    let mut reader = FacesReader::default();
    while let Some(bytes) = piece(&mut answer).await? {
        report.bytes_down += bytes.len() as u64;
        reader.feed(&bytes);
        while let Some(part) = reader.next_part().map_err(|error| bad(error.code()))? {
            let FacesPart::Faces(frame) = part else {
                return Ok(());
            };
            let came = with(desk, |desk| desk.keep_faces(shelf, frame.faces))?;
            if !came.is_empty() {
                tell(&came);
            }
        }
    }
    // It ended without its end.
    Err(Refused::NoAnswer)
}
