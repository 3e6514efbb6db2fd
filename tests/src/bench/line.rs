//! A line between a device and the hub that counts what goes over it, TLS and HTTP and all.

use anyhow::Result;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

/// How long a connection may take to be put down when all is said.
const FAREWELL: Duration = Duration::from_secs(10);

const PIECE_BYTES: usize = 16 * 1024;

/// The line.
#[derive(Debug)]
pub(super) struct Line {
    url: String,
    bytes: Arc<AtomicU64>,
    open: watch::Receiver<u32>,
}

impl Line {
    /// A line to the hub.
    pub(super) async fn to(hub: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("https://{}", listener.local_addr()?);
        let bytes = Arc::new(AtomicU64::new(0));
        let (opened, open) = watch::channel(0);
        let counted = Arc::clone(&bytes);
        tokio::spawn(async move {
            while let Ok((device, _)) = listener.accept().await {
                let (counted, opened) = (Arc::clone(&counted), opened.clone());
                opened.send_modify(|open| *open += 1);
                tokio::spawn(async move {
                    // A connection that breaks is for the two ends to notice.
                    let _broken = connect(device, hub, &counted).await;
                    opened.send_modify(|open| *open -= 1);
                });
            }
        });
        Ok(Self { url, bytes, open })
    }

    /// Where a device is to find the hub.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Bytes in both directions since this was last asked, once nobody is connected any more.
    pub(super) async fn bytes(&self) -> Result<u64> {
        timeout(FAREWELL, self.open.clone().wait_for(|open| *open == 0)).await??;
        Ok(self.bytes.swap(0, Ordering::SeqCst))
    }
}

async fn connect(device: TcpStream, hub: SocketAddr, bytes: &AtomicU64) -> io::Result<()> {
    device.set_nodelay(true)?;
    let hub = TcpStream::connect(hub).await?;
    hub.set_nodelay(true)?;
    let (from_device, to_device) = device.into_split();
    let (from_hub, to_hub) = hub.into_split();
    tokio::try_join!(
        carry(from_device, to_hub, bytes),
        carry(from_hub, to_device, bytes)
    )?;
    Ok(())
}

async fn carry(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    bytes: &AtomicU64,
) -> io::Result<()> {
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let length = from.read(&mut piece).await?;
        if length == 0 {
            return to.shutdown().await;
        }
        bytes.fetch_add(length as u64, Ordering::SeqCst);
        to.write_all(piece.get(..length).unwrap_or_default())
            .await?;
    }
}
