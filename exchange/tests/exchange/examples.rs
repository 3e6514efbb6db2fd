//! The published UK Core examples, imported together as a folder would be.
//!
//! They are not part of this repository. Where they are not beside it, the tests say so and pass.

use std::path::PathBuf;

use exchange::import::{ImportPlan, Input, plan};

/// The example files, or `None` with the reason printed.
fn examples() -> Option<Vec<(String, Vec<u8>)>> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data");
    let data = std::env::var_os("ALONGSIDE_SHARED_DATA")
        .map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let folder = data.join("uk-core");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: the UK Core examples are not beside this checkout");
        return None;
    };
    let mut files: Vec<_> = entries.map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path
            .file_name()
            .expect("name")
            .to_string_lossy()
            .into_owned();
        (name, std::fs::read(&path).expect("reads"))
    };
    Some(files.into_iter().map(read).collect())
}

fn imported(files: &[(String, Vec<u8>)]) -> ImportPlan {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|(name, bytes)| Input { name, bytes })
        .collect();
    plan(&inputs, crate::cast::today(), &mut crate::cast::ids(0))
}

#[test]
fn the_folder_makes_one_person() {
    let Some(files) = examples() else { return };
    let plan = imported(&files);
    println!("{:#?}", plan.report);
    for edit in &plan.people[0].edits {
        println!("{edit:?}");
    }
    assert!(plan.report.unread.is_empty());
    assert_eq!(plan.people.len(), 1);
    let person = &plan.people[0];
    assert!(
        person
            .key
            .nhs_number
            .as_deref()
            .is_some_and(|number| number.ends_with("3888"))
    );
    assert_eq!(person.key.birth_date.as_deref(), Some("1970-09-11"));
}
