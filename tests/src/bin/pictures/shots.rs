//! Every screen, and how somebody gets there.

use fantoccini::key::Key;

/// One thing somebody does.
#[derive(Debug)]
pub(crate) enum Step {
    /// Presses what has this `data-test`.
    Press(&'static str),
    /// Opens At a glance of one of the people.
    Person(&'static str),
    /// Opens a section of the record of whoever is open.
    Section(&'static str),
    /// Waits until this is there.
    See(&'static str),
    /// Writes into a field.
    Write(&'static str, &'static str),
    /// Presses a key.
    Key(Key),
}

/// One picture.
#[derive(Debug)]
pub(crate) struct Shot {
    pub(crate) name: &'static str,
    /// Who is signed in.
    pub(crate) who: &'static str,
    pub(crate) steps: &'static [Step],
}

const fn shot(name: &'static str, who: &'static str, steps: &'static [Step]) -> Shot {
    Shot { name, who, steps }
}

use Step::{Person, Press, Section, See, Write};

/// Those that need nobody's leaving or coming stand together, so that the screen is locked seldom.
pub(crate) const AT_WORK: &[Shot] = &[
    shot(
        "people",
        "grace",
        &[Press("nav-people"), See("people-count")],
    ),
    shot(
        "people-search",
        "grace",
        &[Write("search", "ro"), See("people-count")],
    ),
    shot(
        "add-person",
        "grace",
        &[
            Press("nav-people"),
            Press("add-person"),
            See("new-family-name"),
        ],
    ),
    shot(
        "take-over-files",
        "grace",
        &[
            Press("nav-people"),
            Press("import-open"),
            See("import-files"),
        ],
    ),
    shot(
        "emergency",
        "grace",
        &[
            Press("nav-people"),
            Press("break-glass"),
            See("glass-nhs-number"),
        ],
    ),
    shot("at-a-glance", "grace", &[Person("doreen")]),
    shot("at-a-glance-two-versions", "grace", &[Person("gareth")]),
    shot("at-a-glance-withheld", "grace", &[Person("samina")]),
    shot("at-a-glance-review-overdue", "grace", &[Person("walter")]),
    shot("at-a-glance-pump", "grace", &[Person("ken")]),
    shot("at-a-glance-died", "grace", &[Person("edith")]),
    shot(
        "at-a-glance-consent-withdrawn",
        "grace",
        &[Person("winston")],
    ),
    shot(
        "record",
        "grace",
        &[Person("doreen"), Press("tab-record"), See("section-title")],
    ),
    shot("record-cpr", "grace", &[Section("cpr")]),
    shot(
        "record-allergies-two-versions",
        "grace",
        &[Person("maureen"), Section("allergies")],
    ),
    shot(
        "note",
        "grace",
        &[Person("doreen"), Press("write-note"), See("input-text")],
    ),
    shot(
        "two-versions-list",
        "grace",
        &[Press("nav-two-versions"), See("screen-two-versions-list")],
    ),
    shot(
        "help",
        "grace",
        &[
            Press("nav-people"),
            See("people-count"),
            Step::Key(Key::F1),
            See("help-dialog"),
        ],
    ),
    shot(
        "this-computer",
        "grace",
        &[
            Step::Key(Key::Escape),
            Press("nav-this-computer"),
            See("computer-version"),
        ],
    ),
    shot(
        "two-versions",
        "bronwen",
        &[
            Person("gareth"),
            Press("tab-two-versions"),
            See("side-by-side"),
        ],
    ),
    shot(
        "two-versions-settling",
        "bronwen",
        &[Press("settle-open"), See("settle-save")],
    ),
    shot(
        "who-looked",
        "nadine",
        &[Press("nav-people"), See("people-count")],
    ),
];
