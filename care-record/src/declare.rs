//! One declaration per line of the record: its name, type, merge class, choices and who may write it. Validation,
//! permission, the forms on screen and export are made from these and from nothing else.

mod codes;
mod face;
mod make;
mod rules;
mod sections;

use crate::{SheetKind, WriteRule};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How concurrent statements are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeClass {
    /// Never merged without a person: all open entries are shown in alarm colour, nowhere a single value.
    Alarm,
    /// Surfaced quietly: all are shown, newest first.
    Surfaced,
    /// A register: all concurrent values are shown, history is kept.
    Register,
    /// What happened: all are shown, none replaces another.
    Log,
}

/// How many may be true at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    /// One: two open entries that differ are a disagreement.
    One,
    /// Any number: each chain of entries is an item of its own.
    Many,
}

/// One choice of a coded part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// As stored.
    pub code: &'static str,
    /// As read.
    pub words: &'static str,
    /// SNOMED CT concept id, where a source names one.
    pub snomed: Option<&'static str>,
}

/// Type of a part or register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartType {
    /// One line of words, at most this many characters.
    Text(usize),
    /// Several lines, at most this many characters.
    LongText(usize),
    /// Words for machines, at most so many characters: neither shown nor asked for.
    Machine(usize),
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A calendar date or one of these words.
    DateOr(&'static [Code]),
    /// One of these.
    Choice(&'static [Code]),
    /// Any of these.
    Choices(&'static [Code]),
    /// `yes` or `no`.
    YesNo,
    /// Ten digits with a right check digit.
    NhsNumber,
    /// A number from the first to the second with at most so many decimals, and its unit.
    Number(i32, i32, u8, &'static str),
    /// A year, a month or a day: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    PartDate,
    /// A moment to the minute with its offset, RFC 3339: `2026-11-22T14:10+00:00`.
    Moment,
    /// The id of an entry of this kind in the same record.
    EntryRef(&'static str),
    /// The id of another record.
    RecordRef,
}

/// Where a line comes from, so that what a standard asks for can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Item of SCCI 1580 v4.0 by its number.
    Scci(u8),
    /// Element of the PRSB standard for palliative and end of life care v1.1, by its path below the section.
    Prsb(&'static str),
}

/// Which acts on an entry need a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwoPeople {
    /// None.
    Never,
    /// A copy from paper is marked until somebody else has confirmed it.
    ToCopy,
    /// Marking it as entered in error counts only when two people have.
    ToUnmark,
    /// It counts only when somebody else has confirmed it.
    ToCount,
}

/// How long what a section says may be taken as fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It does not age.
    Stays,
    /// Amber and red after so many days.
    Days {
        /// Amber after.
        amber: u16,
        /// Red after.
        red: u16,
    },
    /// Amber fourteen days before the review date, red after it. The decision stands.
    Review,
}

/// One part of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Name in the body.
    pub name: &'static str,
    /// Label on screen.
    pub label: &'static str,
    /// Type.
    pub kind: PartType,
    /// Without it the entry says nothing. A true but partial entry is never refused for any other part.
    pub required: bool,
    /// Is it read only by those who may read what is withheld, on whichever sheet it stands?
    pub narrow: bool,
    /// Which items of the standards it holds.
    pub origin: &'static [Origin],
}

/// A kind of entry.
#[derive(Debug, Clone, Copy)]
pub struct EntryKind {
    /// Name, such as `cpr_decision`.
    pub name: &'static str,
    /// Label on screen.
    pub label: &'static str,
    /// Section it stands in.
    pub section: &'static str,
    /// One or many.
    pub cardinality: Cardinality,
    /// Treatment of concurrent entries.
    pub class: MergeClass,
    /// Its parts in reading order.
    pub parts: &'static [Part],
    /// Who may write it.
    pub rule: WriteRule,
    /// What to do while it is in dispute; empty where nothing follows.
    pub meanwhile: &'static str,
    /// Parts that must be read together with the first, in one line.
    pub headline: &'static [&'static str],
    /// What needs a second person.
    pub two_people: TwoPeople,
    /// The sheet it is written to unless its author chooses a narrower one.
    pub sheet: SheetKind,
    /// Which items of the standards it holds as a whole.
    pub origin: &'static [Origin],
}

