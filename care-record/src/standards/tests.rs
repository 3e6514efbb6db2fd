use super::*;
use std::collections::{BTreeMap, BTreeSet};

fn all() -> impl Iterator<Item = &'static StandardItem> {
    scci().iter().chain(prsb())
}

#[test]
fn all_sixty_items_of_scci_1580_are_listed() {
    let numbers: Vec<Origin> = scci().iter().map(|item| item.origin).collect();
    assert_eq!(numbers, (1..=60).map(Origin::Scci).collect::<Vec<_>>());
}

/// Counted in the published list of version 1.1, apart from ours: how many are elements, and how many groups.
#[test]
fn the_prsb_standard_is_listed_whole() {
    let mut counts: BTreeMap<(Obligation, bool), usize> = BTreeMap::new();
    for item in prsb() {
        let is_group = item.held == Held::ByElements;
        *counts.entry((item.obligation, is_group)).or_default() += 1;
    }
    let expected = [
        ((Obligation::Mandatory, false), 8),
        ((Obligation::Mandatory, true), 4),
        ((Obligation::Required, false), 251),
        ((Obligation::Required, true), 78),
        ((Obligation::Optional, false), 5),
    ];
    assert_eq!(counts, expected.into_iter().collect());
    let sections = prsb().filter(|item| !item.name.contains('/'));
    assert_eq!(sections.count(), 18);
}

#[test]
fn every_path_stands_once_and_under_its_group() {
    let mut groups = BTreeSet::from([""]);
    let mut paths = BTreeSet::new();
    for item in prsb() {
        let (above, _) = item.name.rsplit_once('/').unwrap_or_default();
        assert!(groups.contains(above), "{} has no group", item.name);
        assert!(paths.insert(item.name), "{} stands twice", item.name);
        if item.held == Held::ByElements {
            groups.insert(item.name);
        }
    }
    for group in groups.into_iter().filter(|group| !group.is_empty()) {
        let below = format!("{group}/");
        assert!(
            paths.iter().any(|path| path.starts_with(&below)),
            "{group} is empty"
        );
    }
}

#[test]
fn every_origin_names_an_item_and_no_line_names_it_twice() {
    let known: BTreeSet<Origin> = all().map(|item| item.origin).collect();
    let mut seen = BTreeSet::new();
    for (line, origin) in origins() {
        assert!(known.contains(&origin), "{line} names {origin:?}");
        assert!(
            seen.insert((line.clone(), origin)),
            "{line} names {origin:?} twice"
        );
    }
}

#[test]
fn every_item_is_held_by_a_line_or_says_why_not() {
    let named: BTreeSet<Origin> = origins().map(|(_, origin)| origin).collect();
    for item in all() {
        let held = named.contains(&item.origin);
        match item.held {
            Held::ByLines => assert!(held, "no line holds {}", item.name),
            Held::ByElements => assert!(!held, "a line names the group {}", item.name),
            Held::Computed(why) | Held::Absent(why) => {
                assert!(!held, "{} is held, and said not to be", item.name);
                assert!(why.len() > 10, "{} gives no reason", item.name);
            }
        }
    }
}

#[test]
fn what_is_mandatory_is_never_left_out() {
    for item in all().filter(|item| item.obligation == Obligation::Mandatory) {
        assert!(!matches!(item.held, Held::Absent(_)), "{}", item.name);
    }
}
