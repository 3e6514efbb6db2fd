//! One person's folder and its sheets.

use crate::view::Attribution;
use crate::{FieldValue, Hash, RecordView, Sheet};
use std::borrow::Cow;
use std::collections::BTreeMap;
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

/// One sheet of a record: what kind it is, and whose. A site that withholds and an organisation that keeps to itself
/// have a sheet of their own each; the shared sheet is nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId {
    /// What kind.
    pub kind: SheetKind,
    /// Whose, as a number that only machines know; 0 is nobody.
    keeper: u64,
}

impl SheetId {
    /// The number that the wire carries: the kind in the lowest byte, the keeper above it.
    #[must_use]
    pub fn code(self) -> u64 {
        self.keeper << 8 | u64::from(self.kind.code())
    }

    /// By number; nothing where a newer version made the kind.
    #[must_use]
    pub fn from_code(code: u64) -> Option<Self> {
        let [kind, ..] = code.to_le_bytes();
        Some(Self {
            kind: SheetKind::from_code(kind)?,
            keeper: code >> 8,
        })
    }
}

impl From<SheetKind> for SheetId {
    fn from(kind: SheetKind) -> Self {
        Self { kind, keeper: 0 }
    }
}

/// One person's folder.
#[derive(Debug, Clone)]
pub struct Record {
    id: RecordId,
    sheets: BTreeMap<SheetId, Sheet>,
}

impl Record {
    /// An empty record.
    #[must_use]
    pub fn new(id: RecordId) -> Self {
        Self {
            id,
            sheets: BTreeMap::new(),
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// The sheets that this computer holds, the shared one first.
    pub fn sheets(&self) -> impl Iterator<Item = (SheetId, &Sheet)> {
        self.sheets.iter().map(|(id, sheet)| (*id, sheet))
    }

    /// A sheet; one that this computer does not hold is empty.
    #[must_use]
    pub fn sheet(&self, id: impl Into<SheetId>) -> Cow<'_, Sheet> {
        match self.sheets.get(&id.into()) {
            Some(sheet) => Cow::Borrowed(sheet),
            None => Cow::Owned(Sheet::genesis()),
        }
    }

    /// A sheet, to be written to or replaced.
    pub fn sheet_mut(&mut self, id: impl Into<SheetId>) -> &mut Sheet {
        self.sheets.entry(id.into()).or_insert_with(Sheet::genesis)
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
            sheets: self
                .sheets()
                .map(|(id, sheet)| (id, sheet.with_only(&then)))
                .collect(),
        }
    }

    /// Values of registers that stand and count for nothing, because their author may not write them.
    #[must_use]
    pub fn values_not_in_force(
        &self,
        attribute: &dyn Fn(&Hash) -> Option<Attribution>,
    ) -> Vec<FieldValue> {
        crate::fields()
            .flat_map(|field| crate::view::values(self, field, attribute, Sheet::values))
            .filter(|value| value.by.is_some() && !value.in_force)
            .collect()
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
