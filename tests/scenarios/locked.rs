//! What is left in the memory of a program whose screen was locked.

use alongside_tests::region::{Computer, PIN, Process, Region};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use crate::screen::PATIENCE;

/// A program that answers one request after another, as the window's does.
pub(crate) struct Program {
    child: Child,
    asked: ChildStdin,
    answers: Receiver<Value>,
}

impl Program {
    pub(crate) fn at(computer: &Computer) -> Self {
        let mut child = computer
            .command("alongsidectl")
            .args(["--json", "ask"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, answers) = channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                // Whoever listened may have gone.
                let _gone = serde_json::from_str(&line).map(|line| tell.send(line));
            }
        });
        Self {
            asked: child.stdin.take().unwrap(),
            child,
            answers,
        }
    }

    pub(crate) fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.asked, "{request}").unwrap();
        let answer = self.answers.recv_timeout(PATIENCE).unwrap();
        assert_eq!(answer["outcome"], "done", "{answer}");
        answer
    }

    fn holds<'a>(&self, wanted: &[(&'a str, Vec<u8>)]) -> Option<BTreeSet<&'a str>> {
        Process(self.child.id()).memory_holds(wanted)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _dead = self.child.kill();
        let _ended = self.child.wait();
    }
}

#[test]
fn after_a_lock_no_key_is_left_in_memory() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let record = office.new_person("Fenwick", "Margaret");
    office.must(&["sync"]);
    let wanted = region.keys_of(&office, &asha);

    let mut program = Program::at(&office);
    program.ask(&json!({ "kind": "glance", "record": record }));
    let Some(open) = program.holds(&wanted) else {
        println!("SKIPPED: this system does not let a program's memory be read");
        return;
    };
    // The engine keeps the store's key masked; the search finds what is not.
    assert!(open.contains("the signing key"), "{open:?}");
    program.ask(&json!({ "kind": "lock" }));
    assert_eq!(program.holds(&wanted), Some(BTreeSet::new()));

    // Work that waits keeps the store open, and once it is shared the key goes.
    program.ask(&json!({ "kind": "sign_in", "staff": asha.id, "pin": PIN }));
    let note = json!({ "kind": "enter", "record": record, "entry_kind": "note", "body": { "text": "Slept well" },
        "supersedes": [], "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null });
    program.ask(&note);
    program.ask(&json!({ "kind": "lock" }));
    let waiting = program.holds(&wanted).unwrap();
    assert!(waiting.contains("the signing key"), "{waiting:?}");
}
