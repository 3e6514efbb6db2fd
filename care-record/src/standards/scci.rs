//! The items of SCCI 1580 v4.0, in the order of their numbers.

use super::Obligation::{Mandatory, Optional, Required};
use super::{Held, Obligation, StandardItem};
use crate::Origin::Scci;

const fn item(number: u8, name: &'static str, obligation: Obligation) -> StandardItem {
    StandardItem {
        origin: Scci(number),
        name,
        obligation,
        held: Held::ByLines,
    }
}

pub(super) const ITEMS: &[StandardItem] = &[
    item(1, "Consent status", Mandatory),
    item(2, "Date the record was created", Mandatory)
        .computed("the time of the first signed change"),
    item(3, "Planned review date", Required),
    item(4, "Date and time of the last amendment", Mandatory)
        .computed("the time of the newest signed change"),
    item(5, "Family name", Mandatory),
    item(6, "Forename", Mandatory),
    item(7, "Preferred name", Optional),
    item(8, "Date of birth", Mandatory),
    item(9, "NHS number", Mandatory),
    item(10, "NHS number status indicator", Mandatory),
    item(11, "Gender", Optional),
    item(12, "Address", Mandatory),
    item(13, "Telephone numbers", Optional),
    item(14, "Need for an interpreter", Optional),
    item(15, "Preferred spoken language", Optional),
    item(16, "Main carer: name", Mandatory),
    item(17, "Main carer: telephone", Optional),
    item(18, "Main carer: aware of the prognosis", Optional),
    item(19, "Usual GP: name", Mandatory),
    item(20, "Practice: details", Mandatory),
    item(21, "Key worker: name", Optional),
    item(22, "Key worker: telephone", Optional),
    item(23, "Care workers: name", Optional),
    item(24, "Care workers: professional group", Optional),
    item(25, "Care workers: telephone", Optional),
    item(26, "Primary end of life care diagnosis", Mandatory),
    item(27, "Other relevant diagnoses and issues", Optional),
    item(28, "Disability", Required),
    item(29, "Functional status", Required),
    item(30, "Allergies and adverse drug reactions", Required),
    item(31, "Anticipatory medicines or just-in-case box", Optional),
    item(32, "Anticipatory medicines: location", Optional),
    item(33, "End of life care tool in use", Optional),
    item(34, "Likely prognosis", Optional),
    item(35, "Advance statement: requests and preferences", Optional),
    item(
        36,
        "Preferred place of death, first choice: place",
        Optional,
    ),
    item(
        37,
        "Preferred place of death, first choice: organisation",
        Optional,
    ),
    item(
        38,
        "Preferred place of death, first choice: address",
        Optional,
    ),
    item(
        39,
        "Preferred place of death, first choice: usual residence",
        Optional,
    ),
    item(
        40,
        "Preferred place of death, second choice: place",
        Optional,
    ),
    item(
        41,
        "Preferred place of death, second choice: organisation",
        Optional,
    ),
    item(
        42,
        "Preferred place of death, second choice: address",
        Optional,
    ),
    item(
        43,
        "Preferred place of death, second choice: usual residence",
        Optional,
    ),
    item(44, "CPR decision", Optional),
    item(45, "CPR decision: date", Optional),
    item(46, "CPR decision: date for review", Optional),
    item(47, "CPR decision: location of the documentation", Optional),
    item(48, "CPR decision: awareness", Optional),
    item(49, "Advance decision to refuse treatment made", Optional),
    item(
        50,
        "Advance decision to refuse treatment: location",
        Optional,
    ),
    item(51, "Attorney for personal welfare: name", Optional),
    item(52, "Attorney for personal welfare: authority", Optional),
    item(53, "Attorney for personal welfare: telephone", Optional),
    item(54, "First further person to involve: name", Optional),
    item(55, "First further person to involve: telephone", Optional),
    item(56, "Second further person to involve: name", Optional),
    item(57, "Second further person to involve: telephone", Optional),
    item(58, "Other relevant issues or preferences", Optional),
    item(59, "Date of death", Required),
    item(60, "Actual place of death", Optional),
];
