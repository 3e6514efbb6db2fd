//! `alongside-reading-room`: closes itself in, says so, and answers questions until its input ends.

use std::io::{BufReader, Read, Write};
use std::process::ExitCode;

use reading_room::confine;
use reading_room::judge::{Judge, first_change};
use reading_room::line::{self, LineError};
use reading_room::words::{Answer, Question};

fn main() -> ExitCode {
    // A panic inside the merge engine may quote what it was reading.
    std::panic::set_hook(Box::new(|_| {}));
    let walls = confine::close_in();
    let ready = Answer::Ready {
        first_change: first_change(),
        walls: walls.standing,
        missing_walls: walls.missing,
    };
    match serve(&ready, std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn serve(ready: &Answer, questions: impl Read, mut answers: impl Write) -> Result<(), LineError> {
    let mut questions = BufReader::new(questions);
    let mut judge = Judge::default();
    line::write(&mut answers, ready)?;
    while let Some(question) = line::read::<Question>(&mut questions)? {
        confine::grant_cpu();
        line::write(&mut answers, &judge.answer(question))?;
    }
    Ok(())
}
