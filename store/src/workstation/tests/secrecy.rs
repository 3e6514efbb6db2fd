//! Nothing that was written can be read in any file of the store's folder without the key.

use std::fs;

use super::super::*;
use super::fixture::*;

const MARKER: &[u8] = b"XYLOPHONE-MARKER";

fn files_with_marker(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        if bytes.windows(MARKER.len()).any(|window| window == MARKER)
            || bytes.starts_with(b"SQLite format 3")
        {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn no_word_is_readable_in_any_file() {
    let marker = String::from_utf8(MARKER.to_vec()).unwrap();
    let (folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    for n in 1..=30 {
        let mut body = MARKER.repeat(200);
        body.push(n);
        let mut save = hand.save(&store, shared(n), &body);
        save.card.family.clone_from(&marker);
        save.audit.detail.clone_from(&marker);
        store.append_save(&save).unwrap();
        store
            .keep_draft(&Draft {
                place: DraftPlace {
                    staff: staff(),
                    record: record(n),
                    field: marker.clone(),
                },
                text: marker.clone(),
                drafted_at_ms: 0,
            })
            .unwrap();
    }
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.contains(&"store.db-wal".to_owned()), "{names:?}");
    assert_eq!(files_with_marker(folder.path()), Vec::<String>::new());

    // The test itself can find the words where they are: the store gives them back.
    let snapshot = store.document(shared(1)).unwrap().unwrap().snapshot;
    assert!(snapshot.starts_with(MARKER));
    assert_eq!(store.people(&marker, 50).unwrap().len(), 30);

    store.back_up(&folder.path().join("copy.db")).unwrap();
    store.fold_log().unwrap();
    store.close().unwrap();
    assert_eq!(files_with_marker(folder.path()), Vec::<String>::new());
}

#[test]
fn no_word_is_in_an_error() {
    let marker = String::from_utf8(MARKER.to_vec()).unwrap();
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    store
        .connection
        .execute_batch(
            "CREATE TRIGGER trip BEFORE INSERT ON card
             BEGIN SELECT RAISE(ABORT, 'XYLOPHONE-MARKER'); END;",
        )
        .unwrap();
    let mut save = hand.save(&store, shared(1), b"one");
    save.card.family = marker.clone();
    let error = store.append_save(&save).unwrap_err();
    assert!(!format!("{error} {error:?}").contains(&marker));
    assert_eq!(error.code(), "store.refused_row");
}
