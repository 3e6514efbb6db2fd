//! What was measured: a line for each score, with what happened meanwhile, and nothing said of what it means.

use super::banner::banner;
use super::scores::{Score, Scored, scored};
use super::tables::tables;
use super::value::{said_by, words};
use super::{Viewer, rfc3339, when};
use crate::api::{Chart, ChartMark, ChartPoint, Charts};
use care_record::{EntryKind, EntryView, RecordView, entry_kind, section};
use std::collections::BTreeMap;
use store::workstation::Person;

/// The section that holds what is measured.
const MEASURED: &str = "assessments";
/// The axis of a weight ends at such a number.
const ROUND: f64 = 10.0;

/// Every score that was taken, and every table.
pub(crate) fn charts(view: &RecordView, person: Option<&Person>, viewer: &Viewer<'_>) -> Charts {
    let happened = happened(view);
    let declared = section(MEASURED).map_or(&[][..], |section| section.kinds);
    let all = declared
        .iter()
        .filter_map(|kind| Some((kind, scored(kind.name)?)));
    let charts = all.flat_map(|(kind, scored)| {
        let series = series(kind, scored, view);
        series
            .into_iter()
            .filter_map(|series| series.chart(&happened, viewer))
            .collect::<Vec<_>>()
    });
    Charts {
        banner: banner(view, person, viewer),
        charts: charts.collect(),
        tables: tables(view, viewer),
    }
}

/// What is drawn as one line.
struct Series<'a> {
    kind: &'static EntryKind,
    scored: Scored,
    name: String,
    title: String,
    /// Oldest first, each with its moment.
    entries: Vec<(i64, &'a EntryView, Score)>,
}

/// The lines of a kind: one, or one for each tool. Only what stands is drawn.
fn series<'a>(kind: &'static EntryKind, scored: Scored, view: &'a RecordView) -> Vec<Series<'a>> {
    let mut lines: BTreeMap<String, Series<'a>> = BTreeMap::new();
    for entry in view.log(kind.name).into_iter().rev() {
        let (Some(at), Some(score)) = (entry.happened_ms(), scored.score(kind, entry)) else {
            continue;
        };
        let tool = match scored {
            Scored::PartOfEach(_) => tool(entry),
            _ => String::new(),
        };
        let line = lines
            .entry(tool.to_lowercase())
            .or_insert_with_key(|key| Series {
                kind,
                scored,
                name: [kind.name, key].join(" ").trim_end().to_owned(),
                title: if tool.is_empty() {
                    kind.label.to_owned()
                } else {
                    tool.clone()
                },
                entries: Vec::new(),
            });
        line.entries.push((at, entry, score));
    }
    lines.into_values().collect()
}

/// Totals of one tool, and of one version of it, can be compared; others not.
fn tool(entry: &EntryView) -> String {
    let parts = ["tool", "version"].iter();
    let words = parts
        .filter_map(|part| entry.part(part))
        .collect::<Vec<_>>();
    let words = words.join(" ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Series<'_> {
    fn chart(self, happened: &[Happened], viewer: &Viewer<'_>) -> Option<Chart> {
        let from = self.entries.first().map(|(at, ..)| *at)?;
        let points: Vec<ChartPoint> = self
            .entries
            .iter()
            .filter(|(.., score)| score.whole)
            .map(|(at, entry, score)| ChartPoint {
                at: rfc3339(*at),
                when: when(*at, &viewer.now),
                value: score.value,
                words: score.words.clone(),
                source: said_by(entry, viewer),
            })
            .collect();
        let (low, high) = match self.scored.range(self.kind) {
            _ if points.is_empty() => return None,
            Some(ends) => ends,
            None => around(&points)?,
        };
        Some(Chart {
            marks: self.marks(happened, from, viewer),
            unit: self.scored.unit(self.kind).to_owned(),
            steps: self.scored.steps(self.kind),
            name: self.name,
            title: self.title,
            low,
            high,
            points,
        })
    }

    /// What happened since the first of them; of a total that lacks something, what there is of it.
    fn marks(&self, happened: &[Happened], from: i64, viewer: &Viewer<'_>) -> Vec<ChartMark> {
        let others = happened
            .iter()
            .filter(|other| other.at >= from && other.kind != self.kind.name)
            .map(|other| (other.at, other.words.clone()));
        let partial = self
            .entries
            .iter()
            .filter(|(.., score)| !score.whole)
            .map(|(at, _, score)| (*at, format!("Not in the line: {}", score.words)));
        let mut marks: Vec<(i64, String)> = others.chain(partial).collect();
        marks.sort();
        marks
            .into_iter()
            .map(|(at, words)| ChartMark {
                at: rfc3339(at),
                when: when(at, &viewer.now),
                words,
            })
            .collect()
    }
}

/// The round numbers below and above all points.
fn around(points: &[ChartPoint]) -> Option<(f64, f64)> {
    let values = || points.iter().map(|point| point.value);
    let low = (values().reduce(f64::min)? / ROUND).floor() * ROUND;
    let high = (values().reduce(f64::max)? / ROUND).ceil() * ROUND;
    Some((low, if high > low { high } else { low + ROUND }))
}

/// Something that happened while scores were taken.
struct Happened {
    at: i64,
    kind: &'static str,
    words: String,
}

fn happened(view: &RecordView) -> Vec<Happened> {
    let mut all = Vec::new();
    for (kind, say) in [
        ("administration", given as fn(&EntryView) -> Option<String>),
        ("fall", fall),
        ("pump_syringe", started),
    ] {
        let said = view.log(kind).into_iter();
        all.extend(said.filter_map(|entry| {
            let (at, words) = (entry.happened_ms()?, say(entry)?);
            Some(Happened { at, kind, words })
        }));
    }
    all.extend(phases(view));
    all
}

/// What was not wanted or left out was not given.
fn given(entry: &EntryView) -> Option<String> {
    if entry.part("outcome").is_some_and(|said| said != "given") {
        return None;
    }
    let medicine = entry.part("medicine")?;
    Some(match entry.part("dose") {
        Some(dose) => format!("Given: {medicine}, {dose}"),
        None => format!("Given: {medicine}"),
    })
}

fn fall(entry: &EntryView) -> Option<String> {
    // An answer that is none says of no fall.
    entry.part("what_happened")?;
    let injury = entry.part("injury").is_some_and(|said| said == "yes");
    Some(if injury { "Fall, with injury" } else { "Fall" }.to_owned())
}

fn started(entry: &EntryView) -> Option<String> {
    let started = entry.part("what").is_some_and(|what| what == "started");
    let contents = started.then(|| entry.part("contents")).flatten()?;
    Some(format!("Pump started: {contents}"))
}

/// Each phase of illness that differs from the one before.
fn phases(view: &RecordView) -> Vec<Happened> {
    let part = entry_kind("phase").and_then(|kind| kind.part("phase"));
    let mut before = None;
    let mut changes = Vec::new();
    for entry in view.log("phase").into_iter().rev() {
        let (Some(part), Some(at), Some(now)) = (part, entry.happened_ms(), entry.part("phase"))
        else {
            continue;
        };
        if before.as_ref().is_some_and(|before| *before != now) {
            changes.push(Happened {
                at,
                kind: "phase",
                words: format!("Phase of illness: {}", words(&part.kind, &now)),
            });
        }
        before = Some(now);
    }
    changes
}

#[cfg(test)]
mod tests;
