//! The real thing: hub and reading room as processes, two workstations with encrypted stores, HTTPS between them.

use anyhow::{Context, Result, bail, ensure};
use care_record::Edit;
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use workstation::Workplace;
use workstation::api::{Outcome, RecordPage, Reply, Request, Value as Said};

use super::line::Line;
use super::{Cost, SEED};
use crate::links::{Link, Wire};
use crate::region::{Hub, PIN, number, text};
use crate::wait;

/// How long the reading room may take for a day's saves, on a busy machine.
const PUBLISHED_WITHIN: Duration = Duration::from_secs(120);

/// Hub and workstations, and the folder where everything of them lies.
pub(super) struct Real {
    hub: Hub,
    line: Line,
    site: String,
    // Last, so that the folder goes after those who write to it.
    pub(super) folder: TempDir,
}

impl Real {
    /// A region with one site.
    pub(super) async fn begin() -> Result<Self> {
        Ok(Self::reached(None).await?.0)
    }

    /// The same, with a link between the devices and the hub.
    pub(super) async fn far(wire: Option<Wire>) -> Result<(Self, Link)> {
        let (real, link) = Self::reached(Some(wire)).await?;
        Ok((real, link.context("a link")?))
    }

    async fn reached(wire: Option<Option<Wire>>) -> Result<(Self, Option<Link>)> {
        // A second call finds it done.
        workstation::use_ring();
        let folder = tempfile::tempdir()?;
        let mut hub = Hub::init(folder.path(), "Fenland");
        hub.start();
        let address: SocketAddr = hub.url().trim_start_matches("https://").parse()?;
        let link = match wire {
            Some(wire) => Some(Link::to(address, wire, SEED).await?),
            None => None,
        };
        let line = Line::to(link.as_ref().map_or(address, Link::at)).await?;
        let made = hub.must(&["org", "add", "--name", "Fenland Community Care"]);
        let organisation = text(&made, "organisation");
        let made = hub.must(&[
            "site",
            "add",
            "--organisation",
            organisation,
            "--name",
            "District nurses, north",
        ]);
        let site = text(&made, "site").to_owned();
        let real = Self {
            hub,
            line,
            site,
            folder,
        };
        Ok((real, link))
    }

    /// A computer with a district nurse signed in.
    pub(super) async fn computer(&self, name: &str) -> Result<Workplace> {
        let place = Workplace::at(&self.folder.path().join(name), Box::new(|_| {}));
        let invited = self.hub.must(&["device", "invite", "--site", &self.site]);
        let staff = self.hub.must(&[
            "staff",
            "add",
            "--site",
            &self.site,
            "--name",
            name,
            "--role",
            "district_nurse",
        ]);
        let enrol = Request::Enrol {
            hub: self.line.url().to_owned(),
            code: text(&invited, "code").to_owned(),
            name: name.to_owned(),
        };
        ask(&place, enrol).await?;
        let first = Request::FirstSignIn {
            staff: text(&staff, "staff").to_owned(),
            code: self.code(&staff),
            pin: PIN.to_owned(),
        };
        ask(&place, first).await?;
        Ok(place)
    }

    fn code(&self, staff: &Value) -> String {
        let invited = self
            .hub
            .must(&["staff", "invite", "--staff", text(staff, "staff")]);
        text(&invited, "code").to_owned()
    }

    /// Shares until there is nothing left to give or to take, and says what that cost: in application bytes, and on
    /// the line. Looking and finding nothing is not counted, unless there was nothing from the first.
    pub(super) async fn share(&self, place: &Workplace) -> Result<(Cost, u64)> {
        let (mut cost, mut wire, _) = self.share_once(place).await?;
        loop {
            // What is not published yet would be missing in the figure, and turn up in the next one.
            wait::until("everything is published", PUBLISHED_WITHIN, || {
                let report = self.hub.must(&["report"]);
                (number(&report, "waiting") == 0).then_some(())
            });
            let (further, on_the_line, moved) = self.share_once(place).await?;
            if moved == 0 {
                return Ok((cost, wire));
            }
            cost.up_bytes += further.up_bytes;
            cost.down_bytes += further.down_bytes;
            cost.round_trips += further.round_trips;
            wire += on_the_line;
        }
    }

    /// Shares once: what it cost, and how many saves and entries moved.
    async fn share_once(&self, place: &Workplace) -> Result<(Cost, u64, u64)> {
        let done = place.share().await?;
        ensure!(
            done.refused == 0 && done.differing == 0,
            "both ends hold the same"
        );
        let cost = Cost {
            up_bytes: done.bytes_up,
            down_bytes: done.bytes_down,
            round_trips: done.rounds,
        };
        // What was told of the audit went over the same line, and is no cost of the edits.
        let wire = self.line.bytes().await?.saturating_sub(done.audit_bytes);
        Ok((cost, wire, done.sent + done.received))
    }

    /// Where something else may be kept on the same disk.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Asks as the window asks.
pub(super) async fn ask(place: &Workplace, request: Request) -> Result<Reply> {
    match place.ask(request).await {
        Outcome::Done { reply } => Ok(reply),
        Outcome::Failed { error } => bail!("refused: {}", error.code),
    }
}

/// Begins a record.
pub(super) async fn begin(place: &Workplace, beginning: &[Edit]) -> Result<String> {
    let words: BTreeMap<&str, &str> = beginning
        .iter()
        .map(|edit| match edit {
            Edit::Set { field, statement } => (field.as_str(), statement.answer.words()),
            Edit::Enter { draft, .. } => {
                let value = draft.body.get("value").and_then(Value::as_str);
                (draft.kind.as_str(), value.unwrap_or_default())
            }
        })
        .collect();
    let word = |name: &str| words.get(name).copied().unwrap_or_default().to_owned();
    let request = Request::NewPerson {
        family_name: word("family_name"),
        given_names: word("given_names"),
        practice_name: word("gp.practice_name"),
        birth_date: word("birth_date"),
        nhs_number: word("nhs_number"),
    };
    match ask(place, request).await? {
        Reply::Saved(saved) => Ok(saved.record),
        _ => bail!("another answer than saved"),
    }
}

/// What the window sends for an edit, by somebody who sees the page.
pub(super) fn request(record: &str, page: &RecordPage, edit: &Edit) -> Request {
    match edit {
        Edit::Set { field, statement } => Request::Set {
            record: record.to_owned(),
            field: field.clone(),
            text: statement.answer.words().to_owned(),
            answer: None,
            comment: None,
            basis: None,
        },
        Edit::Enter { draft, .. } => {
            let parts = draft.body.iter();
            let body = parts
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()));
            let seen = if draft.supersedes.is_empty() {
                Vec::new()
            } else {
                standing(page, &draft.kind)
            };
            Request::enter(record, &draft.kind, body.collect(), seen)
        }
    }
}

/// The first item of a line: what a further entry replaces.
fn standing(page: &RecordPage, kind: &str) -> Vec<String> {
    let mut lines = page.sections.iter().flat_map(|section| &section.lines);
    let line = lines.find(|line| line.name == kind);
    let values = line
        .and_then(|line| line.items.first())
        .map(|item| item.values.as_slice());
    values
        .unwrap_or_default()
        .iter()
        .map(|value: &Said| value.id.clone())
        .collect()
}

/// The page of a record.
pub(super) async fn page(place: &Workplace, record: &str) -> Result<Box<RecordPage>> {
    let request = Request::Record {
        record: record.to_owned(),
    };
    match ask(place, request).await? {
        Reply::Record(page) => Some(page).context("a page"),
        _ => bail!("another answer than a page"),
    }
}
