//! What somebody wants to write, and whether it may be written.

use crate::declare::{EntryKind, FieldDeclaration, PartType};
use crate::permission::may_enter;
use crate::{
    Answer, EntryDraft, EntryId, NONE_OF_THESE, NhsNumber, NhsNumberError, Policy, RecordId, Right,
    Role, Statement, entry_kind, field,
};
use chrono::NaiveDate;
use serde_json::Value;
use std::str::FromStr;
use thiserror::Error;

/// One thing to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Write a register.
    Set {
        /// Full name, such as `person.phone`.
        field: String,
        /// What is said.
        statement: Statement,
    },
    /// Add an entry.
    Enter {
        /// Its id, fresh.
        id: EntryId,
        /// What it says.
        draft: EntryDraft,
    },
}

impl Edit {
    /// Write a register.
    #[must_use]
    pub fn set(field: impl Into<String>, statement: Statement) -> Self {
        Edit::Set {
            field: field.into(),
            statement,
        }
    }

    /// Add an entry.
    #[must_use]
    pub fn enter(id: EntryId, draft: EntryDraft) -> Self {
        Edit::Enter { id, draft }
    }

    /// The entries that it replaces, confirms or corrects.
    pub fn named(&self) -> impl Iterator<Item = &EntryId> {
        let draft = match self {
            Edit::Enter { draft, .. } => Some(draft),
            Edit::Set { .. } => None,
        };
        draft.into_iter().flat_map(|draft| {
            let replaced = draft.supersedes.iter().chain(&draft.error_of);
            replaced.chain(&draft.confirms)
        })
    }
}

/// Why an edit is refused. No variant carries a value: a refusal may be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EditError {
    /// No such register or kind of entry.
    #[error("there is no line {0:?} to write")]
    UnknownLine(&'static str),
    /// The role may not write this line.
    #[error("{line} may be written by others")]
    NotAllowed {
        /// The line.
        line: &'static str,
    },
    /// A part that this kind does not have.
    #[error("{line} has no such part")]
    UnknownPart {
        /// The kind.
        line: &'static str,
    },
    /// The part without which the entry says nothing.
    #[error("{line} needs {part}")]
    Missing {
        /// The kind.
        line: &'static str,
        /// The part.
        part: &'static str,
    },
    /// Longer than the limit.
    #[error("{part} is too long")]
    TooLong {
        /// The part.
        part: &'static str,
    },
    /// Empty words: a non-answer says it honestly.
    #[error("{part} is empty")]
    Empty {
        /// The part.
        part: &'static str,
    },
    /// Not one of the choices.
    #[error("{part} is not one of the choices")]
    NotAChoice {
        /// The part.
        part: &'static str,
    },
    /// Not a calendar date.
    #[error("{part} is not a date")]
    NotADate {
        /// The part.
        part: &'static str,
    },
    /// Not a number within its bounds.
    #[error("{part} is not a number that can be")]
    NotANumber {
        /// The part.
        part: &'static str,
    },
    /// Not the id of a record.
    #[error("{part} is not a record")]
    NotARecord {
        /// The part.
        part: &'static str,
    },
    /// Not an NHS number.
    #[error("{0}")]
    NhsNumber(NhsNumberError),
    /// An entry that marks others as entered in error says nothing else.
    #[error("an entry that marks an error says nothing else")]
    ErrorSaysMore,
}

impl EditError {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            EditError::UnknownLine(_) => "edit.unknown_line",
            EditError::NotAllowed { .. } => "edit.not_allowed",
            EditError::UnknownPart { .. } => "edit.unknown_part",
            EditError::Missing { .. } => "edit.missing",
            EditError::TooLong { .. } => "edit.too_long",
            EditError::Empty { .. } => "edit.empty",
            EditError::NotAChoice { .. } => "edit.not_a_choice",
            EditError::NotADate { .. } => "edit.not_a_date",
            EditError::NotANumber { .. } => "edit.not_a_number",
            EditError::NotARecord { .. } => "edit.not_a_record",
            EditError::NhsNumber(error) => error.code(),
            EditError::ErrorSaysMore => "edit.error_says_more",
        }
    }
}

/// Checks an edit against the declarations and the permission table.
///
/// # Errors
/// When the line is unknown, the role may not write it, or a part is not what it must be.
pub fn validate_edit(edit: &Edit, role: Role) -> Result<(), EditError> {
    validate_edit_under(edit, role, &Policy::default())
}

/// The same under the policy of an organisation, which may allow less.
///
/// # Errors
/// As [`validate_edit`].
pub fn validate_edit_under(edit: &Edit, role: Role, policy: &Policy) -> Result<(), EditError> {
    match edit {
        Edit::Set {
            field: name,
            statement,
        } => {
            let declaration = field(name).ok_or(EditError::UnknownLine("register"))?;
            set(
                declaration,
                statement,
                policy.right(declaration.name, &declaration.rule, role),
            )
        }
        Edit::Enter { draft, .. } => {
            let kind = entry_kind(&draft.kind).ok_or(EditError::UnknownLine("entry"))?;
            enter(kind, draft, policy.right(kind.name, &kind.rule, role))
        }
    }
}

fn set(
    declaration: &FieldDeclaration,
    statement: &Statement,
    right: Right,
) -> Result<(), EditError> {
    if right != Right::Write {
        return Err(EditError::NotAllowed {
            line: declaration.name,
        });
    }
    if let Some(comment) = &statement.comment {
        text("comment", comment, COMMENT_CHARS)?;
    }
    match &statement.answer {
        // A register has a form of its own for a non-answer.
        Answer::Words(words) if declaration.kind.non_answers().any(|non| non.code == words) => {
            Err(EditError::NotAChoice {
                part: declaration.name,
            })
        }
        Answer::Words(words) => check(declaration.name, &declaration.kind, words),
        Answer::NoneOfThese(words) => text(declaration.name, words, COMMENT_CHARS),
        Answer::NotKnown | Answer::NotAsked | Answer::DoesNotApply => Ok(()),
    }
}

