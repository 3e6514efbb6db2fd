//! What the two standards ask for and where each item is held.

use super::table::{code, table};
use care_record::standards::{Held, Obligation, StandardItem, prsb, scci};

pub(crate) fn page() -> String {
    let mut page = format!(
        "## SCCI 1580

The items of SCCI 1580 v4.0, *Palliative care co-ordination: core content*. {}

",
        count(scci().iter())
    );
    page += &table(
        &["item", "name", "status", "where"],
        scci().iter().zip(1..).map(|(item, number)| {
            vec![
                number.to_string(),
                item.name.into(),
                item.obligation.words().into(),
                held(item),
            ]
        }),
    );
    page += &format!(
        "## PRSB

The elements of the PRSB standard for palliative and end of life care v1.1. A
pair of a code and free text counts as one. Groups stand in bold: they are held
by what is below them. {}

",
        count(prsb().filter(|item| item.held != Held::ByElements))
    );
    let sections = prsb().filter(|item| !item.name.contains('/'));
    sections.fold(page, |page, section| page + &prsb_section(section))
}

fn prsb_section(section: &StandardItem) -> String {
    let below = format!("{}/", section.name);
    let rows = prsb().filter_map(|item| {
        let path = item.name.strip_prefix(&below)?;
        let name = match item.held {
            Held::ByElements => format!("**{path}**"),
            _ => path.to_owned(),
        };
        Some(vec![name, item.obligation.words().into(), held(item)])
    });
    let head = ["element", "status", "where"];
    let obligation = section.obligation.words();
    format!("### PRSB: {} ({obligation})\n\n", section.name) + &table(&head, rows)
}

fn held(item: &StandardItem) -> String {
    match item.held {
        Held::ByLines => {
            let lines: Vec<String> = item.lines().iter().map(|line| code(line)).collect();
            lines.join(", ")
        }
        Held::ByElements => String::new(),
        Held::Computed(how) => format!("computed: {how}"),
        Held::Absent(why) => format!("not held: {why}"),
    }
}

/// In one sentence for each status that occurs.
fn count<'a>(items: impl Iterator<Item = &'a StandardItem>) -> String {
    let items: Vec<&StandardItem> = items.collect();
    let all = [
        Obligation::Mandatory,
        Obligation::Required,
        Obligation::Optional,
    ];
    let sentences: Vec<String> = all
        .into_iter()
        .map(|obligation| {
            let of = || items.iter().filter(|item| item.obligation == obligation);
            let lines = of().filter(|item| item.held == Held::ByLines).count();
            let computed = of().filter(|item| matches!(item.held, Held::Computed(_)));
            let absent = of().filter(|item| matches!(item.held, Held::Absent(_)));
            format!(
                "Of {} {} items {lines} are held by lines, {} are computed and {} are not held.",
                of().count(),
                obligation.words(),
                computed.count(),
                absent.count()
            )
        })
        .collect();
    sentences.join(" ")
}
