//! Groups and elements of the PRSB standard for palliative and end of life care v1.1. A path is shortened where it would
//! say the same twice; a pair of a code and free text counts as one element.

mod palliative;
mod person;
mod plans;
mod treatment;

use super::{Held, Obligation, StandardItem};
use crate::Origin::Prsb;

pub(super) const SECTIONS: &[&[StandardItem]] = &[
    person::ELEMENTS,
    treatment::ELEMENTS,
    plans::ELEMENTS,
    palliative::ELEMENTS,
];

const fn element(path: &'static str, obligation: Obligation) -> StandardItem {
    StandardItem {
        origin: Prsb(path),
        name: path,
        obligation,
        held: Held::ByLines,
    }
}

const fn group(path: &'static str, obligation: Obligation) -> StandardItem {
    StandardItem {
        held: Held::ByElements,
        ..element(path, obligation)
    }
}
