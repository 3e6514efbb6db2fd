//! Every line and every role: what the table of permissions grants is what is taken, where it is written and where it is
//! read.

use super::computers::by;
use super::sample;
use care_record::{
    Answer, Basis, Body, Cardinality, Edit, EditError, EntryDraft, EntryId, EntryKind,
    FieldDeclaration, Hash, MergeClass, Record, RecordId, Right, Role, SheetKind, Standing,
    Statement, TwoPeople, entry_kinds, fields, may_read_audit, validate_edit,
};
use std::collections::BTreeMap;

fn statement(field: &FieldDeclaration) -> Statement {
    Statement::answer(Answer::Words(sample::words(&field.kind, 0)))
}

/// An entry as each right allows it, and more than it allows.
struct Tries {
    plain: EntryDraft,
    copied: EntryDraft,
    copied_over: EntryDraft,
    suggested: EntryDraft,
    suggested_error: EntryDraft,
    error: EntryDraft,
    non_answer: EntryDraft,
}

impl Tries {
    fn of(kind: &EntryKind) -> Self {
        let plain = sample::draft(kind);
        let mut copied = plain.clone();
        copied.meta.basis = Some(Basis::Transcribed);
        let mut suggested = plain.clone();
        suggested.meta.suggested = true;
        let error = EntryDraft::in_error(kind.name, vec![EntryId::named("other")]);
        let mut suggested_error = error.clone();
        suggested_error.meta.suggested = true;
        let mut non_answer = EntryDraft::new(kind.name, Body::new());
        non_answer.answer = Some(Answer::NotKnown);
        Self {
            copied_over: copied.clone().superseding([EntryId::named("other")]),
            plain,
            copied,
            suggested,
            suggested_error,
            error,
            non_answer,
        }
    }

