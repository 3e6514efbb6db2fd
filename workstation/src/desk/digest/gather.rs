//! From what a record says to its digest.

use super::{
    By, Digest, Dispute, FORM, MOST_NEWS, MOST_WORDS, NEWS_LASTS_MS, Pump, Said, Stock, Task,
};
use crate::show::{in_one_line, words_of};
use care_record::{
    Agreed, Conflict, EntryId, EntryView, FieldDeclaration, FieldValue, MergeClass, Reading,
    RecordView, SheetKind, Standing, computed, entry_kind, fields,
};
use chrono::DateTime;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Kinds that say that somebody is not as usual.
const WORRIES: &[&str] = &["soft_signs", "news2", "fall", "delirium"];
/// A total from which the chart of the Royal College of Physicians asks for a look, whatever is usual.
const NEWS2_LOOK: u8 = 5;
/// Phases of illness to look at.
const PHASES: &[&str] = &["unstable", "deteriorating", "dying"];
/// Kinds that tell in words how somebody is.
const NOTES: &[&str] = &["note", "contact_note", "handover", "sbard"];

/// Sections whose entries say who the person is, and decide nothing.
const WHO_IT_IS: &[&str] = &["person", "record"];

/// The entries in dispute, each with how many versions stand.
type InDispute = BTreeMap<EntryId, u32>;

/// `for_all` is what the least reader of care may read; the whole tells only that there is something about a key.
pub(super) fn digest(whole: &RecordView, for_all: &RecordView) -> Digest {
    let conflicts = for_all.conflicts();
    let disputed: InDispute = conflicts
        .iter()
        .flat_map(|conflict| {
            let entries = conflict.open.iter();
            entries.map(|entry| (entry.id.clone(), versions(conflict)))
        })
        .collect();
    let newest_of = |kinds: &[&str]| {
        let logs = kinds
            .iter()
            .filter_map(|kind| for_all.log(kind).first().copied());
        logs.max_by_key(|entry| (entry.happened_ms(), entry.id.clone()))
    };
    Digest {
        form: FORM,
        news: news(for_all, &disputed),
        tasks: tasks(for_all),
        worries: worries(for_all),
        phase: phase(for_all),
        stock: stock(for_all),
        pumps: pumps(for_all),
        reviews: computed::review_days(for_all)
            .into_iter()
            .map(|(of, on)| (of, on.to_string()))
            .collect(),
        disputes: conflicts.iter().filter_map(dispute).collect(),
        questions: questions(for_all),
        to_endorse: to_endorse(for_all),
        imports: u32::try_from(for_all.unconfirmed_imports()).unwrap_or(u32::MAX),
        address: address(for_all),
        access: !for_all.field("home.access").values().is_empty(),
        key_safe: !matches!(whole.one("key_safe"), Reading::Nothing),
        last_note: newest_of(NOTES).map(said),
    }
}

/// One line of a text, cut where it is too long for one.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(MOST_WORDS) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
    }
}

fn said(entry: &EntryView) -> Said {
    let kind = entry_kind(&entry.kind);
    Said {
        id: entry.id.to_string(),
        line: entry.kind.clone(),
        section: kind.map_or("", |kind| kind.section).to_owned(),
        label: kind.map_or("", |kind| kind.label).to_owned(),
        words: line(&in_one_line(entry)),
        decision: kind.is_some_and(|kind| {
            kind.class == MergeClass::Alarm && !WHO_IT_IS.contains(&kind.section)
        }),
        disputed: false,
        happened_ms: entry.happened_ms(),
        by: entry.by.as_ref().map(By::of),
    }
}

