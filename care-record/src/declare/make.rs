//! Short ways to write a declaration, so that the pages of `sections` read like a table.

use super::{
    Cardinality, Code, EntryKind, FieldDeclaration, Freshness, MergeClass, Origin, Part, PartType,
    SectionDeclaration, TwoPeople,
};
use crate::{SheetKind, WriteRule};

pub(super) const fn plain(code: &'static str, words: &'static str) -> Code {
    Code {
        code,
        words,
        snomed: None,
    }
}

pub(super) const fn snomed(code: &'static str, words: &'static str, id: &'static str) -> Code {
    Code {
        code,
        words,
        snomed: Some(id),
    }
}

pub(super) const fn part(name: &'static str, label: &'static str, kind: PartType) -> Part {
    Part {
        name,
        label,
        kind,
        required: false,
        narrow: false,
        origin: &[],
    }
}

/// A part without which the entry says nothing.
pub(super) const fn key(name: &'static str, label: &'static str, kind: PartType) -> Part {
    Part {
        required: true,
        ..part(name, label, kind)
    }
}

/// A part that only those are shown who may read what is withheld.
pub(super) const fn narrow(name: &'static str, label: &'static str, kind: PartType) -> Part {
    Part {
        narrow: true,
        ..part(name, label, kind)
    }
}

impl Part {
    pub(super) const fn from(mut self, origin: &'static [Origin]) -> Self {
        self.origin = origin;
        self
    }
}

pub(super) const fn field(
    name: &'static str,
    label: &'static str,
    kind: PartType,
    rule: WriteRule,
) -> FieldDeclaration {
    FieldDeclaration {
        name,
        label,
        kind,
        rule,
        origin: &[],
        sheet: SheetKind::Shared,
    }
}

impl FieldDeclaration {
    pub(super) const fn from(mut self, origin: &'static [Origin]) -> Self {
        self.origin = origin;
        self
    }
}

const fn kind(
    section: &'static str,
    name: &'static str,
    label: &'static str,
    cardinality: Cardinality,
    class: MergeClass,
    rule: WriteRule,
    parts: &'static [Part],
) -> EntryKind {
    EntryKind {
        name,
        label,
        section,
        cardinality,
        class,
        parts,
        rule,
        meanwhile: "",
        headline: &[],
        two_people: TwoPeople::Never,
        sheet: SheetKind::Shared,
        origin: &[],
    }
}

/// One can be true: two that differ are a disagreement.
pub(super) const fn one(
    section: &'static str,
    name: &'static str,
    label: &'static str,
    class: MergeClass,
    rule: WriteRule,
    parts: &'static [Part],
) -> EntryKind {
    kind(section, name, label, Cardinality::One, class, rule, parts)
}

/// Any number; two open versions of one item are a disagreement.
pub(super) const fn many(
    section: &'static str,
    name: &'static str,
    label: &'static str,
    class: MergeClass,
    rule: WriteRule,
    parts: &'static [Part],
) -> EntryKind {
    kind(section, name, label, Cardinality::Many, class, rule, parts)
}

/// What happened: any number, none replaces another.
pub(super) const fn log(
    section: &'static str,
    name: &'static str,
    label: &'static str,
    rule: WriteRule,
    parts: &'static [Part],
) -> EntryKind {
    kind(
        section,
        name,
        label,
        Cardinality::Many,
        MergeClass::Log,
        rule,
        parts,
    )
}

impl EntryKind {
    pub(super) const fn from(mut self, origin: &'static [Origin]) -> Self {
        self.origin = origin;
        self
    }

    /// What to do while it is in dispute.
    pub(super) const fn meanwhile(mut self, words: &'static str) -> Self {
        self.meanwhile = words;
        self
    }

    /// Parts that must be read together with the first.
    pub(super) const fn headline(mut self, parts: &'static [&'static str]) -> Self {
        self.headline = parts;
        self
    }

    pub(super) const fn two_people(mut self, rule: TwoPeople) -> Self {
        self.two_people = rule;
        self
    }

    pub(super) const fn on(mut self, sheet: SheetKind) -> Self {
        self.sheet = sheet;
        self
    }
}

pub(super) const fn section(
    name: &'static str,
    title: &'static str,
    kinds: &'static [EntryKind],
    fields: &'static [FieldDeclaration],
) -> SectionDeclaration {
    SectionDeclaration {
        name,
        title,
        kinds,
        fields,
        fresh: Freshness::Stays,
    }
}

impl SectionDeclaration {
    /// Amber and red after so many days.
    pub(super) const fn fresh_for(mut self, amber_days: u16, red_days: u16) -> Self {
        self.fresh = Freshness::Days {
            amber: amber_days,
            red: red_days,
        };
        self
    }

    /// Amber fourteen days before the review date of its decision, red after it.
    pub(super) const fn fresh_until_review(mut self) -> Self {
        self.fresh = Freshness::Review;
        self
    }
}