    /// Each with whether this right allows it.
    fn judged(self, kind: &EntryKind, right: Right) -> [(&'static str, EntryDraft, bool); 7] {
        let write = right == Right::Write;
        let unmarkable_by_two = kind.two_people == TwoPeople::ToUnmark;
        [
            ("plain", self.plain, write),
            ("copied", self.copied, write || right == Right::Copy),
            ("copied over another", self.copied_over, write),
            ("suggested", self.suggested, right != Right::None),
            ("suggested as an error", self.suggested_error, false),
            ("marked as an error", self.error, write),
            ("not known", self.non_answer, write && !unmarkable_by_two),
        ]
    }
}

fn expected(allowed: bool, line: &'static str) -> Result<(), EditError> {
    if allowed {
        Ok(())
    } else {
        Err(EditError::NotAllowed { line })
    }
}

#[test]
fn what_may_be_written_of_an_entry_is_what_the_table_grants() {
    for kind in entry_kinds() {
        for &role in Role::ALL {
            let right = kind.rule.right(role);
            for (how, draft, allowed) in Tries::of(kind).judged(kind, right) {
                assert_eq!(
                    validate_edit(&Edit::enter(EntryId::named("new"), draft), role),
                    expected(allowed, kind.name),
                    "{} {how} by a {}",
                    kind.name,
                    role.words()
                );
            }
        }
    }
}

#[test]
fn a_register_is_set_by_those_who_may_write_it_and_nobody_else() {
    for field in fields() {
        for &role in Role::ALL {
            let allowed = field.rule.right(role) == Right::Write;
            assert_eq!(
                validate_edit(&Edit::set(field.name, statement(field)), role),
                expected(allowed, field.name),
                "{} by a {}",
                field.name,
                role.words()
            );
        }
    }
}

/// What an entry that says something stands as, for an author of this right.
fn standing(how: &str, right: Right) -> Standing {
    match (how, right) {
        ("suggested", Right::Write | Right::Copy | Right::Suggest) => Standing::Suggested,
        (_, Right::Write) | ("copied", Right::Copy) => Standing::Open,
        _ => Standing::NotInForce,
    }
}

#[test]
fn what_somebody_wrote_without_the_right_counts_for_nothing_where_it_is_read() {
    for &role in Role::ALL {
        let mut record = Record::new(RecordId::from_bytes([9; 16]));
        let mut asked = BTreeMap::new();
        let mut edits = Vec::new();
        for kind in entry_kinds() {
            let right = kind.rule.right(role);
            let tries = Tries::of(kind);
            for (how, draft) in [
                ("plain", tries.plain),
                ("copied", tries.copied),
                ("suggested", tries.suggested),
            ] {
                let id = EntryId::named(format!("{} {how}", kind.name));
                asked.insert(id.clone(), standing(how, right));
                edits.push(Edit::enter(id, draft));
            }
        }
        for field in fields() {
            edits.push(Edit::set(field.name, statement(field)));
        }
        let written = record
            .sheet_mut(SheetKind::Shared)
            .write([1; 8], &edits)
            .unwrap();
        let author = |hash: &Hash| (*hash == written.hash).then(|| by(role));
        let view = record.view(&author);

        let read: BTreeMap<EntryId, Standing> = view
            .entries()
            .map(|entry| (entry.id.clone(), entry.standing))
            .collect();
        assert_eq!(read, asked, "of a {}", role.words());
        for field in fields() {
            let counts = field.rule.right(role) == Right::Write;
            let read = view.field(field.name).only();
            assert_eq!(read.is_some(), counts, "{}", field.name);
        }
        let kept_out = record.values_not_in_force(&author).len();
        let may_not = |field: &&FieldDeclaration| field.rule.right(role) != Right::Write;
        assert_eq!(kept_out, fields().filter(may_not).count());
    }
}

#[test]
fn one_who_may_not_write_replaces_nothing() {
    for kind in entry_kinds() {
        let Some(&writer) = kind.rule.write.first() else {
            continue;
        };
        let others = Role::ALL
            .iter()
            .filter(|role| !kind.rule.write.contains(role));
        for &role in others {
            let mut record = Record::new(RecordId::from_bytes([9; 16]));
            let sheet = record.sheet_mut(SheetKind::Shared);
            let first = EntryId::named("first");
            let mut write = |actor, edit: Edit| sheet.write([actor; 8], &[edit]).unwrap().hash;
            let theirs = write(1, Edit::enter(first.clone(), sample::draft(kind)));
            let tries = Tries::of(kind);
            let over = [tries.copied, tries.plain, tries.suggested]
                .map(|draft| draft.superseding([first.clone()]));
            let error = EntryDraft::in_error(kind.name, vec![first.clone()]);
            for (number, draft) in over.into_iter().chain([error]).enumerate() {
                write(2, Edit::enter(EntryId::named(number.to_string()), draft));
            }
            let view =
                record.view(&|hash: &Hash| Some(by(if *hash == theirs { writer } else { role })));
            let standing = view.all(kind.name).find(|entry| entry.id == first);
            assert_eq!(
                standing.map(|entry| entry.standing),
                Some(Standing::Open),
                "{} replaced by a {}",
                kind.name,
                role.words()
            );
        }
    }
}

#[test]
fn one_who_may_not_write_makes_two_versions_of_nothing() {
    let lists = entry_kinds()
        .filter(|kind| kind.cardinality == Cardinality::Many && kind.class != MergeClass::Log);
    for kind in lists {
        let others = Role::ALL
            .iter()
            .filter(|role| kind.rule.right(**role) == Right::None);
        for &role in others {
            let writer = *kind.rule.write.first().unwrap();
            let mut record = Record::new(RecordId::from_bytes([9; 16]));
            let sheet = record.sheet_mut(SheetKind::Shared);
            let [one, other] = ["one", "other"].map(EntryId::named);
            let mut write = |actor, edit: Edit| sheet.write([actor; 8], &[edit]).unwrap().hash;
            let theirs =
                [&one, &other].map(|id| write(1, Edit::enter(id.clone(), sample::draft(kind))));
            let both = sample::draft(kind).superseding([one, other]);
            write(2, Edit::enter(EntryId::named("a lie"), both));
            let view = record
                .view(&|hash: &Hash| Some(by(if theirs.contains(hash) { writer } else { role })));
            let items = view.items(kind.name);
            let of = format!("{} by a {}", kind.name, role.words());
            assert_eq!(items.len(), 2, "{of}");
            assert!(
                items.iter().all(|item| item.reading.only().is_some()),
                "{of}"
            );
        }
    }
}

#[test]
fn who_looked_is_read_by_those_who_answer_for_it() {
    let may = Role::ALL.iter().filter(|role| may_read_audit(**role));
    let may: Vec<&str> = may.map(|role| role.name()).collect();
    assert_eq!(may, ["home_manager", "administrator", "privacy_officer"]);
}