/// What was written, as far as it stands, and what was taken back. A task that is not done has a list of its own. No
/// decision gives way to however much else was written.
fn news(view: &RecordView, disputed: &InDispute) -> Vec<Said> {
    let entries = view.entries().filter_map(|entry| match entry.standing {
        Standing::Open if entry.kind == "task" && !is_answered(entry) => None,
        Standing::Open => Some(match disputed.get(&entry.id) {
            Some(versions) => Said {
                words: many_versions(*versions),
                disputed: true,
                ..said(entry)
            },
            None => said(entry),
        }),
        Standing::ErrorMark => Some(Said {
            words: "An earlier entry was marked as entered in error".to_owned(),
            ..said(entry)
        }),
        _ => None,
    });
    let (who, entries): (Vec<Said>, Vec<Said>) =
        entries.partition(|said| WHO_IT_IS.contains(&said.section.as_str()));
    let written = fields().flat_map(|field| of_field(field, view.field(field.name)));
    let mut all = entries;
    all.extend(together(who.into_iter().chain(written)));
    all.retain(|said| said.by.is_some());
    let at = |said: &Said| said.by.as_ref().map_or(i64::MIN, By::here_since_ms);
    all.sort_by_key(|said| (Reverse(at(said)), said.id.clone()));
    let oldest = all
        .first()
        .map_or(i64::MIN, at)
        .saturating_sub(NEWS_LASTS_MS);
    let mut others = 0;
    all.retain(|said| {
        others += usize::from(!said.decision);
        at(said) >= oldest && (said.decision || others <= MOST_NEWS)
    });
    all
}

/// Everyday facts that somebody wrote into one section are one piece of news: a record that is begun is not thirty.
fn together(facts: impl Iterator<Item = Said>) -> Vec<Said> {
    let mut by_writer: BTreeMap<(String, String), Vec<Said>> = BTreeMap::new();
    for fact in facts {
        let staff = fact.by.as_ref().map(|by| by.staff.clone());
        let writer = (fact.section.clone(), staff.unwrap_or_default());
        by_writer.entry(writer).or_default().push(fact);
    }
    let news = by_writer.into_values().filter_map(|facts| {
        if facts.len() == 1 {
            return facts.into_iter().next();
        }
        let labels: Vec<&str> = facts.iter().map(|fact| fact.label.as_str()).collect();
        let words = line(&format!("Wrote: {}", labels.join(", ")));
        let newest = facts
            .iter()
            .max_by_key(|fact| fact.by.as_ref().map(|by| (by.at_ms, fact.id.clone())))?;
        let title = care_record::section(&newest.section).map_or("", |section| section.title);
        Some(Said {
            label: title.to_owned(),
            words,
            disputed: facts.iter().any(|fact| fact.disputed),
            ..newest.clone()
        })
    });
    news.collect()
}

fn of_field(field: &FieldDeclaration, reading: &Reading<FieldValue>) -> Vec<Said> {
    let disputed = reading.is_several();
    let values = reading.values();
    let versions = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let all = values.into_iter().flat_map(Agreed::all).map(|value| {
        let answer = &value.statement.answer;
        let text = answer.value().map_or_else(
            || answer.words().to_owned(),
            |text| words_of(&field.kind, text),
        );
        Said {
            id: format!("{}.{}", field.name, value.change),
            line: field.name.to_owned(),
            section: field.place().0.to_owned(),
            label: field.label.to_owned(),
            words: if disputed {
                many_versions(versions)
            } else {
                line(&text)
            },
            decision: false,
            disputed,
            happened_ms: None,
            by: value.by.as_ref().map(By::of),
        }
    });
    all.collect()
}

fn many_versions(versions: u32) -> String {
    format!("{versions} versions are recorded. Look at all of them.")
}

fn is_answered(task: &EntryView) -> bool {
    matches!(task.part("state").as_deref(), Some("done" | "declined"))
}

/// Where two say different things of a task, none of it is said here.
fn tasks(view: &RecordView) -> Vec<Task> {
    if computed::has_died(view) {
        return Vec::new();
    }
    let items = view.items("task");
    let tasks = items.iter().filter_map(|item| {
        let values = item.reading.values();
        let first = &values.first()?.value;
        if values.iter().all(|agreed| is_answered(&agreed.value)) {
            return None;
        }
        if item.reading.is_several() {
            let words = many_versions(u32::try_from(values.len()).unwrap_or(u32::MAX));
            let due = values
                .iter()
                .filter_map(|agreed| moment(&agreed.value, "due"));
            return Some(Task {
                due_ms: due.min(),
                said: Said {
                    words,
                    disputed: true,
                    by: None,
                    ..said(first)
                },
                ..Task::default()
            });
        }
        let state = first.part("state").unwrap_or_else(|| "asked".to_owned());
        let declared = entry_kind("task").and_then(|kind| kind.part("state"));
        Some(Task {
            said: Said {
                words: line(&first.part("what").unwrap_or_else(|| in_one_line(first))),
                ..said(first)
            },
            owner: first.part("owner").unwrap_or_default(),
            due_ms: moment(first, "due"),
            state_words: match state.as_str() {
                "asked" => "Asked, not taken on yet".to_owned(),
                "accepted" => "Taken on".to_owned(),
                _ => declared.map_or(state.clone(), |part| part.kind.words(&state).to_owned()),
            },
            state,
        })
    });
    tasks.collect()
}

