//! What is written: invented names, places and notes, put together by chance.
//!
//! A note is a handful of sentences, each with a few places that are filled from lists, and between them loose words:
//! sentences alone would repeat themselves far more than people do, and pack into far less. No sentence is anybody's.

use crate::chance::Chance;

/// Characters after which a note is long enough: they come to about four hundred.
const NOTE_CHARS: usize = 360;

const GIVEN: &[&str] = &[
    "Ada", "Bernard", "Cecily", "Derek", "Edna", "Frank", "Gwen", "Harold", "Iris", "Jack",
    "Kathleen", "Leonard", "Mavis", "Norman", "Olive", "Percy", "Queenie", "Ronald", "Sheila",
    "Trevor", "Una", "Vincent", "Winifred", "Yvonne",
];
const FAMILY: &[&str] = &[
    "Ashdown",
    "Bellweather",
    "Copsey",
    "Dunmore",
    "Elsworth",
    "Fairlamb",
    "Gotobed",
    "Hythe",
    "Ingle",
    "Jessop",
    "Kettle",
    "Lode",
    "Manea",
    "Nordelph",
    "Outwell",
    "Peakirk",
    "Quanea",
    "Reach",
    "Stuntney",
    "Thorney",
    "Upware",
    "Wicken",
];
const VILLAGE: &[&str] = &[
    "Fen Edge",
    "Little Reach",
    "Lode Bank",
    "Marsh End",
    "North Drove",
    "Old Cut",
    "Sedge Moor",
    "South Wash",
    "Tilney Green",
    "Willow Holt",
];
const STREET: &[&str] = &[
    "Back Lane",
    "Bank Road",
    "Chapel Row",
    "Dyke Way",
    "Ferry Lane",
    "High Street",
    "Mill Drove",
    "Pound Close",
    "Station Road",
    "The Green",
];
const WHO: &[&str] = &[
    "her daughter",
    "his son",
    "the neighbour",
    "a niece",
    "the night carer",
    "the evening team",
    "her sister",
    "his wife",
    "the GP",
    "the out-of-hours nurse",
    "the home manager",
    "a friend from chapel",
    "the pharmacist",
    "the hospice nurse",
];
const PART: &[&str] = &[
    "left hip",
    "lower back",
    "right shoulder",
    "abdomen",
    "chest",
    "left heel",
    "sacrum",
    "both knees",
    "jaw",
    "right foot",
    "neck",
    "ribs on the left",
];
const FEELING: &[&str] = &[
    "aching",
    "sharp when turning",
    "dull and constant",
    "worse at night",
    "better than yesterday",
    "easing after the patch",
    "much as before",
    "burning",
    "cramping after meals",
    "gone by noon",
];
const STATE: &[&str] = &[
    "bright and talking",
    "drowsy but easy to wake",
    "comfortable in the chair",
    "tired and pale",
    "restless until ten",
    "asleep on arrival",
    "low in mood",
    "cheerful",
    "muddled about the day",
    "calm",
    "short of breath on the stairs",
    "anxious about the weekend",
];
const MEDICINE: &[&str] = &[
    "the morning dose",
    "oral morphine",
    "the patch",
    "paracetamol",
    "the laxative",
    "midazolam",
    "haloperidol",
    "the water tablet",
    "mouth gel",
    "the inhaler",
    "levomepromazine",
    "the antibiotic",
];
const DONE: &[&str] = &[
    "given at nine",
    "refused twice",
    "changed today",
    "taken with yoghurt",
    "stopped on advice",
    "doubled overnight",
    "running low",
    "checked against the chart",
    "moved to the evening",
    "left for the family to give",
];
const MEAL: &[&str] = &[
    "half a bowl of porridge",
    "two spoons of soup",
    "tea and toast",
    "very little",
    "custard only",
    "a good breakfast",
    "sips of squash",
    "most of lunch",
    "nothing since last night",
    "a supplement drink",
];
const SKIN: &[&str] = &[
    "intact",
    "red over the bone",
    "broken in one place, two centimetres",
    "dry and flaking",
    "healing at the edges",
    "dressed with foam",
    "weeping a little",
    "bruised from the old line",
];
const PLAN: &[&str] = &[
    "ring before the next visit",
    "ask the practice for a review",
    "order more pads",
    "check the pump at six",
    "bring the larger mattress",
    "speak to the hospice about the dose",
    "leave the key code with the night team",
    "weigh again next week",
    "send the form to the ward",
    "start a fluid chart",
    "book transport for the clinic",
    "talk about what matters most to her",
];
const DAY: &[&str] = &[
    "today",
    "since Sunday",
    "for three days",
    "overnight",
    "this week",
    "since the fall",
    "after lunch",
    "before bed",
    "on waking",
    "since the weekend",
];
const WISH: &[&str] = &[
    "to stay at home",
    "to hear the football",
    "no more needles than needed",
    "the window open at night",
    "to see the dog",
    "her own nightdress",
    "to be told the truth",
    "the vicar to come again",
    "a bath rather than a wash",
    "less fuss",
];
const THING: &[&str] = &[
    "the bed rail",
    "the commode",
    "the pump",
    "the catheter bag",
    "the oxygen",
    "the hoist sling",
    "the just-in-case box",
    "the call bell",
    "the hearing aid",
    "the pressure mattress",
];
const STANDS: &[&str] = &[
    "in place and working",
    "leaking at the joint",
    "still not delivered",
    "out of reach",
    "checked, serial number on the sheet",
    "beeping on and off",
    "moved to the other side",
    "due to be changed on Friday",
];

