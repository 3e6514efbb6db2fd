//! The hub on a disk that fails: what `alongside-hub serve` does, with the layer of `alongside-disk` below its store.
//!
//! It counts from its start. Told to stop, it says how many operations there were and whether the disk failed. A line on
//! its standard input is the power going.

use alongside_disk::Fault;
use anyhow::{Context, Result, bail};
use hub::data::DataFolder;
use hub::serve::{self, Serve};
use std::path::Path;
use std::sync::Arc;
use sync_protocol::message::request::SyncRequest;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [data, listen, reading_room, number, fault, seed] = words.as_slice() else {
        bail!("failing-hub DATA LISTEN READING-ROOM NUMBER gone|torn|full|once SEED");
    };
    let fault = match fault.as_str() {
        "gone" => Fault::Gone(None),
        "torn" => Fault::Gone(Some(seed.parse()?)),
        "full" => Fault::Full,
        "once" => Fault::BrokenOnce,
        _ => bail!("no such fault"),
    };
    let disk = alongside_disk::install().map_err(anyhow::Error::msg)?;
    disk.watch(Path::new(data));
    disk.fail_at(number.parse()?, fault);
    let disk = Arc::new(disk);
    let power = Arc::clone(&disk);
    std::thread::spawn(move || {
        if let Some(Ok(_)) = std::io::stdin().lines().next() {
            power.end_here();
        }
    });
    let served = serve::run(&Serve {
        data: DataFolder::at(data),
        listen: listen.parse()?,
        reading_room: Some(reading_room.into()),
        newest_protocol: SyncRequest::PROTO,
        json: true,
    });
    println!("{} {}", disk.done().len(), disk.struck());
    served.context("it did not serve")
}
