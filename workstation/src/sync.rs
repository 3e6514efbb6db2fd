//! Sharing with the region: what waits here goes there, what is new there comes here.
//!
//! The desk is held only while something is read from or written to the store, never while the network is waited for.

use crate::attachments::Carrying;
use crate::desk::{Desk, SyncNeeds};
use crate::error::Refused;
use crate::region::{Region, piece};
use crate::surroundings::{now_ms, now_unsigned_ms};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::workstation::{AckError, CompletedSync, KeptEnvelope, OfferAgainPage};
use sync_protocol::bytes::Bytes;
use sync_protocol::cursor::Cursor;
use sync_protocol::frame::Level;
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DeviceId, RecordId, ShelfId};
use sync_protocol::session::device::{DeviceSync, Effect, Offer, SessionError};

/// Rounds in one sharing: after that the region is asked again a little later.
const MOST_ROUNDS: usize = 256;
/// How often a request is made anew when another program on this computer folded meanwhile.
const OFFER_TRIES: usize = 5;
/// Envelopes looked at for one request.
const OUTBOX_PAGE: u32 = 2_000;
/// Bytes of envelopes in one request, before compression: a cut costs at most this much over again.
const PUSH_BUDGET_BYTES: usize = 1024 * 1024;

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
    /// Whether attachments are left to carry: the region went away in the middle, or there are many.
    pub pieces_left: bool,
}

/// Told of what came, each time some of it is durable.
pub(crate) type Tell<'a> = &'a (dyn Fn(&BTreeSet<RecordId>) + Sync);

/// Shares once, to the end.
///
/// # Errors
/// When nobody has opened the store, the region does not answer, or the disk fails. What was taken before stays taken.
pub async fn share_now(desk: &Mutex<Option<Desk>>) -> Result<SyncReport, Refused> {
    share_telling(desk, &|_| ()).await
}

