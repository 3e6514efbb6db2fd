//! The declarations themselves. Adding a line of the record is adding one item here.

use super::codes as c;
use super::{
    Cardinality, EntryKind, FieldDeclaration, KeyItem, MergeClass, Part, PartType,
    SectionDeclaration,
};
use crate::{Role, WriteRule};
use Cardinality::{Many, One};
use MergeClass::{Alarm, Note, Surfaced};
use PartType::{Choice, Choices, Date, DateOr, LongText, NhsNumber, Text, YesNo};
use Role::{
    Administrator, CareAssistant, DistrictNurse, Gp, HomeManager, HospiceDoctor, HospiceNurse,
    SeniorCarer, UrgentCare,
};

const IDENTITY: WriteRule =
    WriteRule::for_roles(&[Administrator, SeniorCarer, DistrictNurse, HospiceNurse, Gp]);
const SENIOR_AND_OFFICE: WriteRule = WriteRule::for_roles(&[
    Administrator,
    SeniorCarer,
    HomeManager,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
]);
const SENIOR: WriteRule = WriteRule::for_roles(&[
    SeniorCarer,
    HomeManager,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
]);
const CONSENT: WriteRule =
    WriteRule::for_roles(&[SeniorCarer, DistrictNurse, HospiceNurse, HospiceDoctor, Gp]);
const PREFERENCES: WriteRule = CONSENT;
const CPR: WriteRule = WriteRule {
    write: &[HospiceDoctor, Gp, HospiceNurse, DistrictNurse],
    transcribe: &[SeniorCarer],
};
const NOTES: WriteRule = WriteRule::for_roles(&[
    CareAssistant,
    SeniorCarer,
    HomeManager,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
    UrgentCare,
]);

const fn section(name: &'static str, title: &'static str) -> SectionDeclaration {
    SectionDeclaration { name, title }
}

/// Sections 0 to 26 of the data model. The first change creates exactly these, so the list only ever grows through a
/// further hard-coded change.
pub(super) const SECTIONS: &[SectionDeclaration] = &[
    section("record", "This record"),
    section("person", "Person"),
    section("gp", "GP practice"),
    section("consent", "Consent and sharing"),
    section("needs", "Communication and needs"),
    section("contacts", "Family and friends"),
    section("professionals", "Professionals and services"),
    section("home", "Home and access"),
    section("about_me", "About me"),
    section("problems", "Health problems"),
    section("prognosis", "Prognosis"),
    section("allergies", "Allergies and alerts"),
    section("assessments", "Assessments"),
    section("conversations", "Conversations"),
    section("preferences", "Where I want to be"),
    section("cpr", "CPR decision"),
    section("treatment_plan", "Treatment plan"),
    section("legal", "Legal"),
    section("contingency", "If something happens"),
    section("medicines", "Medicines"),
    section("anticipatory", "Just-in-case medicines"),
    section("pump", "Syringe pump"),
    section("notes", "Notes"),
    section("documents", "Papers"),
    section("reviews", "Reviews"),
    section("after_death", "After death"),
    section("feedback", "Feedback"),
];

const fn field(
    name: &'static str,
    label: &'static str,
    kind: PartType,
    rule: WriteRule,
) -> FieldDeclaration {
    FieldDeclaration {
        name,
        label,
        kind,
        rule,
    }
}

