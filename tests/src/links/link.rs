//! The line itself: takes connections, carries bytes late, and decides what becomes of them.

use super::weather::{Fate, Mood, Weather};
use super::wire::Wire;
use crate::dice::Dice;
use crate::wait;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Duration, Instant};

/// What is carried at once: about a packet.
const PIECE_BYTES: usize = 1_200;
/// Pieces that may be under way in one direction.
const UNDER_WAY: usize = 64;

/// A line to one address.
#[derive(Debug)]
pub struct Link {
    at: SocketAddr,
    weather: watch::Sender<Weather>,
    wire: Option<Wire>,
    taking: JoinHandle<()>,
}

impl Link {
    /// Opens a line in fine weather, over a wire if there is one.
    ///
    /// # Errors
    /// When there is nowhere to listen.
    pub async fn to(hub: SocketAddr, wire: Option<Wire>, seed: u64) -> io::Result<Self> {
        let listener = match &wire {
            Some(wire) => TcpListener::from_std(wire.listen()?)?,
            None => TcpListener::bind("127.0.0.1:0").await?,
        };
        let at = listener.local_addr()?;
        let (weather, now) = watch::channel(Weather::FINE);
        let slow_by_itself = wire.is_none();
        let taking = tokio::spawn(async move {
            for number in 0.. {
                let Ok((device, _)) = listener.accept().await else {
                    return;
                };
                let dice = Dice::seeded(seed ^ Dice::seeded(number).number());
                let now = now.clone();
                // A connection that breaks is for the two ends to notice.
                tokio::spawn(async move { serve(device, hub, now, dice, slow_by_itself).await });
            }
        });
        Ok(Self {
            at,
            weather,
            wire,
            taking,
        })
    }

    /// Where devices find it.
    #[must_use]
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// Changes the weather, for connections that stand as well.
    ///
    /// # Errors
    /// When the wire does not follow.
    pub fn set(&self, weather: Weather) -> io::Result<()> {
        if let Some(wire) = &self.wire {
            wire.set(&weather)?;
        }
        self.weather.send_replace(weather);
        Ok(())
    }

    /// What it is like now.
    #[must_use]
    pub fn weather(&self) -> Weather {
        *self.weather.borrow()
    }

    /// Whether a wire is below it.
    #[must_use]
    pub fn has_wire(&self) -> bool {
        self.wire.is_some()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.taking.abort();
    }
}

async fn serve(
    device: TcpStream,
    hub: SocketAddr,
    mut weather: watch::Receiver<Weather>,
    mut dice: Dice,
    slow: bool,
) -> io::Result<()> {
    let now = *weather.borrow_and_update();
    match now.mood {
        Mood::Open => {}
        Mood::Refusing => return Ok(()),
        // Half open until the weather changes: then it turns out that nobody was there.
        Mood::Away => return until_not_away(&mut weather).await,
    }
    let fate = Fate::of(&now, &mut dice);
    device.set_nodelay(true)?;
    let hub = TcpStream::connect(hub).await?;
    hub.set_nodelay(true)?;
    let (from_device, to_device) = device.into_split();
    let (from_hub, to_hub) = hub.into_split();
    let carried = Arc::new(AtomicU64::new(0));
    let way = |extra| Way {
        weather: weather.clone(),
        carried: Arc::clone(&carried),
        fate,
        extra,
        slow,
    };
    // The handshake of TCP went no further than this; its round trip is made up for here.
    let up = carry(from_device, to_hub, way(now.round_trip));
    let down = carry(from_hub, to_device, way(Duration::ZERO));
    tokio::select! {
        both = async { tokio::try_join!(up, down) } => both.map(|_| ()),
        away = was_away(&mut weather) => away,
    }
}

/// Ends when the line was away and is not any more.
async fn was_away(weather: &mut watch::Receiver<Weather>) -> io::Result<()> {
    let away = weather.wait_for(|now| now.mood == Mood::Away).await;
    away.map_err(|_| io::ErrorKind::BrokenPipe)?;
    until_not_away(weather).await
}

async fn until_not_away(weather: &mut watch::Receiver<Weather>) -> io::Result<()> {
    let back = weather.wait_for(|now| now.mood != Mood::Away).await;
    back.map(|_| ())
        .map_err(|_| io::ErrorKind::BrokenPipe.into())
}

/// One direction of a connection.
struct Way {
    weather: watch::Receiver<Weather>,
    carried: Arc<AtomicU64>,
    fate: Fate,
    /// On top, before the first piece.
    extra: Duration,
    /// Whether the rate is kept here, for want of a wire.
    slow: bool,
}

/// A piece and when it arrives; empty at the end.
type Piece = (Vec<u8>, Instant);

async fn carry(from: OwnedReadHalf, to: OwnedWriteHalf, way: Way) -> io::Result<()> {
    let (send, receive) = mpsc::channel(UNDER_WAY);
    tokio::try_join!(read(from, send, way), write(to, receive))?;
    Ok(())
}

async fn read(mut from: OwnedReadHalf, to: mpsc::Sender<Piece>, mut way: Way) -> io::Result<()> {
    let mut piece = vec![0; PIECE_BYTES];
    let mut free_at = Instant::now() + way.extra;
    loop {
        let length = from.read(&mut piece).await?;
        way.lets_pass(length as u64).await?;
        let now = *way.weather.borrow();
        // A rate is kept piece by piece, and the way takes its time after that.
        free_at = free_at.max(Instant::now()) + way.takes(length, &now);
        wait::for_moment(free_at).await;
        let arrives = free_at + now.round_trip / 2;
        let bytes = piece.get(..length).unwrap_or_default().to_vec();
        if to.send((bytes, arrives)).await.is_err() || length == 0 {
            return Ok(());
        }
    }
}

async fn write(mut to: OwnedWriteHalf, mut from: mpsc::Receiver<Piece>) -> io::Result<()> {
    while let Some((bytes, arrives)) = from.recv().await {
        wait::for_moment(arrives).await;
        if bytes.is_empty() {
            return to.shutdown().await;
        }
        to.write_all(&bytes).await?;
    }
    Ok(())
}

impl Way {
    /// Waits for as long as nothing gets through, or fails where the connection is cut.
    async fn lets_pass(&mut self, bytes: u64) -> io::Result<()> {
        let carried = self.carried.fetch_add(bytes, Ordering::SeqCst) + bytes;
        match self.fate {
            Fate::CutAfter(most) if carried > most => {
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            // Until the weather is fine, and then it turns out that nobody is there.
            Fate::SilentAfter(most) if carried > most => {
                let fine = self.weather.wait_for(|now| *now == Weather::FINE).await;
                drop(fine);
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            _ => {}
        }
        // Ended from outside once it was away.
        let open = self.weather.wait_for(|now| now.mood != Mood::Away).await;
        open.map(|_| ())
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn takes(&self, bytes: usize, weather: &Weather) -> Duration {
        match weather.bits_per_s {
            Some(bits) if self.slow => {
                let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
                Duration::from_secs_f64(f64::from(bytes) * 8.0 / f64::from(bits.max(1)))
            }
            _ => Duration::ZERO,
        }
    }
}
