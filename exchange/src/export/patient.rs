//! Patient, and the GP practice it points to.
//!
//! Where FHIR has a list, every version of a disputed line stands in it, each marked. Where FHIR has
//! one place only, that place is left empty with the reason why, and the versions stand in
//! extensions.

use care_record::{Answer, Attribution, EntryView, FieldValue};
use serde_json::{Map, Value, json};

use super::authors::url;
use super::document::{Document, conflict_mark, members};
use super::said::{self, Line, Said};
use super::text::is_date;
use crate::codes;

/// Adds the Patient; gives the references of its section.
pub(super) fn add(document: &mut Document<'_>) -> Vec<String> {
    let view = document.view;
    let mut said_by: Vec<Attribution> = Vec::new();
    let mut extensions = Vec::new();
    let mut patient = Map::new();

    patient.insert("resourceType".to_owned(), json!("Patient"));
    let numbers = heard(said::one(view, "nhs_number"), &mut said_by);
    patient.insert("identifier".to_owned(), Value::Array(identifiers(&numbers)));
    let names = Names {
        family: heard(said::one(view, "family_name"), &mut said_by),
        given: heard(said::one(view, "given_names"), &mut said_by),
        title: heard(said::field(view, "person.title"), &mut said_by),
        preferred: heard(said::field(view, "person.preferred_name"), &mut said_by),
    };
    patient.insert("name".to_owned(), Value::Array(names.all()));
    birth_date(
        &heard(said::one(view, "birth_date"), &mut said_by),
        &mut patient,
        &mut extensions,
    );
    let gender = heard(said::field(view, "person.gender_identity"), &mut said_by);
    if let Some(code) = gender.only().and_then(administrative_gender) {
        patient.insert("gender".to_owned(), json!(code));
    }
    let sex = heard(said::field(view, "person.sex_at_birth"), &mut said_by);
    match sex.only().and_then(birth_sex) {
        Some(sex) => extensions.push(sex),
        None => extensions.extend(disputed("Sex at birth", &sex, |v| {
            v.statement.answer.words().to_owned()
        })),
    }
    extensions.extend(words_extension(
        codes::ETHNIC_CATEGORY_EXTENSION,
        "Ethnic group",
        &heard(said::field(view, "person.ethnicity"), &mut said_by),
    ));
    patient.insert(
        "address".to_owned(),
        Value::Array(addresses(document, &mut said_by)),
    );
    patient.insert(
        "telecom".to_owned(),
        Value::Array(telecom(document, &mut said_by)),
    );
    let language = heard(said::field(view, "person.language"), &mut said_by);
    let spoken = values(&language)
        .map(|(words, disputed)| marked(json!({"language": {"text": words}}), disputed));
    patient.insert("communication".to_owned(), Value::Array(spoken.collect()));
    patient.insert("extension".to_owned(), Value::Array(extensions));
    for by in &said_by {
        let id = document.patient.clone();
        document.authors.stand_behind(Some(by), &id);
    }
    if let Some(surgery) = surgery(document) {
        patient.insert("generalPractitioner".to_owned(), json!([surgery]));
    }
    let id = document.patient.clone();
    vec![document.add_unsaid(members(Value::Object(patient)), &id)]
}

/// Takes a line and notes who said it.
fn heard<T: Said + Clone>(line: Line<T>, said_by: &mut Vec<Attribution>) -> Line<T> {
    said_by.extend(line.all().filter_map(Said::by).cloned());
    line
}

/// The values of a register, and whether they are disputed.
fn values(line: &Line<FieldValue>) -> impl Iterator<Item = (&str, bool)> {
    let disputed = line.is_open();
    let meanings = line.meanings().iter();
    meanings.filter_map(move |meaning| Some((meaning.first.statement.answer.value()?, disputed)))
}

fn marked(mut value: Value, disputed: bool) -> Value {
    if let (true, Some(members)) = (disputed, value.as_object_mut()) {
        members.insert("extension".to_owned(), json!([conflict_mark()]));
    }
    value
}

/// Each version of a line for which FHIR has one place only.
fn disputed<T: Said + Clone>(
    label: &str,
    line: &Line<T>,
    words: impl Fn(&T) -> String,
) -> Vec<Value> {
    if !line.is_open() {
        return Vec::new();
    }
    let version = |one: &T| {
        json!({"url": codes::OURS_DISPUTED, "extension": [
            {"url": "line", "valueString": label},
            {"url": "value", "valueString": words(one)},
        ]})
    };
    line.meanings()
        .iter()
        .map(|meaning| version(&meaning.first))
        .collect()
}

