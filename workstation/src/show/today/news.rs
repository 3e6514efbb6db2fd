//! What others wrote since somebody was last here, by person.

use super::{DAY_MS, Of};
use crate::api::{Alarm, Matter, Reason};
use crate::desk::digest::{By, Said};

/// What is new to somebody who has not been here before was written in so long.
const NEW_HERE_MS: i64 = DAY_MS;

/// What is new about one person, decisions first, then the newest.
pub(super) struct News<'a> {
    pub(super) of: &'a Of<'a>,
    said: Vec<&'a Said>,
}

impl News<'_> {
    pub(super) fn told(&self) -> impl Iterator<Item = Matter> {
        self.said.iter().map(|said| self.of.news_line(said))
    }
}

/// Those of whom something was decided first, then those with the newest.
pub(super) fn by_person<'a>(of: &'a [Of<'a>], left_ms: Option<i64>) -> Vec<News<'a>> {
    let people = of.iter().filter_map(|of| {
        let mut said: Vec<(i64, &Said)> = of.news(left_ms).collect();
        said.sort_by_key(|(at, said)| (!said.decision, at.saturating_neg(), &said.id));
        let newest = said.iter().map(|(at, _)| *at).max()?;
        let decided = said.iter().any(|(_, said)| said.decision);
        let said = said.into_iter().map(|(_, said)| said).collect();
        Some((!decided, newest.saturating_neg(), News { of, said }))
    });
    let mut people: Vec<_> = people.collect();
    people.sort_by(|(a, at, news), (b, other_at, other)| {
        (a, at, &news.of.person).cmp(&(b, other_at, &other.of.person))
    });
    people.into_iter().map(|(.., news)| news).collect()
}

impl<'a> Of<'a> {
    /// What others wrote, and when.
    fn news(&self, left_ms: Option<i64>) -> impl Iterator<Item = (i64, &'a Said)> {
        let own = self.viewer.session.staff.to_string();
        let now_ms = self.now_ms();
        let is_new = move |by: &By| match left_ms {
            Some(left) => by.here_since_ms() > left,
            // On a new computer everything has only just come.
            None => by.at_ms > now_ms.saturating_sub(NEW_HERE_MS),
        };
        let written = self.digest.news.iter().filter_map(move |said| {
            let by = said.by.as_ref()?;
            (by.staff != own && is_new(by)).then_some((by.at_ms, said))
        });
        written.filter(|(_, said)| self.viewer.reads(&said.section))
    }

    /// One of them.
    fn news_line(&self, said: &Said) -> Matter {
        let (reason, alarm) = match (said.decision, said.disputed) {
            (true, true) => (Reason::TwoVersions, Alarm::Stop),
            (true, false) => (Reason::Decision, Alarm::Look),
            (false, true) => (Reason::Written, Alarm::Look),
            (false, false) => (Reason::Written, Alarm::Note),
        };
        self.said(said, reason, alarm)
    }
}
