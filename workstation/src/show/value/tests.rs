use super::super::invented::{Invented, morning, nurse, shown};
use super::{in_one_line, joined, one_entry};
use care_record::Role;

/// The rows of an entry with these parts.
fn rows(kind: &str, parts: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut invented = Invented::new();
    invented.enter(nurse(morning()), kind, parts);
    let view = invented.view(Role::HospiceNurse);
    let said = view.all(kind).next().unwrap();
    shown(Role::HospiceNurse, morning(), |viewer| {
        one_entry(said, &view, viewer).rows
    })
}

#[test]
fn of_a_paper_it_is_said_what_is_attached_and_where_a_copy_lies_and_no_word_of_machines() {
    for (media_type, said) in [
        ("image/jpeg", "Photograph or scan (JPEG)"),
        ("image/png", "Photograph or scan (PNG)"),
        ("application/pdf", "Document (PDF)"),
        ("application/dicom", "A file"),
    ] {
        let paper = [
            ("title", "DNACPR form"),
            ("in_folder", "yes"),
            ("media_type", media_type),
            ("bytes", "68"),
        ];
        let expected = [
            ("Title", "DNACPR form"),
            ("Bedside folder", "A copy lies there"),
            ("Attached", said),
        ];
        let expected = expected.map(|(label, text)| (label.to_owned(), text.to_owned()));
        assert_eq!(rows("document", &paper), expected);
    }
    let elsewhere = rows("also_written", &[("where", "Plan"), ("followed", "no")]);
    assert!(elsewhere.contains(&("Which is followed".to_owned(), "Not this one".to_owned())));
}

#[test]
fn what_somebody_knows_says_of_what() {
    let told = |known: &[(&str, &str)]| {
        let mut invented = Invented::new();
        invented.enter(nurse(morning()), "awareness", known);
        let view = invented.view(Role::HospiceNurse);
        in_one_line(view.all("awareness").next().unwrap())
    };
    let illness = ("diagnosis", "aware");
    let detail = ("detail", "“Don’t give me dates.”");
    assert_eq!(
        told(&[illness, ("prognosis", "partly"), detail]),
        "Of the illness: aware; of the time left: partly aware; “Don’t give me dates.”"
    );
    assert_eq!(told(&[illness]), "Of the illness: aware");
}

#[test]
fn a_sentence_is_followed_by_no_colon() {
    assert_eq!(joined("Fall", "Keep her warm"), "Fall: Keep her warm");
    assert_eq!(joined("Belly tight.", "Bloods"), "Belly tight. Bloods");
}
