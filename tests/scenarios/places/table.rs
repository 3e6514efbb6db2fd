//! The table.

use serde_json::Value;

/// An enum and the list of all it can be: what is in the one is in the other.
macro_rules! all_of {
    ($(#[$about:meta])* $name:ident { $($(#[$one_about:meta])* $one:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $name {
            $($(#[$one_about])* $one,)+
        }

        impl $name {
            pub(super) const ALL: &'static [Self] = &[$(Self::$one,)+];
        }
    };
}

all_of! {
    /// What must be known of a value or of a record.
    State {
        /// People have written different things without knowing of each other.
        TwoVersions,
        /// It has not been looked at for too long, by the rule of its section.
        Stale,
        /// Something is withheld, and its author lets that be said.
        Withheld,
        /// The day of its review has passed.
        ReviewOverdue,
        /// It is written here, and the region has not got it.
        Unsent,
        /// Taken over from elsewhere, and nobody here has confirmed it.
        Unconfirmed,
        /// Consent is withdrawn: nothing may be given out.
        Stopped,
    }
}

all_of! {
    /// Where a value appears.
    Place {
        /// The list of people.
        List,
        /// At a glance.
        Glance,
        /// The record, section by section.
        Record,
        /// What is printed: at a glance and the sheet for the folder, and what stands on them of itself.
        Print,
        /// What another system is given.
        Export,
    }
}

/// How a state is told in a place.
pub(super) enum Cell {
    /// In these words; the first of them are said of nothing else. And by a number or a yes that the window has words for:
    /// where it stands in the answer.
    Told {
        words: &'static [&'static str],
        signs: &'static [&'static str],
    },
    /// The value does not come there: the program refuses, and why that is right.
    Refused {
        code: &'static str,
        why: &'static str,
    },
}

const fn words(words: &'static [&'static str]) -> Cell {
    let signs = &[];
    Cell::Told { words, signs }
}

const fn sign(signs: &'static [&'static str]) -> Cell {
    let words = &[];
    Cell::Told { words, signs }
}

const fn both(words: &'static [&'static str], signs: &'static [&'static str]) -> Cell {
    Cell::Told { words, signs }
}

/// The table. `{old}` and `{review}` stand for days.
pub(super) fn cell(state: State, place: Place) -> Cell {
    match state {
        State::TwoVersions => two_versions(place),
        State::Stale => stale(place),
        State::Withheld => withheld(place),
        State::ReviewOverdue => review_overdue(place),
        State::Unsent => unsent(place),
        State::Unconfirmed => unconfirmed(place),
        State::Stopped => stopped(place),
    }
}

fn two_versions(place: Place) -> Cell {
    const BOTH: &[&str] = &[
        "Two CPR decisions are recorded",
        "Check the paper form.",
        "\"For CPR\"",
        "\"Not for CPR\"",
    ];
    match place {
        Place::List => both(&["2 CPR decisions are recorded"], &["/two_versions"]),
        Place::Glance => both(BOTH, &["/banner/two_versions"]),
        Place::Record => both(
            &["\"several\"", "For CPR", "Not for CPR"],
            &["/banner/two_versions"],
        ),
        Place::Print => words(BOTH),
        Place::Export => words(&[
            "CONFLICTING CPR DECISIONS: 2 recorded",
            "CONFLICTING CPR DECISIONS: this one says: For CPR",
            "CONFLICTING CPR DECISIONS: this one says: Not for CPR",
            "/StructureDefinition/conflicting",
        ]),
    }
}

fn stale(place: Place) -> Cell {
    const OLD: Cell = words(&["Not looked at for a long time"]);
    match place {
        Place::List | Place::Glance | Place::Record | Place::Print => OLD,
        // It has no clock: whoever reads it knows what day it is.
        Place::Export => words(&[
            "Old from {old}: please look at it again.",
            "/StructureDefinition/old-from",
        ]),
    }
}

fn withheld(place: Place) -> Cell {
    const ASK: &str = "Something is withheld here. Ask Dr Ward.";
    match place {
        Place::List => sign(&["/withheld"]),
        Place::Glance | Place::Record | Place::Print => words(&[ASK]),
        Place::Export => words(&[ASK, "/StructureDefinition/withheld"]),
    }
}

fn review_overdue(place: Place) -> Cell {
    const STANDS: &str = "Review overdue. The decision stands.";
    match place {
        Place::List => words(&["Review overdue"]),
        Place::Glance | Place::Record => words(&[STANDS]),
        Place::Print => words(&[STANDS, "review overdue since"]),
        Place::Export => words(&[
            "To be reviewed by {review}. After that day the review is overdue; what was decided stands.",
            "/StructureDefinition/review-by",
        ]),
    }
}

fn unsent(place: Place) -> Cell {
    const WAITS: &[&str] = &["not yet shared"];
    match place {
        Place::List => sign(&["/unshared"]),
        Place::Glance | Place::Record => both(WAITS, &["/banner/unshared"]),
        Place::Print => words(WAITS),
        Place::Export => words(&[
            "not yet shared",
            "Something here is not yet shared",
            "/StructureDefinition/not-yet-shared",
        ]),
    }
}

fn unconfirmed(place: Place) -> Cell {
    const SAID: &[&str] = &[
        "imported, not confirmed",
        "Penicillin (rash, imported, not confirmed)",
    ];
    match place {
        Place::List => sign(&["/unconfirmed"]),
        Place::Glance => both(SAID, &["/banner/unconfirmed"]),
        Place::Record => both(&["imported, not confirmed"], &["/banner/unconfirmed"]),
        Place::Print => words(SAID),
        Place::Export => words(&[
            "imported, not confirmed",
            "/StructureDefinition/basis",
            "\"code\":\"unconfirmed\"",
        ]),
    }
}

fn stopped(place: Place) -> Cell {
    const NOTHING: Cell = words(&["Nothing may be given out"]);
    match place {
        Place::List => sign(&["/release_stopped"]),
        Place::Glance | Place::Record | Place::Print => NOTHING,
        Place::Export => Cell::Refused {
            code: "consent.stops",
            why: "what may not be given out is given out to nobody, marked or not",
        },
    }
}

/// Every cell.
pub(super) fn cells() -> impl Iterator<Item = (State, Place)> {
    let states = State::ALL.iter();
    states.flat_map(|state| Place::ALL.iter().map(|place| (*state, *place)))
}

/// Is a number or a yes there?
pub(super) fn is_set(said: &Value, sign: &str) -> bool {
    match said.pointer(sign) {
        Some(Value::Bool(is)) => *is,
        Some(Value::Number(number)) => number.as_u64() != Some(0),
        _ => false,
    }
}
