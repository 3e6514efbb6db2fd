//! What a district nurse does all day, at her laptop in other people's houses.

use super::{AtWork, offline, page, parts, printer};
use alongside_tests::region::{PIN, text};
use alongside_tests::window::{SOON, Taken, Window};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Her round, in order: everybody but the one who has died.
const ROUND: [&str; 9] = [
    "walter", "ken", "maureen", "iris", "doreen", "gareth", "samina", "tadeusz", "winston",
];
const MIDAZOLAM: &str = "Midazolam 10 mg/2 ml injection";
const ASKED: &str = "Please change the mouth gel to a spray";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ten_tasks_of_a_nurse() {
    let home = offline();
    home.computer.sign_in(&home.staff["sam"]);
    let records = ROUND.map(|who| home.records[who].as_str());
    home.computer
        .ask(&[json!({ "kind": "plan_round", "records": records })]);
    let window = Window::open(&home.computer).await.unwrap();
    window.sign_in(&home.staff["sam"], PIN).await.unwrap();
    printer::attach(&window).await;
    let round = AtWork {
        home: &home,
        window: &window,
    };
    let all = [
        round.get_ready_to_leave().await,
        round.get_in().await,
        round.check_the_pump().await,
        round.count_the_box_on_her_round().await,
        round.give_a_dose().await,
        round.measure().await,
        round.say_which_stands().await,
        round.print_for_the_bedside().await,
        round.ask_the_gp().await,
        round.ring_the_right_number().await,
    ];
    page::lists("nurse", &all);
    window.close().await.unwrap();
}

