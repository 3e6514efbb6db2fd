//! The record page: every section with every line, made from the declarations; and the history of a line.

use super::banner::{banner, card_name, entry_value};
use super::follows::{follows, review_of};
use super::lines::{alarm, entry_form, field_form};
use super::suggestion::suggestion;
use super::value::{field as field_value, one_entry, one_field, sheet};
use super::{Viewer, times};
use crate::api::{
    Age, Choice, HistoryLine, Item, Line, OtherRecord, ReadingState, RecordPage, Right, Section,
    Shape, Value,
};
use crate::desk::{Loaded, Other};
use care_record::{
    Cardinality, EntryKind, EntryView, FieldDeclaration, Freshness, Judgement, MergeClass,
    PartType, Reading, RecordView, SectionDeclaration, SheetKind, Standing, computed, entry_kind,
    field, judgements, sections,
};
use std::collections::BTreeMap;
use store::workstation::{Card, Person};

/// Newest items of a log that are sent with the page; the rest is in the history.
const LOG_SHOWN: usize = 20;

/// All sections.
pub(crate) fn page(
    view: &RecordView,
    person: Option<&Person>,
    others: &[Other],
    keeps_papers: bool,
    viewer: &Viewer<'_>,
) -> RecordPage {
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
        sections: sections()
            .iter()
            .filter(|section| viewer.reads(section.name))
            .map(|declared| section(declared, view, viewer))
            .map(|section| offer(section, others))
            .collect(),
        unknown,
        others: other_records(view, others, viewer),
        keeps_papers,
    }
}

/// Where a form asks for another record, those that may be meant are offered.
fn offer(mut section: Section, others: &[Other]) -> Section {
    for line in &mut section.lines {
        let part = |name: &str| entry_kind(&line.name)?.part(name);
        for field in &mut line.form {
            if part(&field.name).is_some_and(|part| part.kind == PartType::RecordRef) {
                let choices = others.iter().map(|other| Choice {
                    code: other.id().to_string(),
                    words: card_name(&other.person.card),
                });
                field.choices = choices.collect();
            }
        }
    }
    section
}

/// Those that are alike, and those that somebody has judged of.
fn other_records(view: &RecordView, alike: &[Other], viewer: &Viewer<'_>) -> Vec<OtherRecord> {
    let judged: BTreeMap<String, Judgement> = judgements(view)
        .into_iter()
        .map(|judgement| match judgement {
            Judgement::GoesOn(id) | Judgement::EndsHere(id) | Judgement::Unsettled(id) => {
                (id.to_string(), judgement)
            }
        })
        .collect();
    let row = |record: String, card: Option<&Card>, why: Option<&str>| {
        let judgement = judged.get(&record);
        let words = match judgement {
            Some(Judgement::GoesOn(_)) => {
                "The same person. Both records are read together here.".to_owned()
            }
            Some(Judgement::EndsHere(_)) => {
                "The same person. The other record goes on: write there.".to_owned()
            }
            Some(Judgement::Unsettled(_)) => {
                "May be the same person. Two people must agree on it.".to_owned()
            }
            None => format!("May be the same person: {}.", why.unwrap_or_default()),
        };
        OtherRecord {
            record,
            name: card.map(card_name).unwrap_or_default(),
            born: card.map_or_else(String::new, |card| {
                times::born(&card.birth_date, viewer.now.date_naive())
            }),
            words,
            joined: matches!(judgement, Some(Judgement::GoesOn(_))),
            ended: matches!(judgement, Some(Judgement::EndsHere(_))),
        }
    };
    let rows = alike.iter().map(|other| {
        row(
            other.id().to_string(),
            Some(&other.person.card),
            Some(other.why),
        )
    });
    let known: Vec<String> = alike.iter().map(|other| other.id().to_string()).collect();
    let rest = judged.keys().filter(|record| !known.contains(record));
    rows.chain(rest.map(|record| row(record.clone(), None, None)))
        .collect()
}

fn section(declared: &SectionDeclaration, view: &RecordView, viewer: &Viewer<'_>) -> Section {
    let entries = declared.kinds.iter().map(|kind| entry(kind, view, viewer));
    let registers = declared
        .fields
        .iter()
        .map(|field| register(field, view, viewer));
    let (age, age_words) = aged(declared.name, view, viewer);
    Section {
        name: declared.name.to_owned(),
        title: declared.title.to_owned(),
        sharing: if viewer.alone {
            "Kept in this home only".to_owned()
        } else {
            format!(
                "Shared with everyone in {} who cares for this person",
                viewer.region
            )
        },
        age,
        age_words,
        withheld: withheld(declared.name, view),
        follows: follows(declared, view, viewer),
        lines: entries.chain(registers).collect(),
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
        form: field_form(declaration, view),
        may_write: viewer.right(declaration.name, &declaration.rule) == Right::Write,
        right: viewer.right(declaration.name, &declaration.rule),
        who_may: declaration.rule.who(),
        sheet: sheet(declaration.sheet),
        more: 0,
        suggestions: Vec::new(),
        items: vec![Item {
            id: declaration.name.to_owned(),
            state: state(&values),
            values,
        }],
    }
}

