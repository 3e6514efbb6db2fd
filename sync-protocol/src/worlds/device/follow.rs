//! What a device does with each effect of a response.

use super::{Device, Held};
use crate::bytes::Bytes;
use crate::change::ChangeHeader;
use crate::cursor::Cursor;
use crate::digest::HeadsDigest;
use crate::envelope::SignedEnvelope;
use crate::feed::FeedEntry;
use crate::ids::{DeviceId, DocumentId};
use crate::message::refusal::Refusal;
use crate::session::device::{Effect, SessionError};
use crate::worlds::bug::Bug;

impl Device {
    /// How following a response ended: the next request asks for its own whole, when something was missing.
    pub(in crate::worlds) fn ended(&mut self, error: Option<SessionError>) {
        self.own_whole = error == Some(SessionError::OwnMissing);
        self.is_copied |= error == Some(SessionError::Forked);
    }

    /// One transaction; with `crash`, the last one. Says whether the rest may be read.
    pub(in crate::worlds) fn apply(&mut self, effect: Effect, crash: bool, bug: Bug) -> bool {
        match effect {
            Effect::Ack {
                accepted, secured, ..
            } => return self.acknowledge(accepted, secured, bug),
            Effect::OfferAgain { after } => {
                self.offer_again(|held, own| held.device == own && held.dev_seq > after);
            }
            Effect::Refused(refusal) => self.refused(&refusal, bug),
            Effect::Repair { cursor } => {
                self.cursor = cursor;
                self.attached.clear();
                match bug {
                    Bug::KeepsOthersToItself => self.offer_again(|held, own| held.device == own),
                    _ if bug.forgets_at_accepted() => {
                        self.offer_again(|held, own| held.device != own);
                    }
                    _ => self.offer_again(|_, _| true),
                }
            }
            Effect::Apply { entries, cursor } => {
                let cursor_first =
                    matches!(bug, Bug::CursorBeforeData | Bug::CursorBeforeDataUnchecked);
                if !(crash && bug == Bug::CursorAfterData) {
                    self.cursor = cursor;
                }
                if !(crash && cursor_first) {
                    entries.into_iter().for_each(|entry| self.read(entry, bug));
                }
            }
            Effect::Finished {
                marks, unpublished, ..
            } => {
                self.settle_what_others_wrote(bug);
                let is_all_published =
                    unpublished == Some(0) || bug == Bug::ForgetsWhatIsNotPublished;
                self.forget_what_is_not_named(is_all_published, bug);
                for mark in marks.iter().filter(|_| unpublished == Some(0)) {
                    self.compare(mark.digest == self.digest().tag(), bug);
                }
            }
            Effect::NotCarried { .. } | Effect::NewShelf { .. } => {}
        }
        true
    }

    /// A hub that knows more of this device than it does itself knows of a copy, or of what it was before it was set
    /// back. Nothing it says goes into this store then.
    fn acknowledge(&mut self, accepted: u64, secured: u64, bug: Bug) -> bool {
        if accepted > self.machine.dev_seq && bug != Bug::IgnoresThatItWasSetBack {
            self.is_copied = true;
            return false;
        }
        self.last_secured = self.last_secured.max(secured);
        let own = self.machine.device;
        let gone_at = if bug.forgets_at_accepted() {
            accepted
        } else {
            secured
        };
        for held in self.by_arrival.values_mut() {
            if held.device == own {
                held.to_offer &= held.dev_seq > gone_at;
                held.is_accepted = held.dev_seq <= accepted;
            }
        }
        true
    }

    fn refused(&mut self, refusal: &Refusal, bug: Bug) {
        let whose = (
            refusal.device.unwrap_or(self.machine.device),
            refusal.dev_seq,
        );
        let mut held = self.by_arrival.iter_mut();
        let Some((arrival, held)) = held.find(|(_, held)| (held.device, held.dev_seq) == whose)
        else {
            return;
        };
        if bug == Bug::ForgetsWhatIsRefused {
            held.to_offer = false;
        } else if refusal.code.may_come_again() {
            self.offered.retain(|offered| offered != arrival);
        }
    }

