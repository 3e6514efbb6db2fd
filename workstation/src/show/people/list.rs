//! The list of people: whom the search found, what it is narrowed to, and in which order they stand.

use super::namesakes::Namesakes;
use super::{birthday, row};
use crate::api::{Age, Alike, People, PeopleFilter, PersonRow};
use crate::show::Viewer;
use crate::show::banner::card_name;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::workstation::Person;
use sync_protocol::ids::RecordId;

/// Of those of the same name so many are told apart: more would not be read.
const MOST_TOLD_APART: usize = 3;

/// Which of the people here are asked for.
pub(crate) struct Wanted<'a> {
    /// Whom the search found.
    pub(crate) found: &'a HashSet<RecordId>,
    /// All of it must be so of whoever is shown.
    pub(crate) filters: &'a [PeopleFilter],
    /// Rows that are told at most.
    pub(crate) most: usize,
}

/// Those who were asked for, out of everyone here. Whoever has the name of one of them stands beside her, found or not.
pub(crate) fn people(everyone: &[Person], wanted: &Wanted<'_>, viewer: &Viewer<'_>) -> People {
    let mut rows: BTreeMap<usize, PersonRow> = everyone
        .iter()
        .enumerate()
        .filter(|(_, person)| wanted.found.contains(&person.card.record))
        .map(|(place, person)| (place, row(person, viewer)))
        .collect();
    let counts = PeopleFilter::ALL.map(|filter| {
        let fitting = rows.values().filter(|row| fits(row, filter));
        (filter, count(fitting.count()))
    });
    let found = count(rows.len());
    let fitting: BTreeSet<usize> = rows
        .iter()
        .filter(|(_, row)| wanted.filters.iter().all(|filter| fits(row, *filter)))
        .map(|(place, _)| *place)
        .collect();
    let namesakes = Namesakes::among(everyone);
    let listed = together(&fitting, everyone, &namesakes);
    let shown = listed.iter().take(wanted.most).filter_map(|place| {
        let person = everyone.get(*place)?;
        let others = namesakes.of(*place, &person.card);
        Some(PersonRow {
            alike: told_apart(&others, everyone, viewer),
            more_alike: count(others.len().saturating_sub(MOST_TOLD_APART)),
            only_same_name: !fitting.contains(place),
            ..rows.remove(place).unwrap_or_else(|| row(person, viewer))
        })
    });
    People {
        rows: shown.collect(),
        found,
        fitting: count(fitting.len()),
        listed: count(listed.len()),
        counts: BTreeMap::from(counts),
        opened: Vec::new(),
    }
}

/// Those who fit, each followed by those of the same name.
fn together(fitting: &BTreeSet<usize>, everyone: &[Person], namesakes: &Namesakes) -> Vec<usize> {
    let mut placed = HashSet::new();
    let mut listed = Vec::new();
    for place in fitting {
        let others = everyone.get(*place);
        let others = others.map(|person| namesakes.of(*place, &person.card));
        for one in std::iter::once(*place).chain(others.into_iter().flatten()) {
            if placed.insert(one) {
                listed.push(one);
            }
        }
    }
    listed
}

fn told_apart(others: &BTreeSet<usize>, everyone: &[Person], viewer: &Viewer<'_>) -> Vec<Alike> {
    let others = others.iter().take(MOST_TOLD_APART);
    let others = others.filter_map(|place| everyone.get(*place));
    others
        .map(|Person { card, .. }| Alike {
            name: card_name(card),
            born: birthday(card, viewer),
            room: card.room.clone(),
        })
        .collect()
}

fn fits(row: &PersonRow, filter: PeopleFilter) -> bool {
    match filter {
        PeopleFilter::TwoVersions => row.two_versions > 0,
        PeopleFilter::Overdue => row.age == Age::Red,
        PeopleFilter::Unshared => row.unshared > 0,
        PeopleFilter::Missing => !row.missing.is_empty(),
        PeopleFilter::Withheld => row.withheld,
        PeopleFilter::Unconfirmed => row.unconfirmed > 0,
    }
}

fn count(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}
