//! Backups of a computer, and what brings them back.
//!
//! A backup is the store as it is, under its own key, with a key file in which only the recovery sheet opens anything. It
//! is never put in the place of a computer: two of one device would write under the same numbers. What had not been shared
//! when it was made is written once more on another computer, as what that one saved, by those who wrote it and at their
//! moments. Where the first one lives and shares it too, the region has the same changes twice, which is once.

use crate::alone;
use crate::desk::{Desk, by_manager, check_pin, key_file_place, open, opened};
use crate::error::Refused;
use crate::glass::GlassRefused;
use crate::join::{KEY_FILE, STORE_FILE};
use crate::keys::{Backups, DeviceSecret, KeyFile, Keyring, RecoveryCode};
use crate::surroundings::{make_private, now_here, now_ms, random};
use std::fs;
use std::path::{Path, PathBuf};
use store::certificate::KeptCertificate;
use store::workstation::{AttachmentState, HubLink, Workstation};
use store::{OpenError, StoreKey};
use sync_protocol::certificate::{
    DeviceCertificate, SignedDeviceCertificate, SignedStaffCertificate,
};
use sync_protocol::envelope::{Envelope, SignedEnvelope};
use sync_protocol::feed::CertificateKind;
use sync_protocol::ids::StaffId;
use sync_protocol::keys::PublicKey;

/// How old the last backup is when the next is made.
const EVERY_MS: i64 = 20 * 60 * 60 * 1000;
/// How many are kept in a folder.
const KEPT: usize = 14;
/// More papers than a home has.
const PAPERS: u32 = 1_000_000;
/// Envelopes of a backup that are looked at together.
const PAGE: u32 = 500;

/// Makes a recovery sheet, in place of the one before. A manager types her PIN once more.
pub(crate) fn make_sheet(
    folder: &Path,
    desk: &mut Option<Desk>,
    manager_pin: &str,
) -> Result<String, Refused> {
    let (mut keys, _, key) = by_manager(folder, desk, manager_pin)?;
    let open = desk.as_mut().ok_or(Refused::SignedOut)?;
    let code = RecoveryCode::fresh()?;
    keys.recovery_wrap = Some(code.wrap(&key, &keys.store)?);
    open.note_of_staff("recovery.sheet_made", open.manager()?)?;
    keys.write(&key_file_place(folder))?;
    open.keys = keys;
    Ok(code.dangerously_show())
}

/// Opens the store with the recovery sheet, where every PIN is forgotten or the keyring has lost its secret, and lets a
/// manager choose a PIN.
pub(crate) fn recover(
    folder: &Path,
    desk: &mut Option<Desk>,
    who: StaffId,
    code: &str,
    pin: &str,
) -> Result<(), Refused> {
    check_pin(pin)?;
    let code = RecoveryCode::typed(code)?;
    let place = key_file_place(folder);
    if !place.exists() {
        return Err(Refused::NotJoined);
    }
    let mut keys = KeyFile::read(&place)?;
    let key = opened_by(&code, &keys)?;
    let keyring = Keyring::connect()?;
    let kept = match keyring.secret(&keys.store) {
        Ok(secret) => Some(secret).filter(|secret| secret.mark() == keys.keyring_mark),
        Err(Refused::KeyringEmpty | Refused::KeyringForeign) => None,
        Err(refused) => return Err(refused),
    };
    keys.last_staff = who.to_string();
    let opened = opened(folder, desk, &keys, &key)?;
    let open = desk.insert(opened);
    // Before anything is changed in the keyring or in the file.
    open.may_let_in(who)?;
    let secret = match kept {
        Some(secret) => secret,
        None => {
            // What was wrapped under the secret that is lost opens no more: the others choose a PIN again.
            let secret = DeviceSecret::new(random::<32>()?);
            keyring.keep(&keys.store, &secret)?;
            keys.under_new_secret(secret.mark());
            secret
        }
    };
    open.keep_pin(keys, &secret, &key, who, pin)?;
    open.sign_in(&who.to_string())?;
    open.note_of_staff("recovery.sheet_used", who)
}

fn opened_by(code: &RecoveryCode, keys: &KeyFile) -> Result<StoreKey, Refused> {
    if keys.ended {
        return Err(Refused::PlaceEnded);
    }
    let wrapped = keys.recovery_wrap.as_ref().ok_or(Refused::NoSheet)?;
    code.open(wrapped, &keys.store)
}

