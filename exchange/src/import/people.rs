//! Who the files are about, and what a reference to a person means.

use std::collections::{BTreeMap, BTreeSet};

use care_record::{Body, Edit, NhsNumber, Statement};
use serde_json::Value;

use super::cursor::Node;
use super::draft::Draft;
use super::reason::Reason;
use super::report::Report;
use super::{PersonKey, PersonPlan, Source, beyond_us};
use crate::codes;

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Person(usize),
    Nobody,
    Several,
}

/// Whom a Patient tells of.
enum Known {
    Nobody,
    Person(usize),
    /// Somebody else with the same NHS number.
    Contradicted,
}

/// The people known under a name, each with the file in which.
type Names = BTreeMap<String, Vec<(usize, usize)>>;

/// Everybody in the files.
#[derive(Default)]
pub(crate) struct People {
    plans: Vec<PersonPlan>,
    /// The date of birth each was first met with.
    born: Vec<Option<String>>,
    /// Source to person, for a Patient resource.
    told: BTreeMap<usize, usize>,
    /// Source and index among its contained resources to the id it has there and the person.
    contained: BTreeMap<(usize, usize), (String, usize)>,
    /// Those of them that tell of a person of whom nothing else tells.
    told_contained: BTreeMap<(usize, usize), usize>,
    /// `fullUrl`s and `Patient/<id>`s.
    by_name: Names,
    by_nhs_number: Names,
    aside: BTreeMap<usize, Reason>,
    /// What has been said of whom, so that nothing is said twice.
    said: BTreeSet<(usize, String)>,
    files: Vec<usize>,
}

impl People {
    /// Finds everybody. Resources given twice and earlier versions are set aside here, so that
    /// nobody is met twice.
    pub(crate) fn find(sources: &[Source]) -> Self {
        let mut people = Self {
            files: sources.iter().map(|source| source.file).collect(),
            ..Self::default()
        };
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (index, source) in sources.iter().enumerate() {
            let root = Node::root(&source.resource.tree);
            if source.resource.bundle_type.as_deref() == Some("history") {
                people.aside.insert(index, Reason::HistoryEntry);
                continue;
            }
            let first = *seen
                .entry(source.resource.tree.to_string())
                .or_insert(index);
            if first != index {
                people.aside.insert(index, Reason::DuplicateResource);
                if let Some(person) = people.told.get(&first).copied() {
                    people.know(person, source, &root);
                }
                continue;
            }
            if let Some(reason) = unusable(&source.resource.kind, &root) {
                people.aside.insert(index, reason);
            } else if source.resource.kind == "Patient" {
                match people.known_as(&root) {
                    Known::Nobody => {
                        let person = people.new_person(&root);
                        people.told.insert(index, person);
                        people.know(person, source, &root);
                    }
                    Known::Person(person) => {
                        people.told.insert(index, person);
                        people.know(person, source, &root);
                    }
                    Known::Contradicted => {
                        people.aside.insert(index, Reason::SharedNhsNumber);
                    }
                }
            }
        }
        for (index, source) in sources.iter().enumerate() {
            if !people.aside.contains_key(&index) {
                people.find_contained(index, source);
            }
        }
        people
    }

    fn find_contained(&mut self, index: usize, source: &Source) {
        if !matches!(
            source.resource.kind.as_str(),
            "RelatedPerson" | "AllergyIntolerance" | "Flag" | "Consent"
        ) {
            return;
        }
        for (place, patient) in Node::root(&source.resource.tree)
            .list("contained")
            .iter()
            .enumerate()
        {
            let usable = patient.member_text("resourceType") == Some("Patient");
            if !usable || unusable("Patient", patient).is_some() {
                continue;
            }
            let person = match self.known_as(patient) {
                Known::Person(person) => person,
                Known::Nobody => {
                    let person = self.new_person(patient);
                    self.told_contained.insert((index, place), person);
                    self.know(person, source, patient);
                    person
                }
                Known::Contradicted => continue,
            };
            let id = patient.member_text("id").unwrap_or_default().to_owned();
            self.contained.insert((index, place), (id, person));
        }
    }

