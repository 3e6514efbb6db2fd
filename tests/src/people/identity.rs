//! Who somebody is: name, age, family, place, put together from words that are common in England.

#![expect(
    clippy::indexing_slicing,
    reason = "choices are drawn below the length of what is chosen from"
)]

use super::names::{
    FAMILIES, MEN, RELATIONSHIPS, SECOND, STREETS, TOWNS, WOMEN, YOUNGER_MEN, YOUNGER_WOMEN,
};
use crate::dice::Dice;

/// Where somebody lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In the care home, in this room.
    Room(usize),
    /// In her or his own home, visited by the district nurses.
    Home,
}

/// Somebody who has never lived.
#[derive(Debug, Clone)]
pub struct Invented {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: Vec<String>,
    /// What she or he is called, where that is another name.
    pub known_as: Option<String>,
    /// Mrs, Miss, Mr.
    pub title: &'static str,
    /// A woman?
    pub female: bool,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// Ten digits beginning 999.
    pub nhs_number: String,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Town.
    pub town: String,
    /// Postcode.
    pub postcode: String,
    /// Telephone.
    pub telephone: String,
    /// Family, friends, neighbours.
    pub relatives: Vec<Relative>,
    /// Where they live.
    pub lives: Where,
    story: bool,
}

impl Invented {
    /// The one that the story of the demo is about: always Margaret Ashdown, room 12.
    #[must_use]
    pub fn is_story(&self) -> bool {
        self.story
    }
}

/// Family, friend or neighbour.
#[derive(Debug, Clone)]
pub struct Relative {
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Such as "Daughter".
    pub relationship: &'static str,
    /// Telephone.
    pub telephone: String,
    /// Next of kin?
    pub next_of_kin: bool,
}

/// Residents of the home among the forty.
const RESIDENTS: usize = 26;
/// The room of the story's person.
const STORY_ROOM: usize = 12;
const OLDEST: u64 = 101;
const YOUNGEST: u64 = 60;

pub(crate) fn invent(index: usize, year: u64, dice: &mut Dice) -> Invented {
    let story = index == 0;
    let female = story || dice.below(100) < 60;
    let names = if female { WOMEN } else { MEN };
    let (first, called) = if story { names[0] } else { *pick(names, dice) };
    let family = FAMILIES[index % FAMILIES.len()].to_owned();
    let mut given = vec![first.to_owned()];
    if story || dice.below(3) == 0 {
        given.push(second(female, story, dice).to_owned());
    }
    let known_as = (!called.is_empty() && (story || dice.below(3) < 2)).then(|| called.to_owned());
    // Older ages are commoner: the larger of two draws.
    let span = OLDEST - YOUNGEST + 1;
    let age = YOUNGEST + dice.below(span).max(dice.below(span));
    let age = if story { 88 } else { age };
    let birth_date = format!(
        "{}-{:02}-{:02}",
        year - age,
        dice.below(12) + 1,
        dice.below(28) + 1
    );
    let lives = match index {
        0 => Where::Room(STORY_ROOM),
        resident if resident < RESIDENTS => {
            // Room 12 is taken.
            Where::Room(if resident < STORY_ROOM {
                resident
            } else {
                resident + 1
            })
        }
        _ => Where::Home,
    };
    let (town, half) = *pick(TOWNS, dice);
    let (address, town, half) = match lives {
        Where::Room(_) => (
            vec!["Riverside House".to_owned(), "4 Quay Street".to_owned()],
            TOWNS[0].0,
            TOWNS[0].1,
        ),
        Where::Home => (
            vec![format!("{} {}", dice.below(90) + 1, pick(STREETS, dice))],
            town,
            half,
        ),
    };
    let relatives = relatives(&family, female, story, dice);
    Invented {
        given,
        known_as,
        title: title(female, dice),
        female,
        birth_date,
        nhs_number: nhs_number(index),
        address,
        town: town.to_owned(),
        postcode: format!("{half} {}ZZ", dice.below(9) + 1),
        telephone: telephone(dice),
        relatives,
        lives,
        family,
        story,
    }
}

fn second(female: bool, story: bool, dice: &mut Dice) -> &'static str {
    if story {
        return "Ellen";
    }
    let fits = |name: &&&'static str| {
        matches!(**name, "John" | "William" | "George" | "Arthur" | "Thomas") != female
    };
    let fitting: Vec<&'static str> = SECOND.iter().filter(fits).copied().collect();
    pick::<&'static str>(&fitting, dice)
}

fn title(female: bool, dice: &mut Dice) -> &'static str {
    match (female, dice.below(5)) {
        (true, 0) => "Miss",
        (true, _) => "Mrs",
        (false, _) => "Mr",
    }
}

fn relatives(family: &str, female: bool, story: bool, dice: &mut Dice) -> Vec<Relative> {
    if story {
        return vec![
            relative("Jean", "Ashdown", "Daughter", true, dice),
            relative("Martin", "Ashdown", "Son", false, dice),
        ];
    }
    let count = dice.below(3);
    let mut taken: Vec<&str> = Vec::new();
    (0..count)
        .filter_map(|place| {
            let &(relationship, woman) = pick(RELATIONSHIPS, dice);
            let spouse = matches!(relationship, "Wife" | "Husband");
            // Nobody here has two daughters of one description; nor a spouse of the other kind than the words say.
            if taken.contains(&relationship) || (spouse && woman == female) {
                return None;
            }
            taken.push(relationship);
            let given = if woman {
                *pick(YOUNGER_WOMEN, dice)
            } else {
                *pick(YOUNGER_MEN, dice)
            };
            let family = if relationship == "Neighbour" || dice.below(3) == 0 {
                pick(FAMILIES, dice)
            } else {
                family
            };
            Some(relative(given, family, relationship, place == 0, dice))
        })
        .collect()
}

fn relative(
    given: &str,
    family: &str,
    relationship: &'static str,
    next_of_kin: bool,
    dice: &mut Dice,
) -> Relative {
    Relative {
        family: family.to_owned(),
        given: given.to_owned(),
        relationship,
        telephone: telephone(dice),
        next_of_kin: next_of_kin && relationship != "Neighbour",
    }
}

/// 07700 900000 to 900999 are nobody's.
fn telephone(dice: &mut Dice) -> String {
    format!("07700 900 {:03}", dice.below(1000))
}

/// The `index`th number of the range 999 that has a check digit at all.
fn nhs_number(index: usize) -> String {
    let mut numbers = (0_u64..)
        .map(|counter| 999_010_000 + counter * 37)
        .filter_map(with_check_digit);
    numbers.nth(index).unwrap_or_default()
}

fn with_check_digit(nine: u64) -> Option<String> {
    let digits = nine.to_string();
    let sum: u32 = digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    match (11 - sum % 11) % 11 {
        10 => None,
        check => Some(format!("{digits}{check}")),
    }
}

fn pick<'t, T>(from: &'t [T], dice: &mut Dice) -> &'t T {
    &from[usize::try_from(dice.below(from.len() as u64)).unwrap_or_default()]
}
