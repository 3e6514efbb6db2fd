//! What a carer in a care home does all day.

use super::{AtWork, enter, offline, page, parts};
use alongside_tests::home::Home;
use alongside_tests::region::PIN;
use alongside_tests::window::{SOON, Taken, Window};
use fantoccini::key::Key;
use serde_json::json;

/// What Doreen is given, letter by letter as on the box.
const MEDICINE: &str = "Midazolam 10 mg/2 ml injection";
const NOTE: &str = "Slept till six, a whole bowl of porridge, sang to Rosie.";
const TASK: &str = "Order hip protectors";
const REPORT: &str = "The box stands in the office now.";
/// The phrases of a round, in the order of their buttons.
const PHRASES: [&str; 7] = [
    "Seen and settled.",
    "Asleep.",
    "Turned.",
    "Had a drink.",
    "Mouth care given.",
    "Pad changed.",
    "No sign of pain.",
];
/// Those of a round, by the key of their files, and the phrases that each gets.
const ROUND: [(&str, [usize; 2]); 6] = [
    ("doreen", [1, 2]),
    ("gareth", [0, 4]),
    ("iris", [1, 6]),
    ("maureen", [0, 3]),
    ("walter", [3, 6]),
    ("winston", [2, 4]),
];

/// Doreen may fall, and has a box; and Grace is asked to do something.
fn prepare(home: &Home) {
    let doreen = home.records["doreen"].as_str();
    home.computer.sign_in(&home.staff["sam"]);
    home.computer.ask(&[
        enter(
            doreen,
            "contingency",
            &json!({
                "trigger": "fall", "do_first": "Look at the left hip before she is moved. Two to lift.",
                "do_not": "Do not let her stand up alone", "call": "District nurses 01632 960240",
                "hospital": "if", "hospital_if": "The leg is short or turned",
            }),
        ),
        enter(
            doreen,
            "box",
            &json!({ "issued": "box_issued", "location": "Medicines room" }),
        ),
        enter(
            doreen,
            "supply",
            &json!({ "medicine": MEDICINE, "quantity": "5", "at": "2026-11-16T10:00" }),
        ),
        enter(
            doreen,
            "task",
            &json!({ "what": TASK, "owner": "Grace Adeyemi", "state": "asked" }),
        ),
    ]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ten_tasks_of_a_carer() {
    let home = offline();
    prepare(&home);
    let window = Window::open(&home.computer).await.unwrap();
    window.sign_in(&home.staff["grace"], PIN).await.unwrap();
    let shift = AtWork {
        home: &home,
        window: &window,
    };
    let all = [
        shift.find_somebody().await,
        shift.what_if_she_falls().await,
        shift.whom_to_ring().await,
        shift.write_a_note().await,
        shift.count_the_box().await,
        shift.say_that_it_is_not_so().await,
        shift.come_back().await,
        shift.go_round().await,
        shift.hand_over().await,
        shift.take_a_task_on_and_do_it().await,
    ];
    page::lists("carer", &all);
    window.close().await.unwrap();
}

impl AtWork<'_> {
    /// Goes to where a task begins, without counting it.
    async fn at(&self, control: &str, screen: &str) {
        let mut way = self.begin("", 0);
        way.press(control).await.unwrap();
        self.window.see(screen).await.unwrap();
    }

    async fn find_somebody(&self) -> Taken {
        let mut task = self.begin("Find a resident by two letters and open At a glance", 4);
        task.letter('/').await.unwrap();
        self.window.see("people-count").await.unwrap();
        for letter in "do".chars() {
            task.letter(letter).await.unwrap();
        }
        self.window
            .says("people-count", "1 person matches", SOON)
            .await
            .unwrap();
        task.key(Key::Enter).await.unwrap();
        let taken = task.ends_with("card-cpr").await.unwrap();
        self.window
            .says("banner-name", "HEWITT, Doreen", SOON)
            .await
            .unwrap();
        taken
    }

    async fn what_if_she_falls(&self) -> Taken {
        let mut task = self.begin("What may I do if she falls? From At a glance", 1);
        task.press_saying("plan-open", "Fall").await.unwrap();
        let taken = task
            .ends_saying("plan", "Look at the left hip before she is moved.")
            .await
            .unwrap();
        let plan = self.window.text("plan").await.unwrap();
        for words in [
            "Do not let her stand up alone",
            "01632 960240",
            "The leg is short or turned",
        ] {
            assert!(plan.contains(words), "{words:?} is not in {plan:?}");
        }
        self.window.key(Key::Escape).await.unwrap();
        self.window.gone("plan").await.unwrap();
        taken
    }

    async fn whom_to_ring(&self) -> Taken {
        let task = self.begin("Whom do I ring now? From At a glance", 1);
        task.ends_saying("card-ring", "07700 900 310")
            .await
            .unwrap()
    }

    async fn write_a_note(&self) -> Taken {
        let mut task = self.begin("Write a note, from At a glance", 2);
        task.press("write-note").await.unwrap();
        self.window.see("input-text").await.unwrap();
        task.write_in("input-text", NOTE).await.unwrap();
        task.press("save").await.unwrap();
        let taken = task.ends_saying("card-latest", NOTE).await.unwrap();
        let notes = self.home.computer.notes(self.record("doreen"));
        assert!(notes.iter().any(|note| note == NOTE), "{notes:?}");
        taken
    }

    async fn count_the_box(&self) -> Taken {
        let mut task = self.begin("Count the just-in-case box, from At a glance", 5);
        task.press("card-open-box").await.unwrap();
        task.press("add-stock_check").await.unwrap();
        task.press_saying("offer-medicine", MEDICINE).await.unwrap();
        task.write_in("input-counted", "5").await.unwrap();
        task.press("now-at").await.unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-stock_check", "Saved on this computer")
            .await
            .unwrap();
        let counted = parts(self.home, self.record("doreen"), "stock_check");
        assert_eq!((counted.len(), &counted[0]["counted"]), (1, &json!("5")));
        assert_eq!(counted[0]["medicine"], MEDICINE);
        self.at("tab-glance", "card-box").await;
        self.window
            .says("card-box", "counted today", SOON)
            .await
            .unwrap();
        taken
    }

    async fn say_that_it_is_not_so(&self) -> Taken {
        let mut task = self.begin(
            "Say “This is not how it is” of the box, from At a glance",
            3,
        );
        task.press("card-open-box").await.unwrap();
        task.press("mismatch-open").await.unwrap();
        task.write_in("input-text", REPORT).await.unwrap();
        task.press("mismatch-save").await.unwrap();
        let taken = task.ends_with("mismatch-sent").await.unwrap();
        let reports = parts(self.home, self.record("doreen"), "feedback");
        let [report] = &reports[..] else {
            panic!("{reports:?}")
        };
        assert_eq!(report["text"], REPORT);
        taken
    }

    async fn come_back(&self) -> Taken {
        self.at("tab-glance", "card-cpr").await;
        self.window.key(Key::F9).await.unwrap();
        let grace = &self.home.staff["grace"];
        let tile = format!("sign-in-tile-{}", grace.id);
        self.window.see(&tile).await.unwrap();
        let mut task = self.begin("Locked: sign in to At a glance of the person last open", 2);
        task.press(&tile).await.unwrap();
        self.window.see("pin").await.unwrap();
        task.pin(PIN).await.unwrap();
        let taken = task.ends_with("card-cpr").await.unwrap();
        self.window
            .says("banner-name", "HEWITT, Doreen", SOON)
            .await
            .unwrap();
        taken
    }

    async fn go_round(&self) -> Taken {
        self.at("nav-today", "screen-today").await;
        let records = ROUND.map(|(who, phrases)| (self.home.records[who].as_str(), phrases));
        let mut task = self.begin(
            "A care round of six residents, each with words of their own",
            30,
        );
        task.press("today-several").await.unwrap();
        for (record, _) in records {
            task.choose(&format!("several-{record}")).await.unwrap();
        }
        task.go_to("several-how-all").await.unwrap();
        task.key(Key::Down).await.unwrap();
        for (record, phrases) in records {
            for phrase in phrases {
                task.press(&format!("several-text-{record}-phrase-{phrase}"))
                    .await
                    .unwrap();
            }
        }
        task.press("several-save").await.unwrap();
        let taken = task.ends_saying("several-outcome", "6").await.unwrap();
        for (record, phrases) in records {
            let saved = format!("several-saved-{record}");
            self.window.see(&saved).await.unwrap();
            let written = phrases.map(|phrase| PHRASES[phrase]).join(" ");
            let notes = self.home.computer.notes(record);
            assert!(notes.contains(&written), "{written:?} is not in {notes:?}");
        }
        taken
    }

    async fn hand_over(&self) -> Taken {
        self.at("nav-today", "screen-today").await;
        let mut task = self.begin("Hand over: the sheet of this shift, from Today", 3);
        task.press("today-handover").await.unwrap();
        let taken = task.ends_with("handover-sheet").await.unwrap();
        let row = format!("handover-{}", self.record("doreen"));
        self.window.says(&row, TASK, SOON).await.unwrap();
        taken
    }

    /// The id of the task that Grace is asked to do, as Today has it now: each answer gives it another.
    async fn task_asked(&self) -> String {
        let found = self
            .window
            .script(
                "const tasks = [...document.querySelectorAll(\"[data-test='today-tasks'] [data-test^='matter-']\")];
                 const asked = tasks.find((one) => one.innerText.includes('Order hip protectors'));
                 return asked.dataset.test.slice('matter-'.length)",
            )
            .await
            .unwrap();
        found.as_str().unwrap().to_owned()
    }

    async fn take_a_task_on_and_do_it(&self) -> Taken {
        self.at("nav-today", "today-tasks").await;
        let mut task = self.begin("Take on a task, and say that it is done, from Today", 4);
        task.press("today-skip").await.unwrap();
        let asked = self.task_asked().await;
        task.press(&format!("task-accept-{asked}")).await.unwrap();
        self.window
            .says("today-done", "You have taken it on.", SOON)
            .await
            .unwrap();
        let taken_on = self.task_asked().await;
        self.window
            .says(&format!("state-{taken_on}"), "Taken on", SOON)
            .await
            .unwrap();
        task.press(&format!("task-done-{taken_on}")).await.unwrap();
        let taken = task
            .ends_saying("today-done", "It is marked as done.")
            .await
            .unwrap();
        let tasks = parts(self.home, self.record("doreen"), "task");
        let [one] = &tasks[..] else {
            panic!("{tasks:?}")
        };
        assert_eq!(
            (&one["what"], &one["state"]),
            (&json!(TASK), &json!("done"))
        );
        taken
    }
}
