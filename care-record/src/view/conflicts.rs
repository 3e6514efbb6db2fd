//! What people disagree on.

use super::{Conflict, EntryView, RecordView};
use crate::declare::{Cardinality, MergeClass, entry_kinds};
use crate::entry_kind;

impl RecordView {
    /// All open disagreements, in the order of the declarations.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for kind in entry_kinds().filter(|kind| kind.class != MergeClass::Log) {
            let readings = match kind.cardinality {
                Cardinality::One => vec![self.one(kind.name)],
                Cardinality::Many => self
                    .items(kind.name)
                    .into_iter()
                    .map(|item| item.reading)
                    .collect(),
            };
            for reading in readings.iter().filter(|reading| reading.is_several()) {
                let open = reading
                    .values()
                    .into_iter()
                    .flat_map(crate::Agreed::all)
                    .cloned()
                    .collect();
                conflicts.push(Conflict {
                    line: kind.name.to_owned(),
                    class: kind.class,
                    open,
                });
            }
        }
        conflicts.extend(self.allergy_contradiction());
        conflicts
    }

    /// "No known allergies" beside an allergy that stands: nobody may read the one without the other.
    fn allergy_contradiction(&self) -> Option<Conflict> {
        let none_known: Vec<EntryView> = self
            .open("allergy_state")
            .into_iter()
            .filter(|e| e.part("state").as_deref() == Some("none_known"))
            .collect();
        let allergies = self.open("allergy");
        if none_known.is_empty() || allergies.is_empty() || self.one("allergy_state").is_several() {
            return None;
        }
        let open = none_known.into_iter().chain(allergies).collect();
        Some(Conflict {
            line: "allergy_state".to_owned(),
            class: MergeClass::Alarm,
            open,
        })
    }

    /// How many disagreements are open.
    #[must_use]
    pub fn conflicts_count(&self) -> usize {
        let beyond = self.beyond.sections.values().map(|of| of.conflicts);
        self.conflicts().len() + beyond.sum::<usize>()
    }

    /// The section of each open disagreement.
    pub(super) fn conflicting_sections(&self) -> Vec<&'static str> {
        let kinds = self.conflicts().into_iter();
        kinds
            .filter_map(|conflict| Some(entry_kind(&conflict.line)?.section))
            .collect()
    }
}
