//! A record as a FHIR R4 document for other systems.
//!
//! *Assumes* a view whose attributions come from verified envelopes.
//!
//! *Guarantees*
//! - the text depends on the shared sheet of the record and nothing else: no clock, no moment of
//!   receipt, nothing of the computer. Computers that hold the same record write the same bytes;
//! - nothing of the restricted and local sheets is in it;
//! - a line on which people disagree has no single value anywhere: every version is there, each
//!   marked, with a Flag and a section that say so; "no known allergies" never stands unmarked
//!   beside an allergy;
//! - what is imported and not confirmed, what is withheld with its author's leave to say so, from which day on a section
//!   is old and by when it is to be reviewed is said of it: by days, since the document has no clock;
//! - every reference resolves within the document.
//!
//! *If broken*, an ambulance crew could be told one of two CPR decisions as if there were no other.

mod allergies;
mod authors;
mod consent;
mod contacts;
mod document;
mod flags;
mod ids;
mod marks;
mod narrative;
mod patient;
mod preferences;
mod said;
mod sections;
mod text;

use care_record::RecordView;

/// The record as a FHIR document Bundle in JSON, members in alphabetical order: the same on every computer that holds it.
#[must_use]
pub fn document(view: &RecordView) -> String {
    document_here(&view.as_anywhere())
}

/// The same as this computer gives it out while others wait for what was written here: what the region has not got yet is
/// marked, since nobody can ask it there.
#[must_use]
pub fn document_here(view: &RecordView) -> String {
    text::canonical(&document::bundle(view))
}