fn moment(entry: &EntryView, part: &str) -> Option<i64> {
    let at = DateTime::parse_from_str(&entry.part(part)?, "%Y-%m-%dT%H:%M%:z").ok()?;
    Some(at.timestamp_millis())
}

/// The newest of each sign; of vital signs only where the total is above what is usual, or one to look at.
fn worries(view: &RecordView) -> Vec<Said> {
    if computed::has_died(view) {
        return Vec::new();
    }
    let newest = WORRIES.iter().filter_map(|kind| {
        let log = view.log(kind);
        let entry = log.first()?;
        if *kind != "news2" {
            return Some(said(entry));
        }
        let score = computed::news2(entry)?;
        let usual = entry.part("usual").and_then(|text| text.parse::<u8>().ok());
        let above = usual.map_or(score.total() >= NEWS2_LOOK, |usual| score.total() > usual);
        (above || score.has_three()).then(|| Said {
            words: line(&match usual {
                Some(usual) => format!("Total {}, usually {usual}", score.total()),
                None => format!("Total {}", score.total()),
            }),
            ..said(entry)
        })
    });
    newest.collect()
}

fn phase(view: &RecordView) -> Option<Said> {
    let log = view.log("phase");
    let newest = log.first().filter(|_| !computed::has_died(view))?;
    let code = newest.part("phase")?;
    PHASES.contains(&code.as_str()).then(|| said(newest))
}

fn stock(view: &RecordView) -> Option<Stock> {
    if computed::has_died(view) {
        return None;
    }
    let reading = view.one("box");
    let boxes: Vec<&EntryView> = reading
        .values()
        .iter()
        .map(|agreed| &agreed.value)
        .collect();
    let issued = boxes
        .iter()
        .find(|entry| entry.part("issued").as_deref() == Some("box_issued"));
    let medicines = computed::stock(view);
    if issued.is_none() && (!boxes.is_empty() || medicines.iter().all(|each| each.balance == 0)) {
        return None;
    }
    let there = medicines
        .iter()
        .filter(|each| each.balance != 0 || each.counted.is_some());
    let counts: Option<Vec<i64>> = there
        .map(|each| each.counted.and_then(|counted| counted.at_ms))
        .collect();
    let wrong = medicines.iter().filter(|each| each.is_wrong()).map(|each| {
        each.counted.map_or_else(
            || format!("{}: more is gone than came", each.medicine),
            |counted| {
                format!(
                    "{}: counted {}, should have been {}",
                    each.medicine, counted.count, counted.expected
                )
            },
        )
    });
    let supplied = view
        .log("supply")
        .last()
        .and_then(|entry| entry.happened_ms());
    let places: Vec<String> = boxes
        .iter()
        .filter_map(|entry| entry.part("location"))
        .collect();
    Some(Stock {
        id: issued.map(|entry| entry.id.to_string()).unwrap_or_default(),
        place: places.join(" / "),
        since_ms: issued.and_then(|entry| entry.happened_ms()).or(supplied),
        counted_ms: counts.and_then(|counts| counts.into_iter().min()),
        wrong: wrong.collect(),
        by: issued.and_then(|entry| entry.by.as_ref()).map(By::of),
    })
}

