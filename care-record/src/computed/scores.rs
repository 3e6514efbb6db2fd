//! Totals of scales, shown with their parts so that anyone can add them up by hand.
//!
//! NEWS2 is reproduced from the Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017.

use crate::EntryView;

/// A NEWS2 total with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News2 {
    /// Name of the part and its score, in the order of the chart. A part that was not measured is not here.
    pub parts: Vec<(&'static str, u8)>,
    /// Was everything measured? A total of fewer parts is too low.
    pub complete: bool,
}

impl News2 {
    /// Sum of the parts.
    #[must_use]
    pub fn total(&self) -> u8 {
        self.parts.iter().map(|(_, score)| score).sum()
    }

    /// Does a single part score three?
    #[must_use]
    pub fn has_three(&self) -> bool {
        self.parts.iter().any(|(_, score)| *score == 3)
    }
}

/// Bands of a measurement: up to and including this value, this score. What lies above all of them scores the last.
type Bands = (&'static [(f64, u8)], u8);

const RESPIRATION: Bands = (&[(8.0, 3), (11.0, 1), (20.0, 0), (24.0, 2)], 3);
const SPO2_SCALE_1: Bands = (&[(91.0, 3), (93.0, 2), (95.0, 1)], 0);
const SPO2_SCALE_2_ON_AIR: Bands = (&[(83.0, 3), (85.0, 2), (87.0, 1)], 0);
const SPO2_SCALE_2_ON_OXYGEN: Bands = (
    &[
        (83.0, 3),
        (85.0, 2),
        (87.0, 1),
        (92.0, 0),
        (94.0, 1),
        (96.0, 2),
    ],
    3,
);
const SYSTOLIC: Bands = (&[(90.0, 3), (100.0, 2), (110.0, 1), (219.0, 0)], 3);
const PULSE: Bands = (
    &[(40.0, 3), (50.0, 1), (90.0, 0), (110.0, 1), (130.0, 2)],
    3,
);
const TEMPERATURE: Bands = (&[(35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1)], 2);

fn band((bands, above): Bands, value: f64) -> u8 {
    bands
        .iter()
        .find(|(most, _)| value <= *most)
        .map_or(above, |(_, score)| *score)
}

/// The NEWS2 of a set of vital signs; `None` where nothing was measured.
#[must_use]
pub fn news2(entry: &EntryView) -> Option<News2> {
    let number = |part: &str| entry.part(part)?.parse::<f64>().ok();
    let oxygen = entry.part("oxygen");
    let on_oxygen = oxygen.as_deref() == Some("oxygen");
    let spo2 = match (entry.part("spo2_scale").as_deref(), on_oxygen) {
        (Some("2"), true) => SPO2_SCALE_2_ON_OXYGEN,
        (Some("2"), false) => SPO2_SCALE_2_ON_AIR,
        _ => SPO2_SCALE_1,
    };
    let measured =
        |part: &'static str, bands: Bands| number(part).map(|value| (part, band(bands, value)));
    let awake = entry.part("consciousness");
    let all = [
        measured("respiration", RESPIRATION),
        measured("spo2", spo2),
        oxygen.map(|_| ("oxygen", if on_oxygen { 2 } else { 0 })),
        measured("systolic", SYSTOLIC),
        measured("pulse", PULSE),
        awake.map(|code| ("consciousness", if code == "A" { 0 } else { 3 })),
        measured("temperature", TEMPERATURE),
    ];
    let parts: Vec<_> = all.iter().flatten().copied().collect();
    (!parts.is_empty()).then_some(News2 {
        complete: parts.len() == all.len(),
        parts,
    })
}

/// Total of an Abbey assessment and what it is called; `None` where nothing was scored.
#[must_use]
pub fn abbey(entry: &EntryView) -> Option<(u8, &'static str)> {
    let scored: Vec<u8> = [
        "voice",
        "face",
        "body_language",
        "behaviour",
        "physiological",
        "physical",
    ]
    .iter()
    .filter_map(|part| entry.part(part)?.parse().ok())
    .collect();
    let total = scored.iter().sum();
    let words = match total {
        0..=2 => "no pain",
        3..=7 => "mild",
        8..=13 => "moderate",
        _ => "severe",
    };
    (!scored.is_empty()).then_some((total, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every edge of the chart: a value, and its score.
    #[test]
    fn scores_change_exactly_at_the_edges_of_the_chart() {
        let edges: &[(Bands, &[(f64, u8)])] = &[
            (
                RESPIRATION,
                &[
                    (8.0, 3),
                    (9.0, 1),
                    (11.0, 1),
                    (12.0, 0),
                    (20.0, 0),
                    (21.0, 2),
                    (24.0, 2),
                    (25.0, 3),
                ],
            ),
            (
                SPO2_SCALE_1,
                &[
                    (91.0, 3),
                    (92.0, 2),
                    (93.0, 2),
                    (94.0, 1),
                    (95.0, 1),
                    (96.0, 0),
                    (100.0, 0),
                ],
            ),
            (
                SPO2_SCALE_2_ON_AIR,
                &[
                    (83.0, 3),
                    (84.0, 2),
                    (85.0, 2),
                    (86.0, 1),
                    (87.0, 1),
                    (88.0, 0),
                    (93.0, 0),
                    (97.0, 0),
                ],
            ),
            (
                SPO2_SCALE_2_ON_OXYGEN,
                &[
                    (83.0, 3),
                    (84.0, 2),
                    (86.0, 1),
                    (88.0, 0),
                    (92.0, 0),
                    (93.0, 1),
                    (94.0, 1),
                    (95.0, 2),
                    (96.0, 2),
                    (97.0, 3),
                ],
            ),
            (
                SYSTOLIC,
                &[
                    (90.0, 3),
                    (91.0, 2),
                    (100.0, 2),
                    (101.0, 1),
                    (110.0, 1),
                    (111.0, 0),
                    (219.0, 0),
                    (220.0, 3),
                ],
            ),
            (
                PULSE,
                &[
                    (40.0, 3),
                    (41.0, 1),
                    (50.0, 1),
                    (51.0, 0),
                    (90.0, 0),
                    (91.0, 1),
                    (110.0, 1),
                    (111.0, 2),
                    (130.0, 2),
                    (131.0, 3),
                ],
            ),
            (
                TEMPERATURE,
                &[
                    (35.0, 3),
                    (35.1, 1),
                    (36.0, 1),
                    (36.1, 0),
                    (38.0, 0),
                    (38.1, 1),
                    (39.0, 1),
                    (39.1, 2),
                ],
            ),
        ];
        for (bands, values) in edges {
            for (value, score) in *values {
                assert_eq!(band(*bands, *value), *score, "{value} in {bands:?}");
            }
        }
    }
}
