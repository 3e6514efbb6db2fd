//! A document: which changes it holds, and which of them are its heads.

use std::collections::BTreeSet;

use crate::change::ChangeHeader;
use crate::digest::Heads;
use crate::hashes::ChangeHash;

#[derive(Debug, Clone, Default)]
pub(in crate::worlds) struct Document {
    changes: BTreeSet<ChangeHash>,
    built_on: BTreeSet<ChangeHash>,
    heads: Heads,
}

impl Document {
    /// A device with a bug may read a change before what it builds on.
    pub(super) fn read(&mut self, change: &ChangeHeader) {
        if !self.changes.insert(change.hash) {
            return;
        }
        self.built_on.extend(&change.deps);
        if self.built_on.contains(&change.hash) {
            self.heads = self.changes.difference(&self.built_on).copied().collect();
        } else {
            self.heads.advance(change);
        }
    }

    /// Its heads, from its real content.
    pub(in crate::worlds) fn heads(&self) -> &Heads {
        &self.heads
    }
}
