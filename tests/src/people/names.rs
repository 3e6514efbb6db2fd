//! The words that people, families and places are put together from. All are common; no combination is anybody's.

/// Given names of women born between the wars and after.
pub(crate) const WOMEN: &[(&str, &str)] = &[
    ("Margaret", "Peggy"),
    ("Joyce", ""),
    ("Doreen", ""),
    ("Sheila", ""),
    ("Kathleen", "Kath"),
    ("Barbara", "Babs"),
    ("Jean", ""),
    ("Audrey", ""),
    ("Beryl", ""),
    ("Patricia", "Pat"),
    ("Elizabeth", "Betty"),
    ("Winifred", "Win"),
    ("Maureen", "Mo"),
    ("Sylvia", ""),
    ("Iris", ""),
    ("Constance", "Connie"),
    ("Dorothy", "Dot"),
    ("Olive", ""),
    ("Surinder", ""),
    ("Marjorie", "Marge"),
    ("Nasreen", ""),
    ("Bronwen", ""),
    ("Philomena", "Phil"),
    ("Edith", "Edie"),
];

/// Given names of men.
pub(crate) const MEN: &[(&str, &str)] = &[
    ("Ronald", "Ron"),
    ("Kenneth", "Ken"),
    ("Dennis", ""),
    ("Raymond", "Ray"),
    ("Stanley", "Stan"),
    ("Derek", ""),
    ("Norman", ""),
    ("Leslie", "Les"),
    ("Harold", "Harry"),
    ("Albert", "Bert"),
    ("Gordon", ""),
    ("Terence", "Terry"),
    ("Frederick", "Fred"),
    ("Bernard", ""),
    ("Mohammed", ""),
    ("Clifford", "Cliff"),
    ("Winston", ""),
    ("Reginald", "Reg"),
    ("Patrick", "Paddy"),
    ("Tadeusz", "Tad"),
];

/// Second names, for both.
pub(crate) const SECOND: &[&str] = &[
    "Ann", "May", "Rose", "Ellen", "John", "William", "George", "Arthur", "Thomas", "Mary",
];

/// Family names: the common ones twice, since a real list has people who share one.
pub(crate) const FAMILIES: &[&str] = &[
    "Ashdown",
    "Barker",
    "Bell",
    "Bennett",
    "Chapman",
    "Clarke",
    "Cooper",
    "Cross",
    "Dawson",
    "Dunn",
    "Farrow",
    "Fletcher",
    "Garner",
    "Goddard",
    "Harding",
    "Hewitt",
    "Hobbs",
    "Jarvis",
    "Kaur",
    "Kerridge",
    "Lambert",
    "Leverton",
    "Marsden",
    "Murphy",
    "Nowak",
    "Oakley",
    "Pike",
    "Pryor",
    "Quigley",
    "Rahman",
    "Rowe",
    "Sewell",
    "Shaw",
    "Stokes",
    "Thurlow",
    "Tyrrell",
    "Upton",
    "Wakefield",
    "Whitmore",
    "Williams",
    "Clarke",
    "Shaw",
];

/// Streets of the county that is nowhere.
pub(crate) const STREETS: &[&str] = &[
    "Church Lane",
    "Station Road",
    "Mill Road",
    "Drove End",
    "The Causeway",
    "Chapel Row",
    "Willow Walk",
    "Sluice Road",
    "Market Street",
    "Eastfield Avenue",
];

/// Towns with the first half of a postcode. The halves beginning ZZ are nobody's.
pub(crate) const TOWNS: &[(&str, &str)] = &[
    ("Elyham", "ZZ9"),
    ("Fenbridge", "ZZ10"),
    ("Marlow Drove", "ZZ11"),
    ("Holbeck St Mary", "ZZ12"),
];

/// Surgeries: name, a code of the form of an ODS code, telephone.
pub(crate) const SURGERIES: &[(&str, &str, &str)] = &[
    ("Mill Lane Surgery", "Y99001", "01632 960 110"),
    ("Fenbridge Medical Centre", "Y99002", "01632 960 120"),
    ("The Old Maltings Practice", "Y99003", "01632 960 130"),
    ("Holbeck Road Surgery", "Y99004", "01632 960 140"),
];

/// Allergies: to what, SNOMED CT where the published examples name it, what happens, how bad.
pub(crate) const ALLERGIES: &[(&str, &str, &str, &str)] = &[
    ("Penicillin", "", "Rash", "moderate"),
    ("Amoxicillin", "372687004", "Urticarial rash", "mild"),
    ("Trimethoprim", "", "Vomiting", "moderate"),
    ("Codeine", "", "Confusion", "severe"),
    ("Latex", "", "Swelling of the hands", "moderate"),
    ("Aspirin", "", "Wheezing", "severe"),
    ("Adhesive dressings", "", "Blistered skin", "mild"),
    ("Eggs", "", "Stomach cramps", "mild"),
];

/// Alerts: words and kind.
pub(crate) const ALERTS: &[(&str, &str)] = &[
    ("Takes a blood thinner: risk of bleeding", "bleeding-risk"),
    ("Heart pacemaker, left side", "implant"),
    ("Thickened fluids only", "diet"),
    ("MRSA carrier, last swab positive", "infection"),
    ("Has had seizures", "seizure-risk"),
    ("Dog at home: ring before visiting", "lone-working"),
    (
        "Implanted defibrillator (ICD), still switched on",
        "implant",
    ),
];

/// Relationships: word, and whether a woman.
pub(crate) const RELATIONSHIPS: &[(&str, bool)] = &[
    ("Daughter", true),
    ("Son", false),
    ("Wife", true),
    ("Husband", false),
    ("Niece", true),
    ("Nephew", false),
    ("Neighbour", true),
    ("Sister", true),
];

/// Given names of the younger ones.
pub(crate) const YOUNGER_WOMEN: &[&str] = &[
    "Susan", "Julie", "Karen", "Helen", "Sharon", "Claire", "Deborah", "Nicola", "Samina",
];

/// The same, of men.
pub(crate) const YOUNGER_MEN: &[&str] = &[
    "David", "Paul", "Andrew", "Mark", "Ian", "Stephen", "Martin", "Gareth", "Imran",
];