pub(super) const FIELDS: &[FieldDeclaration] = &[
    field(
        "person.preferred_name",
        "Likes to be called",
        Text(70),
        IDENTITY,
    ),
    field("person.title", "Title", Text(35), IDENTITY),
    field(
        "person.sex_at_birth",
        "Sex at birth",
        Choice(c::SEX),
        IDENTITY,
    ),
    field("person.gender_identity", "Gender", Text(70), IDENTITY),
    field("person.address", "Address", LongText(200), IDENTITY),
    field("person.postcode", "Postcode", Text(8), IDENTITY),
    field("person.phone", "Telephone", Text(35), IDENTITY),
    field("person.email", "Email", Text(255), IDENTITY),
    field("person.ethnicity", "Ethnic group", Text(70), IDENTITY),
    field("person.language", "Language", Text(70), IDENTITY),
    field("gp.gp_name", "GP", Text(70), SENIOR_AND_OFFICE),
    field("gp.practice_name", "Practice", Text(150), SENIOR_AND_OFFICE),
    field(
        "gp.practice_code",
        "Practice code",
        Text(6),
        SENIOR_AND_OFFICE,
    ),
    field(
        "gp.phone",
        "Practice telephone",
        Text(35),
        SENIOR_AND_OFFICE,
    ),
    field(
        "contacts.has_carer",
        "Has a carer",
        Choice(c::HAS_CARER),
        SENIOR,
    ),
    field("home.room", "Room", Text(35), SENIOR_AND_OFFICE),
];

const fn part(name: &'static str, label: &'static str, kind: PartType) -> Part {
    Part {
        name,
        label,
        kind,
        required: false,
    }
}

const fn key_part(name: &'static str, label: &'static str, kind: PartType) -> Part {
    Part {
        name,
        label,
        kind,
        required: true,
    }
}

const PLACE: &[Part] = &[
    key_part("place", "Place", Choice(c::PLACES)),
    part("name", "Name of the place", Text(70)),
    part("address", "Address", LongText(200)),
    part("is_usual_residence", "Where she or he lives now", YesNo),
];

const fn place(name: &'static str, label: &'static str) -> EntryKind {
    EntryKind {
        name,
        label,
        section: "preferences",
        cardinality: One,
        class: Surfaced,
        parts: PLACE,
        rule: PREFERENCES,
        meanwhile: "",
    }
}

const fn identity(
    name: &'static str,
    label: &'static str,
    class: MergeClass,
    parts: &'static [Part],
) -> EntryKind {
    EntryKind {
        name,
        label,
        section: "person",
        cardinality: One,
        class,
        parts,
        rule: IDENTITY,
        meanwhile: "Make sure that this is the right person.",
    }
}

