//! A region with people at work in it, and everything that befalls it.

use alongside_tests::dice::Dice;
use alongside_tests::links::{
    Bedside, Clock, History, HubEnd, Link, Mood, Note, Weather, Wire, hub_end,
};
use alongside_tests::region::{Region, Site, Staff, number};
use alongside_tests::wait;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DeviceId, ShelfId, SiteId};
use tokio::runtime::Runtime;

/// Between two things that befall the region, at most.
const PAUSE: Duration = Duration::from_millis(1_200);
/// Rounds of sharing after which news must have reached everybody.
const ROUNDS: usize = 20;

/// How long the reading room may take for what thirty devices wrote, on a busy machine.
const PUBLISHED_WITHIN: Duration = Duration::from_mins(30);

/// How much of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) devices: usize,
    pub(crate) sites: usize,
    pub(crate) lasting: Duration,
}

/// What may befall it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Weather,
    Sunshine,
    SiteCutOff,
    DeviceKilled,
    HubKilled,
    ClockStepped,
    RecordShared,
    RecordUnshared,
    BackedUp,
    Restored,
    Copied,
}

/// One of each, and more of what happens every day. Setting back comes before copying: after it, it needs a new backup.
const DECK: [Event; 14] = [
    Event::Weather,
    Event::DeviceKilled,
    Event::BackedUp,
    Event::RecordShared,
    Event::HubKilled,
    Event::Weather,
    Event::SiteCutOff,
    Event::DeviceKilled,
    Event::Restored,
    Event::ClockStepped,
    Event::Copied,
    Event::RecordUnshared,
    Event::Sunshine,
    Event::Weather,
];

pub(crate) struct World {
    plan: Plan,
    dice: Dice,
    bedsides: Vec<Bedside>,
    sites: Vec<Site>,
    site_of: BTreeMap<String, usize>,
    history: History,
    backups: Vec<PathBuf>,
    /// The device that was copied, and what it had signed before.
    copied: Option<(DeviceId, BTreeSet<EnvelopeHash>)>,
    clock: Clock,
    told: Vec<String>,
    // After those who use them.
    region: Region,
    runtime: Runtime,
}

impl World {
    pub(crate) fn begin(plan: Plan) -> Self {
        let mut dice = Dice::printed("a region over bad lines");
        let runtime = Runtime::new().unwrap();
        // A backup is what secures, since one of them is what the region is set back to.
        let region = Region::secured_by_backup();
        let (mut sites, mut staff) = (Vec::new(), Vec::new());
        for number in 0..plan.sites {
            let site = region.site(&format!("Organisation {number}"), &format!("Team {number}"));
            // For longer than any clock here is ahead.
            let (name, role) = (format!("Nurse {number}"), "district_nurse");
            staff.push(region.staff_for(&site, &name, role, 800));
            sites.push(site);
        }
        let clock = Clock::found();
        if !clock.is_there() {
            println!("SKIPPED clock steps: libfaketime is not there");
        }
        let mut world = Self {
            plan,
            bedsides: Vec::new(),
            site_of: BTreeMap::new(),
            history: History::default(),
            backups: Vec::new(),
            copied: None,
            clock,
            told: Vec::new(),
            sites,
            region,
            runtime,
            dice: dice.clone(),
        };
        for number in 0..plan.devices {
            let link = world.link(dice.number(), number == 0);
            world.join(number, &staff[number % plan.sites], link);
        }
        world
    }

    fn link(&self, seed: u64, first: bool) -> Arc<Link> {
        let wire = match Wire::lay() {
            Ok(wire) => Some(wire),
            Err(reason) => {
                if first {
                    println!(
                        "SKIPPED loss of packets, and rates are kept by the harness: {reason}"
                    );
                }
                None
            }
        };
        let hub = self
            .region
            .hub
            .url()
            .trim_start_matches("https://")
            .parse()
            .unwrap();
        let link = Link::to(hub, wire, seed);
        Arc::new(self.runtime.block_on(link).unwrap())
    }

