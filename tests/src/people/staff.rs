//! Those who write: a small region's worth of them, the same around all invented people.

use super::Author;
use crate::chance::Chance;
use care_record::Role;

/// Key, name, role, registration, organisation, site.
type Row = (
    &'static str,
    &'static str,
    Role,
    &'static str,
    &'static str,
    &'static str,
);

const RIVERSIDE: (&str, &str) = ("Riverside Care", "Riverside House");
const SEDGE: (&str, &str) = ("Sedge Court Homes", "Sedge Court Nursing Home");
const NURSES: &str = "Elyham Community Nursing";
const HOSPICE: (&str, &str) = ("Fen Edge Hospice", "Community team");
const CARERS: (&str, &str) = ("Willow Home Care", "Elyham round");

const fn at(
    (organisation, site): (&'static str, &'static str),
    key: &'static str,
    name: &'static str,
    role: Role,
    registration: &'static str,
) -> Row {
    (key, name, role, registration, organisation, site)
}

const fn nurse(
    team: &'static str,
    key: &'static str,
    name: &'static str,
    number: &'static str,
) -> Row {
    at((NURSES, team), key, name, Role::DistrictNurse, number)
}

/// The same order as the surgeries of the caseload.
const SURGERY: &[(&str, &str)] = &[
    ("Mill Lane Surgery", "Mill Lane"),
    ("Fenbridge Medical Centre", "Fenbridge"),
    ("The Old Maltings Practice", "Marlow Drove"),
    ("Holbeck Road Surgery", "Holbeck St Mary"),
];

const GPS: &[(&str, &str, &str)] = &[
    ("amelia", "Dr Amelia Thorne", "9900001"),
    ("farid", "Dr Farid Aziz", "9900002"),
    ("ruth", "Dr Ruth Penhallow", "9900003"),
    ("owen", "Dr Owen Tranter", "9900004"),
];

const ALL: &[Row] = &[
    at(RIVERSIDE, "grace", "Grace Adeyemi", Role::SeniorCarer, ""),
    at(RIVERSIDE, "jodie", "Jodie Marsh", Role::SeniorCarer, ""),
    at(RIVERSIDE, "tomasz", "Tomasz Wilk", Role::CareAssistant, ""),
    at(RIVERSIDE, "chloe", "Chloe Banks", Role::CareAssistant, ""),
    at(
        RIVERSIDE,
        "precious",
        "Precious Moyo",
        Role::CareAssistant,
        "",
    ),
    at(RIVERSIDE, "lorna", "Lorna Quill", Role::HomeManager, ""),
    at(SEDGE, "biju", "Biju Mathew", Role::HomeNurse, "99X0101E"),
    at(
        SEDGE,
        "carole",
        "Carole Stubbs",
        Role::HomeNurse,
        "99X0102E",
    ),
    at(SEDGE, "dean", "Dean Rolfe", Role::CareAssistant, ""),
    at(SEDGE, "marisa", "Marisa Costa", Role::CareAssistant, ""),
    at(SEDGE, "yvette", "Yvette Lamb", Role::SeniorCarer, ""),
    at(SEDGE, "hugh", "Hugh Ransome", Role::HomeManager, ""),
    at(CARERS, "kayleigh", "Kayleigh Dodd", Role::CareAssistant, ""),
    at(CARERS, "samir", "Samir Patel", Role::CareAssistant, ""),
    at(CARERS, "brenda", "Brenda Foley", Role::SeniorCarer, ""),
    nurse("Elyham team", "sam", "Sam Bell", "99X0001E"),
    nurse("Elyham team", "linda", "Linda Osei", "99X0002E"),
    nurse("Fenbridge team", "craig", "Craig Nuttall", "99X0003E"),
    nurse("Night team", "mina", "Mina Rowntree", "99X0004E"),
    at(
        HOSPICE,
        "asha",
        "Asha Verghese",
        Role::HospiceNurse,
        "99X0201E",
    ),
    at(
        HOSPICE,
        "colin",
        "Colin Fairweather",
        Role::HospiceNurse,
        "99X0202E",
    ),
    at(
        HOSPICE,
        "bronwen",
        "Dr Bronwen Pugh",
        Role::HospiceDoctor,
        "9900011",
    ),
    at(
        HOSPICE,
        "idris",
        "Dr Idris Malik",
        Role::HospiceDoctor,
        "9900012",
    ),
    at(
        ("Sluice Road Urgent Care", "Out of hours"),
        "leo",
        "Leo Hartnell",
        Role::UrgentCare,
        "99X0301E",
    ),
    at(
        ("Sluice Road Urgent Care", "Out of hours"),
        "petra",
        "Dr Petra Lindqvist",
        Role::UrgentCare,
        "9900021",
    ),
    at(
        ("Fen Edge Hospice", "Office"),
        "nadine",
        "Nadine Crisp",
        Role::Administrator,
        "",
    ),
];

