//! The small value sets: codes as stored, words as read, SNOMED CT where a published source names the concept.

use super::Code;

const fn plain(code: &'static str, words: &'static str) -> Code {
    Code {
        code,
        words,
        snomed: None,
    }
}

const fn snomed(code: &'static str, words: &'static str, id: &'static str) -> Code {
    Code {
        code,
        words,
        snomed: Some(id),
    }
}

pub(super) const YES_NO: &[Code] = &[plain("yes", "Yes"), plain("no", "No")];

/// NHS data dictionary: person phenotypic sex, with X for not known.
pub(super) const SEX: &[Code] = &[
    snomed("1", "Male", "248153007"),
    snomed("2", "Female", "248152002"),
    plain("9", "Indeterminate"),
    plain("X", "Not known"),
];

/// NHS data dictionary: NHS number status indicator.
pub(super) const NHS_NUMBER_STATUS: &[Code] = &[
    plain("01", "Present and verified"),
    plain("02", "Present, not traced"),
    plain("03", "Trace required"),
    plain("04", "Trace attempted, no match or several"),
    plain("05", "Trace needs to be resolved"),
    plain("06", "Trace in progress"),
    plain("07", "Not present, not required"),
    plain("08", "Trace postponed (baby under six weeks)"),
];

pub(super) const CONSENT: &[Code] = &[
    snomed("given_explicit", "Given by the person", "882921000000109"),
    plain("implied_direct_care", "Implied, for direct care"),
    snomed(
        "best_interests",
        "Best interests decision",
        "882961000000101",
    ),
    snomed(
        "lpa",
        "Given by an attorney for health and welfare",
        "883001000000106",
    ),
    snomed("withdrawn", "Withdrawn", "882941000000102"),
    plain("declined", "The person does not want it shared"),
    plain("not_yet_asked", "Not yet asked"),
];

pub(super) const CONSENT_SCOPE: &[Code] = &[
    plain("create", "To keep this record"),
    plain("share_with_hub", "To share it with the region"),
    plain("share_with_urgent_care", "To share it with urgent care"),
    plain("family_copy", "A copy for the family"),
];

pub(super) const HAS_CARER: &[Code] = &[
    snomed("yes", "Has a carer", "184156005"),
    snomed("no", "Has no carer", "414041006"),
    plain("unknown", "Not known"),
];

pub(super) const CONTACT_ROLES: &[Code] = &[
    plain("main_carer", "Main carer"),
    plain("next_of_kin", "Next of kin"),
    plain("emergency", "Emergency contact"),
    plain("lpa_health", "Attorney for health and welfare"),
    plain("lpa_property", "Attorney for property"),
    plain("deputy", "Deputy"),
    plain("consulted", "To be consulted in decisions"),
    plain("family", "Family"),
    plain("friend", "Friend"),
];

pub(super) const AWARE: &[Code] = &[
    plain("aware", "Aware"),
    plain("unaware", "Not aware"),
    plain("not_known", "Not known"),
];

pub(super) const ALLERGY_STATE: &[Code] = &[
    snomed("none_known", "No known allergies", "716186003"),
    plain("not_asked", "Not asked"),
    plain("has", "Has allergies, listed here"),
];

/// FHIR AllergyIntolerance reaction severity.
pub(super) const SEVERITY: &[Code] = &[
    plain("mild", "Mild"),
    plain("moderate", "Moderate"),
    plain("severe", "Severe"),
];

/// FHIR AllergyIntolerance verification status.
pub(super) const CERTAINTY: &[Code] = &[
    plain("unconfirmed", "Unconfirmed"),
    plain("confirmed", "Confirmed"),
    plain("refuted", "Refuted"),
];

pub(super) const ALERT_KIND: &[Code] = &[
    plain("infection", "Infection"),
    plain("implant", "Implanted device"),
    plain("safeguarding", "Safeguarding"),
    plain("behaviour", "Behaviour"),
    plain("lone_working", "Lone working"),
    plain("bleeding_risk", "Risk of bleeding"),
    plain("seizure_risk", "Risk of seizures"),
    plain("cord_compression_risk", "Risk of spinal cord compression"),
    plain("diet", "Diet"),
    plain("other", "Other"),
];

/// PRSB preferred place of death; SCCI 1580 items 36 to 43 for the non-answers.
pub(super) const PLACES: &[Code] = &[
    snomed("home", "Own home", "110481000000108"),
    plain("relatives_home", "A relative's home"),
    snomed(
        "care_home_residential",
        "Residential care home",
        "512071000000106",
    ),
    snomed("care_home_nursing", "Nursing home", "89761000000106"),
    snomed("hospice", "Hospice", "108401000000102"),
    snomed("hospital_acute", "Hospital", "109401000000108"),
    snomed("community_hospital", "Community hospital", "89751000000108"),
    snomed(
        "mental_health_unit",
        "Mental health unit",
        "518771000000106",
    ),
    snomed("ld_unit", "Learning disability unit", "518741000000100"),
    plain("other", "Another place"),
    snomed("undecided", "Undecided", "517161000000101"),
    snomed("declined", "Does not want to say", "766391000000108"),
    snomed("unable_to_express", "Unable to say", "517111000000103"),
    snomed(
        "discussion_not_appropriate",
        "Not right to discuss now",
        "517131000000106",
    ),
    plain("not_asked", "Not asked"),
];

pub(super) const CPR: &[Code] = &[
    snomed("not_for_cpr", "Not for CPR", "450476008"),
    snomed("for_cpr", "For CPR", "450475007"),
    plain("not_discussed", "Not discussed"),
    plain("unknown", "Not known"),
];

pub(super) const CPR_REASON: &[Code] = &[
    plain("unlikely_to_succeed", "CPR is unlikely to succeed"),
    plain(
        "not_of_overall_benefit",
        "CPR would not be of overall benefit",
    ),
    plain("adrt_refuses_cpr", "An advance decision refuses CPR"),
    plain("person_wishes", "The person's wish"),
    plain("other", "Another reason"),
];

pub(super) const CAPACITY: &[Code] = &[
    plain("has", "Has capacity for this decision"),
    plain("lacks", "Lacks capacity for this decision"),
    plain("fluctuates", "Capacity fluctuates"),
    plain("not_assessed", "Not assessed"),
];

pub(super) const INVOLVED: &[Code] = &[
    plain("person", "The person"),
    plain("attorney", "Attorney"),
    plain("family", "Family"),
    plain("imca", "Independent mental capacity advocate"),
    plain("none", "Nobody"),
];

/// SCCI 1580 item 48.
pub(super) const INFORMED: &[Code] = &[
    plain("person", "The person"),
    snomed(
        "person_not_aware",
        "The person is not aware",
        "845151000000104",
    ),
    snomed("family", "Family informed", "975291000000108"),
    snomed("carer", "Carer informed", "975311000000109"),
    plain("nobody", "Nobody informed"),
];

pub(super) const REVIEW: &[Code] = &[plain("indefinite", "No review needed")];

pub(super) const CPR_DOCUMENT: &[Code] = &[
    plain("dnacpr_form", "DNACPR form"),
    snomed("respect_form", "ReSPECT form", "1382601000000107"),
    plain("local_form", "The home's own form"),
    plain("none", "No paper form"),
    plain("other", "Another paper"),
];
