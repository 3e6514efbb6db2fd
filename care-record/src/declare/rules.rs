//! Who may write what: the permission table of the data model, row by row.

use crate::Role::{
    Administrator, CareAssistant, DistrictNurse, Gp, HomeManager, HomeNurse, HospiceDoctor,
    HospiceNurse, SeniorCarer, UrgentCare,
};
use crate::WriteRule;

/// Who the person is.
pub(super) const IDENTITY: WriteRule = WriteRule::by(&[
    Administrator,
    SeniorCarer,
    HomeNurse,
    DistrictNurse,
    HospiceNurse,
    Gp,
]);

/// Everyday facts that an office may keep right as well.
pub(super) const SENIOR_AND_OFFICE: WriteRule = WriteRule::by(&[
    Administrator,
    SeniorCarer,
    HomeNurse,
    HomeManager,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
]);

/// Everyday facts.
pub(super) const SENIOR: WriteRule = WriteRule::by(&[
    SeniorCarer,
    HomeNurse,
    HomeManager,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
]);

/// Needs of daily life: those nearest may suggest.
pub(super) const NEEDS: WriteRule = SENIOR.suggested_by(&[CareAssistant]);

pub(super) const CONSENT: WriteRule = WriteRule::by(&[
    SeniorCarer,
    HomeNurse,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
]);

pub(super) const PREFERENCES: WriteRule = CONSENT.suggested_by(&[CareAssistant, HomeManager]);

/// Decisions about treatment. A senior carer copies them from paper, and a second person checks the copy.
pub(super) const DECISIONS: WriteRule =
    WriteRule::by(&[HospiceDoctor, Gp, HospiceNurse, DistrictNurse])
        .copied_by(&[SeniorCarer, HomeNurse]);

/// What a nurse or doctor judges, scales among it.
pub(super) const CLINICAL: WriteRule =
    WriteRule::by(&[DistrictNurse, HospiceNurse, HospiceDoctor, Gp]);

/// What is wrong with a person.
pub(super) const DIAGNOSES: WriteRule = CLINICAL.suggested_by(&[SeniorCarer, HomeNurse]);

/// A judgement about time left. The district nurse writes it as key worker.
pub(super) const PROGNOSIS: WriteRule = CLINICAL;

/// Legal papers: recorded by seniors, judged valid by doctors.
pub(super) const LEGAL: WriteRule = SENIOR;
pub(super) const VALIDITY: WriteRule = WriteRule::by(&[HospiceDoctor, Gp]);

pub(super) const CONTINGENCY: WriteRule =
    CLINICAL.suggested_by(&[SeniorCarer, HomeNurse, CareAssistant, HomeManager]);

pub(super) const MEDICINES: WriteRule = CLINICAL.copied_by(&[SeniorCarer, HomeNurse]);

/// Allowing a medicine to be given before it is needed.
pub(super) const AUTHORISE: WriteRule =
    WriteRule::by(&[HospiceDoctor, Gp, DistrictNurse, HospiceNurse, UrgentCare]);

/// Giving it.
pub(super) const GIVE: WriteRule = WriteRule::by(&[
    HomeNurse,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
    UrgentCare,
]);

/// Counting, receiving and checking.
pub(super) const COUNT: WriteRule = SENIOR;

pub(super) const DEATH: WriteRule =
    WriteRule::by(&[HomeNurse, DistrictNurse, HospiceNurse, HospiceDoctor, Gp]);

/// Everyone who gives care.
pub(super) const CARE: WriteRule = WriteRule::by(&[
    CareAssistant,
    SeniorCarer,
    HomeNurse,
    HomeManager,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
    UrgentCare,
]);

/// Measurements that need training.
pub(super) const TRAINED: WriteRule = WriteRule::by(&[
    SeniorCarer,
    HomeNurse,
    DistrictNurse,
    HospiceNurse,
    HospiceDoctor,
    Gp,
    UrgentCare,
]);

/// Anyone who can open the record may say that it is wrong.
pub(super) const ANYONE: WriteRule = WriteRule::by(crate::Role::ALL);
