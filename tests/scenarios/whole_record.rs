//! The whole record between real computers: what is said to be wrong reaches its owner, what is withheld stays withheld,
//! what is suggested waits, and no output anywhere shows one of two that are open.

use alongside_tests::region::{Computer, Region, Site, text};
use care_record::{Cardinality, EntryKind, MergeClass, PartType, entry_kinds};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn one(region: &Region, site: &Site, name: &str, role: &str, computer: &str) -> Computer {
    let staff = region.staff(site, name, role);
    region.computer(site, computer, &[&staff])
}

/// A home with a carer's and a senior's computer, and a hospice; one person they care for.
struct Two {
    region: Region,
    home: Computer,
    hospice: Computer,
    record: String,
}

impl Two {
    fn new(role_at_home: &str) -> Self {
        let region = Region::begin();
        let house = region.site("Riverside Care", "Riverside House");
        let ward = region.site("Fen Edge Hospice", "Community team");
        let home = one(&region, &house, "Asha Rahman", role_at_home, "Corridor PC");
        let hospice = one(&region, &ward, "Dr Helen Ward", "gp", "Ward PC");
        let record = hospice.new_person("Fenwick", "Margaret");
        hospice.must(&["sync"]);
        region.share(&record, &house);
        let two = Self {
            region,
            home,
            hospice,
            record,
        };
        two.meet();
        two
    }

    fn meet(&self) {
        self.region.run_until_quiet(&[&self.home, &self.hospice]);
    }
}

fn enter(record: &str, kind: &str, body: &Value) -> Value {
    json!({
        "kind": "enter", "record": record, "entry_kind": kind, "body": body, "supersedes": [],
        "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null,
    })
}

fn lines<'a>(page: &'a Value, name: &'a str) -> impl Iterator<Item = &'a Value> {
    let sections = page["sections"].as_array().unwrap().iter();
    sections
        .flat_map(|section| section["lines"].as_array().unwrap())
        .filter(move |line| line["name"] == name)
}

fn values<'a>(page: &'a Value, name: &'a str) -> Vec<&'a Value> {
    let items = lines(page, name).flat_map(|line| line["items"].as_array().unwrap());
    items
        .flat_map(|item| item["values"].as_array().unwrap())
        .collect()
}

fn section<'a>(page: &'a Value, name: &str) -> &'a Value {
    let mut sections = page["sections"].as_array().unwrap().iter();
    sections.find(|section| section["name"] == name).unwrap()
}

#[test]
fn what_is_not_so_reaches_its_owner_and_the_answer_its_writer() {
    let two = Two::new("care_assistant");
    let report = json!({ "text": "Her room is upstairs now", "about": "home", "kind": "mismatch" });
    two.home.ask(&[enter(&two.record, "feedback", &report)]);
    two.meet();
    let page = two.hospice.must(&["show", &two.record]);
    let reports = values(&page, "feedback");
    assert_eq!(reports.len(), 1, "it reached the owner");
    let id = text(reports[0], "id");
    assert_eq!(text(&reports[0]["sources"][0], "name"), "Asha Rahman");
    let answer = json!({ "of": id, "status": "settled", "answer": "Thank you, it is put right." });
    two.hospice
        .ask(&[enter(&two.record, "feedback_answer", &answer)]);
    two.meet();
    let page = two.home.must(&["show", &two.record]);
    let answers = values(&page, "feedback_answer");
    assert_eq!(answers[0]["parts"]["of"], id);
    assert!(
        text(answers[0], "text").contains("Put right"),
        "{}",
        answers[0]
    );
}

/// Why something is withheld, by each mark that says so.
fn whys(page: &Value) -> BTreeSet<Option<&str>> {
    let marks = values(page, "withheld").into_iter();
    marks.map(|mark| mark["parts"]["why"].as_str()).collect()
}

