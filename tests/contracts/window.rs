//! What the window may do: its one door, and nothing from outside.

use serde_json::Value;

use crate::checkout::{read, text_files};

fn configuration() -> Value {
    serde_json::from_str(&read("src-tauri/tauri.conf.json")).expect("JSON")
}

#[test]
fn nothing_is_granted_by_wildcard() {
    let mut seen = 0;
    for file in text_files() {
        if !file.path.starts_with("src-tauri/capabilities/") {
            continue;
        }
        seen += 1;
        assert!(
            !file.text.contains('*'),
            "{} grants by wildcard: name the window and the door",
            file.path
        );
        let capability: Value = serde_json::from_str(&file.text).expect("JSON");
        assert_eq!(
            capability["windows"],
            serde_json::json!(["main"]),
            "{}: another window gets a smaller door of its own",
            file.path
        );
        assert!(
            capability.get("remote").is_none(),
            "{} lets in a page from outside",
            file.path
        );
    }
    assert_eq!(seen, 1, "one window, one capability file");
}

#[test]
fn nothing_is_loaded_from_outside() {
    let configuration = configuration();
    let policy = configuration["app"]["security"]["csp"]
        .as_str()
        .expect("a content security policy");
    assert!(policy.starts_with("default-src 'self';"), "{policy}");
    for opening in ["unsafe-", "https:", "*", "blob:"] {
        assert!(!policy.contains(opening), "the policy opens {opening}");
    }
    let elsewhere = policy
        .split([' ', ';'])
        .filter(|source| source.starts_with("http:") && *source != "http://ipc.localhost");
    assert_eq!(elsewhere.count(), 0, "{policy}");
}

#[test]
fn the_page_has_no_door_but_ours() {
    assert_eq!(
        configuration()["app"]["withGlobalTauri"],
        Value::Bool(false),
        "a global would be reachable from any script"
    );
}