/// The same, telling of news as it comes.
pub(crate) async fn share_telling(
    desk: &Mutex<Option<Desk>>,
    tell: Tell<'_>,
) -> Result<SyncReport, Refused> {
    let needs = with(desk, |desk| Ok(desk.sync_needs()))?;
    let region = Region::known(&needs.link.url, *needs.link.tls_fingerprint.as_bytes())?;
    let mut report = SyncReport::default();
    share_edits(desk, &needs, &region, tell, &mut report).await?;
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
        match round(desk, needs, region, own_whole, tell, report).await {
            // A record that left took with it what was written here, and now it is back.
            Err(Cut::OwnMissing) if !own_whole => own_whole = true,
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
    while let Some(bytes) = piece(&mut answer).await? {
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

struct Round<'a> {
    needs: &'a SyncNeeds,
    session: DeviceSync,
    request: Vec<u8>,
    cursors: Vec<Cursor>,
    /// What of a repair is in the request, if one is going on.
    page: Option<OfferAgainPage>,
    /// Saves the region took.
    sent: u64,
    more: bool,
    /// Are there more envelopes waiting than this request took?
    left: bool,
    /// Envelopes that the region could not take yet, by device and number.
    again: BTreeSet<(DeviceId, u64)>,
}

impl<'a> Round<'a> {
    /// What is offered is folded first, and never again: a region that was not reached has been offered nothing.
    fn begin(desk: &mut Desk, needs: &'a SyncNeeds, own_whole: bool) -> Result<Self, Refused> {
        for _ in 0..OFFER_TRIES {
            desk.fold_unoffered()?;
            let (round, last) = Self::of(desk, needs, own_whole)?;
            let stands = match last {
                Some((dev_seq, hash)) => {
                    desk.store
                        .mark_offered(needs.identity.device, dev_seq, hash)?
                }
                None => true,
            };
            if stands {
                return Ok(round);
            }
        }
        Err(Refused::Store(store::Trouble::Busy))
    }

    /// The request, and the last of its own envelopes that is in it.
    fn of(
        desk: &Desk,
        needs: &'a SyncNeeds,
        own_whole: bool,
    ) -> Result<(Self, Option<(u64, EnvelopeHash)>), Refused> {
        let device = needs.identity.device;
        let head = desk.store.own_head(device)?;
        let cursors: Vec<Cursor> = desk
            .store
            .shelves()?
            .into_iter()
            .map(|shelf| shelf.cursor)
            .collect();
        let page = desk.store.to_offer_again(OUTBOX_PAGE)?;
        let mut envelopes: Vec<Bytes> = Vec::new();
        let mut own = Vec::new();
        for kept in page.iter().flat_map(|page| &page.envelopes) {
            let KeptEnvelope { note, bytes } = kept;
            envelopes.push(Bytes::from(bytes.clone()));
            own.push((note.device == device).then_some((note.dev_seq, note.hash)));
        }
        let from_page = envelopes.len();
        // An accepted envelope stays in the outbox until it is secured, and need not be sent again.
        let waiting = desk.store.outbox(device, 0, OUTBOX_PAGE)?;
        let unsent = waiting
            .into_iter()
            .filter(|entry| entry.accepted_at_ms.is_none());
        for entry in unsent {
            own.push(Some((entry.dev_seq, entry.envelope)));
            envelopes.push(Bytes::from(entry.bytes));
        }
        let offered = envelopes.len();
        let begun = DeviceSync::begin(
            &Offer {
                device,
                cursors: &cursors,
                clock_ms: now_unsigned_ms(),
                last_secured: head.map_or(0, |head| head.secured),
                envelopes: &envelopes,
                budget_bytes: PUSH_BUDGET_BYTES,
                level: Level::DEVICE,
                own_whole,
            },
            &needs.identity.signing_key,
        )
        .map_err(|_| bad("request.not_made"))?;
        let last = own.into_iter().take(begun.taken).flatten().max();
        let round = Self {
            needs,
            session: begun.session,
            request: begun.request,
            cursors,
            page: page.map(|mut page| {
                page.envelopes.truncate(begun.taken.min(from_page));
                page
            }),
            sent: 0,
            more: false,
            left: begun.taken < offered,
            again: BTreeSet::new(),
        };
        Ok((round, last))
    }

    fn cursor(&mut self, shelf: ShelfId) -> Option<&mut Cursor> {
        self.cursors.iter_mut().find(|cursor| cursor.shelf == shelf)
    }

    fn follow(
        &mut self,
        desk: &mut Desk,
        effect: Effect,
        report: &mut SyncReport,
    ) -> Result<BTreeSet<RecordId>, Refused> {
        let device = self.needs.identity.device;
        let mut came = BTreeSet::new();
        match effect {
            Effect::Ack {
                accepted, secured, ..
            } => {
                self.sent = desk
                    .store
                    .mark_accepted(device, accepted, now_ms())
                    .map_err(acknowledged)?;
                desk.store
                    .mark_secured(device, secured)
                    .map_err(acknowledged)?;
            }
            Effect::OfferAgain { .. } => {
                // The region lost what it had secured: everything held of the shelf is offered again.
                let start = Cursor::start(self.needs.link.shelf, self.needs.link.epoch);
                desk.store.begin_repair(&start)?;
                desk.store.offer_attachments_again()?;
                self.more = true;
            }
            Effect::Refused(refusal) => {
                report.refused += 1;
                if refusal.code.may_come_again() {
                    self.again
                        .insert((refusal.device.unwrap_or(device), refusal.dev_seq));
                }
                // A refused envelope of another device, given back in a repair, is that device's affair.
                if refusal.device.is_some() {
                    return Ok(came);
                }
                desk.store
                    .mark_refused(device, refusal.dev_seq, refusal.code.code(), now_ms())?;
            }
            Effect::Repair { cursor } => {
                desk.store.begin_repair(&cursor)?;
                desk.store.offer_attachments_again()?;
                desk.store.set_epoch(cursor.epoch)?;
                self.set(cursor);
                self.more = true;
            }
            Effect::NotCarried { shelf } => {
                desk.store.forget_shelf(shelf)?;
                self.cursors.retain(|cursor| cursor.shelf != shelf);
            }
            Effect::NewShelf { cursor } => {
                desk.store.begin_shelf(&cursor)?;
                self.more = true;
            }
            Effect::Apply { entries, cursor } => {
                let before = *self
                    .cursor(cursor.shelf)
                    .ok_or_else(|| bad("session.unknown_shelf"))?;
                report.received += entries.len() as u64;
                came = desk.receive(&entries, before, cursor)?;
                self.set(cursor);
            }
            Effect::Finished { marks, more } => {
                self.more |= more || self.left;
                for mark in &marks {
                    let shelf = mark.cursor.shelf;
                    let comparable = desk.store.unpublished_count(shelf)? == 0;
                    if comparable && desk.store.shelf_digest(shelf)?.tag() != mark.digest {
                        report.differing += 1;
                        tracing::error!(code = "sync.digest_differs", %shelf, "what is held here is not what the region has");
                    }
                }
                if !self.more {
                    let shelves: Vec<ShelfId> =
                        marks.iter().map(|mark| mark.cursor.shelf).collect();
                    let done = CompletedSync {
                        hub_url: self.needs.link.url.clone(),
                        completed_at_ms: now_ms(),
                        sent_count: report.sent + self.sent,
                        received_count: report.received,
                    };
                    desk.store.mark_completed(&done, &shelves)?;
                }
            }
        }
        Ok(came)
    }

    fn set(&mut self, cursor: Cursor) {
        if let Some(known) = self.cursor(cursor.shelf) {
            *known = cursor;
        }
    }
}

fn acknowledged(error: AckError) -> Refused {
    match error {
        AckError::BeyondOwn { .. } => bad(error.code()),
        AckError::Store(trouble) => trouble.into(),
    }
}
