//! A wire between this machine's usual network and a namespace of its own: `ip`, `tc` and `iptables`, which need root.
//!
//! What listens at its far end is a socket that was opened inside the namespace; everything else stays outside, so that
//! programs need not know of any of this.

use super::weather::Weather;
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::fd::AsFd;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Fewer bits than this in a second are as good as none; more than the most are not held back.
const FASTEST: u32 = 1_000_000_000;

/// A wire. It is taken away when it is dropped.
#[derive(Debug)]
pub struct Wire {
    number: u32,
    /// The share of packets that is being lost, as it was given to `iptables`.
    lost: Mutex<Option<String>>,
}

impl Wire {
    /// Lays a wire.
    ///
    /// # Errors
    /// With a sentence, where that is not permitted or a program is not there.
    pub fn lay() -> Result<Self, String> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        // 198.18.0.0/15 is set aside for measuring; it has room for 32768 wires of four addresses.
        let number = (std::process::id() * 64 + NEXT.fetch_add(1, Ordering::Relaxed)) % 32_768;
        let wire = Self {
            number,
            lost: Mutex::new(None),
        };
        let (space, here, there) = (wire.space(), wire.here(), wire.there());
        // What a run that was killed left behind.
        let _none = run("ip", &["netns", "delete", &space]);
        run("ip", &["netns", "add", &space])?;
        let pair = ["link", "add", &here, "type", "veth", "peer", "name", &there];
        run("ip", &[&pair[..], &["netns", &space]].concat())?;
        let [near, far] = [1, 2].map(|end| format!("{}/30", wire.address(end)));
        run("ip", &["address", "add", &near, "dev", &here])?;
        wire.inside("ip", &["address", "add", &far, "dev", &there])?;
        // A packet is lost by itself, and not with sixty others that were to be cut apart later.
        run("ip", &["link", "set", &here, "gso_max_segs", "1", "up"])?;
        wire.inside("ip", &["link", "set", &there, "gso_max_segs", "1", "up"])?;
        wire.set(&Weather::FINE)
            .map_err(|error| error.to_string())?;
        Ok(wire)
    }

    /// Listens at the far end.
    ///
    /// # Errors
    /// When the namespace cannot be entered.
    pub(super) fn listen(&self) -> io::Result<TcpListener> {
        let place = format!("/run/netns/{}", self.space());
        let address = self.address(2);
        // A thread that enters a namespace stays there, so it is one that ends.
        let inside = thread::spawn(move || {
            let space = File::open(place)?;
            move_into_link_name_space(space.as_fd(), Some(LinkNameSpaceType::Network))?;
            TcpListener::bind((address, 0))
        });
        let listener = inside.join().expect("a thread that listens ends")?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    }

    /// Sets rate and loss.
    ///
    /// # Errors
    /// When a program refuses.
    pub(super) fn set(&self, weather: &Weather) -> io::Result<()> {
        self.keep_rate(weather.bits_per_s)
            .and_then(|()| self.lose(weather.loss_percent))
            .map_err(io::Error::other)
    }

    fn keep_rate(&self, bits_per_s: Option<u32>) -> Result<(), String> {
        let bits = bits_per_s.unwrap_or(FASTEST).min(FASTEST);
        // A bucket holds at least a packet; at high rates, what comes between two ticks.
        let burst = format!("{}b", 1_600.max(bits / 8 / 100));
        let rate = format!("{bits}bit");
        let words = |end: &str| {
            let begin = ["qdisc", "replace", "dev", end, "root", "tbf", "rate", &rate];
            let end = ["burst", &burst, "latency", "10s"];
            begin
                .iter()
                .chain(&end)
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        let (here, there) = (words(&self.here()), words(&self.there()));
        run("tc", &here.iter().map(String::as_str).collect::<Vec<_>>())?;
        self.inside("tc", &there.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Packets are lost where they arrive.
    fn lose(&self, percent: u8) -> Result<(), String> {
        let share = (percent > 0).then(|| format!("0.{percent:02}"));
        let mut lost = self.lost.lock().expect("nobody panics with it");
        if *lost == share {
            return Ok(());
        }
        if let Some(before) = lost.take() {
            self.losing("-D", &before)?;
        }
        if let Some(share) = &share {
            self.losing("-I", share)?;
        }
        *lost = share;
        Ok(())
    }

    fn losing(&self, act: &str, share: &str) -> Result<(), String> {
        let words = |end: &str| -> Vec<String> {
            let rule = format!(
                "-w {act} INPUT -i {end} -m statistic --mode random --probability {share} -j DROP"
            );
            rule.split(' ').map(str::to_owned).collect()
        };
        let (here, there) = (words(&self.here()), words(&self.there()));
        run(
            "iptables",
            &here.iter().map(String::as_str).collect::<Vec<_>>(),
        )?;
        self.inside(
            "iptables",
            &there.iter().map(String::as_str).collect::<Vec<_>>(),
        )
    }

    fn inside(&self, program: &str, words: &[&str]) -> Result<(), String> {
        let space = self.space();
        run("ip", &[&["netns", "exec", &space, program], words].concat())
    }

    fn space(&self) -> String {
        format!("alongside{}", self.number)
    }

    fn here(&self) -> String {
        format!("als{}n", self.number)
    }

    fn there(&self) -> String {
        format!("als{}f", self.number)
    }

    fn address(&self, end: u32) -> Ipv4Addr {
        let first: u32 = Ipv4Addr::new(198, 18, 0, 0).into();
        (first + self.number * 4 + end).into()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let _gone = self.lose(0);
        let _gone = run("ip", &["netns", "delete", &self.space()]);
    }
}

fn run(program: &str, words: &[&str]) -> Result<(), String> {
    let output = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program} {}: {}", words.join(" "), said.trim()))
}
