//! One automerge document of a record: written to, merged into, and read with all its concurrent values.

mod apply;
mod read;

pub use apply::ApplyError;
pub(crate) use read::{RawEntry, RawValue};

use crate::genesis::GENESIS;
use crate::{Edit, field};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, Change, ObjId, ROOT, ReadDoc};
use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// SHA-256 of a change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Why a snapshot is no sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SheetError {
    /// The bytes are damaged or no snapshot.
    #[error("the snapshot is damaged")]
    Damaged,
    /// It does not begin with the first change of every sheet.
    #[error("the snapshot does not begin as every sheet does")]
    NotASheet,
}

/// Why something could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WriteError {
    /// No such line: the edit was not validated.
    #[error("there is no such line")]
    UnknownLine,
    /// Nothing to write.
    #[error("there is nothing to write")]
    Nothing,
    /// An entry of this id is already there.
    #[error("an entry of this id is already there")]
    EntryExists,
    /// The document refused.
    #[error("the document refused the change")]
    Document,
}

impl From<AutomergeError> for WriteError {
    // The inner error may quote keys and values, and those are a person's.
    fn from(_: AutomergeError) -> Self {
        WriteError::Document
    }
}

/// What was written: one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The change, uncompressed, as it is signed and sent.
    pub change: Vec<u8>,
    /// Its hash.
    pub hash: Hash,
}

/// One automerge document of a record.
#[derive(Clone)]
pub struct Sheet {
    doc: Automerge,
}

// What a sheet says is a person's: it must not reach a log by way of `{:?}`.
impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet")
            .field("heads", &self.heads())
            .finish_non_exhaustive()
    }
}

/// Key of an entry in its section: registers never begin so.
pub(crate) const ENTRY_MARK: char = '@';

impl Sheet {
    /// How long an actor is. Eight random bytes do not meet again among the thousands of runs that a record sees in its
    /// life, and every change that builds on another's names its actor: twice as many would be a tenth of what is sent.
    pub const ACTOR_BYTES: usize = 8;

    /// A sheet that says nothing yet: the first change alone.
    #[must_use]
    pub fn genesis() -> Self {
        let mut doc = Automerge::new();
        if let Ok(change) = Change::from_bytes(GENESIS.to_vec()) {
            // The frozen change applies to an empty document: a test holds that.
            let _applied: Result<(), AutomergeError> = doc.apply_changes([change]);
        }
        Self { doc }
    }

    /// From a snapshot this computer saved.
    ///
    /// # Errors
    /// When the bytes are damaged or not a sheet.
    pub fn load(snapshot: &[u8]) -> Result<Self, SheetError> {
        let loaded = catch_unwind(AssertUnwindSafe(|| Automerge::load(snapshot)));
        let doc = loaded
            .map_err(|_| SheetError::Damaged)?
            .map_err(|_| SheetError::Damaged)?;
        let first = Change::from_bytes(GENESIS.to_vec()).map_err(|_| SheetError::NotASheet)?;
        if doc.get_change_by_hash(&first.hash()).is_none() {
            return Err(SheetError::NotASheet);
        }
        Ok(Self { doc })
    }

    /// Everything in one piece, for [`Sheet::load`].
    #[must_use]
    pub fn snapshot(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// Hashes of the newest changes, sorted.
    #[must_use]
    pub fn heads(&self) -> Vec<Hash> {
        let mut heads: Vec<Hash> = self
            .doc
            .get_heads()
            .iter()
            .map(|head| Hash(head.0))
            .collect();
        heads.sort_unstable();
        heads
    }

    /// Is this change in it?
    #[must_use]
    pub fn has(&self, change: &Hash) -> bool {
        let change = automerge::ChangeHash(change.0);
        self.doc.get_change_by_hash(&change).is_some()
    }

    /// Is there nothing but the first change?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.doc.get_changes_meta(&[]).len() <= 1
    }

