//! RelatedPerson and Patient.contact: family, friends, and who to ring.

use care_record::PartType;

use super::cursor::Node;
use super::draft::{Draft, Words};
use super::read;
use super::reason::Reason;
use crate::codes;

const NAME_CHARS: usize = 70;
const PHONE_CHARS: usize = 70;

/// Reads one RelatedPerson.
pub(crate) fn read_related(person: &Node<'_>, draft: &mut Draft<'_>) {
    if person
        .value()
        .get("active")
        .and_then(serde_json::Value::as_bool)
        == Some(false)
    {
        return draft.claims.keep(person, Reason::NotActive);
    }
    draft.claims.take_members(person, &["active"]);
    let name = person
        .list("name")
        .into_iter()
        .find(|name| read::is_current(name, draft.today));
    read(person, name, draft);
}

/// Reads one Patient.contact.
pub(crate) fn read_listed(contact: &Node<'_>, draft: &mut Draft<'_>) {
    if contact.get("modifierExtension").is_some() {
        return draft.claims.keep(contact, Reason::ModifierExtension);
    }
    read(contact, contact.get("name"), draft);
}

fn read(person: &Node<'_>, name: Option<Node<'_>>, draft: &mut Draft<'_>) {
    if read::is_over(person, draft.today) {
        return draft.claims.keep(person, Reason::NotCurrent);
    }
    let whole = name.as_ref().and_then(read::whole_name);
    // An organisation to ring, without a name of its own.
    let organisation = person
        .get("organization")
        .filter(|one| one.member_text("display").is_some());
    let Some(words) = whole
        .as_deref()
        .or_else(|| organisation.as_ref()?.member_text("display"))
    else {
        return draft.claims.refuse(person, Reason::NoName);
    };
    let relationships = person.list("relationship");
    let related: Vec<String> = relationships
        .iter()
        .filter(|one| !is_role(one))
        .filter_map(read::concept_words)
        .collect();
    let (relationship, cut_off) = read::cut(&related.join(", "), NAME_CHARS);
    let phone = phone(person, draft);
    let mut entry = Words::default()
        .part("name", Some(words))
        .part(
            "relationship",
            Some(relationship).filter(|words| !words.is_empty()),
        )
        .choices("roles", &roles(&relationships))
        .part(
            "phone",
            phone.as_ref().and_then(|phone| phone.member_text("value")),
        );
    let further = further(person);
    for (part, words, _) in &further {
        entry = entry.part(part, Some(*words));
    }
    let relationship = person.get("relationship").filter(|_| !cut_off);
    let organisation = organisation.filter(|_| whole.is_none());
    let mut used: Vec<&Node<'_>> = [&relationship, &phone, &organisation]
        .into_iter()
        .flatten()
        .collect();
    used.extend(further.iter().map(|(_, _, node)| node));
    let parts: Vec<Node<'_>> = name.iter().flat_map(|name| name_parts(name)).collect();
    used.extend(&parts);
    draft.enter("contact", entry, person, &used);
}

/// The number to ring. One that is no number is refused, and the person taken without it.
fn phone<'t>(person: &Node<'t>, draft: &mut Draft<'_>) -> Option<Node<'t>> {
    let phone = read::telecom(person, "phone", draft.today)?;
    if phone
        .member_text("value")
        .is_some_and(|words| words.chars().count() > PHONE_CHARS)
    {
        draft.claims.refuse(&phone, Reason::TooLong);
        return None;
    }
    Some(phone)
}

/// Parts that travel in our own extension, as far as the record has them and takes what they say.
fn further<'t>(person: &Node<'t>) -> Vec<(&'static str, &'t str, Node<'t>)> {
    let mut found: Vec<(&'static str, &'t str, Node<'t>)> = Vec::new();
    for extension in person.list("extension") {
        if extension.member_text("url") != Some(codes::OURS_CONTACT_PART) {
            continue;
        }
        let inner = |url: &str| {
            extension
                .list("extension")
                .into_iter()
                .find(|one| one.member_text("url") == Some(url))
        };
        let (Some(part), Some(value)) = (inner("part"), inner("value")) else {
            continue;
        };
        let sent = part
            .member_text("valueCode")
            .map(|code| code.replace('-', "_"));
        let known = codes::CONTACT_PARTS
            .iter()
            .find(|part| sent.as_deref() == Some(**part));
        let (Some(part), Some(words)) = (known, value.member_text("valueString")) else {
            continue;
        };
        let kind = care_record::entry_kind("contact")
            .and_then(|kind| kind.part(part))
            .map(|part| part.kind);
        let fits = kind.is_some_and(|kind| match kind {
            PartType::Text(most) => words.chars().count() <= most,
            kind => kind.choices().iter().any(|choice| choice.code == words),
        });
        if fits && !found.iter().any(|(other, _, _)| other == part) {
            found.push((part, words, extension));
        }
    }
    found
}

/// The parts of a name that [`read::whole_name`] used.
fn name_parts<'t>(name: &Node<'t>) -> Vec<Node<'t>> {
    let in_parts = name.get("family").is_some() || name.get("given").is_some();
    let members: &[&str] = if in_parts {
        &["use", "family", "given"]
    } else {
        &["use", "text"]
    };
    members
        .iter()
        .filter_map(|member| name.get(member))
        .collect()
}

/// The roles the record has a choice for, in the order in which they were sent.
fn roles(relationships: &[Node<'_>]) -> Vec<&'static str> {
    let part = care_record::entry_kind("contact").and_then(|kind| kind.part("roles"));
    let choices = part.map(|part| part.kind.choices()).unwrap_or_default();
    let meant = |relationship: &Node<'_>| -> Vec<String> {
        let older = read::codes_in(relationship, codes::V2_CONTACT_ROLE)
            .into_iter()
            .filter_map(|code| match code {
                "N" => Some("next_of_kin".to_owned()),
                "C" => Some("emergency".to_owned()),
                _ => None,
            });
        let own = read::codes_in(relationship, codes::OURS_CONTACT_ROLE);
        older
            .chain(own.into_iter().map(|code| code.replace('-', "_")))
            .collect()
    };
    let mut roles = Vec::new();
    for sent in relationships.iter().flat_map(meant) {
        if let Some(choice) = choices.iter().find(|choice| choice.code == sent)
            && !roles.contains(&choice.code)
        {
            roles.push(choice.code);
        }
    }
    roles
}

/// Whether a relationship says in words what the person is, rather than a role the record has a
/// choice for.
fn is_role(relationship: &Node<'_>) -> bool {
    let coded = |system| !read::codes_in(relationship, system).is_empty();
    relationship.member_text("text").is_none()
        && (coded(codes::V2_CONTACT_ROLE) || coded(codes::OURS_CONTACT_ROLE))
}
