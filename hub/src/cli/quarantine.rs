//! The verbs about what was kept aside.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};
use sync_protocol::hashes::EnvelopeHash;

use super::{Answer, Refusal};
use crate::admin::{Admin, AdminError, Held};
use crate::clock::{in_words, now_ms};
use crate::serve::first_change;

/// What can be done with what was kept aside.
#[derive(Debug, Subcommand)]
pub enum QuarantineVerb {
    /// List what is kept aside, the oldest first, and why.
    List,
    /// Show one in full, without a word of what is in it.
    Show {
        /// Which.
        envelope: EnvelopeHash,
    },
    /// Give one back to the reading room, with what waits for it: it is published, or comes back with the reason.
    Release {
        /// Which.
        envelope: EnvelopeHash,
        /// Why, for the audit; no words about a person.
        #[arg(long)]
        reason: String,
        /// The program that opens records; beside this one if not given.
        #[arg(long)]
        reading_room: Option<PathBuf>,
    },
}

pub(super) fn run(admin: &mut Admin, verb: &QuarantineVerb) -> Result<Answer, Refusal> {
    match verb {
        QuarantineVerb::List => Ok(list(&admin.quarantined()?)),
        QuarantineVerb::Show { envelope } => Ok(show(&admin.held(*envelope)?)),
        QuarantineVerb::Release {
            envelope,
            reason,
            reading_room,
        } => {
            let first_change = first_change(reading_room.as_deref())?;
            Ok(release(admin, *envelope, reason, first_change)?)
        }
    }
}

fn list(held: &[Held]) -> Answer {
    let mut lines: Vec<String> = held
        .iter()
        .flat_map(|held| {
            let kept = &held.kept;
            let since = in_words(kept.quarantined_at_ms);
            [
                format!("{}  {}  {}", kept.envelope, since, author(held)),
                format!(
                    "    record {}: {} ({})",
                    kept.document.record,
                    held.why(),
                    kept.reason
                ),
            ]
        })
        .collect();
    if lines.is_empty() {
        lines.push("Nothing is kept aside.".to_owned());
    }
    Answer {
        lines,
        json: json!({ "quarantined": held.iter().map(json).collect::<Vec<_>>() }),
        sound: true,
    }
}

fn show(held: &Held) -> Answer {
    let kept = &held.kept;
    Answer {
        lines: vec![
            format!("envelope  {}", kept.envelope),
            format!("since     {}", in_words(kept.quarantined_at_ms)),
            format!("why       {} ({})", held.why(), kept.reason),
            format!("author    {}", author(held)),
            format!(
                "device    {}, its save number {}",
                kept.device, kept.dev_seq
            ),
            format!(
                "record    {}, sheet {}",
                kept.document.record, kept.document.sheet
            ),
            format!(
                "size      {} changes, {} bytes",
                held.changes,
                kept.bytes.len()
            ),
        ],
        json: json(held),
        sound: true,
    }
}

fn release(
    admin: &mut Admin,
    envelope: EnvelopeHash,
    reason: &str,
    first_change: sync_protocol::hashes::ChangeHash,
) -> Result<Answer, AdminError> {
    let released = admin.release(envelope, reason, first_change, now_ms())?;
    let mut lines: Vec<String> = released
        .waiting
        .iter()
        .map(|hash| format!("{hash} waits to be judged again"))
        .collect();
    lines.extend(
        released
            .stayed
            .iter()
            .map(|(hash, code)| format!("{hash} stays ({code})")),
    );
    let stayed: Vec<Value> = released
        .stayed
        .iter()
        .map(|(hash, code)| json!({ "envelope": hash.to_string(), "code": code }))
        .collect();
    let waiting: Vec<String> = released.waiting.iter().map(ToString::to_string).collect();
    Ok(Answer {
        lines,
        json: json!({ "waiting": waiting, "stayed": stayed }),
        sound: true,
    })
}

fn author(held: &Held) -> String {
    let name = held.author.as_deref().unwrap_or("somebody unknown");
    format!("{name}, {}", held.role.unwrap_or("role unknown"))
}

fn json(held: &Held) -> Value {
    let kept = &held.kept;
    json!({
        "envelope": kept.envelope.to_string(),
        "code": kept.reason,
        "why": held.why(),
        "device": kept.device.to_string(),
        "dev_seq": kept.dev_seq,
        "record": kept.document.record.to_string(),
        "sheet": kept.document.sheet.to_string(),
        "author": held.author,
        "role": held.role,
        "since": in_words(kept.quarantined_at_ms),
        "changes": held.changes,
        "bytes": kept.bytes.len(),
    })
}
