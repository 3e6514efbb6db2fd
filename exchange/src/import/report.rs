//! What became of each part of each file.

use super::cursor::Path;
use super::reason::Reason;
use super::{Claims, Source};
use crate::fhir::ParseError;

/// A file of which nothing could be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadFile {
    /// Which of the inputs.
    pub file: usize,
    /// Why.
    pub error: ParseError,
}

/// A part that became part of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which of the inputs.
    pub file: usize,
    /// Where it stood, for example `Patient.birthDate`.
    pub path: String,
    /// Which of the plan's people it is about.
    pub person: usize,
    /// The register or kind of entry it became.
    pub line: String,
}

/// A part that did not, with everything needed to lose nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptAside {
    /// Which of the inputs.
    pub file: usize,
    /// Where it stood.
    pub path: String,
    /// Which of the plan's people it is about, where that is known.
    pub person: Option<usize>,
    /// Why it was not taken.
    pub reason: Reason,
    /// The part as JSON text, spelled as it was sent.
    pub fragment: String,
}

// What was sent must not reach a log by way of `{:?}`.
impl std::fmt::Debug for KeptAside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptAside")
            .field("path", &self.path)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// The whole report: Patients first, then the rest, each in the order of the files.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The names of the inputs, as they were given.
    pub files: Vec<String>,
    /// Files that are not FHIR, or broken.
    pub unread: Vec<UnreadFile>,
    /// What became part of a record.
    pub taken: Vec<Taken>,
    /// What was not understood, or is for a person to decide.
    pub kept_aside: Vec<KeptAside>,
    /// What cannot be right. It is kept aside as well.
    pub refused: Vec<KeptAside>,
}

// File names are often a person's.
impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report")
            .field("files", &self.files.len())
            .field("unread", &self.unread)
            .field("taken", &self.taken)
            .field("kept_aside", &self.kept_aside)
            .field("refused", &self.refused)
            .finish()
    }
}

impl Report {
    pub(crate) fn new(files: Vec<String>) -> Self {
        Self {
            files,
            ..Self::default()
        }
    }

    /// The name of an input.
    #[must_use]
    pub fn file_name(&self, file: usize) -> &str {
        self.files.get(file).map_or("", String::as_str)
    }

    pub(crate) fn took(&mut self, source: &Source, person: usize, taken: Vec<(Path, String)>) {
        for (path, line) in taken {
            let path = path.shown(&source.resource.place);
            self.taken.push(Taken {
                file: source.file,
                path,
                person,
                line,
            });
        }
    }

    /// Reports on everything of a resource that was not taken.
    pub(crate) fn settle(&mut self, source: &Source, person: Option<usize>, claims: &Claims) {
        for left in claims.settle(&source.resource.text) {
            let path = left.path.shown(&source.resource.place);
            let aside = KeptAside {
                file: source.file,
                path,
                person,
                reason: left.reason,
                fragment: left.text,
            };
            if left.refused {
                self.refused.push(aside)
            } else {
                self.kept_aside.push(aside)
            }
        }
    }
}
