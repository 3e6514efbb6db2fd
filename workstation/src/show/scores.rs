//! What of an assessment can be drawn: its value, and the words that say it.

use super::value::{news2_words, words};
use care_record::{EntryKind, EntryView, PartType, computed};

/// What is drawn of a kind of assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scored {
    /// This part of it.
    Part(&'static str),
    /// This part of it, each tool for itself.
    PartOfEach(&'static str),
    /// The NEWS2 total.
    News2,
    /// The Abbey total.
    Abbey,
}

/// One value.
pub(super) struct Score {
    pub(super) value: f64,
    pub(super) words: String,
    /// A total to which something is missing is too low: it is said, and not drawn.
    pub(super) whole: bool,
}

/// How a kind is scored; findings in words are not.
pub(super) fn scored(kind: &str) -> Option<Scored> {
    Some(match kind {
        "akps" | "pain" | "nutrition" | "delirium" => Scored::Part("score"),
        "phase" => Scored::Part("phase"),
        "frailty" => Scored::Part("level"),
        "weight" => Scored::Part("kg"),
        "bowels" => Scored::Part("type"),
        "other_scale" => Scored::PartOfEach("total"),
        "news2" => Scored::News2,
        "abbey" => Scored::Abbey,
        _ => return None,
    })
}

/// The parts of an Abbey assessment, of which each scores 0 to 3.
const ABBEY: &[&str] = &[
    "voice",
    "face",
    "body_language",
    "behaviour",
    "physiological",
    "physical",
];

impl Scored {
    /// What an entry says; nothing where it holds an answer that is no value.
    pub(super) fn score(self, kind: &EntryKind, entry: &EntryView) -> Option<Score> {
        match self {
            Scored::Part(name) | Scored::PartOfEach(name) => {
                let part = kind.part(name)?;
                let text = entry.part(name)?;
                Some(Score {
                    value: value(&part.kind, &text)?,
                    words: words(&part.kind, &text),
                    whole: true,
                })
            }
            Scored::News2 => computed::news2(entry).map(|score| Score {
                value: f64::from(score.total()),
                words: news2_words(&score),
                whole: score.complete,
            }),
            Scored::Abbey => abbey(entry),
        }
    }

    /// The ends of the axis, where the declaration gives them.
    pub(super) fn range(self, kind: &EntryKind) -> Option<(f64, f64)> {
        match self {
            Scored::News2 => Some((0.0, 20.0)),
            Scored::Abbey => Some((0.0, 18.0)),
            Scored::PartOfEach(_) => None,
            Scored::Part(name) => match kind.part(name)?.kind {
                PartType::Number(low, high, _, "") => Some((f64::from(low), f64::from(high))),
                PartType::Choice(_) => {
                    let all = choices(kind.part(name)?.kind);
                    let least = all.iter().map(|(value, _)| *value).reduce(f64::min)?;
                    let most = all.iter().map(|(value, _)| *value).reduce(f64::max)?;
                    Some((least, most))
                }
                _ => None,
            },
        }
    }

    /// The words of each value, where they say more than the number.
    pub(super) fn steps(self, kind: &EntryKind) -> Vec<(f64, String)> {
        let Scored::Part(name) = self else {
            return Vec::new();
        };
        let Some(part) = kind.part(name) else {
            return Vec::new();
        };
        if part
            .kind
            .choices()
            .iter()
            .all(|code| code.code == code.words)
        {
            return Vec::new();
        }
        choices(part.kind)
    }

    /// The unit of the part.
    pub(super) fn unit(self, kind: &EntryKind) -> &'static str {
        match self {
            Scored::Part(name) | Scored::PartOfEach(name) => {
                kind.part(name).map_or("", |part| part.kind.unit())
            }
            Scored::News2 | Scored::Abbey => "",
        }
    }
}

/// Each choice with its value: its code where all are numbers, else its place.
fn choices(kind: PartType) -> Vec<(f64, String)> {
    let said = kind.choices().iter();
    said.filter_map(|code| Some((value(&kind, code.code)?, code.words.to_owned())))
        .collect()
}

fn value(kind: &PartType, text: &str) -> Option<f64> {
    let PartType::Choice(codes) = kind else {
        return text.parse().ok().filter(|value: &f64| value.is_finite());
    };
    let place = codes.iter().position(|code| code.code == text)?;
    if codes.iter().all(|code| code.code.parse::<u8>().is_ok()) {
        return text.parse::<u8>().ok().map(f64::from);
    }
    u8::try_from(place).ok().map(f64::from)
}

fn abbey(entry: &EntryView) -> Option<Score> {
    let (total, called) = computed::abbey(entry)?;
    let parts: Vec<String> = ABBEY.iter().filter_map(|part| entry.part(part)).collect();
    let whole = parts.len() == ABBEY.len();
    let parts = parts.join(" + ");
    Some(Score {
        value: f64::from(total),
        // What a total of some parts would be called may be too mild.
        words: if whole {
            format!("{total} – {called} ({parts})")
        } else {
            format!("{total} ({parts}), not everything was scored")
        },
        whole,
    })
}
