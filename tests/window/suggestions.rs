//! A suggestion to change one item of a list: it says what it would replace, and is taken up or turned down.

use alongside_tests::region::{Computer, PIN, Region, Staff, text};
use alongside_tests::window::{Part, SOON, Window};
use serde_json::{Value, json};

struct Home {
    computer: Computer,
    grace: Staff,
    ruth: Staff,
    record: String,
    // Goes last: it owns the folder.
    _region: Region,
}

impl Home {
    fn set() -> Self {
        let region = Region::begin();
        let site = region.site("Riverside Care", "Riverside House");
        let grace = region.staff(&site, "Grace Adeyemi", "senior_carer");
        let ruth = region.staff(&site, "Dr Ruth Penhallow", "gp");
        let computer = region.computer(&site, "Office PC", &[&ruth, &grace]);
        let record = computer.new_person("Fenwick", "Margaret");
        // She was the last to sign in; a senior carer may only suggest.
        for name in ["Heart failure", "Gout"] {
            computer.must(&["decide", &record, "problem", "--value", name]);
        }
        Self {
            computer,
            grace,
            ruth,
            record,
            _region: region,
        }
    }

    async fn at_the_problems(&self, who: &Staff) -> Window {
        let window = Window::open(&self.computer).await.unwrap();
        window.sign_in(who, PIN).await.unwrap();
        window.open_person(&self.record).await.unwrap();
        window.open_section("problems").await.unwrap();
        window
    }

    /// The line of problems: what stands, and what is suggested.
    fn problems(&self) -> (Vec<String>, Vec<Value>) {
        let page = self.computer.must(&["show", &self.record]);
        let mut lines = page["sections"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|section| section["lines"].as_array().unwrap());
        let line = lines.find(|line| line["name"] == "problem").unwrap();
        let mut stands: Vec<String> = line["items"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|item| item["values"].as_array().unwrap())
            .map(|value| text(&value["parts"], "problem").to_owned())
            .collect();
        stands.sort();
        (stands, line["suggestions"].as_array().unwrap().clone())
    }

    /// Grace suggests other words for the problem with this name.
    async fn suggest(&self, of: &str, instead: &str) -> Value {
        let window = self.at_the_problems(&self.grace).await;
        let label = format!("[aria-label='Suggest a change: {of}']");
        window.press_css(&label).await.unwrap();
        window.see("suggest-note").await.unwrap();
        window
            .fill(&[Part::Words("problem", instead)])
            .await
            .unwrap();
        window.press("save").await.unwrap();
        window.gone("form-problem").await.unwrap();
        window.says("line-problem", instead, SOON).await.unwrap();
        window.close().await.unwrap();
        let (_, suggested) = self.problems();
        assert_eq!(suggested.len(), 1);
        suggested.into_iter().next().unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suggestion_says_which_item_it_would_change_and_takes_its_place() {
    let home = Home::set();
    let said = home.suggest("Gout", "Gout in both feet").await;
    let (stands, _) = home.problems();
    assert_eq!(stands, ["Gout", "Heart failure"]);
    let old = &said["would_replace"];
    assert_eq!(old.as_array().unwrap().len(), 1);
    assert_eq!(old[0]["text"], "Gout");

    let window = home.at_the_problems(&home.ruth).await;
    let id = text(&said, "id");
    let place = window.text(&format!("would-replace-{id}")).await.unwrap();
    assert!(
        place.contains("In place of") && place.contains("Gout") && place.contains("Dr Ruth"),
        "{place}"
    );
    window.press(&format!("take-up-{id}")).await.unwrap();
    window.gone(&format!("suggestion-{id}")).await.unwrap();
    window.close().await.unwrap();
    let (stands, suggested) = home.problems();
    assert_eq!(stands, ["Gout in both feet", "Heart failure"]);
    assert!(suggested.is_empty(), "{suggested:?}");
    let again = json!({ "kind": "take_up", "record": home.record, "suggestion": id });
    assert_eq!(refused(&home.computer, &again), "suggestion.answered");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suggestion_that_is_turned_down_leaves_what_stood() {
    let home = Home::set();
    let said = home.suggest("Heart failure", "Heart attack").await;
    let window = home.at_the_problems(&home.ruth).await;
    let id = text(&said, "id");
    window.press(&format!("turn-down-{id}")).await.unwrap();
    window.gone(&format!("suggestion-{id}")).await.unwrap();
    window.close().await.unwrap();
    let (stands, suggested) = home.problems();
    assert_eq!(stands, ["Gout", "Heart failure"]);
    assert!(suggested.is_empty(), "{suggested:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suggestion_is_answered_by_those_who_may_write_alone() {
    let home = Home::set();
    let said = home.suggest("Gout", "Gout in both feet").await;
    // Grace was the last to sign in.
    for kind in ["take_up", "turn_down"] {
        let request = json!({ "kind": kind, "record": home.record, "suggestion": said["id"] });
        assert_eq!(refused(&home.computer, &request), "edit.not_allowed");
    }
    let (stands, suggested) = home.problems();
    assert_eq!(stands, ["Gout", "Heart failure"]);
    assert_eq!(suggested.len(), 1);
}

/// The code with which a request is refused.
fn refused(computer: &Computer, request: &Value) -> String {
    let outcomes = computer.outcomes(std::slice::from_ref(request));
    outcomes.into_iter().next().unwrap().unwrap_err()
}
