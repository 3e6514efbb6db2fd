//! The GP practice of a Patient, from the reference itself or from what it leads to.

use super::cursor::Node;
use super::draft::Draft;
use super::{Source, read};
use crate::codes;

/// Reads `generalPractitioner`.
pub(crate) fn read(patient: &Node<'_>, sources: &[Source], index: usize, draft: &mut Draft<'_>) {
    for reference in patient.list("generalPractitioner") {
        read_one(&reference, sources, index, draft);
    }
}

fn read_one(reference: &Node<'_>, sources: &[Source], index: usize, draft: &mut Draft<'_>) {
    let kind = reference.member_text("type");
    let target = reference
        .member_text("reference")
        .and_then(|name| find(name, sources, index));
    let resource = target
        .as_ref()
        .and_then(|target| target.member_text("resourceType"));
    match kind.or(resource) {
        Some("Practitioner") => {
            let name = target
                .as_ref()
                .and_then(|gp| gp.list("name").first().and_then(read::whole_name));
            if let Some(words) = name.as_deref().or(reference.member_text("display")) {
                draft.set("gp.gp_name", words, &[reference]);
            }
        }
        Some("Organization") => organisation(reference, target.as_ref(), draft),
        _ if reference
            .get("identifier")
            .is_some_and(|identifier| is_ods(&identifier)) =>
        {
            organisation(reference, target.as_ref(), draft);
        }
        _ => {}
    }
}

fn organisation(reference: &Node<'_>, target: Option<&Node<'_>>, draft: &mut Draft<'_>) {
    let identifiers = target
        .map(|target| target.list("identifier"))
        .unwrap_or_default();
    let identifiers = reference.get("identifier").into_iter().chain(identifiers);
    let code = identifiers
        .into_iter()
        .find(is_ods)
        .and_then(|ods| ods.member_text("value"));
    let name = target
        .and_then(|target| target.member_text("name"))
        .or(reference.member_text("display"));
    let phone = target.and_then(|target| read::telecom(target, "phone", draft.today));
    if let Some(words) = name {
        draft.set("gp.practice_name", words, &[reference]);
    }
    if let Some(words) = code {
        draft.set("gp.practice_code", words, &[reference]);
    }
    if let Some(words) = phone.as_ref().and_then(|phone| phone.member_text("value")) {
        draft.set("gp.phone", words, &[reference]);
    }
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
