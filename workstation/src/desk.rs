//! One computer with its store open, and who sits at it.
//!
//! At locking it is forgotten at once who may see and write. The store itself closes, and its key is wiped, as soon as what
//! the last person wrote has been shared under her name.

pub(crate) mod card;
pub(crate) mod digest;
mod face;
mod fold;
mod looking;
mod noting;
mod own;
mod policy;
mod receive;
mod records;
mod same_person;
mod sheets;
mod sign_in;
mod today;
mod written_again;

use crate::error::Refused;
use crate::join::{KEY_FILE, STORE_FILE, STORE_FOLDER};
use crate::keys::{KeyFile, Keyring};
use crate::surroundings::now_ms;
use crate::sync::Manner;
use care_record::{Hash, Role, Sheet};
use digest::Digests;
use noting::Searching;
use sheets::OwnSheets;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use store::Trouble;
use store::audit::AuditEntry;
use store::workstation::{HubLink, Identity, Workstation};
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::{DocumentId, StaffId};

pub(crate) use card::each_of;
pub(crate) use looking::Doer;
pub(crate) use records::{Loaded, care_id, wire_id};
pub(crate) use same_person::Other;
pub(crate) use sheets::document_id;
pub(crate) use sign_in::{by_manager, check_pin, choose_pin, keys_and_secret, open, opened};

/// How long work that is not shared yet keeps the store of a locked computer open: a night's shift.
const LONGEST_OPEN_MS: u64 = 12 * 60 * 60 * 1000;

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
    /// Until when it holds (not including), milliseconds since 1970.
    pub until_ms: i64,
}

impl SignedIn {
    /// Does something hold of one of her roles?
    pub(crate) fn has(&self, holds: impl Fn(Role) -> bool) -> bool {
        self.roles.iter().copied().any(holds)
    }
}

/// One fresh actor for each document in each run of the program, and the last change that it wrote.
///
/// Where that change is not in the document any more, since it left and came back without it, another actor goes on: two
/// changes under one actor and number could never be in one document.
#[derive(Clone, Copy)]
struct Actor {
    name: [u8; Sheet::ACTOR_BYTES],
    last: Hash,
}

/// One computer with its store open.
pub struct Desk {
    folder: PathBuf,
    pub(crate) keys: KeyFile,
    pub(crate) store: Workstation,
    pub(crate) identity: Identity,
    pub(crate) link: HubLink,
    own_sheets: OwnSheets,
    /// Who writes to each document in this run of the program.
    actors: BTreeMap<DocumentId, Actor>,
    session: Option<SignedIn>,
    /// Since when nobody has been signed in.
    left_at_ms: i64,
    searching: Option<Searching>,
    /// Is Today what was last looked at? Then it is one look, however often it is asked for.
    looks_at_today: bool,
    /// What Today has read.
    digests: Digests,
    /// The moment by which what is written is dated, while a place for practice is filled.
    writes_as_at_ms: Option<i64>,
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
    pub(crate) fn new(folder: &Path, keys: KeyFile, store: Workstation) -> Result<Self, Refused> {
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
            left_at_ms: now_ms(),
            searching: None,
            looks_at_today: false,
            digests: Digests::default(),
            writes_as_at_ms: None,
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
    pub(crate) fn lock(&mut self) {
        // Whatever is wrong with the disk, the screen is locked.
        if let Err(refused) = self.note_lock() {
            tracing::error!(code = refused.code(), "a lock was not written down");
        }
        if self.session.take().is_some() {
            self.left_at_ms = now_ms();
        }
    }

    /// Has everybody left, with nothing on its way, or for so long that it may wait for the next of them?
    pub(crate) fn is_left(&self, now_ms: i64) -> bool {
        let for_long = now_ms.abs_diff(self.left_at_ms) > LONGEST_OPEN_MS;
        // A store that cannot be asked is no reason to keep its key.
        self.session.is_none()
            && (for_long || self.keys.ended || !self.something_is_on_its_way().unwrap_or(false))
    }

    /// The region gives this computer nothing any more: its place there has ended. What it wrote has been handed over, and
    /// the keys to the rest go.
    pub(crate) fn leave_region(&mut self) -> Result<(), Refused> {
        let waits = self.store.waiting(None)?;
        if waits.unshared > waits.refused {
            return Ok(());
        }
        self.lock();
        self.store.note(&AuditEntry {
            at_ms: now_ms(),
            staff: None,
            act: "device.ended".to_owned(),
            record: None,
            detail: String::new(),
        })?;
        let papers_wait = self.store.attachments_waiting()? > 0;
        self.keys.end(papers_wait);
        self.keys.write(&self.key_file_place())?;
        if !papers_wait {
            Keyring::connect()?.forget(&self.keys.store)?;
        }
        tracing::warn!("the region has ended this computer's place in it");
        Ok(())
    }

    fn something_is_on_its_way(&self) -> Result<bool, Trouble> {
        if self.is_alone() {
            return Ok(false);
        }
        let saves = self.store.waiting(None)?;
        Ok(saves.unshared > saves.refused
            || self.store.attachments_waiting()? > 0
            // The first copy of everything, on a computer that was left to fetch it.
            || self.store.last_completed_sync(&self.link.url)?.is_none())
    }

    /// What a sync needs.
    #[must_use]
    pub fn sync_needs(&self) -> SyncNeeds {
        SyncNeeds {
            identity: self.identity.clone(),
            link: self.link.clone(),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
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
