//! How old what a section says is, by the section's own rule; and which reviews are due. A passed date never ends a
//! decision: it asks somebody to look.

use crate::declare::{AGED, Freshness, SectionDeclaration};
use crate::{RecordView, Standing, sections};
use chrono::{DateTime, Days, NaiveDate};
use std::collections::BTreeSet;

/// Days before a review date from which it is said to be near.
const REVIEW_NEAR: Days = Days::new(14);
/// The longest time to the next review, in days: a standard asks for three months.
const REVIEW_AT_MOST: Days = Days::new(92);
const HOUR_MS: i64 = 60 * 60 * 1000;

/// How a section stands with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// It does not age, or says nothing.
    Unaged,
    /// Fresh.
    Fresh,
    /// To be looked at soon.
    Amber,
    /// To be looked at.
    Red,
}

/// How old what a section says is today.
#[must_use]
pub fn age(section: &SectionDeclaration, view: &RecordView, today: NaiveDate) -> Age {
    match section.fresh {
        Freshness::Stays => Age::Unaged,
        Freshness::Days { amber, red } => match newest(section, view) {
            None => Age::Unaged,
            Some(day) => after(day, [amber, red], today),
        },
        Freshness::Review => review_dates(section, view)
            .into_iter()
            .map(|review| review_age(review, today))
            .max()
            .unwrap_or(Age::Unaged),
    }
}

fn after(day: NaiveDate, [amber, red]: [u16; 2], today: NaiveDate) -> Age {
    let days = (today - day).num_days();
    if days > i64::from(red) {
        Age::Red
    } else if days > i64::from(amber) {
        Age::Amber
    } else {
        Age::Fresh
    }
}

/// How old something is that was last done on a day, by the rule of the section it belongs to; a section that does not
/// count days has no age.
#[must_use]
pub fn age_since(section: &SectionDeclaration, day: NaiveDate, today: NaiveDate) -> Age {
    match section.fresh {
        Freshness::Days { amber, red } => after(day, [amber, red], today),
        Freshness::Stays | Freshness::Review => Age::Unaged,
    }
}

/// The day from which on what a section says is old by the section's own rule, whether it has come or not. Nothing where
/// the section does not count days, or says nothing.
fn old_from(section: &SectionDeclaration, view: &RecordView) -> Option<NaiveDate> {
    let Freshness::Days { red, .. } = section.fresh else {
        return None;
    };
    newest(section, view)?.checked_add_days(Days::new(u64::from(red) + 1))
}

/// The same of every section that counts days, by its name, the soonest first. Nobody is asked to look at it again after a
/// death.
#[must_use]
pub fn old_days(view: &RecordView) -> Vec<(&'static str, NaiveDate)> {
    if super::has_died(view) {
        return Vec::new();
    }
    let all = sections().iter();
    let mut days: Vec<_> = all
        .filter_map(|section| Some((section.name, old_from(section, view)?)))
        .collect();
    days.sort_by_key(|(name, on)| (*on, *name));
    days
}

/// The first day on which something that At a glance shows is old: what stands beside a name in a list tells of that page,
/// also where no more than the face of a record has come.
#[must_use]
pub fn old_at_a_glance(view: &RecordView) -> Option<NaiveDate> {
    let mut days = old_days(view).into_iter();
    days.find(|(name, _)| AGED.contains(name))
        .map(|(_, day)| day)
}

/// How the check of a running pump stands: amber over its interval, red over twice that.
#[must_use]
pub fn pump_age(checked_ms: i64, every_hours: u32, now_ms: i64) -> Age {
    let interval = i64::from(every_hours).saturating_mul(HOUR_MS);
    let passed = now_ms.saturating_sub(checked_ms);
    if passed > interval.saturating_mul(2) {
        Age::Red
    } else if passed > interval {
        Age::Amber
    } else {
        Age::Fresh
    }
}

/// The first review date of what stands in a section: the one that decides its age.
pub(crate) fn first_review(section: &SectionDeclaration, view: &RecordView) -> Option<NaiveDate> {
    review_dates(section, view).into_iter().min()
}

/// How a review stands on a day: near from fourteen days before, overdue after. What was decided stands.
#[must_use]
pub fn review_age(review: NaiveDate, today: NaiveDate) -> Age {
    if review < today {
        Age::Red
    } else if review
        .checked_sub_days(REVIEW_NEAR)
        .is_some_and(|near| near <= today)
    {
        Age::Amber
    } else {
        Age::Fresh
    }
}

fn day_of(ms: i64) -> Option<NaiveDate> {
    Some(DateTime::from_timestamp_millis(ms)?.date_naive())
}

/// The day on which the newest of what stands in a section was written.
pub(crate) fn newest(section: &SectionDeclaration, view: &RecordView) -> Option<NaiveDate> {
    let entries = section
        .kinds
        .iter()
        .flat_map(|kind| view.all(kind.name))
        .filter(|entry| entry.standing == Standing::Open)
        .filter_map(|entry| entry.by.as_ref());
    let values = section
        .fields
        .iter()
        .flat_map(|field| view.field(field.name).values())
        .flat_map(crate::Agreed::all)
        .filter_map(|value| value.by.as_ref());
    entries
        .chain(values)
        .map(|by| by.recorded_at_ms)
        .max()
        .and_then(day_of)
        .max(view.says_of(section.name).newest)
}

fn review_dates(section: &SectionDeclaration, view: &RecordView) -> Vec<NaiveDate> {
    section
        .kinds
        .iter()
        .flat_map(|kind| view.all(kind.name))
        .filter(|entry| entry.standing == Standing::Open)
        .filter_map(|entry| entry.part("review")?.parse().ok())
        .chain(view.says_of(section.name).review)
        .collect()
}

