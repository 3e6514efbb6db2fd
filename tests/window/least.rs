//! The least that can be said in a line, found from its declaration, and how it is put into the form on screen.

use alongside_tests::window::{Part, Window};
use care_record::{
    Cardinality, EntryKind, FieldDeclaration, MergeClass, PartType, SectionDeclaration,
};

/// Choices that still stand side by side; more are a list.
const MOST_RADIOS: usize = 6;
const DAY: [&str; 3] = ["4", "3", "2026"];

/// What is put into one part.
#[derive(Debug, Clone)]
enum Put {
    Words(String),
    Choice(&'static str),
    Listed(&'static str),
    Day,
    Now,
}

/// One line with its least words.
#[derive(Debug, Clone)]
pub(crate) struct Least {
    pub(crate) line: &'static str,
    opens: &'static str,
    parts: Vec<(&'static str, Put)>,
}

/// The first register of a section and its first entry, list and log.
pub(crate) fn of_each_shape(section: &SectionDeclaration) -> Vec<Least> {
    let one = |kind: &&EntryKind| kind.cardinality == Cardinality::One;
    let log = |kind: &&EntryKind| kind.class == MergeClass::Log;
    let kinds = || section.kinds.iter().filter(|kind| stands_alone(kind));
    let entry = kinds().find(|kind| one(kind));
    let list = kinds().find(|kind| !one(kind) && !log(kind));
    let logged = kinds().find(|kind| !one(kind) && log(kind));
    let entry = entry.map(|kind| of_kind(kind, "change"));
    let items = [list, logged].into_iter().flatten();
    let items = items.map(|kind| of_kind(kind, "add"));
    let register = section.fields.first().map(of_field);
    register.into_iter().chain(entry).chain(items).collect()
}

/// Can it be said before anything else has been?
fn stands_alone(kind: &EntryKind) -> bool {
    let refers = |kind: &PartType| matches!(kind, PartType::EntryRef(_) | PartType::RecordRef);
    let mut needed = kind.parts.iter().filter(|part| part.required);
    needed.all(|part| !refers(&part.kind))
}

fn of_field(field: &FieldDeclaration) -> Least {
    Least {
        line: field.name,
        opens: "change",
        parts: put(field.name, &field.kind)
            .map(|put| ("value", put))
            .into_iter()
            .collect(),
    }
}

fn of_kind(kind: &EntryKind, opens: &'static str) -> Least {
    let filled = |required: bool| {
        let parts = kind
            .parts
            .iter()
            .filter(move |part| part.required == required);
        parts.filter_map(|part| Some((part.name, put(kind.name, &part.kind)?)))
    };
    let mut parts: Vec<_> = filled(true).collect();
    if parts.is_empty() {
        parts.extend(filled(false).next());
    }
    Least {
        line: kind.name,
        opens,
        parts,
    }
}

fn put(line: &str, kind: &PartType) -> Option<Put> {
    Some(match kind {
        PartType::Text(most) | PartType::LongText(most) => {
            let words = format!("Said of {}", line.replace(['_', '.'], " "));
            Put::Words(words.chars().take(*most).collect())
        }
        PartType::NhsNumber => Put::Words("9990000018".to_owned()),
        PartType::Number(least, ..) => Put::Words(least.to_string()),
        PartType::Choice(codes) if codes.len() > MOST_RADIOS => Put::Listed(codes.first()?.code),
        PartType::Choice(codes) | PartType::Choices(codes) => Put::Choice(codes.first()?.code),
        PartType::YesNo => Put::Choice("yes"),
        PartType::Date | PartType::DateOr(_) | PartType::PartDate => Put::Day,
        PartType::Moment => Put::Now,
        PartType::Machine(_) | PartType::EntryRef(_) | PartType::RecordRef => return None,
    })
}

impl Least {
    /// Is this what was said?
    pub(crate) fn is_kept(&self, parts: &serde_json::Value) -> bool {
        self.parts.iter().all(|(name, put)| {
            let kept = parts[*name].as_str().unwrap_or_default();
            match put {
                Put::Words(words) => kept == words,
                Put::Choice(code) | Put::Listed(code) => kept == *code,
                Put::Day => kept == "2026-03-04",
                Put::Now => kept.starts_with("20") && kept.contains('T'),
            }
        })
    }

    /// Writes it in the section that is open.
    pub(crate) async fn write(&self, window: &Window) {
        let line = self.line;
        window
            .press(&format!("{}-{line}", self.opens))
            .await
            .unwrap();
        for (name, put) in &self.parts {
            let part = match put {
                Put::Words(words) => Part::Words(name, words),
                Put::Choice(code) => Part::Choice(name, code),
                Put::Listed(code) => Part::Listed(name, code),
                Put::Day => Part::Day(name, DAY),
                Put::Now => Part::Now(name),
            };
            window.fill(&[part]).await.unwrap();
        }
        if line.contains('.') {
            window.press(&format!("done-{line}")).await.unwrap();
        } else {
            window.press("save").await.unwrap();
            window.gone(&format!("form-{line}")).await.unwrap();
        }
        window.saved(line).await.unwrap();
    }
}
