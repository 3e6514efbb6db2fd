//! Sharing with the region: what waits here goes there, what is new there comes here.
//!
//! The desk is held only while something is read from or written to the store, never while the network is waited for.

mod admissions;
mod audit;
mod faces;
mod manner;
mod round;

use crate::attachments::Carrying;
use crate::desk::{Desk, SyncNeeds};
use crate::error::Refused;
use crate::region::{Region, piece};
use crate::surroundings::now_ms;
pub(crate) use manner::Manner;
use round::Round;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use sync_protocol::bytes::Bytes;
use sync_protocol::ids::RecordId;
use sync_protocol::message::request::RequestError;
use sync_protocol::session::device::SessionError;

/// Rounds in one sharing: after that the region is asked again a little later.
const MOST_ROUNDS: usize = 256;

/// Pieces of attachments in one sharing, 16 MiB: after that whoever waits for its end is told.
const MOST_PIECES: u64 = 64;
/// While attachments are carried, how long what others wrote may wait.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// What a sharing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Saves the region took.
    pub sent: u64,
    /// Entries that arrived.
    pub received: u64,
    /// Saves the region refused.
    pub refused: u64,
    /// Requests made.
    pub rounds: u64,
    /// Bytes of requests and of answers, without TLS and HTTP.
    pub bytes_up: u64,
    /// Bytes of the answers.
    pub bytes_down: u64,
    /// Records with news.
    pub news: BTreeSet<RecordId>,
    /// Shelves whose content here is not what the region has: each is an incident.
    pub differing: u64,
    /// Pieces of attachments that were sent.
    pub pieces_sent: u64,
    /// Pieces of attachments that arrived.
    pub pieces_received: u64,
    /// Attachments that the region did not take or give.
    pub pieces_refused: u64,
    /// Rows of this computer's audit that the region was told. What they cost is counted apart from the edits.
    pub audit_rows: u64,
    /// Bytes of those requests and of their answers.
    pub audit_bytes: u64,
    /// Whether the region does not take the audit of this computer.
    pub audit_refused: bool,
    /// Whether attachments are left to carry: the region went away in the middle, or there are many.
    pub pieces_left: bool,
}

/// Who wants it shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Somebody at this computer.
    ByPerson,
    /// Nobody: something was saved, the region rang, or it was time.
    ByItself,
}

/// Told of what came, each time some of it is durable.
pub(crate) type Tell<'a> = &'a (dyn Fn(&BTreeSet<RecordId>) + Sync);

/// Shares once, to the end.
///
/// # Errors
/// When nobody has opened the store, the region does not answer, or the disk fails. What was taken before stays taken.
pub async fn share_now(desk: &Mutex<Option<Desk>>) -> Result<SyncReport, Refused> {
    share_telling(desk, Asked::ByPerson, &|_| ()).await
}

/// The same, telling of news as it comes.
pub(crate) async fn share_telling(
    desk: &Mutex<Option<Desk>>,
    asked: Asked,
    tell: Tell<'_>,
) -> Result<SyncReport, Refused> {
    let needs = with(desk, |desk| Ok(desk.sync_needs()))?;
    if needs.link.is_alone() {
        return Ok(SyncReport::default());
    }
    // Before the region is heard: that begins the lease anew, by whatever clock.
    with(desk, |desk| Ok(desk.store.close_opened(now_ms())?))?;
    let region = Region::known(&needs.link.url, *needs.link.tls_fingerprint.as_bytes())?;
    let mut report = SyncReport::default();
    // A help on the way, and never in it: an older region has none.
    if let Err(refused) = faces::fetch(desk, &needs, &region, tell, &mut report).await {
        tracing::info!(
            code = refused.code(),
            "people come with their whole records"
        );
    }
    let edits = share_edits(desk, &needs, &region, tell, &mut report).await;
    // Of what was done at a copy of a computer the region is to hear too.
    if matches!(edits, Ok(()) | Err(Refused::Copied))
        && let Err(refused) = audit::carry(desk, &needs, &region, asked, &mut report).await
    {
        tracing::info!(code = refused.code(), "the audit was not carried");
    }
    edits?;
    // What people wrote is shared by now, so a scan that gets stuck is a matter for the next sharing.
    if let Err(refused) = carry_attachments(desk, &needs, &region, tell, &mut report).await {
        tracing::info!(code = refused.code(), "attachments were not all carried");
        report.pieces_left = true;
    }
    Ok(report)
}

async fn share_edits(
    desk: &Mutex<Option<Desk>>,
    needs: &SyncNeeds,
    region: &Region,
    tell: Tell<'_>,
    report: &mut SyncReport,
) -> Result<(), Refused> {
    let mut own_whole = false;
    for _ in 0..MOST_ROUNDS {
        admissions::tell(desk, needs, region).await?;
        match round(desk, needs, region, own_whole, tell, report).await {
            // Somebody was let in between the two.
            Err(Cut::Refused(Refused::AdmissionFirst)) => {}
            // A record that left took with it what was written here, and now it is back.
            Err(Cut::OwnMissing) if !own_whole => own_whole = true,
            Err(Cut::Refused(Refused::RegionRefused(code)))
                if code == RequestError::UnknownVersion.code() =>
            {
                with(desk, |desk| {
                    desk.manner = desk.manner.older().ok_or(Refused::RegionRefused(code))?;
                    Ok(())
                })?;
            }
            Err(cut) => return Err(cut.into()),
            Ok(false) => break,
            Ok(true) => {}
        }
    }
    Ok(())
}