    /// What others wrote and the hub did not refuse needs no offering any more; the response has come to its end.
    fn settle_what_others_wrote(&mut self, bug: Bug) {
        let own = self.machine.device;
        let offered = match bug {
            Bug::SettlesWhatFoundNoRoom => self.pending(),
            _ => self.offered.clone(),
        };
        for arrival in offered {
            if let Some(held) = self.by_arrival.get_mut(&arrival) {
                // Own ones wait until they are secured.
                held.to_offer &= held.device == own;
            }
        }
    }

    fn offer_again(&mut self, which: impl Fn(&Held, DeviceId) -> bool) {
        let own = self.machine.device;
        for held in self.by_arrival.values_mut() {
            if which(held, own) {
                held.to_offer = true;
                held.is_accepted = false;
            }
        }
    }

    fn read(&mut self, entry: FeedEntry, bug: Bug) {
        match entry {
            FeedEntry::Attach { document, .. } => {
                self.attached.insert(document);
                self.documents.entry(document).or_default();
            }
            FeedEntry::Detach { document, .. } => {
                self.attached.remove(&document);
                self.forget(document, bug);
            }
            FeedEntry::Change { envelope, .. } => self.keep(envelope),
            _ => {}
        }
    }

    pub(super) fn keep(&mut self, bytes: Bytes) {
        let received = SignedEnvelope::decode(&bytes).unwrap();
        let hash = received.hash();
        let header = &received.claimed().header;
        let (device, dev_seq, document) = (header.device, header.dev_seq, header.document);
        let known = self.documents.entry(document).or_default();
        let mut changes = Vec::new();
        for chunk in &received.claimed().changes {
            let change = ChangeHeader::read(chunk).unwrap();
            changes.push(change.hash);
            known.read(&change);
        }
        if !self.held.insert(hash) {
            return;
        }
        let last = self.by_arrival.last_key_value();
        let arrival = last.map_or(0, |(last, _)| last + 1);
        let held = Held {
            bytes,
            hash,
            device,
            dev_seq,
            document,
            changes,
            to_offer: device == self.machine.device && dev_seq > self.last_secured,
            is_accepted: false,
        };
        self.by_arrival.insert(arrival, held);
    }

    pub(super) fn drop_held(&mut self, which: impl Fn(&Held) -> bool) {
        let held = &mut self.held;
        self.by_arrival.retain(|_, kept| {
            let goes = which(kept);
            if goes {
                held.remove(&kept.hash);
            }
            !goes
        });
    }

    /// A document that left. What the device wrote itself is kept for as long as the hub may forget it.
    fn forget(&mut self, document: DocumentId, bug: Bug) {
        self.documents.remove(&document);
        let own = self.machine.device;
        let keeps_own = bug != Bug::ForgetsOwnWithTheDocument;
        self.drop_held(|held| {
            held.document == document && !(keeps_own && (held.device == own || held.to_offer))
        });
    }

    /// After a repair the feed may no longer name a document that is held. It goes only when nothing of it waits to
    /// be offered, or a hub that forgot it would never hear of it again; and when nothing waits to be published, or what
    /// was just given back would be gone until then.
    fn forget_what_is_not_named(&mut self, is_all_published: bool, bug: Bug) {
        if bug == Bug::ForgetsBeforeOffering {
            let own = self.machine.device;
            let attached = self.attached.clone();
            self.drop_held(|held| held.device != own && !attached.contains(&held.document));
        }
        if !self.began_quiet || !self.pending().is_empty() || !is_all_published {
            return;
        }
        let held = self.documents.keys().copied();
        let unnamed: Vec<DocumentId> = held.filter(|id| !self.attached.contains(id)).collect();
        unnamed.into_iter().for_each(|id| self.forget(id, bug));
    }

    fn digest(&self) -> HeadsDigest {
        let held = self.attached.iter();
        HeadsDigest::of(held.filter_map(|id| Some((id, self.documents.get(id)?.heads()))))
    }

    fn compare(&mut self, equal: bool, bug: Bug) {
        let is_due = self.began_quiet && self.pending().is_empty() && bug.compares_digests();
        if equal || !is_due {
            return;
        }
        self.alarms += 1;
        self.cursor = Cursor::start(self.home, self.cursor.epoch);
        self.attached.clear();
        self.offer_again(|_, _| true);
    }
}