/// Where the everyday care comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum House {
    Riverside,
    Sedge,
    Visited,
}

impl House {
    fn organisation(self) -> &'static str {
        match self {
            House::Riverside => RIVERSIDE.0,
            House::Sedge => SEDGE.0,
            House::Visited => CARERS.0,
        }
    }
}

/// Those who look after one person.
#[derive(Debug, Clone)]
pub(super) struct Team {
    pub(super) carers: Vec<Author>,
    /// A senior carer or a nurse of the home.
    pub(super) senior: Author,
    pub(super) manager: Option<Author>,
    pub(super) district: Author,
    pub(super) night: Author,
    pub(super) hospice: Author,
    pub(super) doctor: Author,
    pub(super) gp: Author,
    pub(super) urgent: Author,
    pub(super) office: Author,
}

impl Team {
    pub(super) fn of(house: House, surgery: usize, chance: &mut Chance) -> Self {
        let own = |role: Role| -> Vec<Author> {
            let of_house = |row: &&Row| row.2 == role && row.4 == house.organisation();
            ALL.iter().filter(of_house).map(author).collect()
        };
        let mut seniors = own(Role::HomeNurse);
        seniors.extend(own(Role::SeniorCarer));
        Self {
            carers: own(Role::CareAssistant),
            senior: one(&seniors, chance),
            manager: own(Role::HomeManager).into_iter().next(),
            district: one(
                &with(Role::DistrictNurse, |row| row.5 != "Night team"),
                chance,
            ),
            night: one(
                &with(Role::DistrictNurse, |row| row.5 == "Night team"),
                chance,
            ),
            hospice: one(&with(Role::HospiceNurse, |_| true), chance),
            doctor: one(&with(Role::HospiceDoctor, |_| true), chance),
            gp: gp(surgery),
            urgent: one(&with(Role::UrgentCare, |_| true), chance),
            office: one(&with(Role::Administrator, |_| true), chance),
        }
    }
}

fn with(role: Role, also: impl Fn(&Row) -> bool) -> Vec<Author> {
    ALL.iter()
        .filter(|row| row.2 == role && also(row))
        .map(author)
        .collect()
}

/// Nobody is never drawn: every list above has somebody.
pub(super) fn one(from: &[Author], chance: &mut Chance) -> Author {
    let drawn = from.get(chance.below(from.len().max(1)));
    drawn.cloned().unwrap_or_else(|| gp(0))
}

fn gp(surgery: usize) -> Author {
    let place = surgery % SURGERY.len();
    let (organisation, site) = SURGERY.get(place).copied().unwrap_or_default();
    let (key, name, number) = GPS.get(place).copied().unwrap_or_default();
    author(&(key, name, Role::Gp, number, organisation, site))
}

fn author(row: &Row) -> Author {
    Author {
        key: row.0.to_owned(),
        name: row.1.to_owned(),
        role: row.2,
        registration: (!row.3.is_empty()).then(|| row.3.to_owned()),
        organisation: row.4.to_owned(),
        site: row.5.to_owned(),
    }
}
