//! The whole record in the real window: every section written and read, ten people opened, disagreements settled, and
//! what is withheld from one and not from another.

use crate::least::{Least, of_each_shape};
use alongside_tests::people::{Told, by_hand};
use alongside_tests::region::{Computer, PIN, Region, Staff, text};
use alongside_tests::told;
use alongside_tests::window::{Part, SOON, Window};
use care_record::{computed, sections};
use serde_json::{Value, json};
use std::path::Path;

/// A surgery with one computer and one GP.
struct Surgery {
    computer: Computer,
    ruth: Staff,
    // Goes last: it owns the folder.
    _region: Region,
}

impl Surgery {
    fn set() -> Self {
        let region = Region::begin();
        let site = region.site("Fen Road Surgery", "Fen Road");
        let ruth = region.staff(&site, "Dr Ruth Penhallow", "gp");
        Self {
            computer: region.computer(&site, "Surgery PC", &[&ruth]),
            ruth,
            _region: region,
        }
    }
}

/// The open values of a line.
fn values<'a>(page: &'a Value, name: &'a str) -> impl Iterator<Item = &'a Value> {
    let parts = |value: &'a Value, name: &str| value[name].as_array().unwrap().iter();
    parts(page, "sections")
        .flat_map(move |section| parts(section, "lines"))
        .filter(move |line| line["name"] == name)
        .flat_map(move |line| parts(line, "items"))
        .flat_map(move |item| parts(item, "values"))
}

/// The lines on which people disagree, in order.
fn disputes(computer: &Computer, record: &str) -> Vec<String> {
    let said = computer.must(&["conflicts", record]);
    let open = said["open"].as_array().unwrap().iter();
    let mut lines: Vec<String> = open.map(|one| text(one, "line").to_owned()).collect();
    lines.sort();
    lines
}

fn in_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_person_is_filled_in_through_every_section_and_read_back() {
    let surgery = Surgery::set();
    let window = Window::open(&surgery.computer).await.unwrap();
    window.sign_in(&surgery.ruth, PIN).await.unwrap();
    window.press("nav-people").await.unwrap();
    window.press("add-person").await.unwrap();
    window.write("new-family-name", "Fenwick").await.unwrap();
    window.write("new-given-names", "Margaret").await.unwrap();
    window
        .write("new-practice", "Fen Road Surgery")
        .await
        .unwrap();
    window.press("new-person-save").await.unwrap();
    window.see("card-cpr").await.unwrap();
    let banner = window.see("banner").await.unwrap();
    let record = banner.attr("data-record").await.unwrap().unwrap();

    let mut written: Vec<Vec<Least>> = Vec::new();
    for section in sections() {
        let lines = of_each_shape(section);
        assert!(!lines.is_empty(), "{}", section.name);
        window.open_section(section.name).await.unwrap();
        for line in &lines {
            line.write(&window).await;
        }
        written.push(lines);
    }

    let page = surgery.computer.must(&["show", &record]);
    for (section, lines) in sections().iter().zip(&written) {
        window.open_section(section.name).await.unwrap();
        for line in lines {
            let name = line.line;
            let kept = values(&page, name).find(|value| line.is_kept(&value["parts"]));
            let value = kept.unwrap_or_else(|| panic!("{line:?} is not in the record"));
            assert_eq!(
                text(&value["sources"][0], "name"),
                surgery.ruth.name,
                "{name}"
            );
            let shown = window.text(&format!("line-{name}")).await.unwrap();
            let (shown, said) = (in_one_line(&shown), in_one_line(text(value, "text")));
            assert!(
                shown.contains(&said),
                "{name}: {said:?} is not in {shown:?}"
            );
            let source = format!("[data-test='line-{name}'] [data-test='source']");
            let source = window.find(&source, SOON).await.unwrap();
            let source = source.text().await.unwrap();
            assert!(source.contains(&surgery.ruth.name), "{name}: {source:?}");
        }
    }
    window.close().await.unwrap();
}

/// What a person's pages are to show, beside their names.
struct Marks {
    cpr_twice: bool,
    allergies_twice: bool,
    born_twice: bool,
    has_died: bool,
    not_to_be_given_out: bool,
    withheld: Option<String>,
}

impl Marks {
    fn of(told: &Told, disputes: &[String]) -> Self {
        let view = told.kept().unwrap().view();
        let disputed = |line: &str| disputes.iter().any(|one| one == line);
        Self {
            cpr_twice: disputed("cpr_decision"),
            allergies_twice: disputed("allergy_state"),
            born_twice: disputed("birth_date"),
            has_died: computed::has_died(&view),
            not_to_be_given_out: computed::release(&view) == computed::Release::Stopped,
            withheld: view.all("withheld").find_map(|entry| entry.part("section")),
        }
    }
}

