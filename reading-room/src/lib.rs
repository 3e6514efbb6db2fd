//! The one place at the hub where a record is opened, in a process of its own: the program
//! `alongside-reading-room`.
//!
//! # What this room owns
//!
//! The judgement whether an envelope may be published: its changes are applied to the document as it stands,
//! the rules of entries are checked, the whole is saved and loaded again ([`judge`]). What a new device is shown of
//! the document before it has its log: its face. And the walls around that
//! judgement ([`confine`]): no network, no file, bounded memory, bounded processor time for each question.
//!
//! # What it never does
//!
//! It keeps nothing, decides about nobody's rights, and knows no hub: it reads questions from its standard input
//! and writes answers to its standard output ([`words`]), and ends when the input ends. No answer but
//! a face carries a word of a record: codes and numbers only.
//!
//! # Invariants
//!
//! * *Assumes* that whoever asks throws away what this process prints to its standard error: a library that
//!   panics may quote what it was reading.
//! * *Guarantees* one answer for each question, in order, or its own death. A death says no more than that the
//!   question was a bad one; whoever asks starts another process.
//! * *Guarantees* that a change it answered [`words::Answer::Fine`] to was applied, saved and loaded again here.
//!   *If broken*, one device could make a record unreadable for all others.
//!
//! ```
//! use reading_room::judge::Judge;
//! use reading_room::words::{Answer, Authored, Question};
//! use sync_protocol::ids::{DocumentId, RecordId, SheetId};
//!
//! let mut judge = Judge::default();
//! let document = DocumentId::new(RecordId::new([7; 16]), SheetId::SHARED);
//! assert_eq!(judge.answer(Question::Open { document }), Answer::Taken);
//! let broken = Authored { role: 1, changes: vec![b"no change at all".as_slice().into()], by: None };
//! assert_eq!(
//!     judge.answer(Question::Judge { envelope: broken }),
//!     Answer::Quarantine { code: "change.not_a_change".to_owned() },
//! );
//! ```

pub mod confine;
pub mod judge;
pub mod line;
pub mod words;