/// All phrases, for their words.
const PHRASES: &[&[&str]] = &[
    WHO, PART, FEELING, STATE, MEDICINE, DONE, MEAL, SKIN, PLAN, DAY, WISH, THING, STANDS, LOOSE,
];

/// Words that a note is full of and no phrase above has.
const LOOSE: &[&str] = &[
    "although",
    "appears",
    "arranged",
    "asked",
    "aware",
    "because",
    "brought",
    "called",
    "carried",
    "changed",
    "concerned",
    "continues",
    "cough",
    "could",
    "declined",
    "despite",
    "discussed",
    "drank",
    "during",
    "encouraged",
    "explained",
    "family",
    "feels",
    "fluids",
    "found",
    "further",
    "gently",
    "happier",
    "helped",
    "however",
    "informed",
    "known",
    "likely",
    "listened",
    "longer",
    "managed",
    "meanwhile",
    "mentioned",
    "mobile",
    "nausea",
    "needed",
    "noticed",
    "observed",
    "offered",
    "oral",
    "perhaps",
    "position",
    "prefers",
    "probably",
    "quietly",
    "rather",
    "reassured",
    "remains",
    "reported",
    "requested",
    "reviewed",
    "settled",
    "several",
    "should",
    "sitting",
    "slept",
    "slowly",
    "sometimes",
    "stiff",
    "struggled",
    "support",
    "swallowing",
    "though",
    "thirsty",
    "together",
    "tolerated",
    "tomorrow",
    "transferred",
    "turned",
    "unable",
    "understood",
    "unsettled",
    "until",
    "upset",
    "urine",
    "usually",
    "visitors",
    "walked",
    "warm",
    "whether",
    "while",
    "wishes",
    "without",
    "wondered",
    "worried",
    "yesterday",
];

/// Loose words, as in a hurry.
fn jotting(dice: &mut Chance) -> String {
    let count = 7 + dice.below(7);
    let words: Vec<&str> = (0..count).map(|_| word(dice)).collect();
    format!("{}.", upper(&words.join(" ")))
}

fn word(dice: &mut Chance) -> &'static str {
    // Every second from those that stand alone: there are far more of them.
    let phrases = if dice.below(2) == 0 {
        LOOSE
    } else {
        dice.pick(PHRASES)
    };
    let words: Vec<&str> = dice.pick(phrases).split(' ').collect();
    dice.pick(&words).trim_end_matches(',')
}

fn sentence(dice: &mut Chance) -> String {
    let number = dice.below(90) + 10;
    match dice.below(14) {
        0 => format!("Seen with {}, {}.", dice.pick(WHO), dice.pick(STATE)),
        1 => format!(
            "Pain in the {}, {}, {}.",
            dice.pick(PART),
            dice.pick(FEELING),
            dice.pick(DAY)
        ),
        2 => format!("{} {}.", upper(dice.pick(MEDICINE)), dice.pick(DONE)),
        3 => format!("Ate {} {}.", dice.pick(MEAL), dice.pick(DAY)),
        4 => format!("Skin over the {} {}.", dice.pick(PART), dice.pick(SKIN)),
        5 => format!("Pulse {number}, breathing {}.", 12 + dice.below(16)),
        6 => format!("Wants {}, said so to {}.", dice.pick(WISH), dice.pick(WHO)),
        7 => format!("Plan: {}.", dice.pick(PLAN)),
        8 => format!("{} {}.", upper(dice.pick(THING)), dice.pick(STANDS)),
        9 => format!(
            "{} rang at {}:{:02}, worried.",
            upper(dice.pick(WHO)),
            7 + dice.below(14),
            dice.below(60)
        ),
        10 => format!("Has been {} {}.", dice.pick(STATE), dice.pick(DAY)),
        11 => format!("Passed {} ml, {}.", number * 5, dice.pick(DAY)),
        12 => format!("I will {} and {}.", dice.pick(PLAN), dice.pick(PLAN)),
        _ => format!(
            "{} {} came from {} to sit with them.",
            dice.pick(GIVEN),
            dice.pick(FAMILY),
            dice.pick(VILLAGE)
        ),
    }
}

