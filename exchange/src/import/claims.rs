//! Keeping count of what was read of a resource.
//!
//! *Guarantees*: every part of a resource ends up claimed (taken, kept aside or refused) or is
//! reported as not read. A mapper that forgets an element cannot lose it; the element shows up in
//! the report instead.

use std::collections::BTreeMap;

use super::cursor::{Node, Path, Step};
use super::reason::Reason;
use crate::fhir::source::{Parts, parts};

/// What became of a part of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Taken,
    Kept(Reason),
    Refused(Reason),
}

/// A part that was not taken, with the text it was sent as.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) path: Path,
    pub(crate) reason: Reason,
    pub(crate) text: String,
    pub(crate) refused: bool,
}

/// What was claimed of one resource so far.
#[derive(Debug, Default)]
pub(crate) struct Claims(BTreeMap<Path, Claim>);

impl Claims {
    /// The part went into the record, whole.
    pub(crate) fn take(&mut self, node: &Node<'_>) {
        self.0.insert(node.path().clone(), Claim::Taken);
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
    pub(crate) fn keep(&mut self, node: &Node<'_>, reason: Reason) {
        self.0.insert(node.path().clone(), Claim::Kept(reason));
    }

    /// The part cannot be right. It is kept aside all the same.
    pub(crate) fn refuse(&mut self, node: &Node<'_>, reason: Reason) {
        self.0.insert(node.path().clone(), Claim::Refused(reason));
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
        let reason = match within.next() {
            Some((other, Claim::Taken)) if *other == path => return,
            Some((other, Claim::Kept(reason))) if *other == path => Some((*reason, false)),
            Some((other, Claim::Refused(reason))) if *other == path => Some((*reason, true)),
            Some(_) => None,
            None => Some((unread_reason(&path), false)),
        };
        if let Some((reason, refused)) = reason {
            left.push(Left {
                path,
                reason,
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
fn unread_reason(path: &Path) -> Reason {
    match path.first_member() {
        None => Reason::ResourceNotRead,
        Some("text") => Reason::Narrative,
        Some("meta") => Reason::Metadata,
        Some(_) => Reason::ElementNotRead,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn unclaimed_parts_are_left_as_they_were_sent() {
        let text = r#"{"resourceType":"Patient","id":"1","a":{"b":[1.50,2],"c":null},"name":[{"family":"X","use":"old"}]}"#;
        let tree: Value = serde_json::from_str(text).expect("json");
        let root = Node::root(&tree);
        let mut claims = Claims::default();
        claims.take_members(&root, &["id"]);
        claims.take(&root.list("name")[0].get("family").expect("family"));
        claims.refuse(
            &root.get("a").expect("a").list("b")[0],
            Reason::ImpossibleDate,
        );
        let left: Vec<_> = claims
            .settle(text)
            .into_iter()
            .map(|left| {
                (
                    left.path.shown("Patient"),
                    left.reason,
                    left.text,
                    left.refused,
                )
            })
            .collect();
        assert_eq!(
            left,
            vec![
                (
                    "Patient.a.b[0]".to_owned(),
                    Reason::ImpossibleDate,
                    "1.50".to_owned(),
                    true
                ),
                (
                    "Patient.a.b[1]".to_owned(),
                    Reason::ElementNotRead,
                    "2".to_owned(),
                    false
                ),
                (
                    "Patient.name[0].use".to_owned(),
                    Reason::ElementNotRead,
                    "\"old\"".to_owned(),
                    false
                ),
            ]
        );
    }
}