impl Desk {
    /// Writes a backup into a folder of its own below this one, and remembers where backups go.
    pub(crate) fn back_up(&mut self, to: &Path) -> Result<PathBuf, Refused> {
        self.keys.recovery_wrap.as_ref().ok_or(Refused::NoSheet)?;
        self.store.close_opened(now_ms())?;
        if self.store.opened_until_ms()?.is_some() {
            return Err(GlassRefused::StillOpen.into());
        }
        let name = format!(
            "{}{}",
            prefix(&self.keys.store),
            now_here().format("%Y-%m-%d-%H%M%S")
        );
        let making = to.join(format!(".{name}"));
        let place = to.join(name);
        make_private(&making).map_err(|_| Refused::BackupFailed)?;
        self.store
            .back_up(&making.join(STORE_FILE))
            .map_err(|error| match error {
                OpenError::DiskFull => Refused::Open(error),
                _ => Refused::BackupFailed,
            })?;
        self.keys.for_backup().write(&making.join(KEY_FILE))?;
        // Its name last: a folder with a name is a whole backup.
        fs::rename(&making, &place).map_err(|_| Refused::BackupFailed)?;
        fs::File::open(to)?.sync_all()?;
        let mut keys = KeyFile::read(&self.key_file_place())?;
        keys.backups = Some(Backups {
            folder: to.to_owned(),
            last_ms: now_ms(),
        });
        keys.write(&self.key_file_place())?;
        self.keys = keys;
        self.note_backup()?;
        tidy(to, &prefix(&self.keys.store));
        Ok(place)
    }

    /// Makes the day's backup, if one is due. What goes wrong is said on the screen "This computer", and tried again.
    pub(crate) fn back_up_if_due(&mut self) {
        let Some(backups) = self.keys.backups.clone() else {
            return;
        };
        if now_ms().saturating_sub(backups.last_ms) < EVERY_MS {
            return;
        }
        // A disk that is not there is not to be taken for a folder on this one.
        let made = if backups.folder.is_dir() {
            self.back_up(&backups.folder).map(drop)
        } else {
            Err(Refused::BackupFailed)
        };
        if let Err(refused) = made {
            tracing::warn!(code = refused.code(), "no backup was made");
        }
    }

    /// Writes here what had not been shared when a backup was made. Says how many saves that were.
    pub(crate) fn bring_back(&mut self, from: &Path, code: &str) -> Result<u64, Refused> {
        self.manager()?;
        let code = RecoveryCode::typed(code)?;
        let backup = Backup::open(from, &code, self.folder())?;
        if backup.keys.store == self.keys.store {
            return Err(Refused::BackupOfItself);
        }
        self.bring_back_of(&backup)
    }

    fn bring_back_of(&mut self, backup: &Backup) -> Result<u64, Refused> {
        let stood = backup.stood()?;
        let same_authority = backup.link()?.authority_key == self.link.authority_key;
        if !same_authority || stood.site.id != self.own_certificate()?.site.id {
            return Err(Refused::BackupOfOthers);
        }
        self.store
            .keep_certificates(&backup.staff(&stood)?, now_ms())?;
        let mut brought = 0;
        for envelope in backup.unsecured(&stood)? {
            brought += self.write_again(&envelope)?;
        }
        self.bring_papers_back(backup)?;
        Ok(brought)
    }

