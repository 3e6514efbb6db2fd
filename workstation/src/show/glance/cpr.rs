//! The CPR card. A disagreement takes its place; a passed review date never ends a decision.

use super::{all_versions, blank, in_words, said_by};
use crate::api::{Alarm, Card};
use crate::show::banner::entry_value;
use crate::show::value::words;
use crate::show::{Viewer, times};
use care_record::{Reading, RecordView, entry_kind};

pub(super) fn cpr(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("cpr", "CPR", "cpr");
    let reading = view.one("cpr_decision");
    match &reading {
        Reading::Nothing => {
            card.alarm = Alarm::Look;
            "No CPR decision recorded".clone_into(&mut card.headline);
            card.lines
                .push((String::new(), "Check for a paper form.".to_owned()));
        }
        Reading::One(agreed) => {
            let value = entry_value(agreed, view, viewer);
            // The loudest level is kept for what must stop somebody: a disagreement.
            card.alarm = Alarm::Note;
            card.headline = value.text.to_uppercase();
            let decision = agreed.value.part("decision");
            if !matches!(decision.as_deref(), Some("for_cpr" | "not_for_cpr")) {
                card.alarm = Alarm::Look;
                card.lines
                    .push((String::new(), "Check for a paper form.".to_owned()));
            }
            let part = |name: &str| {
                let text = agreed.value.part(name)?;
                let part = entry_kind("cpr_decision")?.part(name)?;
                Some(words(&part.kind, &text))
            };
            for (label, name) in [
                ("Decided", "decided_on"),
                ("By", "maker_name"),
                ("Paper form", "document_location"),
            ] {
                card.lines
                    .extend(part(name).map(|text| (label.to_owned(), text)));
            }
            card.lines
                .extend(review(agreed.value.part("review").as_deref()));
            card.lines.extend(
                value
                    .awaits_second
                    .clone()
                    .map(|words| (String::new(), words)),
            );
            card.source = said_by(&value);
        }
        Reading::Several(all) => {
            card.alarm = Alarm::Stop;
            card.title = format!("{} CPR decisions are recorded", in_words(all.len()));
            card.lines.push((
                String::new(),
                entry_kind("cpr_decision")
                    .map(|kind| kind.meanwhile.to_owned())
                    .unwrap_or_default(),
            ));
            card.versions = all_versions(&reading, view, viewer);
        }
    }
    card
}

/// The day only: that it has passed, and that the decision stands, is said of the section's age.
fn review(review: Option<&str>) -> Option<(String, String)> {
    let day = review.filter(|review| *review != "indefinite")?;
    Some(("Review".to_owned(), times::date(day)))
}
