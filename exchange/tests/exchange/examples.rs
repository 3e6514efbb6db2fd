//! The published UK Core examples, imported together as a folder would be.
//!
//! They are not part of this repository. Where they are not beside it, the tests say so and pass.

use std::path::PathBuf;

use care_record::{Basis, Edit};
use exchange::import::{ImportPlan, Input, Reason, plan, unsaid};

use crate::cast::{COLIN, Computer, ids, today};
use crate::checker::check;

type Files = Vec<(String, Vec<u8>)>;

/// The example files, or `None` with the reason printed.
fn examples() -> Option<Files> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data");
    let data = std::env::var_os("ALONGSIDE_SHARED_DATA")
        .map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(data.join("uk-core")) else {
        println!("skipped: the UK Core examples are not beside this checkout");
        return None;
    };
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        (name, std::fs::read(&path).expect("the file reads"))
    };
    Some(paths.into_iter().map(read).collect())
}

fn imported(files: &Files) -> ImportPlan {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|(name, bytes)| Input { name, bytes })
        .collect();
    plan(&inputs, today(), &mut ids(0))
}

fn lines(plan: &ImportPlan, file: &str) -> Vec<String> {
    let of_file = plan
        .report
        .taken
        .iter()
        .filter(|taken| plan.report.file_name(taken.file) == file);
    of_file.map(|taken| taken.line.clone()).collect()
}

#[test]
fn each_file_alone_says_what_became_of_it() {
    let Some(files) = examples() else { return };
    assert!(files.len() >= 12, "the folder has the examples");
    for file in files {
        let plan = imported(&vec![file.clone()]);
        assert!(plan.report.unread.is_empty(), "{} reads", file.0);
        let rows =
            plan.report.taken.len() + plan.report.kept_aside.len() + plan.report.refused.len();
        assert!(rows > 0, "{} is in the report", file.0);
        if file.0.contains("-Patient-") {
            assert_eq!(plan.people.len(), 1);
        } else {
            // Nobody to give it to, and nothing lost.
            assert!(
                plan.people.is_empty() && plan.report.taken.is_empty(),
                "{}",
                file.0
            );
        }
    }
}

#[test]
fn the_folder_makes_one_person() {
    let Some(files) = examples() else { return };
    let plan = imported(&files);
    assert!(plan.report.unread.is_empty() && plan.report.refused.is_empty());
    assert_eq!(plan.people.len(), 1);
    let key = &plan.people[0].key;
    assert_eq!(key.nhs_number.as_deref(), Some("9912003888"));
    assert_eq!(key.family_name.as_deref(), Some("SMITH"));
    assert_eq!(key.given_names.as_deref(), Some("Richard"));
    assert_eq!(key.birth_date.as_deref(), Some("1970-09-11"));
    assert_eq!(
        lines(&plan, "UKCore-Patient-RichardSmith-Example.xml"),
        [
            "nhs_number",
            "family_name",
            "given_names",
            "birth_date",
            "person.gender_identity",
            "person.address",
            "person.postcode",
            "person.phone",
            "person.ethnicity",
            "person.language",
            "contact"
        ]
    );
    assert_eq!(
        lines(&plan, "UKCore-AllergyIntolerance-Amoxicillin-Example.xml"),
        ["allergy"]
    );
    assert_eq!(
        lines(&plan, "UKCore-Flag-FoodAllergy-Example.xml"),
        ["alert"]
    );
    assert_eq!(
        lines(&plan, "UKCore-Consent-ForInformationAccess-Example.xml"),
        ["consent"]
    );
    assert_eq!(
        lines(&plan, "UKCore-RelatedPerson-JoySmith-Example.xml"),
        ["contact"]
    );
    let because = |reason: Reason| {
        plan.report
            .kept_aside
            .iter()
            .filter(move |aside| aside.reason == reason)
    };
    assert_eq!(because(Reason::EnteredInError).count(), 1);
    assert_eq!(because(Reason::DeathNeedsAPerson).count(), 1);
    // Eight observations and five resources of other kinds.
    assert_eq!(because(Reason::ResourceNotRead).count(), 13);
    let imported = |edit: &Edit| match edit {
        Edit::Set { statement, .. } => statement.basis == Some(Basis::Imported),
        Edit::Enter { draft, .. } => {
            draft.meta.basis == Some(Basis::Imported) && draft.supersedes.is_empty()
        }
    };
    assert!(plan.people[0].edits.iter().all(imported));
}

#[test]
fn the_person_can_be_written_and_given_twice() {
    let Some(files) = examples() else { return };
    let plan = imported(&files);
    let mut computer = Computer::new(1);
    computer.writes(COLIN, 0, &plan.people[0].edits);
    let view = computer.view();
    assert_eq!(view.items("allergy").len(), 1);
    assert_eq!(view.items("contact").len(), 2);
    assert!(view.conflicts().is_empty());
    let again = unsaid(imported(&files).people.remove(0).edits, &view);
    assert!(again.write.is_empty() && again.differ.is_empty());
    check(&computer.export());
}