/// Characters of a remark.
const COMMENT_CHARS: usize = 500;

fn enter(kind: &'static EntryKind, draft: &EntryDraft, right: Right) -> Result<(), EditError> {
    if !may_enter(kind, right, draft) {
        return Err(EditError::NotAllowed { line: kind.name });
    }
    if let Some(comment) = &draft.meta.comment {
        text("comment", comment, COMMENT_CHARS)?;
    }
    if !draft.error_of.is_empty() {
        return if draft.body.is_empty() && draft.answer.is_none() {
            Ok(())
        } else {
            Err(EditError::ErrorSaysMore)
        };
    }
    if draft.body.is_empty() && draft.answer.is_none() {
        return Err(EditError::Empty { part: kind.name });
    }
    for (name, value) in &draft.body {
        let part = kind
            .part(name)
            .ok_or(EditError::UnknownPart { line: kind.name })?;
        match (value, part.kind) {
            (Value::String(words), _) => check(part.name, &part.kind, words)?,
            (Value::Array(items), PartType::Choices(_)) => {
                for item in items {
                    let words = item
                        .as_str()
                        .ok_or(EditError::NotAChoice { part: part.name })?;
                    check(part.name, &part.kind, words)?;
                }
            }
            (Value::Object(words), kind) if !kind.choices().is_empty() => {
                let words = Some(words)
                    .filter(|words| words.len() == 1)
                    .and_then(|words| words.get(NONE_OF_THESE)?.as_str())
                    .ok_or(EditError::NotAChoice { part: part.name })?;
                text(part.name, words, COMMENT_CHARS)?;
            }
            _ => return Err(EditError::NotAChoice { part: part.name }),
        }
    }
    if draft.answer.is_some() {
        return Ok(());
    }
    match kind
        .parts
        .iter()
        .find(|part| part.required && !draft.body.contains_key(part.name))
    {
        Some(part) => Err(EditError::Missing {
            line: kind.name,
            part: part.name,
        }),
        None => Ok(()),
    }
}

fn check(part: &'static str, kind: &PartType, words: &str) -> Result<(), EditError> {
    match kind {
        PartType::Text(limit) | PartType::LongText(limit) | PartType::Machine(limit) => {
            text(part, words, *limit)
        }
        PartType::Date => date(part, words),
        PartType::DateOr(_) if kind.code(words).is_some() => Ok(()),
        PartType::DateOr(_) => date(part, words),
        PartType::Choice(_) | PartType::Choices(_) | PartType::YesNo => kind
            .code(words)
            .map(|_| ())
            .ok_or(EditError::NotAChoice { part }),
        PartType::NhsNumber => NhsNumber::parse(words)
            .map(|_| ())
            .map_err(EditError::NhsNumber),
        PartType::Number(least, most, decimals, _) => number(part, words, *least, *most, *decimals),
        PartType::PartDate => {
            let whole = match words.len() {
                4 => format!("{words}-01-01"),
                7 => format!("{words}-01"),
                _ => words.to_owned(),
            };
            date(part, &whole)
        }
        PartType::Moment => moment(part, words),
        PartType::EntryRef(_) => text(part, words, ENTRY_ID_CHARS),
        PartType::RecordRef => RecordId::from_str(words)
            .map(|_| ())
            .map_err(|_| EditError::NotARecord { part }),
    }
}

/// Characters of the id of an entry.
const ENTRY_ID_CHARS: usize = 16;

/// Digits with an optional sign and point, as written: what is stored is what was typed.
fn number(
    part: &'static str,
    words: &str,
    least: i32,
    most: i32,
    decimals: u8,
) -> Result<(), EditError> {
    let digits = words.strip_prefix('-').unwrap_or(words);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = fraction.len() <= usize::from(decimals) || !digits.contains('.');
    match words.parse::<f64>() {
        Ok(value)
            if plain(whole)
                && plain(fraction)
                && fits
                && (f64::from(least)..=f64::from(most)).contains(&value) =>
        {
            Ok(())
        }
        _ => Err(EditError::NotANumber { part }),
    }
}

/// To the minute, with the offset from UTC: without it nobody could say when it was.
fn moment(part: &'static str, words: &str) -> Result<(), EditError> {
    let (day, _) = words.split_once('T').unwrap_or((words, ""));
    date(part, day)?;
    chrono::DateTime::parse_from_str(words, "%Y-%m-%dT%H:%M%:z")
        .map(|_| ())
        .map_err(|_| EditError::NotADate { part })
}

fn text(part: &'static str, words: &str, limit: usize) -> Result<(), EditError> {
    if words.trim().is_empty() {
        return Err(EditError::Empty { part });
    }
    if words.chars().count() > limit {
        Err(EditError::TooLong { part })
    } else {
        Ok(())
    }
}

/// A date that can be: four-digit year from 1850, so that a slip of the finger is caught and no living person is.
fn date(part: &'static str, words: &str) -> Result<(), EditError> {
    let earliest = NaiveDate::from_ymd_opt(1850, 1, 1);
    let parsed = NaiveDate::parse_from_str(words, "%Y-%m-%d")
        .ok()
        .filter(|_| words.len() == 10);
    match (parsed, earliest) {
        (Some(date), Some(earliest)) if date >= earliest => Ok(()),
        _ => Err(EditError::NotADate { part }),
    }
}