    fn new_person(&mut self, patient: &Node<'_>) -> usize {
        self.plans.push(PersonPlan {
            key: PersonKey::default(),
            edits: Vec::new(),
        });
        self.born
            .push(patient.member_text("birthDate").map(str::to_owned));
        self.plans.len() - 1
    }

    /// Whether a Patient is somebody whom another Patient of these files tells of: one NHS number,
    /// and no two dates of birth. Two records for one person would be bad; one record for two people
    /// would be worse.
    fn known_as(&self, patient: &Node<'_>) -> Known {
        let numbers = nhs_numbers(patient);
        let [number] = numbers.as_slice() else {
            return Known::Nobody;
        };
        let Some(person) = self
            .by_nhs_number
            .get(number)
            .and_then(|known| known.first())
            .map(|(_, person)| *person)
        else {
            return Known::Nobody;
        };
        let born = self.born.get(person).and_then(Option::as_deref);
        match (born, patient.member_text("birthDate")) {
            (Some(one), Some(other)) if one != other => Known::Contradicted,
            _ => Known::Person(person),
        }
    }

    fn know(&mut self, person: usize, source: &Source, patient: &Node<'_>) {
        let top = patient.path().first_member().is_none();
        if top {
            let id = patient.member_text("id").map(|id| format!("Patient/{id}"));
            for name in id.into_iter().chain(source.resource.full_url.clone()) {
                self.by_name
                    .entry(name)
                    .or_default()
                    .push((source.file, person));
            }
        }
        for number in nhs_numbers(patient) {
            self.by_nhs_number
                .entry(number)
                .or_default()
                .push((source.file, person));
        }
    }

    /// Why a resource is not read at all, if so.
    pub(crate) fn set_aside(&self, index: usize) -> Option<Reason> {
        self.aside.get(&index).copied()
    }

    /// The people a resource itself tells of, with the part that does.
    pub(crate) fn told_by<'t>(&self, index: usize, root: &Node<'t>) -> Vec<(usize, Node<'t>)> {
        if let Some(person) = self.told.get(&index) {
            return vec![(*person, root.clone())];
        }
        let contained = root.list("contained").into_iter().enumerate();
        contained
            .filter_map(|(place, node)| Some((*self.told_contained.get(&(index, place))?, node)))
            .collect()
    }

    /// The first of them.
    pub(crate) fn told_first(&self, index: usize) -> Option<usize> {
        self.told.get(&index).copied()
    }

    /// Whom a reference from a resource means. Within one file its own names come first.
    pub(crate) fn resolve(&self, reference: Option<&Node<'_>>, from: usize) -> Found {
        let (Some(reference), Some(file)) = (reference, self.files.get(from).copied()) else {
            return Found::Nobody;
        };
        let by_name = match reference.member_text("reference") {
            Some(local) if local.starts_with('#') => self.resolve_contained(local, from),
            Some(name) => {
                let name = name.split("/_history/").next().unwrap_or(name);
                self.only(self.by_name.get(name), file)
            }
            None => Found::Nobody,
        };
        let by_number = match reference
            .get("identifier")
            .and_then(|identifier| nhs_number(&identifier))
        {
            Some(number) => self.only(self.by_nhs_number.get(&number), file),
            None => Found::Nobody,
        };
        match (by_name, by_number) {
            (Found::Person(one), Found::Person(other)) if one != other => Found::Several,
            (Found::Nobody, by_number) => by_number,
            (by_name, _) => by_name,
        }
    }

    fn resolve_contained(&self, local: &str, from: usize) -> Found {
        let mut found = Found::Nobody;
        for (id, person) in self
            .contained
            .range((from, 0)..=(from, usize::MAX))
            .map(|(_, known)| known)
        {
            if local.strip_prefix('#') == Some(id.as_str()) {
                found = if found == Found::Nobody {
                    Found::Person(*person)
                } else {
                    Found::Several
                };
            }
        }
        found
    }

    fn only(&self, known: Option<&Vec<(usize, usize)>>, file: usize) -> Found {
        let Some(known) = known else {
            return Found::Nobody;
        };
        let mut here: Vec<usize> = known
            .iter()
            .filter(|(f, _)| *f == file)
            .map(|(_, person)| *person)
            .collect();
        if here.is_empty() {
            here = known.iter().map(|(_, person)| *person).collect();
        }
        here.sort_unstable();
        here.dedup();
        match here.as_slice() {
            [] => Found::Nobody,
            [person] => Found::Person(*person),
            _ => Found::Several,
        }
    }

    /// Adds what a resource said about a person.
    pub(crate) fn add(
        &mut self,
        person: usize,
        draft: &mut Draft<'_>,
        source: &Source,
        report: &mut Report,
    ) {
        let (edits, taken, key) = draft.hand_over();
        report.took(source, person, taken);
        let Some(plan) = self.plans.get_mut(person) else {
            return;
        };
        for edit in edits {
            if self.said.insert((person, statement(&edit))) {
                plan.edits.push(edit);
            }
        }
        let parts = [
            (&mut plan.key.nhs_number, key.nhs_number),
            (&mut plan.key.family_name, key.family_name),
            (&mut plan.key.given_names, key.given_names),
            (&mut plan.key.birth_date, key.birth_date),
        ];
        for (kept, new) in parts {
            if kept.is_none() {
                *kept = new;
            }
        }
    }

    /// The registers that are already set for a person.
    pub(crate) fn registers(&self, person: usize) -> BTreeMap<String, Statement> {
        let edits = self
            .plans
            .get(person)
            .map(|plan| plan.edits.as_slice())
            .unwrap_or_default();
        let registers = edits.iter().filter_map(|edit| match edit {
            Edit::Set { field, statement } => Some((field.clone(), statement.clone())),
            Edit::Enter { .. } => None,
        });
        registers.collect()
    }

    pub(crate) fn into_plans(self) -> Vec<PersonPlan> {
        self.plans
    }
}

