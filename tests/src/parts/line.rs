//! A line between computers and the hub that carries everything, listens in, or breaks after any byte.
//!
//! To break off within an answer it must see the answer: it shows the hub's own certificate, which the test has.

use anyhow::{Context, Result, ensure};
use hub::data::DataFolder;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::TLS13;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// The name in the hub's certificate.
const NAME: &str = "alongside-hub";
const OK: &str = "200 OK";

/// What the line does with the next connections.
#[derive(Debug, Clone)]
pub enum Then {
    /// Carries all bytes as they are.
    Carry,
    /// Carries, and keeps what is said.
    Listen,
    /// Carries what goes to this place, and breaks for everything else.
    Only(&'static str),
    /// Carries, but as if the hub were an older one that has no such place.
    Without(&'static str),
    /// Carries, but the answers from this place never arrive.
    Unheard(&'static str),
    /// Takes the request, keeps it, and breaks.
    Swallow,
    /// Takes the request, gives the first bytes of this answer, and breaks.
    Answer(Arc<Vec<u8>>, usize),
}

/// A request and, where there was one, its answer.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The body of the request.
    pub request: Vec<u8>,
    /// The body of the answer.
    pub answer: Vec<u8>,
}

/// What the hub answered to bytes that were offered to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The status of HTTP.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Answered {
    /// The stable code of a refusal.
    #[must_use]
    pub fn code(&self) -> String {
        let words = String::from_utf8_lossy(&self.body);
        words.split(':').next().unwrap_or_default().to_owned()
    }
}

/// The line.
#[derive(Debug)]
pub struct Line {
    url: String,
    ends: Ends,
    then: Arc<Mutex<Then>>,
    said: Arc<Mutex<Vec<Said>>>,
}

#[derive(Clone)]
struct Ends {
    hub: SocketAddr,
    accept: TlsAcceptor,
    connect: TlsConnector,
}

impl std::fmt::Debug for Ends {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ends")
            .field("hub", &self.hub)
            .finish_non_exhaustive()
    }
}

impl Line {
    /// A line to the hub whose folder this is.
    ///
    /// # Errors
    /// When the hub's certificate cannot be used, or nothing can listen.
    pub async fn to(hub: SocketAddr, data: &DataFolder) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let line = Self {
            url: format!("https://{}", listener.local_addr()?),
            ends: Ends {
                hub,
                accept: acceptor(data)?,
                connect: connector(data)?,
            },
            then: Arc::new(Mutex::new(Then::Carry)),
            said: Arc::default(),
        };
        let (ends, then, said) = (
            line.ends.clone(),
            Arc::clone(&line.then),
            Arc::clone(&line.said),
        );
        tokio::spawn(async move {
            while let Ok((device, _)) = listener.accept().await {
                let then = locked(&then).clone();
                let (ends, said) = (ends.clone(), Arc::clone(&said));
                tokio::spawn(async move {
                    // A connection that breaks is for the two ends to notice.
                    let _broken = ends.serve(device, then, &said).await;
                });
            }
        });
        Ok(line)
    }

    /// Where a computer is to find the hub.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Says what is to become of the next connections.
    pub fn then(&self, then: Then) {
        *locked(&self.then) = then;
    }

    /// What was heard since this was last asked.
    #[must_use]
    pub fn heard(&self) -> Vec<Said> {
        std::mem::take(&mut locked(&self.said))
    }

    /// Sends the hub bytes as the body of a sync of so many bytes. A body that is too short is cut off with the
    /// connection, and nobody may answer.
    ///
    /// # Errors
    /// When the hub cannot be reached.
    pub async fn offer(&self, body: &[u8], length: usize) -> Result<Option<Answered>> {
        let mut hub = self.ends.to_hub().await?;
        let head = format!(
            "POST /sync HTTP/1.1\r\nhost: {NAME}\r\ncontent-type: application/cbor\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n"
        );
        hub.write_all(head.as_bytes()).await?;
        hub.write_all(body).await?;
        hub.flush().await?;
        if body.len() < length {
            hub.get_mut().0.shutdown().await?;
        }
        match message(&mut BufReader::new(hub)).await {
            Ok((head, body)) => {
                let status = head.split(' ').nth(1).context("a status")?.parse()?;
                Ok(Some(Answered { status, body }))
            }
            Err(_) => {
                ensure!(body.len() < length, "no answer to a whole request");
                Ok(None)
            }
        }
    }
}

