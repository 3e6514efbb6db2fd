//! 20 · Just-in-case medicines: authorised before they are needed, given by the chart, counted. The balance is computed
//! from what is written here, so that entries made apart add up.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Date, EntryRef, LongText, Moment, Number, Text, YesNo};
use crate::declare::codes::{INDICATION, ROUTE};
use crate::declare::make::{key, log, many, one, part, plain, section, snomed};
use crate::declare::rules::{AUTHORISE, COUNT, GIVE};
use crate::declare::{Code, Part, PartType, SectionDeclaration};

const IN: &str = "anticipatory";

const ISSUED: &[Code] = &[
    plain("none", "None"),
    snomed("prescribed", "Prescribed", "871021000000106"),
    snomed("box_issued", "Box issued", "376201000000102"),
];

const STATUS: &[Code] = &[plain("active", "May be given"), plain("stopped", "Stopped")];

const OUTCOME: &[Code] = &[
    plain("given", "Given"),
    plain("not_wanted", "Not wanted"),
    plain("omitted", "Left out"),
];

const WAY: &[Code] = &[
    plain("returned", "Returned to the pharmacy"),
    plain("destroyed", "Destroyed"),
];

/// Whole ampoules, patches or tablets.
const COUNTED: PartType = Number(0, 10_000, 0, "");

const MEDICINE: Part = key("medicine", "Medicine and strength", Text(150));
const AT: Part = part("at", "When", Moment);
const WITNESS: Part = part("witness", "Second person", Text(70));

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Just-in-case medicines",
    &[
        one(
            IN,
            "box",
            "Box",
            Surfaced,
            COUNT,
            &[
                key("issued", "Medicines", Choice(ISSUED)).from(&[
                    Scci(31),
                    Prsb("Palliative care/Anticipatory medicines/What is there"),
                ]),
                part("location", "Where", Text(150)).from(&[Scci(32)]),
                part("seal", "Seal number", Text(35)),
                part("valid_until", "Valid until", Date),
                part("family_told", "Family told what it is for", YesNo),
                part("statement", "In words", LongText(500))
                    .from(&[Prsb("Palliative care/Anticipatory medicines/Statement")]),
            ],
        )
        .headline(&["location"]),
        many(
            IN,
            "authorisation",
            "Medicine that may be given",
            Alarm,
            AUTHORISE,
            &[
                MEDICINE,
                part("form", "Form", Text(70)),
                part("route", "How", Choice(ROUTE)),
                part("dose", "Dose or range", Text(150)),
                part("indication", "For", Choice(INDICATION)),
                part("indication_text", "In words", Text(150)),
                part(
                    "interval",
                    "Time between doses, at least",
                    Number(0, 1440, 0, "min"),
                ),
                part("most_in_24h", "Most in 24 hours", Text(150)),
                part("seek_advice", "When to ring", LongText(500)),
                part("prescriber", "Prescribed by", Text(70)),
                part("prescriber_role", "Role", Text(70)),
                part("prescriber_registration", "Registration number", Text(35)),
                part("signed_at", "Signed", Moment),
                part("valid_until", "Valid until", Date),
                part("status", "Status", Choice(STATUS)),
            ],
        )
        .from(&[
            Scci(31),
            Prsb("Palliative care/Anticipatory medicines/What is there"),
        ])
        .headline(&["dose", "route", "indication", "status"])
        .meanwhile("Give nothing on either until the prescriber has been rung."),
        log(
            IN,
            "supply",
            "Supply received",
            COUNT,
            &[
                MEDICINE,
                key("quantity", "How many", COUNTED),
                part("batch", "Batch", Text(35)),
                part("expiry", "Use by", Date),
                part("from", "From", Text(150)),
                part("place", "Where kept", Text(150)),
                AT,
                WITNESS,
            ],
        )
        .headline(&["quantity", "expiry"]),
        log(
            IN,
            "administration",
            "Medicine given",
            GIVE,
            &[
                MEDICINE,
                part(
                    "authorisation",
                    "On which authority",
                    EntryRef("authorisation"),
                ),
                part("outcome", "Outcome", Choice(OUTCOME)),
                part("dose", "Dose", Text(70)),
                part("used", "Taken from stock", COUNTED),
                part("wasted", "Not used up", Text(70)),
                part("route", "How", Choice(ROUTE)),
                part("site", "Where on the body", Text(70)),
                part("indication", "For", Choice(INDICATION)),
                part(
                    "score_before",
                    "How bad before, 0 to 10",
                    Number(0, 10, 0, ""),
                ),
                part(
                    "score_after",
                    "How bad after, 0 to 10",
                    Number(0, 10, 0, ""),
                ),
                part("scored_at", "Looked again at", Moment),
                AT,
                WITNESS,
                part("because", "If not given, why", LongText(500)),
            ],
        )
        .headline(&["dose", "outcome"]),
        log(
            IN,
            "stock_check",
            "Stock counted",
            COUNT,
            &[
                MEDICINE,
                key("counted", "Counted", COUNTED),
                AT,
                WITNESS,
                part(
                    "action",
                    "If it was not right, what was done",
                    LongText(500),
                ),
            ],
        )
        .headline(&["counted"]),
        log(
            IN,
            "disposal",
            "Returned or destroyed",
            COUNT,
            &[
                MEDICINE,
                key("quantity", "How many", COUNTED),
                part("way", "What became of it", Choice(WAY)),
                part("to", "To", Text(150)),
                AT,
                WITNESS,
            ],
        )
        .headline(&["quantity", "way"]),
    ],
    &[],
)
.fresh_for(7, 14);
