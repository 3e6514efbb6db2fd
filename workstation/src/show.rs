//! From what a record says to what a screen shows: ready words, nothing left to decide.

mod banner;
mod glance;
mod lines;
mod page;
mod people;
mod times;
mod value;
mod versions;

pub(crate) use glance::glance;
pub(crate) use page::{history, page};
pub(crate) use people::row;
pub(crate) use times::{rfc3339, when};
pub(crate) use versions::two_versions;

use crate::desk::SignedIn;
use care_record::{Role, WriteRule, may_write};
use chrono::{DateTime, Local};

/// For whom and when something is shown.
pub(crate) struct Viewer<'a> {
    /// Who looks.
    pub(crate) session: &'a SignedIn,
    /// Now, where the computer stands.
    pub(crate) now: DateTime<Local>,
    /// When the last sharing was completed, milliseconds since 1970.
    pub(crate) shared_at_ms: Option<i64>,
    /// With whom this computer shares: the region's name.
    pub(crate) region: &'a str,
}

impl Viewer<'_> {
    fn may(&self, rule: &WriteRule) -> bool {
        let transcribes = |role: &Role| rule.transcribe.contains(role);
        self.session
            .roles
            .iter()
            .any(|role| may_write(rule, *role) || transcribes(role))
    }

    fn may_settle(&self, rule: &WriteRule) -> bool {
        self.session.roles.iter().any(|role| may_write(rule, *role))
    }
}
