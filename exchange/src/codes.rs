//! The code systems and value sets that go in and out. Only small sets, as the research paper's
//! appendix B lists them; no edition of SNOMED CT is shipped.

/// SNOMED CT.
pub(crate) const SNOMED: &str = "http://snomed.info/sct";
/// Identifier system of NHS numbers.
pub(crate) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// Identifier system of ODS codes.
pub(crate) const ODS_ORGANISATION: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// Verification status of an NHS number, England.
pub(crate) const NHS_NUMBER_STATUS: &str =
    "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland";
/// Extension that carries it.
pub(crate) const NHS_NUMBER_STATUS_EXTENSION: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";
/// Extension with the ethnic category.
pub(crate) const ETHNIC_CATEGORY_EXTENSION: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";
/// Extension with what is known of a death.
pub(crate) const DEATH_NOTIFICATION_EXTENSION: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus";
/// Extension with the phenotypic sex at birth.
pub(crate) const BIRTH_SEX_EXTENSION: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-BirthSex";
/// Code systems of that extension.
pub(crate) const V3_GENDER: &str = "http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender";
/// Nothing of the above.
pub(crate) const V3_NULL: &str = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";
/// Contact roles of the older HL7.
pub(crate) const V2_CONTACT_ROLE: &str = "http://terminology.hl7.org/CodeSystem/v2-0131";
/// Whether an allergy is active.
pub(crate) const ALLERGY_CLINICAL: &str =
    "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
/// Whether an allergy is confirmed.
pub(crate) const ALLERGY_VERIFICATION: &str =
    "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
/// What a Consent is about.
pub(crate) const CONSENT_SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";
/// Acts; holds the category of consent.
pub(crate) const V3_ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
/// Flag categories.
pub(crate) const FLAG_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/flag-category";
/// Extension: why a value is not there.
pub(crate) const DATA_ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
/// The reasons themselves.
pub(crate) const ABSENT_REASONS: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
/// Author types of a Provenance.
pub(crate) const PROVENANCE_AGENT: &str =
    "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

/// What is ours. The name under `.example` can never be anybody's, so it identifies and does not
/// resolve.
pub(crate) const OURS_FLAG_CATEGORY: &str =
    "https://alongside.example/fhir/CodeSystem/flag-category";
/// Extension on every value that others dispute.
pub(crate) const OURS_CONFLICT: &str =
    "https://alongside.example/fhir/StructureDefinition/conflicting";
/// Extension with one version of something for which FHIR has one place only.
pub(crate) const OURS_DISPUTED: &str =
    "https://alongside.example/fhir/StructureDefinition/disputed-value";
/// Extension with the ground on which something is said.
pub(crate) const OURS_BASIS: &str = "https://alongside.example/fhir/StructureDefinition/basis";
/// Extension on a section: the day from which on it is old by its own rule.
pub(crate) const OURS_OLD_FROM: &str =
    "https://alongside.example/fhir/StructureDefinition/old-from";
/// Extension on a section: the day by which something in it is to be reviewed.
pub(crate) const OURS_REVIEW_BY: &str =
    "https://alongside.example/fhir/StructureDefinition/review-by";
/// Extension on a section: something of it is withheld, in words.
pub(crate) const OURS_WITHHELD: &str =
    "https://alongside.example/fhir/StructureDefinition/withheld";
/// Extension on what no other computer has yet; on a section, where any of it is such.
pub(crate) const OURS_NOT_YET_SHARED: &str =
    "https://alongside.example/fhir/StructureDefinition/not-yet-shared";
/// What each of our own Observations is about.
pub(crate) const OURS_OBSERVATION: &str = "https://alongside.example/fhir/CodeSystem/observation";
/// Extension with a part of a contact for which FHIR has no place; its `part` and `value` are ours.
pub(crate) const OURS_CONTACT_PART: &str =
    "https://alongside.example/fhir/StructureDefinition/contact-part";
/// The parts of a contact that travel so.
pub(crate) const CONTACT_PARTS: &[&str] = &["call_at_night", "aware_of_prognosis", "comment"];
/// States of consent for which there is no code elsewhere.
pub(crate) const OURS_CONSENT: &str = "https://alongside.example/fhir/CodeSystem/consent-state";
/// Roles of family and friends for which there is no code elsewhere.
pub(crate) const OURS_CONTACT_ROLE: &str = "https://alongside.example/fhir/CodeSystem/contact-role";
/// Ids of staff, sites and organisations.
pub(crate) const OURS_ID: &str = "https://alongside.example/fhir/id";

/// No known allergy.
pub(crate) const NO_KNOWN_ALLERGY: &str = "716186003";
/// No known allergy of one kind only: drug, environment, food, and so on. None of them may stand
/// for "no known allergy".
pub(crate) const NO_KNOWN_ALLERGY_OF_A_KIND: &[&str] = &["409137002", "428607008", "429625007"];
/// For attempted CPR.
pub(crate) const FOR_CPR: &str = "450475007";
/// Not for attempted CPR.
pub(crate) const NOT_FOR_CPR: &str = "450476008";
/// End of life care coordination summary.
pub(crate) const COORDINATION_SUMMARY: &str = "861421000000109";
