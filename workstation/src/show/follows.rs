//! What follows from a record and is read before a section: reviews that are due, how far the conversations have come,
//! what is still to be done, and whether somebody died where it was wished.

use super::value::{in_one_line, words};
use super::{Viewer, times};
use crate::api::{Alarm, Follows};
use care_record::{EntryView, Reading, RecordView, SectionDeclaration, computed, entry_kind};
use chrono::DateTime;
use computed::{Age, Due};

pub(super) fn follows(
    declared: &SectionDeclaration,
    view: &RecordView,
    viewer: &Viewer<'_>,
) -> Vec<Follows> {
    match declared.name {
        "reviews" => reviews(view, viewer)
            .iter()
            .map(|due| review(due, &title(&due.of)))
            .collect(),
        "conversations" => conversations(view),
        "notes" => tasks(view, viewer),
        "after_death" => place(view),
        _ => review_of(declared, view, viewer)
            .iter()
            .map(|due| review(due, "Review"))
            .collect(),
    }
}

fn line(of: &str, alarm: Alarm, label: &str, words: impl Into<String>) -> Follows {
    Follows {
        of: of.to_owned(),
        topics: Vec::new(),
        alarm,
        label: label.to_owned(),
        words: words.into(),
    }
}

/// Nothing is reviewed any more when somebody has died.
fn reviews(view: &RecordView, viewer: &Viewer<'_>) -> Vec<Due> {
    if computed::has_died(view) {
        return Vec::new();
    }
    computed::reviews(view, viewer.now.date_naive())
}

/// The next review of one section, if somebody has written when it is.
pub(super) fn review_of(
    declared: &SectionDeclaration,
    view: &RecordView,
    viewer: &Viewer<'_>,
) -> Option<Due> {
    let of = |due: &Due| title(&due.of) == declared.title;
    reviews(view, viewer).into_iter().find(of)
}

/// The title of a section that is named by its name or in words; other words as they are.
fn title(of: &str) -> String {
    let named = |section: &&SectionDeclaration| {
        section.name.eq_ignore_ascii_case(of) || section.title.eq_ignore_ascii_case(of)
    };
    let found = care_record::sections().iter().find(named);
    found.map_or_else(|| of.to_owned(), |section| section.title.to_owned())
}

fn review(due: &Due, label: &str) -> Follows {
    let day = times::date(&due.on.to_string());
    let far = if due.too_far {
        ", more than three months after the last"
    } else {
        ""
    };
    match due.age {
        Age::Red => line(
            "review",
            Alarm::Look,
            label,
            format!("Overdue since {day}. What was decided stands."),
        ),
        Age::Amber => line("review", Alarm::Look, label, format!("Due {day}")),
        Age::Fresh | Age::Unaged => line("review", Alarm::Note, label, format!("Next {day}{far}")),
    }
}

/// What is known, words to use and to avoid, and how far each topic has come.
fn conversations(view: &RecordView) -> Vec<Follows> {
    let mut all = Vec::new();
    for (label, kind) in [
        ("The person knows", "awareness"),
        ("The family knows", "family_awareness"),
    ] {
        let reading = view.one(kind);
        let said: Vec<String> = reading
            .values()
            .iter()
            .map(|agreed| in_one_line(&agreed.value))
            .collect();
        let alarm = match reading {
            Reading::Several(_) => Alarm::Look,
            _ => Alarm::Note,
        };
        if !said.is_empty() {
            all.push(line(kind, alarm, label, said.join(" – also ")));
        }
    }
    let talks = view.log("conversation");
    for (label, part) in [
        ("Words to use", "words_to_use"),
        ("Words and topics to avoid", "avoid"),
    ] {
        let said = talks.iter().find_map(|talk| talk.part(part));
        all.extend(said.map(|words| line(part, Alarm::Note, label, words)));
    }
    all.extend(topics(view));
    all
}

/// Statuses of a topic that belong together, by the first of them, and what they are called together.
const TALKED: &[(&str, &[&str])] = &[
    ("Talked through", &["completed"]),
    ("Begun, not finished", &["begun", "part_done"]),
    (
        "Not wanted, or not now",
        &["raised_not_ready", "declined", "not_now"],
    ),
];
/// The status of what nobody has spoken of.
const NOT_STARTED: &str = "not_started";

