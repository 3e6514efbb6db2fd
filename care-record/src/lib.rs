//! What is known about a person: sheets, entries, registers, who may write them, and what they mean when several
//! people wrote at once.
//!
//! This room owns the meaning of a record and is the only one that uses automerge. It never asks for the time, for
//! randomness, for a file or for a network: ids, actors and attributions are handed in.
//!
//! *Assumes* that every change handed to [`Sheet::apply`] is kept elsewhere as received, so that a sheet is a cache that
//! can be rebuilt, and that whoever calls [`Record::view`] knows which signed envelope carried which change.
//!
//! *Guarantees* that
//! - an entry, once written, is never overwritten or deleted by a change this room accepts ([`ApplyError::EntryTouched`]);
//! - a reading is [`Reading::Nothing`], [`Reading::One`] or [`Reading::Several`]: nothing here gives "the" value of a line
//!   on which people disagree;
//! - the same set of changes gives the same view in whatever order, however often and in whatever portions they came.
//!
//! *If broken*, a decision that somebody made could vanish from sight.
//!
//! ```
//! use care_record::{Edit, Record, RecordId, Role, SheetKind, Statement};
//! let mut record = Record::new(RecordId::from_bytes([7; 16]));
//! let edit = Edit::set("gp.practice_name", Statement::words("Fen Edge Surgery"));
//! care_record::validate_edit(&edit, Role::SeniorCarer)?;
//! let written = record.sheet_mut(SheetKind::Shared).write([1; 8], &[edit])?;
//! assert_eq!(record.view(&|_| None).field("gp.practice_name").values().len(), 1);
//! assert!(!written.change.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod computed;
mod declare;
mod edit;
mod entry;
pub mod face;
pub mod finding;
mod genesis;
mod joining;
mod nhs_number;
pub mod paper;
mod permission;
mod policy;
mod reading;
mod record;
mod role;
mod sheet;
pub mod standards;
mod statement;
mod view;

pub use declare::{
    Cardinality, Code, EntryKind, FieldDeclaration, Freshness, KeyItem, MergeClass, Origin, Part,
    PartType, SectionDeclaration, TwoPeople, entry_kind, entry_kinds, field, fields, section,
    sections,
};
pub use edit::{Edit, EditError, validate_edit, validate_edit_under};
pub use entry::{Body, Entry, EntryDraft, EntryId, Meta, NONE_OF_THESE, READER};
pub use joining::{Judgement, judgements};
pub use nhs_number::{NhsNumber, NhsNumberError};
pub use permission::{
    Right, WriteRule, is_of_a_home, may_break_glass, may_let_in, may_read, may_read_audit,
    may_read_care, may_write,
};
pub use policy::{Policy, PolicyError};
pub use reading::{Agreed, Reading};
pub use record::{Record, RecordId, SheetId, SheetKind};
pub use role::{Role, UnknownRole};
pub use sheet::{ApplyError, Hash, Sheet, SheetError, WriteError, Written};
pub use statement::{Answer, Basis, Statement};
pub use view::{Attribution, Conflict, EntryView, FieldValue, Item, RecordView, Standing};
