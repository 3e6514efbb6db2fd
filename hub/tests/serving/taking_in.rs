//! A home that stood alone is taken in, and whoever only says to be one is not.

use std::fs;

use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{Party, StaffCertificate};
use sync_protocol::home::HomeFile;
use sync_protocol::ids::{OrganisationId, SiteId, StaffId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::roles::RoleCode;
use sync_protocol::signed::seal;

use crate::region::{Region, Team};

const MANAGER: RoleCode = RoleCode::new(3);
const GP: RoleCode = RoleCode::new(7);

/// A home and what it says of its staff.
struct Home {
    authority: SigningKey,
    organisation: OrganisationId,
    site: SiteId,
    staff: Vec<(StaffId, RoleCode)>,
}

impl Home {
    fn of(key: u8) -> Self {
        Self {
            authority: SigningKey::from_bytes(&[key; 32]),
            organisation: OrganisationId::new([key; 16]),
            site: SiteId::new([key; 16]),
            staff: vec![(StaffId::new([key; 16]), MANAGER)],
        }
    }

    fn file(&self) -> Vec<u8> {
        let organisation = party(self.organisation);
        let site = party(self.site);
        let certificates = self.staff.iter().map(|(staff, role)| {
            let said = StaffCertificate {
                version: StaffCertificate::VERSION,
                staff: *staff,
                name: "Sue Hill".into(),
                roles: vec![*role],
                registration: None,
                organisation: organisation.clone(),
                site: site.clone(),
                valid_from_ms: 1_700_000_000_000,
                valid_until_ms: 1_900_000_000_000,
            };
            let sealed = seal(said, &self.authority).unwrap();
            Bytes::from(sealed.bytes().to_vec())
        });
        let file = HomeFile {
            version: HomeFile::VERSION,
            authority: PublicKey::of(&self.authority),
            certificates: certificates.collect(),
            organisation,
            site,
            left: Vec::new(),
        };
        seal(file, &self.authority).unwrap().bytes().to_vec()
    }

    /// What the region's administrator does with it.
    fn words(&self, region: &Region) -> Vec<String> {
        let place = region.path("a.home");
        fs::write(&place, self.file()).unwrap();
        let file = place.to_str().unwrap();
        ["site", "take-in", "--file", file]
            .map(str::to_owned)
            .into()
    }

    fn taken_in(&self, region: &Region) -> usize {
        let words = self.words(region);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        region.admin(&words)["staff"].as_array().unwrap().len()
    }

    fn refused(&self, region: &Region) -> String {
        let words = self.words(region);
        region.refused(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn party<I>(id: I) -> Party<I> {
    Party {
        id,
        name: "Riverside House".into(),
        ods: None,
    }
}

#[test]
fn a_home_is_taken_in_again_by_its_own_word_only() {
    let region = Region::set_up(&[]);
    let mut home = Home::of(5);
    assert_eq!(home.taken_in(&region), 1);
    home.staff.push((StaffId::new([6; 16]), MANAGER));
    assert_eq!(home.taken_in(&region), 2);
    assert_eq!(region.audited("site.taken_in").len(), 1);
    assert_eq!(region.audited("staff.taken_in").len(), 2);
    // Its ids are known to everybody in the region.
    let forged = Home {
        authority: SigningKey::from_bytes(&[9; 32]),
        ..Home::of(5)
    };
    assert_eq!(forged.refused(&region), "home.others");
    let mut cut = home.file();
    cut.pop();
    let place = region.path("cut.home");
    fs::write(&place, cut).unwrap();
    let words = ["site", "take-in", "--file", place.to_str().unwrap()];
    assert_eq!(region.refused(&words), "home.unreadable");
}

#[test]
fn a_home_names_nobody_of_the_region_and_nobody_it_cannot_have() {
    let region = Region::set_up(&[]);
    let Team {
        organisation,
        site,
        staff,
        ..
    } = region.team("Fen Edge Hospice", "hospice_doctor");
    let (organisation, site) = (organisation.parse().unwrap(), site.parse().unwrap());
    let staff: StaffId = staff.parse().unwrap();
    for home in [
        Home {
            organisation,
            ..Home::of(5)
        },
        Home {
            site,
            ..Home::of(5)
        },
        Home {
            organisation,
            site,
            ..Home::of(5)
        },
    ] {
        assert_eq!(home.refused(&region), "home.others");
    }
    let home = Home {
        staff: vec![(staff, MANAGER)],
        ..Home::of(5)
    };
    assert_eq!(home.refused(&region), "home.others_staff");
    let home = Home {
        staff: vec![(StaffId::new([6; 16]), GP)],
        ..Home::of(5)
    };
    assert_eq!(home.refused(&region), "home.role_of_others");
    assert_eq!(region.report("sites"), 1, "nothing of it was done");
}
