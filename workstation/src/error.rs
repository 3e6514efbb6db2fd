//! The one place where what went wrong below becomes what a person reads: what happened, what is safe, what to do.

use crate::api::ApiError;
use crate::attachments::AttachmentRefused;
use crate::glass::GlassRefused;
use care_record::{EditError, PolicyError};
use store::workstation::AppendError;
use store::{OpenError, Trouble};
use sync_protocol::session::device::SessionError;
use thiserror::Error;

/// Why something was not done. Each has a stable code and a sentence; none carries a patient's word.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// The system gave no random bytes.
    #[error("the system gives no randomness")]
    NoRandomness,
    /// This computer has not joined a region.
    #[error("this computer has not joined a region")]
    NotJoined,
    /// This computer has joined already.
    #[error("this computer has joined a region already")]
    AlreadyJoined,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// No such member of staff here.
    #[error("nobody of that name works here")]
    UnknownStaff,
    /// She has not signed in on this computer yet.
    #[error("the first sign-in on this computer needs a code")]
    NoPinYet,
    /// She has left, or no longer works in this region.
    #[error("the access of this member of staff has ended")]
    StaffEnded,
    /// What the region said of her held until a day that has passed.
    #[error("the certificate of this member of staff has run out")]
    CertificateOver,
    /// This computer has not heard from the region for so long that it must first.
    #[error(
        "this computer has not been in touch with the region for 14 days, or its clock is wrong"
    )]
    LeaseOver,
    /// The region has ended this computer's place in it.
    #[error("this computer no longer belongs to the region")]
    PlaceEnded,
    /// The PIN is wrong.
    #[error("the PIN is wrong")]
    WrongPin,
    /// Too many wrong PINs; again in so many seconds.
    #[error("too many wrong PINs; wait {0} seconds")]
    Wait(u64),
    /// The PIN is too short.
    #[error("the PIN needs at least six characters")]
    ShortPin,
    /// The keyring service is not there.
    #[error("the system's keyring is not running")]
    KeyringAbsent,
    /// The keyring is locked or refuses.
    #[error("the system's keyring is locked")]
    KeyringLocked,
    /// The keyring has no secret for this store.
    #[error("the system's keyring has no secret for this store")]
    KeyringEmpty,
    /// The keyring's secret is another one.
    #[error("the system's keyring belongs to another computer or account")]
    KeyringForeign,
    /// The file that holds the wrapped keys cannot be read.
    #[error("the key file cannot be read")]
    KeyFile,
    /// The store did not open.
    #[error("{0}")]
    Open(OpenError),
    /// The store did not take or give something.
    #[error("{0}")]
    Store(Trouble),
    /// A save was not kept.
    #[error("{0}")]
    Append(AppendError),
    /// No such record here.
    #[error("there is no such record on this computer")]
    UnknownRecord,
    /// Only the face of a record is here, or not all of it has come: it can be looked at, and that is all.
    #[error("this record is still coming to this computer")]
    StillComing,
    /// A record's sheet does not load.
    #[error("a sheet of the record does not load")]
    Unreadable,
    /// An edit that may not be.
    #[error("{0}")]
    Edit(EditError),
    /// Only those who run the home change what is allowed on its computers.
    #[error("only a manager or an administrator changes what is allowed here")]
    PolicyOfOthers,
    /// Only those who run the home let people in and see them off.
    #[error("only a manager or an administrator lets people in here")]
    ManagersOnly,
    /// A home has carers, nurses, managers, administrators and a privacy officer by itself, and nobody else.
    #[error("a home lets in its own staff only: carers, its nurses, and those who run it")]
    RoleOfOthers,
    /// Nobody is let in without the region for longer than a shift.
    #[error("at most 12 hours: who stays longer is added by the region")]
    TooLong,
    /// The shift is over that she was let in for.
    #[error("the time this member of staff was let in for is over")]
    ShiftOver,
    /// The region is to be told first who was let in.
    #[error("the region is to be told first who was let in")]
    AdmissionFirst,
    /// She chooses a PIN here beside a manager only.
    #[error("at this computer a PIN is chosen beside a manager")]
    BesideManager,
    /// No recovery sheet was made.
    #[error("no recovery sheet has been made for this")]
    NoSheet,
    /// The recovery sheet is another one.
    #[error("this recovery sheet does not fit")]
    WrongSheet,
    /// There is no backup in the folder, or not all of one.
    #[error("there is no whole backup in this folder")]
    NoBackup,
    /// The backup is of another home or region.
    #[error("this is a backup of another place")]
    BackupOfOthers,
    /// The backup is of this very store, which has more than it.
    #[error("this is a backup of this computer, which has all of it")]
    BackupOfItself,
    /// No backup could be written.
    #[error("the backup could not be written")]
    BackupFailed,
    /// A manager who saw herself off would leave a home that nobody runs.
    #[error("nobody sees herself off")]
    NotOneself,
    /// This home belongs to a region, which says who works in it.
    #[error("this home belongs to a region, which says who works here")]
    NotAlone,
    /// The region invited this computer to another place than the home it stands in.
    #[error("the region has not taken this home in yet")]
    HomeNotTakenIn,
    /// Somebody who wrote here is not known to the region.
    #[error("the region has not taken in everybody who wrote here")]
    StaffNotTakenIn,
    /// Only those who answer for the use of records read who looked at them.
    #[error("this is for managers, administrators and privacy officers")]
    AuditOfOthers,
    /// A policy that may not be.
    #[error("{0}")]
    Policy(PolicyError),
    /// Consent was withdrawn or declined, or people disagree on it: nothing may be given out.
    #[error("the person does not want this record given out, or people disagree on it")]
    ConsentStops,
    /// The region did not answer.
    #[error("the region did not answer")]
    NoAnswer,
    /// The region showed another certificate than the one this computer knows.
    #[error("the region is not the one this computer joined")]
    WrongRegion,
    /// The one-time code is not one.
    #[error("that is not a code")]
    NotACode,
    /// The region does not know the code, or it was used or has run out.
    #[error("the region does not take this code")]
    CodeRefused,
    /// The region refused, with its own code.
    #[error("the region said no ({0})")]
    RegionRefused(String),
    /// The region has other saves under numbers that this computer gave to its own.
    #[error("this computer was copied, or set back to an earlier state, and can no longer share")]
    Copied,
    /// The region's answer cannot be understood or believed.
    #[error("the region's answer cannot be believed ({0})")]
    BadAnswer(String),
    /// An import that cannot be read at all.
    #[error("the file cannot be read ({0})")]
    Import(String),
    /// A text that is not what it must be.
    #[error("{0} is not understood")]
    NotUnderstood(&'static str),
    /// An attachment was not kept or not shown.
    #[error("{0}")]
    Attachment(AttachmentRefused),
    /// Nothing was opened in an emergency.
    #[error("{0}")]
    Glass(GlassRefused),
    /// Practice has no part in the world outside it.
    #[error("this is not done in practice")]
    NotInPractice,
    /// Another program at this computer is practising.
    #[error("somebody is practising in another window of this computer")]
    PracticeBusy,
    /// Something else lies where practice would be.
    #[error("there is no place for practice on this computer")]
    NoPlaceForPractice,
    /// Nothing waits under this id: the suggestion was answered, or taken back.
    #[error("this suggestion has been answered already")]
    Answered,
    /// What was to be confirmed does not stand any more.
    #[error("what stands here has changed meanwhile")]
    Changed,
    /// People disagree on what a suggestion would replace.
    #[error("people disagree on what stands here now")]
    InDispute,
    /// A task is done, was not taken on, or is not there.
    #[error("this task is not open any more")]
    TaskNotOpen,
    /// Two versions of a task stand.
    #[error("people disagree on this task")]
    TaskInDispute,
    /// A folder or file could not be read or written.
    #[error("the disk could not be read or written")]
    Disk,
}

