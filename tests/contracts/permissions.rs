//! The permission table that is tried cell by cell has every row and every role, and the declarations grant what it says.

use alongside_tests::permissions::{Act, COLUMNS, Cell, ROWS, TABLE, row, said};
use care_record::{Right, Role, SheetKind, may_let_in, may_read, may_read_audit};
use std::collections::BTreeSet;

#[test]
fn the_table_has_a_column_for_each_role_and_something_for_each_row() {
    let columns: BTreeSet<&str> = COLUMNS.iter().map(|role| role.name()).collect();
    let roles: BTreeSet<&str> = Role::ALL.iter().map(|role| role.name()).collect();
    assert_eq!(columns, roles);
    let tried: BTreeSet<&str> = TABLE.iter().map(|row| row.title).collect();
    assert_eq!(tried, ROWS.into_iter().collect());
}

#[test]
fn the_declarations_grant_what_the_table_says() {
    for (row, line) in said() {
        let rule = match line.part {
            Some(_) => care_record::entry_kind(line.name).map(|kind| kind.rule),
            None => care_record::field(line.name).map(|field| field.rule),
        };
        let rule = rule.expect("a line of the record");
        for (role, cell) in row.by_role() {
            let granted = match rule.right(role) {
                Right::Write => Cell::Write,
                // A plain field is neither copied nor suggested.
                Right::Copy | Right::Suggest if line.part.is_none() => Cell::No,
                Right::Copy => Cell::Transcribe,
                Right::Suggest => Cell::Suggest,
                Right::None => Cell::No,
            };
            assert_eq!(granted, cell, "{} by a {}", line.name, role.words());
        }
    }
}

#[test]
fn what_is_read_and_ordered_is_granted_as_the_table_says() {
    let yes_or_no = |yes: bool| if yes { Cell::Yes } else { Cell::No };
    for role in COLUMNS {
        let reads = |section, sheet| may_read(section, sheet, role);
        let care = reads("cpr", SheetKind::Shared);
        let office = reads("person", SheetKind::Shared);
        let summary = if office && !care {
            Cell::Office
        } else {
            yes_or_no(care)
        };
        for (act, granted) in [
            (Act::Glance, summary),
            (
                Act::Withheld,
                yes_or_no(reads("cpr", SheetKind::Restricted)),
            ),
            (Act::WhoLooked, yes_or_no(may_read_audit(role))),
            (Act::LetIn, yes_or_no(may_let_in(role))),
        ] {
            assert_eq!(
                granted,
                row(act).cell(role),
                "{act:?} of a {}",
                role.words()
            );
        }
    }
}
