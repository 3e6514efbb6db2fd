//! Invitations: one-time codes for devices and for first sign-ins.
//!
//! A try is counted before its proof is looked at: otherwise a guesser who cuts the connection in
//! time would have as many as they like.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::ids::{SiteId, StaffId};
use sync_protocol::one_time_code::Selector;
use sync_protocol::secret::Secret;
use thiserror::Error;
use zeroize::Zeroizing;

use super::HubStore;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// How many wrong tries end an invitation.
pub const MAX_TRIES: u32 = 5;

/// Whom a code lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    /// A device, into this site.
    Device(SiteId),
    /// This member of staff, onto a device.
    Staff(StaffId),
}

impl Invited {
    /// *Frozen.*
    fn number(self) -> u8 {
        match self {
            Self::Device(_) => 1,
            Self::Staff(_) => 2,
        }
    }

    fn subject(self) -> [u8; 16] {
        match self {
            Self::Device(site) => site.to_bytes(),
            Self::Staff(staff) => staff.to_bytes(),
        }
    }
}

/// An invitation. The code itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Its public part.
    pub selector: Selector,
    /// Whom it lets in.
    pub invited: Invited,
    /// With what the code was stretched.
    pub salt: [u8; 32],
    /// What the code became.
    pub stretched: Secret<32>,
    /// When it ends.
    pub expires_at_ms: i64,
}

/// Why an invitation does not let anybody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InviteError {
    /// There is none with this public part.
    #[error("there is no such invitation")]
    Unknown,
    /// It has been used.
    #[error("the invitation has been used")]
    Used,
    /// Its time is over.
    #[error("the invitation has ended")]
    Expired,
    /// It was tried too often with a wrong code.
    #[error("the invitation was tried too often")]
    TooManyTries,
    /// Another invitation with this public part is still open: draw another code.
    #[error("an open invitation has this public part")]
    Taken,
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl InviteError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "invite.unknown",
            Self::Used => "invite.used",
            Self::Expired => "invite.expired",
            Self::TooManyTries => "invite.too_many_tries",
            Self::Taken => "invite.taken",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for InviteError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HubStore {
    /// Keeps a new invitation. One with the same public part that is over makes room for it.
    pub fn add_invite(
        &mut self,
        invite: &Invite,
        now_ms: i64,
        entry: &AuditEntry,
    ) -> Result<(), InviteError> {
        let transaction = self.write()?;
        match standing(&transaction, invite.selector, now_ms) {
            Ok(_) => return Err(InviteError::Taken),
            Err(InviteError::Store(trouble)) => return Err(trouble.into()),
            Err(_) => {}
        }
        transaction.execute(
            "INSERT INTO invite (selector, kind, salt, stretched, subject, expires_at_ms)
             VALUES (:selector, :kind, :salt, :stretched, :subject, :expires_at_ms)
             ON CONFLICT (selector) DO UPDATE SET
                 kind = excluded.kind, salt = excluded.salt, stretched = excluded.stretched,
                 subject = excluded.subject, expires_at_ms = excluded.expires_at_ms,
                 tries = 0, used_at_ms = NULL",
            named_params! {
                ":selector": invite.selector.to_string(),
                ":kind": invite.invited.number(),
                ":salt": invite.salt,
                ":stretched": invite.stretched.dangerously_reveal(),
                ":subject": invite.invited.subject(),
                ":expires_at_ms": invite.expires_at_ms,
            },
        )?;
        audit::append(&transaction, entry)?;
        transaction.commit()?;
        Ok(())
    }

    /// Counts a try and gives the invitation, to check a proof with. The count is durable first.
    pub fn try_invite(&mut self, selector: Selector, now_ms: i64) -> Result<Invite, InviteError> {
        let transaction = self.write()?;
        let invite = standing(&transaction, selector, now_ms)?;
        transaction.execute(
            "UPDATE invite SET tries = tries + 1 WHERE selector = :selector",
            named_params! { ":selector": selector.to_string() },
        )?;
        transaction.commit()?;
        Ok(invite)
    }

    /// Uses up the invitation of a member of staff who has signed in.
    pub fn use_invite(
        &mut self,
        selector: Selector,
        now_ms: i64,
        entry: &AuditEntry,
    ) -> Result<(), InviteError> {
        let transaction = self.write()?;
        use_up(&transaction, selector, now_ms)?;
        audit::append(&transaction, entry)?;
        transaction.commit()?;
        Ok(())
    }
}

/// Uses an invitation up, inside the caller's transaction: two who proved the same code at once are
/// told apart here.
pub(super) fn use_up(
    connection: &Connection,
    selector: Selector,
    now_ms: i64,
) -> Result<(), InviteError> {
    let rows = connection.execute(
        "UPDATE invite SET used_at_ms = :now_ms
         WHERE selector = :selector AND used_at_ms IS NULL AND expires_at_ms > :now_ms",
        named_params! { ":selector": selector.to_string(), ":now_ms": now_ms },
    )?;
    match rows {
        0 => Err(match standing(connection, selector, now_ms) {
            Err(error) => error,
            Ok(_) => InviteError::Used,
        }),
        _ => Ok(()),
    }
}

/// The invitation, if it still lets somebody in.
fn standing(
    connection: &Connection,
    selector: Selector,
    now_ms: i64,
) -> Result<Invite, InviteError> {
    let found = connection
        .prepare_cached(
            "SELECT kind, salt, stretched, subject, expires_at_ms, tries, used_at_ms FROM invite
             WHERE selector = :selector",
        )?
        .query_row(named_params! { ":selector": selector.to_string() }, |row| {
            let subject: [u8; 16] = row.get("subject")?;
            let stretched = Zeroizing::new(row.get::<_, [u8; 32]>("stretched")?);
            let invite = Invite {
                selector,
                invited: match row.get("kind")? {
                    1_u8 => Invited::Device(SiteId::new(subject)),
                    _ => Invited::Staff(StaffId::new(subject)),
                },
                salt: row.get("salt")?,
                stretched: Secret::new(*stretched),
                expires_at_ms: row.get("expires_at_ms")?,
            };
            let tries: u32 = row.get("tries")?;
            let used_at_ms: Option<i64> = row.get("used_at_ms")?;
            Ok((invite, tries, used_at_ms))
        })
        .optional()?;
    match found {
        None => Err(InviteError::Unknown),
        Some((_, _, Some(_))) => Err(InviteError::Used),
        Some((invite, _, None)) if invite.expires_at_ms <= now_ms => Err(InviteError::Expired),
        Some((_, tries, None)) if tries >= MAX_TRIES => Err(InviteError::TooManyTries),
        Some((invite, _, None)) => Ok(invite),
    }
}
