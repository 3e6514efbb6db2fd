//! What is to be known and done now: what a colleague wrote meanwhile, a task on its way, a round without a signal; told
//! without opening a single record.

use alongside_tests::links::Clock;
use alongside_tests::region::{Computer, PIN, Region, Site, Staff, run, text};
use serde_json::{Value, json};
use std::path::PathBuf;
use store::StoreKey;
use store::workstation::{Card, DocumentWrite, Rebuilt, Workstation};
use sync_protocol::ids::{DocumentId, RecordId, SheetId};

fn list<'a>(today: &'a Value, name: &str) -> &'a [Value] {
    today[name].as_array().unwrap()
}

fn words<'a>(today: &'a Value, name: &str) -> Vec<&'a str> {
    let matters = list(today, name).iter();
    matters.map(|matter| text(matter, "words")).collect()
}

/// A home's computer whose clock can be set.
struct Lounge {
    pc: Computer,
    clock: Clock,
    place: PathBuf,
}

impl Lounge {
    /// What somebody does so many hours from now.
    fn at(&self, hours: i32, words: &[&str]) -> Value {
        self.clock.set(&self.place, &format!("{hours:+}h"));
        let mut command = self.pc.command("alongsidectl");
        self.clock.around(&mut command, &self.place);
        command.env("ALONGSIDE_PIN", PIN);
        let done = run(command.arg("--json").args(words)).done();
        done.unwrap_or_else(|refusal| panic!("{words:?}: {refusal}"))
    }

    fn as_somebody(&self, hours: i32, who: &str, words: &[&str]) -> Value {
        self.at(hours, &["sign-in", "--staff", who]);
        self.at(hours, words)
    }
}

#[test]
fn a_carer_sees_what_a_colleague_wrote_since_her_last_shift() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let region = Region::begin();
    let house = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&house, "Asha Rahman", "senior_carer");
    let bola = region.staff(&house, "Bola Ade", "care_assistant");
    let pc = region.computer(&house, "Lounge PC", &[&asha, &bola]);
    pc.sign_in(&asha);
    let record = pc.new_person("Fenwick", "Margaret");
    let lounge = Lounge {
        place: pc.folder().with_extension("clock"),
        pc,
        clock,
    };
    let note = |hours: i32, who: &str, words: &str| {
        lounge.as_somebody(hours, who, &["note", &record, "--text", words]);
    };
    note(1, "Asha Rahman", "Had tea with us");
    note(2, "Bola Ade", "Went to bed early");
    let first = lounge.at(2, &["today"]);
    assert_eq!(first["since"], "", "her first shift has none before it");
    assert_eq!(first["selection"], "shift");

    note(9, "Asha Rahman", "Woke twice, not in pain");
    note(10, "Bola Ade", "Ate well");
    let second = lounge.at(11, &["today"]);
    assert_ne!(second["since"], "");
    assert_eq!(words(&second, "news"), ["Woke twice, not in pain"]);
    let source = text(&list(&second, "news")[0], "source");
    assert!(
        source.starts_with("Asha Rahman, senior carer, Riverside House · "),
        "{source}"
    );
}

/// A home and a district nurse who care for one person.
struct Two {
    region: Region,
    home: Computer,
    nurse: Computer,
    joe: Staff,
    record: String,
}

impl Two {
    fn new() -> Self {
        let region = Region::begin();
        let house = region.site("Riverside Care", "Riverside House");
        let team = region.site("Fenland Community Trust", "District nursing, east");
        let one = |site: &Site, name: &str, role: &str, computer: &str| {
            let staff = region.staff(site, name, role);
            (region.computer(site, computer, &[&staff]), staff)
        };
        let (home, _) = one(&house, "Maria Okafor", "senior_carer", "Office PC");
        let (nurse, joe) = one(&team, "Joe Marsh", "district_nurse", "Laptop 7");
        let record = home.new_person("Fenwick", "Margaret");
        home.must(&["sync"]);
        region.share(&record, &team);
        let two = Self {
            region,
            home,
            nurse,
            joe,
            record,
        };
        two.both_share();
        two
    }

    fn both_share(&self) {
        self.region.run_until_quiet(&[&self.home, &self.nurse]);
    }

    fn task(&self, what: &str) -> String {
        let parts = ["decide", &self.record, "task", "--part", what];
        self.home.must(&parts);
        self.both_share();
        let today = self.nurse.must(&["today"]);
        text(&list(&today, "tasks")[0], "id").to_owned()
    }
}

