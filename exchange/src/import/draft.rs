//! Edits in the making, and from which part of a resource each comes.

use std::collections::BTreeMap;

use care_record::{
    Basis, Body, Edit, EditError, Entry, EntryId, Meta, Role, Statement, validate_edit,
};
use chrono::NaiveDate;
use serde_json::Value;

use super::PersonKey;
use super::claims::Claims;
use super::cursor::{Node, Path};
use super::read::has_odd_characters;
use super::reason::Reason;

/// The role whose rights are used to ask whether an edit is well formed: a GP may write every line
/// an import can touch. Whether the one who imports may write it is asked again where it is written.
const FORM_CHECK: Role = Role::Gp;

/// Collects what one resource says about one person.
pub(crate) struct Draft<'d> {
    pub(crate) today: NaiveDate,
    pub(crate) claims: &'d mut Claims,
    pub(crate) key: PersonKey,
    /// Registers another resource has already set for this person.
    pub(crate) set_before: BTreeMap<String, Statement>,
    new_id: &'d mut dyn FnMut() -> EntryId,
    edits: Vec<Edit>,
    taken: Vec<(Path, String)>,
}

/// An entry in the making.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) body: Body,
    pub(crate) effective: Option<String>,
}

impl Words {
    /// Sets a part, if there is something to set.
    pub(crate) fn part(mut self, name: &str, words: Option<impl Into<String>>) -> Self {
        if let Some(words) = words {
            self.body
                .insert(name.to_owned(), Value::String(words.into()));
        }
        self
    }

    /// Sets a part that holds several choices.
    pub(crate) fn choices(mut self, name: &str, codes: &[&str]) -> Self {
        if !codes.is_empty() {
            let codes = codes
                .iter()
                .map(|code| Value::String((*code).to_owned()))
                .collect();
            self.body.insert(name.to_owned(), Value::Array(codes));
        }
        self
    }

    /// Says when it was true.
    pub(crate) fn effective(mut self, when: Option<String>) -> Self {
        self.effective = when;
        self
    }
}

impl<'d> Draft<'d> {
    pub(crate) fn new(
        today: NaiveDate,
        new_id: &'d mut dyn FnMut() -> EntryId,
        claims: &'d mut Claims,
    ) -> Self {
        Self {
            today,
            claims,
            key: PersonKey::default(),
            set_before: BTreeMap::new(),
            new_id,
            edits: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// Writes a register from these parts of the resource; the first is the one that is named. When
    /// the record does not take it, the parts are refused. Says whether it was taken.
    pub(crate) fn set(&mut self, field: &str, words: &str, used: &[&Node<'_>]) -> bool {
        self.set_statement(field, Statement::words(words), used)
    }

    pub(crate) fn set_statement(
        &mut self,
        field: &str,
        statement: Statement,
        used: &[&Node<'_>],
    ) -> bool {
        // Of two values in one import neither may silently replace the other.
        let statement = statement.on(Basis::Imported);
        if self
            .set_before
            .get(field)
            .is_some_and(|before| *before != statement)
        {
            for node in used {
                self.claims.keep(node, Reason::OnlyOneKept);
            }
            return false;
        }
        self.push(
            Edit::set(field, statement),
            field,
            used.first().copied(),
            used,
        )
    }

    /// Adds an entry said by the part `at`, using up these parts. When the record does not take it,
    /// `at` is refused whole.
    pub(crate) fn enter(
        &mut self,
        kind: &str,
        words: Words,
        at: &Node<'_>,
        used: &[&Node<'_>],
    ) -> bool {
        let mut draft = Entry::new(kind, words.body);
        draft.meta = Meta {
            basis: Some(Basis::Imported),
            effective: words.effective,
            ..Meta::default()
        };
        let id = (self.new_id)();
        self.push(Edit::enter(id, draft), kind, Some(at), used)
    }

    fn push(&mut self, edit: Edit, line: &str, at: Option<&Node<'_>>, used: &[&Node<'_>]) -> bool {
        let problem = if odd(&edit) {
            Some(Reason::BadCharacter)
        } else {
            validate_edit(&edit, FORM_CHECK).err().map(reason)
        };
        if let Some(reason) = problem {
            for node in at.map_or(used.to_vec(), |at| vec![at]) {
                self.claims.refuse(node, reason);
            }
            return false;
        }
        for node in used {
            self.claims.take(node);
        }
        if let Some(at) = at {
            self.taken.push((at.path().clone(), line.to_owned()));
        }
        self.edits.push(edit);
        true
    }

    /// Hands over what was collected: edits, where they come from, by what the person is known.
    pub(crate) fn hand_over(&mut self) -> (Vec<Edit>, Vec<(Path, String)>, PersonKey) {
        (
            std::mem::take(&mut self.edits),
            std::mem::take(&mut self.taken),
            std::mem::take(&mut self.key),
        )
    }
}

fn odd(edit: &Edit) -> bool {
    match edit {
        Edit::Set { statement, .. } => has_odd_characters(statement.answer.words()),
        Edit::Enter { draft, .. } => draft
            .body
            .values()
            .filter_map(Value::as_str)
            .any(has_odd_characters),
    }
}

fn reason(error: EditError) -> Reason {
    match error {
        EditError::TooLong { .. } => Reason::TooLong,
        EditError::NotADate { .. } => Reason::ImpossibleDate,
        EditError::NhsNumber(_) => Reason::BadNhsNumber,
        EditError::UnknownLine(_)
        | EditError::NotAllowed { .. }
        | EditError::UnknownPart { .. }
        | EditError::Missing { .. }
        | EditError::Empty { .. }
        | EditError::NotAChoice { .. }
        | EditError::NotANumber { .. }
        | EditError::NotARecord { .. }
        | EditError::ErrorSaysMore => Reason::NotAcceptable,
    }
}
