//! A person in the making: who it is, who is around, and what has been said so far.

use crate::chance::Chance;
use crate::people::conditions::{self, Condition};
use crate::people::phrases::{Voice, talk};
use crate::people::staff::{House, Team};
use crate::people::{Author, Invented, Saying, Told, identity};
use care_record::{
    Answer, Basis, Body, Edit, Entry, EntryId, PartType, SheetKind, Statement, entry_kind,
};
use chrono::DateTime;
use serde_json::Value;
use std::collections::BTreeMap;

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;
/// So many lie between those of the caseload and these.
const FIRST: usize = 1000;
const YEAR: u64 = 2026;

/// How far on somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Year,
    Months,
    Weeks,
    Days,
    Died,
}

impl Stage {
    pub(super) fn prognosis(self) -> &'static str {
        match self {
            Stage::Year => "about_a_year",
            Stage::Months => "months",
            Stage::Weeks => "weeks",
            Stage::Days | Stage::Died => "days",
        }
    }

    pub(super) fn colour(self) -> &'static str {
        match self {
            Stage::Year => "blue",
            Stage::Months => "green",
            Stage::Weeks => "yellow",
            Stage::Days | Stage::Died => "red",
        }
    }

    pub(super) fn before(self) -> Stage {
        match self {
            Stage::Year | Stage::Months => Stage::Year,
            Stage::Weeks => Stage::Months,
            Stage::Days | Stage::Died => Stage::Weeks,
        }
    }
}

pub(super) struct Making {
    pub(super) chance: Chance,
    pub(super) person: Invented,
    pub(super) voice: Voice,
    pub(super) team: Team,
    pub(super) house: House,
    pub(super) condition: &'static Condition,
    pub(super) stage: Stage,
    pub(super) surgery: usize,
    pub(super) faith: &'static str,
    /// Days that the past is long.
    pub(super) length: usize,
    pub(super) day: usize,
    /// Each save is some minutes later.
    pub(super) clock_ms: i64,
    begins_ms: i64,
    open: BTreeMap<String, EntryId>,
    sayings: Vec<Saying>,
}

/// What a faith may have its own way of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Faith {
    Food,
    Ritual,
    Burial,
}

/// One thing that is said.
pub(super) enum Said {
    Set(&'static str, Statement),
    /// With the place it takes: what stood there before is replaced.
    Enter(Entry, Option<String>),
}

/// A field.
pub(super) fn set(field: &'static str, words: impl Into<String>) -> Said {
    Said::Set(field, Statement::words(words))
}

/// A field with an honest non-answer.
pub(super) fn unsaid(field: &'static str, answer: Answer) -> Said {
    Said::Set(field, Statement::answer(answer))
}

/// An entry; parts without words are left out, several choices are parted by commas.
pub(super) fn entry(kind: &'static str, parts: &[(&str, &str)]) -> Said {
    let several = |name: &str| {
        entry_kind(kind)
            .and_then(|kind| kind.part(name))
            .is_some_and(|part| matches!(part.kind, PartType::Choices(_)))
    };
    let body: Body = parts
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(name, words)| {
            let value = if several(name) {
                words.split(", ").map(Value::from).collect()
            } else {
                Value::from(*words)
            };
            ((*name).to_owned(), value)
        })
        .collect();
    Said::Enter(Entry::new(kind, body), None)
}

impl Said {
    /// In place of whatever was said there.
    pub(super) fn at(mut self, place: impl Into<String>) -> Self {
        if let Said::Enter(_, slot) = &mut self {
            *slot = Some(place.into());
        }
        self
    }

    pub(super) fn on(mut self, basis: Basis) -> Self {
        match &mut self {
            Said::Set(_, statement) => statement.basis = Some(basis),
            Said::Enter(entry, _) => entry.meta.basis = Some(basis),
        }
        self
    }

    pub(super) fn suggested(mut self) -> Self {
        if let Said::Enter(entry, _) = &mut self {
            entry.meta.suggested = true;
        }
        self
    }
}

