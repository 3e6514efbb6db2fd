//! Decisions are written down in one form, so that they can be found.

use crate::checkout::{TextFile, read, text_files};

const TEMPLATE: &str = "docs/adr/000-template.md";

fn decisions() -> Vec<TextFile> {
    let mut pages: Vec<TextFile> = text_files()
        .into_iter()
        .filter(|file| file.path.starts_with("docs/adr/") && file.path != TEMPLATE)
        .collect();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    pages
}

fn headings(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| line.starts_with("## "))
        .collect()
}

#[test]
fn decisions_are_numbered_without_a_gap() {
    let pages = decisions();
    assert!(!pages.is_empty(), "no decision is written down");
    for (index, page) in pages.iter().enumerate() {
        let number = format!("{:03}", index + 1);
        assert!(
            page.path.starts_with(&format!("docs/adr/{number}-")),
            "{} should carry number {number}",
            page.path
        );
        assert!(
            page.text.starts_with(&format!("# {number} · ")),
            "{} should open with its number and what was decided",
            page.path
        );
    }
}

#[test]
fn decisions_have_the_headings_of_the_template() {
    let template = read(TEMPLATE);
    for page in decisions() {
        assert_eq!(
            headings(&page.text),
            headings(&template),
            "headings of {}",
            page.path
        );
    }
}

#[test]
fn no_heading_is_empty() {
    for page in decisions() {
        for section in page.text.split("\n## ").skip(1) {
            let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
            assert!(
                !body.trim().is_empty(),
                "{}: nothing under \"{heading}\"",
                page.path
            );
        }
    }
}
