//! How old what a section says is, by the section's own rule; and which reviews are due. A passed date never ends a
//! decision: it asks somebody to look.

use crate::declare::{Freshness, SectionDeclaration};
use crate::{RecordView, Standing};
use chrono::{DateTime, Days, NaiveDate};

/// Days before a review date from which it is said to be near.
const REVIEW_NEAR: Days = Days::new(14);
/// The longest time to the next review, in days: a standard asks for three months.
const REVIEW_AT_MOST: Days = Days::new(92);

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
            Some(day) => {
                let days = (today - day).num_days();
                if days > i64::from(red) {
                    Age::Red
                } else if days > i64::from(amber) {
                    Age::Amber
                } else {
                    Age::Fresh
                }
            }
        },
        Freshness::Review => review_dates(section, view)
            .into_iter()
            .map(|review| due(review, today))
            .max()
            .unwrap_or(Age::Unaged),
    }
}

/// The first review date of what stands in a section: the one that decides its age.
pub(crate) fn first_review(section: &SectionDeclaration, view: &RecordView) -> Option<NaiveDate> {
    review_dates(section, view).into_iter().min()
}

fn due(review: NaiveDate, today: NaiveDate) -> Age {
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
            age: due(on, today),
            too_far: written
                .checked_add_days(REVIEW_AT_MOST)
                .is_some_and(|most| on > most),
        });
    }
    found.sort_by(|a, b| (a.on, &a.of).cmp(&(b.on, &b.of)));
    found
}
