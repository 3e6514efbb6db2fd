//! 1 · Person.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Date, LongText, NhsNumber, Text, YesNo};
use crate::declare::make::{field, key, many, one, part, plain, section, snomed};
use crate::declare::rules::IDENTITY;
use crate::declare::{Code, EntryKind, MergeClass, Origin, Part, SectionDeclaration};

const IN: &str = "person";

/// NHS data dictionary: person phenotypic sex, with X for not known.
const SEX: &[Code] = &[
    snomed("1", "Male", "248153007"),
    snomed("2", "Female", "248152002"),
    plain("9", "Indeterminate"),
    plain("X", "Not known"),
];

/// NHS data dictionary: NHS number status indicator.
const NHS_NUMBER_STATUS: &[Code] = &[
    plain("01", "Present and verified"),
    plain("02", "Present, not traced"),
    plain("03", "Trace required"),
    plain("04", "Trace attempted, no match or several"),
    plain("05", "Trace needs to be resolved"),
    plain("06", "Trace in progress"),
    plain("07", "Not present, not required"),
    plain("08", "Trace postponed (baby under six weeks)"),
];

/// NHS data dictionary: ethnic category.
const ETHNICITY: &[Code] = &[
    plain("A", "White – British"),
    plain("B", "White – Irish"),
    plain("C", "White – any other background"),
    plain("D", "Mixed – White and Black Caribbean"),
    plain("E", "Mixed – White and Black African"),
    plain("F", "Mixed – White and Asian"),
    plain("G", "Mixed – any other background"),
    plain("H", "Asian or Asian British – Indian"),
    plain("J", "Asian or Asian British – Pakistani"),
    plain("K", "Asian or Asian British – Bangladeshi"),
    plain("L", "Asian or Asian British – any other background"),
    plain("M", "Black or Black British – Caribbean"),
    plain("N", "Black or Black British – African"),
    plain("P", "Black or Black British – any other background"),
    plain("R", "Chinese"),
    plain("S", "Any other ethnic group"),
    plain("Z", "Not stated"),
];

/// NHS data dictionary: person marital status.
const MARITAL_STATUS: &[Code] = &[
    plain("S", "Single"),
    plain("M", "Married or in a civil partnership"),
    plain("D", "Divorced or civil partnership dissolved"),
    plain("W", "Widowed or surviving civil partner"),
    plain("P", "Separated"),
    plain("N", "Not disclosed"),
];

const CONTACT_METHOD: &[Code] = &[
    plain("letter", "Letter"),
    plain("visit", "Visit"),
    plain("telephone", "Telephone"),
    plain("email", "Email"),
    plain("text_message", "Text message"),
    plain("through_carer", "Through a carer"),
];

const ADDRESS_TYPE: &[Code] = &[
    plain("temporary", "Temporary"),
    plain("correspondence", "For letters"),
    plain("former", "Former"),
];

const PHONE_USE: &[Code] = &[
    plain("home", "Home"),
    plain("mobile", "Mobile"),
    plain("work", "Work"),
    plain("temp", "Temporary"),
];

const ADDRESS: &[Origin] = &[
    Prsb("Person/Address/Address line 1"),
    Prsb("Person/Address/Address line 2"),
    Prsb("Person/Address/Address line 3"),
    Prsb("Person/Address/Address line 4"),
    Prsb("Person/Address/Address line 5"),
];

const USUAL_ADDRESS: &[Origin] = &[
    Scci(12),
    Prsb("Person/Address/Address line 1"),
    Prsb("Person/Address/Address line 2"),
    Prsb("Person/Address/Address line 3"),
    Prsb("Person/Address/Address line 4"),
    Prsb("Person/Address/Address line 5"),
];