fn topics(view: &RecordView) -> Vec<Follows> {
    let topics = computed::topics(view);
    let part = |name: &str| entry_kind("conversation")?.part(name);
    let named = |code: &String| {
        let mut parts = [part("topics"), part("kind")].into_iter().flatten();
        let found = parts.find_map(|part| part.kind.code(code));
        found.map_or_else(|| code.clone(), |choice| choice.words.to_owned())
    };
    let together = TALKED.iter().map(|(label, statuses)| {
        let these = topics.iter();
        let these = these.filter(|(_, topic)| statuses.contains(&topic.status.as_str()));
        let of = statuses.first().copied().unwrap_or_default();
        (of, *label, these.map(|(code, _)| code.clone()).collect())
    });
    let declared = part("topics").map_or(&[][..], |part| part.kind.choices());
    let rest = declared.iter().filter(|choice| {
        let status = topics.get(choice.code).map(|topic| topic.status.as_str());
        choice.code != "other" && matches!(status, None | Some(NOT_STARTED))
    });
    let rest = rest.map(|choice| choice.code.to_owned()).collect();
    let begun = !topics.is_empty();
    together
        .chain(begun.then_some((NOT_STARTED, "Not talked about yet", rest)))
        .filter(|(_, _, codes): &(&str, &str, Vec<String>)| !codes.is_empty())
        .map(|(of, label, codes)| {
            let names: Vec<String> = codes.iter().map(named).collect();
            Follows {
                topics: codes,
                ..line(of, Alarm::Note, label, names.join(", "))
            }
        })
        .collect()
}

/// What is still to be done, the soonest first.
fn tasks(view: &RecordView, viewer: &Viewer<'_>) -> Vec<Follows> {
    let due = |task: &EntryView| {
        let text = task.part("due")?;
        DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z").ok()
    };
    let mut open = computed::open_tasks(view);
    open.sort_by_key(|task| (due(task).is_none(), due(task), task.id.clone()));
    let said = open.iter().map(|task| {
        let due = due(task);
        let overdue = due.is_some_and(|due| due < viewer.now);
        let part = |name: &str| {
            let declared = entry_kind("task")?.part(name)?;
            Some(words(&declared.kind, &task.part(name)?))
        };
        let by = due.map(|due| {
            let at = times::moment(&due.format("%Y-%m-%dT%H:%M%:z").to_string());
            if overdue {
                format!("was due {at}")
            } else {
                format!("by {at}")
            }
        });
        let more = [
            part("owner"),
            by,
            part("state").map(|state| state.to_lowercase()),
        ];
        let more: Vec<String> = more.into_iter().flatten().collect();
        let what = task.part("what").unwrap_or_else(|| in_one_line(task));
        let said = if more.is_empty() {
            what
        } else {
            format!("{what} – {}", more.join(", "))
        };
        let alarm = if overdue { Alarm::Look } else { Alarm::Note };
        line("task", alarm, "To do", said)
    });
    said.collect()
}

fn place(view: &RecordView) -> Vec<Follows> {
    if !computed::has_died(view) {
        return Vec::new();
    }
    let words = match computed::place_achieved(view) {
        Some(true) => "Yes, as first or second choice",
        Some(false) => "No",
        None => "Cannot be said: where it was, or what was wished, is not known",
    };
    vec![line(
        "place_achieved",
        Alarm::Note,
        "Died where it was wished",
        words,
    )]
}

#[cfg(test)]
mod tests {
    use super::super::invented::{HOUR, Invented, morning, nurse, shown};
    use super::*;
    use care_record::Role;

    /// The window knows them by these names, whatever words they are said in.
    #[test]
    fn what_follows_from_talks_is_named_with_the_topics_it_is_about() {
        let mut invented = Invented::new();
        let about = |status| {
            [
                ("kind", "cpr_person"),
                ("status", status),
                ("topics", "cpr"),
            ]
        };
        let mut done = about("completed").to_vec();
        done.push(("avoid", "hospice"));
        invented.enter(nurse(morning()), "conversation", &done);
        let view = invented.view(Role::DistrictNurse);
        let declared = care_record::section("conversations").unwrap();
        let all = shown(Role::DistrictNurse, morning() + HOUR, |viewer| {
            follows(declared, &view, viewer)
        });
        let of = |name: &str| all.iter().find(|one| one.of == name).unwrap();
        assert_eq!(of("avoid").words, "hospice");
        assert!(
            of("completed").topics.contains(&"cpr".to_owned()),
            "{all:?}"
        );
        assert!(!of(NOT_STARTED).topics.contains(&"cpr".to_owned()));
    }
}
