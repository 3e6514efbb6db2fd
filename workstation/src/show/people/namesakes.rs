//! Who must not be taken for whom: those of one family name and first given name, however they are written.

use crate::desk::each_of;
use std::collections::{BTreeSet, HashMap};
use store::workstation::{Card, Person};

/// The people here by their plain names. Of somebody on whose name people disagree, by each of them.
pub(super) struct Namesakes {
    by_name: HashMap<String, Vec<usize>>,
}

impl Namesakes {
    pub(super) fn among(everyone: &[Person]) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, person) in everyone.iter().enumerate() {
            for name in plain_names(&person.card) {
                by_name.entry(name).or_default().push(place);
            }
        }
        by_name.retain(|_, places| places.len() > 1);
        Self { by_name }
    }

    /// The places of the others of the same name, in the order of the list.
    pub(super) fn of(&self, place: usize, card: &Card) -> BTreeSet<usize> {
        let names = plain_names(card);
        let alike = names.iter().filter_map(|name| self.by_name.get(name));
        let mut places: BTreeSet<usize> = alike.flatten().copied().collect();
        places.remove(&place);
        places
    }
}

fn plain_names(card: &Card) -> BTreeSet<String> {
    let first = |given: &str| {
        let first = given.split_whitespace().next();
        first.unwrap_or_default().to_lowercase()
    };
    let families = each_or_none(&card.family);
    let named = families.iter().flat_map(|family| {
        let each = each_or_none(&card.given).into_iter().map(first);
        each.map(|given| (family.trim().to_lowercase(), given))
            .collect::<Vec<_>>()
    });
    named
        .filter(|(family, given)| !family.is_empty() || !given.is_empty())
        .map(|(family, given)| format!("{family}, {given}"))
        .collect()
}

/// Where one of the two names is not known, the other is the whole name.
fn each_or_none(names: &str) -> Vec<&str> {
    let mut each: Vec<&str> = each_of(names).collect();
    if each.is_empty() {
        each.push("");
    }
    each
}