/// Carries pieces of attachments one by one. Edits go first, also those that are written meanwhile.
async fn carry_attachments(
    desk: &Mutex<Option<Desk>>,
    needs: &SyncNeeds,
    region: &Region,
    tell: Tell<'_>,
    report: &mut SyncReport,
) -> Result<(), Refused> {
    let last_save = || {
        with(desk, |desk| {
            Ok(desk.store.own_head(needs.identity.device)?)
        })
    };
    let mut carrying = Carrying::begin(desk, needs, region)?;
    let (mut shared, mut looked) = (last_save()?, Instant::now());
    while carrying.has_more() && report.pieces_sent + report.pieces_received < MOST_PIECES {
        carrying.one_piece(report).await?;
        let saved = last_save()?;
        if saved != shared || looked.elapsed() > LOOK_AGAIN {
            share_edits(desk, needs, region, tell, report).await?;
            (shared, looked) = (saved, Instant::now());
        }
    }
    report.pieces_left = carrying.has_more();
    Ok(())
}

/// The desk, for as long as a closure runs.
pub(crate) fn with<T>(
    desk: &Mutex<Option<Desk>>,
    act: impl FnOnce(&mut Desk) -> Result<T, Refused>,
) -> Result<T, Refused> {
    let mut held: MutexGuard<'_, Option<Desk>> =
        desk.lock().unwrap_or_else(PoisonError::into_inner);
    act(held.as_mut().ok_or(Refused::SignedOut)?)
}

/// Why a round was not finished.
enum Cut {
    /// The region refers to an envelope of this computer's own that is not held here any more.
    OwnMissing,
    Refused(Refused),
}

impl From<Refused> for Cut {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<SessionError> for Cut {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::OwnMissing => Self::OwnMissing,
            SessionError::Forked => Self::Refused(Refused::Copied),
            other => Self::Refused(bad(other.code())),
        }
    }
}

impl From<Cut> for Refused {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::OwnMissing => bad(SessionError::OwnMissing.code()),
            Cut::Refused(refused) => refused,
        }
    }
}

/// One request and its answer. Says whether to ask again at once.
async fn round(
    desk: &Mutex<Option<Desk>>,
    needs: &SyncNeeds,
    region: &Region,
    own_whole: bool,
    tell: Tell<'_>,
    report: &mut SyncReport,
) -> Result<bool, Cut> {
    report.rounds += 1;
    let mut begun = None;
    let mut answer = region
        .send_when_reached("sync", || {
            let mut round = with(desk, |desk| Round::begin(desk, needs, own_whole))?;
            let request = std::mem::take(&mut round.request);
            report.bytes_up += request.len() as u64;
            begun = Some(round);
            Ok(request)
        })
        .await?;
    let mut round = begun.ok_or(Refused::NoAnswer)?;
    let came = Instant::now();
    let cut = |_: &Refused| learn(desk, Manner::after_a_cut);
    while let Some(bytes) = piece(&mut answer).await.inspect_err(cut)? {
        report.bytes_down += bytes.len() as u64;
        round.session.feed(&bytes);
        let mut held = |number| own_envelope(desk, needs, number);
        while let Some(effect) = round.session.next_effect(&mut held)? {
            let came = with(desk, |desk| round.follow(desk, effect, report))?;
            if !came.is_empty() {
                tell(&came);
                report.news.extend(came);
            }
        }
    }
    let Round {
        session,
        more,
        page,
        sent,
        again,
        ..
    } = round;
    session.close()?;
    learn(desk, |manner| manner.after_an_answer(came.elapsed()));
    report.sent += sent;
    let Some(mut page) = page else {
        return Ok(more);
    };
    // Answered: what was offered again need not be offered a third time, but for what the region could not take yet and
    // all that came after it.
    let whole = page.envelopes.len();
    if let Some(first) = page
        .envelopes
        .iter()
        .position(|kept| again.contains(&(kept.note.device, kept.note.dev_seq)))
    {
        page.envelopes.truncate(first);
    }
    if page.envelopes.is_empty() && whole > 0 {
        return Ok(false);
    }
    with(desk, |desk| {
        desk.store.mark_offered_again(&page).map_err(Refused::from)
    })?;
    Ok(true)
}

/// Remembers how the line was. Where the desk is gone, so is what was to be learned.
fn learn(desk: &Mutex<Option<Desk>>, from: impl FnOnce(Manner) -> Manner) {
    let mut held = desk.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(desk) = held.as_mut() {
        desk.manner = from(desk.manner);
    }
}

/// What this computer signed under a number, if it is still held.
fn own_envelope(desk: &Mutex<Option<Desk>>, needs: &SyncNeeds, number: u64) -> Option<Bytes> {
    let before = number.checked_sub(1)?;
    let found = with(desk, |desk| {
        let device = needs.identity.device;
        Ok(desk.store.envelopes_of_device(device, before, 1)?)
    });
    // Where the store cannot be read, the round ends at its next step; what is missing is only asked for.
    let kept = found.ok()?.pop()?;
    (kept.note.dev_seq == number).then(|| Bytes::from(kept.bytes))
}

fn bad(code: &str) -> Refused {
    Refused::BadAnswer(code.to_owned())
}
