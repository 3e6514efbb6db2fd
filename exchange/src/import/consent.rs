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
    let state = match consent.member_text("status") {
        Some("active") => match given(provision.as_ref(), draft) {
            Some(state) => state,
            None => return draft.claims.keep(consent, Reason::ConsentNeedsAPerson),
        },
        Some("inactive") => "withdrawn",
        Some("rejected") => "declined",
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
