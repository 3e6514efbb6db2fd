//! Running the built programs and reading what they say.

use serde_json::Value;
use std::fmt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A built program, found where this test itself was built.
///
/// # Panics
/// When it is not built.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let mut folder = std::env::current_exe().expect("a test knows where it is");
    folder.pop();
    if folder.ends_with("deps") {
        folder.pop();
    }
    let place = folder.join(name);
    assert!(
        place.exists(),
        "{name} is not built: ./do test builds everything first"
    );
    place
}

/// What a program said, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Exit status; none where it was killed.
    pub status: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Why a program refused: what `--json` prints to standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code.
    pub code: String,
    /// Exit status.
    pub status: Option<i32>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (exit status {:?})", self.code, self.status)
    }
}

/// What a program answered with `--json`, or why it refused.
pub type Done = Result<Value, Refusal>;

/// Runs a command to its end.
///
/// # Panics
/// When it cannot be started.
pub fn run(command: &mut Command) -> Said {
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{:?} does not start: {error}", command.get_program()));
    Said {
        status: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Said {
    /// The answer in it.
    ///
    /// # Panics
    /// When it is neither an answer nor a refusal with a code.
    pub fn done(&self) -> Done {
        if self.status == Some(0) {
            return Ok(serde_json::from_str(&self.out)
                .unwrap_or_else(|_| panic!("not JSON: {:?}", self.out)));
        }
        let error = self.err.lines().rev().find_map(|line| {
            let value: Value = serde_json::from_str(line).ok()?;
            let error = value.get("error").unwrap_or(&value);
            error.get("code")?.as_str().map(str::to_owned)
        });
        match error {
            Some(code) => Err(Refusal {
                code,
                status: self.status,
            }),
            None => panic!("ended with {:?} and no code: {:?}", self.status, self.err),
        }
    }
}
