//! From the files of other systems to edits of records.
//!
//! *Assumes* nothing about the files. *Guarantees* that
//! - every part of every file is taken, kept aside or refused, and said to be so, with the exact text of
//!   what was not taken;
//! - what is taken is marked *imported*; an entry never replaces or confirms one that is in the
//!   record, and [`unsaid()`] sorts out the registers in which a person has said something else;
//! - one bad part spoils nothing else: a wrong NHS number is refused and the rest of the person taken.
//!
//! *If broken*, an allergy that another service sent could vanish without anybody knowing.
//!
//! Whose record an edit belongs to is for the caller to find, by the [`PersonKey`] of each
//! [`PersonPlan`]; what the record already says falls away with [`unsaid()`].

mod allergy;
mod claims;
mod consent;
mod contact;
mod cursor;
mod draft;
mod flag;
mod patient;
mod people;
mod read;
mod reason;
mod report;
mod surgery;
mod unsaid;

use care_record::{Edit, EntryId};
use chrono::NaiveDate;

pub use reason::Reason;
pub use report::{KeptAside, Report, Taken, UnreadFile};
pub use unsaid::{Unsaid, unsaid};

use crate::fhir::{self, Resource};
use claims::Claims;
use cursor::Node;
use draft::Draft;
use people::{Found, People};

/// One file to import.
#[derive(Clone, Copy)]
pub struct Input<'i> {
    /// Its name, for the report.
    pub name: &'i str,
    /// What is in it.
    pub bytes: &'i [u8],
}

// What a file says must not reach a log by way of `{:?}`; nor must its name, often a person's.
impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// What to write into records, and what became of everything else.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportPlan {
    /// The people the files are about, in the order in which they were met.
    pub people: Vec<PersonPlan>,
    /// What was taken, kept aside and refused.
    pub report: Report,
}

/// What the files say about one person.
#[derive(Clone, PartialEq)]
pub struct PersonPlan {
    /// By what to find the person's record.
    pub key: PersonKey,
    /// The edits, in an order fit for writing. All are on the basis *imported*.
    pub edits: Vec<Edit>,
}

impl std::fmt::Debug for PersonPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonPlan")
            .field("edits", &self.edits.len())
            .finish_non_exhaustive()
    }
}

/// By what a person is told from others. Every part may be missing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PersonKey {
    /// Ten digits.
    pub nhs_number: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// Given names.
    pub given_names: Option<String>,
    /// Date of birth, `YYYY-MM-DD`.
    pub birth_date: Option<String>,
}

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonKey(…)")
    }
}

/// A resource and the file it came from.
pub(crate) struct Source {
    pub(crate) file: usize,
    pub(crate) resource: Resource,
}

/// Reads the files together, so that references between them resolve, and says what to write.
///
/// `today` is the day on which the import happens: a date of birth after it is refused, and names,
/// addresses and alerts whose time is over are kept aside. `new_id` gives the id of each new entry.
pub fn plan(
    inputs: &[Input<'_>],
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> EntryId,
) -> ImportPlan {
    let mut report = Report::new(inputs.iter().map(|input| input.name.to_owned()).collect());
    let mut sources = Vec::new();
    for (file, input) in inputs.iter().enumerate() {
        match fhir::parse(input.bytes) {
            Ok(found) => {
                sources.extend(found.into_iter().map(|resource| Source { file, resource }))
            }
            Err(error) => report.unread.push(UnreadFile { file, error }),
        }
    }
    let mut people = People::find(&sources);
    // Who somebody is comes before what is said of them.
    let is_patient = |index: &usize| {
        sources
            .get(*index)
            .is_some_and(|source| source.resource.kind == "Patient")
    };
    let (patients, others): (Vec<usize>, Vec<usize>) = (0..sources.len()).partition(is_patient);
    for index in patients.into_iter().chain(others) {
        take(index, &sources, &mut people, &mut report, today, new_id);
    }
    ImportPlan {
        people: people.into_plans(),
        report,
    }
}

/// Takes what there is to take from one resource and reports on all of it.
fn take(
    index: usize,
    sources: &[Source],
    people: &mut People,
    report: &mut Report,
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> EntryId,
) {
    let Some(source) = sources.get(index) else {
        return;
    };
    let root = Node::root(&source.resource.tree);
    let mut claims = Claims::default();
    let mut draft = Draft::new(today, new_id, &mut claims);
    // A contained Patient stands for the person when nothing better does.
    for (person, patient) in people.told_by(index, &root) {
        draft.set_before = people.registers(person);
        patient::read(&patient, &mut draft);
        surgery::read(&patient, sources, index, &mut draft);
        people.add(person, &mut draft, source, report);
    }
    if let Some(reason) = people.set_aside(index) {
        draft.claims.keep(&root, reason);
    }
    let reader = reader(&source.resource.kind);
    let mut about = None;
    if let (Some((member, read)), None) = (reader, people.set_aside(index)) {
        match people.resolve(root.get(member).as_ref(), index) {
            Found::Person(person) => {
                about = Some(person);
                draft.claims.take_members(&root, &["id"]);
                if let Some(reference) = root.get(member) {
                    draft.claims.take(&reference);
                }
                read(&root, &mut draft);
                people.add(person, &mut draft, source, report);
            }
            Found::Nobody => draft.claims.refuse(&root, Reason::NoPatient),
            Found::Several => draft.claims.refuse(&root, Reason::AmbiguousPatient),
        }
    }
    let about = about.or_else(|| people.told_first(index));
    report.settle(source, about, &claims);
}

/// Reads a resource about somebody.
type Reader = fn(&Node<'_>, &mut Draft<'_>);

/// The element that says whom a kind of resource is about, and what reads it.
fn reader(kind: &str) -> Option<(&'static str, Reader)> {
    match kind {
        "RelatedPerson" => Some(("patient", contact::read_related)),
        "AllergyIntolerance" => Some(("patient", allergy::read)),
        "Flag" => Some(("subject", flag::read)),
        "Consent" => Some(("patient", consent::read)),
        _ => None,
    }
}

/// Whether a resource says of itself that it must not be read without knowing more.
pub(crate) fn beyond_us(root: &Node<'_>) -> Option<Reason> {
    if root.get("modifierExtension").is_some() {
        return Some(Reason::ModifierExtension);
    }
    root.get("implicitRules").map(|_| Reason::ImplicitRules)
}
