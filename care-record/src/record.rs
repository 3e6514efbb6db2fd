//! One person's folder and its sheets.

use crate::view::Attribution;
use crate::{FieldValue, Hash, RecordView, Sheet};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Id of a record, 128 random bits, written as a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(Uuid);

impl RecordId {
    /// From its 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// Its 16 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.into_bytes()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl FromStr for RecordId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::parse_str(text).map(Self)
    }
}

/// Which sheet: each has an audience of its own. The number is what the wire carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetKind {
    /// For all who care for the person.
    Shared,
    /// Withheld from some teams or roles.
    Restricted,
    /// Never leaves the organisation.
    Local,
}

impl SheetKind {
    /// All three.
    pub const ALL: [SheetKind; 3] = [SheetKind::Shared, SheetKind::Restricted, SheetKind::Local];

    /// Number on the wire.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            SheetKind::Shared => 0,
            SheetKind::Restricted => 1,
            SheetKind::Local => 2,
        }
    }

    /// By number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        SheetKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One person's folder.
#[derive(Debug, Clone)]
pub struct Record {
    id: RecordId,
    sheets: [Sheet; 3],
}

impl Record {
    /// An empty record.
    #[must_use]
    pub fn new(id: RecordId) -> Self {
        Self {
            id,
            sheets: [Sheet::genesis(), Sheet::genesis(), Sheet::genesis()],
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// A sheet; one that this computer does not hold is empty.
    #[must_use]
    pub fn sheet(&self, kind: SheetKind) -> &Sheet {
        let [shared, restricted, local] = &self.sheets;
        match kind {
            SheetKind::Shared => shared,
            SheetKind::Restricted => restricted,
            SheetKind::Local => local,
        }
    }

    /// A sheet, to be written to or replaced.
    pub fn sheet_mut(&mut self, kind: SheetKind) -> &mut Sheet {
        let [shared, restricted, local] = &mut self.sheets;
        match kind {
            SheetKind::Shared => shared,
            SheetKind::Restricted => restricted,
            SheetKind::Local => local,
        }
    }

    /// What the record says. `attribute` tells from which signed envelope a change came; a change it does not know is
    /// shown with its author not known, and replaces nothing.
    #[must_use]
    pub fn view(&self, attribute: &dyn Fn(&Hash) -> Option<Attribution>) -> RecordView {
        RecordView::of(self, attribute)
    }

    /// The record as it stood: everything that was written up to a moment, milliseconds since 1970, by the writers' clocks.
    /// A change whose envelope is not known, and whatever rests on it, is left out.
    #[must_use]
    pub fn as_it_stood(
        &self,
        at_ms: i64,
        attribute: &dyn Fn(&Hash) -> Option<Attribution>,
    ) -> Self {
        let then = |hash: &Hash| attribute(hash).is_some_and(|by| by.recorded_at_ms <= at_ms);
        Self {
            id: self.id,
            sheets: self.sheets.each_ref().map(|sheet| sheet.with_only(&then)),
        }
    }

    /// Everything a register ever held, newest first within each sheet. A name that is not declared held nothing.
    #[must_use]
    pub fn past(
        &self,
        field: &str,
        attribute: &dyn Fn(&Hash) -> Option<Attribution>,
    ) -> Vec<FieldValue> {
        match crate::field(field) {
            Some(declaration) => {
                crate::view::values(self, declaration, attribute, Sheet::past_values)
            }
            None => Vec::new(),
        }
    }
}
