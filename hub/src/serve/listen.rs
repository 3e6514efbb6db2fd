//! Connections: TCP, TLS, HTTP/1.1 and HTTP/2, each step with its limit.

use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::{Hub, routes};

/// How many devices may be connected at once.
const MAX_CONNECTIONS: usize = 4096;

/// How many requests one connection may have under way. A device has one, and asks for health beside it.
const MAX_STREAMS: u32 = 16;

/// How long a handshake may take: three round trips on the worst link there is.
const MAX_HANDSHAKE: Duration = Duration::from_secs(20);

/// How long the headers of a request may take.
const MAX_HEADERS: Duration = Duration::from_secs(20);

/// After what silence an HTTP/2 connection is asked whether anyone is there.
const KEEP_ALIVE: Duration = Duration::from_secs(60);

/// How long requests under way may take to end when the hub stops.
const MAX_FAREWELL: Duration = Duration::from_secs(10);

/// How long to wait before accepting again when the system has no room for another connection.
const NO_ROOM_PAUSE: Duration = Duration::from_millis(100);

/// Serves connections until told to stop, and then lets requests under way end.
pub(super) async fn serve_connections(
    listener: TcpListener,
    acceptor: &TlsAcceptor,
    hub: &Arc<Hub>,
    stopped: impl Future<Output = ()>,
) {
    let farewell = GracefulShutdown::new();
    tokio::select! {
        () = take_connections(&listener, acceptor, hub, &farewell) => {}
        () = stopped => {}
    }
    drop(listener);
    tracing::info!("stopping");
    if timeout(MAX_FAREWELL, farewell.shutdown()).await.is_err() {
        tracing::warn!("requests were cut off");
    }
}

async fn take_connections(
    listener: &TcpListener,
    acceptor: &TlsAcceptor,
    hub: &Arc<Hub>,
    farewell: &GracefulShutdown,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    // The places are never closed, so this goes on until it is dropped.
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(kind = %error.kind(), "no connection could be taken");
                sleep(NO_ROOM_PAUSE).await;
                continue;
            }
        };
        let (acceptor, hub, watcher) = (acceptor.clone(), Arc::clone(hub), farewell.watcher());
        tokio::spawn(async move {
            serve_connection(stream, &acceptor, hub, watcher).await;
            drop(place);
        });
    }
}

async fn serve_connection(
    stream: TcpStream,
    acceptor: &TlsAcceptor,
    hub: Arc<Hub>,
    watcher: Watcher,
) {
    // Small answers must not wait for more to send.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let Ok(Ok(stream)) = timeout(MAX_HANDSHAKE, acceptor.accept(stream)).await else {
        tracing::debug!("a handshake failed");
        return;
    };
    // What was agreed on is known: whoever then says nothing has no time to be guessed at.
    let builder = auto::Builder::new(TokioExecutor::new());
    let mut builder = match stream.get_ref().1.alpn_protocol() {
        Some(b"h2") => builder.http2_only(),
        _ => builder.http1_only(),
    };
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(MAX_HEADERS);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .keep_alive_interval(KEEP_ALIVE);
    let service = TowerToHyperService::new(routes::routes(hub));
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    // A broken connection is the device's to notice; it syncs again.
    if watcher.watch(connection).await.is_err() {
        tracing::debug!("a connection broke");
    }
}
