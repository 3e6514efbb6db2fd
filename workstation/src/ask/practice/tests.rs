//! Practice as the window meets it: through the one door, beside a real store in a folder of its own.

mod real;

use super::HOME;
use super::place::{Place, clear};
use crate::api::{Event, ImportFile, Request};
use crate::workplace::Workplace;
use care_record::Standing;
use real::{Folder, Real, colleague, files, secrets_of, wraps};
use serde_json::{Value, json};
use std::fs;

const PIN: &str = "246810";

#[tokio::test]
async fn nothing_of_practice_reaches_the_real_store_and_nobody_real_is_in_it() {
    let real = Real::begun().await;
    let before = real.kept();

    let start = real.practise(true).await;
    assert_eq!(start["practice"], true);
    assert_eq!(start["site"], HOME);
    assert_eq!(start["signed_in"]["name"], "Asha Rahman");
    assert_eq!(start["signed_in"]["role"], "senior carer");
    assert_eq!(start, real.must(Request::Start).await);
    assert_eq!(secrets_of(&real.folder.0), 1);
    assert_eq!(
        secrets_of(&real.folder.practice()),
        0,
        "its key is kept nowhere"
    );
    assert_eq!(wraps(&real.folder.practice()), 0, "nor under a PIN");

    let people = real.people().await;
    assert_eq!(people.len(), 6);
    assert!(!people.values().any(|record| *record == real.person));
    let record = real.person.clone();
    assert_eq!(
        real.ask(Request::Glance { record }).await.unwrap_err(),
        "record.unknown"
    );
    for record in people.values() {
        real.must(Request::note(record, "Practising")).await;
        let paper = json!({
            "kind": "attach", "record": record, "title": "Letter", "document_kind": "clinic_letter",
            "media_type": "image/png", "location": "", "base64": "iVBORw0KGgo=",
        });
        real.must(serde_json::from_value(paper).unwrap()).await;
    }
    let connection = real.must(Request::ShareNow).await;
    assert_eq!(
        connection["state"], "alone",
        "there is nobody to share with"
    );
    assert!(real.told().contains(&Event::Connection));

    let start = real.practise(false).await;
    assert_eq!(
        (&start["practice"], &start["site"]),
        (&json!(false), &json!("Riverside House"))
    );
    assert_eq!(start["signed_in"]["name"], "Asha Rahman");
    assert_eq!(
        real.acts_since(&before.0),
        ["practice.begun", "practice.ended"]
    );
    let (_, waiting, files) = real.kept();
    assert_eq!((waiting, files), (before.1, before.2));
    assert!(real.people().await.into_values().eq([real.person.clone()]));
}

#[tokio::test]
async fn every_screen_answers_about_every_one_of_them() {
    let real = Real::begun().await;
    real.practise(true).await;
    let (mut in_dispute, mut stale, mut withheld, mut suggested) = (0, 0, 0, 0);
    for (name, record) in real.people().await {
        for request in [
            Request::Glance {
                record: record.clone(),
            },
            Request::TwoVersions {
                record: Some(record.clone()),
            },
            Request::History {
                record: record.clone(),
                line: "cpr_decision".to_owned(),
            },
            Request::Record {
                record: record.clone(),
            },
        ] {
            let answer = real.must(request).await;
            in_dispute +=
                usize::from(answer["kind"] == "two_versions" && answer["open"] != json!([]));
            let text = answer.to_string();
            assert!(
                !text.contains("Fenwick") && !text.contains("Riverside"),
                "{name}"
            );
            for section in answer["sections"].as_array().into_iter().flatten() {
                stale += usize::from(section["age"] == "red");
                withheld += usize::from(section["withheld"] != json!([]));
                for line in section["lines"].as_array().unwrap() {
                    suggested += usize::from(line["suggestions"] != json!([]));
                }
            }
        }
    }
    assert_eq!(
        in_dispute, 2,
        "two decisions on CPR, and “no allergies” beside one"
    );
    assert!(stale > 0, "something was not looked at for long");
    assert_eq!(withheld, 1, "something is withheld");
    assert_eq!(suggested, 1, "something waits for an answer");
    for request in [
        Request::TwoVersions { record: None },
        Request::ThisComputer,
        Request::Connection,
        Request::Policy,
    ] {
        real.must(request).await;
    }
}

