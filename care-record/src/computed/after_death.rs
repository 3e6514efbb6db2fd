//! What follows from a death.

use crate::{EntryView, Reading, RecordView};

/// Has anybody recorded a death that stands? One is enough, also where the details differ.
#[must_use]
pub fn has_died(view: &RecordView) -> bool {
    !matches!(view.one("death"), Reading::Nothing)
}

/// Tasks that somebody still has to do. A death closes them all.
#[must_use]
pub fn open_tasks(view: &RecordView) -> Vec<EntryView> {
    if has_died(view) {
        return Vec::new();
    }
    let done =
        |task: &EntryView| matches!(task.part("state").as_deref(), Some("done" | "declined"));
    let items = view.items("task");
    let open = items.iter().filter(|item| {
        // Where two say different things of a task, it is open as long as one of them says so.
        let said = item.reading.values();
        said.iter().any(|agreed| !done(&agreed.value))
    });
    open.filter_map(|item| Some(item.reading.values().first()?.value.clone()))
        .collect()
}

/// What somebody says of a place, unless it is that there is none to say.
fn place(entry: &EntryView) -> Option<String> {
    const NONE: &[&str] = &[
        "undecided",
        "declined",
        "unable_to_express",
        "discussion_not_appropriate",
        "not_asked",
        "not_known",
        "does_not_apply",
    ];
    entry
        .part("place")
        .filter(|place| !NONE.contains(&place.as_str()))
}

/// Did the person die where she had wished to, as first or second choice? `None` where either is not known or in
/// dispute.
#[must_use]
pub fn place_achieved(view: &RecordView) -> Option<bool> {
    let death = view.one("death");
    let actual = death.only()?.part("place")?;
    let mut wished = Vec::new();
    for kind in ["preferred_place_of_death_1", "preferred_place_of_death_2"] {
        match view.one(kind) {
            Reading::Nothing => {}
            Reading::One(agreed) => wished.extend(place(&agreed.value).map(|place| {
                let lives_there = agreed.value.part("is_usual_residence").as_deref() == Some("yes");
                (place, lives_there)
            })),
            Reading::Several(_) => return None,
        }
    }
    if wished.is_empty() {
        return None;
    }
    Some(wished.iter().any(|(place, lives_there)| {
        *place == actual || (*lives_there && actual == "usual_residence")
    }))
}
