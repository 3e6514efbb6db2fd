//! 8 · About me, in the person's own words.

use crate::declare::Origin::Prsb;
use crate::declare::PartType::{Date, LongText, Text};
use crate::declare::SectionDeclaration;
use crate::declare::make::{field, section};
use crate::declare::rules::CARE;

pub(super) const SECTION: SectionDeclaration = section(
    "about_me",
    "About me",
    &[],
    &[
        field(
            "about_me.most_important",
            "What is most important to me",
            LongText(20_000),
            CARE,
        )
        .from(&[Prsb("About me/What is most important to me")]),
        field(
            "about_me.people",
            "People who are important to me",
            LongText(20_000),
            CARE,
        )
        .from(&[Prsb("About me/People who are important to me")]),
        field(
            "about_me.communicate",
            "How I communicate",
            LongText(20_000),
            CARE,
        )
        .from(&[Prsb("About me/How I communicate")]),
        field("about_me.wellness", "My wellness", LongText(20_000), CARE)
            .from(&[Prsb("About me/My wellness")]),
        field(
            "about_me.do_and_dont",
            "Please do, and please don't",
            LongText(20_000),
            CARE,
        )
        .from(&[Prsb("About me/Please do and please don't")]),
        field(
            "about_me.support",
            "How and when to support me",
            LongText(20_000),
            CARE,
        )
        .from(&[Prsb("About me/How and when to support me")]),
        field(
            "about_me.worth_knowing",
            "Also worth knowing about me",
            LongText(20_000),
            CARE,
        )
        .from(&[Prsb("About me/Also worth knowing about me")]),
        field("about_me.written_on", "Written on", Date, CARE).from(&[Prsb("About me/Date")]),
        field(
            "about_me.helped_by",
            "Helped to write this",
            Text(150),
            CARE,
        )
        .from(&[Prsb("About me/Supported to write this by")]),
        field("about_me.media", "Pictures or sound", Text(255), CARE)
            .from(&[Prsb("About me/Media")]),
    ],
);
