//! Why something in a file did not become part of the record.

macro_rules! reasons {
    ($($variant:ident = $code:literal, $words:literal;)*) => {
        /// A stable code, and a sentence for the person who imports. Neither repeats anything sent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Reason {
            $(#[doc = $words] $variant,)*
        }

        impl Reason {
            /// Every reason there is.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant),*];

            /// The code other programs and the screens act on; it never changes its meaning.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Reason::$variant => $code,)* }
            }

            /// The sentence for a person.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Reason::$variant => $words,)* }
            }
        }
    };
}

reasons! {
    // Not understood, or of no place in the record.
    ResourceNotRead = "import.resource_not_read", "This kind of resource is not read.";
    ElementNotRead = "import.element_not_read", "This element is not read.";
    Narrative = "import.narrative", "The sender's text for people is not read.";
    Metadata = "import.metadata", "The sender's notes about the file are not read.";
    CodeNotKnown = "import.code_not_known", "The code is not one this program knows.";
    OnlyOneKept = "import.only_one_kept", "The record holds one of these; another was taken.";
    NotCurrent = "import.not_current", "It is marked as old or its time is over.";
    NotActive = "import.not_active", "Its status says it is not in use.";
    EnteredInError = "import.entered_in_error", "The sender has marked it as entered in error.";
    DuplicateResource = "import.duplicate_resource", "The same resource was given twice.";
    HistoryEntry = "import.history_entry", "It comes from a history of earlier versions.";
    ConflictMark = "import.conflict_mark", "It marks a disagreement and says nothing of its own.";
    PartialDate = "import.partial_date", "The date is not given to the day.";

    // Understood, and a person has to decide.
    ModifierExtension = "import.modifier_extension",
        "It carries a modifier this program does not know, which may change its meaning.";
    ImplicitRules = "import.implicit_rules",
        "It is written under rules this program does not know.";
    PatientReplaced = "import.patient_replaced", "The sender says another entry replaces this person.";
    PatientInactive = "import.patient_inactive", "The sender no longer uses this entry of the person.";
    SharedNhsNumber = "import.shared_nhs_number",
        "Somebody else in these files has the same NHS number and another date of birth.";
    DeathNeedsAPerson = "import.death_needs_a_person",
        "It says something about death. A person must look at it.";
    ConsentScope = "import.consent_scope", "It is not consent to sharing.";
    ConsentNeedsAPerson = "import.consent_needs_a_person",
        "The consent has limits or refusals. A person must look at it.";
    AdvanceDecisionNeedsAPerson = "import.advance_decision_needs_a_person",
        "It is an advance decision or a treatment decision. A person must look at it.";
    CprFlagNeedsAPerson = "import.cpr_flag_needs_a_person",
        "It is about CPR. It was taken as an alert; the decision itself must be recorded by a person.";
    NoneKnownNeedsAPerson = "import.none_known_needs_a_person",
        "It says that no allergy of some kind is known, and not plainly. A person must look at it.";

    // Refused: it cannot be right.
    NoPatient = "import.no_patient", "The person it is about is not in these files.";
    AmbiguousPatient = "import.ambiguous_patient", "It could be about more than one person in these files.";
    BadNhsNumber = "import.bad_nhs_number", "It is not an NHS number: the digits do not fit.";
    SeveralNhsNumbers = "import.several_nhs_numbers", "One person has several NHS numbers.";
    ImpossibleDate = "import.impossible_date", "There is no such date.";
    FutureDate = "import.future_date", "The date is in the future.";
    ImplausibleDate = "import.implausible_date", "The date is too long ago.";
    TooLong = "import.too_long", "It is longer than the record takes.";
    BadCharacter = "import.bad_character", "It has characters that are not text.";
    NoName = "import.no_name", "There is no name.";
    NoCode = "import.no_code", "It does not say what it is about.";
    NotAcceptable = "import.not_acceptable", "The record does not take it in this form.";
}
