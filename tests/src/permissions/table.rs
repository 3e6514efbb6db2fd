//! The table itself: rows, columns and cells.

use super::Cell::{No, Office, Suggest, Transcribe, Write, Yes};
use super::{Act, Row, entry, field};
use care_record::Role;

/// The columns of 7.2: CA, SC and beside it the nurse at the home whom 7.2 names in cells of SC, HM, DN, HN, HD, GP, OOH,
/// AD, PO.
pub const COLUMNS: [Role; 11] = [
    Role::CareAssistant,
    Role::SeniorCarer,
    Role::HomeNurse,
    Role::HomeManager,
    Role::DistrictNurse,
    Role::HospiceNurse,
    Role::HospiceDoctor,
    Role::Gp,
    Role::UrgentCare,
    Role::Administrator,
    Role::PrivacyOfficer,
];

/// The rows of 7.2.
pub const ROWS: [&str; 12] = [
    "Read summary",
    "Read sensitive items",
    "Care notes",
    "Preferences",
    "CPR, TEP",
    "Prognosis / GSF",
    "JIC authorise",
    "JIC give",
    "Consent",
    "Close/death",
    "Reports",
    "Users and devices",
];

/// Every cell. A column is a role, in the order of [`COLUMNS`]:
/// care assistant, senior carer, nurse at the home, home manager, district nurse, hospice nurse, hospice doctor, GP, urgent
/// care, administrator, privacy officer.
pub const TABLE: &[Row] = &[
    Row {
        title: "Read summary",
        act: Act::Glance,
        // The administrator's Y is her office's part of it. A privacy officer reads the log and no record.
        cells: [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Office, No],
    },
    Row {
        title: "Read sensitive items",
        act: Act::Withheld,
        // "If allowed" is decided by whom the sheet is given to: at such a site all read it who decide about care.
        cells: [No, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, No, No],
    },
    Row {
        title: "Care notes",
        act: entry("notes", "note", "text", ["Ate well", "Ate nothing"]),
        cells: [
            Write, Write, Write, Write, Write, Write, Write, Write, Write, No, No,
        ],
    },
    Row {
        title: "Preferences",
        act: entry(
            "preferences",
            "preferred_place_of_care_1",
            "place",
            ["home", "hospice"],
        ),
        cells: [
            Suggest, Write, Write, Suggest, Write, Write, Write, Write, No, No, No,
        ],
    },
    Row {
        title: "Preferences",
        act: entry(
            "preferences",
            "preferred_place_of_death_1",
            "place",
            ["home", "hospice"],
        ),
        cells: [
            Suggest, Write, Write, Suggest, Write, Write, Write, Write, No, No, No,
        ],
    },
    Row {
        title: "Preferences",
        act: field(
            "preferences",
            "preferences.wishes",
            ["To see the sea", "To stay in bed"],
        ),
        // A plain field holds what was set and no suggestions: who may only suggest leaves it as it is.
        cells: [No, Write, Write, No, Write, Write, Write, Write, No, No, No],
    },
    Row {
        title: "CPR, TEP",
        act: entry(
            "cpr",
            "cpr_decision",
            "decision",
            ["not_for_cpr", "for_cpr"],
        ),
        // "Per local rule": nurses write it, and a home or a team may allow less. Who transcribes copies from paper.
        cells: [
            No, Transcribe, Transcribe, No, Write, Write, Write, Write, No, No, No,
        ],
    },
    Row {
        title: "CPR, TEP",
        act: entry(
            "treatment_plan",
            "treatment_plan",
            "focus",
            ["comfort", "extend_life"],
        ),
        cells: [
            No, Transcribe, Transcribe, No, Write, Write, Write, Write, No, No, No,
        ],
    },
    Row {
        title: "Prognosis / GSF",
        act: entry("prognosis", "prognosis", "prognosis", ["weeks", "months"]),
        // The district nurse writes it as key worker; who that is the team knows, and the program does not.
        cells: [No, No, No, No, Write, Write, Write, Write, No, No, No],
    },
    Row {
        title: "Prognosis / GSF",
        act: entry("prognosis", "gsf_stage", "stage", ["yellow", "green"]),
        cells: [No, No, No, No, Write, Write, Write, Write, No, No, No],
    },
    Row {
        title: "JIC authorise",
        act: entry(
            "anticipatory",
            "authorisation",
            "medicine",
            ["Morphine 10 mg/ml", "Midazolam 10 mg/2 ml"],
        ),
        // "Prescriber": which nurse is one, her registration says and not her role.
        cells: [No, No, No, No, Write, Write, Write, Write, Write, No, No],
    },
    Row {
        title: "JIC give",
        act: entry(
            "anticipatory",
            "administration",
            "medicine",
            ["Morphine 10 mg/ml", "Midazolam 10 mg/2 ml"],
        ),
        cells: [No, No, Write, No, Write, Write, Write, Write, Write, No, No],
    },
    Row {
        title: "Consent",
        act: entry(
            "consent",
            "consent",
            "state",
            ["given_explicit", "withdrawn"],
        ),
        cells: [No, Write, Write, No, Write, Write, Write, Write, No, No, No],
    },
    Row {
        title: "Close/death",
        act: field("record", "record.state", ["closed", "active"]),
        // Of the state of a record the data model says more elsewhere (7, section 0): seniors of all kinds set it. It locks
        // nothing and hides nothing.
        cells: [
            No, Write, Write, Write, Write, Write, Write, Write, No, No, No,
        ],
    },
    Row {
        title: "Close/death",
        act: entry("after_death", "death", "date", ["2026-11-01", "2026-11-02"]),
        cells: [No, No, Write, No, Write, Write, Write, Write, No, No, No],
    },
    Row {
        title: "Reports",
        act: Act::WhoLooked,
        // The one report there is says who looked. It is for those who answer for that, and for nobody who only cares.
        cells: [No, No, No, Yes, No, No, No, No, No, Yes, Yes],
    },
    Row {
        title: "Users and devices",
        act: Act::LetIn,
        // A privacy officer's view of it is the region's audit, not a screen of this computer.
        cells: [No, No, No, Yes, No, No, No, No, No, Yes, No],
    },
];
