//! The end of life, and after.

use super::{element, group};
use crate::standards::Obligation::Required;
use crate::standards::StandardItem;

const IMG: &str = "photographs of paper are kept, and no medical images";
const SIGNED: &str = "who wrote it, where and when comes from the signed envelope";
const REV: &str =
    "who reviews it is a line of words; the details stand once, among the professionals";

pub(super) const ELEMENTS: &[StandardItem] = &[
    group("Palliative care", Required),
    group("Palliative care/Advance care planning", Required),
    group(
        "Palliative care/Advance care planning/Who took part",
        Required,
    ),
    element(
        "Palliative care/Advance care planning/Who took part/Coded value",
        Required,
    ),
    element(
        "Palliative care/Advance care planning/Who took part/Free text",
        Required,
    ),
    element(
        "Palliative care/Advance care planning/Who took part/Name",
        Required,
    ),
    element(
        "Palliative care/Advance care planning/Who took part/Relationship",
        Required,
    ),
    element(
        "Palliative care/Advance care planning/Who took part/Relationship type",
        Required,
    ),
    element(
        "Palliative care/Advance care planning/Who took part/Role",
        Required,
    ),
    group("Palliative care/Plan", Required),
    element("Palliative care/Plan/Name", Required),
    element("Palliative care/Plan/Contents", Required),
    element("Palliative care/Plan/Review date", Required),
    group("Palliative care/Plan/Reviewer", Required),
    element("Palliative care/Plan/Reviewer/Name", Required),
    element("Palliative care/Plan/Reviewer/Role", Required),
    element("Palliative care/Plan/Reviewer/Grade", Required).absent(REV),
    element("Palliative care/Plan/Reviewer/Specialty", Required).absent(REV),
    element(
        "Palliative care/Plan/Reviewer/Professional identifier",
        Required,
    )
    .absent(REV),
    element("Palliative care/Plan/Reviewer/Organisation name", Required).absent(REV),
    element("Palliative care/Plan/Reviewer/Contact details", Required).absent(REV),
    group("Palliative care/CPR decision", Required),
    element("Palliative care/CPR decision/Decision", Required),
    group("Palliative care/CPR decision/Involvement", Required),
    group(
        "Palliative care/CPR decision/Involvement/Who took part",
        Required,
    ),
    element(
        "Palliative care/CPR decision/Involvement/Who took part/Coded value",
        Required,
    ),
    element(
        "Palliative care/CPR decision/Involvement/Who took part/Free text",
        Required,
    ),
    element(
        "Palliative care/CPR decision/Involvement/Who took part/Name",
        Required,
    ),
    element(
        "Palliative care/CPR decision/Involvement/Who took part/Relationship",
        Required,
    ),
    element(
        "Palliative care/CPR decision/Involvement/Who took part/Relationship type",
        Required,
    ),
    element(
        "Palliative care/CPR decision/Involvement/Who took part/Role",
        Required,
    ),
    element("Palliative care/CPR decision/Review date", Required),
    group("Palliative care/CPR decision/Reviewer", Required),
    element("Palliative care/CPR decision/Reviewer/Name", Required),
    element("Palliative care/CPR decision/Reviewer/Grade", Required).absent(REV),
    element("Palliative care/CPR decision/Reviewer/Role", Required),
    element("Palliative care/CPR decision/Reviewer/Specialty", Required).absent(REV),
    element(
        "Palliative care/CPR decision/Reviewer/Organisation name",
        Required,
    )
    .absent(REV),
    element(
        "Palliative care/CPR decision/Reviewer/Professional identifier",
        Required,
    )
    .absent(REV),
    element(
        "Palliative care/CPR decision/Reviewer/Contact details",
        Required,
    )
    .absent(REV),
    element("Palliative care/CPR decision/Location", Required),
    element("Palliative care/Estimated prognosis", Required),
    element("Palliative care/Palliative care register", Required),
    group("Palliative care/Anticipatory medicines", Required),
    element("Palliative care/Anticipatory medicines/Statement", Required),
    element(
        "Palliative care/Anticipatory medicines/What is there",
        Required,
    ),
    group("Palliative care/Preferred place of death", Required),
    element(
        "Palliative care/Preferred place of death/Name of the place",
        Required,
    ),
    element(
        "Palliative care/Preferred place of death/Type of place",
        Required,
    ),
    group("Palliative care/Financial support", Required),
    element("Palliative care/Financial support/Type", Required),
    group("After death", Required),
    group("After death/Actual place of death", Required),
    element(
        "After death/Actual place of death/Name of the place",
        Required,
    ),
    element("After death/Actual place of death/Type of place", Required),
    element("After death/Date of death", Required),
    group("Documents", Required),
    group("Documents/Document", Required),
    element("Documents/Document/Location", Required),
    element("Documents/Document/Confidentiality", Required),
    element("Documents/Document/Class", Required),
    element("Documents/Document/Title", Required),
    element("Documents/Document/Name", Required),
    element("Documents/Document/Media type", Required),
    element("Documents/Document/Service", Required),
    element("Documents/Document/Comments", Required),
    group("Documents/Document/Image details", Required),
    element("Documents/Document/Image details/Image procedure", Required).absent(IMG),
    element(
        "Documents/Document/Image details/Image procedure date",
        Required,
    )
    .absent(IMG),
    group("Documents/Document/Image details/Performed by", Required),
    element(
        "Documents/Document/Image details/Performed by/Name",
        Required,
    )
    .absent(IMG),
    element(
        "Documents/Document/Image details/Performed by/Role",
        Required,
    )
    .absent(IMG),
    element(
        "Documents/Document/Image details/Performed by/Grade",
        Required,
    )
    .absent(IMG),
    element(
        "Documents/Document/Image details/Performed by/Specialty",
        Required,
    )
    .absent(IMG),
    element(
        "Documents/Document/Image details/Performed by/Professional identifier",
        Required,
    )
    .absent(IMG),
    element(
        "Documents/Document/Image details/Performed by/Organisation",
        Required,
    )
    .absent(IMG),
    element(
        "Documents/Document/Image details/Performed by/Contact details",
        Required,
    )
    .absent(IMG),
    group("Documents/Document/Image details/Images", Required),
    element(
        "Documents/Document/Image details/Images/Image capture date",
        Required,
    )
    .absent(IMG),
    element("Documents/Document/Image details/Images/Image ID", Required).absent(IMG),
    element(
        "Documents/Document/Image details/Images/Image location",
        Required,
    )
    .absent(IMG),
    element("Documents/Document/Image details/Format code", Required).absent(IMG),
    element("Documents/Document/Image details/Event code list", Required).absent(IMG),
    group("Documents/Document/Image details/Completed by", Required),
    element(
        "Documents/Document/Image details/Completed by/Name",
        Required,
    )
    .computed(SIGNED),
    element(
        "Documents/Document/Image details/Completed by/Role",
        Required,
    )
    .computed(SIGNED),
    element(
        "Documents/Document/Image details/Completed by/Grade",
        Required,
    )
    .computed(SIGNED),
    element(
        "Documents/Document/Image details/Completed by/Specialty",
        Required,
    )
    .computed(SIGNED),
    element(
        "Documents/Document/Image details/Completed by/Organisation",
        Required,
    )
    .computed(SIGNED),
    element(
        "Documents/Document/Image details/Completed by/Professional identifier",
        Required,
    )
    .computed(SIGNED),
    element(
        "Documents/Document/Image details/Completed by/Date completed",
        Required,
    )
    .computed(SIGNED),
    element(
        "Documents/Document/Image details/Completed by/Contact details",
        Required,
    )
    .computed(SIGNED),
    element("Documents/Document/Image details/Comments", Required).absent(IMG),
];
