//! AllergyIntolerance.
//!
//! What is sent as an allergy is shown as one unless the sender took it back. Words too long for the
//! record are cut and the whole kept aside, because an allergy that is missing can kill and one that
//! is cut short cannot.

use super::cursor::Node;
use super::draft::{Draft, Words};
use super::read;
use super::reason::Reason;
use crate::codes;

const AGENT_CHARS: usize = 150;
const REACTION_CHARS: usize = 150;
const COMMENT_CHARS: usize = 500;

/// Reads one AllergyIntolerance.
pub(crate) fn read(allergy: &Node<'_>, draft: &mut Draft<'_>) {
    let verification = allergy.get("verificationStatus");
    let verified = verification
        .as_ref()
        .and_then(|status| read::code_in(status, codes::ALLERGY_VERIFICATION));
    let certainty = match verified {
        Some("entered-in-error") => return draft.claims.keep(allergy, Reason::EnteredInError),
        Some("confirmed") => Some("confirmed"),
        Some("refuted") => Some("refuted"),
        Some("unconfirmed" | "presumed") => Some("unconfirmed"),
        _ => None,
    };
    let Some(code) = allergy.get("code") else {
        return draft.claims.refuse(allergy, Reason::NoCode);
    };
    let Some(agent) = read::concept_words(&code) else {
        return draft.claims.refuse(allergy, Reason::NoCode);
    };
    let clinical = allergy.get("clinicalStatus");
    let state = clinical
        .as_ref()
        .and_then(|status| read::code_in(status, codes::ALLERGY_CLINICAL));
    if says_none_known(&code, &agent) {
        return none_known(allergy, &code, certainty, state, draft);
    }
    let recorded = allergy
        .member_text("recordedDate")
        .and_then(read::effective);
    let (short, cut_off) = read::cut(&agent, AGENT_CHARS);
    let snomed = read::code_in(&code, codes::SNOMED);
    let reactions = allergy.list("reaction");
    let (reaction, reaction_cut) = read::cut(&reaction_words(&reactions), REACTION_CHARS);
    let (comment, comment_cut) = read::cut(&remarks(allergy, state, verified), COMMENT_CHARS);
    let onset = ["onsetDateTime", "onsetString"]
        .into_iter()
        .find_map(|member| allergy.get(member));
    let onset_words = onset
        .as_ref()
        .and_then(Node::text)
        .filter(|words| words.chars().count() <= 35);
    let words = Words::default()
        .part("agent", Some(short))
        .part("agent_system", snomed.map(|_| codes::SNOMED))
        .part("agent_code", snomed)
        .part("reaction", Some(reaction).filter(|words| !words.is_empty()))
        .part("severity", worst(&reactions))
        .part("certainty", certainty)
        .part("onset", onset_words)
        .part("comment", Some(comment).filter(|words| !words.is_empty()))
        .effective(recorded.clone());
    let agent_parts = code_parts(&code, cut_off);
    let mut used: Vec<&Node<'_>> = agent_parts.iter().collect();
    let reaction_parts = if reaction_cut {
        Vec::new()
    } else {
        reaction_parts(&reactions)
    };
    used.extend(&reaction_parts);
    let date = allergy.get("recordedDate").filter(|_| recorded.is_some());
    let verification = verification.filter(|_| certainty.is_some());
    let clinical = clinical.filter(|_| state.is_some());
    let onset = onset.as_ref().filter(|_| onset_words.is_some());
    let notes = if comment_cut {
        Vec::new()
    } else {
        note_parts(allergy)
    };
    used.extend(&notes);
    let single = [
        date.as_ref(),
        verification.as_ref(),
        clinical.as_ref(),
        onset,
    ];
    used.extend(single.into_iter().flatten());
    draft.enter("allergy", words, allergy, &used);
}

/// Whether this is one of the ways to say that nothing is known, of any kind.
fn says_none_known(code: &Node<'_>, words: &str) -> bool {
    let snomed = read::codes_in(code, codes::SNOMED);
    let coded = |id: &&str| {
        *id == codes::NO_KNOWN_ALLERGY || codes::NO_KNOWN_ALLERGY_OF_A_KIND.contains(id)
    };
    let words = words.to_lowercase();
    snomed.iter().any(coded)
        || ["no known", "no allerg", "nkda", "nka"]
            .iter()
            .any(|start| words.starts_with(start))
}

