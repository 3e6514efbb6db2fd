//! The names under which an administrator gives roles, and the numbers the wire carries.
//!
//! What a role may do is written in the room that knows records, which this one must not reach; so the names are
//! written here again. A contract test compares the two lists.

use sync_protocol::roles::RoleCode;

/// Every role that can be given, by name.
pub const ROLE_NAMES: &[(&str, u8)] = &[
    ("care_assistant", 1),
    ("senior_carer", 2),
    ("home_manager", 3),
    ("district_nurse", 4),
    ("hospice_nurse", 5),
    ("hospice_doctor", 6),
    ("gp", 7),
    ("urgent_care", 8),
    ("administrator", 9),
    ("privacy_officer", 10),
    ("home_nurse", 11),
];

/// Those a home has by itself, and so those it may have given while it stood alone.
pub const OF_A_HOME: &[&str] = &[
    "care_assistant",
    "senior_carer",
    "home_nurse",
    "home_manager",
    "administrator",
    "privacy_officer",
];

/// Those who let somebody in at a computer.
pub const LET_IN: &[&str] = &["home_manager", "administrator"];

/// Those who read, in an emergency, the face of a record that their site does not carry.
pub const BREAK_GLASS: &[&str] = &[
    "senior_carer",
    "home_manager",
    "home_nurse",
    "district_nurse",
    "hospice_nurse",
    "hospice_doctor",
    "gp",
    "urgent_care",
];

/// The role of a name, or nothing.
#[must_use]
pub fn role(name: &str) -> Option<RoleCode> {
    ROLE_NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| RoleCode::new(*code))
}

/// The name of a role, or nothing for one that a newer version gave.
#[must_use]
pub fn name_of(role: RoleCode) -> Option<&'static str> {
    ROLE_NAMES
        .iter()
        .find(|(_, code)| *code == role.get())
        .map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_its_name_only() {
        assert_eq!(role("district_nurse"), Some(RoleCode::new(4)));
        assert_eq!(role("District nurse"), None);
        assert_eq!(name_of(RoleCode::new(4)), Some("district_nurse"));
        assert_eq!(name_of(RoleCode::new(200)), None);
    }
}