#[test]
fn a_task_is_asked_taken_on_and_done_and_two_answers_are_two_versions() {
    let two = Two::new();
    let answer =
        |who: &Computer, entry: &str, state: &str| who.must(&["task", &two.record, entry, state]);
    let asked = two.task("what=Change the dressing");
    let tasks = two.nurse.must(&["today"]);
    assert_eq!(
        list(&tasks, "tasks")[0]["state_words"],
        "Asked, not taken on yet"
    );
    assert_eq!(tasks["selection"], "round");
    // The answer is the day as it stands now.
    let answered = answer(&two.nurse, &asked, "accepted");
    assert_eq!(list(&answered, "tasks")[0]["state"], "accepted");
    two.both_share();

    let today = two.home.must(&["today"]);
    let task = &list(&today, "tasks")[0];
    assert_eq!(task["state"], "accepted");
    assert_eq!(task["owner"], "Joe Marsh");
    assert!(text(task, "source").starts_with("Joe Marsh, district nurse"));
    let accepted = text(task, "id").to_owned();
    // What was answered already is not answered over again from an older look.
    let late = ["task", &two.record, &asked, "declined"];
    assert_eq!(two.home.refuses(&late), "task.not_open");

    // Both answer it before they hear of each other.
    answer(&two.home, &accepted, "declined");
    answer(&two.nurse, &accepted, "done");
    assert_eq!(words(&two.nurse.must(&["today"]), "tasks"), [""; 0]);
    two.both_share();
    // One says done, one says not taken on: nobody has it to do, and both stand.
    for computer in [&two.home, &two.nurse] {
        let today = computer.must(&["today"]);
        let open = list(&today, "open");
        assert_eq!(open.len(), 1, "{today}");
        assert_eq!(
            (&open[0]["reason"], &open[0]["label"]),
            (&json!("two_versions"), &json!("Task"))
        );
        let entry = text(&open[0], "id");
        let again = ["task", &two.record, entry, "done"];
        assert_eq!(computer.refuses(&again), "task.in_dispute");
    }
}

#[test]
fn a_round_is_got_ready_and_told_of_without_opening_a_record() {
    let mut two = Two::new();
    two.task("what=Change the dressing");
    let planned = two.nurse.must(&["round", &two.record]);
    assert_eq!(list(&planned, "round")[0]["person"], "FENWICK, Margaret");
    assert_eq!(
        two.nurse.refuses(&["round", &"00".repeat(16)]),
        "record.unknown"
    );

    let ready = two.nurse.must(&["get-ready"]);
    let visit = &list(&ready, "round")[0];
    assert_eq!(
        (&visit["here"], &visit["missing"]),
        (&json!(true), &json!(""))
    );
    assert_eq!(words(visit, "matters"), ["Change the dressing"]);

    two.region.hub.stop();
    let ready = two.nurse.must(&["get-ready"]);
    let visit = &list(&ready, "round")[0];
    assert_eq!(visit["here"], false);
    assert!(
        text(visit, "missing").starts_with("The region could not be reached."),
        "{visit}"
    );

    let before = two.nurse.must(&["today"]);
    make_unreadable(&two);
    assert_eq!(
        two.nurse.refuses(&["show", &two.record]),
        "record.unreadable"
    );
    assert_eq!(two.nurse.must(&["today"]), before);

    // A window asks again whenever there is news: that is still one look.
    let today = json!({ "kind": "today" });
    let people = json!({ "kind": "people", "search": "" });
    let looks = |two: &Two| {
        let rows = store_of(two).audit(0, 10_000).unwrap().into_iter();
        rows.filter(|row| row.entry.act == "today.viewed").count()
    };
    let so_far = looks(&two);
    let glance = json!({ "kind": "connection" });
    two.nurse
        .ask(&[today.clone(), today.clone(), people, glance, today]);
    assert_eq!(looks(&two), so_far + 1);
}

fn store_of(two: &Two) -> Workstation {
    let key = two.region.store_key_of(&two.nurse, &two.joe);
    Workstation::open(&two.nurse.store().join("records.db"), &StoreKey::new(key)).unwrap()
}

/// Puts what is no document in the place of every document of the record, and leaves what was made of them.
fn make_unreadable(two: &Two) {
    let mut store = store_of(two);
    let record = two.record.parse::<care_record::RecordId>().unwrap();
    let record = RecordId::new(record.to_bytes());
    let card = store.person(record).unwrap().unwrap().card;
    let digests = store.digests(|_| None).unwrap().into_iter();
    let digest = digests
        .filter(|kept| kept.record == record)
        .find_map(|kept| kept.words);
    let digest = digest.unwrap();
    let document = DocumentId::new(record, SheetId::SHARED);
    let kept = store.document(document).unwrap().unwrap();
    let rebuilt = Rebuilt {
        documents: vec![DocumentWrite {
            document,
            replaces: kept.version,
            snapshot: b"no document".to_vec(),
            heads: kept.heads,
            changes_count: kept.changes_count,
        }],
        cards: vec![Card { digest, ..card }],
        audit: Vec::new(),
    };
    store.replace_rebuilt(&rebuilt).unwrap();
}
