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
mod narrative;
mod patient;
mod preferences;
mod said;
mod sections;
mod text;

use care_record::RecordView;

/// The record as a FHIR document Bundle in JSON, members in alphabetical order.
#[must_use]
pub fn document(view: &RecordView) -> String {
    text::canonical(&document::bundle(view))
}
