//! A line to the hub: TLS with whoever answers, noting the certificate, since that is what a device proves to have
//! seen.

use std::sync::{Arc, Mutex};

use reqwest::Client;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use sha2::{Digest, Sha256};
use sync_protocol::enrolment::TlsFingerprint;

/// A refusal of the hub: the status and the code.
pub(crate) type Refused = (u16, String);

/// Connects to whoever answers, and notes the fingerprint of the certificate it shows.
pub(crate) struct Line {
    pub(crate) client: Client,
    seen: Arc<Mutex<Option<[u8; 32]>>>,
    url: String,
}

impl Line {
    pub(crate) fn to(url: &str) -> Self {
        let seen = Arc::new(Mutex::new(None));
        let mut tls = noting(Arc::clone(&seen));
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .build()
            .unwrap();
        Self {
            client,
            seen,
            url: url.to_owned(),
        }
    }

    pub(crate) async fn fingerprint(&self) -> TlsFingerprint {
        let answer = self.client.get(format!("{}/health", self.url)).send().await;
        assert!(answer.unwrap().status().is_success());
        TlsFingerprint::new(self.seen.lock().unwrap().unwrap())
    }

    pub(crate) async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, Refused> {
        let request = self.client.post(format!("{}/{path}", self.url)).body(body);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let body = answer.bytes().await.unwrap().to_vec();
        if status.is_success() {
            return Ok(body);
        }
        let said = String::from_utf8(body).unwrap();
        let (code, _) = said.split_once(": ").expect("a code and a sentence");
        Err((status.as_u16(), code.to_owned()))
    }
}

/// TLS with whoever answers.
pub(crate) fn anyone() -> ClientConfig {
    noting(Arc::default())
}

fn noting(seen: Arc<Mutex<Option<[u8; 32]>>>) -> ClientConfig {
    let provider = Arc::new(ring::default_provider());
    ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Noting { seen, provider }))
        .with_no_client_auth()
}

#[derive(Debug)]
struct Noting {
    seen: Arc<Mutex<Option<[u8; 32]>>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Noting {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        *self.seen.lock().unwrap() = Some(Sha256::digest(end_entity).into());
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