fn identifiers(numbers: &Line<EntryView>) -> Vec<Value> {
    let disputed = numbers.is_open();
    let identifier = |entry: &EntryView| {
        let number = entry.part("value")?;
        // Of several numbers none is verified, whatever each of them was said to be.
        let status = if disputed {
            Some("05".to_owned())
        } else {
            entry.part("status")
        };
        let mut extensions: Vec<Value> = status.iter().map(|code| verification(code)).collect();
        extensions.extend(disputed.then(conflict_mark));
        let identifier =
            json!({"system": codes::NHS_NUMBER, "value": number, "extension": extensions});
        Some(Value::Object(members(identifier)))
    };
    numbers
        .meanings()
        .iter()
        .filter_map(|meaning| identifier(&meaning.first))
        .collect()
}

fn verification(code: &str) -> Value {
    json!({
        "url": codes::NHS_NUMBER_STATUS_EXTENSION,
        "valueCodeableConcept": {"coding": [{"system": codes::NHS_NUMBER_STATUS, "code": code}]},
    })
}

struct Names {
    family: Line<EntryView>,
    given: Line<EntryView>,
    title: Line<FieldValue>,
    preferred: Line<FieldValue>,
}

impl Names {
    fn all(&self) -> Vec<Value> {
        let disputed = self.family.is_open() || self.given.is_open();
        let title = self
            .title
            .only()
            .and_then(|title| title.statement.answer.value());
        let mut names = if disputed {
            self.versions(title)
        } else {
            vec![self.name(self.family.only(), self.given.only(), title)]
        };
        names.retain(|name| name.get("family").is_some() || name.get("given").is_some());
        for name in &mut names {
            if let (false, Some(members)) = (disputed, name.as_object_mut()) {
                members.insert("use".to_owned(), json!("official"));
            }
            *name = marked(name.take(), disputed);
        }
        let preferred = values(&self.preferred);
        names.extend(
            preferred.map(|(words, open)| marked(json!({"use": "nickname", "text": words}), open)),
        );
        names
    }

    /// One name for each version of the part that is disputed; when both are, none is put together
    /// that nobody has said.
    fn versions(&self, title: Option<&str>) -> Vec<Value> {
        let firsts = |line: &Line<EntryView>| -> Vec<EntryView> {
            line.meanings()
                .iter()
                .map(|meaning| meaning.first.clone())
                .collect()
        };
        let (families, givens) = (firsts(&self.family), firsts(&self.given));
        let by_family = families
            .iter()
            .map(|family| self.name(Some(family), self.given.only(), title));
        let by_given = givens
            .iter()
            .map(|given| self.name(self.family.only(), Some(given), title));
        match (self.family.is_open(), self.given.is_open()) {
            (true, false) => by_family.collect(),
            (false, true) => by_given.collect(),
            _ => by_family.chain(by_given).collect(),
        }
    }

    fn name(
        &self,
        family: Option<&EntryView>,
        given: Option<&EntryView>,
        title: Option<&str>,
    ) -> Value {
        let family = family.and_then(|entry| entry.part("value"));
        let given = given.and_then(|entry| entry.part("value"));
        let given: Vec<&str> = given
            .as_deref()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let prefix: Vec<&str> = title.into_iter().collect();
        Value::Object(members(
            json!({"family": family, "given": given, "prefix": prefix}),
        ))
    }
}

fn birth_date(
    dates: &Line<EntryView>,
    patient: &mut Map<String, Value>,
    extensions: &mut Vec<Value>,
) {
    let date = dates.only().and_then(|entry| entry.part("value"));
    if let Some(date) = date.filter(|date| is_date(date)) {
        patient.insert("birthDate".to_owned(), json!(date));
        return;
    }
    let reason = match dates.only().and_then(|entry| entry.answer.as_ref()) {
        Some(answer) => absent(answer),
        None if dates.is_open() => Some("as-text"),
        None => None,
    };
    if let Some(reason) = reason {
        let why = json!({"extension": [{"url": codes::DATA_ABSENT, "valueCode": reason}]});
        patient.insert("_birthDate".to_owned(), why);
    }
    extensions.extend(disputed("Date of birth", dates, |entry| {
        entry.part("value").unwrap_or_default()
    }));
}

/// FHIR's reason for a non-answer.
pub(super) fn absent(answer: &Answer) -> Option<&'static str> {
    match answer {
        Answer::NotKnown => Some("asked-unknown"),
        Answer::NotAsked => Some("not-asked"),
        Answer::DoesNotApply => Some("not-applicable"),
        Answer::NoneOfThese(_) => Some("as-text"),
        Answer::Words(_) => None,
    }
}

