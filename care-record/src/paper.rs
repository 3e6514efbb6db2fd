//! The short code on a paper, with which any computer that carries the record can say whether the paper is still current.
//!
//! A paper is out of date when a line that it shows has changed. So its code is made of what stands in those lines, and
//! not of the moment it was printed: as long as nothing of it changes, an old paper is as good as a new one, and says so.
//! Notes are left out: one is written every hour, and a paper that grows old every hour is never looked at.
//!
//! *Guarantees* that the same record gives the same code on every computer and to every reader, whatever came first; that
//! two values that stand are both in it; and that it tells nothing of the person to whoever holds only the paper.

use crate::declare::fields;
use crate::face::selected;
use crate::{EntryView, RecordId, RecordView, Standing, entry_kind};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// The digits, 5 bits each: no letter that is read as another. From Crockford's base 32.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Digits that name the person: one in a million has the same.
const OF_PERSON: usize = 4;
/// Digits that name what the paper shows: one change in thirty million is not seen.
const OF_CONTENTS: usize = 5;

/// What can be printed of one person and checked later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// At a glance.
    Glance,
    /// The sheet for the folder at the bedside: At a glance and what lies in the folder.
    FolderSheet,
    /// The copy for the person: all that is on the shared sheet.
    PersonsCopy,
}

impl Paper {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Glance, Self::FolderSheet, Self::PersonsCopy];

    /// Its name, which does not change.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Glance => "glance",
            Self::FolderSheet => "folder_sheet",
            Self::PersonsCopy => "persons_copy",
        }
    }

    /// The paper of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.name() == name)
    }

    const fn digit(self) -> u8 {
        match self {
            Self::Glance => b'G',
            Self::FolderSheet => b'F',
            Self::PersonsCopy => b'P',
        }
    }
}

/// The code of a paper, such as `G7K3Q-8MN2X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperCode {
    /// What was printed.
    pub paper: Paper,
    person: [u8; OF_PERSON],
    contents: [u8; OF_CONTENTS],
}

impl PaperCode {
    /// The code of a paper that is printed of a record now.
    #[must_use]
    pub fn of(paper: Paper, view: &RecordView) -> Self {
        Self {
            paper,
            person: person(view.record),
            contents: digits(&contents(paper, view)),
        }
    }

    /// Can it be of this record?
    #[must_use]
    pub fn may_be_of(&self, record: RecordId) -> bool {
        self.person == person(record)
    }
}

impl fmt::Display for PaperCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = std::iter::once(self.paper.digit()).chain(self.person);
        for digit in first.chain(std::iter::once(b'-')).chain(self.contents) {
            write!(f, "{}", char::from(digit))?;
        }
        Ok(())
    }
}

/// What was typed is not the code of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the code of a paper")]
pub struct NotACode;

impl FromStr for PaperCode {
    type Err = NotACode;

    /// As people type it: small letters, spaces, without its dash, O for 0, I or L for 1.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let typed = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-');
        let typed: Vec<u8> = typed.map(digit).collect::<Option<_>>().ok_or(NotACode)?;
        let (first, rest) = typed.split_first().ok_or(NotACode)?;
        let (person, contents) = rest.split_at_checked(OF_PERSON).ok_or(NotACode)?;
        Ok(Self {
            paper: Paper::ALL
                .into_iter()
                .find(|paper| paper.digit() == *first)
                .ok_or(NotACode)?,
            person: person.try_into().map_err(|_| NotACode)?,
            contents: contents.try_into().map_err(|_| NotACode)?,
        })
    }
}

fn digit(typed: char) -> Option<u8> {
    let typed = u8::try_from(typed.to_ascii_uppercase()).ok()?;
    let meant = match typed {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    DIGITS.contains(&meant).then_some(meant)
}

fn person(record: RecordId) -> [u8; OF_PERSON] {
    let mut hash = Sha256::new();
    hash.update(b"alongside paper, person");
    hash.update(record.to_bytes());
    digits(&hash.finalize().into())
}

fn contents(paper: Paper, view: &RecordView) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"alongside paper, contents");
    hash.update([paper.digit()]);
    for said in said(paper, view) {
        hash.update([0]);
        hash.update(said);
    }
    hash.finalize().into()
}

/// The names of everything that a paper shows, in an order that is the same everywhere.
fn said(paper: Paper, view: &RecordView) -> BTreeSet<String> {
    let shared = view.shared_only();
    let but_notes = |section: &str| section != "notes";
    match paper {
        Paper::Glance => names(&selected(&shared), but_notes),
        Paper::FolderSheet => {
            let mut all = names(&selected(&shared), but_notes);
            all.extend(names(&shared, |section| section == "documents"));
            all
        }
        Paper::PersonsCopy => names(&shared, but_notes),
    }
}

/// The names of what stands in the sections that are wanted.
fn names(view: &RecordView, wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let section = |entry: &EntryView| entry_kind(&entry.kind).map_or("", |kind| kind.section);
    let entries = view
        .entries()
        .filter(|entry| entry.standing == Standing::Open && wanted(section(entry)))
        .map(|entry| format!("{} {}", entry.kind, entry.id));
    let values = fields()
        .filter(|field| wanted(field.place().0))
        .flat_map(|field| {
            let values = view.field(field.name).values().into_iter();
            values
                .flat_map(crate::Agreed::all)
                .map(|value| format!("{} {}", field.name, value.change))
        });
    entries.chain(values).collect()
}

fn digits<const MANY: usize>(hash: &[u8; 32]) -> [u8; MANY] {
    let mut digits = [b'0'; MANY];
    for (digit, byte) in digits.iter_mut().zip(hash) {
        // 32 divides 256: each digit is as likely as any other.
        *digit = DIGITS.get(usize::from(byte % 32)).copied().unwrap_or(b'0');
    }
    digits
}

#[cfg(test)]
mod tests;
