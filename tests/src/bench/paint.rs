//! From a press to painted in the real window, with two thousand people in the store and one record that a year of care has
//! made heavy: Today of a colleague to whom all of it is news, the list of people, a letter typed into its search, At a glance,
//! and the record. Measured in the page, after all was shared.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

use super::row::Row;
use super::saves::at;
use super::switch::person;
use crate::region::{Computer, Region, text};
use crate::window::Window;

/// People on one computer.
const PEOPLE: usize = 2_000;
/// Notes in the heavy record, three a day for a year.
const NOTES: usize = 1_000;
/// Rounds through the screens.
const ROUNDS: usize = 40;
/// What is typed into the search, letter by letter.
const SEARCHED: &str = "fenw";

/// Goes through the screens as a person does, without the time she thinks. A page is painted when the frame after the one
/// that first holds it has been handed over: by then the picture is on the display, or is some milliseconds later (ADR 023).
/// Gives the milliseconds of each step by name.
const ROUND: &str = r#"
const [record, letters, done] = arguments;
const find = (name) => document.querySelector(`[data-test="${name}"]`);
const when = (holds) => new Promise((seen) => {
  const look = () => holds() ? seen() : requestAnimationFrame(look);
  look();
});
const painted = () => new Promise((seen) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => seen();
  port2.postMessage(0);
}));
const took = async (act, holds) => {
  const begun = performance.now();
  act();
  await when(holds);
  await painted();
  return performance.now() - begun;
};
const type = (words) => () => {
  const field = find("search");
  field.value = words;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
(async () => {
  const row = `person-row-${record}`;
  const times = { key: [] };
  times.people = await took(() => find("nav-people").click(), () => find(row));
  // What was found names what was typed, and is said with the answer.
  let said = find("people-count").textContent;
  const other = () => find("people-count").textContent !== said;
  for (let end = 1; end <= letters.length; end += 1) {
    times.key.push(await took(type(letters.slice(0, end)), other));
    said = find("people-count").textContent;
  }
  times.key.push(await took(type(""), () => other() && find(row)));
  times.glance = await took(() => find(row).click(), () => find("card-cpr"));
  times.record = await took(() => find("tab-record").click(), () => find("section-title"));
  times.today = await took(() => find("nav-today").click(), () => find("today-news"));
  done(times);
})();
"#;

/// The rows.
///
/// # Errors
/// When something is refused. It needs a display, a keyring in its session, a driver and the programs beside itself.
pub fn rows() -> Result<Vec<Row>> {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let grace = region.staff(&home, "Grace Adeyemi", "senior_carer");
    let sam = region.staff(&home, "Sam Bell", "senior_carer");
    let computer = region.computer(&home, "Office PC", &[&grace, &sam]);
    computer.sign_in(&grace);
    let heavy = fill(&computer)?;
    computer.must(&["sync"]);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let mut times: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    runtime.block_on(async {
        let window = Window::open(&computer).await?;
        window.sign_in(&sam, crate::region::PIN).await?;
        for _ in 0..ROUNDS {
            let told = window
                .client()
                .execute_async(ROUND, vec![heavy.clone().into(), SEARCHED.into()])
                .await?;
            for step in ["today", "people", "key", "glance", "record"] {
                let measured = told.get(step).context("a step")?;
                let all = measured.as_array().cloned();
                let all = all.unwrap_or_else(|| vec![measured.clone()]);
                let all = all.iter().filter_map(Value::as_f64);
                let all = all.map(|ms| Duration::from_secs_f64(ms / 1000.0));
                times.entry(step).or_default().extend(all);
            }
        }
        window.close().await?;
        anyhow::Ok(())
    })?;
    let mut rows = Vec::new();
    for (step, mut measured) in times {
        measured.sort_unstable();
        ensure!(measured.len() >= ROUNDS, "{step} was measured too seldom");
        for share in [50, 95] {
            let name = format!("window_{step}_painted_p{share}_ms");
            rows.push(Row::alone(name, "ms", at(&measured, share)?));
        }
    }
    Ok(rows)
}

/// Two thousand people, and a year of notes about the first of the list. Gives her record.
fn fill(computer: &Computer) -> Result<String> {
    let people: Vec<Value> = (0..PEOPLE).map(person).collect();
    let saved = computer.ask(&people);
    let heavy = text(saved.first().context("somebody")?, "record").to_owned();
    let notes: Vec<Value> = (0..NOTES).map(|number| note(&heavy, number)).collect();
    computer.ask(&notes);
    Ok(heavy)
}

fn note(record: &str, number: usize) -> Value {
    json!({
        "kind": "enter",
        "record": record,
        "entry_kind": "note",
        "body": { "text": format!("Slept until {} and ate half of her breakfast by the window.", 5 + number % 4) },
        "supersedes": [],
        "confirms": null,
        "error_of": [],
        "basis": null,
        "effective": null,
        "comment": null,
    })
}
