//! Why an act was refused.

use std::io::ErrorKind;

use store::hub::{InviteError, ReleaseError, ShareError};
use store::{OpenError, Trouble};
use sync_protocol::certificate::CertificateError;
use sync_protocol::home::HomeFileError;
use thiserror::Error;

use crate::secrets::SecretError;
use crate::tls::TlsError;

/// Why an administrator's act was refused. Nothing of it was done, unless a variant says otherwise.
#[derive(Debug, Error)]
pub enum AdminError {
    /// There is a store, but no region in it yet.
    #[error("there is no region in this folder yet: run init first")]
    NotSetUp,
    /// There is a region in this folder.
    #[error("there is a region in this folder already")]
    AlreadySetUp,
    /// The folder cannot be made, read or changed.
    #[error("the folder could not be used ({0})")]
    Folder(ErrorKind),
    /// There is something where a backup or a restored hub was to go.
    #[error("there is something there already; it is left as it is")]
    InTheWay,
    /// The hub of this folder is serving.
    #[error("the hub is serving; stop it first")]
    Serving,
    /// There is no such organisation.
    #[error("there is no organisation with this id")]
    UnknownOrganisation,
    /// There is no such site.
    #[error("there is no site with this id")]
    UnknownSite,
    /// There is no such member of staff.
    #[error("there is no member of staff with this id")]
    UnknownStaff,
    /// The member of staff has left.
    #[error("this member of staff has left")]
    StaffEnded,
    /// There is no such device.
    #[error("there is no device with this id")]
    UnknownDevice,
    /// There is no such record, or none of its sheets that was meant.
    #[error("there is no record with this id")]
    UnknownRecord,
    /// A role that does not exist.
    #[error("there is no role with this name")]
    UnknownRole,
    /// A role that no home gives by itself.
    #[error("a home has its own staff only: this role is given by the region")]
    RoleOfOthers,
    /// The home's ids are somebody else's in this region.
    #[error("the ids of this home are somebody else's here; the file was not made by it")]
    OthersHome,
    /// A member of staff of the home works somewhere else in this region.
    #[error("somebody in this file works somewhere else here; the file was not made by the home")]
    OthersStaff,
    /// Nobody broke the glass under this number, or somebody has looked at it already.
    #[error("there is nothing to look at under this number")]
    NothingToReview,
    /// A name or code that is empty, too long, or not plain text.
    #[error("a name or code is empty, too long or not plain text")]
    BadText,
    /// A certificate would break a rule that its readers check.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// A home's file does not hold.
    #[error(transparent)]
    Home(#[from] HomeFileError),
    /// No invitation could be made.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// A record could not be put on a shelf or taken off it.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// Nothing could be taken out of quarantine.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// No secret could be made.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// TLS could not be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The store does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store refused or failed.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl AdminError {
    /// A stable name for the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSetUp => "region.not_set_up",
            Self::AlreadySetUp => "region.already_set_up",
            Self::Folder(_) => "folder.unusable",
            Self::InTheWay => "folder.in_the_way",
            Self::Serving => "serve.serving",
            Self::UnknownOrganisation => "organisation.unknown",
            Self::UnknownSite => "site.unknown",
            Self::UnknownStaff => "staff.unknown",
            Self::StaffEnded => "staff.ended",
            Self::UnknownDevice => "device.unknown",
            Self::UnknownRecord => "record.unknown",
            Self::UnknownRole => "role.unknown",
            Self::RoleOfOthers => "home.role_of_others",
            Self::OthersHome => "home.others",
            Self::OthersStaff => "home.others_staff",
            Self::NothingToReview => "break_glass.nothing_to_review",
            Self::BadText => "text.bad",
            Self::Certificate(error) => error.code(),
            Self::Home(error) => error.code(),
            Self::Invite(error) => error.code(),
            Self::Share(error) => error.code(),
            Self::Release(error) => error.code(),
            Self::Secret(error) => error.code(),
            Self::Tls(error) => error.code(),
            Self::Open(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}
