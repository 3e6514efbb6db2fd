//! A device that lies: what somebody may not write comes signed and sealed as if she had been let, in her own role or in
//! one that she was never given. It is kept, and counts for nothing where it is read.

use alongside_tests::dice::Dice;
use alongside_tests::permissions::{Cell, Line, Way, everyone, said, with_role};
use alongside_tests::region::{Computer, Device, Region, Staff, change, text};
use care_record::{Body, Edit, Entry, EntryId, Record, RecordId, Role, Statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use sync_protocol::bytes::Bytes;
use sync_protocol::roles::RoleCode;

/// Says of a statement that its author may not write it.
const NOT_IN_FORCE: &str = "not in force: its author may not write this";

/// What stands in place of a role that an author was never given.
const NO_ROLE: &str = "role not known";

fn code(role: Role) -> RoleCode {
    RoleCode::new(role.code())
}

/// One statement of a device that lies.
struct Lie {
    line: Line,
    /// What the author's certificate says she is.
    held: Role,
    /// What the envelope says she is.
    named: Role,
}

/// A lie for each cell that does not allow to write: in her own role, and in the role of somebody who may.
fn lies() -> Vec<Lie> {
    let mut lies = Vec::new();
    for (row, line) in said() {
        let who_may = row.by_role().find(|(_, cell)| *cell == Cell::Write);
        let (who_may, _) = who_may.unwrap();
        for (held, _) in row.by_role().filter(|(_, cell)| *cell != Cell::Write) {
            lies.extend([held, who_may].map(|named| Lie { line, held, named }));
        }
    }
    lies
}

/// What says the other thing: an entry in place of those that are named, or the field set anew.
fn instead(line: &Line, of: &[EntryId], dice: &mut Dice) -> Edit {
    let [_, words] = line.words;
    let Some(part) = line.part else {
        return Edit::set(line.name, Statement::words(words));
    };
    let body: Body = [(part.to_owned(), words.into())].into_iter().collect();
    let entry = Entry::new(line.name, body).superseding(of.iter().cloned());
    Edit::enter(EntryId::from_random(dice.bytes()), entry)
}

/// What stands in each line, with who said it; and what is suggested there.
fn reading(computer: &Computer, record: &str) -> BTreeMap<&'static str, Value> {
    let page = computer.must(&["show", record]);
    let sections = page["sections"].as_array().unwrap().iter();
    let lines: Vec<&Value> = sections
        .flat_map(|section| section["lines"].as_array().unwrap())
        .collect();
    said()
        .map(|(_, line)| {
            let shown = lines.iter().find(|shown| shown["name"] == line.name);
            let shown = shown.unwrap();
            let (items, suggested) = (&shown["items"], &shown["suggestions"]);
            (line.name, json!([items, suggested]))
        })
        .collect()
}

/// The entries of a line.
fn entries(computer: &Computer, record: &str, line: &str) -> Vec<EntryId> {
    let history = computer.must(&["history", record, line]);
    let lines = history["lines"].as_array().unwrap().iter();
    lines
        .map(|said| EntryId::named(text(&said["value"], "id")))
        .collect()
}

/// How often a line holds what counts for nothing, by the role that is shown for its author.
fn of_no_force(computer: &Computer, record: &str, line: &str) -> BTreeMap<String, usize> {
    let history = computer.must(&["history", record, line]);
    let mut found = BTreeMap::new();
    let lines = history["lines"].as_array().unwrap().iter();
    for said in lines.filter(|said| said["standing"] == NOT_IN_FORCE) {
        let role = text(&said["value"]["sources"][0], "role").to_owned();
        *found.entry(role).or_default() += 1;
    }
    found
}

#[test]
fn what_somebody_may_not_write_counts_for_nothing_however_it_is_sealed() {
    let mut dice = Dice::printed("forged permissions");
    let region = Region::begin();
    let site = region.site("Riverside Care", "Riverside House");
    let staff: Vec<(Role, Staff)> = everyone(&region, &site);
    let gp = with_role(&staff, Role::Gp);
    let writes = region.computer(&site, "Surgery PC", &[gp]);
    let reads = region.computer(&site, "Office PC", &[gp]);
    let record = writes.new_person("Fenwick", "Margaret");
    let honest: Vec<Value> = said()
        .map(|(_, line)| line.request(&record, Way::Plain))
        .collect();
    writes.ask(&honest);
    region.run_until_quiet(&[&writes, &reads]);
    let read_before = [&reads, &writes].map(|computer| reading(computer, &record));
    let honest: BTreeMap<&str, Vec<EntryId>> = said()
        .map(|(_, line)| (line.name, entries(&reads, &record, line.name)))
        .collect();

    let mut device = Device::enrol(&region.hub, &region.device_code(&site), &mut dice);
    let id: RecordId = record.parse().unwrap();
    let (mut content, actor) = (Record::new(id), dice.bytes());
    let mut seal = |device: &mut Device, lie: &Lie| {
        let edit = instead(&lie.line, &honest[lie.line.name], &mut dice);
        let (change, _) = change(&mut content, actor, &[edit]);
        device.write_as(code(lie.held), code(lie.named));
        Bytes::from(device.seal(id, vec![change]).bytes())
    };
    let lies = lies();
    let sealed: Vec<Bytes> = lies.iter().map(|lie| seal(&mut device, lie)).collect();
    let answered = device.offer(&region.hub, &sealed);
    let all = Some(lies.len() as u64);
    assert_eq!((answered.accepted, answered.refused), (all, vec![]));

    region.run_until_quiet(&[&writes, &reads]);
    for (computer, before) in [&reads, &writes].into_iter().zip(read_before) {
        let mut after = reading(computer, &record);
        for (row, line) in said() {
            let told = lies.iter().filter(|lie| lie.line == line);
            let mut due: BTreeMap<String, usize> = BTreeMap::new();
            for lie in told {
                let hers = lie.held == lie.named;
                let role = if hers { lie.held.words() } else { NO_ROLE };
                *due.entry(role.to_owned()).or_default() += 1;
            }
            let of = format!("{}: {} at {}", row.title, line.name, computer.name());
            assert_eq!(of_no_force(computer, &record, line.name), due, "{of}");
            assert_eq!(
                after.remove(line.name),
                before.get(line.name).cloned(),
                "{of}"
            );
        }
    }

    // It was not the sealing: the same from somebody who may is believed.
    let (_, cpr) = said()
        .find(|(_, line)| line.name == "cpr_decision")
        .unwrap();
    let (held, named) = (Role::HospiceDoctor, Role::HospiceDoctor);
    let line = cpr;
    let sound = seal(&mut device, &Lie { line, held, named });
    let answered = device.offer(&region.hub, &[sound]);
    assert_eq!(answered.refused, []);
    region.run_until_quiet(&[&writes, &reads]);
    let decision = &reading(&reads, &record)[cpr.name][0][0]["values"];
    let decided: Vec<&Value> = decision.as_array().unwrap().iter().collect();
    assert_eq!(decided.len(), 1, "{decision}");
    assert_eq!(decided[0]["parts"]["decision"], cpr.words[1]);
}
