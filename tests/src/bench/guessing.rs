//! What a guess at a PIN costs whoever has the files and the keyring's secret.

use anyhow::{Context, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

use super::real::Real;
use super::row::Row;
use crate::region::PIN;

/// Hashes timed; the fastest counts, as it would for whoever guesses.
const TIMES: usize = 9;
/// The least that OWASP asks of Argon2id: 19 MiB, two passes.
const LEAST: (u32, u32) = (19 * 1024, 2);
const PEER: &str = "Argon2id, 19 MiB, 2 passes";
/// PINs of six digits.
const PINS: f64 = 1e6;

/// The rows: milliseconds of a guess, and hours until half of all six-digit PINs are tried on one core.
///
/// # Errors
/// When something is refused. It needs a keyring in its session and the programs beside itself.
pub fn rows() -> Result<Vec<Row>> {
    let cost = tokio::runtime::Runtime::new()?.block_on(cost())?;
    let (ours, peer) = (fastest(cost)?, fastest(LEAST)?);
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let hours = |time: Duration| (time.as_secs_f64() * PINS / 2.0 / 3600.0).round();
    Ok(vec![
        Row::beside("pin_guess_ms", "ms", ms(ours), ms(peer), PEER),
        Row::beside(
            "half_of_six_digits_hours",
            "hours",
            hours(ours),
            hours(peer),
            PEER,
        ),
    ])
}

/// Memory in KiB and passes, as a new computer writes them down.
async fn cost() -> Result<(u32, u32)> {
    let real = Real::begin().await?;
    let _nurse = real.computer("Nurse Fairlamb").await?;
    let place = real.folder().join("Nurse Fairlamb/store/keys.json");
    let keys: Value = serde_json::from_slice(&fs::read(place)?)?;
    let cost = |place: usize| {
        let said = keys.pointer(&format!("/staff/0/wrapped/cost/{place}"));
        let said = said.and_then(Value::as_u64);
        said.and_then(|cost| u32::try_from(cost).ok())
            .context("a cost")
    };
    Ok((cost(0)?, cost(1)?))
}

fn fastest((memory_kib, passes): (u32, u32)) -> Result<Duration> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(anyhow::Error::msg)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut fastest = Duration::MAX;
    for salt in 0..TIMES {
        let begun = Instant::now();
        let mut key = [0; 32];
        let salt = [u8::try_from(salt)?; 16];
        argon
            .hash_password_into(PIN.as_bytes(), &salt, &mut key)
            .map_err(anyhow::Error::msg)?;
        fastest = fastest.min(begun.elapsed());
    }
    Ok(fastest)
}
