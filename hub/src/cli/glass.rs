//! The verbs about who broke the glass.

use clap::Subcommand;
use serde_json::{Value, json};
use store::hub::BrokenGlass;

use super::Answer;
use crate::admin::{Admin, AdminError, Doer};
use crate::clock::{in_words, now_ms};

/// What the privacy officer does about emergencies.
#[derive(Debug, Subcommand)]
pub enum GlassVerb {
    /// List who read a record that is not theirs to look after, and why: what nobody has looked at yet, the newest first.
    List {
        /// Also what was looked at.
        #[arg(long)]
        all: bool,
    },
    /// Note that one was looked at, and by whom.
    Review {
        /// Its number in the list.
        number: u64,
        /// Who looked at it.
        #[arg(long)]
        by: String,
    },
}

pub(super) fn run(admin: &mut Admin, verb: &GlassVerb) -> Result<Answer, AdminError> {
    match verb {
        GlassVerb::List { all } => Ok(list(&admin.broken_glass(!all)?)),
        GlassVerb::Review { number, by } => {
            admin.review_glass(*number, by, now_ms())?;
            Ok(Answer::new(
                format!("Number {number} was looked at by {by}."),
                json!({ "number": number, "reviewed_by": by }),
            ))
        }
    }
}

fn list(rows: &[(BrokenGlass, Doer)]) -> Answer {
    let mut lines: Vec<String> = rows.iter().map(|(broken, who)| line(broken, who)).collect();
    if lines.is_empty() {
        lines.push("There is nothing to look at.".to_owned());
    }
    Answer {
        lines,
        json: json!({ "broken_glass": rows.iter().map(as_json).collect::<Vec<_>>() }),
        sound: true,
    }
}

fn line(broken: &BrokenGlass, who: &Doer) -> String {
    let record = broken
        .record
        .map_or_else(String::new, |record| record.to_string());
    let reviewed = match &broken.reviewed {
        Some((at_ms, by)) => format!("looked at by {by}, {}", in_words(*at_ms)),
        None => "NOT LOOKED AT YET".to_owned(),
    };
    format!(
        "{:>6}  {}  {} ({})  {} {record}  {}  device {}  {reviewed}",
        broken.number,
        in_words(broken.at_ms),
        who.name.as_deref().unwrap_or("-"),
        who.roles.join(", "),
        broken.outcome,
        broken.reason,
        broken.device,
    )
}

fn as_json((broken, who): &(BrokenGlass, Doer)) -> Value {
    let reviewed = broken.reviewed.as_ref();
    json!({
        "number": broken.number,
        "at_ms": broken.at_ms,
        "staff": broken.staff.to_string(),
        "name": who.name,
        "roles": who.roles,
        "device": broken.device.to_string(),
        "record": broken.record.map(|record| record.to_string()),
        "reason": broken.reason,
        "outcome": broken.outcome,
        "reviewed_at_ms": reviewed.map(|(at_ms, _)| at_ms),
        "reviewed_by": reviewed.map(|(_, by)| by),
    })
}
