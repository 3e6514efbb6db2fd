//! How a home that stood alone joins a region with everything that was written there.
//!
//! The device, its key and every id stay, so nothing in a record changes. Only the certificates do: each save is sealed
//! again under what the region says of its author, with its moment, before anything is offered to anybody.

use crate::desk::{Desk, by_manager};
use crate::error::Refused;
use crate::join::{self, Place};
use crate::keys::KeyFile;
use crate::surroundings::now_ms;
use crate::workplace::Workplace;
use std::collections::BTreeMap;
use store::audit::AuditEntry;
use store::workstation::JoinsRegion;
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::SignedStaffCertificate;
use sync_protocol::feed::CertificateKind;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::home::{HomeFile, Left};
use sync_protocol::keys::PublicKey;
use sync_protocol::signed;

use super::not_said;

/// Times a joining is done over when another program on this computer saved meanwhile.
const TRIES: usize = 5;

/// Joins a region with everything that was written here. Nothing is sent before this.
pub(crate) async fn join_region(
    workplace: &Workplace,
    url: &str,
    code: &str,
    pin: &str,
) -> Result<(), Refused> {
    let (device, public_key) = {
        let mut held = workplace.desk();
        // Her PIN first: afterwards the code is spent.
        by_manager(workplace.folder(), &mut held, pin)?;
        let open = held.as_ref().ok_or(Refused::SignedOut)?;
        if !open.is_alone() {
            return Err(Refused::AlreadyJoined);
        }
        (
            open.identity.device,
            PublicKey::of(&open.identity.signing_key),
        )
    };
    let place = join::enrol(url, code, device, public_key).await?;
    let mut held = workplace.desk();
    let (mut keys, secret, key) = by_manager(workplace.folder(), &mut held, pin)?;
    place.wrap(&mut keys, &key, &secret)?;
    let open = held.as_mut().ok_or(Refused::SignedOut)?;
    for _ in 0..TRIES {
        if open.settle_in(&place, &keys)? {
            return Ok(());
        }
    }
    Err(Refused::Store(store::Trouble::Busy))
}

impl Desk {
    /// What a region's administrator needs in order to take this home in. Nothing of a record is in it.
    pub(crate) fn home_file(&mut self) -> Result<Vec<u8>, Refused> {
        let manager = self.manager()?;
        let authority = self.store.own_authority()?.ok_or(Refused::NotAlone)?;
        let here = self.own_certificate()?;
        let left = self.store.staff_ended()?;
        let mut given = self
            .store
            .certificates(CertificateKind::Staff)?
            .into_iter()
            .map(|kept| {
                let said =
                    SignedStaffCertificate::decode(&kept.bytes).map_err(|_| Refused::Unreadable)?;
                Ok((said.claimed().valid_from_ms, Bytes::from(kept.bytes)))
            })
            .collect::<Result<Vec<_>, Refused>>()?;
        given.sort_by_key(|(from_ms, _)| *from_ms);
        let file = HomeFile {
            version: HomeFile::VERSION,
            authority: PublicKey::of(&authority),
            organisation: here.organisation,
            site: here.site,
            certificates: given.into_iter().map(|(_, bytes)| bytes).collect(),
            left: left
                .into_iter()
                .map(|(staff, at_ms)| Left { staff, at_ms })
                .collect(),
        };
        let file = signed::seal(file, &authority).map_err(|e| not_said(e.code()))?;
        self.note_of_staff("home.file_made", manager)?;
        Ok(file.bytes().to_vec())
    }

    /// By which certificate of the region each of the home's own is known there.
    fn names_in(
        &self,
        place: &Place,
    ) -> Result<BTreeMap<CertificateHash, CertificateHash>, Refused> {
        let mut names = BTreeMap::new();
        for kept in self.store.certificates(CertificateKind::Staff)? {
            let own =
                SignedStaffCertificate::decode(&kept.bytes).map_err(|_| Refused::Unreadable)?;
            let own = own.claimed();
            let same = place.staff.iter().rev().find(|there| {
                let there = there.statement();
                there.staff == own.staff
                    && there.roles == own.roles
                    && there.valid_from_ms == own.valid_from_ms
            });
            if let Some(same) = same {
                names.insert(kept.hash, same.hash());
            }
        }
        Ok(names)
    }

    /// Takes its place in a region. Says whether it did: not when another program on this computer saved meanwhile.
    fn settle_in(&mut self, place: &Place, keys: &KeyFile) -> Result<bool, Refused> {
        if !place.is_at(&self.own_certificate()?) {
            return Err(Refused::HomeNotTakenIn);
        }
        let device = self.identity.device;
        let identity = place.identity(
            device,
            self.identity.signing_key.clone(),
            self.identity.incarnation,
        );
        let names = self.names_in(place)?;
        let sealed =
            self.sealed_anew(|own| names.get(&own).copied().ok_or(Refused::StaffNotTakenIn))?;
        let joins = JoinsRegion {
            last: sealed.last,
            sealed_anew: sealed.folded,
            certificates: place.certificates(),
            start: place.start(),
            audit: AuditEntry {
                at_ms: now_ms(),
                staff: Some(self.session()?.staff),
                act: "home.joined".to_owned(),
                record: None,
                detail: String::new(),
            },
            identity,
        };
        // First, for it does no harm where nothing follows: a code of the region opens the store from then on.
        keys.write(&self.key_file_place())?;
        if !self.store.join_region(&joins)? {
            return Ok(false);
        }
        self.move_in()?;
        Ok(true)
    }
}
