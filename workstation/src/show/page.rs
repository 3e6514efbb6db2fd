//! The record page: every section with every line, made from the declarations; and the history of a line.

use super::Viewer;
use super::banner::{banner, entry_value};
use super::lines::{alarm, entry_form, field_form};
use super::value::{field as field_value, one_entry, one_field};
use crate::api::{HistoryLine, Item, Line, ReadingState, RecordPage, Section, Shape, Value};
use crate::desk::Loaded;
use care_record::{
    Cardinality, EntryKind, FieldDeclaration, MergeClass, RecordView, Standing, entry_kind,
    entry_kinds, field, fields, sections,
};
use store::workstation::Person;

/// All sections that hold a line.
pub(crate) fn page(view: &RecordView, person: Option<&Person>, viewer: &Viewer<'_>) -> RecordPage {
    let mut shown = Vec::new();
    for section in sections() {
        let mut lines: Vec<Line> = Vec::new();
        lines.extend(
            entry_kinds()
                .iter()
                .filter(|kind| kind.section == section.name)
                .map(|kind| entry(kind, view, viewer)),
        );
        let registers = fields()
            .iter()
            .filter(|declaration| declaration.place().0 == section.name);
        lines.extend(registers.map(|declaration| register(declaration, view, viewer)));
        if !lines.is_empty() {
            shown.push(Section {
                name: section.name.to_owned(),
                title: section.title.to_owned(),
                sharing: format!(
                    "Shared with everyone in {} who cares for this person",
                    viewer.region
                ),
                lines,
            });
        }
    }
    let unknown = match view.unknown {
        0 => String::new(),
        1 => "1 item was written by a newer version. It is kept, and this version cannot show it."
            .to_owned(),
        more => format!(
            "{more} items were written by a newer version. They are kept, and this version cannot show them."
        ),
    };
    RecordPage {
        banner: banner(view, person, viewer),
        sections: shown,
        unknown,
    }
}

fn state(values: &[Value]) -> ReadingState {
    match values.len() {
        0 => ReadingState::Nothing,
        1 => ReadingState::One,
        _ => ReadingState::Several,
    }
}

fn register(declaration: &FieldDeclaration, view: &RecordView, viewer: &Viewer<'_>) -> Line {
    let reading = view.field(declaration.name);
    let values: Vec<Value> = reading
        .values()
        .into_iter()
        .map(|a| field_value(declaration, a, viewer))
        .collect();
    Line {
        name: declaration.name.to_owned(),
        label: declaration.label.to_owned(),
        shape: Shape::Register,
        alarm: alarm(MergeClass::Register),
        form: field_form(declaration),
        may_write: viewer.may(&declaration.rule),
        who_may: declaration.rule.who(),
        items: vec![Item {
            id: declaration.name.to_owned(),
            state: state(&values),
            values,
        }],
    }
}

fn entry(kind: &EntryKind, view: &RecordView, viewer: &Viewer<'_>) -> Line {
    let (shape, items) = match kind.cardinality {
        Cardinality::One => {
            let values: Vec<Value> = view
                .one(kind.name)
                .values()
                .into_iter()
                .map(|a| entry_value(a, viewer))
                .collect();
            (
                Shape::Entry,
                vec![Item {
                    id: kind.name.to_owned(),
                    state: state(&values),
                    values,
                }],
            )
        }
        Cardinality::Many if kind.class == MergeClass::Note => {
            let notes = view.notes();
            let items = notes.iter().map(|note| Item {
                id: note.id.to_string(),
                state: ReadingState::One,
                values: vec![one_entry(note, viewer)],
            });
            (Shape::List, items.collect())
        }
        Cardinality::Many => {
            let items = view.items(kind.name).into_iter().map(|item| {
                let values: Vec<Value> = item
                    .reading
                    .values()
                    .into_iter()
                    .map(|a| entry_value(a, viewer))
                    .collect();
                Item {
                    id: item.id.to_string(),
                    state: state(&values),
                    values,
                }
            });
            (Shape::List, items.collect())
        }
    };
    Line {
        name: kind.name.to_owned(),
        label: kind.label.to_owned(),
        shape,
        alarm: alarm(kind.class),
        form: entry_form(kind),
        may_write: viewer.may(&kind.rule),
        who_may: kind.rule.who(),
        items,
    }
}

/// Everything ever said about a line, newest first. A line that is not declared has no history.
pub(crate) fn history(loaded: &Loaded, line: &str, viewer: &Viewer<'_>) -> Vec<HistoryLine> {
    if let Some(declaration) = field(line) {
        let view = loaded.view();
        let open: Vec<String> = view
            .field(line)
            .values()
            .iter()
            .flat_map(|a| a.all())
            .map(|value| value.change.to_string())
            .collect();
        return loaded
            .past(line)
            .iter()
            .map(|said| HistoryLine {
                standing: if open.contains(&said.change.to_string()) {
                    "open"
                } else {
                    "replaced"
                }
                .to_owned(),
                value: one_field(declaration, said, viewer),
            })
            .collect();
    }
    if entry_kind(line).is_none() {
        return Vec::new();
    }
    let view = loaded.view();
    let mut all: Vec<_> = view.all(line).collect();
    let at = |entry: &care_record::EntryView| entry.by.as_ref().map_or(0, |by| by.recorded_at_ms);
    all.sort_by_key(|entry| (std::cmp::Reverse(at(entry)), entry.id.clone()));
    all.into_iter()
        .map(|entry| HistoryLine {
            standing: standing(entry).to_owned(),
            value: one_entry(entry, viewer),
        })
        .collect()
}

fn standing(entry: &care_record::EntryView) -> &'static str {
    match entry.standing {
        Standing::Open => "open",
        Standing::Superseded => "replaced",
        Standing::EnteredInError => "entered in error",
        Standing::ErrorMark => "marks an error",
        Standing::NotInForce => "not in force: its author may not write this",
    }
}
