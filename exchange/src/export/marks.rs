//! What is said of a whole section: that something of it is withheld, is not shared yet, is old or is to be reviewed. The
//! document has no clock, so it says from which day on; whoever reads it knows what day it is.

use care_record::{RecordView, Standing, computed, fields, section};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::said;
use super::text::escaped;
use crate::codes;

/// The marks of one section, each in words and as an extension.
pub(super) struct Marks {
    /// Paragraphs, escaped.
    pub(super) words: String,
    pub(super) extensions: Vec<Value>,
}

impl Marks {
    fn add(&mut self, words: &str, url: &str, (kind, value): (&str, Value)) {
        self.words
            .push_str(&format!("<p><b>{}</b></p>", escaped(words)));
        self.extensions.push(json!({"url": url, kind: value}));
    }
}

/// What is said of a section as a whole.
pub(super) fn of(name: &str, view: &RecordView) -> Marks {
    let mut marks = Marks {
        words: String::new(),
        extensions: Vec::new(),
    };
    for ask in withheld(name, view) {
        let words = format!("Something is withheld here. Ask {ask}.");
        marks.add(&words, codes::OURS_WITHHELD, ("valueString", json!(words)));
    }
    if has_unshared(name, view) {
        let words =
            "Something here is not yet shared: only the computer that gives this out has it.";
        let value = ("valueBoolean", json!(true));
        marks.add(words, codes::OURS_NOT_YET_SHARED, value);
    }
    // Both days are of the shared sheet: what is withheld does not show in how old something is.
    let shared = view.shared_only();
    if let Some(day) = old_from(name, &shared) {
        let words = format!("Old from {day}: please look at it again.");
        let value = ("valueDate", json!(day.to_string()));
        marks.add(&words, codes::OURS_OLD_FROM, value);
    }
    if let Some(day) = review_by(name, &shared) {
        let words = format!(
            "To be reviewed by {day}. After that day the review is overdue; what was decided stands."
        );
        let value = ("valueDate", json!(day.to_string()));
        marks.add(&words, codes::OURS_REVIEW_BY, value);
    }
    marks
}

/// Whom to ask of what is withheld. A mark that names no section of ours is told of the record.
fn withheld(name: &str, view: &RecordView) -> Vec<String> {
    let lines = said::items(view, "withheld");
    let of_it = lines.iter().flat_map(said::Line::all).filter(|mark| {
        let of = mark.part("section");
        let known = of.filter(|of| section(of).is_some());
        known.as_deref().unwrap_or("record") == name
    });
    of_it.filter_map(|mark| mark.part("ask")).collect()
}

fn has_unshared(name: &str, view: &RecordView) -> bool {
    let Some(declared) = section(name) else {
        return false;
    };
    let kinds = declared.kinds.iter().flat_map(|kind| view.all(kind.name));
    let entries = kinds
        .filter(|entry| entry.standing == Standing::Open)
        .filter_map(|entry| Some((entry.sheet.kind, entry.by.as_ref()?)));
    let of_it = fields().filter(|field| field.place().0 == name);
    let values = of_it
        .flat_map(|field| view.field(field.name).values())
        .flat_map(care_record::Agreed::all)
        .filter_map(|value| Some((value.sheet.kind, value.by.as_ref()?)));
    entries
        .chain(values)
        .any(|(sheet, by)| sheet == care_record::SheetKind::Shared && !by.shared)
}

fn old_from(name: &str, view: &RecordView) -> Option<NaiveDate> {
    let mut days = computed::old_days(view).into_iter();
    days.find(|(of, _)| *of == name).map(|(_, day)| day)
}

fn review_by(name: &str, view: &RecordView) -> Option<NaiveDate> {
    let title = section(name)?.title;
    let mut days = computed::review_days(view).into_iter();
    days.find(|(of, _)| of == title).map(|(_, day)| day)
}
