//! Every cell of the permission table at the real window: one after the other, one of each role sits down, and what the
//! screen shows and offers her is what the table says.

use crate::scene::empty;
use alongside_tests::permissions::{Act, Cell, Line, everyone, row, said, with_role};
use alongside_tests::region::{Computer, PIN, Region, Staff};
use alongside_tests::window::{SOON, Window};
use care_record::Role;
use serde_json::{Value, json};

/// What is known to everybody who cares for her, and what is withheld from some.
const KNOWN: &str = "Penicillin";
const WITHHELD: &str = "Has told nobody but the doctor";
const WHOM_TO_ASK: &str = "Ask Dr Penhallow";

/// What the buttons that open a form say, by what they let one do.
const TO_WRITE: [&str; 2] = ["Write", "Add"];
const TO_COPY: &str = "Copy from paper";
const TO_SUGGEST: &str = "Suggest a change";
/// What stands where there is no button and nothing is recorded.
const BY_OTHERS: &str = "It can be written by:";

struct Home {
    computer: Computer,
    staff: Vec<(Role, Staff)>,
    record: String,
    // Goes last: it owns the folder.
    _region: Region,
}

impl Home {
    fn set() -> Self {
        let (region, site) = empty();
        let staff = everyone(&region, &site);
        let all: Vec<&Staff> = staff.iter().map(|(_, who)| who).collect();
        let computer = region.computer(&site, "Office PC", &all);
        computer.sign_in(with_role(&staff, Role::Gp));
        let record = computer.new_person("Fenwick", "Margaret");
        let withhold = ["--withhold", "Dr Penhallow"];
        computer.must(&["decide", &record, "allergy", "--value", KNOWN]);
        let alert = ["decide", &record, "alert", "--value", WITHHELD];
        computer.must(&[&alert[..], &withhold].concat());
        Self {
            computer,
            staff,
            record,
            _region: region,
        }
    }
}

/// Somebody who sits at the window.
struct AtIt<'a> {
    window: &'a Window,
    home: &'a Home,
    role: Role,
}

/// A line as the screen has it: its words, and the button that opens its form.
struct Shown {
    words: String,
    button: Option<String>,
}

