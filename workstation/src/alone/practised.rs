//! A home where everybody is invented: it stands alone, and joins nothing.

use super::{Home, Period, Settling, VALID_MS, name, party, say};
use crate::desk::{Desk, key_file_place, store_place};
use crate::error::Refused;
use crate::join;
use crate::keys::{KeyFile, StaffKey};
use crate::surroundings::{make_private, random};
use care_record::Role;
use std::path::Path;
use store::StoreKey;
use store::certificate::KeptCertificate;
use store::workstation::Workstation;
use sync_protocol::certificate::VerifiedStaffCertificate;
use sync_protocol::ids::{OrganisationId, SiteId, StaffId};
use sync_protocol::keys::SigningKey;

/// A home where everybody is invented, with its staff in the order in which they are named. Its key is kept nowhere: once
/// the desk is gone no PIN, keyring or sheet opens what it leaves behind.
pub(crate) fn for_practice(
    folder: &Path,
    home: &str,
    computer: &str,
    staff: &[(&str, &[Role])],
) -> Result<(Desk, Vec<StaffId>), Refused> {
    let site = party(SiteId::new(random::<16>()?), home);
    let organisation = party(OrganisationId::new(random::<16>()?), home);
    let authority = SigningKey::from_bytes(&random::<32>()?);
    let mut said = Vec::new();
    for (who, roles) in staff {
        let period = Period::from_now(VALID_MS);
        said.push(say(
            &authority,
            (&site, &organisation),
            who,
            roles,
            None,
            period,
        )?);
    }
    let tile = |said: &VerifiedStaffCertificate| {
        let said = said.statement();
        let roles = join::roles_in_words(said);
        StaffKey::new(&said.staff.to_string(), &said.name, &roles, None)
    };
    let home = Home {
        authority: &authority,
        site,
        organisation,
        certificates: said.iter().map(KeptCertificate::from).collect(),
        left: Vec::new(),
        tiles: said.iter().map(tile).collect(),
    };
    let settling = Settling::of(&home)?;
    let device = settling.identity.device.to_string();
    // No secret in the keyring has this mark.
    let mut keys = KeyFile::new(
        join::fresh_store_id()?,
        device,
        name(computer)?,
        String::new(),
    );
    keys.site.clone_from(&home.site.name);
    keys.staff.clone_from(&home.tiles);
    make_private(&folder.join(join::STORE_FOLDER))?;
    let key = StoreKey::new(random::<32>()?);
    let mut store = Workstation::create_unkept(&store_place(folder), &key)?;
    settling.settle(&mut store, &home)?;
    keys.write(&key_file_place(folder))?;
    let staff = said.iter().map(|said| said.statement().staff).collect();
    Ok((Desk::new(folder, keys, store)?, staff))
}
