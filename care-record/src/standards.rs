//! What the two national standards ask for, and where each of their items is held: SCCI 1580 v4.0, *Palliative care
//! co-ordination: core content*, and the PRSB standard for palliative and end of life care v1.1.
//!
//! Taken from the standards are numbers, names and obligations, as facts. Every item is held by a line that names it
//! ([`crate::Part::origin`]), is a group of items, or says in a sentence why it is not held.

mod prsb;
mod scci;

use crate::{Origin, sections};

/// How strongly a standard asks for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obligation {
    /// Must be held.
    Mandatory,
    /// Must be supported, and filled where it is known.
    Required,
    /// May be held.
    Optional,
}

impl Obligation {
    /// As the standards name it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Obligation::Mandatory => "mandatory",
            Obligation::Required => "required",
            Obligation::Optional => "optional",
        }
    }
}

/// How an item is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// By the lines that name it.
    ByLines,
    /// A group: by the elements below it.
    ByElements,
    /// Nobody writes it, since it follows from what is written.
    Computed(&'static str),
    /// Not held, for this reason.
    Absent(&'static str),
}

/// An item of a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandardItem {
    /// As a declaration names it.
    pub origin: Origin,
    /// Its name; of PRSB the path.
    pub name: &'static str,
    /// How strongly it is asked for.
    pub obligation: Obligation,
    /// How it is held.
    pub held: Held,
}

impl StandardItem {
    const fn computed(mut self, how: &'static str) -> Self {
        self.held = Held::Computed(how);
        self
    }

    const fn absent(mut self, why: &'static str) -> Self {
        self.held = Held::Absent(why);
        self
    }

    /// The lines that hold it, such as `person.phone` or `cpr_decision.decision`.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        origins()
            .filter(|(_, origin)| *origin == self.origin)
            .map(|(line, _)| line)
            .collect()
    }
}

/// All items of SCCI 1580, by number.
#[must_use]
pub fn scci() -> &'static [StandardItem] {
    scci::ITEMS
}

/// All groups and elements of the PRSB standard, in its order.
pub fn prsb() -> impl Iterator<Item = &'static StandardItem> {
    prsb::SECTIONS.iter().copied().flatten()
}

/// Every item that a line of the record names, with the line.
pub fn origins() -> impl Iterator<Item = (String, Origin)> {
    sections().iter().flat_map(|section| {
        let kinds = section.kinds.iter().flat_map(|kind| {
            let whole = kind.origin.iter().map(|from| (kind.name.to_owned(), *from));
            let parts = kind.parts.iter().flat_map(move |part| {
                let line = format!("{}.{}", kind.name, part.name);
                part.origin.iter().map(move |from| (line.clone(), *from))
            });
            whole.chain(parts)
        });
        let fields = section.fields.iter().flat_map(|field| {
            let named = field.origin.iter();
            named.map(|from| (field.name.to_owned(), *from))
        });
        fields.chain(kinds)
    })
}

#[cfg(test)]
mod tests;