const fn identity(
    name: &'static str,
    label: &'static str,
    class: MergeClass,
    parts: &'static [Part],
) -> EntryKind {
    one(IN, name, label, class, IDENTITY, parts)
        .meanwhile("Make sure that this is the right person.")
}

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Person",
    &[
        identity(
            "family_name",
            "Family name",
            Surfaced,
            &[key("value", "Family name", Text(35))
                .from(&[Scci(5), Prsb("Person/Name/Family name")])],
        ),
        identity(
            "given_names",
            "Given names",
            Surfaced,
            &[key("value", "Given names", Text(70))
                .from(&[Scci(6), Prsb("Person/Name/First name")])],
        ),
        identity(
            "birth_date",
            "Date of birth",
            Alarm,
            &[
                key("value", "Date of birth", Date).from(&[Scci(8), Prsb("Person/Date of birth")]),
                part("estimated", "An estimate", YesNo),
            ],
        ),
        identity(
            "nhs_number",
            "NHS number",
            Alarm,
            &[
                key("value", "NHS number", NhsNumber).from(&[Scci(9), Prsb("Person/NHS number")]),
                part("status", "Status", Choice(NHS_NUMBER_STATUS))
                    .from(&[Scci(10), Prsb("Person/NHS number status indicator")]),
            ],
        ),
        many(
            IN,
            "identifier",
            "Other number",
            Surfaced,
            IDENTITY,
            &[
                key("value", "Number", Text(20)).from(&[Prsb("Person/Other identifier")]),
                part("type", "What it is", Text(70)),
            ],
        )
        .headline(&["type"]),
        many(
            IN,
            "other_address",
            "Other address",
            Surfaced,
            IDENTITY,
            &[
                key("address", "Address", LongText(200)).from(ADDRESS),
                part("postcode", "Postcode", Text(8)).from(&[Prsb("Person/Address/Postcode")]),
                part("type", "Kind", Choice(ADDRESS_TYPE))
                    .from(&[Prsb("Person/Address/Address type")]),
                part("from", "From", Date),
                part("until", "Until", Date),
            ],
        )
        .headline(&["postcode", "type"]),
        many(
            IN,
            "other_phone",
            "Other telephone",
            Surfaced,
            IDENTITY,
            &[
                key("number", "Number", Text(35))
                    .from(&[Scci(13), Prsb("Person/Contact details/Telephone/Number")]),
                part("use", "Kind", Choice(PHONE_USE))
                    .from(&[Prsb("Person/Contact details/Telephone/Type")]),
                part(
                    "preference",
                    "Turn, 1 first",
                    crate::PartType::Number(1, 5, 0, ""),
                )
                .from(&[Prsb("Person/Contact details/Telephone/Preference")]),
            ],
        )
        .headline(&["use"]),
    ],
    &[
        field(
            "person.preferred_name",
            "Likes to be called",
            Text(70),
            IDENTITY,
        )
        .from(&[Scci(7), Prsb("Person/Name/Preferred name")]),
        field("person.title", "Title", Text(35), IDENTITY).from(&[Prsb("Person/Name/Title")]),
        field("person.suffix", "After the name", Text(35), IDENTITY)
            .from(&[Prsb("Person/Name/Suffix")]),
        field("person.sex_at_birth", "Sex at birth", Choice(SEX), IDENTITY)
            .from(&[Scci(11), Prsb("Person/Sex")]),
        field("person.gender_identity", "Gender", Text(70), IDENTITY)
            .from(&[Prsb("Person/Gender")]),
        field("person.pronouns", "Pronouns", Text(35), IDENTITY),
        field("person.address", "Address", LongText(200), IDENTITY).from(USUAL_ADDRESS),
        field("person.postcode", "Postcode", Text(8), IDENTITY)
            .from(&[Scci(12), Prsb("Person/Address/Postcode")]),
        field("person.phone", "Telephone", Text(35), IDENTITY)
            .from(&[Scci(13), Prsb("Person/Contact details/Telephone/Number")]),
        field("person.email", "Email", Text(255), IDENTITY)
            .from(&[Prsb("Person/Contact details/Email/Address")]),
        field(
            "person.preferred_contact",
            "Best way to reach",
            Choice(CONTACT_METHOD),
            IDENTITY,
        )
        .from(&[Prsb("Person/Contact details/Preferred contact method")]),
        field(
            "person.other_contact",
            "Another way to reach",
            Text(255),
            IDENTITY,
        )
        .from(&[Prsb("Person/Contact details/Other contact information")]),
        field("person.language", "Language", Text(70), IDENTITY).from(&[Scci(15)]),
        field("person.ethnicity", "Ethnic group", Text(70), IDENTITY)
            .from(&[Prsb("Person/Ethnicity")]),
        field(
            "person.ethnic_category",
            "Ethnic category",
            Choice(ETHNICITY),
            IDENTITY,
        )
        .from(&[Prsb("Person/Ethnicity")]),
        field("person.religion", "Religion", Text(70), IDENTITY).from(&[Prsb("Person/Religion")]),
        field(
            "person.marital_status",
            "Marital status",
            Choice(MARITAL_STATUS),
            IDENTITY,
        )
        .from(&[Prsb("Person/Marital status")]),
    ],
)
.fresh_for(183, 365);
