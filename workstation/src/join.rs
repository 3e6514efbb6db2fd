//! Joining a region with a one-time code, and a person's first sign-in.
//!
//! A new store is made whole under another name and then given its place, so that a computer switched off half way has
//! either joined or not.

use crate::error::Refused;
use crate::keys::{DeviceSecret, KeyFile, Keyring, Wrapped, stretch_code};
use crate::region::{Fingerprint, Region};
use crate::surroundings::{make_private, now_ms, random};
use care_record::Role;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fs;
use std::path::Path;
use store::StoreKey;
use store::certificate::KeptCertificate;
use store::workstation::{HubLink, Identity, Workstation};
use sync_protocol::certificate::{
    DeviceCertificate, SignedDeviceCertificate, SignedStaffCertificate, StaffCertificate,
    VerifiedDeviceCertificate, VerifiedStaffCertificate,
};
use sync_protocol::cursor::Cursor;
use sync_protocol::enrolment::{
    EnrolGrant, EnrolRequest, FirstSignIn, FirstSignInGrant, HubShare, Nonce, Proof,
    ProvedResponse, TlsFingerprint, device_proof_input, enrol_salt, hub_proof_input, sign_in_salt,
    staff_proof_input,
};
use sync_protocol::ids::{DeviceId, StaffId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::message::admission::LONGEST_ADMISSION_MS;
use sync_protocol::one_time_code::OneTimeCode;

/// Folder of the store within the computer's folder.
pub(crate) const STORE_FOLDER: &str = "store";
/// The store's file.
pub(crate) const STORE_FILE: &str = "records.db";
/// The key file.
pub(crate) const KEY_FILE: &str = "keys.json";

/// Joins a region: afterwards the store is there and nobody has a PIN yet.
pub(crate) async fn join(folder: &Path, url: &str, code: &str, name: &str) -> Result<(), Refused> {
    vacant(folder)?;
    let keyring = Keyring::connect()?;
    let signing_key = Box::new(SigningKey::from_bytes(&random::<32>()?));
    let device = DeviceId::new(random::<16>()?);
    let place = enrol(url, code, device, PublicKey::of(&signing_key)).await?;
    let store_id = fresh_store_id()?;
    let store_key = StoreKey::new(random::<32>()?);
    let secret = DeviceSecret::new(random::<32>()?);
    let mut keys = KeyFile::new(store_id, device.to_string(), name.to_owned(), secret.mark());
    place.wrap(&mut keys, &store_key, &secret)?;
    for staff in &place.staff {
        welcome(&mut keys, staff.statement());
    }
    make(folder, &keyring, &keys, &secret, &store_key, |store| {
        store.set_identity(&place.identity(device, signing_key, random::<16>()?))?;
        store.keep_certificates(&place.certificates(), now_ms())?;
        store.begin_shelf(&place.start())?;
        Ok(())
    })
}

/// Refuses where a computer has its place already.
pub(crate) fn vacant(folder: &Path) -> Result<(), Refused> {
    let old = folder.join(STORE_FOLDER);
    if old.exists() && !KeyFile::read(&old.join(KEY_FILE))?.ended {
        return Err(Refused::AlreadyJoined);
    }
    Ok(())
}

pub(crate) fn fresh_store_id() -> Result<String, Refused> {
    Ok(data_encoding::HEXLOWER.encode(&random::<16>()?))
}

/// A device's place in a region, as it was granted.
pub(crate) struct Place {
    url: String,
    fingerprint: Fingerprint,
    share: [u8; 32],
    grant: EnrolGrant,
    device: VerifiedDeviceCertificate,
    pub(crate) staff: Vec<VerifiedStaffCertificate>,
}

/// Proves a one-time code to a region, and has a device enrolled.
pub(crate) async fn enrol(
    url: &str,
    code: &str,
    device: DeviceId,
    public_key: PublicKey,
) -> Result<Place, Refused> {
    let code: OneTimeCode = code.parse().map_err(|_| Refused::NotACode)?;
    let (region, fingerprint) = Region::meet(url).await?;
    let share = random::<32>()?;
    let key = stretch_code(
        code.secret().dangerously_reveal(),
        &enrol_salt(&code.selector()),
    )?;
    let nonce = Nonce::new(random::<16>()?);
    let seen = TlsFingerprint::new(fingerprint);
    let hub_share = HubShare::new(share);
    let proof = prove(
        key.as_slice(),
        &device_proof_input(&nonce, &seen, &device, &public_key, &hub_share),
    )?;
    let request = EnrolRequest {
        version: EnrolRequest::VERSION,
        selector: code.selector(),
        nonce,
        device,
        public_key,
        hub_share,
        proof,
    };
    let answer = region.post("enrol", request.encode()).await?;
    let grant = EnrolGrant::decode(&proved(key.as_slice(), &answer, &nonce, &seen)?)
        .map_err(|e| bad(e.code()))?;
    let certificate = SignedDeviceCertificate::decode(&grant.device_certificate)
        .and_then(|certificate| certificate.verify(&grant.authority))
        .map_err(|e| bad(e.code()))?;
    let stated = certificate.statement();
    if stated.device != device || stated.public_key != public_key {
        return Err(bad("certificate.of_another"));
    }
    let staff = grant
        .staff_certificates
        .iter()
        .map(|bytes| staff_certificate(bytes, &grant.authority))
        .collect::<Result<_, _>>()?;
    Ok(Place {
        url: url.to_owned(),
        fingerprint,
        share,
        device: certificate,
        staff,
        grant,
    })
}

impl Place {
    /// Writes into a key file how the region is reached, and wraps the store's key under the share that it keeps.
    pub(crate) fn wrap(
        &self,
        keys: &mut KeyFile,
        store_key: &StoreKey,
        secret: &DeviceSecret,
    ) -> Result<(), Refused> {
        keys.region_wrap = Some(Wrapped::under_share(
            store_key,
            &self.share,
            secret,
            &keys.store,
        )?);
        keys.site.clone_from(&self.device.statement().site.name);
        keys.region_url.clone_from(&self.url);
        keys.region_fingerprint = data_encoding::HEXLOWER.encode(&self.fingerprint);
        Ok(())
    }

    pub(crate) fn identity(
        &self,
        device: DeviceId,
        signing_key: Box<SigningKey>,
        incarnation: [u8; 16],
    ) -> Identity {
        Identity {
            device,
            signing_key,
            incarnation,
            hub: Some(HubLink {
                region_name: self.grant.region.clone(),
                url: self.url.clone(),
                tls_fingerprint: TlsFingerprint::new(self.fingerprint),
                authority_key: self.grant.authority,
                device_certificate: self.device.bytes().to_vec(),
                shelf: self.grant.shelf,
                epoch: self.grant.epoch,
            }),
        }
    }

    pub(crate) fn certificates(&self) -> Vec<KeptCertificate> {
        let staff = self.staff.iter().map(KeptCertificate::from);
        std::iter::once(KeptCertificate::from(&self.device))
            .chain(staff)
            .collect()
    }

    /// Whether it is the same site of the same organisation.
    pub(crate) fn is_at(&self, other: &DeviceCertificate) -> bool {
        let here = self.device.statement();
        here.site.id == other.site.id && here.organisation.id == other.organisation.id
    }

    pub(crate) fn start(&self) -> Cursor {
        Cursor::start(self.grant.shelf, self.grant.epoch)
    }
}

/// Makes a store whole under another name, and gives it its place.
pub(crate) fn make(
    folder: &Path,
    keyring: &Keyring,
    keys: &KeyFile,
    secret: &DeviceSecret,
    store_key: &StoreKey,
    fill: impl FnOnce(&mut Workstation) -> Result<(), Refused>,
) -> Result<(), Refused> {
    keyring.keep(&keys.store, secret)?;
    let making = folder.join(format!("joining-{}", keys.store));
    make_private(&making)?;
    let mut store = Workstation::create(&making.join(STORE_FILE), store_key)?;
    fill(&mut store)?;
    store.close()?;
    keys.write(&making.join(KEY_FILE))?;
    let place = folder.join(STORE_FOLDER);
    if place.exists() {
        // What an ended place left behind stays, closed.
        let left = KeyFile::read(&place.join(KEY_FILE))?;
        fs::rename(&place, folder.join(format!("ended-{}", left.store)))?;
    }
    fs::rename(&making, place)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Proves a person's one-time code to the region, and gives back the store's key and her certificate.
pub(crate) async fn first_sign_in(
    keys: &KeyFile,
    secret: &DeviceSecret,
    staff: &str,
    code: &str,
) -> Result<(StoreKey, Vec<u8>), Refused> {
    let code: OneTimeCode = code.parse().map_err(|_| Refused::NotACode)?;
    let staff: StaffId = staff.parse().map_err(|_| Refused::UnknownStaff)?;
    let device: DeviceId = keys.device.parse().map_err(|_| Refused::KeyFile)?;
    let fingerprint = data_encoding::HEXLOWER
        .decode(keys.region_fingerprint.as_bytes())
        .ok()
        .and_then(|bytes| Fingerprint::try_from(bytes).ok())
        .ok_or(Refused::KeyFile)?;
    let region = Region::known(&keys.region_url, fingerprint)?;
    let key = stretch_code(
        code.secret().dangerously_reveal(),
        &sign_in_salt(&code.selector()),
    )?;
    let nonce = Nonce::new(random::<16>()?);
    let request = FirstSignIn {
        version: FirstSignIn::VERSION,
        device,
        staff,
        selector: code.selector(),
        nonce,
        proof: prove(key.as_slice(), &staff_proof_input(&nonce, &device, &staff))?,
    };
    let answer = region.post("first-sign-in", request.encode()).await?;
    let body = proved(
        key.as_slice(),
        &answer,
        &nonce,
        &TlsFingerprint::new(fingerprint),
    )?;
    let grant = FirstSignInGrant::decode(&body).map_err(|e| bad(e.code()))?;
    let opened = keys
        .region_wrap
        .as_ref()
        .ok_or(Refused::BesideManager)?
        .open_with_share(grant.hub_share.dangerously_reveal(), secret, &keys.store)?
        .ok_or(Refused::KeyringForeign)?;
    Ok((opened, grant.staff_certificate.to_vec()))
}

/// A staff certificate of this region.
pub(crate) fn staff_certificate(
    bytes: &[u8],
    authority: &PublicKey,
) -> Result<VerifiedStaffCertificate, Refused> {
    SignedStaffCertificate::decode(bytes)
        .and_then(|certificate| certificate.verify(authority))
        .map_err(|e| bad(e.code()))
}

/// Adds the tile of a member of staff, unless what was said of her is over, or was said for a shift at another computer.
pub(crate) fn welcome(keys: &mut KeyFile, certificate: &StaffCertificate) -> bool {
    let length_ms = certificate
        .valid_until_ms
        .saturating_sub(certificate.valid_from_ms);
    if certificate.valid_until_ms <= now_ms() || length_ms <= LONGEST_ADMISSION_MS {
        return false;
    }
    keys.welcome(
        &certificate.staff.to_string(),
        &certificate.name,
        &roles_in_words(certificate),
        None,
    )
}

/// "senior carer, home manager".
pub(crate) fn roles_in_words(certificate: &StaffCertificate) -> String {
    let words: Vec<&str> = certificate
        .roles
        .iter()
        .filter_map(|role| Role::try_from(role.get()).ok())
        .map(Role::words)
        .collect();
    words.join(", ")
}

fn bad(code: &str) -> Refused {
    Refused::BadAnswer(code.to_owned())
}

fn mac(key: &[u8], input: &[u8]) -> Result<Hmac<Sha256>, Refused> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| Refused::KeyFile)?;
    mac.update(input);
    Ok(mac)
}

fn prove(key: &[u8], input: &[u8]) -> Result<Proof, Refused> {
    Ok(Proof::new(mac(key, input)?.finalize().into_bytes().into()))
}

/// The body of an answer, once the region has proved to know the code together with the certificate it showed.
fn proved(
    key: &[u8],
    answer: &[u8],
    nonce: &Nonce,
    seen: &TlsFingerprint,
) -> Result<Vec<u8>, Refused> {
    let answer = ProvedResponse::decode(answer).map_err(|e| bad(e.code()))?;
    let input = hub_proof_input(nonce, seen, &answer.body);
    mac(key, &input)?
        .verify_slice(answer.proof.as_bytes())
        .map_err(|_| Refused::WrongRegion)?;
    Ok(answer.body.to_vec())
}