#[test]
fn what_is_withheld_is_shown_to_those_who_may_and_named_to_the_others() {
    let two = Two::new("care_assistant");
    let house = two.region.site("Riverside Care", "Garden House");
    let senior = one(
        &two.region,
        &house,
        "Maria Okafor",
        "senior_carer",
        "Office PC",
    );
    let secret = json!({ "text": "Has told nobody but the doctor", "kind": "safeguarding" });
    let mut said_so = enter(&two.record, "alert", &secret);
    said_so["withhold"] =
        json!({ "say_so": true, "ask": "Dr Ward", "why": "abuse", "reviewer": "", "review": "" });
    let mut silent = enter(
        &two.record,
        "problem",
        &json!({ "problem": "An old illness" }),
    );
    silent["withhold"] =
        json!({ "say_so": false, "ask": "", "why": "", "reviewer": "", "review": "" });
    two.hospice.ask(&[said_so, silent]);
    two.hospice.must(&["sync"]);
    let with = [
        "record",
        "share",
        "--record",
        &two.record,
        "--site",
        &house.id,
        "--restricted",
    ];
    two.region.hub.must(&with);
    two.region
        .run_until_quiet(&[&two.home, &two.hospice, &senior]);

    for reader in [&two.hospice, &senior] {
        let page = reader.must(&["show", &two.record]);
        let alerts = values(&page, "alert");
        assert_eq!(alerts.len(), 1, "{}", reader.name());
        assert_eq!(alerts[0]["sheet"], "restricted");
        assert_eq!(values(&page, "problem").len(), 1);
        let both = BTreeSet::from([None, Some("abuse")]);
        assert_eq!(whys(&page), both, "in the open, and beside it");
        assert_eq!(
            section(&page, "allergies")["withheld"],
            json!(["Something is withheld here. Ask Dr Ward."])
        );
    }
    let page = two.home.must(&["show", &two.record]);
    assert!(values(&page, "alert").is_empty() && values(&page, "problem").is_empty());
    assert_eq!(
        section(&page, "allergies")["withheld"],
        json!(["Something is withheld here. Ask Dr Ward."])
    );
    assert_eq!(
        section(&page, "problems")["withheld"],
        json!([]),
        "nothing was to be said"
    );
    for verb in ["show", "glance", "conflicts", "export"] {
        let said = two.home.must(&[verb, &two.record]).to_string();
        assert!(
            !said.contains("told nobody") && !said.contains("old illness"),
            "{verb}"
        );
        // The page also says what could be answered in its forms.
        let tells_why = verb != "show" && said.to_lowercase().contains("abuse");
        assert!(!tells_why, "{verb} says why");
    }
    assert_eq!(whys(&page), BTreeSet::from([None]));
    let found = two.home.must(&["people", "told nobody"]);
    assert_eq!(found["rows"], json!([]));
    // What is given out to others leaves it out, whoever asks.
    let given = two.hospice.export(&two.record);
    assert!(!given.contains("told nobody") && !given.contains("old illness"));

    // A change of what is withheld stays withheld, though whoever writes it does not say so again.
    let page = two.hospice.must(&["show", &two.record]);
    let alert = text(values(&page, "alert")[0], "id");
    let body = json!({ "text": "Has told nobody but the nurse", "kind": "safeguarding" });
    let mut changed = enter(&two.record, "alert", &body);
    changed["supersedes"] = json!([alert]);
    two.hospice.ask(&[changed]);
    two.region
        .run_until_quiet(&[&two.home, &two.hospice, &senior]);
    let page = senior.must(&["show", &two.record]);
    let alerts = values(&page, "alert");
    assert_eq!(alerts.len(), 1, "the old words are replaced");
    assert_eq!(alerts[0]["sheet"], "restricted");
    assert!(text(alerts[0], "text").contains("the nurse"));
    let page = two.home.must(&["show", &two.record]);
    assert!(values(&page, "alert").is_empty());
}

#[test]
fn what_each_organisation_keeps_to_itself_stays_there_and_waits_nowhere() {
    let two = Two::new("senior_carer");
    for (computer, words) in [(&two.home, "Blue folder, shelf 3"), (&two.hospice, "Bay 2")] {
        let line = json!({ "label": "Where her folder is", "value": words });
        computer.ask(&[enter(&two.record, "local_line", &line)]);
    }
    two.meet();
    for (computer, words) in [(&two.home, "shelf 3"), (&two.hospice, "Bay 2")] {
        let page = computer.must(&["show", &two.record]);
        let kept = values(&page, "local_line");
        assert_eq!(kept.len(), 1, "{}", computer.name());
        assert!(text(kept[0], "text").contains(words));
        assert_eq!(
            computer.must(&["status"])["unshared"],
            0,
            "the region has it"
        );
    }
}

#[test]
fn a_suggestion_waits_until_somebody_takes_it_up() {
    let two = Two::new("care_assistant");
    let wish = |place: &str| json!({ "place": place });
    let kind = "preferred_place_of_death_1";
    two.hospice
        .ask(&[enter(&two.record, kind, &wish("hospice"))]);
    two.meet();
    let mut suggestion = enter(&two.record, kind, &wish("home"));
    assert_eq!(
        two.home
            .refuses(&["decide", &two.record, kind, "--value", "home"]),
        "edit.not_allowed"
    );
    suggestion["suggested"] = json!(true);
    two.home.ask(&[suggestion]);
    two.meet();
    let page = two.hospice.must(&["show", &two.record]);
    let stands = values(&page, kind);
    assert_eq!(stands.len(), 1);
    assert_eq!(stands[0]["parts"]["place"], "hospice");
    let waiting = &lines(&page, kind).next().unwrap()["suggestions"];
    assert_eq!(waiting.as_array().unwrap().len(), 1);
    let mut taken = enter(&two.record, kind, &wish("home"));
    taken["supersedes"] = json!([stands[0]["id"], waiting[0]["id"]]);
    two.hospice.ask(&[taken]);
    two.meet();
    let page = two.home.must(&["show", &two.record]);
    assert_eq!(values(&page, kind)[0]["parts"]["place"], "home");
    assert_eq!(lines(&page, kind).next().unwrap()["suggestions"], json!([]));
}

