//! Practice as the window meets it: through the one door, beside a real store in a folder of its own.

use super::HOME;
use super::place::{Place, clear};
use crate::api::{Event, ImportFile, Outcome, Request};
use crate::surroundings::random;
use crate::workplace::Workplace;
use care_record::Standing;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once, PoisonError};
use store::audit::AuditRow;

const PIN: &str = "246810";

/// A home that stands alone, with a manager at its screen and somebody who is cared for.
struct Real {
    folder: Folder,
    workplace: Workplace,
    told: Arc<Mutex<Vec<Event>>>,
    manager: String,
    person: String,
}

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let name = data_encoding::HEXLOWER.encode(&random::<8>().unwrap());
        let folder = std::env::temp_dir().join(format!("alongside-practice-{name}"));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn practice(&self) -> PathBuf {
        self.0.join("practice")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// What is in a folder of this store, in whatever depth.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let place = entry.unwrap().path();
        if place.is_dir() {
            found.extend(files(&place));
        }
        found.push(place);
    }
    found.sort();
    found
}

/// How many secrets the keyring has for the store in a folder.
fn secrets_of(folder: &Path) -> usize {
    let keys = fs::read(folder.join("store/keys.json")).unwrap();
    let keys: Value = serde_json::from_slice(&keys).unwrap();
    let store = keys["store"].as_str().unwrap();
    let wanted = HashMap::from([("user", store)]);
    keyring_core::Entry::search(&wanted).unwrap().len()
}

/// How many PINs open the store in a folder.
fn wraps(folder: &Path) -> usize {
    let keys = fs::read_to_string(folder.join("store/keys.json")).unwrap();
    keys.matches("sealed").count()
}

async fn asked(workplace: &Workplace, request: Request) -> Result<Value, String> {
    match workplace.ask(request).await {
        Outcome::Done { reply } => Ok(serde_json::to_value(reply).unwrap()),
        Outcome::Failed { error } => {
            assert!(
                !error.happened.is_empty() && !error.safe.is_empty() && !error.to_do.is_empty()
            );
            Err(error.code)
        }
    }
}

impl Real {
    async fn begun() -> Self {
        static KEYRING: Once = Once::new();
        KEYRING.call_once(|| {
            keyring_core::set_default_store(keyring_core::mock::Store::new().unwrap());
        });
        let folder = Folder::new();
        let told = Arc::new(Mutex::new(Vec::new()));
        let keeps = Arc::clone(&told);
        let listener = Box::new(move |event| {
            keeps
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(event);
        });
        let workplace = Workplace::at(&folder.0, listener);
        let mut real = Self {
            folder,
            workplace,
            told,
            manager: String::new(),
            person: String::new(),
        };
        let begun = real
            .must(Request::BeginHome {
                home: "Riverside House".to_owned(),
                computer: "Lounge PC".to_owned(),
                manager: "Sue Hill".to_owned(),
                pin: PIN.to_owned(),
            })
            .await;
        real.manager = begun["tiles"][0]["staff"].as_str().unwrap().to_owned();
        real.sign_in().await;
        let person = Request::NewPerson {
            family_name: "Fenwick".to_owned(),
            given_names: "Margaret".to_owned(),
            practice_name: "Mill Lane".to_owned(),
            birth_date: String::new(),
            nhs_number: String::new(),
        };
        // A home manager may not write who somebody is; a colleague may.
        real.must(colleague("Asha Rahman", "senior_carer")).await;
        real.sign_in_as("Asha Rahman").await;
        let saved = real.must(person).await;
        real.person = saved["record"].as_str().unwrap().to_owned();
        real.told().clear();
        real
    }

    fn told(&self) -> std::sync::MutexGuard<'_, Vec<Event>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sign_in(&self) {
        self.sign_in_as("Sue Hill").await;
    }

    async fn sign_in_as(&self, who: &str) {
        let (staff, pin) = (who.to_owned(), PIN.to_owned());
        self.must(Request::SignIn { staff, pin }).await;
    }

    async fn ask(&self, request: Request) -> Result<Value, String> {
        asked(&self.workplace, request).await
    }

    async fn must(&self, request: Request) -> Value {
        let said = format!("{request:?}");
        let answer = self.ask(request).await;
        answer.unwrap_or_else(|code| panic!("{said}: {code}"))
    }

    async fn practise(&self, on: bool) -> Value {
        self.must(Request::Practise { on }).await
    }

    /// The people here, by name.
    async fn people(&self) -> BTreeMap<String, String> {
        let search = String::new();
        let people = self.must(Request::People { search }).await;
        let rows = people["rows"].as_array().unwrap().iter();
        rows.map(|row| {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            (text("name"), text("record"))
        })
        .collect()
    }

    /// What is in the real store, whoever asks: its audit, what waits, and the files beside it.
    fn kept(&self) -> (Vec<AuditRow>, u64, Vec<PathBuf>) {
        let desk = self.workplace.desk();
        let store = &desk.as_ref().unwrap().store;
        let waiting = store.waiting(None).unwrap();
        (
            store.audit(0, 10_000).unwrap(),
            u64::from(waiting.unshared),
            files(&self.folder.0),
        )
    }

    fn acts_since(&self, before: &[AuditRow]) -> Vec<String> {
        let (now, ..) = self.kept();
        assert_eq!(now[..before.len()], *before, "what was written down before");
        let new = now[before.len()..].iter();
        new.map(|row| row.entry.act.clone()).collect()
    }
}

fn colleague(name: &str, role: &str) -> Request {
    Request::AddColleague {
        manager_pin: PIN.to_owned(),
        name: name.to_owned(),
        roles: vec![role.to_owned()],
        registration: None,
        hours: None,
        pin: PIN.to_owned(),
    }
}

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
    assert_eq!(
        real.people().await.into_values().collect::<Vec<_>>(),
        [real.person.clone()]
    );
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
        Request::PrintHead {
            record: Some(record),
            what: "glance".to_owned(),
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
        real.ask(Request::People { search }).await.unwrap_err(),
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
        real.ask(Request::People { search }).await.unwrap_err(),
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
