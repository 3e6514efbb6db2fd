//! Works as somebody does all day: writes notes, sets a field, begins a record now and then, while the program's own loop
//! looks for a signal. Each note that is saved is said, as a record and its words; it ends when it is killed.

use alongside_tests::dice::Dice;
use alongside_tests::wait;
use anyhow::{Context, bail};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use workstation::api::{Outcome, PersonRow, Reply, Request};
use workstation::{Refused, Workplace, use_ring, watch_for_signal};

/// The longest that nobody writes anything.
const PAUSE: Duration = Duration::from_millis(1_500);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    use_ring();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [staff, prefix, seed] = words.as_slice() else {
        bail!("at-a-bedside STAFF PREFIX SEED");
    };
    let folder = std::env::var("ALONGSIDE_STORE").context("ALONGSIDE_STORE")?;
    let pin = std::env::var("ALONGSIDE_PIN").context("ALONGSIDE_PIN")?;
    let workplace = Arc::new(Workplace::at(Path::new(&folder), Box::new(|_| {})));
    tokio::spawn(watch_for_signal(Arc::clone(&workplace)));
    let sign_in = Request::SignIn {
        staff: staff.clone(),
        pin,
    };
    // By a clock that ran ahead the lease is over, and the next sharing begins another.
    while let Outcome::Failed { error } = workplace.ask(sign_in.clone()).await {
        if error.code != Refused::LeaseOver.code() {
            bail!("{}", error.code);
        }
        wait::for_moment(Instant::now() + PAUSE).await;
    }
    let mut dice = Dice::seeded(seed.parse()?);
    for number in 1_u64.. {
        // A record may leave between the list and the save; then nothing was saved, and nothing is said.
        let text = format!("{prefix} {seed} {number}");
        if let Err(code) = write(&workplace, &mut dice, &text).await {
            eprintln!("{code}");
        }
        wait::for_moment(Instant::now() + dice.moment_below(PAUSE)).await;
    }
    Ok(())
}

async fn write(workplace: &Workplace, dice: &mut Dice, text: &str) -> anyhow::Result<()> {
    let Reply::People(people) = done(workplace.ask(Request::everyone("")).await)? else {
        bail!("another answer than people");
    };
    let rows = &people.rows;
    let one: Option<&PersonRow> = match dice.below(rows.len().max(1) as u64 + 1) {
        // Fewer the more there are.
        0 => None,
        number => rows.get(usize::try_from(number - 1)?),
    };
    let Some(person) = one else {
        let begin = Request::NewPerson {
            family_name: text.to_owned(),
            given_names: "Margaret".to_owned(),
            practice_name: "Fen Road Surgery".to_owned(),
            birth_date: String::new(),
            nhs_number: String::new(),
        };
        done(workplace.ask(begin).await)?;
        return Ok(());
    };
    let record = person.record.clone();
    if dice.below(4) == 0 {
        let set = Request::Set {
            record,
            field: "home.room".to_owned(),
            text: text.to_owned(),
            answer: None,
            comment: None,
            basis: None,
        };
        done(workplace.ask(set).await)?;
        return Ok(());
    }
    done(workplace.ask(Request::note(&record, text)).await)?;
    let mut out = std::io::stdout();
    writeln!(out, "{record} {text}")?;
    Ok(out.flush()?)
}

fn done(outcome: Outcome) -> anyhow::Result<Reply> {
    match outcome {
        Outcome::Done { reply } => Ok(reply),
        Outcome::Failed { error } => bail!("{}", error.code),
    }
}
