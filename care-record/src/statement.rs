//! What a register holds: words, or an honest non-answer, and what its envelope cannot know.

use serde::{Deserialize, Serialize};

/// On what ground something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The person said so.
    SaidByPerson,
    /// The family said so.
    SaidByFamily,
    /// The writer saw it.
    Observed,
    /// Copied from paper.
    Transcribed,
    /// Taken over from another system and not confirmed by anyone here.
    Imported,
    /// Taken for granted.
    Assumed,
}

impl Basis {
    /// All of them.
    pub const ALL: &'static [Basis] = &[
        Basis::SaidByPerson,
        Basis::SaidByFamily,
        Basis::Observed,
        Basis::Transcribed,
        Basis::Imported,
        Basis::Assumed,
    ];

    /// Name in files and commands.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Basis::SaidByPerson => "said_by_person",
            Basis::SaidByFamily => "said_by_family",
            Basis::Observed => "observed",
            Basis::Transcribed => "transcribed",
            Basis::Imported => "imported",
            Basis::Assumed => "assumed",
        }
    }

    /// Words on screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Basis::SaidByPerson => "said by the person",
            Basis::SaidByFamily => "said by the family",
            Basis::Observed => "observed",
            Basis::Transcribed => "transcribed from paper",
            Basis::Imported => "imported, not confirmed",
            Basis::Assumed => "assumed",
        }
    }

    /// By name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Basis::ALL
            .iter()
            .copied()
            .find(|basis| basis.name() == name)
    }
}

/// Words, a code, or an honest non-answer: nobody is forced to say what is not so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Words or a code.
    #[serde(rename = "v")]
    Words(String),
    /// Asked, and not known.
    NotKnown,
    /// Nobody has asked.
    NotAsked,
    /// The question does not apply.
    DoesNotApply,
    /// None of the choices fits; in the writer's words.
    NoneOfThese(String),
}

impl Answer {
    /// Ready to read.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Answer::Words(words) | Answer::NoneOfThese(words) => words,
            Answer::NotKnown => "Not known",
            Answer::NotAsked => "Not asked",
            Answer::DoesNotApply => "Does not apply",
        }
    }

    /// The words or code, unless it is a non-answer.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Answer::Words(words) => Some(words),
            Answer::NotKnown | Answer::NotAsked | Answer::DoesNotApply | Answer::NoneOfThese(_) => {
                None
            }
        }
    }
}

/// One statement in a register.
///
/// Who said it and when comes from the envelope that carried the change and is not stored again; only what the envelope
/// cannot know is here. *Frozen*: the JSON form is part of every record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What is said.
    pub answer: Answer,
    /// A short remark.
    pub comment: Option<String>,
    /// When it was true, as an ISO 8601 date or moment, where that differs from when it was written.
    pub effective: Option<String>,
    /// On what ground, where somebody said.
    pub basis: Option<Basis>,
}

impl Statement {
    /// Plain words or a code.
    #[must_use]
    pub fn words(words: impl Into<String>) -> Self {
        Self::answer(Answer::Words(words.into()))
    }

    /// Any answer, without further detail.
    #[must_use]
    pub fn answer(answer: Answer) -> Self {
        Self {
            answer,
            comment: None,
            effective: None,
            basis: None,
        }
    }

    /// The same, on this ground.
    #[must_use]
    pub fn on(mut self, basis: Basis) -> Self {
        self.basis = Some(basis);
        self
    }

    /// As stored: a JSON string for plain words, an object for anything more.
    pub(crate) fn to_json(&self) -> Result<String, serde_json::Error> {
        match (&self.answer, &self.comment, &self.effective, &self.basis) {
            (Answer::Words(words), None, None, None) => serde_json::to_string(words),
            _ => serde_json::to_string(&Detailed {
                answer: self.answer.clone(),
                comment: self.comment.clone(),
                effective: self.effective.clone(),
                basis: self.basis,
            }),
        }
    }

    /// As read; `None` where a newer version wrote something this one cannot show.
    pub(crate) fn from_json(text: &str) -> Option<Self> {
        if text.starts_with('"') {
            return serde_json::from_str::<String>(text).ok().map(Self::words);
        }
        let detailed: Detailed = serde_json::from_str(text).ok()?;
        Some(Self {
            answer: detailed.answer,
            comment: detailed.comment,
            effective: detailed.effective,
            basis: detailed.basis,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Detailed {
    #[serde(flatten)]
    answer: Answer,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    effective: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<Basis>,
}
