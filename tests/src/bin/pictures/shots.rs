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
        "today-shift",
        "grace",
        &[Press("nav-today"), See("today-news")],
    ),
    shot(
        "hand-over-sheet",
        "grace",
        &[Press("today-handover"), See("handover-sheet")],
    ),
    shot(
        "write-for-several",
        "grace",
        &[
            Press("nav-today"),
            Press("today-several"),
            See("several-filter"),
        ],
    ),
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
        "record-a-pause",
        "grace",
        &[
            Person("walter"),
            Press("tab-record"),
            Press("section-prognosis"),
            See("pause-go-on"),
        ],
    ),
    shot(
        "timeline",
        "grace",
        &[Person("ken"), Press("tab-timeline"), See("screen-timeline")],
    ),
    shot(
        "charts",
        "grace",
        &[Press("tab-charts"), See("screen-charts")],
    ),
    shot(
        "conversations",
        "grace",
        &[Press("tab-conversations"), See("screen-conversations")],
    ),
    shot(
        "papers",
        "grace",
        &[Person("doreen"), Press("tab-papers"), See("screen-papers")],
    ),
    shot(
        "sheet-for-the-folder",
        "grace",
        &[Press("print-folder"), See("folder-print")],
    ),
    shot(
        "copy-for-the-person",
        "grace",
        &[Press("tab-papers"), Press("print-copy"), See("copy-print")],
    ),
    shot("note", "grace", &[Press("write-note"), See("input-text")]),
    shot(
        "two-versions-list",
        "grace",
        &[Press("nav-two-versions"), See("screen-two-versions-list")],
    ),
    shot(
        "check-a-paper",
        "grace",
        &[Press("nav-check-paper"), See("paper-code")],
    ),
    shot(
        "settings",
        "grace",
        &[Press("nav-settings"), See("looks-night")],
    ),
    shot(
        "by-night",
        "grace",
        &[Press("looks-night"), Person("doreen")],
    ),
    shot(
        "learn",
        "grace",
        &[
            Press("nav-settings"),
            Press("looks-day"),
            Press("nav-learn"),
            See("practice-begin"),
        ],
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
        "practice",
        "grace",
        &[
            Press("nav-learn"),
            Press("practice-begin"),
            See("practice-words"),
            Press("nav-people"),
            See("people-count"),
        ],
    ),
    shot(
        "practice-tour",
        "grace",
        &[Press("nav-learn"), Press("tour-begin"), See("tour")],
    ),
    shot(
        "my-round",
        "sam",
        &[
            Press("nav-today"),
            Press("today-round"),
            See("screen-today"),
        ],
    ),
    shot(
        "review",
        "bronwen",
        &[Press("nav-today"), Press("today-review"), See("today-open")],
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
        "lorna",
        &[Person("doreen"), Press("tab-who-looked"), See("who-looked")],
    ),
    shot(
        "what-was-done-here",
        "lorna",
        &[Press("nav-audit"), See("audit")],
    ),
    shot("staff", "lorna", &[Press("nav-staff"), See("staff-list")]),
];