#[test]
fn a_no_stops_every_export_until_it_is_settled() {
    let two = Two::new("senior_carer");
    two.home.ask(&[enter(
        &two.record,
        "consent",
        &json!({ "state": "given_explicit" }),
    )]);
    two.hospice.ask(&[enter(
        &two.record,
        "consent",
        &json!({ "state": "withdrawn" }),
    )]);
    two.meet();
    for computer in [&two.home, &two.hospice] {
        assert_eq!(computer.refuses(&["export", &two.record]), "consent.stops");
    }
    two.hospice.must(&[
        "resolve",
        &two.record,
        "consent",
        "--value",
        "given_explicit",
    ]);
    two.meet();
    assert!(two.home.export(&two.record).contains("Fenwick"));
}

/// Two bodies for a kind that differ in every part that takes words, each with a word that stands nowhere else.
fn two_bodies(kind: &EntryKind, number: usize) -> [(Value, String); 2] {
    ["Qzone", "Qztwo"].map(|name| {
        let word = format!("{name}{number}");
        let second = name == "Qztwo";
        let parts = kind.parts.iter().filter_map(|part| {
            let words = match part.kind {
                PartType::Text(longest) | PartType::LongText(longest) if longest >= 35 => {
                    word.clone()
                }
                PartType::Choice(codes) if part.required => {
                    codes[usize::from(second) % codes.len()].code.to_owned()
                }
                PartType::YesNo if part.required => if second { "no" } else { "yes" }.to_owned(),
                PartType::Date if part.required => format!("19{}-01-01", 30 + usize::from(second)),
                PartType::NhsNumber => if second { "9990000026" } else { "9990000018" }.to_owned(),
                PartType::RecordRef => {
                    format!("00000000-0000-4000-8000-00000000000{}", usize::from(second))
                }
                _ => return None,
            };
            Some((part.name.to_owned(), Value::String(words)))
        });
        (Value::Object(parts.collect()), word)
    })
}

/// Kinds of which one is true and two must never look like one.
fn alarming() -> Vec<&'static EntryKind> {
    let kinds = entry_kinds().filter(|kind| kind.class == MergeClass::Alarm);
    kinds
        .filter(|kind| kind.cardinality == Cardinality::One && kind.name != "consent")
        .collect()
}

#[test]
fn no_output_shows_one_of_two_decisions_that_are_open() {
    let two = Two::new("gp");
    let (mut at_home, mut elsewhere) = (Vec::new(), Vec::new());
    let mut words = Vec::new();
    for (number, kind) in alarming().into_iter().enumerate() {
        let [(first, one), (second, other)] = two_bodies(kind, number);
        at_home.push(enter(&two.record, kind.name, &first));
        elsewhere.push((kind, enter(&two.record, kind.name, &second)));
        words.push((kind.name, one, other));
    }
    let house = two.region.site("Riverside Surgery", "Riverside Surgery");
    let surgery = one(&two.region, &house, "Dr Ngozi Eze", "gp", "Surgery PC");
    two.region.share(&two.record, &house);
    two.region
        .run_until_quiet(&[&two.home, &two.hospice, &surgery]);
    two.home.ask(&at_home);
    let theirs: Vec<Value> = elsewhere
        .iter()
        .map(|(_, request)| request.clone())
        .collect();
    surgery.ask(&theirs);
    two.region
        .run_until_quiet(&[&two.home, &two.hospice, &surgery]);

    for computer in [&two.home, &two.hospice] {
        let page = computer.must(&["show", &two.record]);
        let open = computer.must(&["conflicts", &two.record]);
        let open = open["open"].as_array().unwrap();
        for (kind, _) in &elsewhere {
            let item = &lines(&page, kind.name).next().unwrap()["items"][0];
            assert_eq!(item["state"], "several", "{}", kind.name);
            assert_eq!(item["values"].as_array().unwrap().len(), 2, "{}", kind.name);
            let dispute = open.iter().filter(|one| one["line"] == kind.name);
            assert_eq!(dispute.count(), 1, "{}", kind.name);
        }
        // No output says the one without the other.
        for said in [
            page.to_string(),
            computer.must(&["glance", &two.record]).to_string(),
            computer.must(&["conflicts"]).to_string(),
            computer.must(&["people"]).to_string(),
            computer.export(&two.record),
        ] {
            for (kind, first, second) in &words {
                assert_eq!(
                    said.contains(first.as_str()),
                    said.contains(second.as_str()),
                    "{kind}"
                );
            }
        }
        let row = &computer.must(&["people"])["rows"][0];
        assert_eq!(text(row, "cpr"), "2 CPR decisions are recorded");
        assert_eq!(row["two_versions"], open.len());
    }
}

