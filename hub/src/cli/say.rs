//! Answers and refusals, for people or for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

/// What a verb answers: the same in words and for a program.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Lines for a person.
    pub lines: Vec<String>,
    /// One JSON value for a program.
    pub json: Value,
    /// Whether everything is as it should be; a check that found something wrong ends with 1.
    pub sound: bool,
}

impl Answer {
    /// An answer in which all is well.
    #[must_use]
    pub fn new(line: impl Into<String>, json: Value) -> Self {
        Self {
            lines: vec![line.into()],
            json,
            sound: true,
        }
    }
}

/// Why a verb was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A stable name.
    pub code: &'static str,
    /// A sentence.
    pub sentence: String,
}

/// Prints an answer.
///
/// # Errors
/// When nobody is there to read it.
pub fn print(mut to: impl Write, answer: &Answer, json: bool) -> io::Result<()> {
    if json {
        writeln!(to, "{}", answer.json)?;
    } else {
        for line in &answer.lines {
            writeln!(to, "{line}")?;
        }
    }
    to.flush()
}

/// Prints a refusal.
///
/// # Errors
/// When nobody is there to read it.
pub fn print_refusal(mut to: impl Write, refusal: &Refusal, json: bool) -> io::Result<()> {
    let Refusal { code, sentence } = refusal;
    if json {
        writeln!(to, "{}", json!({ "code": code, "message": sentence }))?;
    } else {
        writeln!(to, "{code}: {sentence}")?;
    }
    to.flush()
}
