use super::super::invented::{Invented, morning, nurse, plain, shown};
use super::person::knows;
use care_record::{Answer, Entry, Role, SheetKind};

/// The lines of what they know, where this was written of the person.
fn lines(draft: Entry) -> Vec<(String, String)> {
    let mut invented = Invented::new();
    invented.draft(nurse(morning()), SheetKind::Shared, draft);
    let view = invented.view(Role::HospiceNurse);
    shown(Role::HospiceNurse, morning(), |viewer| {
        knows(&view, viewer).lines
    })
}

#[test]
fn what_is_not_known_of_what_she_knows_is_said_too() {
    let known = [("diagnosis", "aware"), ("prognosis", "partly")];
    let said = "Of the illness: aware; of the time left: partly aware";
    assert_eq!(
        lines(plain("awareness", &known)),
        [("The person".to_owned(), said.to_owned())]
    );
    let not_asked = Entry {
        answer: Some(Answer::NotAsked),
        ..plain("awareness", &[])
    };
    let (_, words) = lines(not_asked).remove(0);
    assert_eq!(words, Answer::NotAsked.words());
}
