//! The face of a record: what At a glance and the list of people read of it, in few bytes, with who wrote each line.
//!
//! A new computer shows faces while the log is on its way. Which lines are in a face, and how much of each, is declared
//! beside the lines themselves; of the rest only counts and days are told, so that nothing that is recorded is ever called
//! "not recorded". A face holds what stands on the shared sheet and nothing of any other.
//!
//! *Guarantees* that what At a glance and the list say of a face is what they say of the record it was made of, but for
//! the ids by which one would write.

mod columns;
mod form;
mod select;

use crate::declare::FACE;
use crate::{Judgement, RecordId, RecordView, SheetKind, judgements};
use thiserror::Error;

/// The form of a face. It rises when the lines of the face change, or their parts or choices: a face of another form is
/// not read, since what it leaves out would be called "not recorded".
pub const VERSION: u8 = 1;

/// The largest face that is made or read.
pub const MAX_BYTES: usize = 256 * 1024;

/// Why bytes are not a face that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FaceError {
    /// Another version of this program made it.
    #[error("the face is of another version")]
    OtherVersion,
    /// The bytes do not have the form of a face.
    #[error("the bytes are no face")]
    Malformed,
}

impl FaceError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherVersion => "face.other_version",
            Self::Malformed => "face.malformed",
        }
    }
}

/// The face of a record; none where it is read together with another record, or is too large to be of use.
#[must_use]
pub fn face(view: &RecordView) -> Option<Vec<u8>> {
    let goes_on = |judgement: &Judgement| matches!(judgement, Judgement::GoesOn(_));
    if judgements(view).iter().any(goes_on) {
        return None;
    }
    let bytes = form::write(&select::select(&view.shared_only()));
    (bytes.len() <= MAX_BYTES).then_some(bytes)
}

/// What a face says. `received_at_ms` is when it reached this computer.
///
/// # Errors
/// When the bytes are no face, or one of another version.
pub fn read(
    record: RecordId,
    bytes: &[u8],
    received_at_ms: Option<i64>,
) -> Result<RecordView, FaceError> {
    if bytes.len() > MAX_BYTES {
        return Err(FaceError::Malformed);
    }
    form::read(record, bytes, received_at_ms)
}

/// What of a view At a glance reads.
pub(crate) fn selected(view: &RecordView) -> RecordView {
    select::select(view)
}

/// Does a sheet other than the shared one say anything that a face would have to show?
#[must_use]
pub fn is_more_than_a_face(view: &RecordView) -> bool {
    FACE.iter().any(|line| {
        let fields = view.field(line.name).values().into_iter();
        let mut sheets = fields
            .flat_map(crate::Agreed::all)
            .map(|value| value.sheet)
            .chain(view.all(line.name).map(|entry| entry.sheet));
        sheets.any(|sheet| sheet.kind != SheetKind::Shared)
    })
}

#[cfg(test)]
mod tests;