impl AtWork<'_> {
    /// The newest entry of a kind, as another program reads it in the same store.
    fn newest(&self, who: &str, kind: &str) -> Value {
        let all = parts(self.home, self.record(who), kind);
        all.into_iter().next().unwrap()
    }

    async fn get_ready_to_leave(&self) -> Taken {
        let mut task = self.begin("Get ready to leave: nine visits, from Today", 1);
        task.press("round-get-ready").await.unwrap();
        // There is no signal: what may be missing is said of each of them by name.
        let taken = task
            .ends_saying("round-ready", "9 of 9 are not all on this computer")
            .await
            .unwrap();
        let said = self.window.text("round-ready").await.unwrap();
        assert_eq!(said.matches("The region could not be reached").count(), 9);
        for who in ROUND {
            let record = self.record(who);
            let name = self.home.computer.must(&["glance", record]);
            let name = text(&name["banner"], "name").to_owned();
            let family = name.split(',').next().unwrap();
            assert!(said.contains(family), "{family} is not in {said:?}");
        }
        taken
    }

    async fn get_in(&self) -> Taken {
        let walter = self.record("walter");
        let mut task = self.begin("Open the next visit, and read how to get in, from Today", 2);
        task.press(&format!("visit-way-in-{walter}")).await.unwrap();
        self.window
            .says(
                "line-key_safe",
                "Left of the door behind the rose, 4471",
                SOON,
            )
            .await
            .unwrap();
        task.press("tab-glance").await.unwrap();
        let taken = task.ends_with("card-cpr").await.unwrap();
        self.window
            .says("banner-name", "PRYOR", SOON)
            .await
            .unwrap();
        // That she looked is written down.
        let computer = &self.home.computer;
        computer.sign_in(&self.home.staff["lorna"]);
        let looked = computer.must(&["who-looked", walter]).to_string();
        assert!(looked.contains("Sam Bell"), "{looked}");
        computer.sign_in(&self.home.staff["sam"]);
        taken
    }

    async fn check_the_pump(&self) -> Taken {
        let pumps = self
            .home
            .computer
            .must(&["history", self.record("ken"), "pump"]);
        let pump = text(&pumps["lines"][0]["value"], "id");
        self.at_glance_of("ken").await;
        let mut task = self.begin("Check a running syringe pump, from At a glance", 10);
        task.press("card-open-pump").await.unwrap();
        task.press("add-pump_check").await.unwrap();
        task.write_in("input-rate", "0.75").await.unwrap();
        task.pick("pump", pump).await.unwrap();
        task.press("now-at").await.unwrap();
        for (part, words) in [
            ("infused", "8.2"),
            ("remaining", "9.8"),
            ("expected", "9.8"),
            ("battery", "64"),
        ] {
            task.write_in(&format!("input-{part}"), words)
                .await
                .unwrap();
        }
        task.pick("light_green", "yes").await.unwrap();
        task.write_in("input-site_condition", "Clean, soft")
            .await
            .unwrap();
        for part in ["contents_clear", "keypad_locked", "lock_box"] {
            task.pick(part, "yes").await.unwrap();
        }
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-pump_check", "Saved on this computer")
            .await
            .unwrap();
        let check = self.newest("ken", "pump_check");
        assert_eq!(
            (&check["pump"], &check["remaining"], &check["lock_box"]),
            (&json!(pump), &json!("9.8"), &json!("yes"))
        );
        self.at_glance_of("ken").await;
        self.window
            .says("card-pump", "Checked today", SOON)
            .await
            .unwrap();
        taken
    }

    async fn count_the_box_on_her_round(&self) -> Taken {
        let before = self.window.text("card-box").await.unwrap();
        assert!(before.contains("counted 6"), "{before}");
        let mut task = self.begin("Count the just-in-case box, from At a glance", 5);
        task.press("card-open-box").await.unwrap();
        task.press("add-stock_check").await.unwrap();
        task.press_saying("offer-medicine", MIDAZOLAM)
            .await
            .unwrap();
        task.write_in("input-counted", "7").await.unwrap();
        task.press("now-at").await.unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-stock_check", "Saved on this computer")
            .await
            .unwrap();
        assert_eq!(self.newest("ken", "stock_check")["counted"], "7");
        self.at_glance_of("ken").await;
        let card = self.window.text("card-box").await.unwrap();
        assert!(!card.contains("counted 6"), "{card}");
        taken
    }

    async fn give_a_dose(&self) -> Taken {
        let ken = self.record("ken");
        let allowed = self.home.computer.must(&["history", ken, "authorisation"]);
        let allowed = allowed["lines"].as_array().unwrap();
        let mut allowed = allowed.iter().map(|line| &line["value"]);
        let allowed = allowed.find(|value| value["parts"]["medicine"] == MIDAZOLAM);
        let allowed = text(allowed.unwrap(), "id");
        let mut task = self.begin("Write that a dose was given, from At a glance", 9);
        task.press("card-open-box").await.unwrap();
        task.press("add-administration").await.unwrap();
        task.press_saying("offer-medicine", MIDAZOLAM)
            .await
            .unwrap();
        task.pick("authorisation", allowed).await.unwrap();
        task.pick("outcome", "given").await.unwrap();
        task.write_in("input-dose", "2.5 mg").await.unwrap();
        task.write_in("input-used", "1").await.unwrap();
        task.pick_listed("route", "subcutaneous").await.unwrap();
        task.pick_listed("indication", "agitation").await.unwrap();
        task.write_in("input-score_before", "6").await.unwrap();
        task.press("now-at").await.unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-administration", "Saved on this computer")
            .await
            .unwrap();
        let given = self.newest("ken", "administration");
        assert_eq!(
            (&given["authorisation"], &given["used"], &given["route"]),
            (&json!(allowed), &json!("1"), &json!("subcutaneous"))
        );
        self.at_glance_of("ken").await;
        self.window
            .says("card-box", "Last given", SOON)
            .await
            .unwrap();
        self.window.says("card-box", "today", SOON).await.unwrap();
        taken
    }

    async fn measure(&self) -> Taken {
        self.at_glance_of("iris").await;
        let mut task = self.begin(
            "Write performance status and phase of today, from At a glance",
            10,
        );
        task.press("tab-record").await.unwrap();
        task.press("section-assessments").await.unwrap();
        task.press("add-akps").await.unwrap();
        task.pick_listed("score", "40").await.unwrap();
        task.press("now-at").await.unwrap();
        task.press("save").await.unwrap();
        self.saved("akps", "add").await;
        task.press("add-phase").await.unwrap();
        task.pick("phase", "deteriorating").await.unwrap();
        task.press("now-at").await.unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-phase", "Saved on this computer")
            .await
            .unwrap();
        assert_eq!(self.newest("iris", "akps")["score"], "40");
        assert_eq!(self.newest("iris", "phase")["phase"], "deteriorating");
        taken
    }

    async fn say_which_stands(&self) -> Taken {
        self.at_glance_of("maureen").await;
        let mut task = self.begin(
            "Two answers about allergies: write the one that stands, from At a glance",
            8,
        );
        task.press("card-open-allergies").await.unwrap();
        self.window.see("side-by-side").await.unwrap();
        task.press("settle-open").await.unwrap();
        task.pick("state", "has").await.unwrap();
        task.press("settle-save").await.unwrap();
        let taken = task
            .ends_saying("stands", "Has allergies, listed here")
            .await
            .unwrap();
        let left = self
            .home
            .computer
            .must(&["conflicts", self.record("maureen")]);
        assert!(!left.to_string().contains("allergy_state"), "{left}");
        taken
    }

    async fn print_for_the_bedside(&self) -> Taken {
        self.at_glance_of("ken").await;
        let mut task = self.begin(
            "Print the sheet for the bedside folder, from At a glance",
            2,
        );
        task.press("tab-papers").await.unwrap();
        task.press("print-now-folder").await.unwrap();
        let taken = task.ends_with("sheet").await.unwrap();
        let paper = printer::printed(self.window).await;
        for words in ["MARSDEN, Kenneth", "NOT FOR CPR", "Morphine sulfate 20 mg"] {
            assert!(paper.contains(words), "{words:?} is not in {paper}");
        }
        printer::assert_current(self.window, &self.home.computer).await;
        taken
    }

    async fn ask_the_gp(&self) -> Taken {
        self.at_glance_of("ken").await;
        let mut task = self.begin("Give the GP a task, from At a glance", 4);
        task.press("card-open-latest").await.unwrap();
        task.press("add-task").await.unwrap();
        task.write_in("input-what", ASKED).await.unwrap();
        task.write_in("input-why", "He gags on it").await.unwrap();
        task.write_in("input-owner", "Dr Ruth Penhallow")
            .await
            .unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-task", "Saved on this computer")
            .await
            .unwrap();
        // It waits for her, and nobody takes it for done.
        let computer = &self.home.computer;
        computer.sign_in(&self.home.staff["ruth"]);
        let today = computer.must(&["today"]);
        let tasks = today["tasks"].as_array().unwrap();
        let asked = tasks.iter().find(|task| task["words"] == ASKED).unwrap();
        assert_eq!(text(asked, "owner"), "Dr Ruth Penhallow");
        assert_eq!(text(asked, "state_words"), "Asked, not taken on yet");
        computer.sign_in(&self.home.staff["sam"]);
        taken
    }

    async fn ring_the_right_number(&self) -> Taken {
        self.window.press("nav-today").await.unwrap();
        self.window.see("screen-today").await.unwrap();
        let mut task = self.begin(
            "Somebody rings: find the person by postcode, and whom to ring, from Today",
            6,
        );
        task.letter('/').await.unwrap();
        self.window.see("people-count").await.unwrap();
        for letter in "zz94".chars() {
            task.letter(letter).await.unwrap();
        }
        self.window
            .says("people-count", "1 person matches", SOON)
            .await
            .unwrap();
        task.key(Key::Enter).await.unwrap();
        let taken = task
            .ends_saying("card-ring", "01632 960 400")
            .await
            .unwrap();
        self.window
            .says("banner-name", "PRYOR", SOON)
            .await
            .unwrap();
        taken
    }
}
