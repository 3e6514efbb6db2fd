//! Whatever bytes come: nothing panics, nothing is lost unsaid, and what is taken can be written and
//! sent on. The fuzz target runs this very function.

use care_record::{EntryId, Hash, Record, RecordId, Role, SheetKind};
use chrono::NaiveDate;
use exchange::import::{Input, plan, unsaid};

/// Imports bytes as a file, writes what comes of them, and exports that.
pub(crate) fn try_everything(bytes: &[u8]) {
    let mut next = 0_u64;
    let mut new_id = || {
        next += 1;
        EntryId::from_random(next.to_be_bytes())
    };
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let plan = plan(
        &[Input {
            name: "file",
            bytes,
        }],
        today,
        &mut new_id,
    );
    if !plan.report.unread.is_empty() {
        assert!(
            plan.people.is_empty() && plan.report.taken.is_empty(),
            "a file that is not read gives nothing"
        );
        return;
    }
    for aside in plan.report.kept_aside.iter().chain(&plan.report.refused) {
        assert!(
            serde_json::from_str::<serde_json::Value>(&aside.fragment).is_ok(),
            "what is kept aside is whole"
        );
    }
    for person in plan.people {
        for edit in &person.edits {
            assert!(
                care_record::validate_edit(edit, Role::Gp).is_ok(),
                "what is taken may be written"
            );
        }
        let mut record = Record::new(RecordId::from_bytes([5; 16]));
        if record
            .sheet_mut(SheetKind::Shared)
            .write([1; 8], &person.edits)
            .is_err()
        {
            assert!(person.edits.is_empty(), "what is taken can be written");
        }
        let view = record.view(&|_: &Hash| None);
        let text = exchange::export::document(&view);
        assert_eq!(text, exchange::export::document(&view));
        let again = exchange::fhir::parse(text.as_bytes());
        assert!(again.is_ok(), "what goes out can come in");
        assert!(
            unsaid(person.edits, &view).write.is_empty(),
            "it has all been said"
        );
    }
}
