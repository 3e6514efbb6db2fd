//! RelatedPerson and Patient.contact: family, friends, and who to ring.

use super::cursor::Node;
use super::draft::{Draft, Words};
use super::read;
use super::reason::Reason;
use crate::codes;

const NAME_CHARS: usize = 70;

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
    let phone = read::telecom(person, "phone", draft.today);
    let entry = Words::default()
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
    let relationship = person.get("relationship").filter(|_| !cut_off);
    let organisation = organisation.filter(|_| whole.is_none());
    let mut used: Vec<&Node<'_>> = [&relationship, &phone, &organisation]
        .into_iter()
        .flatten()
        .collect();
    let parts: Vec<Node<'_>> = name.iter().flat_map(|name| name_parts(name)).collect();
    used.extend(&parts);
    draft.enter("contact", entry, person, &used);
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