pub(super) const ENTRY_KINDS: &[EntryKind] = &[
    identity(
        "family_name",
        "Family name",
        Surfaced,
        &[key_part("value", "Family name", Text(35))],
    ),
    identity(
        "given_names",
        "Given names",
        Surfaced,
        &[key_part("value", "Given names", Text(70))],
    ),
    identity(
        "birth_date",
        "Date of birth",
        Alarm,
        &[key_part("value", "Date of birth", Date)],
    ),
    identity(
        "nhs_number",
        "NHS number",
        Alarm,
        &[
            key_part("value", "NHS number", NhsNumber),
            part("status", "Status", Choice(c::NHS_NUMBER_STATUS)),
        ],
    ),
    EntryKind {
        name: "consent",
        label: "Consent to share",
        section: "consent",
        cardinality: One,
        class: Alarm,
        parts: &[
            key_part("state", "Consent", Choice(c::CONSENT)),
            part("scope", "To what", Choices(c::CONSENT_SCOPE)),
            part("discussed_with", "Talked about with", Text(150)),
            part("taken_on", "Date", Date),
            part("objections", "Objections", LongText(2000)),
        ],
        rule: CONSENT,
        meanwhile: "Share nothing new until this is settled.",
    },
    EntryKind {
        name: "contact",
        label: "Family or friend",
        section: "contacts",
        cardinality: Many,
        class: Surfaced,
        parts: &[
            key_part("name", "Name", Text(70)),
            part("relationship", "Relationship", Text(70)),
            part("roles", "Is", Choices(c::CONTACT_ROLES)),
            part("phone", "Telephone", Text(70)),
            part("call_at_night", "May be rung at night", YesNo),
            part(
                "aware_of_prognosis",
                "Aware of the prognosis",
                Choice(c::AWARE),
            ),
            part("comment", "Remark", Text(500)),
        ],
        rule: SENIOR,
        meanwhile: "",
    },
    EntryKind {
        name: "allergy_state",
        label: "Allergies known?",
        section: "allergies",
        cardinality: One,
        class: Alarm,
        parts: &[key_part("state", "Allergies", Choice(c::ALLERGY_STATE))],
        rule: SENIOR,
        meanwhile: "Treat every allergy listed as true.",
    },
    EntryKind {
        name: "allergy",
        label: "Allergy or reaction",
        section: "allergies",
        cardinality: Many,
        class: Alarm,
        parts: &[
            key_part("agent", "To what", Text(150)),
            part("agent_system", "Code system", Text(150)),
            part("agent_code", "Code", Text(35)),
            part("reaction", "What happens", Text(150)),
            part("severity", "How bad", Choice(c::SEVERITY)),
            part("certainty", "How sure", Choice(c::CERTAINTY)),
            part("onset", "Since", Text(35)),
            part("comment", "Remark", Text(500)),
        ],
        rule: SENIOR,
        meanwhile: "Treat every version listed as true.",
    },
    EntryKind {
        name: "alert",
        label: "Alert",
        section: "allergies",
        cardinality: Many,
        class: Surfaced,
        parts: &[
            key_part("text", "Alert", Text(500)),
            part("kind", "Kind", Choice(c::ALERT_KIND)),
            part("code_system", "Code system", Text(150)),
            part("code", "Code", Text(35)),
        ],
        rule: SENIOR,
        meanwhile: "",
    },
    place("preferred_place_of_care_1", "Where to be cared for"),
    place("preferred_place_of_care_2", "Second choice for care"),
    place("preferred_place_of_death_1", "Where to die"),
    place("preferred_place_of_death_2", "Second choice to die"),
    EntryKind {
        name: "cpr_decision",
        label: "CPR decision",
        section: "cpr",
        cardinality: One,
        class: Alarm,
        parts: &[
            key_part("decision", "Decision", Choice(c::CPR)),
            part("decided_on", "Decided on", Date),
            part("reason", "Reason", Choice(c::CPR_REASON)),
            part("reason_text", "Reason in words", LongText(2000)),
            part("capacity", "Capacity", Choice(c::CAPACITY)),
            part("involved", "Who took part", Choices(c::INVOLVED)),
            part("informed", "Who has been told", Choices(c::INFORMED)),
            part("maker_name", "Decision made by", Text(70)),
            part("maker_role", "Role", Text(70)),
            part("maker_registration", "Registration number", Text(35)),
            part("review", "Review", DateOr(c::REVIEW)),
            part("document_kind", "Paper form", Choice(c::CPR_DOCUMENT)),
            part("document_location", "Where the form is", Text(150)),
        ],
        rule: CPR,
        meanwhile: "Check the paper form. A doctor or senior nurse must decide which stands.",
    },
    EntryKind {
        name: "note",
        label: "Note",
        section: "notes",
        cardinality: Many,
        class: Note,
        parts: &[key_part("text", "Note", LongText(20_000))],
        rule: NOTES,
        meanwhile: "",
    },
];

/// The smallest useful record. Two of the ten (main diagnosis, review date) come with their sections.
pub(crate) const KEY_ITEMS: &[KeyItem] = &[
    KeyItem {
        label: "Name",
        lines: &["family_name", "given_names"],
    },
    KeyItem {
        label: "Date of birth",
        lines: &["birth_date"],
    },
    KeyItem {
        label: "NHS number",
        lines: &["nhs_number"],
    },
    KeyItem {
        label: "Address",
        lines: &["person.address"],
    },
    KeyItem {
        label: "GP practice",
        lines: &["gp.practice_name", "gp.practice_code"],
    },
    KeyItem {
        label: "Consent",
        lines: &["consent"],
    },
    KeyItem {
        label: "Family or carer",
        lines: &["contacts.has_carer", "contact"],
    },
    KeyItem {
        label: "Allergies",
        lines: &["allergy", "allergy_state"],
    },
    KeyItem {
        label: "CPR decision",
        lines: &["cpr_decision"],
    },
    KeyItem {
        label: "Where to die",
        lines: &["preferred_place_of_death_1"],
    },
];
