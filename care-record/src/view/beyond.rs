//! What a view knows of a record beyond the lines it holds: counts and days, no words. Empty but for a face.

use super::RecordView;
use crate::declare::AGED;
use crate::{
    Basis, EntryId, Freshness, Role, SectionDeclaration, SheetKind, Standing, computed, fields,
    may_read, section,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of what is not here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Beyond {
    /// When the newest thing was written.
    pub(crate) last_written_ms: Option<i64>,
    /// Imported values that nobody has confirmed.
    pub(crate) imports: usize,
    /// Key items that are recorded, by their labels.
    pub(crate) key_items: BTreeSet<&'static str>,
    /// By section, where there is anything to tell.
    pub(crate) sections: BTreeMap<&'static str, OfSection>,
    /// To which item an entry belongs whose chain is not here.
    pub(crate) items: BTreeMap<EntryId, EntryId>,
}

/// The same of one section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct OfSection {
    /// Open disagreements.
    pub(crate) conflicts: usize,
    /// The day on which the newest of what stands was written.
    pub(crate) newest: Option<NaiveDate>,
    /// The first review date of what stands.
    pub(crate) review: Option<NaiveDate>,
}

impl Beyond {
    /// What `part` leaves out of `whole`.
    pub(crate) fn of(whole: &RecordView, part: &RecordView) -> Self {
        let mut sections: BTreeMap<&'static str, OfSection> = BTreeMap::new();
        for name in whole.conflicting_sections() {
            sections.entry(name).or_default().conflicts += 1;
        }
        for name in part.conflicting_sections() {
            let of = sections.entry(name).or_default();
            of.conflicts = of.conflicts.saturating_sub(1);
        }
        for declared in AGED.iter().filter_map(|name| section(name)) {
            let left_out = |day: fn(&SectionDeclaration, &RecordView) -> Option<NaiveDate>| {
                let day_there = day(declared, whole);
                day_there.filter(|_| day(declared, part) != day_there)
            };
            let of = sections.entry(declared.name).or_default();
            match declared.fresh {
                Freshness::Stays => {}
                Freshness::Days { .. } => of.newest = left_out(computed::newest),
                Freshness::Review => of.review = left_out(computed::first_review),
            }
        }
        sections.retain(|_, of| *of != OfSection::default());
        let recorded = |view: &RecordView| -> BTreeSet<&'static str> {
            let items = view.key_items().into_iter();
            items
                .filter(|(_, recorded)| *recorded)
                .map(|(item, _)| item.label)
                .collect()
        };
        let last = whole.last_written_ms();
        Self {
            last_written_ms: last.filter(|_| part.last_written_ms() != last),
            imports: whole
                .unconfirmed_imports()
                .saturating_sub(part.unconfirmed_imports()),
            key_items: &recorded(whole) - &recorded(part),
            sections,
            items: BTreeMap::new(),
        }
    }

    /// What of it somebody with these roles may know.
    pub(super) fn for_reader(&self, roles: &[Role]) -> Self {
        let mut left = self.clone();
        left.sections.retain(|name, _| {
            let may = |role: &Role| may_read(name, SheetKind::Shared, *role);
            roles.iter().any(may)
        });
        left
    }
}

impl RecordView {
    /// How many imported values nobody has confirmed.
    #[must_use]
    pub fn unconfirmed_imports(&self) -> usize {
        let imported = Some(Basis::Imported);
        let registers = fields().flat_map(|field| self.field(field.name).values());
        let registers = registers.filter(|agreed| agreed.value.statement.basis == imported);
        let entries = self.entries();
        let entries = entries
            .filter(|entry| entry.standing == Standing::Open && entry.meta.basis == imported);
        registers.count() + entries.count() + self.beyond.imports
    }

    pub(crate) fn says_of(&self, section: &str) -> OfSection {
        self.beyond
            .sections
            .get(section)
            .copied()
            .unwrap_or_default()
    }

    /// Is a key item recorded beyond what is here?
    pub(super) fn knows_of(&self, label: &str) -> bool {
        self.beyond.key_items.contains(label)
    }
}
