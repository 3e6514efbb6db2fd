//! Section by section: its lines, their parts and their choices.

use super::table::{code, or_dash, table};
use care_record::{
    Cardinality, Code, EntryKind, FieldDeclaration, Freshness, MergeClass, Origin, Part, PartType,
    Record, RecordId, Role, SectionDeclaration, SheetKind, TwoPeople, entry_kinds, fields,
    sections as all_sections,
};

pub(crate) fn introduction() -> String {
    let parts: usize = entry_kinds().map(|kind| kind.parts.len()).sum();
    let empty = Record::new(RecordId::from_bytes([0; 16])).view(&|_| None);
    let key_items: Vec<&str> = empty
        .key_items()
        .iter()
        .map(|(item, _)| item.label)
        .collect();
    format!(
        "# The record

This page is made from the declarations in `care-record/src/declare` by
`care-record/tests/record/page.rs`, and a test fails when the two differ. To
change a line of the record, change its declaration and make the page anew with
`ALONGSIDE_BLESS=1 cargo test -p care-record --test record`.

A record has {sections} sections. In them stand {fields} registers, plain facts
that may be set again, and {kinds} kinds of entry with {parts} parts between
them. An entry is never changed: a later one replaces it by name
([words.md](words.md)).

- **No question forces a false answer.** Every question with choices also takes
  “Not known”, “Not asked” and “Does not apply”, and, where none of its choices
  fits, the writer's own words. Nothing but the part marked *needed* has to be
  filled in, and a whole entry may be a non-answer.
- A part marked *narrow* is read only by those who may read what is withheld, on
  whichever sheet it stands.
- **Written** means written, replaced and corrected. **Copied** means copied from
  paper: it stands beside what is there and replaces nothing. **Suggested** means
  that it waits until somebody who may write takes it up. A register takes no
  suggestions.
- **Where a line comes from** stands at its right: *SCCI* with the number of an
  item of SCCI 1580 v4.0, or *PRSB* with the path of an element of the PRSB
  standard for palliative and end of life care v1.1. A dash means that the line
  is our own.
- SNOMED CT ids stand where a source names one; the others wait for a
  terminologist.

The smallest useful record has ten items: {key_items}.

",
        sections = all_sections().len(),
        fields = fields().count(),
        kinds = entry_kinds().count(),
        key_items = key_items.join(", "),
    )
}

pub(crate) fn sections() -> String {
    let sections = all_sections().iter().enumerate();
    sections.map(|(at, section)| one(at, section)).collect()
}

fn one(at: usize, section: &SectionDeclaration) -> String {
    let mut page = format!(
        "## {at} · {}\n\n`{}`. {}\n\n",
        section.title,
        section.name,
        freshness(section.fresh)
    );
    if !section.fields.is_empty() {
        page +=
            "### Registers\n\nTwo values written apart are both shown; the history is kept.\n\n";
        page += &table(
            &["line", "name", "holds", "written by", "sheet", "from"],
            section.fields.iter().map(register),
        );
    }
    page += &section.kinds.iter().map(entry).collect::<String>();
    page + &choices(section)
}

fn freshness(fresh: Freshness) -> String {
    match fresh {
        Freshness::Stays => "What it says does not age.".into(),
        Freshness::Days { amber, red } => {
            format!("Fresh for {amber} days, then amber, and red after {red} days.")
        }
        Freshness::Review => "Amber fourteen days before the review date of its decision and red \
             after it; the decision stands."
            .into(),
    }
}

fn register(field: &FieldDeclaration) -> Vec<String> {
    vec![
        field.label.into(),
        code(field.name),
        holds(&field.kind),
        field.rule.who(),
        sheet(field.sheet).into(),
        from(field.origin),
    ]
}

fn entry(kind: &EntryKind) -> String {
    let mut facts = vec![differs(kind), format!("Written by {}.", kind.rule.who())];
    let mut also = |verb: &str, roles: &[Role]| {
        if !roles.is_empty() {
            let words: Vec<&str> = roles.iter().map(|role| role.words()).collect();
            facts.push(format!("{verb} {}.", words.join(", ")));
        }
    };
    also("Copied from paper by", kind.rule.transcribe);
    also("Suggested by", kind.rule.suggest);
    facts.push(format!("Sheet: {}.", sheet(kind.sheet)));
    facts.push(second_person(kind.two_people).into());
    if !kind.origin.is_empty() {
        facts.push(format!("From {}.", from(kind.origin)));
    }
    let facts: String = facts
        .iter()
        .filter(|fact| !fact.is_empty())
        .map(|fact| format!("- {fact}\n"))
        .collect();
    format!("### {}\n\n{}\n\n{facts}\n", kind.label, code(kind.name))
        + &table(
            &["part", "name", "holds", "from"],
            kind.parts.iter().map(part),
        )
}

