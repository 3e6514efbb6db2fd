//! One-time codes: drawn, stretched, kept only as stretched, and shown once.

use store::hub::{HubStore, Invite, InviteError, Invited};
use sync_protocol::enrolment::{enrol_salt, sign_in_salt};
use sync_protocol::one_time_code::OneTimeCode;

use super::{AdminError, act};
use crate::secrets;

/// How long a code waits to be typed in.
const VALID_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// How often another code is drawn when the public part of one is in use. There are 32,768 public parts.
const MAX_DRAWS: u32 = 16;

/// Draws a code and keeps what it lets in. `detail` goes into the audit.
pub(super) fn invite(
    store: &mut HubStore,
    invited: Invited,
    detail: &str,
    now_ms: i64,
) -> Result<OneTimeCode, AdminError> {
    for _ in 0..MAX_DRAWS {
        let code = OneTimeCode::from_random(secrets::random()?);
        let (what, salt) = match invited {
            Invited::Device(_) => ("device.invited", enrol_salt(&code.selector())),
            Invited::Staff(_) => ("staff.invited", sign_in_salt(&code.selector())),
        };
        let invite = Invite {
            selector: code.selector(),
            invited,
            salt,
            stretched: secrets::stretch(&code, &salt)?,
            expires_at_ms: now_ms.saturating_add(VALID_MS),
        };
        match store.add_invite(&invite, now_ms, &act(now_ms, what, detail)) {
            Ok(()) => return Ok(code),
            Err(InviteError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(InviteError::Taken.into())
}