async fn look_at(window: &Window, told: &Told, marks: &Marks) {
    let key = &told.key;
    let cpr = window.see("card-cpr").await.unwrap();
    let cpr = cpr.attr("data-state").await.unwrap();
    assert_eq!(cpr.as_deref() == Some("several"), marks.cpr_twice, "{key}");
    let allergies = window.text("banner-allergies").await.unwrap();
    let twice = allergies.contains("“none known” is recorded too");
    assert_eq!(twice, marks.allergies_twice, "{key}: {allergies}");
    let born = window.text("banner-born").await.unwrap();
    assert_eq!(
        born.contains("2 are recorded"),
        marks.born_twice,
        "{key}: {born}"
    );
    let died = window.has("banner-died").await.unwrap();
    assert_eq!(died, marks.has_died, "{key}");
    let stopped = window.has("banner-release").await.unwrap();
    assert_eq!(stopped, marks.not_to_be_given_out, "{key}");
}

/// Everything to do if something happens is on the sheet, and it is one sheet.
async fn on_paper(window: &Window, told: &Told) {
    let print = |name: &str| format!("window.dispatchEvent(new Event('{name}'))");
    window.script(&print("beforeprint")).await.unwrap();
    let view = told.kept().unwrap().view();
    let plans: Vec<String> = view
        .items("contingency")
        .iter()
        .flat_map(|item| item.reading.values())
        .flat_map(|agreed| {
            ["do_first", "do_not", "call", "medicines"].map(|part| agreed.value.part(part))
        })
        .flatten()
        .collect();
    if !plans.is_empty() {
        let said = in_one_line(&window.text("plans-on-paper").await.unwrap());
        for words in plans {
            let words = in_one_line(&words);
            assert!(
                said.contains(&words),
                "{}: {words:?} is not in {said:?}",
                told.key
            );
        }
    }
    assert!(!window.has("two-sheets").await.unwrap(), "{}", told.key);
    window.script(&print("afterprint")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ten_people_open_at_a_glance_and_in_full() {
    let surgery = Surgery::set();
    let all = by_hand().unwrap();
    assert_eq!(all.len(), 10);
    let records = told::say(&surgery.computer, &all);
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screens/people");
    let window = Window::open(&surgery.computer).await.unwrap();
    window.sign_in(&surgery.ruth, PIN).await.unwrap();
    for (number, (told, record)) in all.iter().zip(&records).enumerate() {
        let key = &told.key;
        let mut expected: Vec<String> = told
            .kept()
            .unwrap()
            .view()
            .conflicts()
            .into_iter()
            .map(|conflict| conflict.line)
            .collect();
        expected.sort();
        assert_eq!(disputes(&surgery.computer, record), expected, "{key}");
        let marks = Marks::of(told, &expected);

        window.open_person(record).await.unwrap();
        let picture = format!("{:02}-{{}}.png", number + 1);
        let place = |page: &str| pictures.join(picture.replace("{}", page));
        window.picture(&place("glance")).await.unwrap();
        let family = told.title.split([' ', ',']).nth(1).unwrap().to_uppercase();
        window.says("banner-name", &family, SOON).await.unwrap();
        look_at(&window, told, &marks).await;
        assert_eq!(
            window.overflow().await.unwrap(),
            (0, 0),
            "{key} at a glance"
        );

        on_paper(&window, told).await;

        let withheld = marks.withheld.as_deref();
        for section in ["person", "medicines", "contingency", "notes"]
            .into_iter()
            .chain(withheld)
        {
            window.open_section(section).await.unwrap();
            assert_eq!(window.overflow().await.unwrap().1, 0, "{key}, {section}");
        }
        assert_eq!(
            window.has("withheld").await.unwrap(),
            withheld.is_some(),
            "{key}"
        );
        if withheld.is_some() {
            window.see("sheet-restricted").await.unwrap();
        }
        window.picture(&place("record")).await.unwrap();
    }
    window.close().await.unwrap();
}

fn enter(record: &str, kind: &str, body: &Value) -> Value {
    json!({
        "kind": "enter", "record": record, "entry_kind": kind, "body": body, "supersedes": [],
        "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null,
    })
}

/// Writes the decision that stands on the screen Two versions.
async fn settle(window: &Window, line: &str, part: Part<'_>) {
    let open = format!("[data-test='disagreement-{line}'] [data-test='settle-open']");
    window.press_css(&open).await.unwrap();
    window.see(&format!("form-{line}")).await.unwrap();
    window.fill(&[part]).await.unwrap();
    window.press("settle-save").await.unwrap();
    window.gone(&format!("disagreement-{line}")).await.unwrap();
    // What now stands pushes the next disagreement down the page: it is waited for.
    let label = care_record::entry_kind(line).unwrap().label;
    window.says("stands", label, SOON).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn conflicts_of_cpr_allergy_and_identity_are_made_and_settled_in_the_window() {
    let region = Region::begin();
    let surgery = region.site("Fen Road Surgery", "Fen Road");
    let centre = region.site("Fenbridge Medical Centre", "Fenbridge");
    let ruth = region.staff(&surgery, "Dr Ruth Penhallow", "gp");
    let farid = region.staff(&centre, "Dr Farid Aziz", "gp");
    let here = region.computer(&surgery, "Surgery PC", &[&ruth]);
    let there = region.computer(&centre, "Fenbridge PC", &[&farid]);
    let record = here.new_person("Fenwick", "Margaret");
    here.must(&["sync"]);
    region.share(&record, &centre);
    region.run_until_quiet(&[&here, &there]);

    // At Fenbridge, without having seen what is written at the surgery.
    there.ask(&[
        enter(
            &record,
            "cpr_decision",
            &json!({ "decision": "not_for_cpr" }),
        ),
        enter(&record, "allergy_state", &json!({ "state": "has" })),
        enter(&record, "allergy", &json!({ "agent": "Penicillin" })),
        enter(&record, "birth_date", &json!({ "value": "1938-04-03" })),
    ]);
    let window = Window::open(&here).await.unwrap();
    window.sign_in(&ruth, PIN).await.unwrap();
    window.open_person(&record).await.unwrap();
    let born = ["4", "3", "1938"];
    for (section, line, part) in [
        ("cpr", "cpr_decision", Part::Choice("decision", "for_cpr")),
        (
            "allergies",
            "allergy_state",
            Part::Choice("state", "none_known"),
        ),
        ("person", "birth_date", Part::Day("value", born)),
    ] {
        window.open_section(section).await.unwrap();
        window.enter(line, &[part]).await.unwrap();
    }
    there.must(&["sync"]);
    window.press("nav-this-computer").await.unwrap();
    window.press("share-now").await.unwrap();
    window.open_person(&record).await.unwrap();
    window
        .is("card-cpr", "data-state", "several", SOON)
        .await
        .unwrap();
    window
        .is("card-allergies", "data-state", "several", SOON)
        .await
        .unwrap();
    let both = "Penicillin – “none known” is recorded too";
    window.says("banner-allergies", both, SOON).await.unwrap();
    window
        .says("banner-born", "2 are recorded", SOON)
        .await
        .unwrap();
    let lines = ["allergy_state", "birth_date", "cpr_decision"];
    assert_eq!(disputes(&here, &record), lines);

    window.press("tab-two-versions").await.unwrap();
    window.see("screen-two-versions").await.unwrap();
    settle(
        &window,
        "cpr_decision",
        Part::Choice("decision", "not_for_cpr"),
    )
    .await;
    settle(&window, "allergy_state", Part::Choice("state", "has")).await;
    settle(&window, "birth_date", Part::Day("value", born)).await;
    window.press("tab-glance").await.unwrap();
    window.says("card-cpr", "NOT FOR CPR", SOON).await.unwrap();
    let allergies = window.text("banner-allergies").await.unwrap();
    assert_eq!(allergies, "Penicillin");
    window
        .says("banner-born", "04-Mar-1938", SOON)
        .await
        .unwrap();
    window.close().await.unwrap();

    assert_eq!(disputes(&here, &record), Vec::<String>::new());
    region.assert_agreed(&[&here, &there], &[&record]);
    assert_eq!(disputes(&there, &record), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withheld_item_is_seen_by_one_role_and_not_by_the_other() {
    const SECRET: &str = "Her brother must not know the door code";
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let sam = region.staff(&home, "Sam Bell", "district_nurse");
    let precious = region.staff(&home, "Precious Moyo", "care_assistant");
    let computer = region.computer(&home, "Office PC", &[&sam, &precious]);
    let record = computer.new_person("Fenwick", "Margaret");

    let window = Window::open(&computer).await.unwrap();
    window.sign_in(&sam, PIN).await.unwrap();
    window.open_person(&record).await.unwrap();
    window.open_section("allergies").await.unwrap();
    window.press("add-alert").await.unwrap();
    window.write("input-text", SECRET).await.unwrap();
    window
        .press_css("[data-test='withhold'] summary")
        .await
        .unwrap();
    window.press("withhold-how-say").await.unwrap();
    window
        .write("input-withhold-ask", "Sam Bell")
        .await
        .unwrap();
    window.press("save").await.unwrap();
    window.gone("form-alert").await.unwrap();
    window.saved("alert").await.unwrap();

    window.lock().await.unwrap();
    window.sign_in(&precious, PIN).await.unwrap();
    window.open_person(&record).await.unwrap();
    let glance = window.everything().await.unwrap();
    window.open_section("allergies").await.unwrap();
    window.says("withheld", "Ask Sam Bell", SOON).await.unwrap();
    let section = window.everything().await.unwrap();
    for page in [glance, section] {
        assert!(!page.contains("door code"), "the words are on the page");
    }
    assert!(!window.has("sheet-restricted").await.unwrap());
    let shown = computer.must(&["show", &record]).to_string();
    assert!(
        !shown.contains("door code"),
        "the words are in what she is told"
    );

    window.lock().await.unwrap();
    window.sign_in(&sam, PIN).await.unwrap();
    window.open_person(&record).await.unwrap();
    window.open_section("allergies").await.unwrap();
    window.says("line-alert", SECRET, SOON).await.unwrap();
    window.see("sheet-restricted").await.unwrap();
    window.says("withheld", "Ask Sam Bell", SOON).await.unwrap();
    window.close().await.unwrap();

    computer.sign_in(&sam);
    let page = computer.must(&["show", &record]);
    let alerts: Vec<&Value> = values(&page, "alert").collect();
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0]["sheet"], "restricted");
}
