//! The key file beside the store: wrapped keys, and the names on the sign-in tiles. No patient's word is in it.

use super::wrap::Wrapped;
use crate::error::Refused;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Newest form this program writes.
const VERSION: u32 = 1;
/// Wrong PINs that cost nothing.
const FREE_TRIES: u32 = 3;
/// The first wait, and the longest, in seconds.
const FIRST_WAIT_S: u64 = 5;
const LONGEST_WAIT_S: u64 = 300;

/// One member of staff on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StaffKey {
    /// Staff id.
    pub(crate) staff: String,
    /// Name on the tile.
    pub(crate) name: String,
    /// Role in words on the tile.
    pub(crate) role: String,
    /// Her wrap; none until she has chosen a PIN here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wrapped: Option<Wrapped>,
    /// Wrong PINs since the last right one.
    #[serde(default)]
    pub(crate) wrong: u32,
    /// When they were typed, milliseconds since 1970, until that is written into the audit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) wrong_at_ms: Vec<i64>,
    /// No try before this moment, milliseconds since 1970.
    #[serde(default)]
    pub(crate) not_before_ms: i64,
    /// When she last signed in, for the order of the tiles.
    #[serde(default)]
    pub(crate) last_ms: i64,
    /// Until when she was let in here, milliseconds since 1970, where that was for a shift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until_ms: Option<i64>,
}

/// Where backups of a computer go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Backups {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// When the last was made.
    #[serde(default)]
    pub(crate) last_ms: i64,
}

/// The key file. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    version: u32,
    /// Id of the store, by which the keyring knows it.
    pub(crate) store: String,
    /// Device id.
    pub(crate) device: String,
    /// Where this computer stands.
    pub(crate) site: String,
    /// What it is called.
    pub(crate) name: String,
    /// Address of the region; empty while the home stands alone.
    pub(crate) region_url: String,
    /// The certificate the region must show.
    pub(crate) region_fingerprint: String,
    /// By this the keyring's secret is known.
    pub(crate) keyring_mark: String,
    /// Has the region ended this computer's place in it? Then nobody opens the store with this file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) ended: bool,
    /// The wrap under the region's share; none while the home stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) region_wrap: Option<Wrapped>,
    /// The wrap under the recovery sheet; none until somebody has made one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) recovery_wrap: Option<Wrapped>,
    /// Where backups go, and when the last was made, milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) backups: Option<Backups>,
    /// Those who work here.
    pub(crate) staff: Vec<StaffKey>,
    /// Who last signed in, for `alongsidectl`.
    #[serde(default)]
    pub(crate) last_staff: String,
}

impl KeyFile {
    /// A new one, of a computer that stands nowhere yet.
    pub(crate) fn new(store: String, device: String, name: String, keyring_mark: String) -> Self {
        Self {
            version: VERSION,
            store,
            device,
            site: String::new(),
            name,
            region_url: String::new(),
            region_fingerprint: String::new(),
            keyring_mark,
            region_wrap: None,
            recovery_wrap: None,
            backups: None,
            ended: false,
            staff: Vec::new(),
            last_staff: String::new(),
        }
    }

    /// Reads it.
    pub(crate) fn read(path: &Path) -> Result<Self, Refused> {
        let text = fs::read(path).map_err(|_| Refused::KeyFile)?;
        let file: Self = serde_json::from_slice(&text).map_err(|_| Refused::KeyFile)?;
        if file.version > VERSION {
            return Err(Refused::Open(store::OpenError::NewerApp {
                found: file.version,
                supported: VERSION,
            }));
        }
        Ok(file)
    }

