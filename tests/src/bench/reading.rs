//! How long reading takes: a record of three years of care, every record of a region built anew, the list of two thousand
//! people, a search as one types, and from a locked screen to At a glance.

use anyhow::{Context, Result, bail, ensure};
use automerge::Automerge;
use care_record::{
    Attribution, Body, Edit, Entry, EntryId, Hash, PartType, Record, RecordId, Role, Sheet,
    SheetKind, entry_kind,
};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use workstation::api::{Reply, Request};

use super::SEED;
use super::real::{Real, ask};
use super::row::Row;
use super::saves::at;
use crate::people::{NOW_MS, invented};
use crate::region::PIN;

/// Visits in three years, and what each leaves behind.
const VISITS: u64 = 500;
const KINDS: [&str; 10] = [
    "note",
    "contact_note",
    "pain",
    "soft_signs",
    "administration",
    "pump_check",
    "weight",
    "task",
    "conversation",
    "bowels",
];
/// Records of a region, built anew from as many different people.
const REGION: usize = 20_000;
const DIFFERENT: u64 = 100;
/// People on one computer.
const PEOPLE: u64 = 2_000;
const TIMES: usize = 50;
const SIGN_INS: usize = 20;

const LOADING: &str = "automerge load of the same bytes";

/// The rows.
///
/// # Errors
/// When something is refused. It needs a keyring in its session and the programs beside itself.
pub fn rows() -> Result<Vec<Row>> {
    let mut rows = vec![long_record()?, region()?];
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    rows.extend(runtime.block_on(at_the_door())?);
    Ok(rows)
}

fn entry(kind: &str, number: u64) -> Result<Entry> {
    let declared = entry_kind(kind).context("a declared kind")?;
    let parts = declared.parts.iter().filter(|part| part.required);
    let body: Body = parts
        .filter_map(|part| {
            let value = match part.kind {
                PartType::Choice(codes) => codes.first()?.code.into(),
                PartType::Choices(codes) => vec![codes.first()?.code].into(),
                PartType::Number(least, ..) => (least + 1).to_string().into(),
                _ => format!("Slept well and ate half of it, visit {number}").into(),
            };
            Some((part.name.to_owned(), value))
        })
        .collect();
    Ok(Entry::new(kind, body))
}

/// Five thousand entries: loaded, read by a nurse, with all that is open.
fn long_record() -> Result<Row> {
    let id = RecordId::from_bytes([9; 16]);
    let mut record = Record::new(id);
    let mut authors: BTreeMap<Hash, Attribution> = BTreeMap::new();
    for visit in 0..VISITS {
        let mut edits = Vec::new();
        for (place, kind) in KINDS.iter().enumerate() {
            let number = visit * KINDS.len() as u64 + place as u64;
            let id = EntryId::from_random(number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
            edits.push(Edit::enter(id, entry(kind, number)?));
        }
        // Some devices, in turn.
        let actor = [u8::try_from(visit % 9)? + 1; Sheet::ACTOR_BYTES];
        let written = record.sheet_mut(SheetKind::Shared).write(actor, &edits)?;
        authors.insert(written.hash, nurse(i64::try_from(visit)?));
    }
    let snapshot = record.sheet(SheetKind::Shared).snapshot();
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let begun = Instant::now();
        let loaded = Automerge::load(&snapshot)?;
        peer.push(begun.elapsed());
        drop(loaded);
        let begun = Instant::now();
        let mut record = Record::new(id);
        *record.sheet_mut(SheetKind::Shared) = Sheet::load(&snapshot)?;
        let view = record.view(&|hash| authors.get(hash).cloned());
        let view = view.for_reader(&[Role::DistrictNurse]);
        ensure!(view.conflicts().is_empty(), "nobody disagrees here");
        ours.push(begun.elapsed());
        ensure!(view.notes().len() as u64 == VISITS, "everything is read");
    }
    let (ours, peer) = (p95(ours)?, p95(peer)?);
    Ok(Row::beside("open_record_p95_ms", "ms", ours, peer, LOADING))
}

