//! What other systems are told, and what they tell us: FHIR R4 UK Core in and out.
//!
//! This room turns files into edits of records ([`import`]) and a record into a document
//! ([`export`]). It is pure: no file, no network, no clock, no randomness; the day and the ids of new
//! entries are handed in. It never decides whose record a file belongs to, never writes one, and
//! never lets the sender's word stand as confirmed.
//!
//! *Assumes* nothing about what comes in, and of what goes out only that the view it is given was
//! made from verified envelopes.
//!
//! *Guarantees* that
//! - every part of a file is taken, kept aside or refused with a stable code, and what is not taken is
//!   handed back in the very text it came in;
//! - what is taken is marked *imported*, and entries stand beside what is there and replace nothing;
//! - a document says nothing that the shared sheet does not say, shows every version of what people
//!   disagree about, each marked, and is the same text on every computer that holds the same record;
//! - no error and no `{:?}` repeats a word of a file or a record.
//!
//! *If broken*, an allergy could get lost on its way between two services, or a decision in dispute
//! reach an ambulance as if it were settled.
//!
//! ```
//! use care_record::{EntryId, Hash, Record, RecordId, SheetKind};
//! use exchange::import::{Input, plan, unsaid};
//!
//! let file = br#"{"resourceType": "Patient", "name": [{"family": "Pike"}], "birthDate": "1941-02-30"}"#;
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
//! let mut count = 0_u64;
//! let mut new_id = || {
//!     count += 1;
//!     EntryId::from_random(count.to_be_bytes())
//! };
//! let plan = plan(&[Input { name: "pike.json", bytes: file }], today, &mut new_id);
//! assert_eq!(plan.report.taken.len(), 1);
//! assert_eq!(plan.report.refused.first().map(|part| part.reason.code()), Some("import.impossible_date"));
//!
//! let mut record = Record::new(RecordId::from_bytes([7; 16]));
//! for person in plan.people {
//!     let edits = unsaid(person.edits, &record.view(&|_: &Hash| None)).write;
//!     record.sheet_mut(SheetKind::Shared).write([1; 8], &edits)?;
//! }
//! let document = exchange::export::document(&record.view(&|_: &Hash| None));
//! assert!(document.contains("Pike"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod export;
pub mod fhir;
pub mod import;

mod codes;
