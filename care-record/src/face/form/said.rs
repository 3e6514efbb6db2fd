//! What is said: words, codes by their places among the declared choices, answers and their details.

use super::{
    Answer, Basis, Body, EntryView, FaceError, Meta, PartType, Reader, Statement, Writer,
    entry_kind,
};
use serde_json::Value;

/// How a part is told; beside it stands which part it is.
const WORDS: u64 = 0;
const CODE: u64 = 1;
const SEVERAL: u64 = 2;
const AS_IT_IS: u64 = 3;
const FORMS: u64 = 4;

const BASIS: u64 = 1;
const EFFECTIVE: u64 = 2;
const COMMENT: u64 = 4;
const ANSWER: u64 = 8;
const MIN_READER: u64 = 16;

fn code_place(kind: &PartType, text: &str) -> Option<usize> {
    kind.choices().iter().position(|code| code.code == text)
}

fn write_text(kind: &PartType, text: &str, to: &mut Writer) {
    match code_place(kind, text) {
        Some(place) => to.count(place),
        None => to.words(text),
    }
}

fn text_form(kind: &PartType, text: &str) -> u64 {
    code_place(kind, text).map_or(WORDS, |_| CODE)
}

fn read_text(kind: &PartType, form: u64, from: &mut Reader<'_>) -> Result<String, FaceError> {
    if form == WORDS {
        return from.words();
    }
    let code = kind.choices().get(from.count()?);
    Ok(code.ok_or(FaceError::Malformed)?.code.to_owned())
}

fn write_answer(kind: &PartType, answer: &Answer, to: &mut Writer) {
    match answer {
        Answer::Words(words) => {
            to.number(text_form(kind, words));
            write_text(kind, words, to);
        }
        Answer::NotKnown => to.number(2),
        Answer::NotAsked => to.number(3),
        Answer::DoesNotApply => to.number(4),
        Answer::NoneOfThese(words) => {
            to.number(5);
            to.words(words);
        }
    }
}

fn read_answer(kind: &PartType, from: &mut Reader<'_>) -> Result<Answer, FaceError> {
    Ok(match from.number()? {
        form @ (WORDS | CODE) => Answer::Words(read_text(kind, form, from)?),
        2 => Answer::NotKnown,
        3 => Answer::NotAsked,
        4 => Answer::DoesNotApply,
        5 => Answer::NoneOfThese(from.words()?),
        _ => return Err(FaceError::Malformed),
    })
}

/// The flags of what is known beside what is said.
fn details(basis: Option<Basis>, effective: Option<&String>, comment: Option<&String>) -> u64 {
    let mut flags = 0;
    for (there, flag) in [
        (basis.is_some(), BASIS),
        (effective.is_some(), EFFECTIVE),
        (comment.is_some(), COMMENT),
    ] {
        flags |= if there { flag } else { 0 };
    }
    flags
}

fn write_details(
    basis: Option<Basis>,
    effective: Option<&String>,
    comment: Option<&String>,
    to: &mut Writer,
) {
    if let Some(basis) = basis {
        let place = Basis::ALL.iter().position(|known| *known == basis);
        to.count(place.unwrap_or_default());
    }
    for words in [effective, comment].into_iter().flatten() {
        to.words(words);
    }
}

type Details = (Option<Basis>, Option<String>, Option<String>);

fn read_details(flags: u64, from: &mut Reader<'_>) -> Result<Details, FaceError> {
    let basis = match flags & BASIS {
        0 => None,
        _ => {
            let known = Basis::ALL.get(from.count()?);
            Some(*known.ok_or(FaceError::Malformed)?)
        }
    };
    let mut words = |flag: u64| match flags & flag {
        0 => Ok(None),
        _ => from.words().map(Some),
    };
    Ok((basis, words(EFFECTIVE)?, words(COMMENT)?))
}

pub(super) fn write_statement(kind: &PartType, said: &Statement, to: &mut Writer) {
    let (basis, effective, comment) = (said.basis, said.effective.as_ref(), said.comment.as_ref());
    to.number(details(basis, effective, comment));
    write_answer(kind, &said.answer, to);
    write_details(basis, effective, comment, to);
}

