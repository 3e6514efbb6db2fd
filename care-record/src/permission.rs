//! Who may write what, as data. Checked where it is written and again wherever it is read.

use crate::{Basis, Entry, Role};

/// Who may write a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteRule {
    /// May write, replace and correct.
    pub write: &'static [Role],
    /// May only copy from paper: such an entry stands beside the others and replaces none of them.
    pub transcribe: &'static [Role],
}

impl WriteRule {
    pub(crate) const fn for_roles(write: &'static [Role]) -> Self {
        Self {
            write,
            transcribe: &[],
        }
    }

    /// Those who may write, in words for "Ask …".
    #[must_use]
    pub fn who(&self) -> String {
        self.write
            .iter()
            .map(|role| role.words())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// May this role write a register under this rule?
#[must_use]
pub fn may_write(rule: &WriteRule, role: Role) -> bool {
    rule.write.contains(&role)
}

/// May this role write this very entry? One who may only transcribe must say so and may replace nothing.
pub(crate) fn may_enter(rule: &WriteRule, role: Role, entry: &Entry) -> bool {
    let copies_only = entry.meta.basis == Some(Basis::Transcribed)
        && entry.replaces().next().is_none()
        && entry.error_of.is_empty();
    may_write(rule, role) || (rule.transcribe.contains(&role) && copies_only)
}