fn nurse(day: i64) -> Attribution {
    Attribution {
        staff: "nurse".to_owned(),
        name: "Nurse Fairlamb".to_owned(),
        role: Some(Role::DistrictNurse),
        registration: None,
        organisation: "Fenland Community Care".to_owned(),
        site: "District nurses, north".to_owned(),
        device: "laptop".to_owned(),
        recorded_at_ms: day * 86_400_000,
        clock_off_ms: None,
        after_end: false,
        received_at_ms: None,
        shared: true,
    }
}

/// What every list shows, built anew from the bytes of every record.
fn region() -> Result<Row> {
    let mut people = Vec::new();
    for number in 1..=DIFFERENT {
        let kept = invented(SEED, number, NOW_MS).kept()?;
        let snapshots = SheetKind::ALL.map(|sheet| (sheet, kept.record.sheet(sheet).snapshot()));
        people.push((kept, snapshots));
    }
    let (mut ours, mut peer) = (Duration::ZERO, Duration::ZERO);
    for (kept, snapshots) in people.iter().cycle().take(REGION) {
        let begun = Instant::now();
        for (_, snapshot) in snapshots {
            drop(Automerge::load(snapshot)?);
        }
        peer += begun.elapsed();
        let begun = Instant::now();
        let mut record = Record::new(kept.record.id());
        for (sheet, snapshot) in snapshots {
            *record.sheet_mut(*sheet) = Sheet::load(snapshot)?;
        }
        let view = record.view(&|hash| kept.by(hash).cloned());
        ensure!(view.key_items().len() == 10, "ten key items");
        drop(view.conflicts());
        ours += begun.elapsed();
    }
    let (ours, peer) = (ours.as_secs_f64(), peer.as_secs_f64());
    Ok(Row::beside(
        "rebuild_20000_records_s",
        "s",
        tenths(ours),
        tenths(peer),
        LOADING,
    ))
}

fn tenths(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}

/// Through the one door, as the window asks.
async fn at_the_door() -> Result<Vec<Row>> {
    let real = Real::begin().await?;
    let place = real.computer("Nurse Fairlamb").await?;
    let mut record = String::new();
    for number in 0..PEOPLE {
        let request = Request::NewPerson {
            family_name: format!("Fenwick {number}"),
            given_names: "Margaret".to_owned(),
            practice_name: "Fen Road Surgery".to_owned(),
            birth_date: format!("19{:02}-03-04", 20 + number % 40),
            nhs_number: String::new(),
        };
        if let Reply::Saved(saved) = ask(&place, request).await? {
            record = saved.record;
        }
    }
    let mut list = Vec::new();
    let mut keys = Vec::new();
    for _ in 0..TIMES {
        list.push(people(&place, "", PEOPLE).await?);
        for search in ["m", "ma", "mar"] {
            keys.push(people(&place, search, 1).await?);
        }
    }
    let staff = match ask(&place, Request::Start).await? {
        Reply::Start(start) => start.tiles.first().context("a tile")?.staff.clone(),
        _ => bail!("another answer than the tiles"),
    };
    let mut unlock = Vec::new();
    for _ in 0..SIGN_INS {
        ask(&place, Request::Lock).await?;
        let begun = Instant::now();
        let (staff, pin) = (staff.clone(), PIN.to_owned());
        ask(&place, Request::SignIn { staff, pin }).await?;
        let glance = Request::Glance {
            record: record.clone(),
        };
        ask(&place, glance).await?;
        unlock.push(begun.elapsed());
    }
    Ok(vec![
        Row::alone("list_2000_p95_ms", "ms", p95(list)?),
        Row::alone("search_key_p95_ms", "ms", p95(keys)?),
        Row::alone("unlock_to_glance_p95_ms", "ms", p95(unlock)?),
    ])
}

async fn people(place: &workstation::Workplace, search: &str, least: u64) -> Result<Duration> {
    let request = Request::everyone(search);
    let begun = Instant::now();
    let reply = ask(place, request).await?;
    let time = begun.elapsed();
    match reply {
        Reply::People(people) if people.rows.len() as u64 >= least => Ok(time),
        _ => bail!("somebody is missing"),
    }
}

fn p95(mut times: Vec<Duration>) -> Result<f64> {
    times.sort_unstable();
    at(&times, 95)
}
