//! Who may write and who may read, as the room decides it.

use super::table::{code, table};
use care_record::{
    FieldDeclaration, Right, Role, SectionDeclaration, SheetKind, may_read, may_write, sections,
};

pub(crate) fn page() -> String {
    let writing: String = sections().iter().map(writing).collect();
    format!(
        "## Who may write

A right is checked where somebody writes and again wherever it is read: what was
written without it is kept, shown and counts for nothing.

{writing}## Who may read

On which sheets a role may read a section. A privacy officer reads the audit and
no record; an administrator reads who somebody is and whom to write to.

{}",
        reading()
    )
    .trim_end()
    .to_owned()
        + "\n"
}

fn head(first: &'static str) -> Vec<&'static str> {
    let roles = Role::ALL.iter().map(|role| role.words());
    [first].into_iter().chain(roles).collect()
}

fn writing(section: &SectionDeclaration) -> String {
    let registers = section
        .fields
        .iter()
        .map(|field| row(field.name, |role| on(field, role)));
    let kinds = section
        .kinds
        .iter()
        .map(|kind| row(kind.name, |role| kind.rule.right(role)));
    let title = format!("### Writing in “{}”\n\n", section.title);
    title + &table(&head("line"), registers.chain(kinds))
}

/// A register is written or not: there is no suggestion of a plain fact.
fn on(field: &FieldDeclaration, role: Role) -> Right {
    if may_write(&field.rule, role) {
        Right::Write
    } else {
        Right::None
    }
}

fn row(name: &str, right: impl Fn(Role) -> Right) -> Vec<String> {
    let rights = Role::ALL.iter().map(|&role| match right(role) {
        Right::Write => "write",
        Right::Copy => "copy",
        Right::Suggest => "suggest",
        Right::None => "–",
    });
    let cells = rights.map(str::to_owned);
    [code(name)].into_iter().chain(cells).collect()
}

fn reading() -> String {
    let rows = sections().iter().map(|section| {
        let cells = Role::ALL.iter().map(|&role| readable(section.name, role));
        [section.title.to_owned()]
            .into_iter()
            .chain(cells)
            .collect()
    });
    table(&head("section"), rows)
}

fn readable(section: &str, role: Role) -> String {
    let sheets = [
        (SheetKind::Shared, "shared"),
        (SheetKind::Restricted, "restricted"),
        (SheetKind::Local, "local"),
    ];
    let may: Vec<&str> = sheets
        .into_iter()
        .filter(|(sheet, _)| may_read(section, *sheet, role))
        .map(|(_, words)| words)
        .collect();
    if may.is_empty() {
        "–".into()
    } else {
        may.join(", ")
    }
}
