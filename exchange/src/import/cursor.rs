//! Walking a resource with a memory of where one stands.

use std::fmt::Write as _;

use serde_json::Value;

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

    pub(crate) fn is_within(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    pub(crate) fn first_member(&self) -> Option<&str> {
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
#[derive(Clone)]
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
