//! The region is told of everybody who was let in here without it, before anything she wrote is offered.

use super::with;
use crate::desk::{Desk, SyncNeeds};
use crate::error::Refused;
use crate::join::staff_certificate;
use crate::region::Region;
use std::sync::Mutex;
use sync_protocol::bytes::Bytes;

/// How often it is done over when another program on this computer saved meanwhile.
const TRIES: usize = 5;

/// Tells of those of whom the region, as it is now, does not know.
pub(super) async fn tell(
    desk: &Mutex<Option<Desk>>,
    needs: &SyncNeeds,
    region: &Region,
) -> Result<(), Refused> {
    for waiting in with(desk, |desk| Ok(desk.store.admissions_to_tell()?))? {
        // An older region lets nobody in this way: then what she wrote waits here, and is kept.
        let answer = region
            .post_if_known("admission", waiting.bytes.clone())
            .await?
            .ok_or_else(|| Refused::RegionRefused("admission.not_known".to_owned()))?;
        let certificate = staff_certificate(&Bytes::from(answer), &needs.link.authority_key)?;
        if certificate.statement().staff != waiting.staff {
            return Err(super::bad("certificate.of_another"));
        }
        let mut told = false;
        for _ in 0..TRIES {
            told = with(desk, |desk| desk.admission_told(&waiting, &certificate))?;
            if told {
                break;
            }
        }
        if !told {
            return Err(Refused::Store(store::Trouble::Busy));
        }
    }
    Ok(())
}
