//! What a hospice doctor does all day: she reviews people from afar, talks with them, and decides.

use super::{AtWork, offline, page, parts, printer};
use alongside_tests::region::{PIN, text};
use alongside_tests::window::{SOON, Taken, Window};
use serde_json::json;

const TALKED: &str = "He wants to hear the truth in small bites, with Ruth on the telephone.";
const MEDICINE: &str = "Hyoscine butylbromide 20 mg/ml injection";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ten_tasks_of_a_hospice_doctor() {
    let home = offline();
    home.computer.sign_in(&home.staff["bronwen"]);
    let window = Window::open(&home.computer).await.unwrap();
    window.sign_in(&home.staff["bronwen"], PIN).await.unwrap();
    printer::attach(&window).await;
    let review = AtWork {
        home: &home,
        window: &window,
    };
    let all = [
        review.open_what_is_at_the_top().await,
        review.write_the_decision_that_stands().await,
        review.write_a_conversation().await,
        review.judge_how_long().await,
        review.write_where_he_wants_to_be().await,
        review.check_a_copy().await,
        review.allow_a_medicine().await,
        review.look_back().await,
        review.take_a_suggestion_up().await,
        review.print_his_copy().await,
    ];
    page::lists("doctor", &all);
    window.close().await.unwrap();
}

