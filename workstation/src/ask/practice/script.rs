//! The stories of the invented people, as they are told in the files beside this one.
//!
//! ```text
//! -1d 16:20 carer                           the day before, by the clock on the wall; or -3h, by how long ago
//!   note: Sat in the garden.                a line, and what it says first
//!   home.room: 4                            a field
//!   cpr_decision #cpr unseen: for_cpr       a name for later; in sight of nothing that stands there
//!     review: {+90d}                        another part; a day, {-2h} is a moment, {at} this very one
//!       and its words go on here
//! ```

use crate::error::Refused;
use chrono::{DateTime, Duration, Local, NaiveTime, TimeZone};

/// What the home knows of one of its people, in the order in which it was written.
const STORIES: &[&str] = &[
    include_str!("people/edith.txt"),
    include_str!("people/stanley.txt"),
    include_str!("people/mabel.txt"),
    include_str!("people/ivor.txt"),
    include_str!("people/sylvia.txt"),
    include_str!("people/percy.txt"),
];

/// What somebody wrote about one person at one moment.
pub(super) struct Visit {
    /// Which person.
    pub(super) person: usize,
    /// By which colleague.
    pub(super) author: &'static str,
    /// When.
    pub(super) at: DateTime<Local>,
    /// What.
    pub(super) lines: Vec<Line>,
}

/// One field or entry.
pub(super) struct Line {
    /// Name of the field or kind.
    pub(super) name: &'static str,
    /// Names and marks after it.
    pub(super) marks: Vec<&'static str>,
    /// What it says first.
    pub(super) words: String,
    /// Its other parts.
    pub(super) parts: Vec<(&'static str, String)>,
}

impl Line {
    /// The name by which later lines know it.
    pub(super) fn label(&self) -> Option<&'static str> {
        self.marks
            .iter()
            .copied()
            .find(|mark| mark.starts_with('#'))
    }

    /// Whether a mark stands beside its name.
    pub(super) fn is(&self, mark: &str) -> bool {
        self.marks.contains(&mark)
    }
}

/// Everything, oldest first, as told now.
pub(super) fn told(now: DateTime<Local>) -> Result<Vec<Visit>, Refused> {
    let mut visits = Vec::new();
    for (person, story) in STORIES.iter().enumerate() {
        visits.extend(story_of(person, story, now).ok_or(Refused::NotUnderstood("the story"))?);
    }
    visits.sort_by_key(|visit| visit.at);
    Ok(visits)
}

fn story_of(person: usize, story: &'static str, now: DateTime<Local>) -> Option<Vec<Visit>> {
    let mut visits: Vec<Visit> = Vec::new();
    for text in story.lines().filter(|text| !text.trim().is_empty()) {
        let depth = text.len().checked_sub(text.trim_start().len())? / 2;
        let text = text.trim();
        if depth == 0 {
            let (when, author) = text.rsplit_once(' ')?;
            visits.push(Visit {
                person,
                author,
                at: moment(when, now)?,
                lines: Vec::new(),
            });
            continue;
        }
        let visit = visits.last_mut()?;
        let at = visit.at;
        match depth {
            1 => {
                let (name, words) = text.split_once(':')?;
                let mut marks = name.split(' ');
                visit.lines.push(Line {
                    name: marks.next()?,
                    marks: marks.collect(),
                    words: filled(words, at, now)?,
                    parts: Vec::new(),
                });
            }
            2 => {
                let (name, words) = text.split_once(':')?;
                let words = filled(words, at, now)?;
                visit.lines.last_mut()?.parts.push((name, words));
            }
            _ => {
                let (_, words) = visit.lines.last_mut()?.parts.last_mut()?;
                words.push(' ');
                words.push_str(&filled(text, at, now)?);
            }
        }
    }
    Some(visits)
}

/// `-1d 16:20`, or `-3h`.
fn moment(when: &str, now: DateTime<Local>) -> Option<DateTime<Local>> {
    let Some((day, clock)) = when.split_once(' ') else {
        return later(when, now);
    };
    let day = later(day, now)?.date_naive();
    let clock = NaiveTime::parse_from_str(clock, "%H:%M").ok()?;
    // An hour that the clocks left out in spring is the one after it.
    let day = day.and_time(clock);
    let found = Local.from_local_datetime(&day).earliest();
    found.or_else(|| {
        Local
            .from_local_datetime(&(day + Duration::hours(1)))
            .earliest()
    })
}

/// So many days (`-30d`) or hours (`-2h`) from now.
fn later(how_long: &str, now: DateTime<Local>) -> Option<DateTime<Local>> {
    let (number, unit) = how_long.split_at_checked(how_long.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok()?;
    match unit {
        "d" => now.checked_add_signed(Duration::days(number)),
        "h" => now.checked_add_signed(Duration::hours(number)),
        _ => None,
    }
}

/// Words with the days and moments in them written out, the way somebody types them.
fn filled(words: &str, at: DateTime<Local>, now: DateTime<Local>) -> Option<String> {
    const MOMENT: &str = "%Y-%m-%dT%H:%M";
    let mut rest = words.trim();
    let mut filled = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (what, after) = after.split_once('}')?;
        filled.push_str(before);
        let (moment, form) = match what {
            "at" => (at, MOMENT),
            _ if what.ends_with('d') => (later(what, now)?, "%Y-%m-%d"),
            _ => (later(what, now)?, MOMENT),
        };
        filled.push_str(&moment.format(form).to_string());
        rest = after;
    }
    filled.push_str(rest);
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::now_here;
    use care_record::NhsNumber;
    use std::collections::BTreeSet;

    #[test]
    fn every_number_is_one_of_nobodys() {
        let visits = told(now_here()).unwrap();
        let lines = visits.iter().flat_map(|visit| &visit.lines);
        let numbers: BTreeSet<String> = lines
            .filter(|line| line.name == "nhs_number")
            .map(|line| NhsNumber::parse(&line.words).unwrap().digits().to_owned())
            .collect();
        assert_eq!(numbers.len(), STORIES.len());
        assert!(numbers.iter().all(|number| number.starts_with("999")));
        // Telephone numbers of nobody's either: those that are kept for stories.
        for story in STORIES {
            let digits = |c: char| !c.is_ascii_digit() && c != ' ';
            for number in story.split(digits).map(str::trim) {
                let shortened: String = number.split(' ').collect();
                let rings = shortened.starts_with('0') && shortened.len() > 9;
                let nobodys = ["07700900", "01632960"];
                assert!(
                    !rings || nobodys.iter().any(|start| shortened.starts_with(start)),
                    "{number}"
                );
            }
        }
    }

    #[test]
    fn a_story_is_told_by_the_clock_and_never_ahead_of_it() {
        let midnight = NaiveTime::from_hms_opt(0, 5, 0).unwrap();
        let today = now_here().date_naive().and_time(midnight);
        for now in [
            now_here(),
            Local.from_local_datetime(&today).earliest().unwrap(),
        ] {
            let visits = told(now).unwrap();
            assert!(visits.iter().all(|visit| visit.at <= now));
            assert!(visits.is_sorted_by_key(|visit| visit.at));
        }
    }

    #[test]
    fn days_and_moments_are_written_out() {
        let now = Local.with_ymd_and_hms(2026, 11, 23, 6, 0, 0).unwrap();
        let at = moment("-1d 16:20", now).unwrap();
        assert_eq!(
            filled("by {+2d}, {-3h}; {at}", at, now).unwrap(),
            "by 2026-11-25, 2026-11-23T03:00; 2026-11-22T16:20"
        );
        assert!(filled("{tomorrow}", at, now).is_none());
    }
}