    fn join(&mut self, number: usize, who: &Staff, link: Arc<Link>) {
        let site = number % self.plan.sites;
        let url = format!("https://{}", link.at());
        let name = format!("Laptop {number}");
        let computer = self.region.joined_at(&self.sites[site], &name, &url);
        self.region.first_sign_in(&computer, who);
        let bedside = Bedside::of(computer, who, link, &self.region.keyring);
        self.site_of.insert(bedside.name.clone(), site);
        self.bedsides.push(bedside);
    }

    /// Lets people work while things befall the region, and looks at devices in between.
    pub(crate) fn live(&mut self) {
        for place in 0..self.bedsides.len() {
            self.set_to_work(place);
        }
        let begun = Instant::now();
        let mut deck: Vec<Event> = Vec::new();
        while begun.elapsed() < self.plan.lasting || !deck.is_empty() {
            if deck.is_empty() {
                deck = DECK.to_vec();
                deck.reverse();
            }
            if let Some(event) = deck.pop() {
                self.befall(event);
            }
            self.look_around();
            let pause = self.dice.moment_below(PAUSE);
            wait::random_moment(pause);
        }
        println!("{}", self.told.join("; "));
    }

    fn set_to_work(&mut self, place: usize) {
        let seed = self.dice.number();
        self.bedsides[place].begin(seed, &self.clock);
    }

    fn any(&mut self) -> usize {
        usize::try_from(self.dice.below(self.bedsides.len() as u64)).unwrap()
    }

    fn befall(&mut self, event: Event) {
        let place = self.any();
        let name = self.bedsides[place].name.clone();
        self.told.push(format!("{event:?} {name}"));
        match event {
            Event::Weather => {
                let weather = Weather::any(&mut self.dice);
                self.bedsides[place].link.set(weather).unwrap();
            }
            Event::Sunshine => self.bedsides[place].link.set(Weather::FINE).unwrap(),
            Event::SiteCutOff => {
                let site = self.site_of[&name];
                let away = Weather {
                    mood: Mood::Away,
                    ..Weather::FINE
                };
                for bedside in &self.bedsides {
                    if self.site_of[&bedside.name] == site {
                        bedside.link.set(away).unwrap();
                    }
                }
            }
            Event::DeviceKilled => {
                self.bedsides[place].kill();
                self.set_to_work(place);
            }
            Event::HubKilled => {
                self.region.hub.kill();
                self.region.hub.start();
            }
            Event::ClockStepped => {
                let step = ["+1y", "-1y", "+0"][usize::try_from(self.dice.below(3)).unwrap()];
                self.clock.set(&self.bedsides[place].clock(), step);
            }
            Event::RecordShared => self.share("share"),
            Event::RecordUnshared => self.share("unshare"),
            Event::BackedUp => self.back_up(),
            Event::Restored => self.restore(),
            Event::Copied => self.copy(place),
        }
    }

    /// Shares any record with any site that lacks it, or takes it from one that has it.
    fn share(&mut self, verb: &str) {
        let shelves = hub_end(self.region.hub.data()).shelves;
        let carried = |site: &Site, document| {
            let site: SiteId = site.id.parse().unwrap();
            shelves[&ShelfId::of_site(site)].members.contains(document)
        };
        let all: BTreeSet<_> = shelves.values().flat_map(|shelf| &shelf.members).collect();
        let choices: Vec<(String, &Site)> = all
            .into_iter()
            .flat_map(|document| self.sites.iter().map(move |site| (document, site)))
            .filter(|(document, site)| carried(site, document) == (verb == "unshare"))
            .map(|(document, site)| (document.record.to_string(), site))
            .collect();
        if choices.is_empty() {
            return;
        }
        let choice = usize::try_from(self.dice.below(choices.len() as u64)).unwrap();
        let (record, site) = &choices[choice];
        let words = ["record", verb, "--record", record, "--site", &site.id];
        self.region.hub.must(&words);
    }

    fn back_up(&mut self) {
        let name = format!("backup-{}", self.backups.len());
        self.backups.push(self.region.back_up(&name));
    }

