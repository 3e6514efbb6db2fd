//! The way to the region: HTTPS with one pinned certificate.

use crate::error::Refused;
use futures_util::stream;
use reqwest::redirect::Policy;
use reqwest::{Body, Client, RequestBuilder, Response, StatusCode};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, SignatureScheme};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::oneshot;

/// Until the connection stands.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// Without a byte arriving. A slow link is not a dead one.
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// Chooses the one cryptography provider of this program. To be called first thing in `main`.
pub fn use_ring() {
    // A second call finds it chosen, and that is as good.
    let _chosen: Result<(), _> = rustls::crypto::ring::default_provider().install_default();
}

/// SHA-256 of a certificate in DER.
pub(crate) type Fingerprint = [u8; 32];

/// A region's address and the certificate it must show.
pub(crate) struct Region {
    client: Client,
    url: String,
}

impl Region {
    /// A region this computer has joined.
    pub(crate) fn known(url: &str, fingerprint: Fingerprint) -> Result<Self, Refused> {
        Self::with(url, Verifier::new(Expect::This(fingerprint)))
    }

    /// A region not joined yet: takes the certificate it shows and says which. It is believed only when the region has
    /// proved to know the one-time code together with this very certificate.
    pub(crate) async fn meet(url: &str) -> Result<(Self, Fingerprint), Refused> {
        let seen = Arc::new(OnceLock::new());
        let stranger = Self::with(url, Verifier::new(Expect::Anything(Arc::clone(&seen))))?;
        stranger.get("health").await?;
        let fingerprint = *seen.get().ok_or(Refused::NoAnswer)?;
        Ok((Self::known(url, fingerprint)?, fingerprint))
    }

    fn with(url: &str, verifier: Verifier) -> Result<Self, Refused> {
        if !url.starts_with("https://") {
            return Err(Refused::NotUnderstood("the address of the region"));
        }
        let mut config =
            rustls::ClientConfig::builder_with_provider(Arc::clone(&verifier.provider))
                .with_protocol_versions(&[&rustls::version::TLS13])
                .map_err(|_| Refused::NoAnswer)?
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier))
                .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let client = Client::builder()
            .tls_backend_preconfigured(config)
            // A hub sends nobody elsewhere.
            .redirect(Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .no_proxy()
            .build()
            .map_err(|_| Refused::NoAnswer)?;
        Ok(Self {
            client,
            url: url.trim_end_matches('/').to_owned(),
        })
    }

    /// Asks.
    pub(crate) async fn get(&self, path: &str) -> Result<Vec<u8>, Refused> {
        let answer = self
            .client
            .get(format!("{}/{path}", self.url))
            .send()
            .await
            .map_err(|error| unreached(&error))?;
        Ok(taken(answer)
            .await?
            .bytes()
            .await
            .map_err(|error| unreached(&error))?
            .to_vec())
    }

    /// Sends, and gives back an answer to be read as it arrives.
    pub(crate) async fn send(&self, path: &str, body: Vec<u8>) -> Result<Response, Refused> {
        let answer = self.request(path).body(body).send().await;
        taken(answer.map_err(|error| unreached(&error))?).await
    }

    fn request(&self, path: &str) -> RequestBuilder {
        self.client
            .post(format!("{}/{path}", self.url))
            .header("content-type", "application/cbor")
    }

    /// The same; nothing where the region has no such place.
    pub(crate) async fn send_if_known(
        &self,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Option<Response>, Refused> {
        let answer = self.request(path).body(body).send().await;
        let answer = answer.map_err(|error| unreached(&error))?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        taken(answer).await.map(Some)
    }

    /// The same with the whole answer.
    pub(crate) async fn post_if_known(
        &self,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Option<Vec<u8>>, Refused> {
        let Some(answer) = self.send_if_known(path, body).await? else {
            return Ok(None);
        };
        let bytes = answer.bytes().await.map_err(|error| unreached(&error))?;
        Ok(Some(bytes.to_vec()))
    }

    /// Sends what is made only when the region has been reached, so that nothing is offered to nobody.
    pub(crate) async fn send_when_reached(
        &self,
        path: &str,
        make: impl FnOnce() -> Result<Vec<u8>, Refused>,
    ) -> Result<Response, Refused> {
        let (asked, reached) = oneshot::channel::<()>();
        let (give, made) = oneshot::channel::<Vec<u8>>();
        // The connection stands when the first piece of the body is asked for.
        let body = stream::once(async move {
            // Nobody waits any more where sending has been given up.
            let _gone: Result<(), ()> = asked.send(());
            made.await
        });
        let sending = self.request(path).body(Body::wrap_stream(body)).send();
        let making = async {
            if reached.await.is_ok() {
                let _gone: Result<(), Vec<u8>> = give.send(make()?);
            }
            Ok::<(), Refused>(())
        };
        let (answer, made) = tokio::join!(sending, making);
        made?;
        taken(answer.map_err(|error| unreached(&error))?).await
    }

    /// Sends, and gives back the whole answer.
    pub(crate) async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, Refused> {
        Ok(self
            .send(path, body)
            .await?
            .bytes()
            .await
            .map_err(|error| unreached(&error))?
            .to_vec())
    }
}

/// The next piece of an answer.
pub(crate) async fn piece(answer: &mut Response) -> Result<Option<Vec<u8>>, Refused> {
    Ok(answer
        .chunk()
        .await
        .map_err(|error| unreached(&error))?
        .map(|bytes| bytes.to_vec()))
}

/// A refusal carries a stable code as its body and nothing else.
async fn taken(answer: Response) -> Result<Response, Refused> {
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let code = answer.text().await.unwrap_or_default();
    let code: String = code
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(64)
        .collect();
    let plain = code.split(':').next().unwrap_or_default().trim().to_owned();
    let known = !plain.is_empty()
        && plain
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    if status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN {
        return Err(if known {
            Refused::RegionRefused(plain)
        } else {
            Refused::CodeRefused
        });
    }
    Err(if known {
        Refused::RegionRefused(plain)
    } else {
        Refused::RegionRefused(format!("http.{}", status.as_u16()))
    })
}

/// Another certificate is another region, and no reason to try again; anything else may pass.
fn unreached(error: &reqwest::Error) -> Refused {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = cause {
        let certificate = inner
            .downcast_ref::<std::io::Error>()
            .and_then(|io| io.get_ref())
            .and_then(|inner| inner.downcast_ref::<rustls::Error>())
            .or_else(|| inner.downcast_ref::<rustls::Error>());
        if let Some(rustls::Error::InvalidCertificate(_)) = certificate {
            return Refused::WrongRegion;
        }
        cause = inner.source();
    }
    Refused::NoAnswer
}

#[derive(Debug)]
enum Expect {
    This(Fingerprint),
    Anything(Arc<OnceLock<Fingerprint>>),
}

/// Believes one certificate, whoever issued it: the region's certificate is its own, pinned at joining.
#[derive(Debug)]
struct Verifier {
    expect: Expect,
    provider: Arc<CryptoProvider>,
}

impl Verifier {
    fn new(expect: Expect) -> Self {
        let provider = CryptoProvider::get_default().map_or_else(
            || Arc::new(rustls::crypto::ring::default_provider()),
            Arc::clone,
        );
        Self { expect, provider }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let shown: Fingerprint = Sha256::digest(end_entity.as_ref()).into();
        let known = match &self.expect {
            Expect::This(fingerprint) => *fingerprint,
            Expect::Anything(seen) => *seen.get_or_init(|| shown),
        };
        if shown == known {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::Error::InvalidCertificate(
                rustls::CertificateError::ApplicationVerificationFailure,
            ))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
