//! Entries: immutable statements that name what they replace.

use crate::{Answer, Basis};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The version of the declarations that this build reads.
pub const READER: u32 = 1;

/// Key of the words that stand in place of a choice when none of the choices fits.
pub const NONE_OF_THESE: &str = "none_of_these";

/// Parts of an entry by name; a value is a string, for several choices a list of strings, or, where none of the choices
/// fits, an object with the writer's words under [`NONE_OF_THESE`].
pub type Body = serde_json::Map<String, serde_json::Value>;

/// Id of an entry: 8 random bytes, written as 16 hexadecimal digits, unique within its record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(String);

impl EntryId {
    /// From fresh random bytes.
    #[must_use]
    pub fn from_random(bytes: [u8; 8]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// As somebody typed or sent it. Any text is a valid reference: it may simply name nothing.
    #[must_use]
    pub fn named(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an entry's envelope cannot know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// On what ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// When it was true, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<String>,
    /// A short remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// A suggestion: it waits until somebody who may write takes it up.
    #[serde(default, skip_serializing_if = "is_false")]
    pub suggested: bool,
    /// The lowest version of the declarations that can read it rightly; none where every version can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_reader: Option<u32>,
}

// The shape serde asks of a test for leaving a field out.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// An entry as stored, and as somebody is about to write it. *Frozen*: the JSON form is part of every record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Kind, such as `cpr_decision`.
    pub kind: String,
    /// Parts by name.
    #[serde(default, skip_serializing_if = "Body::is_empty")]
    pub body: Body,
    /// An honest non-answer in place of a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Entries the author has seen and replaces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<EntryId>,
    /// The entry it re-affirms; it replaces that one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirms: Option<EntryId>,
    /// Entries that were entered in error; such an entry says nothing else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error_of: Vec<EntryId>,
    /// The rest.
    #[serde(flatten)]
    pub meta: Meta,
}

/// An entry about to be written.
pub type EntryDraft = Entry;

impl Entry {
    /// A plain new entry.
    #[must_use]
    pub fn new(kind: impl Into<String>, body: Body) -> Self {
        Self {
            kind: kind.into(),
            body,
            answer: None,
            supersedes: Vec::new(),
            confirms: None,
            error_of: Vec::new(),
            meta: Meta::default(),
        }
    }

    /// Says that entries were entered in error.
    #[must_use]
    pub fn in_error(kind: impl Into<String>, error_of: Vec<EntryId>) -> Self {
        Self {
            error_of,
            ..Self::new(kind, Body::new())
        }
    }

    /// The same, replacing these.
    #[must_use]
    pub fn superseding(mut self, ids: impl IntoIterator<Item = EntryId>) -> Self {
        self.supersedes.extend(ids);
        self
    }

    /// Does it say anything of its own?
    pub(crate) fn has_value(&self) -> bool {
        self.error_of.is_empty() && (!self.body.is_empty() || self.answer.is_some())
    }

    /// Everything it replaces.
    pub(crate) fn replaces(&self) -> impl Iterator<Item = &EntryId> {
        self.supersedes.iter().chain(self.confirms.as_ref())
    }
}