impl Making {
    pub(super) fn begin(seed: u64, number: u64, now_ms: i64) -> Self {
        let mut chance = Chance::new(seed, number);
        let index = FIRST + usize::try_from(number).unwrap_or_default();
        let person = identity(index, YEAR, chance.dice());
        let all = conditions::ALL;
        let condition = all
            .get(chance.below(all.len()))
            .copied()
            .unwrap_or(&conditions::FRAILTY);
        let house = match chance.below(10) {
            0..4 => House::Riverside,
            4..6 => House::Sedge,
            _ => House::Visited,
        };
        let stages = [
            Stage::Year,
            Stage::Months,
            Stage::Weeks,
            Stage::Days,
            Stage::Died,
        ];
        let stage = stages
            .get(
                [0, 0, 0, 1, 1, 1, 2, 2, 3, 4]
                    .get(chance.below(10))
                    .copied()
                    .unwrap_or(0),
            )
            .copied()
            .unwrap_or(Stage::Year);
        let length = 30
            + chance.below(match stage {
                Stage::Year => 330,
                Stage::Months => 200,
                _ => 110,
            });
        let since_death = if stage == Stage::Died {
            1 + chance.below(60)
        } else {
            0
        };
        let begins_ms = now_ms - i64::try_from(length + since_death + 1).unwrap_or(1) * DAY_MS;
        let surgery = chance.below(4);
        let team = Team::of(house, surgery, &mut chance);
        let kin = person.relatives.iter();
        let voice = Voice {
            name: person
                .known_as
                .clone()
                .unwrap_or_else(|| match chance.below(3) {
                    0 => format!("{} {}", person.title, person.family),
                    _ => person.given.first().cloned().unwrap_or_default(),
                }),
            female: person.female,
            kin: kin
                .map(|one| format!("{} {}", one.relationship.to_lowercase(), one.given))
                .collect(),
        };
        Self {
            chance,
            person,
            voice,
            team,
            house,
            condition,
            stage,
            surgery,
            faith: "",
            length,
            day: 0,
            clock_ms: begins_ms,
            begins_ms,
            open: BTreeMap::new(),
            sayings: Vec::new(),
        }
    }

    pub(super) fn told(self, seed: u64, number: u64) -> Told {
        let stage = match self.stage {
            Stage::Died => "has died",
            other => other.prognosis(),
        };
        Told {
            key: format!("invented-{seed}-{number}"),
            title: format!(
                "{} {}: {}, {}",
                self.person.given.join(" "),
                self.person.family,
                self.condition.diagnosis,
                stage.replace('_', " ")
            ),
            sayings: self.sayings,
        }
    }

    /// Morning or afternoon of a day.
    pub(super) fn turn_to(&mut self, day: usize) {
        let hour = 8 + i64::try_from(self.chance.below(9)).unwrap_or_default();
        self.at_hour(day, hour);
    }

    /// This hour of a day, or a while after what was said last.
    pub(super) fn at_hour(&mut self, day: usize, hour: i64) {
        self.day = day;
        let midnight = self.begins_ms - self.begins_ms.rem_euclid(DAY_MS);
        let hour =
            midnight + i64::try_from(day).unwrap_or_default() * DAY_MS + hour * 60 * MINUTE_MS;
        self.clock_ms = self.clock_ms.max(hour);
        self.pass(25);
    }

    fn pass(&mut self, minutes: usize) {
        let minutes = 1 + i64::try_from(self.chance.below(minutes)).unwrap_or_default();
        self.clock_ms += minutes * MINUTE_MS;
    }

    /// Somebody saves something. Returns the ids of its entries.
    pub(super) fn say(&mut self, by: &Author, said: Vec<Said>) -> Vec<EntryId> {
        self.say_unseen(by, said, None, Vec::new())
    }