    /// All changes but the first, each after those it depends on.
    #[must_use]
    pub fn changes(&self) -> Vec<Vec<u8>> {
        self.doc
            .get_changes(&[])
            .into_iter()
            .skip(1)
            .map(|change| change.raw_bytes().to_vec())
            .collect()
    }

    /// The same sheet with only these changes, and of them only those that rest on nothing left out.
    pub(crate) fn with_only(&self, keep: &dyn Fn(&Hash) -> bool) -> Self {
        let mut kept = Self::genesis();
        let mut there: BTreeSet<Hash> = kept.heads().into_iter().collect();
        let mut changes = Vec::new();
        for change in self.doc.get_changes(&[]) {
            let hash = Hash(change.hash().0);
            let rests = change.deps().iter().all(|dep| there.contains(&Hash(dep.0)));
            if keep(&hash) && rests && there.insert(hash) {
                changes.push(change);
            }
        }
        // Each has all it rests on, and applied before: it applies again.
        let _applied: Result<(), AutomergeError> = kept.doc.apply_changes(changes);
        kept
    }

    /// Writes edits as one change. They must have been validated.
    ///
    /// `actor` is [`Sheet::ACTOR_BYTES`] random bytes, fresh for each run of the program and each sheet: an actor used twice wedges a document
    /// for good.
    ///
    /// # Errors
    /// When there is nothing to write or a line is unknown; the sheet is then as it was.
    pub fn write(
        &mut self,
        actor: [u8; Self::ACTOR_BYTES],
        edits: &[Edit],
    ) -> Result<Written, WriteError> {
        if edits.is_empty() {
            return Err(WriteError::Nothing);
        }
        self.doc.set_actor(ActorId::from(actor.as_slice()));
        // Dropping the transaction on an error rolls it back.
        let mut transaction = self.doc.transaction();
        for edit in edits {
            match edit {
                Edit::Set {
                    field: name,
                    statement,
                } => {
                    let (section, key) = field(name).ok_or(WriteError::UnknownLine)?.place();
                    let map = section_map(&transaction, section)?;
                    let text = statement.to_json().map_err(|_| WriteError::Document)?;
                    put_for_real(&mut transaction, &map, key, &text)?;
                }
                Edit::Enter { id, draft } => {
                    let kind = crate::entry_kind(&draft.kind).ok_or(WriteError::UnknownLine)?;
                    let map = section_map(&transaction, kind.section)?;
                    let key = format!("{ENTRY_MARK}{id}");
                    if transaction.get(&map, key.as_str())?.is_some() {
                        return Err(WriteError::EntryExists);
                    }
                    let text = serde_json::to_string(draft).map_err(|_| WriteError::Document)?;
                    transaction.put(&map, key, text)?;
                }
            }
        }
        transaction.commit_with(CommitOptions::default().with_time(0));
        let change = self
            .doc
            .get_last_local_change()
            .ok_or(WriteError::Nothing)?;
        Ok(Written {
            hash: Hash(change.hash().0),
            change: change.raw_bytes().to_vec(),
        })
    }
}

/// automerge leaves out a write of the value that is shown: re-affirming it would leave no trace, and choosing it among
/// concurrent ones would only delete the others, so that two people who settle a difference in opposite ways would end
/// with one value and no sign of the other. Deleting first makes the write a real one.
fn put_for_real<T: Transactable>(
    doc: &mut T,
    map: &ObjId,
    key: &str,
    text: &str,
) -> Result<(), AutomergeError> {
    let shown = doc
        .get(map, key)?
        .is_some_and(|(value, _)| value.as_str() == Some(text));
    if shown {
        doc.delete(map, key)?;
    }
    doc.put(map, key, text)
}

fn section_map(doc: &impl ReadDoc, section: &str) -> Result<ObjId, WriteError> {
    match doc.get(ROOT, section)? {
        Some((value, map)) if value.is_object() => Ok(map),
        _ => Err(WriteError::UnknownLine),
    }
}
