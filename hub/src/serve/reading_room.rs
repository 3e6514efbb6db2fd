//! The reading room as a process: started, asked with a bound on the time, thrown away when it dies.
//!
//! What it prints besides answers goes nowhere: a library that panics may quote what it was reading.

pub(super) mod words;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use sync_protocol::hashes::ChangeHash;
use sync_protocol::limits::{MAX_ENVELOPE_BYTES, MAX_FACE_BYTES};
use thiserror::Error;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use words::{Answer, Question};

/// How long the process may take to close itself in.
const MAX_WELCOME: Duration = Duration::from_secs(20);

/// How long an answer may take. The process has a bound of its own on processor time, which strikes first unless the
/// machine is overloaded.
const MAX_ANSWERING: Duration = Duration::from_secs(60);

/// The longest answer: a face and a little around it.
const MAX_ANSWER_BYTES: usize = MAX_FACE_BYTES + 64 * 1024;

/// The longest question: one envelope's changes and a little around them.
const MAX_QUESTION_BYTES: usize = MAX_ENVELOPE_BYTES + 64 * 1024;

/// Why there is no reading room. No envelope is to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RoomError {
    /// The program is not there.
    #[error("the reading room's program is not there")]
    Missing,
    /// The program does not start.
    #[error("the reading room does not start ({0})")]
    Unstartable(ErrorKind),
    /// It started and did not say that it is ready.
    #[error("the reading room does not get ready")]
    Silent,
}

impl RoomError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "reading_room.not_there",
            Self::Unstartable(_) => "reading_room.not_started",
            Self::Silent => "reading_room.not_ready",
        }
    }
}

/// The process died of a question, or did not answer it, or said what makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Died;

/// The reading room.
#[derive(Debug)]
pub(super) struct ReadingRoom {
    program: PathBuf,
    process: Option<Process>,
}

#[derive(Debug)]
struct Process {
    /// Killed when dropped.
    _child: Child,
    questions: ChildStdin,
    answers: ChildStdout,
}

impl ReadingRoom {
    /// Starts the first process, and learns with which change every document begins.
    pub(super) async fn start(program: PathBuf) -> Result<(Self, ChangeHash), RoomError> {
        let (process, first_change) = Process::start(&program).await?;
        let room = Self {
            program,
            process: Some(process),
        };
        Ok((room, first_change))
    }

    /// Whether a process runs that knows what was said to it before.
    pub(super) fn is_running(&self) -> bool {
        self.process.is_some()
    }

    /// Starts a new process where the last one died.
    pub(super) async fn restart(&mut self) -> Result<(), RoomError> {
        if self.process.is_none() {
            self.process = Some(Process::start(&self.program).await?.0);
        }
        Ok(())
    }

    /// Asks. After a death nothing is known that was said before, and [`Self::restart`] is due.
    pub(super) async fn ask(&mut self, question: &Question) -> Result<Answer, Died> {
        let Some(process) = &mut self.process else {
            return Err(Died);
        };
        match timeout(MAX_ANSWERING, process.ask(question)).await {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) | Err(_) => {
                self.process = None;
                Err(Died)
            }
        }
    }
}

impl Process {
    async fn start(program: &PathBuf) -> Result<(Self, ChangeHash), RoomError> {
        let started = Command::new(program)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let mut child = started.map_err(|error| match error.kind() {
            ErrorKind::NotFound => RoomError::Missing,
            kind => RoomError::Unstartable(kind),
        })?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(RoomError::Silent);
        };
        let mut process = Self {
            _child: child,
            questions,
            answers,
        };
        match timeout(MAX_WELCOME, process.answer()).await {
            Ok(Some(Answer::Ready {
                first_change,
                walls,
                missing_walls,
            })) => {
                tracing::info!(?walls, "the reading room is ready");
                if !missing_walls.is_empty() {
                    tracing::warn!(
                        ?missing_walls,
                        "the reading room lacks walls on this machine"
                    );
                }
                Ok((process, first_change))
            }
            _ => Err(RoomError::Silent),
        }
    }

    async fn ask(&mut self, question: &Question) -> Option<Answer> {
        let bytes = minicbor::to_vec(question).ok()?;
        if bytes.len() > MAX_QUESTION_BYTES {
            return None;
        }
        let length = u32::try_from(bytes.len()).ok()?;
        self.questions.write_all(&length.to_be_bytes()).await.ok()?;
        self.questions.write_all(&bytes).await.ok()?;
        self.questions.flush().await.ok()?;
        self.answer().await
    }

    async fn answer(&mut self) -> Option<Answer> {
        let length = usize::try_from(self.answers.read_u32().await.ok()?).ok()?;
        if length > MAX_ANSWER_BYTES {
            return None;
        }
        let mut bytes = vec![0; length];
        self.answers.read_exact(&mut bytes).await.ok()?;
        minicbor::decode(&bytes).ok()
    }
}