impl Ends {
    async fn to_hub(&self) -> io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
        let name = ServerName::try_from(NAME).map_err(io::Error::other)?;
        let hub = TcpStream::connect(self.hub).await?;
        hub.set_nodelay(true)?;
        self.connect.connect(name, hub).await
    }

    async fn serve(
        &self,
        mut device: TcpStream,
        then: Then,
        said: &Mutex<Vec<Said>>,
    ) -> io::Result<()> {
        device.set_nodelay(true)?;
        if let Then::Carry = then {
            let mut hub = TcpStream::connect(self.hub).await?;
            hub.set_nodelay(true)?;
            tokio::io::copy_bidirectional(&mut device, &mut hub).await?;
            return Ok(());
        }
        let mut device = BufReader::new(self.accept.accept(device).await?);
        let (head, request) = message(&mut device).await?;
        let answer = match then {
            Then::Without(place) if path(&head) == place => {
                return give(device.get_mut(), "404 Not Found", &[], 0).await;
            }
            Then::Unheard(place) if path(&head) == place => {
                self.ask(place, &request).await?;
                Vec::new()
            }
            Then::Listen | Then::Without(_) | Then::Unheard(_) => {
                self.ask(path(&head), &request).await?
            }
            Then::Answer(answer, after) => {
                let part = answer.get(..after).unwrap_or(&answer);
                return give(device.get_mut(), OK, part, answer.len()).await;
            }
            Then::Only(place) if path(&head) == place => self.ask(place, &request).await?,
            Then::Carry | Then::Only(_) | Then::Swallow => Vec::new(),
        };
        locked(said).push(Said {
            request,
            answer: answer.clone(),
        });
        match answer.is_empty() {
            true => Ok(()),
            false => give(device.get_mut(), OK, &answer, answer.len()).await,
        }
    }

    async fn ask(&self, path: &str, request: &[u8]) -> io::Result<Vec<u8>> {
        let mut hub = self.to_hub().await?;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {NAME}\r\ncontent-type: application/cbor\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            request.len()
        );
        hub.write_all(head.as_bytes()).await?;
        hub.write_all(request).await?;
        hub.flush().await?;
        Ok(message(&mut BufReader::new(hub)).await?.1)
    }
}

/// Gives the first bytes of an answer and breaks the line; whoever reads notices that it is short.
async fn give(
    device: &mut tokio_rustls::server::TlsStream<TcpStream>,
    status: &str,
    part: &[u8],
    length: usize,
) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/cbor\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    device.write_all(head.as_bytes()).await?;
    device.write_all(part).await?;
    device.flush().await?;
    let socket = device.get_mut().0;
    socket.shutdown().await?;
    // Until the other end has closed too: closing over what it still says would lose what was given.
    let mut rest = [0; 1024];
    while socket.read(&mut rest).await? > 0 {}
    Ok(())
}

/// Where a request goes.
fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or("/")
}

/// Head and body of one message of HTTP/1.1.
async fn message<S: AsyncRead + Unpin>(from: &mut BufReader<S>) -> io::Result<(String, Vec<u8>)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if from.read_line(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let head = head.to_ascii_lowercase();
    let field = |name: &str| {
        let line = head.lines().find_map(|line| line.strip_prefix(name));
        line.map(|value| value.trim().to_owned())
    };
    let mut body = Vec::new();
    if let Some(length) = field("content-length:").and_then(|text| text.parse().ok()) {
        body.resize(length, 0);
        from.read_exact(&mut body).await?;
        return Ok((head, body));
    }
    loop {
        let mut size = String::new();
        from.read_line(&mut size).await?;
        let size = usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
        let mut chunk = vec![0; size + 2];
        from.read_exact(&mut chunk).await?;
        chunk.truncate(size);
        if chunk.is_empty() {
            return Ok((head, body));
        }
        body.extend(chunk);
    }
}

fn acceptor(data: &DataFolder) -> Result<TlsAcceptor> {
    let mut config: ServerConfig = (*hub::tls::server_config(data)?).clone();
    // What is cut is counted in bytes of the body, which only the older HTTP shows plainly.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn connector(data: &DataFolder) -> Result<TlsConnector> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(std::fs::read(data.tls_certificate())?))?;
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&TLS13])?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

fn locked<T>(held: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