fn administrative_gender(value: &FieldValue) -> Option<&'static str> {
    match &value.statement.answer {
        Answer::NotKnown => Some("unknown"),
        Answer::Words(words) => ["male", "female", "other"]
            .into_iter()
            .find(|code| code.eq_ignore_ascii_case(words)),
        Answer::NotAsked | Answer::DoesNotApply | Answer::NoneOfThese(_) => None,
    }
}

fn birth_sex(value: &FieldValue) -> Option<Value> {
    let (system, code) = match value.statement.answer.value()? {
        "1" => (codes::V3_GENDER, "M"),
        "2" => (codes::V3_GENDER, "F"),
        "9" => (codes::V3_GENDER, "UN"),
        "X" => (codes::V3_NULL, "UNK"),
        _ => return None,
    };
    let concept = json!({"coding": [{"system": system, "code": code}]});
    Some(json!({"url": codes::BIRTH_SEX_EXTENSION, "valueCodeableConcept": concept}))
}

/// An extension that may stand once: filled when nobody disagrees.
fn words_extension(url: &str, label: &str, line: &Line<FieldValue>) -> Vec<Value> {
    if line.is_open() {
        return disputed(label, line, |value| {
            value.statement.answer.words().to_owned()
        });
    }
    let words = values(line).map(|(words, _)| words);
    words
        .map(|words| json!({"url": url, "valueCodeableConcept": {"text": words}}))
        .collect()
}

fn addresses(document: &Document<'_>, said_by: &mut Vec<Attribution>) -> Vec<Value> {
    let address = heard(said::field(document.view, "person.address"), said_by);
    let postcode = heard(said::field(document.view, "person.postcode"), said_by);
    let lines = |words: &str| -> Vec<String> {
        words
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    };
    if !address.is_open() && !postcode.is_open() {
        let words = address
            .only()
            .and_then(|value| value.statement.answer.value())
            .map(lines)
            .unwrap_or_default();
        let postcode = postcode
            .only()
            .and_then(|value| value.statement.answer.value());
        if words.is_empty() && postcode.is_none() {
            return Vec::new();
        }
        return vec![Value::Object(members(
            json!({"use": "home", "line": words, "postalCode": postcode}),
        ))];
    }
    // Which postcode goes with which address is not for us to say.
    let by_line = values(&address)
        .map(|(words, _)| marked(json!({"use": "home", "line": lines(words)}), true));
    let by_code = values(&postcode)
        .map(|(words, _)| marked(json!({"use": "home", "postalCode": words}), true));
    by_line.chain(by_code).collect()
}

fn telecom(document: &Document<'_>, said_by: &mut Vec<Attribution>) -> Vec<Value> {
    let mut points = Vec::new();
    for (system, field) in [("phone", "person.phone"), ("email", "person.email")] {
        let line = heard(said::field(document.view, field), said_by);
        points.extend(
            values(&line)
                .map(|(words, open)| marked(json!({"system": system, "value": words}), open)),
        );
    }
    points
}

/// Adds the GP practice, unless something about it is disputed: then all of it stands in the
/// section's text only, since an organisation put together from versions would be nobody's.
fn surgery(document: &mut Document<'_>) -> Option<Value> {
    let lines = ["gp.practice_name", "gp.practice_code", "gp.phone"]
        .map(|name| said::field(document.view, name));
    if lines.iter().any(Line::is_open) {
        return None;
    }
    let [name, code, phone] = lines
        .each_ref()
        .map(|line| line.only().and_then(|v| v.statement.answer.value()));
    if name.is_none() && code.is_none() {
        return None;
    }
    let id = document.ids.id(&["Organization", "gp"]);
    let code = code.map(|code| json!({"system": codes::ODS_ORGANISATION, "value": code}));
    let phone = phone.map(|phone| json!({"system": "phone", "value": phone}));
    let organisation = json!({
        "resourceType": "Organization",
        "identifier": code.into_iter().collect::<Vec<_>>(),
        "name": name,
        "telecom": phone.into_iter().collect::<Vec<_>>(),
    });
    for by in lines.iter().flat_map(Line::all).filter_map(Said::by) {
        document.authors.stand_behind(Some(by), &id);
    }
    document.add_unsaid(members(organisation), &id);
    Some(Value::Object(members(
        json!({"reference": url(&id), "type": "Organization", "display": name}),
    )))
}
