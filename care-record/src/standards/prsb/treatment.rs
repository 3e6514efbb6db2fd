//! Allergies and medicines.

use super::{element, group};
use crate::standards::Obligation::{Mandatory, Optional, Required};
use crate::standards::StandardItem;

pub(super) const ELEMENTS: &[StandardItem] = &[
    group("Allergies", Required),
    group("Allergies/Entry", Required),
    element("Allergies/Entry/Type of reaction", Required),
    element("Allergies/Entry/Causative agent", Mandatory),
    group("Allergies/Entry/Reaction", Required),
    element("Allergies/Entry/Reaction/Substance", Required),
    element("Allergies/Entry/Reaction/Description of reaction", Required),
    element("Allergies/Entry/Reaction/Onset date", Required),
    element("Allergies/Entry/Reaction/Severity", Required),
    element("Allergies/Entry/Reaction/Certainty", Required),
    element("Allergies/Entry/Reaction/Route of exposure", Required),
    element("Allergies/Entry/Reaction/Comment", Optional),
    element("Allergies/Entry/Evidence", Required),
    element("Allergies/Entry/Date first experienced", Required),
    element("Allergies/Entry/Allergy end date", Required),
    element("Allergies/Entry/Comment", Optional),
    group("Medicines", Required),
    group("Medicines/Entry", Required),
    group("Medicines/Entry/Medicine", Required),
    element("Medicines/Entry/Medicine/Medication name", Required),
    element("Medicines/Entry/Medicine/Form", Required),
    element("Medicines/Entry/Medicine/Route", Required),
    element("Medicines/Entry/Medicine/Site", Required),
    element("Medicines/Entry/Medicine/Method", Required),
    element("Medicines/Entry/Medicine/Over the counter", Required),
    group("Medicines/Entry/Medicine/Dose", Required),
    element("Medicines/Entry/Medicine/Dose/Amount", Required),
    element("Medicines/Entry/Medicine/Dose/Timing", Required),
    element("Medicines/Entry/Medicine/Dose/Duration", Required),
    element("Medicines/Entry/Medicine/Dose/Description", Required),
    element("Medicines/Entry/Medicine/Additional instructions", Required),
    group("Medicines/Entry/Medicine/Course", Required),
    element("Medicines/Entry/Medicine/Course/Status", Required),
    element("Medicines/Entry/Medicine/Course/Indication", Required),
    element(
        "Medicines/Entry/Medicine/Course/Start date or time",
        Required,
    ),
    element("Medicines/Entry/Medicine/Course/End date or time", Required),
    element(
        "Medicines/Entry/Medicine/Course/Link to indication record",
        Required,
    )
    .absent("what a medicine is for is said in words beside it"),
    element(
        "Medicines/Entry/Medicine/Course/Comment or recommendation",
        Required,
    ),
    group("Medicines/Entry/Medicine/Change", Required),
    element("Medicines/Entry/Medicine/Change/Status", Required),
    element("Medicines/Entry/Medicine/Change/Indication", Required),
    element("Medicines/Entry/Medicine/Change/Date of change", Required),
    element(
        "Medicines/Entry/Medicine/Change/Description of amendment",
        Required,
    ),
    element(
        "Medicines/Entry/Medicine/Total dose daily quantity",
        Required,
    )
    .absent("a sum over doses would be relied on as if a pharmacist had made it"),
    group("Medicines/Entry/Device", Required),
    element("Medicines/Entry/Device/Device", Required),
    element("Medicines/Entry/Device/Comments", Required),
    group("Medicines/Entry/Discontinued", Required),
    element("Medicines/Entry/Discontinued/Name", Required),
    element("Medicines/Entry/Discontinued/Status", Required),
    element("Medicines/Entry/Discontinued/Indication", Required),
    element("Medicines/Entry/Discontinued/Date of change", Required),
    element("Medicines/Entry/Discontinued/Comment", Required),
];