impl AtWork<'_> {
    async fn open_what_is_at_the_top(&self) -> Taken {
        self.window.see("today-unstable").await.unwrap();
        let top = self
            .window
            .script(
                "const top = document.querySelector(\"[data-test='today-unstable'] [data-test^='matter-']\");
                 return [top.dataset.test, top.innerText]",
            )
            .await
            .unwrap();
        let (row, said) = (top[0].as_str().unwrap(), top[1].as_str().unwrap());
        let mut task = self.begin("Open what is at the top of the review, from Today", 1);
        task.press(row).await.unwrap();
        let taken = task
            .ends_saying("section-title", "Assessments")
            .await
            .unwrap();
        // It is the person of the row, and the reason for which she stands there.
        let banner = self.window.text("banner-name").await.unwrap();
        let family = banner.split(',').next().unwrap();
        assert!(said.contains(family), "{family} is not in {said:?}");
        let phase = self.window.text("line-phase").await.unwrap();
        let reason = ["Dying", "Getting worse", "Unstable"];
        let reason = reason
            .iter()
            .find(|reason| said.contains(**reason))
            .unwrap();
        assert!(phase.contains(reason), "{reason} is not in {phase:?}");
        taken
    }

    async fn write_the_decision_that_stands(&self) -> Taken {
        self.at_glance_of("gareth").await;
        let mut task = self.begin(
            "Two CPR decisions: write the one that stands, from At a glance",
            8,
        );
        task.press("card-open-cpr").await.unwrap();
        self.window.see("side-by-side").await.unwrap();
        task.press("settle-open").await.unwrap();
        task.pick("decision", "not_for_cpr").await.unwrap();
        task.press("today-decided_on").await.unwrap();
        task.pick("reason", "person_wishes").await.unwrap();
        let why = "Asked again with Nia: not once the mask is on day and night.";
        task.write_in("input-reason_text", why).await.unwrap();
        task.pick("capacity", "has").await.unwrap();
        task.write_in("input-maker_name", "Dr Bronwen Pugh")
            .await
            .unwrap();
        task.press("settle-save").await.unwrap();
        let taken = task.ends_saying("stands", "Not for CPR").await.unwrap();
        let left = self
            .home
            .computer
            .must(&["conflicts", self.record("gareth")]);
        assert!(!left.to_string().contains("cpr_decision"), "{left}");
        let [stands] = &parts(self.home, self.record("gareth"), "cpr_decision")[..] else {
            panic!("more than one stands");
        };
        assert_eq!(stands["reason_text"], why);
        taken
    }

    async fn write_a_conversation(&self) -> Taken {
        self.at_glance_of("walter").await;
        let mut task = self.begin(
            "Write a conversation, after reading what he knows, from At a glance",
            10,
        );
        task.press("tab-conversations").await.unwrap();
        task.press("talk-begin").await.unwrap();
        self.window.see("read-first").await.unwrap();
        self.window
            .says("known-person", "partly aware", SOON)
            .await
            .unwrap();
        task.press("talk-go-on").await.unwrap();
        task.pick_listed("kind", "acp_person").await.unwrap();
        task.pick_listed("status", "part_done").await.unwrap();
        task.press("now-at").await.unwrap();
        task.choose("input-with-person").await.unwrap();
        task.choose("input-topics-what_matters").await.unwrap();
        task.write_in("input-what_was_said", TALKED).await.unwrap();
        task.write_in("input-next_step", "Again when Ruth is here")
            .await
            .unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("talk-saved", "saved on this computer")
            .await
            .unwrap();
        let talks = parts(self.home, self.record("walter"), "conversation");
        assert_eq!(talks[0]["what_was_said"], TALKED);
        assert_eq!(talks[0]["topics"], "what_matters");
        self.window.says("talk-last", TALKED, SOON).await.unwrap();
        taken
    }

    async fn judge_how_long(&self) -> Taken {
        self.at_glance_of("walter").await;
        let mut task = self.begin("Write likely time left and stage, from At a glance", 10);
        task.press("card-open-knows").await.unwrap();
        // A breath, and what he knows, before anybody reads it aloud.
        self.window
            .says("pause", "partly aware", SOON)
            .await
            .unwrap();
        task.press("pause-go-on").await.unwrap();
        for (line, part, code) in [
            ("prognosis", "prognosis", "weeks"),
            ("gsf_stage", "stage", "yellow"),
        ] {
            task.press(&format!("change-{line}")).await.unwrap();
            task.pick(part, code).await.unwrap();
            task.press("today-judged_on").await.unwrap();
            task.press("save").await.unwrap();
            self.saved(line, "change").await;
        }
        let taken = task
            .ends_saying("line-gsf_stage", "Saved on this computer")
            .await
            .unwrap();
        for (line, part, code) in [
            ("prognosis", "prognosis", "weeks"),
            ("gsf_stage", "stage", "yellow"),
        ] {
            let stands = parts(self.home, self.record("walter"), line);
            assert_eq!((stands.len(), &stands[0][part]), (1, &json!(code)));
        }
        taken
    }

    async fn write_where_he_wants_to_be(&self) -> Taken {
        self.at_glance_of("ken").await;
        let mut task = self.begin("Write where he wants to be cared for, from At a glance", 5);
        task.press("card-open-places").await.unwrap();
        task.press("change-preferred_place_of_care_1")
            .await
            .unwrap();
        task.pick_listed("place", "home").await.unwrap();
        task.pick("is_usual_residence", "yes").await.unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-preferred_place_of_care_1", "Saved on this computer")
            .await
            .unwrap();
        let stands = parts(self.home, self.record("ken"), "preferred_place_of_care_1");
        assert_eq!(
            stands,
            [json!({ "place": "home", "is_usual_residence": "yes" })]
        );
        self.at_glance_of("ken").await;
        self.window
            .says("card-places", "To be cared for", SOON)
            .await
            .unwrap();
        taken
    }

    async fn check_a_copy(&self) -> Taken {
        self.at_glance_of("doreen").await;
        let waits = "Not yet checked by a second person";
        self.window.says("card-cpr", waits, SOON).await.unwrap();
        let mut task = self.begin(
            "Endorse a decision that was copied from paper, from At a glance",
            3,
        );
        task.press("card-open-cpr").await.unwrap();
        task.press("check-copy-cpr_decision").await.unwrap();
        task.press("check-copy-yes").await.unwrap();
        let taken = task
            .ends_saying("line-cpr_decision", "Saved on this computer")
            .await
            .unwrap();
        let line = self.window.text("line-cpr_decision").await.unwrap();
        assert!(line.contains("Dr Bronwen Pugh"), "{line}");
        // The copy is as it was, and now it counts.
        let stands = parts(self.home, self.record("doreen"), "cpr_decision");
        assert_eq!(
            (stands.len(), &stands[0]["maker_name"]),
            (1, &json!("Dr H. Lisle"))
        );
        self.at_glance_of("doreen").await;
        self.window
            .says("card-cpr", "NOT FOR CPR", SOON)
            .await
            .unwrap();
        let card = self.window.text("card-cpr").await.unwrap();
        assert!(!card.contains(waits), "{card}");
        taken
    }

    async fn allow_a_medicine(&self) -> Taken {
        self.at_glance_of("gareth").await;
        let mut task = self.begin("Allow a medicine before it is needed, from At a glance", 8);
        task.press("card-open-box").await.unwrap();
        task.press("add-authorisation").await.unwrap();
        task.write_in("input-medicine", MEDICINE).await.unwrap();
        task.write_in("input-form", "injection").await.unwrap();
        task.pick_listed("route", "subcutaneous").await.unwrap();
        task.write_in("input-dose", "20 mg").await.unwrap();
        task.pick_listed("indication", "secretions").await.unwrap();
        task.write_in("input-interval", "60").await.unwrap();
        task.write_in("input-most_in_24h", "6 doses, then ring")
            .await
            .unwrap();
        task.write_in("input-prescriber", "Dr Bronwen Pugh")
            .await
            .unwrap();
        task.press("now-signed_at").await.unwrap();
        task.pick("status", "active").await.unwrap();
        task.press("save").await.unwrap();
        let taken = task
            .ends_saying("line-authorisation", "Saved on this computer")
            .await
            .unwrap();
        let allowed = parts(self.home, self.record("gareth"), "authorisation");
        assert_eq!(allowed.len(), 1);
        for (part, said) in [
            ("medicine", MEDICINE),
            ("route", "subcutaneous"),
            ("interval", "60"),
            ("status", "active"),
        ] {
            assert_eq!(allowed[0][part], said);
        }
        taken
    }

    async fn look_back(&self) -> Taken {
        self.at_glance_of("gareth").await;
        let mut task = self.begin(
            "Look back: the decisions over time, each CPR decision there was, and the record as it stood, from At a glance",
            8,
        );
        task.press("tab-timeline").await.unwrap();
        task.press("what-decisions").await.unwrap();
        self.window
            .says("timeline-said", "Showing only “Decisions”", SOON)
            .await
            .unwrap();
        task.press("tab-record").await.unwrap();
        task.press("section-cpr").await.unwrap();
        task.press("history-cpr_decision").await.unwrap();
        let history = self.window.text("history").await.unwrap();
        assert_eq!(history.matches("replaced").count(), 2, "{history}");
        assert!(history.contains("typed \"not yet\""), "{history}");
        task.press("stood-open").await.unwrap();
        for (part, typed) in [
            ("day", "1"),
            ("month", "10"),
            ("year", "2026"),
            ("time", "12:00"),
        ] {
            task.write_in(&format!("input-stood-{part}"), typed)
                .await
                .unwrap();
        }
        task.press("stood-show").await.unwrap();
        let taken = task.ends_with("stood-bar").await.unwrap();
        let line = self.window.text("line-cpr_decision").await.unwrap();
        assert!(line.contains("Not recorded"), "{line}");
        taken
    }

    async fn take_a_suggestion_up(&self) -> Taken {
        let doreen = self.record("doreen");
        let page = self.home.computer.must(&["show", doreen]);
        let lines = page["sections"].as_array().unwrap().iter();
        let mut lines = lines.flat_map(|section| section["lines"].as_array().unwrap());
        let line = lines.find(|line| line["name"] == "contingency").unwrap();
        let [suggested] = &line["suggestions"].as_array().unwrap()[..] else {
            panic!("{line}");
        };
        let id = text(suggested, "id");
        self.at_glance_of("doreen").await;
        let mut task = self.begin("Take up what a carer suggested, from At a glance", 2);
        task.press("card-open-contingency").await.unwrap();
        task.press(&format!("take-up-{id}")).await.unwrap();
        self.window.gone(&format!("suggestion-{id}")).await.unwrap();
        let taken = task
            .ends_saying("line-contingency", "start with the hand cream")
            .await
            .unwrap();
        let plans = parts(self.home, doreen, "contingency");
        assert!(
            plans
                .iter()
                .any(|plan| plan["trigger_text"] == "Will not be washed"),
            "{plans:?}"
        );
        taken
    }

    async fn print_his_copy(&self) -> Taken {
        self.at_glance_of("walter").await;
        let mut task = self.begin(
            "Print the copy for the person, without notes and with what was judged, from At a glance",
            5,
        );
        task.press("tab-papers").await.unwrap();
        task.press("print-copy").await.unwrap();
        task.choose("copy-take-notes").await.unwrap();
        task.choose("copy-take-prognosis").await.unwrap();
        task.press("copy-print").await.unwrap();
        let taken = task.ends_with("copy").await.unwrap();
        let paper = printer::printed(self.window).await;
        assert!(paper.contains("Likely time left"), "{paper}");
        assert!(!paper.contains("lying flat is like drowning"), "{paper}");
        printer::assert_current(self.window, &self.home.computer).await;
        taken
    }
}
