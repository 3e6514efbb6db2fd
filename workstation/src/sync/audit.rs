//! The audit of this computer, told to the region: after the edits, and never in their way.

use super::{Asked, SyncReport, bad, with};
use crate::desk::{Desk, SyncNeeds};
use crate::error::Refused;
use crate::region::Region;
use crate::surroundings::now_ms;
use std::sync::Mutex;
use store::workstation::{AuditPage, AuditWaiting};
use sync_protocol::bytes::Bytes;
use sync_protocol::frame::{AuditFrame, Level};
use sync_protocol::limits::MAX_AUDIT_ROWS;
use sync_protocol::message::audit::{AuditAnswer, AuditRequest, BROKEN_CHAIN};
use sync_protocol::signed;

/// Rows in one request: a cut costs at most these over again.
const PAGE_ROWS: u32 = MAX_AUDIT_ROWS as u32;
/// Requests in one sharing: what is left waits for the next.
const MOST_PAGES: usize = 64;

/// Rows that are worth a request of their own.
const MANY_ROWS: u64 = 64;
/// How long a row may wait.
const LONG_MS: i64 = 10 * 60 * 1000;
/// How acts begin of which somebody is to hear soon.
const URGENT: &str = "break_glass";

/// Whether to tell the region now: a slow line is spared rows that can wait.
///
/// An audit that the region takes no more is offered again only when a person asks for it.
fn is_due(waiting: &AuditWaiting, asked: Asked, now_ms: i64) -> bool {
    if asked == Asked::ByPerson {
        return true;
    }
    let waits_long = waiting
        .oldest_at_ms
        .is_some_and(|at_ms| now_ms.saturating_sub(at_ms) > LONG_MS);
    let worth_it = waiting.rows >= MANY_ROWS || waits_long || waiting.urgent || waiting.differs;
    worth_it && waiting.refused_at_ms.is_none()
}

/// Tells the region what it does not have of the audit, if that is due.
pub(super) async fn carry(
    desk: &Mutex<Option<Desk>>,
    needs: &SyncNeeds,
    region: &Region,
    asked: Asked,
    report: &mut SyncReport,
) -> Result<(), Refused> {
    let waiting = with(desk, |desk| Ok(desk.store.audit_waiting(URGENT)?))?;
    if !is_due(&waiting, asked, now_ms()) {
        return Ok(());
    }
    let mut before = None;
    for _ in 0..MOST_PAGES {
        let Some(page) = with(desk, |desk| Ok(desk.store.audit_to_carry(PAGE_ROWS)?))? else {
            return Ok(());
        };
        let rows = page.rows.len() as u64;
        let taken_at = page.first.saturating_add(rows).saturating_sub(1);
        let request = request(needs, page)?;
        report.audit_bytes += request.len() as u64;
        let answer = match region.post_if_known("audit", request).await {
            Ok(Some(answer)) => answer,
            // An older region, which holds no audit.
            Ok(None) => return Ok(()),
            Err(Refused::RegionRefused(code)) if code == BROKEN_CHAIN => {
                report.audit_refused = true;
                tracing::error!(code, "the region does not take the audit of this computer");
                return with(desk, |desk| Ok(desk.store.mark_audit_refused(now_ms())?));
            }
            Err(refused) => return Err(refused),
        };
        report.audit_bytes += answer.len() as u64;
        let answer = AuditAnswer::decode(&answer).map_err(|error| bad(error.code()))?;
        with(desk, |desk| Ok(desk.store.mark_audit_carried(answer)?))?;
        if before.replace(answer.held) == Some(answer.held) {
            // It has not come any further: asking again at once would bring the same.
            return Ok(());
        }
        if answer.held >= taken_at {
            report.audit_rows += rows;
        }
    }
    Ok(())
}

fn request(needs: &SyncNeeds, page: AuditPage) -> Result<Vec<u8>, Refused> {
    let rows = AuditFrame { rows: page.rows }
        .encode(Level::DEVICE)
        .map_err(|error| bad(error.code()))?;
    let request = AuditRequest {
        proto: AuditRequest::PROTO,
        device: needs.identity.device,
        first: page.first,
        rows: Bytes::from(rows),
        last: page.last,
    };
    let request =
        signed::seal(request, &needs.identity.signing_key).map_err(|error| bad(error.code()))?;
    Ok(request.into_parts().0.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    fn few() -> AuditWaiting {
        AuditWaiting {
            rows: 3,
            oldest_at_ms: Some(NOW - LONG_MS),
            ..AuditWaiting::default()
        }
    }

    #[test]
    fn a_slow_line_is_spared_rows_that_can_wait() {
        let nothing = AuditWaiting::default();
        let (one_less, many) = (MANY_ROWS - 1, MANY_ROWS);
        for (waiting, due) in [
            (nothing, false),
            (few(), false),
            (
                AuditWaiting {
                    rows: one_less,
                    ..few()
                },
                false,
            ),
            (
                AuditWaiting {
                    rows: many,
                    ..few()
                },
                true,
            ),
            (
                AuditWaiting {
                    oldest_at_ms: Some(NOW - LONG_MS - 1),
                    ..few()
                },
                true,
            ),
            // A clock that was set back makes nothing wait for ever, and nothing urgent.
            (
                AuditWaiting {
                    oldest_at_ms: Some(i64::MAX),
                    ..few()
                },
                false,
            ),
            (
                AuditWaiting {
                    oldest_at_ms: Some(i64::MIN),
                    ..few()
                },
                true,
            ),
            (
                AuditWaiting {
                    urgent: true,
                    ..few()
                },
                true,
            ),
            (
                AuditWaiting {
                    differs: true,
                    ..few()
                },
                true,
            ),
        ] {
            assert_eq!(is_due(&waiting, Asked::ByItself, NOW), due, "{waiting:?}");
            assert!(is_due(&waiting, Asked::ByPerson, NOW));
        }
    }

    #[test]
    fn what_the_region_does_not_take_is_offered_again_only_by_a_person() {
        let refused = AuditWaiting {
            rows: 1_000,
            oldest_at_ms: Some(0),
            urgent: true,
            differs: true,
            refused_at_ms: Some(NOW),
        };
        assert!(!is_due(&refused, Asked::ByItself, NOW));
        assert!(is_due(&refused, Asked::ByPerson, NOW));
    }
}
