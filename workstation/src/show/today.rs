//! What is to be known and done now, from digests alone: what is new, near or late is for whoever looks, and when.

mod due;
mod news;
mod visit;

pub(crate) use visit::{Arriving, visit};

use super::Viewer;
use super::banner::card_name;
use super::times::{rfc3339, until, when, written_at};
use crate::api::{Alarm, Matter, Reason, Selection, Today, Visit};
use crate::desk::digest::{By, Digest, Said, Task};
use care_record::{Role, entry_kind};
use news::{News, by_person};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::workstation::Person;

/// How long what somebody noticed stays among those one worries about.
const WORRY_LASTS_MS: i64 = 3 * DAY_MS;
/// After a region was joined there is news of two thousand people. So many are told of until somebody asks for all.
const NEWS_OF: usize = 20;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A person here, with what is known of her record; nothing where only its face is here or it does not open.
pub(crate) struct Known {
    pub(crate) person: Person,
    pub(crate) digest: Option<Arc<Digest>>,
}

impl Known {
    /// Is a digest to be made of the record? Of a face there is none to make.
    pub(crate) fn is_without(&self) -> bool {
        self.digest.is_none() && !self.person.is_face
    }
}

/// Who looks, beside what any screen knows of her.
pub(crate) struct Seen {
    /// What she chose to work by, where she has.
    pub(crate) chosen: Option<Selection>,
    /// When she was last here, milliseconds since 1970.
    pub(crate) left_ms: Option<i64>,
    /// Asks she for the news of everyone?
    pub(crate) all_news: bool,
    /// Her visits.
    pub(crate) round: Vec<Visit>,
}

/// What is to be known and done now.
pub(crate) fn today(people: &[Known], seen: Seen, viewer: &Viewer<'_>) -> Today {
    let mut today = Today {
        selection: seen
            .chosen
            .unwrap_or_else(|| by_role(&viewer.session.roles)),
        since: seen
            .left_ms
            .map_or_else(String::new, |at| when(at, &viewer.now)),
        people: 0,
        news: Vec::new(),
        more_news: 0,
        tasks: Vec::new(),
        worried: Vec::new(),
        due: Vec::new(),
        unstable: Vec::new(),
        open: Vec::new(),
        to_endorse: Vec::new(),
        round: seen.round,
    };
    if !viewer.reads_care() {
        return today;
    }
    let of: Vec<Of<'_>> = people
        .iter()
        .filter_map(|known| Of::known(known, viewer))
        .collect();
    today.tasks = ordered(of.iter().flat_map(Of::tasks));
    today.worried = ordered(of.iter().flat_map(Of::worries));
    today.due = ordered(of.iter().flat_map(Of::due));
    today.unstable = ordered(of.iter().flat_map(Of::unstable));
    today.open = ordered(of.iter().flat_map(Of::open));
    today.to_endorse = ordered(of.iter().flat_map(Of::to_endorse));
    let news = by_person(&of, seen.left_ms);
    today.people = counted(&today, &news);
    let told = if seen.all_news { news.len() } else { NEWS_OF };
    today.more_news = count(news.len().saturating_sub(told));
    let told = news.iter().take(told).flat_map(News::told);
    today.news = told.collect();
    today
}