fn entry(kind: &EntryKind, view: &RecordView, viewer: &Viewer<'_>) -> Line {
    let mut more = 0;
    let (shape, items) = match kind.cardinality {
        Cardinality::One => {
            let item = item(kind.name.to_owned(), &view.one(kind.name), view, viewer);
            (Shape::Entry, vec![item])
        }
        Cardinality::Many if kind.class == MergeClass::Log => {
            let log = view.log(kind.name);
            more = log.len().saturating_sub(LOG_SHOWN);
            let items = log.iter().take(LOG_SHOWN).map(|entry| Item {
                id: entry.id.to_string(),
                state: ReadingState::One,
                values: vec![one_entry(entry, view, viewer)],
            });
            (Shape::Log, items.collect())
        }
        Cardinality::Many => {
            let items = view.items(kind.name).into_iter();
            let items = items.map(|each| item(each.id.to_string(), &each.reading, view, viewer));
            (Shape::List, items.collect())
        }
    };
    let suggestions = view.all(kind.name);
    let suggestions = suggestions.filter(|entry| entry.standing == Standing::Suggested);
    Line {
        name: kind.name.to_owned(),
        label: kind.label.to_owned(),
        shape,
        alarm: alarm(kind.class),
        form: entry_form(kind, view),
        may_write: viewer.right(kind.name, &kind.rule) != Right::None,
        right: viewer.right(kind.name, &kind.rule),
        who_may: kind.rule.who(),
        sheet: sheet(kind.sheet),
        items,
        more: u32::try_from(more).unwrap_or(u32::MAX),
        suggestions: suggestions
            .map(|entry| suggestion(entry, view, viewer))
            .collect(),
    }
}

fn item(id: String, reading: &Reading<EntryView>, view: &RecordView, viewer: &Viewer<'_>) -> Item {
    let values: Vec<Value> = reading
        .values()
        .into_iter()
        .map(|agreed| entry_value(agreed, view, viewer))
        .collect();
    Item {
        id,
        state: state(&values),
        values,
    }
}

/// What is said of what is red by the days it counts.
pub(super) const NOT_LOOKED_AT: &str = "Not looked at for a long time";

/// How old what a section says is, and the same in words.
pub(super) fn aged(name: &str, view: &RecordView, viewer: &Viewer<'_>) -> (Age, String) {
    let Some(declared) = care_record::section(name) else {
        return (Age::Unaged, String::new());
    };
    let own = computed::age(declared, view, viewer.now.date_naive());
    let noted = review_of(declared, view, viewer).map_or(computed::Age::Unaged, |due| due.age);
    let review = declared.fresh == Freshness::Review || noted > own;
    match own.max(noted) {
        computed::Age::Unaged => (Age::Unaged, String::new()),
        computed::Age::Fresh => (Age::Fresh, String::new()),
        computed::Age::Amber if review => (Age::Amber, "To be reviewed soon".to_owned()),
        computed::Age::Amber => (Age::Amber, "Not looked at for some time".to_owned()),
        computed::Age::Red if review => {
            let words = match declared.fresh {
                Freshness::Review => "Review overdue. The decision stands.",
                _ => "Review overdue. What is written stands.",
            };
            (Age::Red, words.to_owned())
        }
        computed::Age::Red => (Age::Red, NOT_LOOKED_AT.to_owned()),
    }
}

/// What a section says of what is withheld there.
pub(super) fn withheld(section: &str, view: &RecordView) -> Vec<String> {
    let items = view.items("withheld");
    let marks = items.iter().flat_map(|item| item.reading.values());
    marks
        // The same stands once more beside what is withheld, with the reason.
        .filter(|mark| mark.value.sheet.kind == SheetKind::Shared)
        .filter(|mark| mark.value.part("section").as_deref() == Some(section))
        .filter_map(|mark| mark.value.part("ask"))
        .map(|ask| format!("Something is withheld here. Ask {ask}."))
        .collect()
}

/// What is kept and counts for nothing.
const NOT_IN_FORCE: &str = "not in force: its author may not write this";

/// Everything ever said about a line, newest first. A line that is not declared has no history.
pub(crate) fn history(loaded: &Loaded, line: &str, viewer: &Viewer<'_>) -> Vec<HistoryLine> {
    let roles = &viewer.session.roles;
    let view = loaded.view_for(roles);
    if let Some(declaration) = field(line) {
        let open: Vec<String> = view
            .field(line)
            .values()
            .iter()
            .flat_map(|a| a.all())
            .map(|value| value.change.to_string())
            .collect();
        return loaded
            .past(line, roles)
            .iter()
            .map(|said| HistoryLine {
                standing: if open.contains(&said.change.to_string()) {
                    "open"
                } else if said.by.is_some() && !said.in_force {
                    NOT_IN_FORCE
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
    let mut all: Vec<_> = view.all(line).collect();
    let at = |entry: &care_record::EntryView| entry.by.as_ref().map_or(0, |by| by.recorded_at_ms);
    all.sort_by_key(|entry| (std::cmp::Reverse(at(entry)), entry.id.clone()));
    all.into_iter()
        .map(|entry| HistoryLine {
            standing: standing(entry).to_owned(),
            value: one_entry(entry, &view, viewer),
        })
        .collect()
}

fn standing(entry: &care_record::EntryView) -> &'static str {
    match entry.standing {
        Standing::Open => "open",
        Standing::Superseded => "replaced",
        Standing::EnteredInError => "entered in error",
        Standing::ErrorMark => "marks an error",
        Standing::Suggested => "suggested",
        Standing::NotInForce => NOT_IN_FORCE,
    }
}
