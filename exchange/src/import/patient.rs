//! Patient: identity, address, telephone, language, and the people listed as contacts.

use std::collections::BTreeMap;

use care_record::{Answer, NhsNumber, Statement};

use super::cursor::Node;
use super::draft::{Draft, Words};
use super::reason::Reason;
use super::{contact, read};
use crate::codes;

/// Reads one Patient.
pub(crate) fn read(patient: &Node<'_>, draft: &mut Draft<'_>) {
    draft
        .claims
        .take_members(patient, &["resourceType", "id", "active"]);
    nhs_number(patient, draft);
    names(patient, draft);
    birth_date(patient, draft);
    gender(patient, draft);
    birth_sex(patient, draft);
    address(patient, draft);
    telecom(patient, draft);
    ethnicity(patient, draft);
    language(patient, draft);
    death(patient, draft);
    for one in patient.list("contact") {
        contact::read_listed(&one, draft);
    }
}

fn nhs_number(patient: &Node<'_>, draft: &mut Draft<'_>) {
    let of_nhs =
        |identifier: &Node<'_>| identifier.member_text("system") == Some(codes::NHS_NUMBER);
    let (current, old): (Vec<_>, Vec<_>) = patient
        .list("identifier")
        .into_iter()
        .filter(of_nhs)
        .partition(|identifier| read::is_current(identifier, draft.today));
    for identifier in &old {
        draft.claims.keep(identifier, Reason::NotCurrent);
    }
    let mut valid: BTreeMap<NhsNumber, Node<'_>> = BTreeMap::new();
    for identifier in current {
        match identifier.member_text("value").map(NhsNumber::parse) {
            Some(Ok(number)) if valid.contains_key(&number) => {
                draft.claims.keep(&identifier, Reason::OnlyOneKept);
            }
            Some(Ok(number)) => {
                valid.insert(number, identifier);
            }
            Some(Err(_)) => draft.claims.refuse(&identifier, Reason::BadNhsNumber),
            // A reason why there is no number, for example.
            None => {}
        }
    }
    let Some((number, identifier)) = valid.first_key_value().filter(|_| valid.len() == 1) else {
        for identifier in valid.values() {
            draft.claims.refuse(identifier, Reason::SeveralNhsNumbers);
        }
        return;
    };
    let extension = extension(identifier, codes::NHS_NUMBER_STATUS_EXTENSION);
    let concept = extension
        .as_ref()
        .and_then(|extension| extension.get("valueCodeableConcept"));
    let sent = concept
        .as_ref()
        .and_then(|concept| read::code_in(concept, codes::NHS_NUMBER_STATUS));
    let known =
        sent.filter(|code| matches!(*code, "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08"));
    // A number without a word on how sure the sender is of it is a number nobody has traced.
    let words = Words::default()
        .part("value", Some(number.digits()))
        .part("status", Some(known.unwrap_or("02")));
    let value = identifier.get("value");
    let system = identifier.get("system");
    let kind = identifier.get("use");
    let status = extension.filter(|_| known.is_some());
    let used: Vec<&Node<'_>> = [&value, &system, &kind, &status]
        .into_iter()
        .flatten()
        .collect();
    if draft.enter("nhs_number", words, identifier, &used) {
        draft.key.nhs_number = Some(number.digits().to_owned());
    }
}

fn names(patient: &Node<'_>, draft: &mut Draft<'_>) {
    // The name on official papers first, then the one in use, then any that is not marked as of
    // another sort.
    let place = |name: &Node<'_>| match name.member_text("use") {
        Some("official") => Some(0),
        Some("usual") => Some(1),
        None => Some(2),
        Some(_) => None,
    };
    let all = patient.list("name");
    let current: Vec<&Node<'_>> = all
        .iter()
        .filter(|name| read::is_current(name, draft.today))
        .collect();
    let main = current
        .iter()
        .copied()
        .filter(|name| place(name).is_some())
        .min_by_key(|name| place(name));
    let nickname = current
        .iter()
        .copied()
        .find(|name| name.member_text("use") == Some("nickname"));
    if let Some(name) = main {
        main_name(name, draft);
    }
    let called = nickname.and_then(|name| Some((name, read::called(name)?)));
    if let Some((name, words)) = called {
        draft.set("person.preferred_name", &words, &[name]);
    }
    for name in &all {
        let taken = [main, nickname]
            .into_iter()
            .flatten()
            .any(|taken| taken.path() == name.path());
        if !taken {
            let current = read::is_current(name, draft.today);
            draft.claims.keep(
                name,
                if current {
                    Reason::OnlyOneKept
                } else {
                    Reason::NotCurrent
                },
            );
        }
    }
}