fn pumps(view: &RecordView) -> Vec<Pump> {
    if computed::has_died(view) {
        return Vec::new();
    }
    let running = |kind: &str| {
        let mut items = view.items(kind);
        items.retain(|item| {
            let values = item.reading.values();
            values
                .iter()
                .any(|agreed| agreed.value.part("status").as_deref() != Some("stopped"))
        });
        items
    };
    let pumps = running("pump");
    // What is prescribed runs, also where nobody has written in which pump.
    let found = if pumps.is_empty() {
        running("pump_prescription")
    } else {
        pumps
    };
    let alone = found.len() == 1;
    let checks = view.log("pump_check");
    let pumps = found.iter().filter_map(|item| {
        let values = item.reading.values();
        let first = &values.first()?.value;
        let of_this = |check: &&&EntryView| {
            let named = check.part("pump");
            alone
                || values
                    .iter()
                    .any(|agreed| named.as_deref() == Some(agreed.value.id.as_str()))
        };
        let check = checks.iter().find(of_this);
        let every = values
            .iter()
            .filter_map(|agreed| agreed.value.part("check_every"));
        Some(Pump {
            id: first.id.to_string(),
            words: if item.reading.is_several() {
                String::new()
            } else {
                line(&first.part("number").unwrap_or_else(|| in_one_line(first)))
            },
            // Of two intervals the shorter: a check too many harms nobody.
            every_hours: every.filter_map(|text| text.parse().ok()).min(),
            checked_ms: check.and_then(|check| check.happened_ms()),
            since_ms: first.happened_ms(),
            next_syringe_ms: check.and_then(|check| moment(check, "next_due")),
            by: check.and_then(|check| check.by.as_ref()).map(By::of),
        })
    });
    pumps.collect()
}

fn versions(conflict: &Conflict) -> u32 {
    u32::try_from(conflict.open.len()).unwrap_or(u32::MAX)
}

fn dispute(conflict: &Conflict) -> Option<Dispute> {
    let kind = entry_kind(&conflict.line)?;
    let first = conflict.open.iter().map(|entry| &entry.id).min()?;
    Some(Dispute {
        id: first.to_string(),
        section: kind.section.to_owned(),
        label: kind.label.to_owned(),
        meanwhile: kind.meanwhile.to_owned(),
        alarming: conflict.class == MergeClass::Alarm,
        versions: versions(conflict),
        by: conflict
            .open
            .iter()
            .filter_map(|entry| entry.by.as_ref())
            .map(By::of)
            .collect(),
    })
}

fn questions(view: &RecordView) -> Vec<Said> {
    let answered: Vec<String> = view
        .log("feedback_answer")
        .iter()
        .filter_map(|answer| answer.part("of"))
        .collect();
    let open = view.log("feedback").into_iter();
    let open = open.filter(|question| !answered.iter().any(|id| id == question.id.as_str()));
    open.map(|question| Said {
        words: line(
            &question
                .part("text")
                .unwrap_or_else(|| in_one_line(question)),
        ),
        ..said(question)
    })
    .collect()
}

/// Of a line in dispute the dispute is what is to be settled first; it has a place of its own.
fn to_endorse(view: &RecordView) -> Vec<Said> {
    let suggestions = view.suggestions().into_iter().map(|entry| Said {
        words: format!("Suggested: {}", line(&in_one_line(entry))),
        ..said(entry)
    });
    let copies = view
        .entries()
        .filter(|entry| entry.standing == Standing::Open && view.awaits_second_person(entry));
    let copies = copies.map(|entry| Said {
        words: "Not yet checked by a second person".to_owned(),
        ..said(entry)
    });
    suggestions.chain(copies).collect()
}

/// What all who care for the person may read of a register; where people disagree, all of it.
pub(in crate::desk) fn shared_words(view: &RecordView, name: &str) -> String {
    let all: Vec<String> = view
        .field(name)
        .values()
        .iter()
        .filter(|agreed| agreed.value.sheet.kind == SheetKind::Shared)
        .filter_map(|agreed| agreed.value.statement.answer.value())
        .map(line)
        .collect();
    all.join(" / ")
}

fn address(view: &RecordView) -> String {
    let of = |name: &str| shared_words(view, name);
    let room = of("home.room");
    let parts = [
        of("home.care_home_name"),
        if room.is_empty() {
            room
        } else {
            format!("room {room}")
        },
        of("person.address"),
        of("person.postcode"),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
