//! Serving the region: TLS, HTTP, accepting, publishing, answering.
//!
//! One thread writes (`writer`), a few read, one task publishes (`publisher`) with the help of the reading room
//! (`reading_room`). A request is read with a bound on its size and on the silence between its pieces
//! (`body`), and nothing of it is believed before a signature or a proof holds.

mod accepting;
mod admissions;
mod attachments;
mod audits;
mod authors;
mod body;
mod doorbell;
mod enrolment;
mod faces;
mod glass;
mod listen;
mod publisher;
mod pulling;
mod readers;
mod reading_room;
mod routes;
mod writer;

use std::fs::File;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;
use store::hub::HubStore;
use store::{OpenError, Trouble};
use sync_protocol::enrolment::TlsFingerprint;
use sync_protocol::hashes::ChangeHash;
use sync_protocol::keys::SigningKey;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;

use crate::data::DataFolder;
use crate::tls::{self, TlsError};
use doorbell::Lines;
use publisher::Publisher;
use readers::Readers;
use reading_room::{ReadingRoom, RoomError};
use writer::Writer;

/// The reading room's name, beside this program.
const READING_ROOM: &str = "alongside-reading-room";

/// How the hub is to serve.
#[derive(Debug, Clone)]
pub struct Serve {
    /// Its folder.
    pub data: DataFolder,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The program that opens records; beside this one if nothing is given.
    pub reading_room: Option<PathBuf>,
    /// The newest version of a sync request that it takes: in a region of many hubs, all of them learn a version before
    /// any of them speaks it.
    pub newest_protocol: u8,
    /// Whether to say as JSON where it listens.
    pub json: bool,
}

/// Why the hub does not serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// There is no region in the folder yet.
    #[error("there is no region in this folder yet: run init first")]
    NotSetUp,
    /// Another hub serves this folder.
    #[error("another hub is serving this folder")]
    Serving,
    /// The system does not let it run: threads, signals, a place to listen, the folder.
    #[error("the system does not let the hub run ({})", .0.kind())]
    System(#[from] io::Error),
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The store does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] Trouble),
    /// The reading room does not start.
    #[error(transparent)]
    ReadingRoom(#[from] RoomError),
}

impl ServeError {
    /// A stable name for the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSetUp => "region.not_set_up",
            Self::Serving => "serve.serving",
            Self::System(_) => "serve.system",
            Self::Tls(error) => error.code(),
            Self::Open(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::ReadingRoom(error) => error.code(),
        }
    }
}

/// What every request needs.
#[derive(Debug)]
struct Hub {
    writer: Writer,
    readers: Readers,
    publisher: Publisher,
    lines: Lines,
    /// What devices know this hub by, and prove to have seen.
    fingerprint: TlsFingerprint,
    authority_key: SigningKey,
    region_name: String,
    /// Does not change while the hub serves: only a restore raises it.
    epoch: u64,
    newest_protocol: u8,
}

/// Serves until the program is told to stop.
///
/// # Errors
/// When it cannot begin.
pub fn run(serve: &Serve) -> Result<(), ServeError> {
    start_log();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve_until_stopped(serve))
}

async fn serve_until_stopped(serve: &Serve) -> Result<(), ServeError> {
    let mut store = HubStore::open(&serve.data.store())?;
    let region = store.region()?.ok_or(ServeError::NotSetUp)?;
    let _alone = claim(&serve.data)?;
    let (room, first_change) =
        ReadingRoom::start(reading_room_path(serve.reading_room.as_deref())?).await?;
    store.set_first_change(first_change);
    let acceptor = TlsAcceptor::from(tls::server_config(&serve.data)?);
    // Before anyone is told where it listens, so that whoever waits for that line may stop it at once.
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let listener = TcpListener::bind(serve.listen).await?;

    let readers = Readers::of(serve.data.store());
    let (writer, writing) = Writer::start(store)?;
    let lines = Lines::start(readers.clone());
    let publisher = Publisher::start(room, readers.clone(), writer.clone(), lines.clone());
    let hub = Arc::new(Hub {
        writer,
        readers,
        publisher,
        lines: lines.clone(),
        fingerprint: tls::fingerprint(&serve.data)?,
        authority_key: region.authority_key,
        region_name: region.name,
        epoch: region.epoch,
        newest_protocol: serve.newest_protocol,
    });
    say_where(listener.local_addr()?, serve.json)?;
    let stopped = async {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        // These would never end by themselves.
        lines.stop();
    };
    listen::serve_connections(listener, &acceptor, &hub, stopped).await;
    // Requests have ended; what they queued is written, and the store closed.
    hub.publisher.stop().await;
    Ok(writing.finish(&hub.writer).await?)
}

/// Takes the right to serve this folder, for as long as the file is held.
fn claim(data: &DataFolder) -> Result<File, ServeError> {
    let lock = File::create(data.serving())?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(ServeError::Serving),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// With which change every document begins: the reading room knows.
///
/// # Errors
/// When the reading room does not start.
pub fn first_change(reading_room: Option<&Path>) -> Result<ChangeHash, ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let path = reading_room_path(reading_room)?;
    let (_room, first_change) = runtime.block_on(ReadingRoom::start(path))?;
    Ok(first_change)
}

fn reading_room_path(given: Option<&Path>) -> Result<PathBuf, ServeError> {
    let path = match given {
        Some(path) => path.to_owned(),
        None => std::env::current_exe()?.with_file_name(READING_ROOM),
    };
    path.canonicalize().map_err(|_| RoomError::Missing.into())
}

fn say_where(at: SocketAddr, as_json: bool) -> io::Result<()> {
    let url = format!("https://{at}");
    let mut out = io::stdout().lock();
    if as_json {
        writeln!(out, "{}", json!({ "listening": url }))?;
    } else {
        writeln!(out, "Listening at {url}")?;
    }
    out.flush()
}

/// Ids, codes and counts, to standard error.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("ALONGSIDE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    // A second call finds it started, and that is as good.
    let _started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(false)
        .try_init();
}
