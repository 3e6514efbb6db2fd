//! The hub must not reach the room that knows records, so roles are written down twice: here they are held together.

use care_record::Role;
use hub::role_names::{BREAK_GLASS, LET_IN, OF_A_HOME, ROLE_NAMES};

/// The names of those roles of which something holds, in the order of their names.
fn names(holds: impl Fn(Role) -> bool) -> Vec<&'static str> {
    let mut names: Vec<_> = Role::ALL
        .iter()
        .filter(|role| holds(**role))
        .map(|role| role.name())
        .collect();
    names.sort_unstable();
    names
}

fn sorted(names: &[&'static str]) -> Vec<&'static str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

#[test]
fn the_hub_and_the_record_know_the_same_roles() {
    let mut known: Vec<_> = Role::ALL
        .iter()
        .map(|role| (role.name(), role.code()))
        .collect();
    known.sort_by_key(|(_, code)| *code);
    let mut given = ROLE_NAMES.to_vec();
    given.sort_by_key(|(_, code)| *code);
    assert_eq!(given, known);
}

#[test]
fn the_hub_and_the_record_agree_on_who_is_of_a_home_who_lets_in_and_who_breaks_the_glass() {
    assert_eq!(sorted(OF_A_HOME), names(care_record::is_of_a_home));
    assert_eq!(sorted(LET_IN), names(care_record::may_let_in));
    assert_eq!(sorted(BREAK_GLASS), names(care_record::may_break_glass));
}
