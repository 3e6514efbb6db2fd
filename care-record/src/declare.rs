//! One declaration per line of the record: its name, type, merge class, choices and who may write it. Validation,
//! permission, the forms on screen and export are made from these and from nothing else.

mod codes;
mod lines;

use crate::WriteRule;

/// How concurrent statements are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeClass {
    /// Never merged without a person: all open entries are shown in alarm colour, nowhere a single value.
    Alarm,
    /// Surfaced quietly: all are shown, newest first.
    Surfaced,
    /// A register: all concurrent values are shown, history is kept.
    Register,
    /// A note: all are shown, none replaces another.
    Note,
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
}

/// One of the ten items of the smallest useful record.
#[derive(Debug, Clone, Copy)]
pub struct KeyItem {
    /// Label.
    pub label: &'static str,
    /// Lines of which any one suffices.
    pub lines: &'static [&'static str],
}

/// All sections, in reading order. Those that hold no line yet exist too, so that no device ever creates one.
#[must_use]
pub fn sections() -> &'static [SectionDeclaration] {
    lines::SECTIONS
}

/// A section by name.
#[must_use]
pub fn section(name: &str) -> Option<&'static SectionDeclaration> {
    lines::SECTIONS.iter().find(|section| section.name == name)
}

/// All registers.
#[must_use]
pub fn fields() -> &'static [FieldDeclaration] {
    lines::FIELDS
}

/// A register by full name.
#[must_use]
pub fn field(name: &str) -> Option<&'static FieldDeclaration> {
    lines::FIELDS.iter().find(|field| field.name == name)
}

/// All kinds of entry.
#[must_use]
pub fn entry_kinds() -> &'static [EntryKind] {
    lines::ENTRY_KINDS
}

/// A kind of entry by name.
#[must_use]
pub fn entry_kind(name: &str) -> Option<&'static EntryKind> {
    lines::ENTRY_KINDS.iter().find(|kind| kind.name == name)
}

impl PartType {
    /// The choices, if it has any.
    #[must_use]
    pub fn choices(&self) -> &'static [Code] {
        match self {
            PartType::Choice(codes) | PartType::Choices(codes) | PartType::DateOr(codes) => codes,
            PartType::YesNo => codes::YES_NO,
            PartType::Text(_) | PartType::LongText(_) | PartType::Date | PartType::NhsNumber => &[],
        }
    }

    /// The words of a code; the code itself where there are none.
    #[must_use]
    pub fn words<'a>(&self, code: &'a str) -> &'a str {
        self.choices()
            .iter()
            .find(|choice| choice.code == code)
            .map_or(code, |choice| choice.words)
    }
}

pub(crate) use lines::KEY_ITEMS;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_stand_in_a_section() {
        let mut names = BTreeSet::new();
        for field in fields() {
            assert!(names.insert(field.name), "{} twice", field.name);
            assert!(
                section(field.place().0).is_some(),
                "{} has no section",
                field.name
            );
            assert!(!field.place().1.starts_with('@'), "keys with @ are entries");
        }
        for kind in entry_kinds() {
            assert!(names.insert(kind.name), "{} twice", kind.name);
            assert!(
                section(kind.section).is_some(),
                "{} has no section",
                kind.name
            );
            assert!(
                !kind.rule.write.is_empty(),
                "{} can be written by nobody",
                kind.name
            );
            let parts: BTreeSet<_> = kind.parts.iter().map(|part| part.name).collect();
            assert_eq!(
                parts.len(),
                kind.parts.len(),
                "{} has a part twice",
                kind.name
            );
        }
        for item in KEY_ITEMS {
            for line in item.lines {
                assert!(names.contains(line), "key item {} names {line}", item.label);
            }
        }
    }
}
