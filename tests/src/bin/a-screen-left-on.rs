//! A computer that somebody signed in at and left: the program's own loop goes on, and each record of which something new
//! arrived is said. It looks by itself once an hour only, so that what it says within a test it was rung for.

use anyhow::{Context, bail};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use workstation::api::{Event, Outcome, Request};
use workstation::{Workplace, use_ring, watch_looking_every};

const AN_HOUR: Duration = Duration::from_secs(60 * 60);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    use_ring();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [staff] = words.as_slice() else {
        bail!("a-screen-left-on STAFF");
    };
    let folder = std::env::var("ALONGSIDE_STORE").context("ALONGSIDE_STORE")?;
    let pin = std::env::var("ALONGSIDE_PIN").context("ALONGSIDE_PIN")?;
    let workplace = Arc::new(Workplace::at(Path::new(&folder), Box::new(say)));
    let staff = staff.clone();
    if let Outcome::Failed { error } = workplace.ask(Request::SignIn { staff, pin }).await {
        bail!("{}", error.code);
    }
    watch_looking_every(workplace, AN_HOUR).await;
    Ok(())
}

fn say(event: Event) {
    if let Event::Changed { records } = event {
        let mut out = std::io::stdout().lock();
        for record in records {
            // Whoever listened has gone, and will end this program.
            let _unheard = writeln!(out, "{record}");
        }
        let _unheard = out.flush();
    }
}
