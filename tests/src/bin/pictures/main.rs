//! `./do screens`: a picture of every screen of the real window, in every size that people see it in.
//!
//! `pictures FOLDER` sets up a home with the ten people of `tests/people`, takes the region away, and walks through all
//! screens. It ends with 0 only if every screen was found.

#![expect(
    clippy::indexing_slicing,
    reason = "what is not foreseen is to stop it, with a sentence"
)]

mod shots;
mod walk;

use alongside_tests::home::Home;
use anyhow::{Context, Result};
use std::path::PathBuf;
use walk::{MANNERS, Walk};

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("where to?")?);
    let mut home = Home::set();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        for manner in MANNERS {
            Walk::new(&home, manner, &folder).newcomers().await?;
        }
        // From here on there is no signal, as for half of every day.
        home.cut_off();
        for manner in MANNERS {
            Walk::new(&home, manner, &folder).at_work().await?;
        }
        anyhow::Ok(())
    })
}
