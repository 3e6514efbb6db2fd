//! TLS: a key and a certificate that the hub makes for itself.
//!
//! No authority of the web vouches for it. A device learns its fingerprint at enrolment, under the proof of the
//! one-time code, and talks to nothing else from then on. So the certificate need never be renewed, and no name
//! in it is ever looked at.

use std::fs;
use std::io;
use std::sync::Arc;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::version::TLS13;
use sha2::{Digest, Sha256};
use sync_protocol::enrolment::TlsFingerprint;
use thiserror::Error;

use crate::data::{DataFolder, write_secret};

/// Long after anyone's hub: the fingerprint is what counts, and changing it would mean enrolling every device again.
const LAST_YEAR: i32 = 2099;

/// Why TLS cannot be set up.
#[derive(Debug, Error)]
pub enum TlsError {
    /// The key or the certificate cannot be read or written.
    #[error("the TLS key or certificate could not be read or written ({})", .0.kind())]
    Files(#[from] io::Error),
    /// No key or certificate could be made.
    #[error("a TLS key or certificate could not be made")]
    Making,
    /// The key and the certificate do not fit together.
    #[error("the TLS key and certificate cannot be used")]
    Unusable,
}

impl TlsError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Files(_) => "tls.files",
            Self::Making => "tls.making",
            Self::Unusable => "tls.unusable",
        }
    }
}

/// Makes a key and a certificate and keeps them in the hub's folder. Refuses to replace any.
///
/// # Errors
/// When they cannot be made or written, or are there already.
pub fn make(data: &DataFolder) -> Result<TlsFingerprint, TlsError> {
    let key = KeyPair::generate().map_err(|_| TlsError::Making)?;
    let mut params =
        CertificateParams::new(vec!["alongside-hub".to_owned()]).map_err(|_| TlsError::Making)?;
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "Alongside hub");
    params.not_after = rcgen::date_time_ymd(LAST_YEAR, 1, 1);
    let certificate = params.self_signed(&key).map_err(|_| TlsError::Making)?;
    write_secret(&data.tls_key(), &key.serialize_der())?;
    write_secret(&data.tls_certificate(), certificate.der())?;
    Ok(fingerprint_of(certificate.der()))
}

/// The fingerprint devices know this hub by.
///
/// # Errors
/// When the certificate cannot be read.
pub fn fingerprint(data: &DataFolder) -> Result<TlsFingerprint, TlsError> {
    Ok(fingerprint_of(&fs::read(data.tls_certificate())?))
}

fn fingerprint_of(certificate: &[u8]) -> TlsFingerprint {
    TlsFingerprint::new(Sha256::digest(certificate).into())
}

/// How the hub speaks: TLS 1.3 only, HTTP/2 or HTTP/1.1, sessions resumed so that a small sync stays small.
///
/// # Errors
/// When the key or the certificate cannot be read or do not fit together.
pub fn server_config(data: &DataFolder) -> Result<Arc<ServerConfig>, TlsError> {
    let certificate = CertificateDer::from(fs::read(data.tls_certificate())?);
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(fs::read(data.tls_key())?));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&TLS13])
        .map_err(|_| TlsError::Unusable)?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .map_err(|_| TlsError::Unusable)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config.ticketer = ring::Ticketer::new().map_err(|_| TlsError::Unusable)?;
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_can_be_used_and_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::at(folder.path());
        let made = make(&data).unwrap();
        assert_eq!(fingerprint(&data).unwrap(), made);
        assert!(server_config(&data).is_ok());
        assert_eq!(make(&data).unwrap_err().code(), "tls.files");
        assert_eq!(fingerprint(&data).unwrap(), made);
    }
}