fn main_name(name: &Node<'_>, draft: &mut Draft<'_>) {
    draft.claims.take_members(name, &["use"]);
    let family = name.get("family");
    let given = name.get("given");
    draft.key.family_name = enter_name(
        "family_name",
        family.as_ref(),
        name.member_text("family"),
        draft,
    );
    draft.key.given_names = enter_name(
        "given_names",
        given.as_ref(),
        read::given_names(name).as_deref(),
        draft,
    );
    if let (Some(node), Some(words)) = (name.get("prefix"), read::joined(name, "prefix", " ")) {
        draft.set("person.title", &words, &[&node]);
    }
    if family.is_some() || given.is_some() {
        return;
    }
    // Which word of a whole name is the family name is not for us to guess, and a record must have
    // a name: the whole of it stands where the family name would.
    match name.get("text") {
        Some(text) => {
            draft.key.family_name = enter_name("family_name", Some(&text), text.text(), draft)
        }
        None => draft.claims.refuse(name, Reason::NoName),
    }
}

/// Enters one part of the name; gives it back when it was taken.
fn enter_name(
    kind: &str,
    node: Option<&Node<'_>>,
    words: Option<&str>,
    draft: &mut Draft<'_>,
) -> Option<String> {
    let (node, words) = (node?, words?);
    let taken = draft.enter(
        kind,
        Words::default().part("value", Some(words)),
        node,
        &[node],
    );
    taken.then(|| words.to_owned())
}

fn birth_date(patient: &Node<'_>, draft: &mut Draft<'_>) {
    let Some(node) = patient.get("birthDate") else {
        return;
    };
    match node.text().map(|text| read::birth_date(text, draft.today)) {
        Some(Ok(day)) => {
            let day = day.format("%Y-%m-%d").to_string();
            if draft.enter(
                "birth_date",
                Words::default().part("value", Some(day.as_str())),
                &node,
                &[&node],
            ) {
                draft.key.birth_date = Some(day);
            }
        }
        Some(Err(Reason::PartialDate)) => draft.claims.keep(&node, Reason::PartialDate),
        Some(Err(reason)) => draft.claims.refuse(&node, reason),
        None => draft.claims.refuse(&node, Reason::ImpossibleDate),
    }
}

/// Administrative gender is what the person is registered as. It is not sex at birth, and never
/// fills that line.
fn gender(patient: &Node<'_>, draft: &mut Draft<'_>) {
    let Some(node) = patient.get("gender") else {
        return;
    };
    match node.text() {
        Some("unknown") => {
            draft.set_statement(
                "person.gender_identity",
                Statement::answer(Answer::NotKnown),
                &[&node],
            );
        }
        Some(gender @ ("male" | "female" | "other")) => {
            draft.set("person.gender_identity", gender, &[&node]);
        }
        _ => draft.claims.keep(&node, Reason::CodeNotKnown),
    }
}

fn birth_sex(patient: &Node<'_>, draft: &mut Draft<'_>) {
    let Some(extension) = extension(patient, codes::BIRTH_SEX_EXTENSION) else {
        return;
    };
    let concept = extension.get("valueCodeableConcept");
    let code = |system| {
        concept
            .as_ref()
            .and_then(|concept| read::code_in(concept, system))
    };
    let sex = match (code(codes::V3_GENDER), code(codes::V3_NULL)) {
        (Some("M"), None) => "1",
        (Some("F"), None) => "2",
        (Some("UN"), None) => "9",
        (None, Some("UNK")) => "X",
        _ => return draft.claims.keep(&extension, Reason::CodeNotKnown),
    };
    draft.set("person.sex_at_birth", sex, &[&extension]);
}