#[tokio::test]
async fn whatever_is_told_of_them_counts() {
    let real = Real::begun().await;
    real.practise(true).await;
    let people = real.people().await;
    let practice = real.workplace.practice();
    let desk = practice.as_ref().unwrap().workplace.desk();
    let desk = desk.as_ref().unwrap();
    for record in people.values() {
        let view = desk.record(record.parse().unwrap()).unwrap().view();
        let told = [
            "contact",
            "note",
            "task",
            "contingency",
            "primary_diagnosis",
        ];
        let told = told.map(|kind| view.entries().filter(|entry| entry.kind == kind).count());
        assert!(!told.contains(&0), "{told:?}");
        let in_vain = view
            .entries()
            .find(|entry| entry.standing == Standing::NotInForce);
        assert_eq!(in_vain.map(|entry| &entry.kind), None);
    }
}

#[tokio::test]
async fn a_yesterday_is_there_to_be_read() {
    let real = Real::begun().await;
    real.practise(true).await;
    let people = real.people().await;
    let edie = people
        .iter()
        .find(|(name, _)| name.contains("EXAMPLE"))
        .unwrap()
        .1;
    let line = "note".to_owned();
    let history = real
        .must(Request::History {
            record: edie.clone(),
            line,
        })
        .await;
    let mut times: Vec<i64> = Vec::new();
    for line in history["lines"].as_array().unwrap() {
        let at = line["value"]["sources"][0]["recorded_at"].as_str().unwrap();
        times.push(
            chrono::DateTime::parse_from_rfc3339(at)
                .unwrap()
                .timestamp_millis(),
        );
    }
    let now = crate::surroundings::now_ms();
    let hours = |at: &i64| (now - at) / (60 * 60 * 1000);
    assert!(times.iter().any(|at| hours(at) == 3), "{times:?}");
    assert!(
        times.iter().any(|at| (4..30).contains(&hours(at))),
        "{times:?}"
    );
    // What she writes herself is dated by the clock.
    real.must(Request::note(edie, "Just now")).await;
    let line = "note".to_owned();
    let history = real
        .must(Request::History {
            record: edie.clone(),
            line,
        })
        .await;
    assert!(history.to_string().contains("Just now"));
    let practice = real.workplace.practice();
    let practice = practice.as_ref().unwrap();
    let desk = practice.workplace.desk();
    let rows = desk.as_ref().unwrap().store.audit(0, 10_000).unwrap();
    assert!(now - rows.last().unwrap().entry.at_ms < 60_000);
}

#[tokio::test]
async fn what_reaches_out_of_practice_is_not_done() {
    let real = Real::begun().await;
    real.practise(true).await;
    let record = real.people().await.into_values().next().unwrap();
    let (staff, pin, code) = (real.manager.clone(), PIN.to_owned(), "CODE".to_owned());
    let folder = real.folder.0.to_string_lossy().into_owned();
    for request in [
        Request::Enrol {
            hub: String::new(),
            code: code.clone(),
            name: String::new(),
        },
        Request::BeginHome {
            home: "Second House".to_owned(),
            computer: "PC".to_owned(),
            manager: "Sue Hill".to_owned(),
            pin: pin.clone(),
        },
        Request::JoinRegion {
            hub: String::new(),
            code: code.clone(),
            pin: pin.clone(),
        },
        colleague("Ben Okafor", "care_assistant"),
        Request::EndColleague {
            staff: staff.clone(),
        },
        Request::NewPin {
            manager_pin: pin.clone(),
            staff: staff.clone(),
            pin: pin.clone(),
        },
        Request::MakeRecoverySheet {
            manager_pin: pin.clone(),
        },
        Request::Recover {
            staff: staff.clone(),
            code: code.clone(),
            pin: pin.clone(),
        },
        Request::BackUp {
            folder: folder.clone(),
        },
        Request::BringBack {
            from: folder.clone(),
            code: code.clone(),
        },
        Request::SaveHomeFile,
        Request::FirstSignIn {
            staff: staff.clone(),
            code: code.clone(),
            pin: pin.clone(),
        },
        Request::SignIn { staff, pin },
        Request::BreakGlass {
            nhs_number: "9991011110".to_owned(),
            family_name: String::new(),
            birth_date: String::new(),
            reason: "life_in_danger".to_owned(),
        },
        Request::Export {
            record: record.clone(),
        },
        Request::SaveAttachment {
            record: record.clone(),
            entry: String::new(),
        },
    ] {
        let said = format!("{request:?}");
        assert_eq!(
            real.ask(request).await.unwrap_err(),
            "practice.not_here",
            "{said}"
        );
    }
    // What comes in stays in.
    let files = vec![ImportFile {
        name: "a.xml".to_owned(),
        text: "<Patient/>".to_owned(),
    }];
    assert_ne!(
        real.ask(Request::Import { files }).await,
        Err("practice.not_here".to_owned())
    );
}

