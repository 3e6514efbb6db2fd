//! Who may write and read what, as data. Checked where it is written and again wherever it is read.

use crate::{Basis, Entry, EntryKind, Role, SheetKind, TwoPeople};

/// Who may write a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteRule {
    /// May write, replace and correct.
    pub write: &'static [Role],
    /// May only copy from paper: such an entry stands beside the others and replaces none of them.
    pub transcribe: &'static [Role],
    /// May only suggest: such an entry waits until somebody who may write takes it up.
    pub suggest: &'static [Role],
}

impl WriteRule {
    pub(crate) const fn by(write: &'static [Role]) -> Self {
        Self {
            write,
            transcribe: &[],
            suggest: &[],
        }
    }

    pub(crate) const fn copied_by(mut self, roles: &'static [Role]) -> Self {
        self.transcribe = roles;
        self
    }

    pub(crate) const fn suggested_by(mut self, roles: &'static [Role]) -> Self {
        self.suggest = roles;
        self
    }

    /// Those who may write, in words for "Ask …".
    #[must_use]
    pub fn who(&self) -> String {
        if self.write.len() == Role::ALL.len() {
            return "everyone who can open this record".to_owned();
        }
        self.write
            .iter()
            .map(|role| role.words())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// What a role may do here.
    #[must_use]
    pub fn right(&self, role: Role) -> Right {
        if self.write.contains(&role) {
            Right::Write
        } else if self.transcribe.contains(&role) {
            Right::Copy
        } else if self.suggest.contains(&role) {
            Right::Suggest
        } else {
            Right::None
        }
    }
}

/// What a role may do with a line, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Nothing.
    None,
    /// Suggest a change.
    Suggest,
    /// Copy from paper, beside what is there.
    Copy,
    /// Write, replace and correct.
    Write,
}

impl Right {
    /// All of them.
    pub const ALL: [Right; 4] = [Right::None, Right::Suggest, Right::Copy, Right::Write];

    /// Name in commands and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Right::None => "none",
            Right::Suggest => "suggest",
            Right::Copy => "copy",
            Right::Write => "write",
        }
    }

    /// By name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Right::ALL.into_iter().find(|right| right.name() == name)
    }
}

/// May this role write a register under this rule?
#[must_use]
pub fn may_write(rule: &WriteRule, role: Role) -> bool {
    rule.right(role) == Right::Write
}

/// May somebody with this right write this very entry? A suggestion is anybody's who may do anything here; one who may only
/// copy must say so and may replace nothing.
pub(crate) fn may_enter(kind: &EntryKind, right: Right, entry: &Entry) -> bool {
    // What needs two people to be unmarked is not talked away by one with "does not apply".
    if kind.two_people == TwoPeople::ToUnmark && entry.answer.is_some() {
        return false;
    }
    if entry.meta.suggested {
        return right != Right::None && entry.error_of.is_empty();
    }
    let replaces_nothing = entry.replaces().next().is_none() && entry.error_of.is_empty();
    match right {
        Right::Write => true,
        Right::Copy => entry.meta.basis == Some(Basis::Transcribed) && replaces_nothing,
        Right::Suggest | Right::None => false,
    }
}

/// Sections that an administrator works with: who somebody is and whom to write to, not how she is.
const OFFICE: &[&str] = &[
    "record",
    "person",
    "gp",
    "contacts",
    "professionals",
    "home",
];

/// May this role read a section as it stands on a sheet? A narrower sheet is for those who decide about care; a privacy
/// officer reads the audit and no record.
#[must_use]
pub fn may_read(section: &str, sheet: SheetKind, role: Role) -> bool {
    match role {
        Role::PrivacyOfficer => false,
        Role::Administrator => sheet == SheetKind::Shared && OFFICE.contains(&section),
        Role::CareAssistant => sheet != SheetKind::Restricted,
        Role::SeniorCarer
        | Role::HomeManager
        | Role::HomeNurse
        | Role::DistrictNurse
        | Role::HospiceNurse
        | Role::HospiceDoctor
        | Role::Gp
        | Role::UrgentCare => true,
    }
}

/// May this role read how people are? Who keeps the papers or the audit may not. Whoever may reads the decision on
/// resuscitation.
#[must_use]
pub fn may_read_care(role: Role) -> bool {
    may_read("cpr", SheetKind::Shared, role)
}

/// May this role read who looked at a record? Those who answer for its use: the manager of the home, who runs it; the
/// administrator of the organisation; the privacy officer, whose work it is. Nobody who only cares for the person: a
/// colleague's curiosity about colleagues is no reason.
#[must_use]
pub fn may_read_audit(role: Role) -> bool {
    matches!(
        role,
        Role::HomeManager | Role::Administrator | Role::PrivacyOfficer
    )
}

/// Does a home have this role by itself? Doctors and the nurses of others come with a region.
#[must_use]
pub fn is_of_a_home(role: Role) -> bool {
    matches!(
        role,
        Role::CareAssistant
            | Role::SeniorCarer
            | Role::HomeNurse
            | Role::HomeManager
            | Role::Administrator
            | Role::PrivacyOfficer
    )
}

/// May this role let a colleague in at a computer, see her off, or let her choose another PIN? Whoever runs the home or
/// its computers.
#[must_use]
pub fn may_let_in(role: Role) -> bool {
    matches!(role, Role::HomeManager | Role::Administrator)
}

/// May this role break the glass: read, in an emergency and for a limited time, the face of a record that its site does
/// not carry? Whoever decides about the care of people they have not met before, and those in charge of a home into which
/// somebody moves at night.
#[must_use]
pub fn may_break_glass(role: Role) -> bool {
    match role {
        Role::SeniorCarer
        | Role::HomeManager
        | Role::HomeNurse
        | Role::DistrictNurse
        | Role::HospiceNurse
        | Role::HospiceDoctor
        | Role::Gp
        | Role::UrgentCare => true,
        Role::CareAssistant | Role::Administrator | Role::PrivacyOfficer => false,
    }
}