    /// The same on a chosen sheet, and without having seen some of what stands.
    pub(super) fn say_unseen(
        &mut self,
        by: &Author,
        said: Vec<Said>,
        sheet: Option<SheetKind>,
        unseen: Vec<EntryId>,
    ) -> Vec<EntryId> {
        self.pass(12);
        let mut made = Vec::new();
        let mut edits = Vec::with_capacity(said.len());
        for one in said {
            edits.push(match one {
                Said::Set(field, statement) => Edit::set(field, statement),
                Said::Enter(entry, place) => {
                    let id = EntryId::from_random(self.chance.bytes());
                    made.push(id.clone());
                    let before = place.and_then(|place| self.open.insert(place, id.clone()));
                    let before = before.filter(|before| !unseen.contains(before));
                    Edit::enter(id, entry.superseding(before))
                }
            });
        }
        if !edits.is_empty() {
            self.sayings.push(Saying {
                by: by.clone(),
                at_ms: self.clock_ms,
                edits,
                sheet,
                unseen,
            });
        }
        made
    }

    /// The entry that stands in a place.
    pub(super) fn standing(&self, place: &str) -> String {
        self.open
            .get(place)
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    pub(super) fn fill(&mut self, sentence: &str) -> String {
        self.voice.fill(sentence, &mut self.chance)
    }

    /// One of these sentences, filled.
    pub(super) fn one_of(&mut self, sentences: &[&str]) -> String {
        let sentence = self.chance.pick(sentences);
        self.fill(sentence)
    }

    pub(super) fn note(&mut self, lists: &[&[&str]], sentences: usize) -> String {
        self.voice.note(lists, sentences, &mut self.chance)
    }

    /// What a faith asks for, or one of these sentences.
    pub(super) fn of_faith(&mut self, part: Faith, otherwise: &[&str]) -> String {
        let own = talk::FAITHS.iter().find(|(faith, ..)| *faith == self.faith);
        match (own, part) {
            (Some((_, food, _, _)), Faith::Food) => self.fill(food),
            (Some((_, _, ritual, _)), Faith::Ritual) => self.fill(ritual),
            (Some((_, _, _, burial)), Faith::Burial) => self.fill(burial),
            (None, _) => self.one_of(otherwise),
        }
    }

    /// True so many times in a hundred.
    pub(super) fn chance_of(&mut self, in_a_hundred: usize) -> bool {
        self.chance.below(100) < in_a_hundred
    }

    /// A whole number from the first to the second.
    pub(super) fn between(&mut self, low: usize, high: usize) -> String {
        (low + self.chance.below(high.saturating_sub(low) + 1)).to_string()
    }

    /// Today, or so many days on or back.
    pub(super) fn date(&self, days: i64) -> String {
        let day = DateTime::from_timestamp_millis(self.clock_ms + days * DAY_MS);
        day.map(|day| day.format("%Y-%m-%d").to_string())
            .unwrap_or_default()
    }

    /// Now, or so many minutes on or back.
    pub(super) fn moment(&self, minutes: i64) -> String {
        let at = DateTime::from_timestamp_millis(self.clock_ms + minutes * MINUTE_MS);
        at.map(|at| at.format("%Y-%m-%dT%H:%M+00:00").to_string())
            .unwrap_or_default()
    }

    pub(super) fn carer(&mut self) -> Author {
        let carers = self.team.carers.clone();
        crate::people::staff::one(&carers, &mut self.chance)
    }

    /// The district nurse or the hospice's.
    pub(super) fn nurse(&mut self) -> Author {
        if self.chance_of(60) {
            self.team.district.clone()
        } else {
            self.team.hospice.clone()
        }
    }

    /// The GP or the hospice doctor.
    pub(super) fn doctor(&mut self) -> Author {
        if self.chance_of(55) {
            self.team.gp.clone()
        } else {
            self.team.doctor.clone()
        }
    }

    /// Somebody in the family, named.
    pub(super) fn kin(&self) -> String {
        let first = self.person.relatives.first();
        first
            .map(|one| format!("{} {}", one.given, one.family))
            .unwrap_or_default()
    }
}
