//! 2 · GP practice.

use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::Text;
use crate::declare::SectionDeclaration;
use crate::declare::make::{field, section};
use crate::declare::rules::SENIOR_AND_OFFICE;

pub(super) const SECTION: SectionDeclaration = section(
    "gp",
    "GP practice",
    &[],
    &[
        field("gp.gp_name", "GP", Text(70), SENIOR_AND_OFFICE)
            .from(&[Scci(19), Prsb("GP practice/Entry/GP name")]),
        field("gp.practice_name", "Practice", Text(150), SENIOR_AND_OFFICE)
            .from(&[Scci(20), Prsb("GP practice/Entry/Practice details")]),
        field(
            "gp.practice_code",
            "Practice code",
            Text(6),
            SENIOR_AND_OFFICE,
        )
        .from(&[Scci(20), Prsb("GP practice/Entry/Practice identifier")]),
        field(
            "gp.phone",
            "Practice telephone",
            Text(35),
            SENIOR_AND_OFFICE,
        )
        .from(&[Scci(20), Prsb("GP practice/Entry/Practice details")]),
        field(
            "gp.temporary_gp",
            "Temporary GP",
            Text(150),
            SENIOR_AND_OFFICE,
        ),
    ],
)
.fresh_for(183, 365);