fn part(part: &Part) -> Vec<String> {
    let needed = if part.required { ", *needed*" } else { "" };
    let narrow = if part.narrow { ", *narrow*" } else { "" };
    vec![
        part.label.into(),
        code(part.name),
        holds(&part.kind) + needed + narrow,
        from(part.origin),
    ]
}

fn holds(kind: &PartType) -> String {
    match kind {
        PartType::Text(most) => format!("a line of up to {most} characters"),
        PartType::LongText(most) => format!("words, up to {most} characters"),
        PartType::Machine(most) => format!("for machines only, up to {most} characters"),
        PartType::Date => "date".into(),
        PartType::DateOr(codes) => {
            let words: Vec<&str> = codes.iter().map(|code| code.words).collect();
            format!("date, or “{}”", words.join("”, “"))
        }
        PartType::Choice(_) => "one choice".into(),
        PartType::Choices(_) => "any of its choices".into(),
        PartType::YesNo => "yes or no".into(),
        PartType::NhsNumber => "NHS number with a right check digit".into(),
        PartType::Number(least, most, decimals, unit) => {
            let decimals = match decimals {
                0 => "",
                1 => ", one decimal",
                _ => ", two decimals",
            };
            let space = if unit.is_empty() { "" } else { " " };
            format!("number, {least} to {most}{space}{unit}{decimals}")
        }
        PartType::PartDate => "year, month or day".into(),
        PartType::Moment => "date and time".into(),
        PartType::EntryRef(kind) => format!("one of `{kind}`"),
        PartType::RecordRef => "another record".into(),
    }
}

fn differs(kind: &EntryKind) -> String {
    let how_many = match kind.cardinality {
        Cardinality::One => "One can be true",
        Cardinality::Many => "Any number",
    };
    match kind.class {
        MergeClass::Alarm => format!(
            "{how_many}. Where people differ, every version stands in alarm colour and nowhere a \
             single value. Meanwhile: “{}”",
            kind.meanwhile
        ),
        MergeClass::Surfaced => {
            format!("{how_many}. Where people differ, every version is shown, newest first.")
        }
        MergeClass::Register => format!("{how_many}. All values written apart are shown."),
        MergeClass::Log => {
            format!("{how_many}. What happened: all are shown, none replaces another.")
        }
    }
}

fn second_person(rule: TwoPeople) -> &'static str {
    match rule {
        TwoPeople::Never => "",
        TwoPeople::ToCopy => "A copy from paper is marked until a second person has confirmed it.",
        TwoPeople::ToUnmark => "Marking it as entered in error takes two people.",
        TwoPeople::ToCount => "It counts only when a second person has confirmed it.",
    }
}

fn sheet(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Shared => "shared",
        SheetKind::Restricted => "restricted",
        SheetKind::Local => "local",
    }
}

fn from(origins: &[Origin]) -> String {
    let words: Vec<String> = origins
        .iter()
        .map(|origin| match origin {
            Origin::Scci(number) => format!("SCCI {number}"),
            Origin::Prsb(path) => format!("PRSB {path}"),
        })
        .collect();
    or_dash(words.join("; "))
}

/// The value sets of a section, each once with every question that it answers.
fn choices(section: &SectionDeclaration) -> String {
    let of_fields = section
        .fields
        .iter()
        .map(|field| (field.name.to_owned(), field.kind));
    let of_parts = section.kinds.iter().flat_map(|kind| {
        let name = move |part: &Part| format!("{}.{}", kind.name, part.name);
        kind.parts.iter().map(move |part| (name(part), part.kind))
    });
    let mut sets: Vec<(&[Code], Vec<String>)> = Vec::new();
    for (line, kind) in of_fields.chain(of_parts) {
        let (PartType::Choice(codes) | PartType::Choices(codes) | PartType::DateOr(codes)) = kind
        else {
            continue;
        };
        match sets.iter_mut().find(|(known, _)| *known == codes) {
            Some((_, lines)) => lines.push(code(&line)),
            None => sets.push((codes, vec![code(&line)])),
        }
    }
    if sets.is_empty() {
        return String::new();
    }
    let rows = sets.into_iter().flat_map(|(codes, lines)| {
        codes.iter().enumerate().map(move |(at, choice)| {
            let question = if at == 0 {
                lines.join(", ")
            } else {
                String::new()
            };
            vec![
                question,
                code(choice.code),
                choice.words.into(),
                or_dash(choice.snomed.unwrap_or_default().into()),
            ]
        })
    });
    let head = ["question", "code", "words", "SNOMED CT"];
    format!("### Choices in “{}”\n\n", section.title) + &table(&head, rows)
}
