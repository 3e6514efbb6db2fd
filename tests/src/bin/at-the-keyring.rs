//! Another program at the same keyring: shows what is kept there, or puts something else in its place.
//!
//! It does not use the workstation's own code, so that a test sees what any other program of this account sees.

use anyhow::{Context, bail};
use data_encoding::HEXLOWER;
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use std::collections::HashMap;

/// As the workstation names its secrets.
const SERVICE: &str = "org.alongside.workstation";

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let service = SecretService::connect(EncryptionType::Dh)?;
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["show", store] => {
            let found = service.search_items(place(store))?;
            let item = found.unlocked.first().context("nothing is kept there")?;
            println!("{}", HEXLOWER.encode(&item.get_secret()?));
        }
        ["plant", store, secret] => {
            let secret = HEXLOWER.decode(secret.as_bytes())?;
            service.get_default_collection()?.create_item(
                "planted",
                place(store),
                &secret,
                true,
                "application/octet-stream",
            )?;
        }
        ["lock"] => service.get_default_collection()?.lock()?,
        _ => bail!("at-the-keyring show STORE | plant STORE SECRET | lock"),
    }
    Ok(())
}

fn place(store: &str) -> HashMap<&str, &str> {
    HashMap::from([("service", SERVICE), ("username", store)])
}
