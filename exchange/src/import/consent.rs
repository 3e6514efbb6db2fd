//! Consent to sharing. Consent with limits, and advance decisions, are for a person to read.

use super::cursor::Node;
use super::draft::{Draft, Words};
use super::read;
use super::reason::Reason;
use crate::codes;

/// Reads one Consent.
pub(crate) fn read(consent: &Node<'_>, draft: &mut Draft<'_>) {
    let scope = consent.get("scope");
    match scope
        .as_ref()
        .and_then(|scope| read::code_in(scope, codes::CONSENT_SCOPE))
    {
        Some("patient-privacy") => {}
        Some("adr" | "treatment") => {
            return draft
                .claims
                .keep(consent, Reason::AdvanceDecisionNeedsAPerson);
        }
        _ => return draft.claims.keep(consent, Reason::ConsentScope),
    }
    let provision = consent.get("provision");
    let told = told(consent);
    let state = match consent.member_text("status") {
        Some("active") => match given(provision.as_ref(), draft) {
            Some("given_explicit") => told
                .filter(|told| is_given(told))
                .unwrap_or("given_explicit"),
            Some(state) => state,
            None => return draft.claims.keep(consent, Reason::ConsentNeedsAPerson),
        },
        Some("inactive") => "withdrawn",
        Some("rejected") => "declined",
        Some("proposed") if told == Some("not_yet_asked") => "not_yet_asked",
        Some("entered-in-error") => return draft.claims.keep(consent, Reason::EnteredInError),
        _ => return draft.claims.keep(consent, Reason::NotActive),
    };
    let day = consent
        .member_text("dateTime")
        .and_then(|text| read::date(text).ok().flatten());
    let day = day.map(|day| day.format("%Y-%m-%d").to_string());
    let entry = Words::default()
        .part("state", Some(state))
        .part("taken_on", day.clone());
    let status = consent.get("status");
    let date = consent.get("dateTime").filter(|_| day.is_some());
    let kind = provision.and_then(|provision| provision.get("type"));
    let used: Vec<&Node<'_>> = [&scope, &status, &date, &kind]
        .into_iter()
        .flatten()
        .collect();
    draft.enter("consent", entry, consent, &used);
}

/// What an active consent amounts to: given; or, where its rule is to deny everything, declined.
/// `None` where it is neither plainly.
fn given(provision: Option<&Node<'_>>, draft: &Draft<'_>) -> Option<&'static str> {
    let Some(provision) = provision else {
        return Some("given_explicit");
    };
    let has = |members: &[&str]| members.iter().any(|member| provision.get(member).is_some());
    if has(&["provision", "modifierExtension"]) || read::is_over(provision, draft.today) {
        return None;
    }
    match provision.member_text("type") {
        None | Some("permit") => Some("given_explicit"),
        // A refusal of some actors, purposes or data only is more than a state can say.
        Some("deny")
            if !has(&[
                "actor",
                "action",
                "purpose",
                "class",
                "code",
                "data",
                "dataPeriod",
                "securityLabel",
            ]) =>
        {
            Some("declined")
        }
        Some(_) => None,
    }
}

/// The state of consent as a code says it: our own, or one of SNOMED CT that has a state here.
fn told(consent: &Node<'_>) -> Option<&'static str> {
    let part = care_record::entry_kind("consent").and_then(|kind| kind.part("state"));
    let choices = part.map(|part| part.kind.choices()).unwrap_or_default();
    let categories = consent.list("category");
    let own: Vec<&str> = categories
        .iter()
        .flat_map(|one| read::codes_in(one, codes::OURS_CONSENT))
        .collect();
    let snomed: Vec<&str> = categories
        .iter()
        .flat_map(|one| read::codes_in(one, codes::SNOMED))
        .collect();
    let said = |choice: &&care_record::Code| {
        own.iter().any(|code| code.replace('-', "_") == choice.code)
            || choice.snomed.is_some_and(|id| snomed.contains(&id))
    };
    let mut found = choices.iter().filter(said).map(|choice| choice.code);
    let first = found.next();
    if found.next().is_some() { None } else { first }
}

fn is_given(state: &str) -> bool {
    matches!(
        state,
        "given_explicit" | "implied_direct_care" | "best_interests" | "lpa"
    )
}