fn upper(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// A note of about four hundred characters.
pub(super) fn note(dice: &mut Chance) -> String {
    let mut note = sentence(dice);
    while note.len() < NOTE_CHARS {
        note.push(' ');
        note.push_str(&match dice.below(3) {
            0 => sentence(dice),
            _ => jotting(dice),
        });
    }
    note
}

/// A short remark.
pub(super) fn remark(dice: &mut Chance) -> String {
    sentence(dice)
}

pub(super) fn given_name(dice: &mut Chance) -> String {
    dice.pick(GIVEN).to_owned()
}

pub(super) fn family_name(dice: &mut Chance) -> String {
    dice.pick(FAMILY).to_owned()
}

pub(super) fn full_name(dice: &mut Chance) -> String {
    format!("{} {}", dice.pick(GIVEN), dice.pick(FAMILY))
}

/// A number of the range that is kept for plays and films.
pub(super) fn telephone(dice: &mut Chance) -> String {
    format!("01632 960{:03}", dice.below(1000))
}

pub(super) fn address(dice: &mut Chance) -> String {
    format!(
        "{} {}\n{}",
        dice.below(120) + 1,
        dice.pick(STREET),
        dice.pick(VILLAGE)
    )
}

pub(super) fn practice(dice: &mut Chance) -> String {
    format!("{} Surgery", dice.pick(VILLAGE))
}

pub(super) fn birth_date(dice: &mut Chance) -> String {
    format!(
        "19{}-{:02}-{:02}",
        24 + dice.below(30),
        1 + dice.below(12),
        1 + dice.below(28)
    )
}

pub(super) fn recent_date(dice: &mut Chance) -> String {
    format!("2026-{:02}-{:02}", 1 + dice.below(6), 1 + dice.below(28))
}

/// A number of the test range with its check digit.
pub(super) fn nhs_number(dice: &mut Chance) -> String {
    loop {
        let digits: Vec<usize> = [9, 9, 9]
            .into_iter()
            .chain((0..6).map(|_| dice.below(10)))
            .collect();
        let sum: usize = digits
            .iter()
            .zip((2..=10).rev())
            .map(|(digit, weight)| digit * weight)
            .sum();
        let check = (11 - sum % 11) % 11;
        if check < 10 {
            return digits
                .iter()
                .chain([&check])
                .map(ToString::to_string)
                .collect();
        }
    }
}

/// Plain fields that a visit changes. Named here, so that a field more in the record leaves the figures comparable.
pub(super) const FIELDS: &[&str] = &[
    "person.preferred_name",
    "person.title",
    "person.sex_at_birth",
    "person.gender_identity",
    "person.address",
    "person.postcode",
    "person.phone",
    "person.email",
    "person.ethnicity",
    "person.language",
    "gp.gp_name",
    "gp.practice_name",
    "gp.practice_code",
    "gp.phone",
    "contacts.has_carer",
    "home.room",
];

/// What a plain field may hold.
pub(super) fn value(field: &str, dice: &mut Chance) -> String {
    match field {
        "person.preferred_name" => given_name(dice),
        "person.title" => dice
            .pick(&["Mr", "Mrs", "Ms", "Miss", "Dr", "Canon"])
            .to_owned(),
        "person.sex_at_birth" => dice.pick(&["1", "2", "9", "X"]).to_owned(),
        "person.gender_identity" => dice
            .pick(&["Man", "Woman", "Not said", "Non-binary"])
            .to_owned(),
        "person.address" => address(dice),
        "person.postcode" => format!(
            "ZZ99 {}{}",
            dice.below(10),
            dice.pick(&["AA", "BZ", "CT", "DQ"])
        ),
        "person.phone" | "gp.phone" => telephone(dice),
        "person.email" => format!(
            "{}{}@example.org",
            family_name(dice).to_lowercase(),
            dice.below(100)
        ),
        "person.ethnicity" => dice
            .pick(&["White British", "Black Caribbean", "Indian", "Not said"])
            .to_owned(),
        "person.language" => dice
            .pick(&["English", "Polish", "Gujarati", "Welsh", "Portuguese"])
            .to_owned(),
        "gp.gp_name" => format!("Dr {}", family_name(dice)),
        "gp.practice_name" => practice(dice),
        "gp.practice_code" => format!("Y{:05}", dice.below(100_000)),
        "contacts.has_carer" => dice.pick(&["yes", "no", "unknown"]).to_owned(),
        "home.room" => format!("Room {}", dice.below(60) + 1),
        _ => remark(dice),
    }
}
