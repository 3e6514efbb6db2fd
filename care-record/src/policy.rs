//! What an organisation allows less of than the table of permissions. It may tighten and never loosen: what is not allowed
//! everywhere is not allowed here either.
//!
//! A policy decides what may be written on this computer. What counts where a record is read is the table's alone, so that
//! every computer reads the same.

use crate::{Right, Role, WriteRule, entry_kind, field};
use std::collections::BTreeMap;
use thiserror::Error;

/// Why a policy is not what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// No such line.
    #[error("there is no such line")]
    UnknownLine,
    /// The table allows no more than that already.
    #[error("the table of permissions allows no more than that already")]
    NothingTaken,
}

impl PolicyError {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PolicyError::UnknownLine => "policy.unknown_line",
            PolicyError::NothingTaken => "policy.nothing_taken",
        }
    }
}

/// Rights that are smaller here than in the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy(BTreeMap<(&'static str, Role), Right>);

impl Policy {
    /// Takes a right away: the role keeps no more than `right` on this line.
    ///
    /// # Errors
    /// When there is no such line, or the table allows no more than that already.
    pub fn tighten(&mut self, line: &str, role: Role, right: Right) -> Result<(), PolicyError> {
        let (name, rule) = rule_of(line).ok_or(PolicyError::UnknownLine)?;
        if right >= rule.right(role) {
            return Err(PolicyError::NothingTaken);
        }
        self.0.insert((name, role), right);
        Ok(())
    }

    /// Gives back what was taken.
    pub fn restore(&mut self, line: &str, role: Role) {
        self.0
            .retain(|(name, other), _| (*name, *other) != (line, role));
    }

    /// What a role may do with a line here.
    #[must_use]
    pub fn right(&self, line: &str, rule: &WriteRule, role: Role) -> Right {
        let here = self.0.get(&(line, role)).copied();
        here.unwrap_or(Right::Write).min(rule.right(role))
    }

    /// Everything that is tightened: line, role, what is left.
    pub fn tightened(&self) -> impl Iterator<Item = (&'static str, Role, Right)> {
        self.0
            .iter()
            .map(|((line, role), right)| (*line, *role, *right))
    }
}

fn rule_of(line: &str) -> Option<(&'static str, &'static WriteRule)> {
    let kind = entry_kind(line).map(|kind| (kind.name, &kind.rule));
    kind.or_else(|| field(line).map(|field| (field.name, &field.rule)))
}
