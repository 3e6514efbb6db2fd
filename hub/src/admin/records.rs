//! Which site carries which record.

use store::hub::Site;
use sync_protocol::feed::{AttachReason, DetachReason};
use sync_protocol::ids::{DocumentId, RecordId, SheetId, ShelfId, SiteId};

use super::{Admin, AdminError, act_on};

/// Which sheets of a record a site is to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// What everyone who cares for the person may see.
    Shared,
    /// That, and what is withheld from some teams.
    Restricted,
}

impl Admin {
    /// Puts a record on a site's shelf. A local sheet goes along only within the organisation that keeps it; what is
    /// withheld goes along for the restricted audience, also what is withheld later.
    /// Again changes nothing.
    ///
    /// # Errors
    /// When there is no such site or record, or the store refuses. Sheets that were put there before stay there.
    pub fn share(
        &mut self,
        record: RecordId,
        site: SiteId,
        audience: Audience,
        now_ms: i64,
    ) -> Result<Vec<DocumentId>, AdminError> {
        let (site, _) = self.site(site)?;
        let known = self.sheets_of(record)?;
        if !known.contains(&DocumentId::new(record, SheetId::SHARED)) {
            return Err(AdminError::UnknownRecord);
        }
        let mut shared = Vec::new();
        if audience == Audience::Restricted {
            self.store
                .open_restricted(record, ShelfId::of_site(site.id))?;
        }
        for document in known {
            if may_carry(document, &site, audience) {
                let entry = act_on(now_ms, "record.shared", record, detail(document, site.id));
                self.store.share(
                    document,
                    ShelfId::of_site(site.id),
                    AttachReason::SHARED,
                    &entry,
                )?;
                shared.push(document);
            }
        }
        Ok(shared)
    }

    /// Takes every sheet of a record off a site's shelf. Its devices purge it at their next contact.
    ///
    /// # Errors
    /// When there is no such site or record, or the store refuses.
    pub fn unshare(
        &mut self,
        record: RecordId,
        site: SiteId,
        now_ms: i64,
    ) -> Result<Vec<DocumentId>, AdminError> {
        self.site(site)?;
        let known = self.sheets_of(record)?;
        if known.is_empty() {
            return Err(AdminError::UnknownRecord);
        }
        let shelf = ShelfId::of_site(site);
        self.store.close_restricted(record, shelf)?;
        let mut left = Vec::new();
        for document in known {
            if self.store.shelves_of(document)?.contains(&shelf) {
                let entry = act_on(now_ms, "record.unshared", record, detail(document, site));
                self.store
                    .unshare(document, shelf, DetachReason::UNSHARED, &entry)?;
                left.push(document);
            }
        }
        Ok(left)
    }

    fn sheets_of(&self, record: RecordId) -> Result<Vec<DocumentId>, AdminError> {
        let mut documents = self.store.document_ids()?;
        documents.retain(|document| document.record == record);
        Ok(documents)
    }
}

fn may_carry(document: DocumentId, site: &Site, audience: Audience) -> bool {
    let sheet = document.sheet;
    match sheet.kind() {
        SheetId::RESTRICTED_KIND => {
            audience == Audience::Restricted || sheet == SheetId::restricted_by(site.id)
        }
        SheetId::LOCAL_KIND => sheet == SheetId::local_to(site.organisation),
        // A sheet of a newer version: who may carry it is not for this one to guess.
        _ => sheet == SheetId::SHARED,
    }
}

fn detail(document: DocumentId, site: SiteId) -> String {
    format!("{site} {}", document.sheet)
}
