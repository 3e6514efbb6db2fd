//! What an organisation may take away, and what it may never give.

use super::sample;
use care_record::{
    Basis, Edit, EntryId, Policy, Right, Role, WriteRule, entry_kinds, fields, validate_edit,
    validate_edit_under,
};

fn lines() -> impl Iterator<Item = (&'static str, &'static WriteRule)> {
    let kinds = entry_kinds().map(|kind| (kind.name, &kind.rule));
    kinds.chain(fields().map(|field| (field.name, &field.rule)))
}

#[test]
fn a_policy_takes_rights_away_and_never_gives_one() {
    for (line, rule) in lines() {
        for role in Role::ALL {
            let national = rule.right(*role);
            for right in Right::ALL {
                let mut policy = Policy::default();
                let taken = policy.tighten(line, *role, right);
                assert_eq!(taken.is_ok(), right < national, "{line} {role:?} {right:?}");
                assert_eq!(policy.right(line, rule, *role), right.min(national));
                for other in Role::ALL.iter().filter(|other| *other != role) {
                    assert_eq!(policy.right(line, rule, *other), rule.right(*other));
                }
                policy.restore(line, *role);
                assert_eq!(policy, Policy::default());
            }
        }
    }
}

#[test]
fn what_is_taken_away_is_refused_where_it_is_written() {
    let mut policy = Policy::default();
    policy
        .tighten("cpr_decision", Role::DistrictNurse, Right::Copy)
        .unwrap();
    policy
        .tighten("person.phone", Role::SeniorCarer, Right::None)
        .unwrap();
    let kind = care_record::entry_kind("cpr_decision").unwrap();
    let decision = Edit::enter(EntryId::named("1"), sample::draft(kind));
    let mut copy = sample::draft(kind);
    copy.meta.basis = Some(Basis::Transcribed);
    let copy = Edit::enter(EntryId::named("2"), copy);
    assert!(validate_edit(&decision, Role::DistrictNurse).is_ok());
    assert!(validate_edit_under(&decision, Role::DistrictNurse, &policy).is_err());
    assert!(validate_edit_under(&copy, Role::DistrictNurse, &policy).is_ok());
    assert!(validate_edit_under(&decision, Role::Gp, &policy).is_ok());
    let phone = sample::set(care_record::field("person.phone").unwrap(), 1);
    assert!(validate_edit_under(&phone, Role::SeniorCarer, &policy).is_err());
    assert!(validate_edit_under(&phone, Role::DistrictNurse, &policy).is_ok());
}
