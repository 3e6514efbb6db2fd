//! One request to the region, and its answer followed step by step: each step is durable before the next.

use super::{SyncReport, bad};
use crate::clock;
use crate::desk::{Desk, SyncNeeds};
use crate::error::Refused;
use crate::surroundings::{now_ms, now_unsigned_ms};
use std::collections::BTreeSet;
use std::time::Instant;
use store::workstation::{AckError, CompletedSync, KeptEnvelope, OfferAgainPage};
use sync_protocol::bytes::Bytes;
use sync_protocol::cursor::Cursor;
use sync_protocol::frame::Level;
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DeviceId, RecordId, ShelfId};
use sync_protocol::session::device::{DeviceSync, Effect, Offer, ShelfMark};

/// How often a request is made anew when another program on this computer folded meanwhile.
const OFFER_TRIES: usize = 5;
/// Envelopes looked at for one request.
const OUTBOX_PAGE: u32 = 2_000;
/// Bytes of envelopes in one request, before compression: a cut costs at most this much over again.
const PUSH_BUDGET_BYTES: usize = 1024 * 1024;

/// One request and what follows of its answer.
pub(super) struct Round<'a> {
    needs: &'a SyncNeeds,
    asked: Instant,
    pub(super) session: DeviceSync,
    pub(super) request: Vec<u8>,
    cursors: Vec<Cursor>,
    /// What of a repair is in the request, if one is going on.
    pub(super) page: Option<OfferAgainPage>,
    /// Saves the region took.
    pub(super) sent: u64,
    pub(super) more: bool,
    /// Are there more envelopes waiting than this request took?
    left: bool,
    /// Was there nothing to offer, and no repair going on?
    quiet: bool,
    /// Envelopes that the region could not take yet, by device and number.
    pub(super) again: BTreeSet<(DeviceId, u64)>,
}

impl<'a> Round<'a> {
    /// What is offered is folded first, and never again: a region that was not reached has been offered nothing.
    pub(super) fn begin(
        desk: &mut Desk,
        needs: &'a SyncNeeds,
        own_whole: bool,
    ) -> Result<Self, Refused> {
        for _ in 0..OFFER_TRIES {
            if !desk.store.admissions_to_tell()?.is_empty() {
                return Err(Refused::AdmissionFirst);
            }
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
                proto: desk.manner.proto,
                frame_kib: desk.manner.frame_kib,
            },
            &needs.identity.signing_key,
        )
        .map_err(|_| bad("request.not_made"))?;
        let last = own.into_iter().take(begun.taken).flatten().max();
        let round = Self {
            needs,
            asked: Instant::now(),
            session: begun.session,
            request: begun.request,
            cursors,
            quiet: page.is_none() && offered == 0,
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

    pub(super) fn follow(
        &mut self,
        desk: &mut Desk,
        effect: Effect,
        report: &mut SyncReport,
    ) -> Result<BTreeSet<RecordId>, Refused> {
        let device = self.needs.identity.device;
        let mut came = BTreeSet::new();
        match effect {
            Effect::Ack {
                accepted,
                secured,
                hub_clock_ms,
                ..
            } => {
                self.compare_clocks(desk, hub_clock_ms)?;
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
                desk.store.begin_offering_again(self.needs.link.shelf)?;
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
                came = desk.store.leave_shelf(shelf, now_ms())?;
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
            Effect::Finished {
                marks,
                more,
                unpublished,
            } => {
                self.more |= more || self.left;
                if marks.is_empty() && !self.more {
                    desk.leave_region()?;
                    return Ok(came);
                }
                let settled = self.quiet && !self.more && unpublished == Some(0);
                for mark in &marks {
                    let shelf = mark.cursor.shelf;
                    if settled {
                        came.extend(desk.store.forget_unnamed(shelf, now_ms())?);
                    }
                    if differs(desk, mark, unpublished)? {
                        report.differing += 1;
                        tracing::error!(code = "sync.digest_differs", %shelf, "what is held here is not what the region has");
                        let start = Cursor::start(shelf, mark.cursor.epoch);
                        self.more |=
                            settled && desk.store.begin_repair_of_difference(&start, now_ms())?;
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

    fn compare_clocks(&self, desk: &mut Desk, hub_clock_ms: u64) -> Result<(), Refused> {
        let Some(new) = clock::compared(hub_clock_ms, now_ms(), self.asked.elapsed()) else {
            return Ok(());
        };
        let kept = desk.store.clock()?;
        if !kept.is_some_and(|kept| clock::says_the_same(&kept, &new)) {
            desk.store.keep_clock(new)?;
        }
        Ok(())
    }

    fn set(&mut self, cursor: Cursor) {
        if let Some(known) = self.cursor(cursor.shelf) {
            *known = cursor;
        }
    }
}

/// Whether a shelf that was read to its end is not what the region has, as far as that can be told.
fn differs(desk: &Desk, mark: &ShelfMark, unpublished: Option<u64>) -> Result<bool, Refused> {
    let shelf = mark.cursor.shelf;
    let comparable = unpublished.unwrap_or(0) == 0
        && desk.store.unpublished_count(shelf)? == 0
        && desk.store.unnamed(shelf)?.is_empty();
    Ok(comparable && desk.store.shelf_digest(shelf)?.tag() != mark.digest)
}

fn acknowledged(error: AckError) -> Refused {
    match error {
        AckError::BeyondOwn { .. } => bad(error.code()),
        AckError::Store(trouble) => trouble.into(),
    }
}
