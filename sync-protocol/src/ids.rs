//! Names of things: sixteen random bytes each, drawn by whoever makes the thing.
//!
//! Text form: a hyphenated lower-case UUID. Nothing is read out of the bytes; they are compared and no more.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::fixed::fixed_bytes;
use crate::hashes::sha256;

/// What the hash that names a sheet's keeper begins with.
const KEEPER_CONTEXT: &[u8] = b"alongside sheet keeper";

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
///
/// The lowest byte is the kind. Above it stands, in six bytes, whose it is: what an organisation keeps to itself, or a
/// site withholds, is a sheet of its own and never runs together with another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode)]
#[cbor(transparent)]
pub struct SheetId(#[n(0)] u64);

impl SheetId {
    /// Carried by everyone who cares for the person.
    pub const SHARED: Self = Self(0);
    /// The kind that is withheld from some teams or roles; one for each site that withholds.
    pub const RESTRICTED_KIND: u8 = 1;
    /// The kind that never leaves the organisation; one for each organisation.
    pub const LOCAL_KIND: u8 = 2;
    /// The highest number: seven bytes.
    pub const MAX: Self = Self((1 << 56) - 1);

    /// Wraps a sheet number, or nothing when it is more than [`SheetId::MAX`].
    #[must_use]
    pub const fn new(number: u64) -> Option<Self> {
        if number > Self::MAX.0 {
            None
        } else {
            Some(Self(number))
        }
    }

    /// The sheet on which a site withholds.
    #[must_use]
    pub fn restricted_by(site: SiteId) -> Self {
        Self::kept(Self::RESTRICTED_KIND, site.as_bytes())
    }

    /// The sheet that an organisation keeps to itself.
    #[must_use]
    pub fn local_to(organisation: OrganisationId) -> Self {
        Self::kept(Self::LOCAL_KIND, organisation.as_bytes())
    }

    fn kept(kind: u8, keeper: &[u8; 16]) -> Self {
        let [a, b, c, d, e, f, ..] = sha256(&[KEEPER_CONTEXT, keeper]);
        Self(u64::from_be_bytes([0, a, b, c, d, e, f, kind]))
    }

    /// The sheet number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// What kind of sheet it is, whosever it is.
    #[must_use]
    pub const fn kind(self) -> u8 {
        let [kind, ..] = self.0.to_le_bytes();
        kind
    }
}

impl<'b, C> Decode<'b, C> for SheetId {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let at = d.position();
        Self::new(d.u64()?)
            .ok_or_else(|| minicbor::decode::Error::message("no such sheet number").at(at))
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
    fn what_one_keeps_is_another_sheet_than_what_another_keeps() {
        let ours = SheetId::local_to(OrganisationId::new([1; 16]));
        assert_eq!(ours, SheetId::local_to(OrganisationId::new([1; 16])));
        assert_eq!(ours.kind(), SheetId::LOCAL_KIND);
        assert_ne!(ours, SheetId::local_to(OrganisationId::new([2; 16])));
        let withheld = SheetId::restricted_by(SiteId::new([1; 16]));
        assert_eq!(withheld.kind(), SheetId::RESTRICTED_KIND);
        assert_eq!(
            withheld.get() >> 8,
            ours.get() >> 8,
            "the same sixteen bytes"
        );
        assert!(ours <= SheetId::MAX && SheetId::new(ours.get()) == Some(ours));
    }

    #[test]
    fn a_number_above_the_highest_is_no_sheet() {
        let beyond = SheetId::MAX.get() + 1;
        assert_eq!(SheetId::new(beyond), None);
        let mut wire = Vec::new();
        minicbor::encode(beyond, &mut wire).expect("a vector takes all");
        assert!(minicbor::decode::<SheetId>(&wire).is_err());
    }

    #[test]
    fn the_shelf_of_a_site_has_its_bytes() {
        assert_eq!(ShelfId::of_site(SiteId::new([9; 16])).as_bytes(), &[9; 16]);
    }
}