    /// The hub's disk is lost, and the last backup takes its place.
    fn restore(&mut self) {
        let Some(from) = self.backups.last().cloned() else {
            return;
        };
        // Where the backup knows neither of two copies, each might be the first to come: what the hub had of the other one
        // is then refused, and only devices have it.
        if !self.knows_the_first_copy(&from) {
            return;
        }
        self.region.set_back_to(&from);
    }

    fn knows_the_first_copy(&self, backup: &Path) -> bool {
        self.copied.as_ref().is_none_or(|(device, before)| {
            let log = hub_end(backup).log;
            log.iter()
                .any(|row| row.device == *device && !before.contains(&row.envelope))
        })
    }

    /// Once: a device that was copied has to join again.
    fn copy(&mut self, place: usize) {
        if self.bedsides.iter().any(|bedside| bedside.copied) {
            return;
        }
        self.bedsides[place].kill();
        let Some(sight) = self.bedsides[place].look() else {
            return;
        };
        self.copied = Some((sight.device, sight.own));
        let copy = self.bedsides[place].copy();
        let site = self.site_of[&self.bedsides[place].name];
        self.site_of.insert(copy.name.clone(), site);
        self.bedsides.push(copy);
        self.set_to_work(place);
        self.set_to_work(self.bedsides.len() - 1);
    }

    fn look_around(&mut self) {
        for _ in 0..3 {
            let place = self.any();
            self.look_at(place);
        }
    }

    fn look_at(&mut self, place: usize) {
        let bedside = &self.bedsides[place];
        let Some(sight) = bedside.look() else {
            return;
        };
        if let Some(cursor) = sight.cursor {
            let seen = self
                .history
                .sightings
                .entry(bedside.name.clone())
                .or_default();
            seen.push(cursor);
        }
        for (number, envelope) in sight.accepted {
            let known = self
                .history
                .acknowledged
                .entry((sight.device, number))
                .or_default();
            known.insert(envelope);
        }
    }

    /// Everybody stops, every clock is right and every line is fine; then all share until nothing moves any more.
    pub(crate) fn heal(&mut self) {
        for bedside in &mut self.bedsides {
            bedside.kill();
            bedside.link.set(Weather::FINE).unwrap();
        }
        for place in 0..self.bedsides.len() {
            self.look_at(place);
        }
        for _ in 0..ROUNDS {
            let moved: u64 = thread::scope(|scope| {
                let sharing: Vec<_> = self
                    .bedsides
                    .iter_mut()
                    .map(|bedside| scope.spawn(|| share_once(bedside)))
                    .collect();
                sharing
                    .into_iter()
                    .map(|thread| thread.join().unwrap())
                    .sum()
            });
            // What is not published yet is news that nobody could have received.
            wait::until("everything is published", PUBLISHED_WITHIN, || {
                let report = self.region.hub.must(&["report"]);
                (number(&report, "waiting") == 0).then_some(())
            });
            if moved == 0 {
                break;
            }
        }
        for place in 0..self.bedsides.len() {
            self.look_at(place);
        }
    }

    /// What everybody wrote down.
    pub(crate) fn history(mut self) -> History {
        self.region.hub.must(&["doctor"]);
        self.region.hub.stop();
        for bedside in &mut self.bedsides {
            let said: BTreeSet<Note> = std::mem::take(&mut bedside.said).into_iter().collect();
            self.history.said.insert(bedside.name.clone(), said);
            self.history
                .devices
                .insert(bedside.name.clone(), bedside.end());
        }
        let hub: HubEnd = hub_end(self.region.hub.data());
        self.history.hub = hub;
        self.history
    }
}

/// How much moved. A copied device is refused for ever, and that is what is to be; another one tries again.
fn share_once(bedside: &mut Bedside) -> u64 {
    match bedside.share() {
        Ok(_) | Err(_) if bedside.copied => 0,
        Ok(moved) => moved,
        Err(_) => 1,
    }
}
