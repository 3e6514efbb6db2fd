//! What people are ill with, and what goes with it: medicines they take, what is seen, what is planned for.
//!
//! What stands here was put together for these tests. It is what a record may hold, not what anybody should be given.

mod cancer;
mod heart_and_lungs;
mod long_decline;
mod nerves;
mod organs;

/// Medicine, form, way, dose, how often, for what.
pub(super) type Medicine = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// What happens, signs, what to do first, what not to do, hospital.
pub(super) type Plan = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// One illness.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) diagnosis: &'static str,
    pub(super) stages: &'static [&'static str],
    pub(super) others: &'static [&'static str],
    pub(super) medicines: &'static [Medicine],
    /// What those who wash, dress and sit with somebody see.
    pub(super) seen: &'static [&'static str],
    /// What nurses and doctors write.
    pub(super) found: &'static [&'static str],
    pub(super) plans: &'static [Plan],
    pub(super) mobility: &'static [&'static str],
    pub(super) swallowing: &'static [&'static str],
    pub(super) cognition: &'static [&'static str],
    pub(super) alerts: &'static [(&'static str, &'static str)],
    pub(super) pump: &'static str,
    /// Kilograms to begin with, and how many hundred grams go in a month.
    pub(super) weight: (usize, usize),
    /// Usual saturation, breaths, pulse.
    pub(super) vital: (usize, usize, usize),
    /// Can usually decide for herself or himself?
    pub(super) decides: bool,
}

pub(super) use long_decline::FRAILTY;

/// All illnesses.
pub(super) static ALL: &[&Condition] = &[
    &heart_and_lungs::HEART,
    &heart_and_lungs::COPD,
    &cancer::LUNG,
    &cancer::BOWEL,
    &organs::LIVER,
    &organs::KIDNEY,
    &nerves::MND,
    &nerves::PARKINSON,
    &long_decline::DEMENTIA,
    &FRAILTY,
    &long_decline::LEARNING,
];
