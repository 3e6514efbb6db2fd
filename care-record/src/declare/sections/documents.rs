//! 23 · Papers: what exists, where it is, what is scanned, which is followed.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::Prsb;
use crate::declare::PartType::{Choice, Date, LongText, Machine, Text, YesNo};
use crate::declare::make::{key, many, part, plain, section, snomed};
use crate::declare::rules::SENIOR;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "documents";

const KIND: &[Code] = &[
    plain("dnacpr", "DNACPR form"),
    snomed("respect", "ReSPECT form", "1382601000000107"),
    plain("adrt", "Advance decision to refuse treatment"),
    plain("lpa", "Power of attorney"),
    plain("advance_statement", "Advance statement"),
    plain("clinic_letter", "Clinic letter"),
    plain("chart", "Chart"),
    plain("photo", "Photograph"),
    plain("other", "Another"),
];

const CONFIDENTIALITY: &[Code] = &[plain("normal", "Normal"), plain("restricted", "Restricted")];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Papers",
    &[
        many(
            IN,
            "document",
            "Paper",
            Surfaced,
            SENIOR,
            &[
                key("title", "Title", Text(150)).from(&[Prsb("Documents/Document/Title")]),
                part("kind", "Kind", Choice(KIND)).from(&[
                    Prsb("Documents/Document/Class"),
                    Prsb("Documents/Document/Name"),
                ]),
                part("date", "Dated", Date),
                part("author", "By", Text(150)),
                part("service", "From which service", Text(150))
                    .from(&[Prsb("Documents/Document/Service")]),
                part("location", "Where the paper is", Text(255))
                    .from(&[Prsb("Documents/Document/Location")]),
                part(
                    "confidentiality",
                    "Confidentiality",
                    Choice(CONFIDENTIALITY),
                )
                .from(&[Prsb("Documents/Document/Confidentiality")]),
                part("seen_by", "Seen by", Text(70)),
                part("in_folder", "A copy lies in the bedside folder", YesNo),
                part("comment", "Remark", LongText(500))
                    .from(&[Prsb("Documents/Document/Comments")]),
                part("media_type", "File type", Machine(70))
                    .from(&[Prsb("Documents/Document/Media type")]),
                part("bytes", "Size", Machine(12)),
                part("content", "Content", Machine(64)),
                part("content_key", "Key of the content", Machine(64)),
            ],
        )
        .headline(&["location"]),
        many(
            IN,
            "also_written",
            "Also written elsewhere",
            Surfaced,
            SENIOR,
            &[
                key("where", "Where", Text(150))
                    .from(&[Prsb("Care plan/Other care planning documents")]),
                part("seen_on", "Seen on", Date),
                part("followed", "This one is followed", YesNo),
                part("comment", "Remark", Text(500)),
            ],
        )
        .headline(&["followed"]),
    ],
    &[],
);