#[tokio::test]
async fn a_lock_ends_practice_and_locks_the_real_screen() {
    let real = Real::begun().await;
    real.practise(true).await;
    assert!(real.folder.practice().join("store/records.db").exists());
    let start = real.must(Request::Lock).await;
    assert_eq!(
        (&start["practice"], &start["signed_in"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(start["site"], "Riverside House");
    assert!(!real.folder.practice().exists());
    let search = String::new();
    assert_eq!(
        real.ask(Request::everyone(search)).await.unwrap_err(),
        "sign_in.signed_out"
    );
    assert_eq!(
        real.ask(Request::Practise { on: true }).await.unwrap_err(),
        "sign_in.signed_out"
    );
    assert!(!real.folder.practice().exists());
}

#[tokio::test]
async fn whoever_is_no_longer_signed_in_does_not_practise_on() {
    let real = Real::begun().await;
    real.practise(true).await;
    // Her access ended by what the region said meanwhile.
    real.workplace.desk().as_mut().unwrap().lock();
    let search = String::new();
    assert_eq!(
        real.ask(Request::everyone(search)).await.unwrap_err(),
        "sign_in.signed_out"
    );
    assert_eq!(real.must(Request::Start).await["practice"], false);
    assert!(!real.folder.practice().exists());
}

#[tokio::test]
async fn practice_begins_afresh_each_time_and_goes_with_the_program() {
    let real = Real::begun().await;
    real.practise(true).await;
    let first = real.people().await;
    real.practise(true).await;
    let second = real.people().await;
    assert!(first.keys().eq(second.keys()));
    assert!(
        first
            .values()
            .all(|record| !second.values().any(|other| other == record))
    );
    let Real {
        folder, workplace, ..
    } = real;
    drop(workplace);
    assert!(!folder.practice().exists());
}

#[tokio::test]
async fn what_a_killed_program_left_goes_at_the_next_start_and_a_living_one_is_left_alone() {
    let real = Real::begun().await;
    real.practise(true).await;
    // Another program on the same folder, such as the one for commands.
    let other = Workplace::at(&real.folder.0, Box::new(|_| {}));
    assert_eq!(real.people().await.len(), 6);
    assert_eq!(other.last_staff(), real.workplace.last_staff());
    let refused = Place::make(&real.folder.0).err().unwrap();
    assert_eq!(refused.code(), "practice.busy");
    real.practise(false).await;

    // A program that was killed holds nothing, and has taken nothing away.
    let left = real.folder.practice();
    fs::create_dir_all(left.join("store")).unwrap();
    fs::write(left.join("in-use"), "").unwrap();
    fs::write(left.join("store/records.db"), "closed for ever").unwrap();
    drop(Workplace::at(&real.folder.0, Box::new(|_| {})));
    assert!(!left.exists());
    fs::create_dir(&left).unwrap();
    drop(Workplace::at(&real.folder.0, Box::new(|_| {})));
    assert!(!left.exists(), "killed before anything was in it");
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_in_the_place_of_practice_is_not_followed() {
    let real = Real::begun().await;
    let elsewhere = Folder::new();
    fs::write(elsewhere.0.join("letter.txt"), "somebody's").unwrap();
    fs::write(elsewhere.0.join("in-use"), "").unwrap();
    std::os::unix::fs::symlink(&elsewhere.0, real.folder.practice()).unwrap();
    let before = real.kept();
    assert_eq!(
        real.ask(Request::Practise { on: true }).await.unwrap_err(),
        "practice.no_place"
    );
    drop(Workplace::at(&real.folder.0, Box::new(|_| {})));
    assert_eq!(files(&elsewhere.0).len(), 2);
    assert!(real.folder.practice().is_symlink());
    assert_eq!(real.kept(), before);

    // Nor is a folder taken that somebody else made, or a link within our own followed.
    fs::remove_file(real.folder.practice()).unwrap();
    fs::create_dir(real.folder.practice()).unwrap();
    fs::write(real.folder.practice().join("letter.txt"), "somebody's").unwrap();
    assert_eq!(
        clear(&real.folder.0).unwrap_err().code(),
        "practice.no_place"
    );
    fs::write(real.folder.practice().join("in-use"), "").unwrap();
    std::os::unix::fs::symlink(&elsewhere.0, real.folder.practice().join("store")).unwrap();
    clear(&real.folder.0).unwrap();
    assert_eq!(files(&elsewhere.0).len(), 2);
    assert!(!real.folder.practice().exists());
}
