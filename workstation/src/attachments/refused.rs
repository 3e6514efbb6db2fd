//! Why an attachment was not kept or not shown, in words.

use thiserror::Error;

/// Why an attachment was not kept or not shown. Nothing here names the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AttachmentRefused {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than an attachment may be.
    #[error("the file is larger than 10 MB")]
    TooLarge,
    /// The entry is not here, may not be read, or has no file.
    #[error("no file is attached to this")]
    None,
    /// It has not been fetched from the region yet.
    #[error("the file is not on this computer yet")]
    NotHere,
    /// What is here does not open with the key in the record.
    #[error("the file on this computer cannot be opened")]
    Unreadable,
    /// It could not be written outside the store.
    #[error("the file could not be saved")]
    NotSaved,
}

impl AttachmentRefused {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "attachment.empty",
            Self::TooLarge => "attachment.too_large",
            Self::None => "attachment.none",
            Self::NotHere => "attachment.not_here",
            Self::Unreadable => "attachment.unreadable",
            Self::NotSaved => "attachment.not_saved",
        }
    }

    /// What is safe, and what to do.
    pub(crate) const fn advice(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => ("Nothing was changed.", "Choose another file."),
            Self::TooLarge => (
                "Nothing was changed.",
                "Scan it with fewer dots per inch, or as several files.",
            ),
            Self::None => ("Nothing was changed.", "Look at the list of papers again."),
            Self::NotHere => (
                "It is asked for.",
                "It comes with the next sharing. Open it again then.",
            ),
            Self::Unreadable => (
                "The record is untouched.",
                "Ask whoever attached it to attach it again.",
            ),
            Self::NotSaved => (
                "The paper is still in the record.",
                "Make room on the disk, or ask for help with this computer.",
            ),
        }
    }
}