#[test]
fn a_manager_may_allow_less_and_nobody_else_may_change_it() {
    let region = Region::begin();
    let team = region.site("Fenland Community Trust", "District nursing, east");
    let manager = region.staff(&team, "Priya Nair", "home_manager");
    let nurse = region.staff(&team, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&team, "Laptop 7", &[&manager, &nurse]);
    laptop.sign_in(&nurse);
    let record = laptop.new_person("Fenwick", "Margaret");
    let decide = ["decide", &record, "cpr_decision", "--value", "not_for_cpr"];
    let tighten = [
        "policy",
        "cpr_decision",
        "--role",
        "district_nurse",
        "--to",
        "copy",
    ];
    assert_eq!(laptop.refuses(&tighten), "policy.of_others");
    laptop.must(&decide);

    laptop.sign_in(&manager);
    let loosen = [
        "policy",
        "cpr_decision",
        "--role",
        "care_assistant",
        "--to",
        "copy",
    ];
    assert_eq!(laptop.refuses(&loosen), "policy.nothing_taken");
    let rows = laptop.must(&tighten)["rows"].clone();
    assert_eq!(
        rows,
        json!([{ "line": "cpr_decision", "role": "district_nurse", "right": "copy" }])
    );

    laptop.sign_in(&nurse);
    assert_eq!(laptop.refuses(&decide), "edit.not_allowed");
    let page = laptop.must(&["show", &record]);
    assert_eq!(
        lines(&page, "cpr_decision").next().unwrap()["right"],
        "copy"
    );
    // What was decided before stands, and a copy of the paper may stand beside it.
    assert_eq!(values(&page, "cpr_decision").len(), 1);
    laptop.must(&[&decide[..], &["--basis", "transcribed"]].concat());

    laptop.sign_in(&manager);
    laptop.must(&[
        "policy",
        "cpr_decision",
        "--role",
        "district_nurse",
        "--to",
        "table",
    ]);
    laptop.sign_in(&nurse);
    laptop.must(&decide);
}

#[test]
fn a_copy_from_paper_counts_once_somebody_else_has_read_the_paper() {
    let two = Two::new("senior_carer");
    let body = json!({
        "decision": "not_for_cpr", "informed": "person\nfamily", "reason": "none_of_these:As the hospital wrote",
        "maker_name": "Dr H. Lisle",
    });
    let mut copy = enter(&two.record, "cpr_decision", &body);
    copy["basis"] = json!("transcribed");
    copy["comment"] = json!("Ink is faint at the date");
    two.home.ask(&[copy]);
    two.meet();
    let page = two.hospice.must(&["show", &two.record]);
    let [copied] = values(&page, "cpr_decision")[..] else {
        panic!("{page}");
    };
    assert_eq!(
        copied["awaits_second"],
        "Not yet checked by a second person."
    );

    // She says nothing of her own: she says the same.
    let mut same = enter(&two.record, "cpr_decision", &json!({}));
    same["basis"] = json!("transcribed");
    same["confirms"] = copied["id"].clone();
    let asked = std::slice::from_ref(&same);
    let refused = two.home.outcomes(asked).remove(0).unwrap_err();
    assert_eq!(refused, "edit.not_allowed", "whoever may only copy");
    two.hospice.ask(asked);
    let refused = two.hospice.outcomes(asked).remove(0).unwrap_err();
    assert_eq!(refused, "edit.changed_meanwhile", "said already");
    two.meet();
    for computer in [&two.home, &two.hospice] {
        let page = computer.must(&["show", &two.record]);
        let [checked] = values(&page, "cpr_decision")[..] else {
            panic!("{page}");
        };
        assert_eq!(checked["awaits_second"], Value::Null);
        assert_eq!(checked["parts"], copied["parts"]);
        assert_eq!(checked["comment"], copied["comment"]);
        assert_eq!(text(&checked["sources"][0], "name"), "Dr Helen Ward");
    }
}