fn counted(today: &Today, news: &[News<'_>]) -> u32 {
    let lists = [
        &today.tasks,
        &today.worried,
        &today.due,
        &today.unstable,
        &today.open,
        &today.to_endorse,
    ];
    let named = lists.iter().flat_map(|list| list.iter());
    let named = named.map(|matter| matter.record.as_str());
    let named = named.chain(news.iter().map(|news| news.of.record.as_str()));
    count(named.collect::<BTreeSet<&str>>().len())
}

fn count(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

/// What somebody works by until she chooses another.
fn by_role(roles: &[Role]) -> Selection {
    match roles.first() {
        Some(Role::DistrictNurse | Role::Gp | Role::UrgentCare) => Selection::Round,
        Some(Role::HospiceNurse | Role::HospiceDoctor) => Selection::Review,
        _ => Selection::Shift,
    }
}

/// What comes first has the smallest key; the same keys go by name.
type Placed = (i64, Matter);

fn ordered(lists: impl Iterator<Item = Placed>) -> Vec<Matter> {
    placed(lists.collect())
}

fn placed(mut all: Vec<Placed>) -> Vec<Matter> {
    all.sort_by(|(a, one), (b, other)| {
        (a, &one.person, &one.id).cmp(&(b, &other.person, &other.id))
    });
    all.into_iter().map(|(_, matter)| matter).collect()
}

/// One person's record, for whoever looks.
struct Of<'a> {
    digest: &'a Digest,
    record: String,
    person: String,
    room: String,
    may_answer: bool,
    viewer: &'a Viewer<'a>,
}

impl<'a> Of<'a> {
    fn known(known: &'a Known, viewer: &'a Viewer<'a>) -> Option<Self> {
        let card = &known.person.card;
        let task = entry_kind("task");
        Some(Self {
            digest: known.digest.as_deref()?,
            record: card.record.to_string(),
            person: card_name(card),
            room: card.room.clone(),
            may_answer: task.is_some_and(|kind| viewer.may_settle(kind.name, &kind.rule)),
            viewer,
        })
    }

    fn now_ms(&self) -> i64 {
        self.viewer.now.timestamp_millis()
    }

    /// A matter that nobody has written.
    fn matter(&self, reason: Reason, alarm: Alarm, section: &str) -> Matter {
        Matter {
            id: String::new(),
            record: self.record.clone(),
            person: self.person.clone(),
            room: self.room.clone(),
            reason,
            alarm,
            label: String::new(),
            words: String::new(),
            due: String::new(),
            owner: String::new(),
            state: String::new(),
            state_words: String::new(),
            source: String::new(),
            at: String::new(),
            section: section.to_owned(),
            may_answer: false,
        }
    }

    /// What somebody wrote.
    fn said(&self, said: &Said, reason: Reason, alarm: Alarm) -> Matter {
        let at = said.by.as_ref().map(|by| by.at_ms).or(said.happened_ms);
        Matter {
            id: said.id.clone(),
            label: said.label.clone(),
            words: said.words.clone(),
            source: self.source(said.by.as_ref()),
            at: at.map(rfc3339).unwrap_or_default(),
            ..self.matter(reason, alarm, &said.section)
        }
    }

    fn source(&self, by: Option<&By>) -> String {
        by.map_or_else(
            || "Author not known here".to_owned(),
            |by| source(by, self.viewer),
        )
    }

    fn readable<'s>(&'s self, all: &'s [Said]) -> impl Iterator<Item = &'s Said> {
        all.iter().filter(|said| self.viewer.reads(&said.section))
    }

    /// The soonest first; those without a time last.
    fn tasks(&self) -> Vec<Placed> {
        let tasks = self.digest.tasks.iter();
        let tasks = tasks.filter(|task| self.viewer.reads(&task.said.section));
        tasks
            .map(|task| (task.due_ms.unwrap_or(i64::MAX), self.task(task)))
            .collect()
    }

    fn task(&self, task: &Task) -> Matter {
        let overdue = task.due_ms.is_some_and(|due| due < self.now_ms());
        let alarm = if overdue || task.said.disputed {
            Alarm::Look
        } else {
            Alarm::Note
        };
        Matter {
            due: task.due_ms.map_or_else(String::new, |due| self.by(due)),
            owner: task.owner.clone(),
            state: task.state.clone(),
            state_words: task.state_words.clone(),
            at: task.due_ms.map(rfc3339).unwrap_or_default(),
            may_answer: self.may_answer && !task.said.disputed,
            source: if task.said.disputed {
                String::new()
            } else {
                self.source(task.said.by.as_ref())
            },
            ..self.said(&task.said, Reason::Task, alarm)
        }
    }

    /// "by today 14:00", "was due Tue 17-Nov 09:00".
    fn by(&self, due_ms: i64) -> String {
        if due_ms < self.now_ms() {
            format!("was due {}", when(due_ms, &self.viewer.now))
        } else {
            format!("by {}", until(due_ms, &self.viewer.now))
        }
    }

    fn worries(&self) -> Vec<Placed> {
        let since = self.now_ms().saturating_sub(WORRY_LASTS_MS);
        let worries = self.readable(&self.digest.worries).filter_map(|said| {
            let at = said.happened_ms.filter(|at| *at > since)?;
            let matter = Matter {
                at: rfc3339(at),
                ..self.said(said, Reason::Worry, Alarm::Look)
            };
            Some((at.saturating_neg(), matter))
        });
        worries.collect()
    }

    fn unstable(&self) -> Vec<Placed> {
        let phase = self.digest.phase.iter();
        let phase = phase.filter(|said| self.viewer.reads(&said.section));
        phase
            .map(|said| {
                let matter = self.said(said, Reason::Unstable, Alarm::Look);
                (newest_first(said), matter)
            })
            .collect()
    }

    /// What must stop whoever reads it first, then the newest.
    fn open(&self) -> Vec<Placed> {
        let disputes = self.digest.disputes.iter();
        let disputes = disputes.filter(|dispute| self.viewer.reads(&dispute.section));
        let disputes = disputes.map(|dispute| {
            let newest = dispute.by.iter().map(|by| by.at_ms).max();
            let (alarm, place) = if dispute.alarming {
                (Alarm::Stop, STOPS_MS)
            } else {
                (Alarm::Look, 0)
            };
            let sources: Vec<String> = dispute
                .by
                .iter()
                .map(|by| source(by, self.viewer))
                .collect();
            let words = format!(
                "{} versions are recorded. {}",
                dispute.versions, dispute.meanwhile
            );
            let matter = Matter {
                id: dispute.id.clone(),
                label: dispute.label.clone(),
                words: words.trim_end().to_owned(),
                source: sources.join("; "),
                at: newest.map(rfc3339).unwrap_or_default(),
                ..self.matter(Reason::TwoVersions, alarm, &dispute.section)
            };
            let newest = newest.map_or(0, i64::saturating_neg);
            (newest.saturating_sub(place), matter)
        });
        let questions = self.readable(&self.digest.questions).map(|said| {
            let matter = self.said(said, Reason::Question, Alarm::Look);
            (newest_first(said), matter)
        });
        disputes.chain(questions).collect()
    }

    fn to_endorse(&self) -> Vec<Placed> {
        let waiting = self.readable(&self.digest.to_endorse).map(|said| {
            let matter = self.said(said, Reason::Endorse, Alarm::Look);
            (newest_first(said), matter)
        });
        let imports = (self.digest.imports > 0).then(|| {
            let words = match self.digest.imports {
                1 => "1 thing was taken over from elsewhere and is not confirmed".to_owned(),
                many => {
                    format!("{many} things were taken over from elsewhere and are not confirmed")
                }
            };
            let matter = Matter {
                id: format!("endorse:{}", self.record),
                label: "Taken over, not confirmed".to_owned(),
                words,
                ..self.matter(Reason::Endorse, Alarm::Note, "record")
            };
            (i64::MAX, matter)
        });
        waiting.chain(imports).collect()
    }
}

/// Further than any two moments are apart: what is moved by it comes before everything that is not.
const STOPS_MS: i64 = i64::MAX / 2;

fn newest_first(said: &Said) -> i64 {
    let at = said.by.as_ref().map(|by| by.at_ms).or(said.happened_ms);
    at.map_or(i64::MAX, i64::saturating_neg)
}

/// Who, role, where and when.
fn source(by: &By, viewer: &Viewer<'_>) -> String {
    let at = written_at(by.at_ms, by.uncertain, by.after_end, &viewer.now);
    format!("{}, {}, {} · {at}", by.name, by.role, by.place)
}

#[cfg(test)]
mod tests;
