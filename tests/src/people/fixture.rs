//! People written by hand, in a form that a nurse can read.
//!
//! ```text
//! Walter Pryor, 82: heart failure, alone at home          the first line says who this is
//!
//! @sam  Sam Bell | district nurse | Fen Community Nursing | Elyham team | 99X0001E
//!
//! 2026-03-02 14:10 sam                                    one save: when and by whom
//!   person.phone: 01632 960 110                           a field
//!   allergy #pen: Penicillin                              an entry; its name here is #pen
//!     reaction: Rash                                      a part of it
//!     basis: said by the person                           what every entry may have
//!   allergy: (in error) #pen                              takes #pen back
//! 2026-03-02 16:00 asha on restricted, unseen #pen        chosen sheet; had not seen #pen
//! ```
//!
//! What is indented by six or more goes on with the line above. A choice is written by its code or its words, several are
//! parted by commas. `replaces:` and `confirms:` name entries, `(as before)` repeats what is confirmed. `suggested: yes`,
//! `effective:` and `remark:` stand where they apply. `(not known)`, `(not asked)` and `(does not apply)` are answers,
//! `(in words) …` is said in place of a choice. Times are UTC.

mod entry;
mod lines;

use super::{Author, Saying, Told};
use anyhow::{Context, Result, bail, ensure};
use care_record::{Edit, EntryId, Role, SheetKind};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use entry::{Labelled, enter, set};
use lines::{Line, lines};

/// The people of `tests/people`, by name of the file.
///
/// # Errors
/// When a file cannot be read or says something that cannot be.
pub fn by_hand() -> Result<Vec<Told>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("people");
    let mut places: Vec<_> = fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|place| place.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    places.sort();
    places
        .iter()
        .map(|place| {
            let key = place.file_stem().unwrap_or_default().to_string_lossy();
            read(&key, &fs::read_to_string(place)?)
        })
        .collect()
}

/// One person from the text of a file.
///
/// # Errors
/// When a line does not say what it should; the error names it.
pub fn read(key: &str, text: &str) -> Result<Told> {
    let mut told = Told {
        key: key.to_owned(),
        title: String::new(),
        sayings: Vec::new(),
    };
    let mut staff: BTreeMap<String, Author> = BTreeMap::new();
    let mut labels = Labelled::new(key);
    for line in lines(text) {
        let number = line.number;
        one(&line, &mut told, &mut staff, &mut labels)
            .with_context(|| format!("{key}, line {number}: {}", line.words))?;
    }
    Ok(told)
}

fn one(
    line: &Line,
    told: &mut Told,
    staff: &mut BTreeMap<String, Author>,
    labels: &mut Labelled,
) -> Result<()> {
    if line.inner {
        let saying = told.sayings.last_mut().context("nobody says this")?;
        let (name, value) = line.words.split_once(':').context("no colon")?;
        let edit: Edit = if name.contains('.') {
            set(name, value.trim(), &line.parts)?
        } else {
            enter(name, value.trim(), &line.parts, labels)?
        };
        care_record::validate_edit(&edit, saying.by.role)?;
        saying.edits.push(edit);
    } else if told.title.is_empty() {
        told.title.clone_from(&line.words);
    } else if let Some(words) = line.words.strip_prefix('@') {
        let author = author(words)?;
        staff.insert(author.key.clone(), author);
    } else {
        let saying = saying(&line.words, staff, labels)?;
        let last = told.sayings.last().map_or(i64::MIN, |last| last.at_ms);
        ensure!(last <= saying.at_ms, "said before what stands above it");
        told.sayings.push(saying);
    }
    Ok(())
}

/// `sam  Sam Bell | district nurse | organisation | site | registration`
fn author(words: &str) -> Result<Author> {
    let (key, rest) = words.split_once(' ').context("no name")?;
    let parts: Vec<&str> = rest.split('|').map(str::trim).collect();
    let (name, role, organisation, site, registration) = match parts.as_slice() {
        [name, role, organisation, site] => (name, role, organisation, site, None),
        [name, role, organisation, site, number] => {
            (name, role, organisation, site, Some((*number).to_owned()))
        }
        _ => bail!("name | role | organisation | site | registration"),
    };
    let role = Role::ALL.iter().copied().find(|one| one.words() == *role);
    Ok(Author {
        key: key.to_owned(),
        name: (*name).to_owned(),
        role: role.context("no such role")?,
        registration,
        organisation: (*organisation).to_owned(),
        site: (*site).to_owned(),
    })
}

/// `2026-03-02 14:10 sam on restricted, unseen #pen #cpr`
fn saying(words: &str, staff: &BTreeMap<String, Author>, labels: &Labelled) -> Result<Saying> {
    let mut parts = words.split([' ', ',']).filter(|word| !word.is_empty());
    let (day, time) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let at = chrono::NaiveDateTime::parse_from_str(&format!("{day} {time}"), "%Y-%m-%d %H:%M")?;
    let key = parts.next().context("nobody named")?;
    let mut sheet = None;
    let mut unseen: Vec<EntryId> = Vec::new();
    while let Some(word) = parts.next() {
        match word {
            "on" => {
                sheet = Some(match parts.next() {
                    Some("restricted") => SheetKind::Restricted,
                    Some("local") => SheetKind::Local,
                    _ => bail!("on restricted, or on local"),
                });
            }
            "unseen" => {}
            label => unseen.push(labels.find(label)?),
        }
    }
    Ok(Saying {
        by: staff.get(key).cloned().context("who is that?")?,
        at_ms: at.and_utc().timestamp_millis(),
        edits: Vec::new(),
        sheet,
        unseen,
    })
}
