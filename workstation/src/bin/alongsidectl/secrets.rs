//! What is typed and never shown: from the surroundings, or at the terminal.

use crate::Stopped;

/// The PIN of whoever types.
pub(crate) fn pin() -> Result<String, Stopped> {
    secret("ALONGSIDE_PIN", "PIN: ")
}

/// The PIN that a colleague types by herself.
pub(crate) fn new_pin() -> Result<String, Stopped> {
    secret("ALONGSIDE_NEW_PIN", "New PIN, typed by whoever it is for: ")
}

/// What stands on a recovery sheet.
pub(crate) fn recovery() -> Result<String, Stopped> {
    secret("ALONGSIDE_RECOVERY", "Recovery sheet: ")
}

fn secret(variable: &str, prompt: &str) -> Result<String, Stopped> {
    if let Ok(pin) = std::env::var(variable) {
        return Ok(pin);
    }
    rpassword::prompt_password(prompt)
        .map_err(|_| Stopped::usage(&format!("No PIN: set {variable} or use a terminal.")))
}