fn none_known(
    allergy: &Node<'_>,
    code: &Node<'_>,
    certainty: Option<&str>,
    state: Option<&str>,
    draft: &mut Draft<'_>,
) {
    let plainly = read::code_in(code, codes::SNOMED) == Some(codes::NO_KNOWN_ALLERGY)
        && matches!(certainty, None | Some("confirmed"))
        && matches!(state, None | Some("active"));
    if !plainly {
        return draft.claims.keep(allergy, Reason::NoneKnownNeedsAPerson);
    }
    let recorded = allergy
        .member_text("recordedDate")
        .and_then(read::effective);
    let words = Words::default()
        .part("state", Some("none_known"))
        .effective(recorded.clone());
    let date = allergy.get("recordedDate").filter(|_| recorded.is_some());
    let verification = allergy
        .get("verificationStatus")
        .filter(|_| certainty.is_some());
    let clinical = allergy.get("clinicalStatus").filter(|_| state.is_some());
    let used = [Some(code.clone()), date, verification, clinical];
    let used: Vec<&Node<'_>> = used.iter().flatten().collect();
    draft.enter("allergy_state", words, allergy, &used);
}

/// The parts of the code that were used: the text or all displays, and the SNOMED coding.
fn code_parts<'t>(code: &Node<'t>, cut_off: bool) -> Vec<Node<'t>> {
    if cut_off {
        return Vec::new();
    }
    let codings = code.list("coding");
    let texted = code.member_text("text").is_some();
    let snomed = |coding: &Node<'_>| coding.member_text("system") == Some(codes::SNOMED);
    let all_snomed = codings.len() <= 1 && codings.iter().all(snomed);
    if all_snomed || codings.is_empty() {
        return vec![code.clone()];
    }
    let one = codings.iter().filter(|coding| snomed(coding)).count() == 1;
    let mut parts: Vec<Node<'t>> = code.get("text").into_iter().filter(|_| texted).collect();
    parts.extend(codings.into_iter().filter(|coding| one && snomed(coding)));
    parts
}

fn reaction_words(reactions: &[Node<'_>]) -> String {
    let words = reactions.iter().flat_map(|reaction| {
        let manifestations = reaction.list("manifestation");
        let mut words: Vec<String> = manifestations
            .iter()
            .filter_map(read::concept_words)
            .collect();
        words.extend(reaction.member_text("description").map(str::to_owned));
        words
    });
    words.collect::<Vec<_>>().join("; ")
}

fn reaction_parts<'t>(reactions: &[Node<'t>]) -> Vec<Node<'t>> {
    let members = ["manifestation", "description", "severity"];
    reactions
        .iter()
        .flat_map(|reaction| {
            members
                .into_iter()
                .filter_map(|member| reaction.get(member))
        })
        .collect()
}

/// The worst severity of any reaction.
fn worst(reactions: &[Node<'_>]) -> Option<&'static str> {
    let found: Vec<&str> = reactions
        .iter()
        .filter_map(|reaction| reaction.member_text("severity"))
        .collect();
    ["severe", "moderate", "mild"]
        .into_iter()
        .find(|severity| found.contains(severity))
}

/// What has no part of its own in the record and must still be seen beside the allergy.
fn remarks(allergy: &Node<'_>, state: Option<&str>, verified: Option<&str>) -> String {
    let mut remarks = Vec::new();
    if let Some(state @ ("inactive" | "resolved")) = state {
        remarks.push(format!("Sent as {state}."));
    }
    if verified == Some("presumed") {
        remarks.push("Sent as presumed.".to_owned());
    }
    if let Some(risk) = criticality(allergy) {
        remarks.push(risk.to_owned());
    }
    remarks.extend(
        allergy
            .list("note")
            .iter()
            .filter_map(|note| note.member_text("text"))
            .map(str::to_owned),
    );
    remarks.join("\n")
}

fn criticality(allergy: &Node<'_>) -> Option<&'static str> {
    match allergy.member_text("criticality") {
        Some("high") => Some("Sent with a high risk of serious harm."),
        Some("low") => Some("Sent with a low risk of serious harm."),
        _ => None,
    }
}

fn note_parts<'t>(allergy: &Node<'t>) -> Vec<Node<'t>> {
    let notes = allergy
        .list("note")
        .into_iter()
        .filter_map(|note| note.get("text"));
    let risk = allergy
        .get("criticality")
        .filter(|_| criticality(allergy).is_some());
    notes.chain(risk).collect()
}
