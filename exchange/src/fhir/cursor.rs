//! Reading a resource while keeping count of what was read.
//!
//! *Guarantees*: every part of a resource ends up claimed (taken, kept aside or refused) or is
//! reported as not read. A mapper that forgets an element cannot lose it; the element shows up in
//! the report instead.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::source::{Parts, parts};

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Into a member of an object.
    Member(String),
    /// Into an item of an array.
    Item(usize),
}

/// The steps from a resource to one of its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path(Vec<Step>);

impl Path {
    pub(crate) fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    fn is_within(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    fn first_member(&self) -> Option<&str> {
        match self.0.first() {
            Some(Step::Member(name)) => Some(name),
            _ => None,
        }
    }

    /// The path in words, after the place of its resource: `Patient.name[1].given[0]`.
    pub(crate) fn shown(&self, place: &str) -> String {
        let mut shown = place.to_owned();
        for step in &self.0 {
            // Writing to a String cannot fail.
            let _ = match step {
                Step::Member(name) => write!(shown, ".{}", shown_name(name)),
                Step::Item(index) => write!(shown, "[{index}]"),
            };
        }
        shown
    }
}

/// A member name as it may be shown: FHIR's own names are plain; anything else could be a sentence
/// about somebody and is not repeated in a path.
pub(crate) fn shown_name(name: &str) -> &str {
    let plain = name.len() <= 64 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { name } else { "?" }
}

/// A value of a resource together with where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node<'t> {
    value: &'t Value,
    path: Path,
}

impl<'t> Node<'t> {
    pub(crate) fn root(value: &'t Value) -> Self {
        Self {
            value,
            path: Path::default(),
        }
    }

    pub(crate) fn value(&self) -> &'t Value {
        self.value
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A member, if it is there and not null.
    pub(crate) fn get(&self, name: &str) -> Option<Node<'t>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Node {
            value,
            path: self.path.then(Step::Member(name.to_owned())),
        })
    }

    /// The items of a repeating member. A sender who wrote one value where FHIR wants a list is
    /// understood.
    pub(crate) fn list(&self, name: &str) -> Vec<Node<'t>> {
        let Some(member) = self.get(name) else {
            return Vec::new();
        };
        let Value::Array(items) = member.value else {
            return vec![member];
        };
        let item = |(index, value)| Node {
            value,
            path: member.path.then(Step::Item(index)),
        };
        items
            .iter()
            .enumerate()
            .map(item)
            .filter(|item| !item.value.is_null())
            .collect()
    }

    /// This value as text without surrounding blanks, if it is text and not empty.
    pub(crate) fn text(&self) -> Option<&'t str> {
        self.value
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// The text of a member.
    pub(crate) fn member_text(&self, name: &str) -> Option<&'t str> {
        self.value
            .get(name)?
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }
}

/// What became of a part of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Taken,
    Kept(&'static str),
    Refused(&'static str),
}

/// A part that was not taken, with the text it was sent as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) path: Path,
    pub(crate) code: &'static str,
    pub(crate) text: String,
    pub(crate) refused: bool,
}

/// What was claimed of one resource so far.
#[derive(Debug, Default)]
pub(crate) struct Claims(BTreeMap<Path, Claim>);

impl Claims {
    /// The part went into the record, whole.
    pub(crate) fn take(&mut self, node: &Node<'_>) {
        self.0.insert(node.path.clone(), Claim::Taken);
    }

    /// Takes the named members of a part.
    pub(crate) fn take_members(&mut self, node: &Node<'_>, names: &[&str]) {
        for name in names {
            if let Some(member) = node.get(name) {
                self.take(&member);
            }
        }
    }

    /// The part is kept aside for a reason of its own.
    pub(crate) fn keep(&mut self, node: &Node<'_>, code: &'static str) {
        self.0.insert(node.path.clone(), Claim::Kept(code));
    }

    /// The part cannot be right. It is kept aside all the same.
    pub(crate) fn refuse(&mut self, node: &Node<'_>, code: &'static str) {
        self.0.insert(node.path.clone(), Claim::Refused(code));
    }

    /// Everything of the resource that was not taken. One pass over the text, so that a resource
    /// made of a million strange parts costs no more than its length.
    pub(crate) fn settle(&self, text: &str) -> Vec<Left> {
        let mut left = Vec::new();
        self.walk(text, Path::default(), &mut left);
        left
    }

    fn walk(&self, text: &str, path: Path, left: &mut Vec<Left>) {
        // FHIR uses null only to keep places in a list.
        if text == "null" {
            return;
        }
        let mut within = self
            .0
            .range(path.clone()..)
            .take_while(|(other, _)| other.is_within(&path));
        let code = match within.next() {
            Some((other, Claim::Taken)) if *other == path => return,
            Some((other, Claim::Kept(code))) if *other == path => Some((*code, false)),
            Some((other, Claim::Refused(code))) if *other == path => Some((*code, true)),
            Some(_) => None,
            None => Some((unread_code(&path), false)),
        };
        if let Some((code, refused)) = code {
            left.push(Left {
                path,
                code,
                text: text.to_owned(),
                refused,
            });
            return;
        }
        match parts(text) {
            Parts::Members(members) => {
                for (name, part) in members {
                    if name == "resourceType" {
                        continue;
                    }
                    self.walk(part.get(), path.then(Step::Member(name)), left);
                }
            }
            Parts::Items(items) => {
                for (index, part) in items.into_iter().enumerate() {
                    self.walk(part.get(), path.then(Step::Item(index)), left);
                }
            }
            Parts::Whole => {}
        }
    }
}

/// Why a part that nobody claimed is kept aside.
fn unread_code(path: &Path) -> &'static str {
    match path.first_member() {
        None => "import.resource_not_read",
        Some("text") => "import.narrative",
        Some("meta") => "import.metadata",
        Some(_) => "import.element_not_read",
    }
}