/// One review that is to come or has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Section or record.
    pub of: String,
    /// The day.
    pub on: NaiveDate,
    /// Fresh, near or passed.
    pub age: Age,
    /// Is it further ahead than three months from when it was written?
    pub too_far: bool,
}

/// The next review of each section that has one, the soonest first.
#[must_use]
pub fn reviews(view: &RecordView, today: NaiveDate) -> Vec<Due> {
    let mut found: Vec<Due> = Vec::new();
    // The log is newest first: only the newest review of each section says when the next is.
    for review in view.log("review") {
        let (Some(of), Some(on)) = (review.part("of"), review.part("next_due")) else {
            continue;
        };
        let Ok(on) = on.parse::<NaiveDate>() else {
            continue;
        };
        if found.iter().any(|due| due.of == of) {
            continue;
        }
        let written = review.happened_ms().and_then(day_of).unwrap_or(today);
        found.push(Due {
            of,
            on,
            age: review_age(on, today),
            too_far: written
                .checked_add_days(REVIEW_AT_MOST)
                .is_some_and(|most| on > most),
        });
    }
    found.sort_by(|a, b| (a.on, &a.of).cmp(&(b.on, &b.of)));
    found
}

/// When what is to be reviewed is to be reviewed next, the soonest first: what a review said of a section, and the review
/// dates of the decisions that carry one. Of one section the sooner. Nothing is reviewed any more after a death.
#[must_use]
pub fn review_days(view: &RecordView) -> Vec<(String, NaiveDate)> {
    if super::has_died(view) {
        return Vec::new();
    }
    // The day decides only the age, and no age is asked for.
    let said = reviews(view, NaiveDate::MIN).into_iter().map(|due| {
        let named = |section: &&SectionDeclaration| {
            let names = [section.name, section.title];
            names.iter().any(|name| name.eq_ignore_ascii_case(&due.of))
        };
        let section = sections().iter().find(named);
        (
            section.map_or(due.of.clone(), |it| it.title.to_owned()),
            due.on,
        )
    });
    let carried = sections()
        .iter()
        .filter(|section| section.fresh == Freshness::Review)
        .filter_map(|section| Some((section.title.to_owned(), first_review(section, view)?)));
    let mut days: Vec<(String, NaiveDate)> = said.chain(carried).collect();
    days.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    let mut seen = BTreeSet::new();
    days.retain(|(of, _)| seen.insert(of.clone()));
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::section;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
    }

    #[test]
    fn a_box_is_to_be_counted_after_a_week_and_is_late_after_two() {
        let section = section("anticipatory").unwrap();
        assert_eq!(age_since(section, on(1), on(8)), Age::Fresh);
        assert_eq!(age_since(section, on(1), on(9)), Age::Amber);
        assert_eq!(age_since(section, on(1), on(15)), Age::Amber);
        assert_eq!(age_since(section, on(1), on(16)), Age::Red);
        // Nothing is made up for a section that does not count days.
        let notes = crate::section("notes").unwrap();
        assert_eq!(age_since(notes, on(1), on(30)), Age::Unaged);
    }

    #[test]
    fn the_day_from_which_something_is_old_is_the_first_on_which_it_is_said_to_be() {
        let mut record = crate::Record::new(crate::RecordId::from_bytes([7; 16]));
        let parts = [("location".to_owned(), "Medicines room".into())];
        let body: crate::Body = parts.into_iter().collect();
        let edit = crate::Edit::enter(
            crate::EntryId::from_random([1; 8]),
            crate::Entry::new("box", body),
        );
        let sheet = record.sheet_mut(crate::SheetKind::Shared);
        sheet.write([1; 8], &[edit]).unwrap();
        let written = on(1).and_hms_opt(9, 0, 0).unwrap().and_utc();
        let by = crate::Attribution {
            staff: String::new(),
            name: "Sam Bell".to_owned(),
            role: Some(crate::Role::DistrictNurse),
            registration: None,
            organisation: "Elyham Community Nursing".to_owned(),
            site: String::new(),
            device: String::new(),
            recorded_at_ms: written.timestamp_millis(),
            clock_off_ms: None,
            after_end: false,
            received_at_ms: None,
            shared: true,
        };
        let view = record.view(&|_: &crate::Hash| Some(by.clone()));
        let section = section("anticipatory").unwrap();
        assert_eq!(old_days(&view), [("anticipatory", on(16))]);
        assert_eq!(old_at_a_glance(&view), Some(on(16)));
        assert_eq!(age(section, &view, on(15)), Age::Amber);
        assert_eq!(age(section, &view, on(16)), Age::Red);
    }

    #[test]
    fn a_pump_is_to_be_checked_after_its_interval_and_is_late_after_two() {
        let hours = |hours: i64| hours * HOUR_MS;
        assert_eq!(pump_age(0, 4, hours(4)), Age::Fresh);
        assert_eq!(pump_age(0, 4, hours(4) + 1), Age::Amber);
        assert_eq!(pump_age(0, 4, hours(8)), Age::Amber);
        assert_eq!(pump_age(0, 4, hours(8) + 1), Age::Red);
    }

    #[test]
    fn a_review_is_near_for_fourteen_days_and_then_overdue() {
        assert_eq!(review_age(on(20), on(5)), Age::Fresh);
        assert_eq!(review_age(on(20), on(6)), Age::Amber);
        assert_eq!(review_age(on(20), on(20)), Age::Amber);
        assert_eq!(review_age(on(20), on(21)), Age::Red);
    }
}