pub(super) fn read_statement(
    kind: &PartType,
    from: &mut Reader<'_>,
) -> Result<Statement, FaceError> {
    let flags = from.number()?;
    let answer = read_answer(kind, from)?;
    let (basis, effective, comment) = read_details(flags, from)?;
    Ok(Statement {
        answer,
        comment,
        effective,
        basis,
    })
}

/// An answer of an entry has no type: it stands in place of all parts.
const NO_TYPE: PartType = PartType::Text(0);

pub(super) fn write_body(said: &EntryView, to: &mut Writer) {
    let meta = &said.meta;
    let (basis, effective, comment) = (meta.basis, meta.effective.as_ref(), meta.comment.as_ref());
    let mut flags = details(basis, effective, comment);
    flags |= if said.answer.is_some() { ANSWER } else { 0 };
    flags |= if meta.min_reader.is_some() {
        MIN_READER
    } else {
        0
    };
    to.number(flags);
    if let Some(answer) = &said.answer {
        write_answer(&NO_TYPE, answer, to);
    }
    write_details(basis, effective, comment, to);
    if let Some(least) = meta.min_reader {
        to.number(least.into());
    }
    let parts = entry_kind(&said.kind).map_or(&[][..], |kind| kind.parts);
    to.count(said.body.len());
    for (name, value) in &said.body {
        let place = parts.iter().position(|part| part.name == name);
        let kind = place
            .and_then(|place| parts.get(place))
            .map(|part| &part.kind);
        let kind = kind.unwrap_or(&NO_TYPE);
        let texts = strings(value);
        let form = match (value, &texts) {
            (Value::String(text), _) => text_form(kind, text),
            (Value::Array(_), Some(_)) => SEVERAL,
            _ => AS_IT_IS,
        };
        to.number(place.unwrap_or(parts.len()) as u64 * FORMS + form);
        if place.is_none() {
            to.words(name);
        }
        match (value, texts) {
            (Value::String(text), _) => write_text(kind, text, to),
            (_, Some(texts)) => {
                to.count(texts.len());
                for text in texts {
                    to.number(text_form(kind, text));
                    write_text(kind, text, to);
                }
            }
            (other, None) => to.words(&other.to_string()),
        }
    }
}

/// The words of a list that holds nothing but words.
fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

pub(super) fn read_body(
    kind: &str,
    from: &mut Reader<'_>,
) -> Result<(Body, Option<Answer>, Meta), FaceError> {
    let flags = from.number()?;
    let answer = match flags & ANSWER {
        0 => None,
        _ => Some(read_answer(&NO_TYPE, from)?),
    };
    let (basis, effective, comment) = read_details(flags, from)?;
    let min_reader = match flags & MIN_READER {
        0 => None,
        _ => Some(u32::try_from(from.number()?).map_err(|_| FaceError::Malformed)?),
    };
    let parts = entry_kind(kind).map_or(&[][..], |kind| kind.parts);
    let mut body = Body::new();
    for _ in 0..from.count()? {
        let told = from.number()?;
        let place = usize::try_from(told / FORMS).map_err(|_| FaceError::Malformed)?;
        let part = parts.get(place);
        let kind = part.map_or(&NO_TYPE, |part| &part.kind);
        let name = match part {
            Some(part) => part.name.to_owned(),
            None => from.words()?,
        };
        let value = match told % FORMS {
            form @ (WORDS | CODE) => Value::String(read_text(kind, form, from)?),
            SEVERAL => {
                let mut texts = Vec::new();
                for _ in 0..from.count()? {
                    let form = from.number()?;
                    texts.push(Value::String(read_text(kind, form, from)?));
                }
                Value::Array(texts)
            }
            _ => serde_json::from_str(&from.words()?).map_err(|_| FaceError::Malformed)?,
        };
        body.insert(name, value);
    }
    let meta = Meta {
        basis,
        effective,
        comment,
        suggested: false,
        min_reader,
    };
    Ok((body, answer, meta))
}
