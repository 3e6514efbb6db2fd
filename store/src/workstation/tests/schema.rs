//! The schema as it is, written down so that a change of it shows in a review.

use super::fixture::store;
use crate::health::schema_text;

#[test]
fn the_schema_is_the_one_written_down() {
    let (_folder, _place, store) = store();
    crate::health::compare_schema("workstation", &schema_text(&store.connection));
}

#[test]
fn every_table_is_strict() {
    let (_folder, _place, store) = store();
    let loose: Vec<String> = store
        .connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap()
        .query_map([], |row| row.get("name"))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(loose, Vec::<String>::new());
}
