//! Which sheet of a record an edit goes to.

use super::Desk;
use super::records::wire_id;
use crate::alone::certificate_of;
use crate::error::Refused;
use care_record::{Edit, RecordId, SheetId, SheetKind};
use std::collections::BTreeMap;
use store::workstation::HubLink;
use sync_protocol::ids::{self, DocumentId};

/// The sheets that nobody else writes: what this site withholds, and what its organisation keeps to itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnSheets {
    restricted: SheetId,
    local: SheetId,
}

impl OwnSheets {
    pub(super) fn of(link: &HubLink) -> Result<Self, Refused> {
        let here = certificate_of(link)?;
        let sheet = |id: ids::SheetId| SheetId::from_code(id.get()).ok_or(Refused::Unreadable);
        Ok(Self {
            restricted: sheet(ids::SheetId::restricted_by(here.site.id))?,
            local: sheet(ids::SheetId::local_to(here.organisation.id))?,
        })
    }
}

/// A sheet of a record, as the wire names it.
pub(crate) fn document_id(record: RecordId, sheet: SheetId) -> DocumentId {
    // What is not a sheet number of the wire cannot have come from one: seven bytes are all there are.
    let sheet = ids::SheetId::new(sheet.code()).unwrap_or(ids::SheetId::MAX);
    DocumentId::new(wire_id(record), sheet)
}

impl Desk {
    /// Edits by the sheet that each goes to.
    ///
    /// What changes, confirms or corrects something stands beside it: a change of what is withheld stays withheld.
    pub(crate) fn by_sheet(
        &self,
        id: RecordId,
        edits: &[(SheetKind, Edit)],
    ) -> Result<BTreeMap<SheetId, Vec<Edit>>, Refused> {
        // Most edits name nothing, and then nothing need be read.
        let names_some = edits.iter().any(|(_, edit)| edit.named().next().is_some());
        let view = if names_some {
            self.load(id)?.map(|loaded| loaded.view())
        } else {
            None
        };
        let mut by_sheet: BTreeMap<SheetId, Vec<Edit>> = BTreeMap::new();
        for (kind, edit) in edits {
            let named = view
                .iter()
                .flat_map(care_record::RecordView::entries)
                .filter(|entry| edit.named().any(|id| *id == entry.id));
            // Of several, the narrowest: nothing gets a wider audience than it had.
            let beside = named.map(|entry| entry.sheet).max();
            let own = self.own_sheet(*kind);
            let sheet = match kind {
                SheetKind::Shared => beside.unwrap_or(own),
                SheetKind::Restricted | SheetKind::Local => own,
            };
            by_sheet.entry(sheet).or_default().push(edit.clone());
        }
        Ok(by_sheet)
    }

    fn own_sheet(&self, kind: SheetKind) -> SheetId {
        match kind {
            SheetKind::Shared => kind.into(),
            SheetKind::Restricted => self.own_sheets.restricted,
            SheetKind::Local => self.own_sheets.local,
        }
    }
}