impl EntryKind {
    /// A part by name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}

/// A register.
#[derive(Debug, Clone, Copy)]
pub struct FieldDeclaration {
    /// Full name, such as `person.phone`.
    pub name: &'static str,
    /// Label on screen.
    pub label: &'static str,
    /// Type.
    pub kind: PartType,
    /// Who may write it.
    pub rule: WriteRule,
    /// Which items of the standards it holds.
    pub origin: &'static [Origin],
    /// The sheet it is written to unless its author chooses a narrower one.
    pub sheet: SheetKind,
}

impl FieldDeclaration {
    /// Section and key, the two halves of the name.
    #[must_use]
    pub fn place(&self) -> (&'static str, &'static str) {
        self.name.split_once('.').unwrap_or((self.name, ""))
    }
}

/// A section of the record.
#[derive(Debug, Clone, Copy)]
pub struct SectionDeclaration {
    /// Name; its map exists in every sheet from the first change on.
    pub name: &'static str,
    /// Title on screen.
    pub title: &'static str,
    /// Its kinds of entry, in reading order.
    pub kinds: &'static [EntryKind],
    /// Its registers, in reading order.
    pub fields: &'static [FieldDeclaration],
    /// How long it may be taken as fresh.
    pub fresh: Freshness,
}

/// One of the ten items of the smallest useful record.
#[derive(Debug, Clone, Copy)]
pub struct KeyItem {
    /// Label.
    pub label: &'static str,
    /// Lines of which any one suffices.
    pub lines: &'static [&'static str],
}

static KINDS: LazyLock<HashMap<&'static str, &'static EntryKind>> =
    LazyLock::new(|| entry_kinds().map(|kind| (kind.name, kind)).collect());
static FIELDS: LazyLock<HashMap<&'static str, &'static FieldDeclaration>> =
    LazyLock::new(|| fields().map(|field| (field.name, field)).collect());

/// All sections, in reading order. Those that hold no line yet exist too, so that no device ever creates one.
#[must_use]
pub fn sections() -> &'static [SectionDeclaration] {
    sections::SECTIONS
}

/// A section by name.
#[must_use]
pub fn section(name: &str) -> Option<&'static SectionDeclaration> {
    sections().iter().find(|section| section.name == name)
}

/// All registers.
pub fn fields() -> impl Iterator<Item = &'static FieldDeclaration> {
    sections().iter().flat_map(|section| section.fields)
}

/// A register by full name.
#[must_use]
pub fn field(name: &str) -> Option<&'static FieldDeclaration> {
    FIELDS.get(name).copied()
}

/// All kinds of entry.
pub fn entry_kinds() -> impl Iterator<Item = &'static EntryKind> {
    sections().iter().flat_map(|section| section.kinds)
}

/// A kind of entry by name.
#[must_use]
pub fn entry_kind(name: &str) -> Option<&'static EntryKind> {
    KINDS.get(name).copied()
}

impl PartType {
    /// The choices, if it has any.
    #[must_use]
    pub fn choices(&self) -> &'static [Code] {
        match self {
            PartType::Choice(codes) | PartType::Choices(codes) | PartType::DateOr(codes) => codes,
            PartType::YesNo => codes::YES_NO,
            _ => &[],
        }
    }

    /// The honest non-answers that a coded question takes beside its choices.
    pub fn non_answers(&self) -> impl Iterator<Item = &'static Code> {
        let own = self.choices();
        codes::NON_ANSWERS
            .iter()
            .filter(move |non| !own.is_empty() && own.iter().all(|code| code.code != non.code))
    }

    /// A choice or non-answer by code.
    #[must_use]
    pub fn code(&self, code: &str) -> Option<&'static Code> {
        let mut own = self.choices().iter();
        own.find(|choice| choice.code == code)
            .or_else(|| self.non_answers().find(|choice| choice.code == code))
    }

    /// The words of a code; the code itself where there are none.
    #[must_use]
    pub fn words<'a>(&self, code: &'a str) -> &'a str {
        self.code(code).map_or(code, |choice| choice.words)
    }

    /// The unit of a number, empty where it has none.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            PartType::Number(_, _, _, unit) => unit,
            _ => "",
        }
    }
}

pub(crate) use face::{AGED, FACE, FaceLine, Keep};
pub(crate) use sections::KEY_ITEMS;

#[cfg(test)]
mod tests;
