//! The just-in-case box and the syringe pump.

use super::{all_versions, blank, one_line, said_by};
use crate::api::{Alarm, Card};
use crate::show::banner::entry_value;
use crate::show::{Viewer, times, value};
use care_record::{Reading, RecordView, computed};

pub(super) fn just_in_case(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("box", "Just-in-case box", "anticipatory");
    let reading = view.one("box");
    match &reading {
        Reading::Nothing => {
            "Not recorded. A nurse or senior carer can write it.".clone_into(&mut card.headline);
        }
        Reading::One(agreed) => {
            let said = entry_value(agreed, view, viewer);
            card.headline.clone_from(&said.text);
            card.source = said_by(&said);
        }
        Reading::Several(_) => {
            card.alarm = Alarm::Look;
            let all = all_versions(&reading, view, viewer);
            let words: Vec<String> = all.iter().map(one_line).collect();
            card.lines.push((
                String::new(),
                format!("Two are recorded: {}", words.join(" – also ")),
            ));
        }
    }
    for item in view
        .items("authorisation")
        .iter()
        .filter(|item| item.reading.is_several())
    {
        card.alarm = Alarm::Stop;
        card.versions
            .extend(all_versions(&item.reading, view, viewer));
    }
    let stock = computed::stock(view);
    for each in &stock {
        let mut words = match each.counted {
            None => format!("{} by the chart, never counted", each.balance),
            Some(counted) if each.is_wrong() => {
                card.alarm = card.alarm.max(Alarm::Look);
                format!(
                    "counted {}, should have been {}",
                    counted.count, counted.expected
                )
            }
            Some(counted) => {
                let at = counted.at_ms.map(|at| times::when(at, &viewer.now));
                format!(
                    "{}, counted {}, right",
                    each.balance,
                    at.unwrap_or_default()
                )
            }
        };
        if each.balance < 0 {
            card.alarm = card.alarm.max(Alarm::Look);
            words.push_str(". More was given than came");
        }
        card.lines.push((each.medicine.clone(), words));
    }
    let last = stock.iter().filter_map(|each| each.last_given_ms).max();
    let last = last.map_or_else(
        || "none heard of".to_owned(),
        |at| times::when(at, &viewer.now),
    );
    if !stock.is_empty() {
        card.lines.push(("Last given".to_owned(), last));
    }
    card
}

pub(super) fn pump(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("pump", "Syringe pump", "pump");
    let prescriptions = view.items("pump_prescription");
    for item in &prescriptions {
        if item.reading.is_several() {
            card.alarm = Alarm::Stop;
            card.versions
                .extend(all_versions(&item.reading, view, viewer));
        }
        for agreed in item.reading.values() {
            let running = agreed.value.part("status").as_deref() != Some("stopped");
            if running && !item.reading.is_several() {
                let said = entry_value(agreed, view, viewer);
                "Running".clone_into(&mut card.headline);
                let contents = agreed.value.part("contents");
                let contents = contents.unwrap_or_else(|| said.text.clone());
                card.lines.push((String::new(), contents));
                card.source = said_by(&said);
            }
        }
    }
    let checks = view.log("pump_check");
    if let Some(check) = checks.first().filter(|_| !card.headline.is_empty()) {
        let at = check.happened_ms().map(|at| times::when(at, &viewer.now));
        card.lines
            .push(("Checked".to_owned(), at.unwrap_or_default()));
        let next = check.part("next_due");
        card.lines
            .extend(next.map(|text| ("Next syringe".to_owned(), times::moment(&text))));
        card.source = said_by(&value::one_entry(check, view, viewer));
    } else if !card.headline.is_empty() {
        card.alarm = card.alarm.max(Alarm::Look);
        card.lines
            .push(("Checked".to_owned(), "no check heard of".to_owned()));
    }
    for item in view.items("pump") {
        for agreed in item.reading.values() {
            let ring = agreed.value.part("ring");
            card.lines
                .extend(ring.map(|words| ("Ring".to_owned(), words)));
        }
    }
    if card.headline.is_empty() && card.versions.is_empty() {
        "No pump recorded".clone_into(&mut card.headline);
    }
    card
}
