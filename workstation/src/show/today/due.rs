//! Boxes to count, pumps to check and reviews. A passed date never ends a decision: it asks somebody to look.

use super::{DAY_MS, Of, Placed};
use crate::api::{Alarm, Matter, Reason};
use crate::desk::digest::{Pump, Stock};
use crate::show::times::{date, day, rfc3339, start_of, until, when};
use care_record::computed::{self, Age};
use care_record::{Freshness, section};
use chrono::NaiveDate;

/// The section that boxes stand in: its freshness says when one is to be counted.
const BOX: &str = "anticipatory";
const PUMP: &str = "pump";

impl Of<'_> {
    pub(super) fn due(&self) -> Vec<Placed> {
        let reads = |section| self.viewer.reads(section);
        let count = self.digest.stock.iter().filter(|_| reads(BOX));
        let pumps = self.digest.pumps.iter().filter(|_| reads(PUMP));
        let reviews = self.digest.reviews.iter().filter(|_| reads("reviews"));
        count
            .filter_map(|stock| self.count(stock))
            .chain(pumps.flat_map(|pump| self.pump(pump)))
            .chain(reviews.filter_map(|(of, on)| self.review(of, on)))
            .collect()
    }

    /// How a count stands, and when the next is due.
    pub(super) fn stock_age(&self, stock: &Stock) -> (Age, Option<i64>) {
        let Some(rule) = section(BOX) else {
            return (Age::Unaged, None);
        };
        let last = stock.counted_ms.or(stock.since_ms);
        let Some((last_ms, last)) = last.and_then(|at| Some((at, day(at)?))) else {
            // Nobody knows since when it stands uncounted.
            return (Age::Red, None);
        };
        let age = computed::age_since(rule, last, self.viewer.now.date_naive());
        let due = match rule.fresh {
            Freshness::Days { amber, .. } => {
                Some(last_ms.saturating_add(i64::from(amber).saturating_mul(DAY_MS)))
            }
            Freshness::Stays | Freshness::Review => None,
        };
        (age, due)
    }

    pub(super) fn counted(&self, stock: &Stock) -> String {
        stock.counted_ms.map_or_else(
            || "never counted".to_owned(),
            |at| format!("counted {}", when(at, &self.viewer.now)),
        )
    }

    fn count(&self, stock: &Stock) -> Option<Placed> {
        let (age, due) = self.stock_age(stock);
        let late = matches!(age, Age::Amber | Age::Red);
        if !late && stock.wrong.is_empty() {
            return None;
        }
        let mut words = vec![capital(&self.counted(stock))];
        if !stock.place.is_empty() {
            words.push(stock.place.clone());
        }
        words.extend(stock.wrong.iter().cloned());
        let matter = Matter {
            id: format!("count:{}", self.record),
            label: "Just-in-case box to count".to_owned(),
            words: words.join(". "),
            due: due.map_or_else(String::new, |due| self.by_day(due)),
            at: due.map(rfc3339).unwrap_or_default(),
            ..self.matter(Reason::Count, Alarm::Look, BOX)
        };
        Some((due.unwrap_or(i64::MIN), matter))
    }

    /// The day is what counts, not the minute.
    fn by_day(&self, due_ms: i64) -> String {
        let Some(on) = day(due_ms) else {
            return String::new();
        };
        if on < self.viewer.now.date_naive() {
            format!("was due {}", date(&on.to_string()))
        } else {
            format!("by {}", date(&on.to_string()))
        }
    }

    fn pump(&self, pump: &Pump) -> Vec<Placed> {
        let check = pump.every_hours.and_then(|every| self.check(pump, every));
        let syringe = pump.next_syringe_ms.map(|due| {
            let late = due < self.now_ms();
            let alarm = if late { Alarm::Look } else { Alarm::Note };
            let matter = Matter {
                id: format!("syringe:{}", pump.id),
                label: "Next syringe".to_owned(),
                words: pump_words(pump),
                due: self.by(due),
                source: self.source(pump.by.as_ref()),
                at: rfc3339(due),
                ..self.matter(Reason::Pump, alarm, PUMP)
            };
            (due, matter)
        });
        let mut all: Vec<Placed> = check.into_iter().chain(syringe).collect();
        if all.is_empty() && pump.checked_ms.is_none() {
            // It runs, and nobody has written that it was looked at or when it is to be.
            let matter = Matter {
                id: format!("pump:{}", pump.id),
                label: "Syringe pump to check".to_owned(),
                words: format!("{}: no check is recorded", pump_words(pump)),
                ..self.matter(Reason::Pump, Alarm::Look, PUMP)
            };
            all.push((pump.since_ms.unwrap_or(i64::MIN), matter));
        }
        all
    }

    fn check(&self, pump: &Pump, every_hours: u32) -> Option<Placed> {
        let last = pump.checked_ms.or(pump.since_ms)?;
        let interval = i64::from(every_hours).saturating_mul(DAY_MS / 24);
        let due = last.saturating_add(interval);
        let late = matches!(
            computed::pump_age(last, every_hours, self.now_ms()),
            Age::Amber | Age::Red
        );
        let checked = pump.checked_ms.map_or_else(
            || "no check is recorded".to_owned(),
            |at| format!("checked {}", until(at, &self.viewer.now)),
        );
        let matter = Matter {
            id: format!("pump:{}", pump.id),
            label: "Syringe pump to check".to_owned(),
            words: format!("{}: {checked}, every {every_hours} hours", pump_words(pump)),
            due: self.by(due),
            source: pump
                .by
                .as_ref()
                .map_or_else(String::new, |by| self.source(Some(by))),
            at: rfc3339(due),
            ..self.matter(
                Reason::Pump,
                if late { Alarm::Look } else { Alarm::Note },
                PUMP,
            )
        };
        Some((due, matter))
    }

    fn review(&self, of: &str, on: &str) -> Option<Placed> {
        let on: NaiveDate = on.parse().ok()?;
        let said = date(&on.to_string());
        let (due, words) = match computed::review_age(on, self.viewer.now.date_naive()) {
            Age::Red => (
                format!("was due {said}"),
                "Overdue. What was decided stands.",
            ),
            Age::Amber => (format!("by {said}"), "To be reviewed soon."),
            Age::Fresh | Age::Unaged => return None,
        };
        let at = start_of(on);
        let matter = Matter {
            id: format!("review:{}:{of}", self.record),
            label: of.to_owned(),
            words: words.to_owned(),
            due,
            at: rfc3339(at),
            ..self.matter(Reason::Review, Alarm::Look, section_named(of))
        };
        Some((at, matter))
    }
}

fn pump_words(pump: &Pump) -> String {
    if pump.words.is_empty() {
        "Two versions are recorded of what runs".to_owned()
    } else {
        pump.words.clone()
    }
}

/// The section under a title; that of reviews for anything else that is reviewed.
fn section_named(title: &str) -> &'static str {
    let mut sections = care_record::sections().iter();
    let found = sections.find(|section| section.title == title);
    found.map_or("reviews", |section| section.name)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
