//! The GP practice of a Patient, from the reference itself or from what it leads to.

use super::cursor::Node;
use super::draft::Draft;
use super::reason::Reason;
use super::{Source, read};
use crate::codes;

/// Most references that are followed. FHIR has one practice and one GP; whoever sends a thousand
/// means something else.
const MAX_REFERENCES: usize = 8;

/// Reads `generalPractitioner`: the first practice and the first GP. Further ones are kept aside.
pub(crate) fn read(patient: &Node<'_>, sources: &[Source], index: usize, draft: &mut Draft<'_>) {
    let (mut gp, mut practice) = (false, false);
    for (place, reference) in patient.list("generalPractitioner").iter().enumerate() {
        if place >= MAX_REFERENCES || (gp && practice) {
            draft.claims.keep(reference, Reason::OnlyOneKept);
            continue;
        }
        let target = reference
            .member_text("reference")
            .and_then(|name| find(name, sources, index));
        let resource = target
            .as_ref()
            .and_then(|target| target.member_text("resourceType"));
        let coded = reference
            .get("identifier")
            .is_some_and(|identifier| is_ods(&identifier));
        type Reads = fn(&Node<'_>, Option<&Node<'_>>, &mut Draft<'_>);
        let (told, read): (&mut bool, Reads) = match reference.member_text("type").or(resource) {
            Some("Practitioner") => (&mut gp, practitioner),
            Some("Organization") => (&mut practice, organisation),
            _ if coded => (&mut practice, organisation),
            _ => continue,
        };
        if *told {
            draft.claims.keep(reference, Reason::OnlyOneKept);
        } else {
            *told = true;
            read(reference, target.as_ref(), draft);
        }
    }
}

fn practitioner(reference: &Node<'_>, target: Option<&Node<'_>>, draft: &mut Draft<'_>) {
    let name = target.and_then(|gp| gp.list("name").into_iter().next());
    let whole = name.as_ref().and_then(read::whole_name);
    if let Some(words) = whole.as_deref().or(reference.member_text("display")) {
        draft.set("gp.gp_name", words, &used(reference, name.as_ref()));
    }
    take_id(reference, target, draft);
}

/// What a value was read from: the reference, and the part of what it leads to where that is
/// contained in the Patient. Parts of another resource are that resource's to report.
fn used<'u, 't>(reference: &'u Node<'t>, part: Option<&'u Node<'t>>) -> Vec<&'u Node<'t>> {
    let part = part.filter(|_| is_contained(reference));
    std::iter::once(reference).chain(part).collect()
}

/// The name by which a contained resource was found has done its work.
fn take_id(reference: &Node<'_>, target: Option<&Node<'_>>, draft: &mut Draft<'_>) {
    if let Some(target) = target.filter(|_| is_contained(reference)) {
        draft.claims.take_members(target, &["id"]);
    }
}

fn is_contained(reference: &Node<'_>) -> bool {
    reference
        .member_text("reference")
        .is_some_and(|name| name.starts_with('#'))
}

fn organisation(reference: &Node<'_>, target: Option<&Node<'_>>, draft: &mut Draft<'_>) {
    let identifiers = target
        .map(|target| target.list("identifier"))
        .unwrap_or_default();
    let identifiers = reference.get("identifier").into_iter().chain(identifiers);
    let coded = identifiers.into_iter().find(is_ods);
    let code = coded.as_ref().and_then(|ods| ods.member_text("value"));
    let name = target.and_then(|target| target.get("name"));
    let words = name.as_ref().and_then(Node::text);
    let phone = target.and_then(|target| read::telecom(target, "phone", draft.today));
    if let Some(words) = words.or(reference.member_text("display")) {
        draft.set("gp.practice_name", words, &used(reference, name.as_ref()));
    }
    if let Some(words) = code {
        draft.set("gp.practice_code", words, &used(reference, coded.as_ref()));
    }
    if let Some(words) = phone.as_ref().and_then(|phone| phone.member_text("value")) {
        draft.set("gp.phone", words, &used(reference, phone.as_ref()));
    }
    take_id(reference, target, draft);
}

fn is_ods(identifier: &Node<'_>) -> bool {
    identifier.member_text("system") == Some(codes::ODS_ORGANISATION)
}

/// What a reference leads to, in its own file.
fn find<'t>(name: &str, sources: &'t [Source], index: usize) -> Option<Node<'t>> {
    let from = sources.get(index)?;
    if let Some(id) = name.strip_prefix('#') {
        let root = Node::root(&from.resource.tree);
        return root
            .list("contained")
            .into_iter()
            .find(|one| one.member_text("id") == Some(id));
    }
    let named = |source: &&Source| {
        let resource = &source.resource;
        let id = resource
            .tree
            .get("id")
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default();
        let by_id = name
            .split_once('/')
            .is_some_and(|(kind, rest)| kind == resource.kind && rest == id);
        source.file == from.file && (resource.full_url.as_deref() == Some(name) || by_id)
    };
    sources
        .iter()
        .find(named)
        .map(|source| Node::root(&source.resource.tree))
}