fn address(patient: &Node<'_>, draft: &mut Draft<'_>) {
    let all = patient.list("address");
    let current = |address: &&Node<'_>| read::is_current(address, draft.today);
    let place = |address: &&Node<'_>| match address.member_text("use") {
        Some("home") => 0,
        None => 1,
        Some(_) => 2,
    };
    let Some(chosen) = all.iter().filter(current).min_by_key(place).cloned() else {
        return;
    };
    for other in &all {
        if other.path() != chosen.path() {
            draft.claims.keep(other, Reason::OnlyOneKept);
        }
    }
    let named = ["line", "city", "district", "state"].map(|member| chosen.get(member));
    let used: Vec<&Node<'_>> = named.iter().flatten().collect();
    let lines = read::joined(&chosen, "line", "\n");
    let towns = ["city", "district", "state"].map(|member| chosen.member_text(member));
    let parts: Vec<&str> = lines
        .as_deref()
        .into_iter()
        .chain(towns.into_iter().flatten())
        .collect();
    draft.claims.take_members(&chosen, &["use"]);
    if !parts.is_empty() {
        draft.set("person.address", &parts.join("\n"), &used);
    } else if let (Some(node), Some(text)) = (chosen.get("text"), chosen.member_text("text")) {
        draft.set("person.address", text, &[&node]);
    }
    if let (Some(node), Some(text)) = (chosen.get("postalCode"), chosen.member_text("postalCode")) {
        draft.set("person.postcode", text, &[&node]);
    }
}

fn telecom(patient: &Node<'_>, draft: &mut Draft<'_>) {
    for (system, field) in [("phone", "person.phone"), ("email", "person.email")] {
        let Some(chosen) = read::telecom(patient, system, draft.today) else {
            continue;
        };
        if let Some(words) = chosen.member_text("value") {
            draft.set(field, words, &[&chosen]);
        }
        for other in patient.list("telecom") {
            if other.member_text("system") == Some(system) && other.path() != chosen.path() {
                let reason = if read::is_current(&other, draft.today) {
                    Reason::OnlyOneKept
                } else {
                    Reason::NotCurrent
                };
                draft.claims.keep(&other, reason);
            }
        }
    }
}

fn ethnicity(patient: &Node<'_>, draft: &mut Draft<'_>) {
    let Some(extension) = extension(patient, codes::ETHNIC_CATEGORY_EXTENSION) else {
        return;
    };
    let words = extension
        .get("valueCodeableConcept")
        .and_then(|concept| read::concept_words(&concept));
    if let Some(words) = words {
        draft.set("person.ethnicity", &words, &[&extension]);
    }
}

fn language(patient: &Node<'_>, draft: &mut Draft<'_>) {
    let all = patient.list("communication");
    let preferred = |one: &Node<'_>| {
        one.value()
            .get("preferred")
            .and_then(serde_json::Value::as_bool)
            == Some(true)
    };
    let chosen: Vec<&Node<'_>> = match all.iter().find(|one| preferred(one)) {
        Some(one) => vec![one],
        None => all.iter().collect(),
    };
    let spoken: Vec<(Node<'_>, String)> = chosen
        .into_iter()
        .filter_map(|one| one.get("language"))
        .filter_map(|language| read::concept_words(&language).map(|words| (language, words)))
        .collect();
    if spoken.is_empty() {
        return;
    }
    let words: Vec<&str> = spoken.iter().map(|(_, words)| words.as_str()).collect();
    let used: Vec<&Node<'_>> = spoken.iter().map(|(node, _)| node).collect();
    if draft.set("person.language", &words.join(", "), &used) {
        for one in &all {
            draft.claims.take_members(one, &["preferred"]);
        }
    }
}

/// Whether somebody has died is for a person to find out, never for an import.
fn death(patient: &Node<'_>, draft: &mut Draft<'_>) {
    if patient
        .value()
        .get("deceasedBoolean")
        .and_then(serde_json::Value::as_bool)
        == Some(false)
    {
        draft.claims.take_members(patient, &["deceasedBoolean"]);
    }
    let notice = extension(patient, codes::DEATH_NOTIFICATION_EXTENSION);
    let said = [
        "deceasedBoolean",
        "deceasedDateTime",
        "_deceasedBoolean",
        "_deceasedDateTime",
    ]
    .into_iter()
    .filter_map(|member| patient.get(member))
    .filter(|node| node.value().as_bool() != Some(false));
    for node in said.chain(notice) {
        draft.claims.keep(&node, Reason::DeathNeedsAPerson);
    }
}

/// The extension of one kind, when there is exactly one.
pub(crate) fn extension<'t>(node: &Node<'t>, url: &str) -> Option<Node<'t>> {
    let mut found = node
        .list("extension")
        .into_iter()
        .filter(|one| one.member_text("url") == Some(url));
    let first = found.next();
    if found.next().is_some() { None } else { first }
}
