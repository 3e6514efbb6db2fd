//! What an organisation allows less of on this computer.

use super::Desk;
use crate::error::Refused;
use crate::surroundings::now_ms;
use care_record::{Policy, Right, Role};
use store::audit::AuditEntry;
use sync_protocol::roles::RoleCode;

/// Those who may change it: who runs the home, and who runs its computers.
const MAY_CHANGE: &[Role] = &[Role::HomeManager, Role::Administrator];

impl Desk {
    /// The policy here. What a newer version wrote and this one does not know takes nothing away.
    pub(crate) fn policy(&self) -> Result<Policy, Refused> {
        let mut policy = Policy::default();
        for kept in self.store.tightened()? {
            let right = Right::ALL.get(usize::from(kept.kept)).copied();
            if let (Ok(role), Some(right)) = (Role::try_from(kept.role.get()), right) {
                // A line that a later version allows less of by itself needs nothing here.
                let _nothing_taken = policy.tighten(&kept.line, role, right);
            }
        }
        Ok(policy)
    }

    /// Takes a right away, or gives it back where `right` is none.
    pub(crate) fn tighten(
        &mut self,
        line: &str,
        role: Role,
        right: Option<Right>,
    ) -> Result<(), Refused> {
        let session = self.session()?.clone();
        if !session.roles.iter().any(|role| MAY_CHANGE.contains(role)) {
            return Err(Refused::PolicyOfOthers);
        }
        let kept = match right {
            Some(right) => {
                Policy::default().tighten(line, role, right)?;
                Some(right as u8)
            }
            None => None,
        };
        self.store.tighten(
            line,
            RoleCode::new(role.code()),
            kept,
            &AuditEntry {
                at_ms: now_ms(),
                staff: Some(session.staff),
                act: "policy.changed".to_owned(),
                record: None,
                detail: format!("{line} {}", role.name()),
            },
        )?;
        Ok(())
    }
}
