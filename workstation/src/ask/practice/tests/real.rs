//! A real home on one PC, in whose folder somebody practises.

use super::PIN;
use crate::api::{Event, Outcome, Request};
use crate::surroundings::random;
use crate::workplace::Workplace;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use store::audit::AuditRow;

/// A home that stands alone, with a manager at its screen and somebody who is cared for.
pub(super) struct Real {
    pub(super) folder: Folder,
    pub(super) workplace: Workplace,
    told: Arc<Mutex<Vec<Event>>>,
    pub(super) manager: String,
    pub(super) person: String,
}

/// A folder that goes with its test.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        let name = data_encoding::HEXLOWER.encode(&random::<8>().unwrap());
        let folder = std::env::temp_dir().join(format!("alongside-practice-{name}"));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    pub(super) fn practice(&self) -> PathBuf {
        self.0.join("practice")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// What is in a folder of this store, in whatever depth.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
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
pub(super) fn secrets_of(folder: &Path) -> usize {
    let keys = fs::read(folder.join("store/keys.json")).unwrap();
    let keys: Value = serde_json::from_slice(&keys).unwrap();
    let store = keys["store"].as_str().unwrap();
    let wanted = HashMap::from([("user", store)]);
    keyring_core::Entry::search(&wanted).unwrap().len()
}

/// How many PINs open the store in a folder.
pub(super) fn wraps(folder: &Path) -> usize {
    let keys = fs::read_to_string(folder.join("store/keys.json")).unwrap();
    keys.matches("sealed").count()
}

pub(super) async fn asked(workplace: &Workplace, request: Request) -> Result<Value, String> {
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
    pub(super) async fn begun() -> Self {
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
        real.sign_in_as("Sue Hill").await;
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

    pub(super) fn told(&self) -> MutexGuard<'_, Vec<Event>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sign_in_as(&self, who: &str) {
        let (staff, pin) = (who.to_owned(), PIN.to_owned());
        self.must(Request::SignIn { staff, pin }).await;
    }

    pub(super) async fn ask(&self, request: Request) -> Result<Value, String> {
        asked(&self.workplace, request).await
    }

    pub(super) async fn must(&self, request: Request) -> Value {
        let said = format!("{request:?}");
        let answer = self.ask(request).await;
        answer.unwrap_or_else(|code| panic!("{said}: {code}"))
    }

    pub(super) async fn practise(&self, on: bool) -> Value {
        self.must(Request::Practise { on }).await
    }

    /// The people here, by name.
    pub(super) async fn people(&self) -> BTreeMap<String, String> {
        let search = String::new();
        let people = self.must(Request::everyone(search)).await;
        let rows = people["rows"].as_array().unwrap().iter();
        rows.map(|row| {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            (text("name"), text("record"))
        })
        .collect()
    }

    /// What is in the real store, whoever asks: its audit, what waits, and the files beside it.
    pub(super) fn kept(&self) -> (Vec<AuditRow>, u64, Vec<PathBuf>) {
        let desk = self.workplace.desk();
        let store = &desk.as_ref().unwrap().store;
        let waiting = store.waiting(None).unwrap();
        (
            store.audit(0, 10_000).unwrap(),
            waiting.unshared,
            files(&self.folder.0),
        )
    }

    pub(super) fn acts_since(&self, before: &[AuditRow]) -> Vec<String> {
        let (now, ..) = self.kept();
        assert_eq!(now[..before.len()], *before, "what was written down before");
        let new = now[before.len()..].iter();
        new.map(|row| row.entry.act.clone()).collect()
    }
}

pub(super) fn colleague(name: &str, role: &str) -> Request {
    Request::AddColleague {
        manager_pin: PIN.to_owned(),
        name: name.to_owned(),
        roles: vec![role.to_owned()],
        registration: None,
        hours: None,
        pin: PIN.to_owned(),
    }
}
