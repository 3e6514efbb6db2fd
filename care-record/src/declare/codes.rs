//! Value sets that more than one section uses.

use super::Code;
use super::make::{plain, snomed};

pub(super) const YES_NO: &[Code] = &[plain("yes", "Yes"), plain("no", "No")];

/// What every coded question may be answered with, so that nobody is forced to say what is not so.
pub(super) const NON_ANSWERS: &[Code] = &[
    plain("not_known", "Not known"),
    plain("not_asked", "Not asked"),
    plain("does_not_apply", "Does not apply"),
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

pub(super) const REVIEW: &[Code] = &[plain("indefinite", "No review needed")];

/// How a dose goes in. Words, not a formulary.
pub(super) const ROUTE: &[Code] = &[
    plain("subcutaneous", "Under the skin (subcutaneous)"),
    plain("oral", "By mouth"),
    plain("sublingual", "Under the tongue"),
    plain("buccal", "Inside the cheek"),
    plain("rectal", "Rectal"),
    plain("transdermal", "Through the skin (patch)"),
    plain("inhaled", "Inhaled"),
    plain("intramuscular", "Into a muscle"),
    plain("intravenous", "Into a vein"),
    plain("feeding_tube", "By feeding tube"),
    plain("topical", "On the skin"),
];

/// Why a medicine may be needed near the end of life.
pub(super) const INDICATION: &[Code] = &[
    plain("pain", "Pain"),
    plain("breathlessness", "Breathlessness"),
    plain("nausea", "Feeling or being sick"),
    plain("agitation", "Agitation"),
    plain("secretions", "Secretions in the throat"),
    plain("bleed", "Bleeding"),
    plain("seizure", "Seizure"),
    plain("other", "Another reason"),
];
