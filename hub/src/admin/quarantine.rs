//! What was kept aside: shown without a word of what is in it, and given back to be judged again.

use store::hub::{HeldEnvelope, Release, ReleaseError};
use sync_protocol::certificate::SignedStaffCertificate;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::limits::MAX_NAME_BYTES;

use super::{Admin, AdminError, act, check_text};
use crate::role_names;

/// An envelope that is kept aside, as far as its header tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The envelope itself.
    pub kept: HeldEnvelope,
    /// Who wrote it, where the hub knows the certificate.
    pub author: Option<String>,
    /// In which role.
    pub role: Option<&'static str>,
    /// How many changes it has.
    pub changes: usize,
}

impl Held {
    /// Why, in words.
    #[must_use]
    pub fn why(&self) -> &'static str {
        match self.kept.reason.as_str() {
            "refused.revoked_device" => {
                "its device was revoked before it came; whoever knows what happened decides"
            }
            "refused.actor_reuse" => {
                "it uses a number again that has another content here, as a copied or restored computer does"
            }
            "refused.bad_change" => "a change in it cannot be read",
            "refused.depends_on_quarantined" => "it builds on something that is kept aside",
            "publish.unreadable" => "it cannot be read any more",
            "publish.other_organisation" => {
                "it belongs to what one organisation keeps to itself, and was written in another"
            }
            "publish.other_site" => {
                "it belongs to what one site withholds, and was written at another that was not given it"
            }
            "reading_room.died" => "the reading room ended, twice, when it was read",
            "change.not_applicable" => "its changes do not fit the record",
            _ => "the reading room found that the record would not be sound with it",
        }
    }
}

impl Admin {
    /// Everything that is kept aside, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn quarantined(&self) -> Result<Vec<Held>, AdminError> {
        let kept = self.store.quarantined()?.into_iter();
        kept.map(|kept| self.described(kept)).collect()
    }

    /// One envelope that is kept aside.
    ///
    /// # Errors
    /// When it is not, or the store cannot be read.
    pub fn held(&self, envelope: EnvelopeHash) -> Result<Held, AdminError> {
        let mut kept = self.store.quarantined()?.into_iter();
        let kept = kept
            .find(|kept| kept.envelope == envelope)
            .ok_or(ReleaseError::NotHeld)?;
        self.described(kept)
    }

    /// Gives an envelope back to be judged, with what waits for it; the hub does so within seconds where it serves.
    ///
    /// # Errors
    /// When it is not kept aside, no plain reason is given, or the store refuses.
    pub fn release(
        &mut self,
        envelope: EnvelopeHash,
        reason: &str,
        first_change: ChangeHash,
        now_ms: i64,
    ) -> Result<Release, AdminError> {
        check_text(reason, MAX_NAME_BYTES)?;
        self.store.set_first_change(first_change);
        let entry = act(now_ms, "quarantine.released", reason);
        Ok(self.store.release(envelope, &entry)?)
    }

    fn described(&self, kept: HeldEnvelope) -> Result<Held, AdminError> {
        let decoded = SignedEnvelope::decode(&kept.bytes).ok();
        let envelope = decoded.as_ref().map(SignedEnvelope::claimed);
        let header = envelope.map(|envelope| &envelope.header);
        Ok(Held {
            author: match header {
                Some(header) => self.name_of(header.author)?,
                None => None,
            },
            role: header.and_then(|header| role_names::name_of(header.role)),
            changes: envelope.map_or(0, |envelope| envelope.changes.len()),
            kept,
        })
    }

    fn name_of(&self, author: CertificateHash) -> Result<Option<String>, AdminError> {
        let kept = self.store.certificate(author)?;
        let certificate = kept.and_then(|kept| SignedStaffCertificate::decode(&kept.bytes).ok());
        Ok(certificate.map(|certificate| certificate.claimed().name.clone()))
    }
}
