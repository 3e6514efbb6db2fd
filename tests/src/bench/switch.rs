//! From one colleague's locked screen to another's At a glance in the real window, with two thousand people in the store:
//! her tile and PIN, then a person. Measured in the page, from the first press until the cards are painted.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::time::Duration;

use super::row::Row;
use super::saves::at;
use crate::region::{PIN, Region, Staff, text};
use crate::window::Window;

/// People on one computer.
const PEOPLE: usize = 2_000;
/// The first of the list, so that nobody has to look for her.
const FIRST: &str = "Aaronson";
/// Switches, to and fro between two colleagues.
const SWITCHES: usize = 40;

/// Presses as a person does and waits as she does, without the time she thinks. Gives the milliseconds to the list and from
/// there to the cards.
const SWITCH: &str = r#"
const [tile, pin, person, done] = arguments;
const find = (name) => document.querySelector(`[data-test="${name}"]`);
const there = (name) => new Promise((seen) => {
  const look = () => find(name) ? seen(find(name)) : requestAnimationFrame(look);
  look();
});
const painted = () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
(async () => {
  const begun = performance.now();
  find(tile).click();
  const field = await there("pin");
  field.value = pin;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  (await there("pin-submit")).click();
  (await there("nav-people")).click();
  const row = await there(person);
  await painted();
  const list = performance.now();
  row.click();
  await there("card-cpr");
  await painted();
  done([list - begun, performance.now() - list]);
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
    let sam = region.staff(&home, "Sam Bell", "district_nurse");
    let computer = region.computer(&home, "Office PC", &[&grace, &sam]);
    let people: Vec<Value> = (0..PEOPLE).map(person).collect();
    let saved = computer.ask(&people);
    let record = text(saved.first().context("somebody")?, "record").to_owned();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let times = runtime.block_on(async {
        let window = Window::open(&computer).await?;
        let mut times = Vec::new();
        for turn in 0..SWITCHES {
            let who = if turn % 2 == 0 { &grace } else { &sam };
            times.push(switch(&window, who, &record).await?);
            // What she looked at would be there again for her.
            window.press("nav-today").await?;
            window.lock().await?;
        }
        window.close().await?;
        anyhow::Ok(times)
    })?;
    let all: Vec<Duration> = times.iter().map(|(list, cards)| *list + *cards).collect();
    let cards: Vec<Duration> = times.iter().map(|(_, cards)| *cards).collect();
    let row = |name: &str, mut times: Vec<Duration>, share| {
        times.sort_unstable();
        anyhow::Ok(Row::alone(name, "ms", at(&times, share)?))
    };
    Ok(vec![
        row("window_switch_to_glance_p50_ms", all.clone(), 50)?,
        row("window_switch_to_glance_p95_ms", all, 95)?,
        row("window_glance_p50_ms", cards.clone(), 50)?,
        row("window_glance_p95_ms", cards, 95)?,
    ])
}

pub(super) fn person(number: usize) -> Value {
    let family = if number == 0 {
        FIRST.to_owned()
    } else {
        format!("Fenwick {number}")
    };
    json!({
        "kind": "new_person",
        "family_name": family,
        "given_names": "Margaret",
        "practice_name": "Fen Road Surgery",
        "birth_date": format!("19{:02}-03-04", 20 + number % 40),
        "nhs_number": "",
    })
}

async fn switch(window: &Window, who: &Staff, record: &str) -> Result<(Duration, Duration)> {
    let tile = format!("sign-in-tile-{}", who.id);
    window.see(&tile).await?;
    let told = window
        .client()
        .execute_async(
            SWITCH,
            vec![
                tile.into(),
                PIN.into(),
                format!("person-row-{record}").into(),
            ],
        )
        .await?;
    let times: Vec<f64> = serde_json::from_value(told)?;
    ensure!(times.len() == 2, "two times");
    let ms = |place: usize| {
        let ms = times.get(place).copied().unwrap_or_default();
        Duration::from_secs_f64(ms / 1000.0)
    };
    Ok((ms(0), ms(1)))
}
