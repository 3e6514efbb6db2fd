//! What people do all day, each done with the keyboard alone, where there is no signal, within a budget of actions.
//!
//! Actions, presses of Tab and letters are the same on every machine, and `docs/tasks.md` holds them; seconds are listed
//! there and held nowhere.

mod carer;
mod doctor;
mod nurse;
mod page;
mod printer;

use alongside_tests::home::Home;
use alongside_tests::window::{Task, Window};
use serde_json::{Value, json};

/// Somebody at work at the window; each of the three has her own ten tasks.
struct AtWork<'a> {
    home: &'a Home,
    window: &'a Window,
}

impl<'a> AtWork<'a> {
    fn begin(&self, task: &'static str, budget: usize) -> Task<'a> {
        Task::begin(self.window, task, budget)
    }

    fn record(&self, who: &str) -> &'a str {
        &self.home.records[who]
    }

    /// Goes to At a glance of somebody, without counting it.
    async fn at_glance_of(&self, who: &str) {
        self.window.open_person(self.record(who)).await.unwrap();
    }

    /// Waits for the word under the line that was written in, and until the focus is back at the button it was written
    /// from.
    async fn saved(&self, line: &str, from: &str) {
        self.window.saved(line).await.unwrap();
        let back = format!("document.activeElement?.dataset.test === '{from}-{line}'");
        self.window.holds("the focus back", &back).await.unwrap();
    }
}

/// The home with the ten people, with the region out of reach. At the window nobody is signed in.
fn offline() -> Home {
    let mut home = Home::set();
    home.cut_off();
    home
}

/// A request that writes an entry, for what has to stand in a record before a task begins.
fn enter(record: &str, kind: &str, body: &Value) -> Value {
    json!({
        "kind": "enter", "record": record, "entry_kind": kind, "body": body, "supersedes": [],
        "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null,
    })
}

/// The parts of every entry of a kind that stands in a record, as another program reads them in the same store.
fn parts(home: &Home, record: &str, kind: &str) -> Vec<Value> {
    let said = home.computer.must(&["history", record, kind]);
    let lines = said["lines"].as_array().unwrap().iter();
    lines
        .filter(|line| line["standing"] == "open")
        .map(|line| line["value"]["parts"].clone())
        .collect()
}
