//! A computer that comes to another network looks at once: one that looks by itself once an hour only, and is rung for by
//! nobody.

use crate::screen::{PATIENCE, Screen, listens, noted};
use alongside_tests::region::Region;
use alongside_tests::wait::until;
use std::io::Write;
use std::process::{Command, Stdio};

/// How many addresses the new network brings, one after the other.
const ADDRESSES: usize = 8;

/// A cable from this machine to itself, that leads nowhere else. It goes with this.
struct Cable(String);

impl Cable {
    /// Plugs it in, all in one go, where that is permitted.
    fn plug_in() -> Result<Self, String> {
        let number = std::process::id() % 100_000;
        let cable = Self(format!("als{number}c"));
        let name = &cable.0;
        let mut steps =
            format!("link add {name} type veth peer name {name}f\nlink set {name} up\n");
        for last in 1..=ADDRESSES {
            // Set aside for measuring, as the wires of the other tests are; at the other end of it.
            steps += &format!("address add 198.19.255.{last}/32 dev {name}\n");
        }
        ip(&["-batch", "-"], &steps)?;
        Ok(cable)
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        let _gone = ip(&["link", "delete", &self.0], "");
    }
}

fn ip(words: &[&str], steps: &str) -> Result<(), String> {
    let mut child = Command::new("ip")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("ip: {error}"))?;
    let mut stdin = child.stdin.take().unwrap();
    let written = stdin.write_all(steps.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    if output.status.success() && written.is_ok() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
}

#[test]
fn another_network_is_a_reason_to_look_at_once() {
    match Cable::plug_in() {
        Ok(tried) => drop(tried),
        Err(reason) => {
            println!("SKIPPED: no interface can be made here: {reason}");
            return;
        }
    }
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let desk = region.computer(&site, "Desk 2", &[&joe]);
    let record = laptop.new_person("Fenwick", "Margaret");
    laptop.must(&["sync"]);
    // What it hears of the record ends everything it does by itself.
    let screen = Screen::left_on(&desk, &joe);
    let device = listens(&region.hub);
    screen.says(&record);
    let looked = || noted(&region.hub, "synced", &device);
    let lines = || noted(&region.hub, ": listens", &device);

    let (looks, bells) = (looked(), lines());
    let cable = Cable::plug_in().unwrap();
    until("it looks over the new network", PATIENCE, || {
        (looked() > looks).then_some(())
    });
    until("its line is a new one", PATIENCE, || {
        (lines() > bells).then_some(())
    });
    let (looks_after, bells) = (looked(), lines());
    drop(cable);
    until("it looks when the network went", PATIENCE, || {
        (looked() > looks_after && lines() > bells).then_some(())
    });
    assert!(
        looked() - looks < ADDRESSES,
        "{} looks for {ADDRESSES} addresses that came and went together",
        looked() - looks
    );
}