    fn bring_papers_back(&mut self, backup: &Backup) -> Result<(), Refused> {
        let alone = self.is_alone();
        for state in [
            AttachmentState::Unnamed,
            AttachmentState::Waiting,
            AttachmentState::Shared,
        ] {
            if state == AttachmentState::Shared && !alone {
                // The region has it.
                continue;
            }
            for attachment in backup.store.attachments(state, PAPERS)? {
                let content = attachment.content;
                if self.store.attachment(content)?.is_some() {
                    continue;
                }
                self.store.begin_attachment(&attachment)?;
                for number in backup.store.pieces_here(content)? {
                    if let Some(bytes) = backup.store.piece(content, number)? {
                        self.store.keep_piece(content, number, &bytes)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A backup, opened on a copy of its own.
pub(crate) struct Backup {
    keys: KeyFile,
    store: Workstation,
    copy: PathBuf,
}

impl Backup {
    /// Opens one with the recovery sheet. The backup itself is only read.
    pub(crate) fn open(from: &Path, code: &RecoveryCode, folder: &Path) -> Result<Self, Refused> {
        let keys = KeyFile::read(&from.join(KEY_FILE)).map_err(|_| Refused::NoBackup)?;
        let key = opened_by(code, &keys)?;
        let name = data_encoding::HEXLOWER.encode(&random::<8>()?);
        let copy = folder.join(format!("bringing-back-{name}"));
        make_private(&copy)?;
        let opened = fs::copy(from.join(STORE_FILE), copy.join(STORE_FILE))
            .map_err(|_| Refused::NoBackup)
            .and_then(|_| Ok(Workstation::open(&copy.join(STORE_FILE), &key)?));
        match opened {
            Ok(store) => Ok(Self { keys, store, copy }),
            Err(refused) => {
                remove(&copy);
                Err(refused)
            }
        }
    }

    fn link(&self) -> Result<HubLink, Refused> {
        let identity = self.store.identity()?.ok_or(Refused::NotJoined)?;
        identity.hub.ok_or(Refused::NotJoined)
    }

    /// Which device it is a backup of, and where that stood, as its authority says.
    fn stood(&self) -> Result<DeviceCertificate, Refused> {
        let link = self.link()?;
        let certificate = SignedDeviceCertificate::decode(&link.device_certificate)
            .and_then(|certificate| certificate.verify(&link.authority_key))
            .map_err(|_| Refused::Unreadable)?;
        Ok(certificate.statement().clone())
    }

    /// Those who worked there: of whom the authority says so, or the device that let them in for a shift.
    fn staff(&self, stood: &DeviceCertificate) -> Result<Vec<KeptCertificate>, Refused> {
        let authority = self.link()?.authority_key;
        let kept = self.store.certificates(CertificateKind::Staff)?.into_iter();
        let said = |by: &PublicKey, kept: &KeptCertificate| {
            SignedStaffCertificate::decode(&kept.bytes)
                .and_then(|certificate| certificate.verify(by))
                .is_ok()
        };
        Ok(kept
            .filter(|kept| said(&authority, kept) || said(&stood.public_key, kept))
            .collect())
    }

    /// What the device of this backup wrote and no region had secured, in the order of its numbers.
    fn unsecured(&self, stood: &DeviceCertificate) -> Result<Vec<Envelope>, Refused> {
        let mut all = Vec::new();
        let mut after = 0;
        loop {
            let page = self.store.outbox(stood.device, after, PAGE)?;
            let Some(last) = page.last() else {
                return Ok(all);
            };
            after = last.dev_seq;
            for entry in &page {
                let envelope = SignedEnvelope::decode(&entry.bytes)
                    .and_then(|envelope| envelope.verify(&stood.public_key))
                    .map_err(|_| Refused::Unreadable)?;
                all.push(envelope.statement().clone());
            }
        }
    }
}

impl Drop for Backup {
    fn drop(&mut self) {
        remove(&self.copy);
    }
}

/// A copy is encrypted as its backup is; if it cannot go now, it opens for nobody.
fn remove(copy: &Path) {
    if fs::remove_dir_all(copy).is_err() {
        tracing::warn!("a copy of a backup was left behind");
    }
}

/// Sets up a home that stood alone once more, on another computer, from its backup and its recovery sheet.
pub(crate) fn begin_again(
    folder: &Path,
    from: &Path,
    code: &str,
    who: &str,
    computer: &str,
    pin: &str,
) -> Result<(), Refused> {
    check_pin(pin)?;
    make_private(folder)?;
    let backup = Backup::open(from, &RecoveryCode::typed(code)?, folder)?;
    let authority = backup.store.own_authority()?.ok_or(Refused::NotAlone)?;
    let stood = backup.stood()?;
    let home = alone::Home {
        authority: &authority,
        certificates: backup.staff(&stood)?,
        site: stood.site,
        organisation: stood.organisation,
        left: backup.store.staff_ended()?,
        tiles: backup.keys.for_backup().staff,
    };
    alone::set_up(folder, home, who, computer, pin)?;
    let mut desk = None;
    open(folder, &mut desk, who, pin)?;
    let mut desk = desk.ok_or(Refused::SignedOut)?;
    desk.manager()?;
    desk.bring_back_of(&backup)?;
    Ok(())
}

/// How the backups of one store begin: several computers may use one folder.
fn prefix(store: &str) -> String {
    format!("alongside-{}-", store.get(..8).unwrap_or(store))
}

/// The newest backups of a store stay. Whatever else lies in the folder is left alone.
fn tidy(folder: &Path, prefix: &str) {
    let Ok(inside) = fs::read_dir(folder) else {
        return;
    };
    let mut backups: Vec<PathBuf> = inside
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy());
            name.is_some_and(|name| name.starts_with(prefix)) && path.join(KEY_FILE).exists()
        })
        .collect();
    backups.sort();
    let surplus = backups.len().saturating_sub(KEPT);
    for old in backups.into_iter().take(surplus) {
        remove(&old);
    }
}
