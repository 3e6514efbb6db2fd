//! What people say about themselves and what is agreed with them.

pub(in crate::people) const IMPORTANT: &[&str] = &[
    "My family round me, the garden, and being told the truth.",
    "To be clean and tidy. I was a seamstress and I notice a loose thread.",
    "{My dog|My cat|The allotment|Sunday mass}, and nobody rushing me.",
    "That my {wife|sister|son} is looked after when I am gone.",
    "Peace and quiet after {thirty|forty} years on the railway.",
    "To laugh. I would rather a good joke than another tablet.",
    "My faith, my books, and a window I can see the sky from.",
    "Being useful. Give me peas to shell.",
    "To stay in my own bed, in the house I was born in.",
    "Music. {Brass bands|Choirs|Country and western}, loud enough to hear.",
];
pub(in crate::people) const PEOPLE: &[&str] = &[
    "{kin} most of all. And the people at {chapel|the club|number nine}.",
    "{kin}, who comes nearly every day. My late {husband|wife|brother}, I talk to the photograph.",
    "The carers who know how I like my tea.",
    "My {three|five} grandchildren, one in {Canada|Leeds|the navy}.",
];
pub(in crate::people) const COMMUNICATE: &[&str] = &[
    "Speak to my left side, slowly, and wait. I do get there.",
    "I say 'fine' when I am not. Look at my hands.",
    "Ask me, not over my head. I may be old, I am not daft.",
    "Short questions, one at a time. Pictures help.",
    "I hear well and like to talk, if I have breath.",
];
pub(in crate::people) const WELLNESS: &[&str] = &[
    "On a good day I am up for breakfast and do the crossword.",
    "When I am well I sing. When I stop, something is wrong.",
    "A good day is a wash, a walk to the gate and the six o'clock news.",
    "I sleep badly and nap well. Let me nap.",
];
pub(in crate::people) const DO_AND_DONT: &[&str] = &[
    "Do open the curtains. Don't call me dear.",
    "Please do knock. Please don't talk about me at the door.",
    "Do offer whisky on Saturdays. Don't hide my glasses.",
    "Do tell me what you are doing. Don't pull my bad arm.",
    "Do leave the night light. Don't turn the radio off.",
];
pub(in crate::people) const SUPPORT: &[&str] = &[
    "Mornings are slow. After ten I can do most things with one helper.",
    "Remind me to drink. Cut things small, then let me.",
    "At night I like somebody to look in without waking me.",
    "Sit with me when I am short of breath; talk of other things.",
];
pub(in crate::people) const WORTH: &[&str] = &[
    "I was a {lorry driver|midwife|teacher|farmhand|bus conductor|baker|seamstress} for {20-45} years.",
    "I came here in {1950-1975} and never went back.",
    "I still have my own {bicycle|sewing machine|trumpet}, and it is not for sale.",
    "I do not like {needles|cabbage|being photographed|doctors who look at the clock}.",
];
pub(in crate::people) const TOLD: &[&str] = &[
    "{she} said: 'I know where this is going. I want it to be here, with {kin}.'",
    "{she} asked how long; was told what we think and what we cannot know. Quiet, then thankful.",
    "Talked of what matters: home, {no more ambulances|being comfortable|seeing {kin} on Sunday}.",
    "Began well, then {she} tired. Will go on next week.",
    "{kin} asked most; {name} listened and nodded. Agreed on comfort first.",
    "Not ready to talk about dying today. Happy to talk about the allotment instead; will come back to it.",
    "Went through what CPR is and is not. {she} was clear: let me go in peace.",
    "Explained that CPR would not work and why. {kin} upset, understood, wants to be told of every change.",
];
pub(in crate::people) const NEXT: &[&str] = &[
    "Come back to where {she} wants to be cared for.",
    "Ring {kin} at the weekend.",
    "Bring the form to be signed.",
    "Tell the home and the out-of-hours service.",
];
pub(in crate::people) const WISHES: &[&str] = &[
    "To stay here. If it gets too much for {kin}, the hospice, but not hospital.",
    "Window open, no overhead light, {kin} or a carer near.",
    "To be kept clean and comfortable and not moved more than needed.",
    "No feeding tube, no drips. A taste of sherry is allowed.",
    "To see {kin} once more; after that as it comes.",
];
pub(in crate::people) const FOOD: &[&str] = &[
    "Porridge, strong tea, nothing green.",
    "Vegetarian, no eggs.",
    "Small sweet things; ice cream at any hour.",
    "Sherry at six, a small one.",
];
pub(in crate::people) const RITUAL: &[&str] = &[
    "Prayers at the bedside; ring the priest for anointing.",
    "No religion, kindness will do.",
    "Hymns, the old ones.",
    "Quiet, and the candle that does not burn: battery, please.",
];
pub(in crate::people) const COMPANY: &[&str] = &[
    "{kin}, and the radio low.",
    "Nobody I do not know.",
    "Brass band on Sundays.",
    "The dog on the bed, whatever the rules are.",
];
pub(in crate::people) const AFTER: &[&str] = &[
    "Cremation, no black, {kin} has the list of songs.",
    "Burial beside my {husband|wife|parents}; plan with the undertaker in town.",
    "My best suit. Ashes on the marsh.",
];
pub(in crate::people) const VALUES: &[&str] = &[
    "Being at home and clear in the head, rather than more time.",
    "Comfort, and {kin} not having to decide alone.",
    "A try at things that are simple and can be done here.",
    "Time for {kin}; then peace.",
];
pub(in crate::people) const FEARS: &[&str] = &[
    "Choking, and being alone in the night.",
    "Hospital corridors.",
    "Being a burden; losing {her} mind.",
    "Pain nobody believes.",
];
pub(in crate::people) const CPR_WHY: &[&str] = &[
    "{name}'s illness is far on; CPR would not bring {obj} back and would harm. Talked through with {obj} and {kin}.",
    "{she} has said clearly, more than once, that {she} does not want it.",
    "Heart and lungs could not be restarted to a life {she} would want; {kin} agrees.",
    "Severe illness with many parts; not expected to succeed.",
];
pub(in crate::people) const CARE_PLAN: &[(&str, &str, &str, &str)] = &[
    (
        "Skin is breaking down",
        "No new sores",
        "Turn every four hours, heels up, mattress checked daily",
        "Home",
    ),
    (
        "Breathless when washing",
        "A wash without fear",
        "Fan on first, sitting, in two parts with a rest",
        "Carers",
    ),
    (
        "{kin} is tired out",
        "{kin} sleeps two nights a week",
        "Night sitter Tuesday and Friday",
        "Hospice",
    ),
    (
        "Losing weight",
        "Enjoys what {she} eats",
        "Favourite foods, small plates, no scales",
        "Home and {kin}",
    ),
    (
        "Low and lonely",
        "One good hour a day",
        "Visitor from the befriending scheme, music at four",
        "Carers",
    ),
    (
        "Constipation",
        "Comfortable, soft stool every other day",
        "Chart, laxative by the plan, nurse on day three",
        "Nurses",
    ),
];
pub(in crate::people) const TASKS: &[(&str, &str)] = &[
    ("Order a larger sling", "Present one cuts in at the thighs"),
    (
        "Ask the GP for liquids instead of tablets",
        "Tablets are held in the cheek",
    ),
    ("Ring {kin} about the clothes", "Nightwear is short"),
    ("Bring the pressure cushion", "Red on the sacrum"),
    ("Renew the just-in-case chart", "Runs out next week"),
    (
        "Book the night sitter",
        "{kin} has not slept for three nights",
    ),
    ("Check the smoke alarm", "Beeps once a minute"),
    (
        "Copy the CPR form for the bedside folder",
        "Ambulance asked for it",
    ),
    ("Collect the empty oxygen cylinder", "Stands in the hall"),
    ("Ask the chaplain to call", "{name} asked twice"),
];
pub(in crate::people) const FEEDBACK: &[(&str, &str, &str, &str)] = &[
    (
        "{name} has not walked since September; needs the hoist.",
        "Moving about",
        "mismatch",
        "Put right: hoist and two people.",
    ),
    (
        "The number under {kin} rings out, it is the old one.",
        "Family and friends",
        "mismatch",
        "New number asked for and entered.",
    ),
    (
        "The plan names tablets that {name} cannot swallow any more.",
        "If something happens",
        "unsafe",
        "Plan written anew with liquids.",
    ),
    (
        "Hard to tell which of two dressings is meant.",
        "Notes",
        "unclear",
        "Said more plainly in the care plan.",
    ),
];

/// What goes with a faith: food, ritual, burial. Whoever is of another is asked like everybody.
pub(in crate::people) const FAITHS: &[(&str, &str, &str, &str)] = &[
    (
        "Muslim",
        "Halal food only. Soft dates.",
        "Face towards Mecca if it can be; {kin} reads. Family washes the body.",
        "Buried within a day; the men of the family carry.",
    ),
    (
        "Sikh",
        "Vegetarian, no eggs.",
        "Do not cut hair or beard. The steel bracelet stays on. {kin} reads the evening prayer.",
        "Cremation as soon as may be; hair covered.",
    ),
    (
        "Roman Catholic",
        "Fish on Fridays, out of habit.",
        "Ring the priest for anointing while there is time to answer.",
        "Requiem at the church in town; {kin} has the hymns.",
    ),
];