impl From<OpenError> for Refused {
    fn from(error: OpenError) -> Self {
        Refused::Open(error)
    }
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        Refused::Store(trouble)
    }
}

impl From<AppendError> for Refused {
    fn from(error: AppendError) -> Self {
        Refused::Append(error)
    }
}

impl From<EditError> for Refused {
    fn from(error: EditError) -> Self {
        Refused::Edit(error)
    }
}

impl From<AttachmentRefused> for Refused {
    fn from(refused: AttachmentRefused) -> Self {
        Refused::Attachment(refused)
    }
}

impl From<GlassRefused> for Refused {
    fn from(refused: GlassRefused) -> Self {
        Refused::Glass(refused)
    }
}

impl From<PolicyError> for Refused {
    fn from(error: PolicyError) -> Self {
        Refused::Policy(error)
    }
}

impl From<std::io::Error> for Refused {
    fn from(_: std::io::Error) -> Self {
        Refused::Disk
    }
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> String {
        let code = match self {
            Refused::NoRandomness => "system.no_randomness",
            Refused::NotJoined => "join.not_joined",
            Refused::AlreadyJoined => "join.already_joined",
            Refused::SignedOut => "sign_in.signed_out",
            Refused::UnknownStaff => "sign_in.unknown_staff",
            Refused::NoPinYet => "sign_in.no_pin_yet",
            Refused::StaffEnded => "sign_in.staff_ended",
            Refused::CertificateOver => "sign_in.certificate_over",
            Refused::LeaseOver => "sign_in.lease_over",
            Refused::PlaceEnded => "join.place_ended",
            Refused::WrongPin => "sign_in.wrong_pin",
            Refused::Wait(_) => "sign_in.wait",
            Refused::ShortPin => "sign_in.short_pin",
            Refused::KeyringAbsent => "keyring.absent",
            Refused::KeyringLocked => "keyring.locked",
            Refused::KeyringEmpty => "keyring.empty",
            Refused::KeyringForeign => "keyring.foreign",
            Refused::KeyFile => "keys.unreadable",
            Refused::Open(error) => error.code(),
            Refused::Store(trouble) => trouble.code(),
            Refused::Append(error) => error.code(),
            Refused::UnknownRecord => "record.unknown",
            Refused::StillComing => "record.still_coming",
            Refused::Unreadable => "record.unreadable",
            Refused::Edit(error) => error.code(),
            Refused::PolicyOfOthers => "policy.of_others",
            Refused::ManagersOnly => "staff.managers_only",
            Refused::RoleOfOthers => "staff.role_of_others",
            Refused::BesideManager => "sign_in.beside_manager",
            Refused::NoSheet => "recovery.no_sheet",
            Refused::WrongSheet => "recovery.wrong_sheet",
            Refused::NoBackup => "backup.none",
            Refused::BackupOfOthers => "backup.of_others",
            Refused::BackupOfItself => "backup.of_itself",
            Refused::BackupFailed => "backup.failed",
            Refused::TooLong => "staff.too_long",
            Refused::ShiftOver => "sign_in.shift_over",
            Refused::AdmissionFirst => "admission.first",
            Refused::NotOneself => "staff.not_oneself",
            Refused::NotAlone => "home.not_alone",
            Refused::HomeNotTakenIn => "home.not_taken_in",
            Refused::StaffNotTakenIn => "home.staff_not_taken_in",
            Refused::AuditOfOthers => "audit.of_others",
            Refused::Policy(error) => error.code(),
            Refused::ConsentStops => "consent.stops",
            Refused::NoAnswer => "region.no_answer",
            Refused::WrongRegion => "region.wrong",
            Refused::Copied => SessionError::Forked.code(),
            Refused::NotACode => "code.not_a_code",
            Refused::CodeRefused => "code.refused",
            Refused::RegionRefused(code) | Refused::BadAnswer(code) | Refused::Import(code) => code,
            Refused::NotUnderstood(_) => "request.not_understood",
            Refused::Attachment(refused) => refused.code(),
            Refused::Glass(refused) => refused.code(),
            Refused::NotInPractice => "practice.not_here",
            Refused::PracticeBusy => "practice.busy",
            Refused::NoPlaceForPractice => "practice.no_place",
            Refused::Answered => "suggestion.answered",
            Refused::Changed => "edit.changed_meanwhile",
            Refused::InDispute => "suggestion.in_dispute",
            Refused::TaskNotOpen => "task.not_open",
            Refused::TaskInDispute => "task.in_dispute",
            Refused::Disk => "disk.failed",
        };
        code.to_owned()
    }

