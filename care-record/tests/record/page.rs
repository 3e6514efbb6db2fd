//! docs/record.md is made from the declarations; this fails when the two differ.
//! Refresh with `ALONGSIDE_BLESS=1 cargo test -p care-record --test record`.

mod lines;
mod rights;
#[path = "page/standards.rs"]
mod standards_page;
mod table;

use std::path::Path;

#[test]
fn the_page_of_the_record_is_what_the_declarations_say() {
    let made = [
        lines::introduction(),
        lines::sections(),
        standards_page::page(),
        rights::page(),
    ]
    .concat();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/record.md");
    if std::env::var_os("ALONGSIDE_BLESS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == made,
        "docs/record.md is not what the declarations say; run with ALONGSIDE_BLESS=1"
    );
}
