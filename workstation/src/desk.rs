//! One computer with its store open, and who sits at it.
//!
//! The store stays open when the screen is locked: what colleagues write goes on arriving, and what the last person wrote
//! goes on being shared under her name. What is forgotten at locking is who may see and write.

pub(crate) mod card;
mod face;
mod fold;
mod policy;
mod receive;
mod records;
mod same_person;
mod sheets;
mod sign_in;

use crate::error::Refused;
use crate::join::{KEY_FILE, STORE_FILE, STORE_FOLDER};
use crate::keys::KeyFile;
use crate::sync::Manner;
use care_record::{Role, Sheet};
use sheets::OwnSheets;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use store::workstation::{HubLink, Identity, Workstation};
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::{DocumentId, StaffId};

pub(crate) use records::{Loaded, care_id, wire_id};
pub(crate) use same_person::Other;
pub(crate) use sheets::document_id;
pub(crate) use sign_in::{check_pin, choose_pin, keys_and_secret, open};

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Staff id.
    pub staff: StaffId,
    /// Name.
    pub name: String,
    /// Roles she may act in.
    pub roles: Vec<Role>,
    /// The certificate that says so.
    pub certificate: CertificateHash,
}

/// One computer with its store open.
pub struct Desk {
    folder: PathBuf,
    pub(crate) keys: KeyFile,
    pub(crate) store: Workstation,
    pub(crate) identity: Identity,
    pub(crate) link: HubLink,
    own_sheets: OwnSheets,
    /// One fresh actor for each document in each run of the program.
    actors: BTreeMap<DocumentId, [u8; Sheet::ACTOR_BYTES]>,
    session: Option<SignedIn>,
    /// How the region was last found to speak.
    pub(crate) manner: Manner,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("device", &self.identity.device)
            .finish_non_exhaustive()
    }
}

/// What a sync needs to know of the desk before it goes to the network.
#[derive(Debug, Clone)]
pub struct SyncNeeds {
    /// Who this computer is and which region it belongs to.
    pub identity: Identity,
    /// The region.
    pub link: HubLink,
}

impl Desk {
    fn new(folder: &Path, keys: KeyFile, store: Workstation) -> Result<Self, Refused> {
        let identity = store.identity()?.ok_or(Refused::NotJoined)?;
        let link = identity.hub.clone().ok_or(Refused::NotJoined)?;
        Ok(Self {
            folder: folder.to_owned(),
            keys,
            store,
            identity,
            own_sheets: OwnSheets::of(&link)?,
            link,
            actors: BTreeMap::new(),
            session: None,
            manner: Manner::default(),
        })
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// When nobody is.
    pub fn session(&self) -> Result<&SignedIn, Refused> {
        self.session.as_ref().ok_or(Refused::SignedOut)
    }

    /// Signs whoever it is out. What was saved goes on being shared.
    pub fn lock(&mut self) {
        self.session = None;
    }

    /// What a sync needs.
    #[must_use]
    pub fn sync_needs(&self) -> SyncNeeds {
        SyncNeeds {
            identity: self.identity.clone(),
            link: self.link.clone(),
        }
    }

    pub(crate) fn key_file_place(&self) -> PathBuf {
        key_file_place(&self.folder)
    }
}

pub(crate) fn key_file_place(folder: &Path) -> PathBuf {
    folder.join(STORE_FOLDER).join(KEY_FILE)
}

pub(crate) fn store_place(folder: &Path) -> PathBuf {
    folder.join(STORE_FOLDER).join(STORE_FILE)
}
