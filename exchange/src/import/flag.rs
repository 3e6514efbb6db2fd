//! Flag: alerts.

use super::cursor::Node;
use super::draft::{Draft, Words};
use super::read;
use super::reason::Reason;
use crate::codes;

const TEXT_CHARS: usize = 500;

/// Reads one Flag.
pub(crate) fn read(flag: &Node<'_>, draft: &mut Draft<'_>) {
    match flag.member_text("status") {
        Some("active") => {}
        Some("entered-in-error") => return draft.claims.keep(flag, Reason::EnteredInError),
        _ => return draft.claims.keep(flag, Reason::NotActive),
    }
    let categories = flag.list("category");
    let marks_conflict =
        |one: &Node<'_>| read::codes_in(one, codes::OURS_FLAG_CATEGORY).contains(&"conflict");
    if categories.iter().any(marks_conflict) {
        return draft.claims.keep(flag, Reason::ConflictMark);
    }
    if read::is_over(flag, draft.today) {
        return draft.claims.keep(flag, Reason::NotCurrent);
    }
    let Some(code) = flag.get("code") else {
        return draft.claims.refuse(flag, Reason::NoCode);
    };
    let Some(words) = read::concept_words(&code) else {
        return draft.claims.refuse(flag, Reason::NoCode);
    };
    let (text, cut_off) = read::cut(&words, TEXT_CHARS);
    let snomed = read::code_in(&code, codes::SNOMED);
    let kind = kind(&categories);
    let period = flag.get("period");
    let start = period
        .as_ref()
        .and_then(|period| period.member_text("start"))
        .and_then(read::effective);
    let entry = Words::default()
        .part("text", Some(text))
        .part("kind", kind)
        .part("code_system", snomed.map(|_| codes::SNOMED))
        .part("code", snomed)
        .effective(start.clone());
    let about_cpr = read::codes_in(&code, codes::SNOMED)
        .iter()
        .any(|id| [codes::FOR_CPR, codes::NOT_FOR_CPR].contains(id));
    let status = flag.get("status");
    let start = period
        .and_then(|period| period.get("start"))
        .filter(|_| start.is_some());
    let code = Some(code).filter(|_| !cut_off && !about_cpr);
    let used: Vec<&Node<'_>> = [&status, &start, &code].into_iter().flatten().collect();
    let taken = draft.enter("alert", entry, flag, &used);
    if let (true, true, Some(code)) = (taken, about_cpr, flag.get("code")) {
        // A marker says that somebody decided; who, when and why is not in it, and a decision
        // without those is not one.
        draft.claims.keep(&code, Reason::CprFlagNeedsAPerson);
    }
}

/// Our own kinds come back as they went out; of FHIR's own categories only one has a kind here.
fn kind(categories: &[Node<'_>]) -> Option<&'static str> {
    let own = categories
        .iter()
        .flat_map(|one| read::codes_in(one, codes::OURS_FLAG_CATEGORY))
        .collect::<Vec<_>>();
    let parts = care_record::entry_kind("alert").and_then(|kind| kind.part("kind"));
    let choices = parts.map(|part| part.kind.choices()).unwrap_or_default();
    if let Some(choice) = choices
        .iter()
        .find(|choice| own.iter().any(|code| code.replace('-', "_") == choice.code))
    {
        return Some(choice.code);
    }
    let sent: Vec<&str> = categories
        .iter()
        .flat_map(|one| read::codes_in(one, codes::FLAG_CATEGORY))
        .collect();
    match sent.as_slice() {
        [] => None,
        ["diet"] => Some("diet"),
        ["behavioral"] => Some("behaviour"),
        _ => Some("other"),
    }
}
