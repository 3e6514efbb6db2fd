//! Names of things: sixteen random bytes each, drawn by whoever makes the thing.
//!
//! Text form: a hyphenated lower-case UUID. Nothing is read out of the bytes; they are compared and no more.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::fixed::fixed_bytes;

/// A text that is not a hyphenated lower-case UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an id: expected a hyphenated lower-case UUID")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        fixed_bytes!($(#[$doc])* $name, 16);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                uuid::Uuid::from_bytes(self.to_bytes()).as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let id = uuid::Uuid::try_parse(text).map(|id| Self::new(id.into_bytes())).map_err(|_| IdError)?;
                // The parser also takes braces, capitals and missing hyphens; one id has one text form here.
                if id.to_string() == text { Ok(id) } else { Err(IdError) }
            }
        }
    };
}

id!(
    /// A record: one person's folder.
    RecordId
);
id!(
    /// A device enrolled into a site.
    DeviceId
);
id!(
    /// A member of staff.
    StaffId
);
id!(
    /// A site: a home, a team, a ward.
    SiteId
);
id!(
    /// An organisation that runs sites.
    OrganisationId
);
id!(
    /// A shelf: a set of documents that some devices carry.
    ShelfId
);

impl ShelfId {
    /// The shelf of a site. A site has one shelf, named by the same bytes.
    #[must_use]
    pub const fn of_site(site: SiteId) -> Self {
        Self::new(site.to_bytes())
    }
}

/// Which sheet of a record: sheets differ in who may carry them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct SheetId(#[n(0)] u8);

impl SheetId {
    /// Carried by everyone who cares for the person.
    pub const SHARED: Self = Self(0);
    /// Withheld from some teams or roles.
    pub const RESTRICTED: Self = Self(1);
    /// Never leaves the organisation.
    pub const LOCAL: Self = Self(2);

    /// Wraps a sheet number.
    #[must_use]
    pub const fn new(number: u8) -> Self {
        Self(number)
    }

    /// The sheet number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for SheetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A document: one sheet of one record. The unit that has a log, heads and an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct DocumentId {
    /// Whose folder.
    #[n(0)]
    pub record: RecordId,
    /// Which sheet of it.
    #[n(1)]
    pub sheet: SheetId,
}

impl DocumentId {
    /// Names a sheet of a record.
    #[must_use]
    pub const fn new(record: RecordId, sheet: SheetId) -> Self {
        Self { record, sheet }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.record, self.sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_text_form() {
        let id = RecordId::new([0xab; 16]);
        let text = id.to_string();
        assert_eq!(text, "abababab-abab-abab-abab-abababababab");
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(
            format!("{id:?}"),
            text,
            "a log names a thing as a screen does"
        );
        for other in [
            text.to_uppercase(),
            text.replace('-', ""),
            format!("{{{text}}}"),
        ] {
            assert_eq!(other.parse::<RecordId>(), Err(IdError), "{other}");
        }
    }

    #[test]
    fn the_shelf_of_a_site_has_its_bytes() {
        assert_eq!(ShelfId::of_site(SiteId::new([9; 16])).as_bytes(), &[9; 16]);
    }
}
