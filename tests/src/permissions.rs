//! Who may do what, cell by cell: the permission table of the data model (7.2), as it was decided.
//!
//! It is written by hand and asks the program for nothing: a table that is computed from the rules it is held against
//! cannot fail.

#![expect(
    clippy::panic,
    reason = "a table with a hole in it is to stop the test, with a sentence"
)]

mod table;

pub use table::{COLUMNS, ROWS, TABLE};

use crate::region::{Region, Site, Staff};
use Cell::{No, Office, Suggest, Transcribe, Write, Yes};
use care_record::Role;
use serde_json::{Value, json};

/// What one role may do in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Write, replace and correct.
    Write,
    /// Copy from paper, beside what is there.
    Transcribe,
    /// Suggest, for somebody who may write.
    Suggest,
    /// Do it; of something that is read or ordered.
    Yes,
    /// Read what an office works with: who somebody is, and nothing of her care.
    Office,
    /// Nothing.
    No,
}

/// A way of saying something in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As one's own word.
    Plain,
    /// As a copy from paper.
    Copied,
    /// As a suggestion.
    Suggested,
}

impl Cell {
    /// Is something taken that is said in this way?
    #[must_use]
    pub fn takes(self, way: Way) -> bool {
        match self {
            Write => true,
            Transcribe => way != Way::Plain,
            Suggest => way == Way::Suggested,
            Yes | Office | No => false,
        }
    }
}

/// A line of the record that stands for a row: the part that says something, with two things to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its section.
    pub section: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The part; none of a plain field.
    pub part: Option<&'static str>,
    /// What is said first, and what is said in its place.
    pub words: [&'static str; 2],
}

const fn entry(
    section: &'static str,
    name: &'static str,
    part: &'static str,
    words: [&'static str; 2],
) -> Act {
    let part = Some(part);
    Act::Say(Line {
        section,
        name,
        part,
        words,
    })
}

const fn field(section: &'static str, name: &'static str, words: [&'static str; 2]) -> Act {
    let part = None;
    Act::Say(Line {
        section,
        name,
        part,
        words,
    })
}

impl Line {
    /// The ways in which something can be said here: a plain field is set, and neither copied nor suggested.
    #[must_use]
    pub fn ways(&self) -> &'static [Way] {
        match self.part {
            Some(_) => &[Way::Plain, Way::Copied, Way::Suggested],
            None => &[Way::Plain],
        }
    }

    /// The request that says the first of its words in a record.
    #[must_use]
    pub fn request(&self, record: &str, way: Way) -> Value {
        let [words, _] = self.words;
        let basis = (way == Way::Copied).then_some("transcribed");
        match self.part {
            Some(part) => json!({
                "kind": "enter", "record": record, "entry_kind": self.name, "body": { part: words },
                "supersedes": [], "confirms": null, "error_of": [], "basis": basis, "effective": null,
                "comment": null, "suggested": way == Way::Suggested,
            }),
            None => json!({
                "kind": "set", "record": record, "field": self.name, "text": words, "answer": null,
                "comment": null,
            }),
        }
    }
}

/// What stands for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// At a glance is read.
    Glance,
    /// Something that is withheld is read at a site that is given it.
    Withheld,
    /// Something is said in a line.
    Say(Line),
    /// It is read who looked at a record.
    WhoLooked,
    /// A colleague is let in.
    LetIn,
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What 7.2 calls it.
    pub title: &'static str,
    /// What is tried.
    pub act: Act,
    /// Its cells, in the order of [`COLUMNS`].
    pub cells: [Cell; 11],
}

impl Row {
    /// Its cells, each with its role.
    pub fn by_role(&self) -> impl Iterator<Item = (Role, Cell)> {
        COLUMNS.into_iter().zip(self.cells)
    }

    /// The cell of a role.
    ///
    /// # Panics
    /// When the role has no column.
    #[must_use]
    pub fn cell(&self, role: Role) -> Cell {
        let mut cells = self.by_role();
        let found = cells.find_map(|(column, cell)| (column == role).then_some(cell));
        found.unwrap_or_else(|| panic!("{} has no column", role.words()))
    }
}

/// The rows that say something in the record, with its lines.
pub fn said() -> impl Iterator<Item = (&'static Row, Line)> {
    TABLE.iter().filter_map(|row| match row.act {
        Act::Say(line) => Some((row, line)),
        Act::Glance | Act::Withheld | Act::WhoLooked | Act::LetIn => None,
    })
}

/// What stands for what is read.
///
/// # Panics
/// When there is no such row.
#[must_use]
pub fn row(act: Act) -> &'static Row {
    let found = TABLE.iter().find(|row| row.act == act);
    found.unwrap_or_else(|| panic!("{act:?} stands for no row"))
}

/// Somebody of each role, in the order of [`COLUMNS`].
const NAMES: [&str; 11] = [
    "Asha Rahman",
    "Grace Adeyemi",
    "Maria Okafor",
    "Sue Hill",
    "Joe Marsh",
    "Ellen Frost",
    "Dr Helen Ward",
    "Dr Ruth Penhallow",
    "Dr Ngozi Eze",
    "Priya Nair",
    "Tom Alder",
];

/// Staff of a site, one of each role.
#[must_use]
pub fn everyone(region: &Region, site: &Site) -> Vec<(Role, Staff)> {
    let columns = COLUMNS.into_iter().zip(NAMES);
    columns
        .map(|(role, name)| (role, region.staff(site, name, role.name())))
        .collect()
}

/// The one with a role.
///
/// # Panics
/// When nobody has it.
#[must_use]
pub fn with_role(everyone: &[(Role, Staff)], role: Role) -> &Staff {
    let found = everyone.iter().find(|(held, _)| *held == role);
    &found
        .unwrap_or_else(|| panic!("nobody is a {}", role.words()))
        .1
}