/// What an edit says, whatever its id.
fn statement(edit: &Edit) -> String {
    match edit {
        Edit::Set { field, statement } => format!("{field} {:?}", statement.answer),
        Edit::Enter { draft, .. } => format!("{} {}", draft.kind, words(&draft.kind, &draft.body)),
    }
}

/// What an entry says, in one spelling. How sure a sender is of a number is not another number.
pub(crate) fn words(kind: &str, body: &Body) -> String {
    let counts = |part: &&String| kind != "nhs_number" || part.as_str() == "value";
    let parts: BTreeMap<&String, &Value> = body.iter().filter(|(part, _)| counts(part)).collect();
    format!("{parts:?}")
}

/// Why a resource that could tell of a person must not be read.
fn unusable(kind: &str, root: &Node<'_>) -> Option<Reason> {
    if !matches!(
        kind,
        "Patient" | "RelatedPerson" | "AllergyIntolerance" | "Flag" | "Consent"
    ) {
        return None;
    }
    if let Some(reason) = beyond_us(root) {
        return Some(reason);
    }
    if kind == "Patient" {
        if root
            .list("link")
            .iter()
            .any(|link| link.member_text("type") == Some("replaced-by"))
        {
            return Some(Reason::PatientReplaced);
        }
        if root.value().get("active").and_then(Value::as_bool) == Some(false) {
            return Some(Reason::PatientInactive);
        }
    }
    None
}

/// The valid NHS numbers in use of a Patient.
pub(crate) fn nhs_numbers(patient: &Node<'_>) -> Vec<String> {
    let identifiers = patient.list("identifier");
    identifiers
        .iter()
        .filter(|i| i.member_text("use") != Some("old"))
        .filter_map(nhs_number)
        .collect()
}

fn nhs_number(identifier: &Node<'_>) -> Option<String> {
    if identifier.member_text("system") != Some(codes::NHS_NUMBER) {
        return None;
    }
    let number = NhsNumber::parse(identifier.member_text("value")?).ok()?;
    Some(number.digits().to_owned())
}
