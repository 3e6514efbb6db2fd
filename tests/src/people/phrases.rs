//! What is written in notes, put together from sentences with places to fill.
//!
//! In a sentence `{a|b}` is one of several, `{3-8}` a number, and `{name}`, `{kin}`, `{she}`, `{her}`, `{obj}`, `{self}`
//! are of the person it is about. No sentence is anybody's.

pub(super) mod carer;
pub(super) mod nurse;
pub(super) mod talk;

use crate::chance::Chance;

/// Of whom is spoken.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub(super) name: String,
    pub(super) female: bool,
    /// Such as "daughter Jean".
    pub(super) kin: Vec<String>,
}

impl Voice {
    /// A sentence with its places filled; a place may have places within it.
    pub(super) fn fill(&self, sentence: &str, chance: &mut Chance) -> String {
        sentences(&self.filled(sentence, chance))
    }

    fn filled(&self, sentence: &str, chance: &mut Chance) -> String {
        let mut filled = String::with_capacity(sentence.len() + 16);
        let mut slot = String::new();
        let mut depth = 0;
        for letter in sentence.chars() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && letter == '}' {
                filled.push_str(&self.slot(&std::mem::take(&mut slot), chance));
            } else if depth == 0 {
                filled.push(letter);
            } else if depth > 1 || letter != '{' {
                slot.push(letter);
            }
        }
        filled
    }

    fn slot(&self, slot: &str, chance: &mut Chance) -> String {
        let (she, her, obj) = if self.female {
            ("she", "her", "her")
        } else {
            ("he", "his", "him")
        };
        let numbers = slot.split_once('-').and_then(|(low, high)| {
            Some((low.parse::<usize>().ok()?, high.parse::<usize>().ok()?))
        });
        match slot {
            "name" => self.name.clone(),
            "kin" => {
                let drawn = self.kin.get(chance.below(self.kin.len().max(1)));
                drawn.cloned().unwrap_or_else(|| "the neighbour".to_owned())
            }
            "she" => she.to_owned(),
            "her" => her.to_owned(),
            "obj" => obj.to_owned(),
            "self" => format!("{obj}self"),
            _ => match numbers {
                Some((low, high)) => (low + chance.below(high - low + 1)).to_string(),
                None => {
                    let either = either(slot);
                    let drawn = either.get(chance.below(either.len()));
                    self.filled(drawn.map_or("", String::as_str), chance)
                }
            },
        }
    }

    /// So many different sentences out of these lists, one from each list in turn, as one paragraph.
    pub(super) fn note(&self, lists: &[&[&str]], sentences: usize, chance: &mut Chance) -> String {
        let lists = chance.choose(lists, sentences);
        let said: Vec<String> = lists
            .iter()
            .map(|list| {
                let sentence = chance.pick(list);
                self.fill(sentence, chance)
            })
            .collect();
        said.join(" ")
    }
}

/// What is parted by bars, but for bars of places within.
fn either(slot: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut depth = 0;
    for letter in slot.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && letter == '|' {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(letter);
        }
    }
    all
}

/// A capital at the beginning of each sentence.
fn sentences(words: &str) -> String {
    let mut begins = true;
    let mut after_stop = false;
    let mut done = String::with_capacity(words.len());
    for letter in words.chars() {
        begins |= after_stop && letter == ' ';
        if begins && letter.is_alphanumeric() {
            done.extend(letter.to_uppercase());
            begins = false;
        } else {
            done.push(letter);
        }
        after_stop = matches!(letter, '.' | '?' | '!');
    }
    done
}
