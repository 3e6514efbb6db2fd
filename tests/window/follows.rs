//! What follows from a record is read above its sections; and a plan in full on paper.

use crate::scene::Scene;
use alongside_tests::region::PIN;
use alongside_tests::window::{SOON, Window};
use serde_json::{Value, json};

fn enter(record: &str, kind: &str, body: &Value) -> Value {
    json!({
        "kind": "enter", "record": record, "entry_kind": kind, "body": body, "supersedes": [],
        "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null,
    })
}

async fn open(scene: &Scene) -> Window {
    let window = scene.window().await;
    window.sign_in(&scene.sam, PIN).await.unwrap();
    window.open_person(&scene.margaret).await.unwrap();
    window
}

async fn above(window: &Window, section: &str) -> String {
    window.open_section(section).await.unwrap();
    let said = window.text("follows").await.unwrap();
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_due_and_what_was_said_is_read_before_the_section() {
    let scene = Scene::set();
    let record = scene.margaret.as_str();
    scene.computer.sign_in(&scene.sam);
    scene.computer.ask(&[
        enter(record, "review", &json!({ "of": "cpr", "outcome": "no_change", "next_due": "2026-01-12" })),
        enter(record, "review", &json!({ "of": "Medicines", "next_due": "2199-01-12" })),
        enter(record, "task", &json!({ "what": "Order a larger sling", "owner": "Jo Bell", "due": "2026-01-12T10:00" })),
        enter(record, "task", &json!({ "what": "Ring the clinic", "state": "asked" })),
        enter(record, "task", &json!({ "what": "Return the mattress", "state": "done" })),
        enter(record, "conversation", &json!({
            "kind": "acp_person", "status": "completed", "topics": "place_of_death",
            "words_to_use": "“getting weaker”", "avoid": "“hospice”",
        })),
        enter(record, "conversation", &json!({ "kind": "cpr_family", "status": "not_now", "topics": "cpr" })),
    ]);
    let window = open(&scene).await;
    window
        .says("card-cpr", "Review overdue. The decision stands.", SOON)
        .await
        .unwrap();

    let reviews = above(&window, "reviews").await;
    let overdue = "CPR decision Overdue since 12-Jan-2026. What was decided stands.";
    let far = "Medicines Next 12-Jan-2199, more than three months after the last";
    assert!(reviews.starts_with(overdue), "{reviews}");
    assert!(reviews.ends_with(far), "{reviews}");
    let cpr = above(&window, "cpr").await;
    assert!(cpr.contains("Overdue since 12-Jan-2026"), "{cpr}");

    let tasks = above(&window, "notes").await;
    assert!(
        tasks.starts_with("To do Order a larger sling – Jo Bell, was due Mon 12-Jan-2026 10:00"),
        "{tasks}"
    );
    assert!(tasks.contains("To do Ring the clinic – asked"), "{tasks}");
    assert!(!tasks.contains("mattress"), "{tasks}");

    let talks = above(&window, "conversations").await;
    for said in [
        "Words to use “getting weaker”",
        "Words and topics to avoid “hospice”",
        "Talked through Where to die",
        "Not wanted, or not now CPR",
        "Not talked about yet The illness, Time left",
    ] {
        assert!(talks.contains(said), "{said:?} is not in {talks:?}");
    }
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_death_it_is_said_whether_it_was_where_it_was_wished() {
    let scene = Scene::set();
    let record = scene.margaret.as_str();
    scene.computer.sign_in(&scene.sam);
    scene.computer.ask(&[
        enter(record, "task", &json!({ "what": "Ring the clinic" })),
        enter(
            record,
            "review",
            &json!({ "of": "cpr", "next_due": "2026-01-12" }),
        ),
        enter(
            record,
            "preferred_place_of_death_1",
            &json!({ "place": "hospice" }),
        ),
        enter(
            record,
            "death",
            &json!({ "date": "2026-11-20", "place": "hospital_acute" }),
        ),
    ]);
    let window = open(&scene).await;
    window
        .says("card-places", "not where it was wished", SOON)
        .await
        .unwrap();
    let said = above(&window, "after_death").await;
    assert_eq!(said, "Died where it was wished No");
    // Nobody is asked to do or to review anything any more.
    for section in ["notes", "reviews"] {
        window.open_section(section).await.unwrap();
        assert!(!window.has("follows").await.unwrap(), "{section}");
    }
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sheet_of_paper_says_what_to_do_and_whom_to_ring() {
    let scene = Scene::set();
    let record = scene.margaret.as_str();
    scene.computer.sign_in(&scene.sam);
    scene.computer.ask(&[enter(
        record,
        "contingency",
        &json!({
            "trigger": "breathlessness", "do_first": "Sit her up and stay with her", "do_not": "Do not lay her flat",
            "call": "District nurses 01632 960240", "medicines": "Morphine 2.5 mg from the box", "hospital": "avoid",
        }),
    )]);
    let window = open(&scene).await;
    window.see("plan-open").await.unwrap();
    // What the window hears when somebody presses Print, before the sheet is drawn.
    window
        .script("window.dispatchEvent(new Event('beforeprint'))")
        .await
        .unwrap();
    let said = window.text("plans-on-paper").await.unwrap();
    for words in [
        "Sit her up and stay with her",
        "Do not lay her flat",
        "01632 960240",
        "Morphine 2.5 mg from the box",
        "Avoid hospital",
    ] {
        assert!(said.contains(words), "{words:?} is not in {said:?}");
    }
    window
        .script("window.dispatchEvent(new Event('afterprint'))")
        .await
        .unwrap();
    window.see("plan-open").await.unwrap();
    assert!(!window.has("plans-on-paper").await.unwrap());
    window.close().await.unwrap();
}
