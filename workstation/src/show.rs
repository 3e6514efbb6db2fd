//! From what a record says to what a screen shows: ready words, nothing left to decide.

mod banner;
mod charts;
mod follows;
mod glance;
#[cfg(test)]
mod invented;
mod lines;
mod looked;
mod page;
mod paper;
mod people;
mod scores;
mod suggestion;
mod tables;
mod timeline;
mod times;
mod today;
mod value;
mod versions;

pub(crate) use banner::{card_name, in_emergency, opened};
pub(crate) use charts::charts;
pub(crate) use glance::glance;
pub(crate) use looked::looked;
pub(crate) use page::{history, page};
pub(crate) use paper::{Printed, changed, current, not_a_code, not_known, print_head};
pub(crate) use people::{Wanted, people};
pub(crate) use suggestion::would_replace;
pub(crate) use timeline::timeline;
pub(crate) use times::{rfc3339, when};
pub(crate) use today::{Arriving, Known, Seen, today, visit};
pub(crate) use value::{NEWER, in_one_line, words as words_of};
pub(crate) use versions::two_versions;

use crate::api::Right;
use crate::desk::SignedIn;
use care_record::{Policy, Role, SheetKind, WriteRule, may_read};
use chrono::{DateTime, Local};

/// For whom and when something is shown.
pub(crate) struct Viewer<'a> {
    /// Who looks.
    pub(crate) session: &'a SignedIn,
    /// Now, where the computer stands.
    pub(crate) now: DateTime<Local>,
    /// When the last sharing was completed, milliseconds since 1970.
    pub(crate) shared_at_ms: Option<i64>,
    /// What is allowed less of on this computer.
    pub(crate) policy: Policy,
    /// With whom this computer shares: the region's name.
    pub(crate) region: &'a str,
    /// With nobody: the home stands alone.
    pub(crate) alone: bool,
}

impl Viewer<'_> {
    /// The most that any of the viewer's roles may do.
    fn right(&self, line: &str, rule: &WriteRule) -> Right {
        let here = |role: &Role| self.policy.right(line, rule, *role);
        let rights = self.session.roles.iter().map(|role| match here(role) {
            care_record::Right::None => Right::None,
            care_record::Right::Suggest => Right::Suggest,
            care_record::Right::Copy => Right::Copy,
            care_record::Right::Write => Right::Write,
        });
        rights.max().unwrap_or(Right::None)
    }

    /// May any of the viewer's roles read this section at all?
    fn reads(&self, section: &str) -> bool {
        let may = |role: &Role| may_read(section, SheetKind::Shared, *role);
        self.session.roles.iter().any(may)
    }

    /// Does any of the viewer's roles read how people are?
    pub(crate) fn reads_care(&self) -> bool {
        self.session.has(care_record::may_read_care)
    }

    /// May any of the viewer's roles read what of a section is withheld from some?
    fn reads_withheld(&self, section: &str) -> bool {
        let may = |role: &Role| may_read(section, SheetKind::Restricted, *role);
        self.session.roles.iter().any(may)
    }

    /// How much of a record waits to be shared: nothing where there is nobody to share with.
    fn unshared(&self, person: &store::workstation::Person) -> u32 {
        if self.alone { 0 } else { person.unshared_count }
    }

    fn may_settle(&self, line: &str, rule: &WriteRule) -> bool {
        self.right(line, rule) == Right::Write
    }
}