    /// Writes it whole or not at all.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Refused> {
        let text = serde_json::to_vec_pretty(self).map_err(|_| Refused::KeyFile)?;
        let new = path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&new, path)?;
        if let Some(folder) = path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// One member of staff, by id or by name.
    pub(crate) fn find(&self, id_or_name: &str) -> Option<&StaffKey> {
        self.staff
            .iter()
            .find(|staff| staff.staff == id_or_name || staff.name == id_or_name)
    }

    /// The same, to be changed.
    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut StaffKey> {
        self.staff.iter_mut().find(|staff| staff.staff == id)
    }

    /// Keeps a wrap for a member of staff whose tile is there.
    pub(crate) fn keep_wrap(&mut self, who: &str, wrapped: Wrapped, now_ms: i64) {
        if let Some(staff) = self.find_mut(who) {
            staff.wrapped = Some(wrapped);
            staff.note_right(now_ms);
        }
    }

    /// A wrap is bound to its store and its person.
    pub(crate) fn whose(&self, staff: &str) -> String {
        format!("{}/{staff}", self.store)
    }

    /// Takes away a tile, and the key under it. Says whether there was one.
    pub(crate) fn part_from(&mut self, id: &str) -> bool {
        let before = self.staff.len();
        self.staff.retain(|staff| staff.staff != id);
        self.staff.len() < before
    }

    /// Takes away the tiles and keys of those whose shift is over.
    pub(crate) fn part_from_over(&mut self, now_ms: i64) {
        self.staff.retain(|staff| !staff.is_over(now_ms));
    }

    /// The keyring has another secret now: what was wrapped under the one before opens no more, and everybody chooses a
    /// PIN again.
    pub(crate) fn under_new_secret(&mut self, mark: String) {
        self.keyring_mark = mark;
        self.region_wrap = None;
        for staff in &mut self.staff {
            staff.wrapped = None;
        }
    }

    /// Takes away every key that somebody here could use. What the region may still need to see stays under its share.
    pub(crate) fn end(&mut self, region_needs_it: bool) {
        self.ended = true;
        self.staff.clear();
        self.last_staff.clear();
        self.recovery_wrap = None;
        self.region_wrap = self.region_wrap.take().filter(|_| region_needs_it);
    }

    /// As it goes with a backup: with nothing in it that a PIN or the region opens.
    pub(crate) fn for_backup(&self) -> Self {
        let mut copy = self.clone();
        copy.region_wrap = None;
        copy.backups = None;
        for staff in &mut copy.staff {
            staff.wrapped = None;
            staff.wrong_at_ms.clear();
        }
        copy
    }

    /// Whose wrong PINs are not in the audit yet, and when they were typed.
    pub(crate) fn wrong_pins(&self) -> Vec<(String, i64)> {
        let staff = self.staff.iter();
        staff
            .flat_map(|staff| {
                let times = staff.wrong_at_ms.iter();
                times.map(|at_ms| (staff.staff.clone(), *at_ms))
            })
            .collect()
    }

    /// They are in the audit now. Their count stays.
    pub(crate) fn forget_wrong_pins(&mut self) {
        for staff in &mut self.staff {
            staff.wrong_at_ms.clear();
        }
    }

    /// Adds a tile, or brings its words up to date. Says whether anything changed.
    pub(crate) fn welcome(
        &mut self,
        id: &str,
        name: &str,
        role: &str,
        until_ms: Option<i64>,
    ) -> bool {
        if let Some(staff) = self.find_mut(id) {
            let changed = staff.name != name || staff.role != role;
            name.clone_into(&mut staff.name);
            role.clone_into(&mut staff.role);
            return changed;
        }
        self.staff.push(StaffKey::new(id, name, role, until_ms));
        true
    }
}

impl StaffKey {
    /// A tile under which there is no key yet.
    pub(crate) fn new(id: &str, name: &str, role: &str, until_ms: Option<i64>) -> Self {
        Self {
            staff: id.to_owned(),
            name: name.to_owned(),
            role: role.to_owned(),
            wrapped: None,
            wrong: 0,
            wrong_at_ms: Vec::new(),
            not_before_ms: 0,
            last_ms: 0,
            until_ms,
        }
    }

    /// Seconds to wait before the next try, if any.
    pub(crate) fn wait_s(&self, now_ms: i64) -> Option<u64> {
        let left = u64::try_from(self.not_before_ms.saturating_sub(now_ms)).ok()?;
        // A clock that was set back must not lock anybody out for longer than the longest wait.
        (left > 0).then(|| left.div_ceil(1000).min(LONGEST_WAIT_S))
    }

    /// Notes a wrong PIN; each one past the free tries doubles the wait.
    pub(crate) fn note_wrong(&mut self, now_ms: i64) {
        self.wrong = self.wrong.saturating_add(1);
        self.wrong_at_ms.push(now_ms);
        if let Some(past) = self.wrong.checked_sub(FREE_TRIES.saturating_add(1)) {
            let wait_s = FIRST_WAIT_S
                .saturating_mul(1_u64 << past.min(16))
                .min(LONGEST_WAIT_S);
            self.not_before_ms = now_ms.saturating_add(
                i64::try_from(wait_s)
                    .unwrap_or_default()
                    .saturating_mul(1000),
            );
        }
    }

    /// Is the shift over that she was let in for?
    pub(crate) fn is_over(&self, now_ms: i64) -> bool {
        self.until_ms.is_some_and(|until_ms| until_ms <= now_ms)
    }

    /// Notes a right PIN.
    pub(crate) fn note_right(&mut self, now_ms: i64) {
        self.wrong = 0;
        self.not_before_ms = 0;
        self.last_ms = now_ms;
    }
}
