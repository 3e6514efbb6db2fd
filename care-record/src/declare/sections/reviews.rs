//! 24 · Reviews.

use crate::declare::Origin::Scci;
use crate::declare::PartType::{Choice, Date, LongText, Text};
use crate::declare::make::{key, log, part, plain, section};
use crate::declare::rules::SENIOR;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "reviews";

const OUTCOME: &[Code] = &[
    plain("no_change", "Nothing to change"),
    plain("changed", "Changed"),
    plain("closed", "Closed"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Reviews",
    &[log(
        IN,
        "review",
        "Review",
        SENIOR,
        &[
            key("of", "Of what", Text(35)),
            part("done_on", "Done on", Date),
            part("outcome", "Outcome", Choice(OUTCOME)),
            part("next_due", "Next", Date).from(&[Scci(3)]),
            part("responsible", "Who does it", Text(150)),
            part("comment", "Remark", LongText(500)),
        ],
    )
    .headline(&["outcome", "next_due"])],
    &[],
);