    /// What a person is told.
    #[must_use]
    pub fn for_people(&self) -> ApiError {
        let (safe, to_do) = match self {
            Refused::WrongPin => (
                "Nothing was changed. Unfinished work is kept.",
                "Try again.",
            ),
            Refused::Wait(_) => (
                "Nothing was changed. Unfinished work is kept.",
                "Wait, then try again.",
            ),
            Refused::ShortPin => ("Nothing was changed.", "Choose a longer PIN."),
            Refused::NoPinYet => (
                "Nothing was changed.",
                "Use your sign-in code once, or ask your manager.",
            ),
            Refused::StaffEnded => (
                "What she saved is kept under her name.",
                "If this is a mistake, ask your manager for a new sign-in code.",
            ),
            Refused::CertificateOver => (
                "What was saved is safe.",
                "Ask your manager to renew your access with the region.",
            ),
            Refused::LeaseOver => (
                "Nothing was deleted. Everything written here is kept.",
                "Connect this computer to a network, wait a minute, then sign in again. Until then ring the region, or use another computer.",
            ),
            Refused::PlaceEnded => (
                "What was written here has been handed to the region.",
                "Use another computer, or ask your manager for a code to join this one again.",
            ),
            Refused::SignedOut => ("What was saved is safe.", "Sign in."),
            Refused::KeyringAbsent | Refused::KeyringLocked => (
                "The records are untouched.",
                "Sign out of this computer and in again, or ask for help with its keyring.",
            ),
            Refused::KeyringEmpty | Refused::KeyringForeign => (
                "The records are untouched. Nothing is lost.",
                "Use the account that set this computer up, or ask your manager to join it again.",
            ),
            Refused::Open(OpenError::Damaged | OpenError::WrongKeyOrDamaged) | Refused::KeyFile => {
                (
                    "Nothing was deleted. What the region has is safe.",
                    "Do not remove any file. Ask for help with “This computer”.",
                )
            }
            Refused::Open(OpenError::NewerApp { .. }) => (
                "The records are untouched.",
                "Update this program on this computer.",
            ),
            Refused::Open(OpenError::DiskFull)
            | Refused::Store(Trouble::DiskFull)
            | Refused::Append(AppendError::Store(Trouble::DiskFull)) => (
                "What was saved before is safe. What you typed is still on the screen.",
                "Make room on the disk, then save again.",
            ),
            Refused::Edit(EditError::NotAllowed { .. }) => (
                "Nothing was changed.",
                "Ask somebody who may write this, or leave a note.",
            ),
            Refused::Edit(_) => (
                "What you typed is still on the screen.",
                "Correct it, then save again.",
            ),
            Refused::StillComing => (
                "Nothing was changed.",
                "Read “At a glance”. The record can be opened and written to once all of it has come.",
            ),
            Refused::ConsentStops => (
                "Nothing was given out. The record is kept here.",
                "Look at “Consent and sharing”. It can be given out once that is settled.",
            ),
            Refused::Attachment(refused) => refused.advice(),
            Refused::Glass(refused) => refused.advice(),
            Refused::NotInPractice => (
                "Nothing was changed. The real records are untouched.",
                "Leave practice first, then do it.",
            ),
            Refused::PracticeBusy => (
                "Nothing was changed.",
                "Leave practice in the other window, then try again.",
            ),
            Refused::NoPlaceForPractice => (
                "Nothing was changed. The real records are untouched.",
                "Ask for help: something that is not ours is called “practice” in this program's folder.",
            ),
            Refused::Answered | Refused::Changed => {
                ("Nothing was changed.", "Look at the line again.")
            }
            Refused::InDispute => (
                "Nothing was changed. The suggestion goes on waiting.",
                "Settle the two versions first.",
            ),
            Refused::TaskNotOpen => ("Nothing was changed.", "Look at “Today” again."),
            Refused::TaskInDispute => (
                "Nothing was changed. Both versions of the task stand.",
                "Settle the two versions first.",
            ),
            Refused::NoAnswer => (
                "Everything written here is saved on this computer.",
                "It will be tried again by itself.",
            ),
            Refused::WrongRegion => (
                "Nothing was sent.",
                "Do not type a code. Tell the region's administrator.",
            ),
            Refused::Copied => (
                "Everything written here is saved on this computer. Nothing of it is shared.",
                "Write on another computer, and tell the region's administrator.",
            ),
            Refused::ManagersOnly | Refused::RoleOfOthers | Refused::NotOneself => {
                ("Nothing was changed.", "Ask the manager of the home.")
            }
            Refused::BesideManager => (
                "Nothing was changed. Everything written here is kept.",
                "Ask a manager who signs in here: on “Staff” she lets you choose one.",
            ),
            Refused::NoSheet => (
                "Nothing was changed.",
                "A manager makes one on “This computer”. Print it, and keep it in a safe.",
            ),
            Refused::WrongSheet => (
                "Nothing was changed.",
                "Check what you typed. The newest sheet of the computer that made it is the one that fits.",
            ),
            Refused::NoBackup | Refused::BackupOfOthers | Refused::BackupOfItself => (
                "Nothing was changed, here or in the backup.",
                "Choose another folder.",
            ),
            Refused::BackupFailed => (
                "The records on this computer are untouched. Older backups are kept.",
                "Look whether the folder is there and has room, then try again.",
            ),
            Refused::TooLong => (
                "Nothing was changed.",
                "Let them in for a shift, or ask the region's administrator to add them.",
            ),
            Refused::ShiftOver => (
                "What they saved is kept under their name.",
                "If they are here again, a manager can let them in again.",
            ),
            Refused::NotAlone => (
                "Nothing was changed.",
                "Ask the region's administrator for a sign-in code.",
            ),
            Refused::HomeNotTakenIn | Refused::StaffNotTakenIn => (
                "Nothing was sent. Everything written here is kept.",
                "Make the home's file again, give it to the region's administrator, and ask for a new code.",
            ),
            Refused::NotACode | Refused::CodeRefused => (
                "Nothing was changed.",
                "Check the code, or ask for a new one.",
            ),
            _ => (
                "What was saved is safe.",
                "Try again. If it stays so, ask for help with “This computer”.",
            ),
        };
        ApiError {
            code: self.code(),
            happened: sentence(&self.to_string()),
            safe: safe.to_owned(),
            to_do: to_do.to_owned(),
        }
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().collect::<String>())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
