//! What a print says of itself, and what a paper is worth, in words.

use super::Viewer;
use super::banner::{as_of_on_paper, card_name};
use super::times::{date, on_paper};
use crate::api::{PaperChecked, PrintHead};
use care_record::paper::{Paper, PaperCode};
use chrono::{Days, NaiveDate};
use store::workstation::Card;

/// Days that a sheet for staff is of use at most.
const FOR_STAFF: u64 = 7;
/// Days that the person's own copy is.
const FOR_THE_PERSON: u64 = 14;
/// Days that a sheet for one shift is.
const FOR_A_SHIFT: u64 = 1;

/// What is printed.
pub(crate) struct Printed {
    /// Of one person; none for the hand-over sheet.
    pub(crate) paper: Option<Paper>,
    /// What is to be reviewed and when, the soonest first.
    pub(crate) reviews: Vec<(String, NaiveDate)>,
    /// The code, may be empty.
    pub(crate) code: String,
}

impl Printed {
    pub(crate) fn of_several() -> Self {
        Self {
            paper: None,
            reviews: Vec::new(),
            code: String::new(),
        }
    }

    pub(crate) fn of_a_face() -> Self {
        Self {
            paper: Some(Paper::Glance),
            ..Self::of_several()
        }
    }

    /// Until when it is of use: the next review, or some days; never less than until tomorrow.
    fn last_day(&self, today: NaiveDate) -> NaiveDate {
        let in_days = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
        let most = match self.paper {
            None => FOR_A_SHIFT,
            Some(Paper::Glance | Paper::FolderSheet) => FOR_STAFF,
            Some(Paper::PersonsCopy) => FOR_THE_PERSON,
        };
        let review = self.reviews.iter().map(|(_, on)| *on).min();
        let sooner = review.map_or(in_days(most), |on| on.min(in_days(most)));
        sooner.max(in_days(1))
    }

    fn next_review(&self, today: NaiveDate) -> String {
        let Some((of, on)) = self.reviews.first() else {
            return "No review is planned".to_owned();
        };
        let day = date(&on.to_string());
        if *on < today {
            format!("{of}: review overdue since {day}. What was decided stands.")
        } else {
            format!("Next review {day} ({of})")
        }
    }
}

/// What a print says of itself.
pub(crate) fn print_head(printed: &Printed, site: &str, viewer: &Viewer<'_>) -> PrintHead {
    let session = viewer.session;
    let today = viewer.now.date_naive();
    let role = session.roles.first().map_or("", |role| role.words());
    PrintHead {
        printed: format!(
            "Printed {} by {}, {role}, {site}",
            on_paper(&viewer.now),
            session.name
        ),
        as_at: as_of_on_paper(viewer),
        next_review: match printed.paper {
            Some(_) => printed.next_review(today),
            None => String::new(),
        },
        not_valid_after: format!(
            "Not valid after {}. Print it again then.",
            date(&printed.last_day(today).to_string())
        ),
        code: printed.code.clone(),
    }
}

/// It says what is recorded now.
pub(crate) fn current(card: &Card, code: PaperCode) -> PaperChecked {
    of(
        card,
        code,
        true,
        "This paper says what is recorded here now.",
    )
}

/// It does not.
pub(crate) fn changed(card: &Card, code: PaperCode) -> PaperChecked {
    let words =
        "Something has changed since this was printed. Print it again, and take this paper away.";
    of(card, code, false, words)
}

fn of(card: &Card, code: PaperCode, current: bool, words: &str) -> PaperChecked {
    PaperChecked {
        record: Some(card.record.to_string()),
        person: card_name(card),
        what: code.paper.name().to_owned(),
        current,
        words: words.to_owned(),
    }
}

/// Nobody here fits.
pub(crate) fn not_known(code: PaperCode) -> PaperChecked {
    PaperChecked {
        what: code.paper.name().to_owned(),
        ..nobody(
            "Nobody on this computer fits this code. Look at the letters again. Another computer may have the record.",
        )
    }
}

/// What was typed is no code.
pub(crate) fn not_a_code() -> PaperChecked {
    nobody(
        "This is not a code of ours. It has 10 letters and numbers, such as G7K3Q-8MN2X, and stands at the foot of the paper.",
    )
}

fn nobody(words: &str) -> PaperChecked {
    PaperChecked {
        record: None,
        person: String::new(),
        what: String::new(),
        current: false,
        words: words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn reviewed(paper: Paper, on: &[&str]) -> Printed {
        let reviews = on.iter().map(|on| ("CPR decision".to_owned(), day(on)));
        Printed {
            paper: Some(paper),
            reviews: reviews.collect(),
            code: String::new(),
        }
    }

    #[test]
    fn a_paper_lasts_until_the_next_review_and_no_longer_than_its_days() {
        let today = day("2026-11-23");
        let last = |paper, on: &[&str]| reviewed(paper, on).last_day(today).to_string();
        assert_eq!(last(Paper::Glance, &[]), "2026-11-30");
        assert_eq!(last(Paper::PersonsCopy, &[]), "2026-12-07");
        assert_eq!(last(Paper::Glance, &["2026-11-26"]), "2026-11-26");
        assert_eq!(last(Paper::Glance, &["2027-01-12"]), "2026-11-30");
        assert_eq!(last(Paper::Glance, &["2026-10-01"]), "2026-11-24");
        assert_eq!(
            Printed::of_several().last_day(today).to_string(),
            "2026-11-24"
        );
    }

    #[test]
    fn a_review_that_has_passed_ends_no_decision() {
        let said = |on: &[&str]| reviewed(Paper::Glance, on).next_review(day("2026-11-23"));
        assert_eq!(said(&[]), "No review is planned");
        assert_eq!(
            said(&["2027-01-12"]),
            "Next review 12-Jan-2027 (CPR decision)"
        );
        assert_eq!(
            said(&["2026-10-12"]),
            "CPR decision: review overdue since 12-Oct-2026. What was decided stands."
        );
    }
}