impl AtIt<'_> {
    fn cell(&self, act: Act) -> Cell {
        row(act).cell(self.role)
    }

    /// Opens the person; what her screens show is there when this returns.
    async fn open_person(&self) {
        let record = &self.home.record;
        self.window.press("nav-people").await.unwrap();
        let row = format!("person-row-{record}");
        self.window.press(&row).await.unwrap();
        self.window.see("screen-glance").await.unwrap();
        self.window
            .is("banner", "data-record", record, SOON)
            .await
            .unwrap();
    }

    async fn says(&self, words: &str) -> bool {
        let page = self.window.page_words().await.unwrap();
        page.contains(words)
    }

    async fn assert_glance(&self) {
        let summary = self.cell(Act::Glance);
        let of = self.role.words();
        let knows_who = summary != Cell::No;
        assert_eq!(self.says("FENWICK").await, knows_who, "{of}: her name");
        let knows_how = summary == Cell::Yes;
        assert_eq!(self.says(KNOWN).await, knows_how, "{of}: an allergy");
        let card = self.window.has("card-cpr").await.unwrap();
        assert_eq!(card, knows_how, "{of}: the card of CPR");
    }

    async fn assert_who_looked(&self) {
        let may = self.cell(Act::WhoLooked) == Cell::Yes;
        let tab = self.window.has("tab-who-looked").await.unwrap();
        assert_eq!(tab, may, "{}: who looked", self.role.words());
        if may {
            self.window.press("tab-who-looked").await.unwrap();
            self.window.see("who-looked").await.unwrap();
        }
    }

    /// Opens the record, and gives whether there is anything of it for her.
    async fn open_record(&self) -> bool {
        self.window.press("tab-record").await.unwrap();
        let either = "[data-test='section-title'], [data-test='record-not-yours']";
        self.window.find(either, SOON).await.unwrap();
        self.window.has("section-title").await.unwrap()
    }

    /// Opens a section, where there is one for her.
    async fn open_section(&self, section: &str) -> bool {
        let there = self
            .window
            .has(&format!("section-{section}"))
            .await
            .unwrap();
        if there {
            self.window.open_section(section).await.unwrap();
        }
        there
    }

    async fn assert_withheld(&self) {
        let may = self.cell(Act::Withheld) == Cell::Yes;
        let of = self.role.words();
        let open = self.open_section("allergies").await;
        assert_eq!(open, self.cell(Act::Glance) == Cell::Yes, "{of}: allergies");
        assert_eq!(self.says(WITHHELD).await, may, "{of}: what is withheld");
        assert_eq!(self.says(WHOM_TO_ASK).await, open, "{of}: whom to ask");
    }

    async fn line(&self, name: &str) -> Shown {
        let line = format!("line-{name}");
        self.window.see(&line).await.unwrap();
        let shown = self
            .window
            .script(&format!(
                "const line = document.querySelector(\"[data-test='{line}']\");
                 const button = line.querySelector(\"[data-test='change-{name}'], [data-test='add-{name}']\");
                 return [line.innerText, button?.innerText ?? null]"
            ))
            .await
            .unwrap();
        Shown {
            words: shown[0].as_str().unwrap().to_owned(),
            button: shown[1].as_str().map(str::to_owned),
        }
    }

    async fn assert_line(&self, line: Line, cell: Cell) {
        let of = format!("{} for a {}", line.name, self.role.words());
        if !self.open_section(line.section).await {
            assert_eq!(cell, Cell::No, "{of}: its section is not there");
            return;
        }
        let Shown { words, button } = self.line(line.name).await;
        let button = button.as_deref();
        match cell {
            Cell::Write => assert!(TO_WRITE.map(Some).contains(&button), "{of}: {button:?}"),
            Cell::Transcribe => assert_eq!(button, Some(TO_COPY), "{of}"),
            Cell::Suggest => assert_eq!(button, Some(TO_SUGGEST), "{of}"),
            Cell::No | Cell::Yes | Cell::Office => assert_eq!(button, None, "{of}"),
        }
        // Of a plain field that she might suggest if it took suggestions, nothing more is said.
        if line.part.is_some() {
            assert_eq!(words.contains(BY_OTHERS), cell == Cell::No, "{of}: {words}");
        }
    }

    /// The page for a note opens from anywhere; there is a form for those who may write one.
    async fn assert_note(&self, cell: Cell) {
        self.window.press("write-note").await.unwrap();
        let either = "[data-test='input-text'], [data-test='note-not-yours']";
        self.window.find(either, SOON).await.unwrap();
        let form = self.window.has("input-text").await.unwrap();
        assert_eq!(form, cell == Cell::Write, "{}", self.role.words());
    }

    async fn assert_staff(&self) {
        let may = self.cell(Act::LetIn) == Cell::Yes;
        let listed = self.window.has("nav-staff").await.unwrap();
        assert_eq!(listed, may, "{}: Staff", self.role.words());
        if may {
            self.window.press("nav-staff").await.unwrap();
            self.window.see("staff-add").await.unwrap();
        }
    }

    /// Asks as a page would that does not keep to its own buttons; gives the code where it is refused.
    async fn asks(&self, request: Value) -> Option<String> {
        let script = "const done = arguments[arguments.length - 1];
            window.__TAURI_INTERNALS__.invoke('ask', { request: arguments[0] }).then(done, (error) => done(String(error)));";
        let client = self.window.client();
        let outcome = client.execute_async(script, vec![request]).await.unwrap();
        match outcome["outcome"].as_str() {
            Some("done") => None,
            Some("failed") => outcome["error"]["code"].as_str().map(str::to_owned),
            _ => Some(format!("no outcome: {outcome}")),
        }
    }

    /// The door behind the buttons: what no button offers is refused there, too.
    async fn assert_door(&self) {
        let record = &self.home.record;
        let of = self.role.words();
        let who_looked = json!({ "kind": "who_looked", "record": record });
        let may = self.cell(Act::WhoLooked) == Cell::Yes;
        let expected = (!may).then_some("audit.of_others");
        assert_eq!(self.asks(who_looked).await.as_deref(), expected, "{of}");
        if self.cell(Act::LetIn) == Cell::No {
            let let_in = json!({
                "kind": "add_colleague", "manager_pin": PIN, "name": "Temi Bello",
                "roles": ["care_assistant"], "registration": null, "hours": 2, "pin": "135791",
            });
            let refused = self.asks(let_in).await;
            assert_eq!(refused.as_deref(), Some("staff.managers_only"), "{of}");
        }
        for (row, line) in said() {
            let cell = row.cell(self.role);
            for way in line.ways().iter().filter(|way| !cell.takes(**way)) {
                let refused = self.asks(line.request(record, *way)).await;
                let expected = Some("edit.not_allowed");
                assert_eq!(refused.as_deref(), expected, "{of}: {} {way:?}", line.name);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_cell_of_the_table_holds_for_whoever_sits_at_the_window() {
    let home = Home::set();
    let window = Window::open(&home.computer).await.unwrap();
    for (role, who) in &home.staff {
        window.sign_in(who, PIN).await.unwrap();
        let at_it = AtIt {
            window: &window,
            home: &home,
            role: *role,
        };
        at_it.assert_staff().await;
        at_it.open_person().await;
        at_it.assert_glance().await;
        at_it.assert_who_looked().await;
        let reads = at_it.open_record().await;
        assert_eq!(
            reads,
            at_it.cell(Act::Glance) != Cell::No,
            "{}",
            role.words()
        );
        at_it.assert_withheld().await;
        for (row, line) in said() {
            let cell = row.cell(*role);
            at_it.assert_line(line, cell).await;
            if line.name == "note" {
                at_it.assert_note(cell).await;
                at_it.open_record().await;
            }
        }
        at_it.assert_door().await;
        window.lock().await.unwrap();
    }
    window.close().await.unwrap();
}
