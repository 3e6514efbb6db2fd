//! Writes notes into a record one after the other, and says of each that it is saved when it is: something to be killed.
//!
//! It is the window's own way of saving, without the window: the same library, the same store, and with `share` the same
//! loop that looks for a signal. It ends when it is killed or when whoever reads its output has gone.

use anyhow::{Context, bail};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use workstation::api::{Outcome, Reply, Request};
use workstation::{Workplace, use_ring, watch_for_signal};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    use_ring();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [staff, record, prefix, sharing] = words.as_slice() else {
        bail!("saves-without-end STAFF RECORD PREFIX share|alone");
    };
    let folder = std::env::var("ALONGSIDE_STORE").context("ALONGSIDE_STORE")?;
    let pin = std::env::var("ALONGSIDE_PIN").context("ALONGSIDE_PIN")?;
    let workplace = Arc::new(Workplace::at(Path::new(&folder), Box::new(|_| {})));
    let staff = staff.clone();
    done(workplace.ask(Request::SignIn { staff, pin }).await)?;
    if sharing == "share" {
        tokio::spawn(watch_for_signal(Arc::clone(&workplace)));
    }
    let mut out = std::io::stdout();
    for number in 1_u64.. {
        let text = format!("{prefix} {number}");
        let saved = workplace.ask(Request::note(record, &text)).await;
        done(saved)?;
        writeln!(out, "{text}")?;
        out.flush()?;
    }
    Ok(())
}

fn done(outcome: Outcome) -> anyhow::Result<Reply> {
    match outcome {
        Outcome::Done { reply } => Ok(reply),
        Outcome::Failed { error } => bail!("{}", error.code),
    }
}
