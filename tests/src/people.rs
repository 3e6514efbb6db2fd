//! People who have never lived, and what is said of them: who wrote what, in which role, when.
//!
//! There are two sources. Ten people are written by hand, one file each in `tests/people`, and hold what is rare: two
//! decisions made apart, an allergy beside "none known", a death in another place than was wished. Any number more are
//! invented from a seed ([`invented`]), with a past, a team, an illness that goes its way, and notes in many words.
//!
//! *Assumes* nothing of the world: no clock, no randomness, no names but those in this folder. Every NHS number begins
//! 999, every telephone number is of a range that is kept for plays and films.
//!
//! *Guarantees* that the same seed gives the same bytes, and that [`Told::kept`] writes only what its author may write.

mod conditions;
mod fixture;
mod identity;
mod invent;
mod kept;
pub(crate) mod names;
mod phrases;
mod staff;

pub use fixture::{by_hand, read};
pub use identity::{Invented, Relative, Where};
pub use invent::{NOW_MS, invented};
pub use kept::Kept;

pub(crate) use identity::invent as identity;

use care_record::{Edit, EntryId, Role, SheetKind};

/// Somebody who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Short name, the same in all sayings.
    pub key: String,
    /// Name.
    pub name: String,
    /// What she or he is there to do.
    pub role: Role,
    /// Professional registration, of a form that nobody holds.
    pub registration: Option<String>,
    /// Organisation.
    pub organisation: String,
    /// Home, team or ward.
    pub site: String,
}

/// One save by one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Who.
    pub by: Author,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// What.
    pub edits: Vec<Edit>,
    /// On which sheet, where the author chose a narrower one than its lines are usually on.
    pub sheet: Option<SheetKind>,
    /// Written without having seen whatever made these entries, or anything that rests on it.
    pub unseen: Vec<EntryId>,
}

/// A person, and all that was said in the order in which it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Short name: of the file, or a number.
    pub key: String,
    /// In a line, who this is.
    pub title: String,
    /// What was said.
    pub sayings: Vec<Saying>,
}

impl Saying {
    /// The sheets it touches, each with its edits.
    #[must_use]
    pub fn by_sheet(&self) -> Vec<(SheetKind, Vec<Edit>)> {
        SheetKind::ALL
            .into_iter()
            .map(|sheet| {
                let on_it = |edit: &&Edit| self.sheet.unwrap_or_else(|| usual_sheet(edit)) == sheet;
                (sheet, self.edits.iter().filter(on_it).cloned().collect())
            })
            .filter(|(_, edits): &(SheetKind, Vec<Edit>)| !edits.is_empty())
            .collect()
    }

    fn makes(&self, id: &EntryId) -> bool {
        let is = |edit: &Edit| matches!(edit, Edit::Enter { id: made, .. } if made == id);
        self.edits.iter().any(is)
    }
}

fn usual_sheet(edit: &Edit) -> SheetKind {
    let declared = match edit {
        Edit::Set { field, .. } => care_record::field(field).map(|field| field.sheet),
        Edit::Enter { draft, .. } => care_record::entry_kind(&draft.kind).map(|kind| kind.sheet),
    };
    declared.unwrap_or(SheetKind::Shared)
}
