//! Roles, as the permission table of the data model names them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

macro_rules! roles {
    ($($variant:ident = $code:literal, $name:literal, $words:literal;)*) => {
        /// What somebody is here to do. The number is what the wire carries and never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role {
            $(#[doc = $words] $variant,)*
        }

        impl Role {
            /// All roles, in the order of the permission table.
            pub const ALL: &'static [Role] = &[$(Role::$variant),*];

            /// Number on the wire.
            #[must_use]
            pub fn code(self) -> u8 {
                match self { $(Role::$variant => $code,)* }
            }

            /// Name in commands and files, such as `district_nurse`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Role::$variant => $name,)* }
            }

            /// Words on screen, such as "district nurse".
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Role::$variant => $words,)* }
            }
        }
    };
}

roles! {
    CareAssistant = 1, "care_assistant", "care assistant";
    SeniorCarer = 2, "senior_carer", "senior carer";
    HomeManager = 3, "home_manager", "home manager";
    DistrictNurse = 4, "district_nurse", "district nurse";
    HospiceNurse = 5, "hospice_nurse", "hospice nurse";
    HospiceDoctor = 6, "hospice_doctor", "hospice doctor";
    Gp = 7, "gp", "GP";
    UrgentCare = 8, "urgent_care", "urgent care clinician";
    Administrator = 9, "administrator", "administrator";
    PrivacyOfficer = 10, "privacy_officer", "privacy officer";
    HomeNurse = 11, "home_nurse", "nurse at the home";
}

/// A role this version does not know. Such an author may write nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a role this version does not know")]
pub struct UnknownRole;

impl TryFrom<u8> for Role {
    type Error = UnknownRole;

    fn try_from(code: u8) -> Result<Self, UnknownRole> {
        Role::ALL
            .iter()
            .copied()
            .find(|role| role.code() == code)
            .ok_or(UnknownRole)
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Role::ALL
            .iter()
            .copied()
            .find(|role| role.name() == name)
            .ok_or(UnknownRole)
    }
}
