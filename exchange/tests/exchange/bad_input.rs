//! Bad input: a clear reason with a stable code, nothing else stops, nothing is lost.

use exchange::import::{ImportPlan, KeptAside, Reason};
use serde_json::{Value, json};

use crate::cast::import;

fn person(changes: Value) -> String {
    let mut patient = json!({
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}],
        "name": [{"family": "Pike", "given": ["Ann"]}],
        "birthDate": "1941-03-02",
    });
    for (name, value) in changes.as_object().expect("changes") {
        patient[name] = value.clone();
    }
    patient.to_string()
}

fn about(kind: &str, changes: Value) -> String {
    let member = if kind == "Flag" { "subject" } else { "patient" };
    let mut resource = json!({"resourceType": kind, member: {"reference": "Patient/p1"}});
    for (name, value) in changes.as_object().expect("changes") {
        resource[name] = value.clone();
    }
    resource.to_string()
}

fn with_person(kind: &str, changes: Value) -> ImportPlan {
    import(&[("a", &person(json!({}))), ("b", &about(kind, changes))])
}

fn lines(plan: &ImportPlan) -> Vec<&str> {
    plan.report
        .taken
        .iter()
        .map(|taken| taken.line.as_str())
        .collect()
}

fn only(asides: &[KeptAside]) -> (&str, Reason) {
    assert_eq!(asides.len(), 1, "{asides:?}");
    (&asides[0].path, asides[0].reason)
}

#[test]
fn a_bad_nhs_number_is_refused_alone() {
    let identifier =
        json!([{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000019"}]);
    let plan = import(&[("a", &person(json!({"identifier": identifier})))]);
    assert_eq!(
        only(&plan.report.refused),
        ("Patient.identifier[0]", Reason::BadNhsNumber)
    );
    assert!(
        plan.report.refused[0].fragment.contains("9990000019"),
        "it is kept"
    );
    assert_eq!(lines(&plan), ["family_name", "given_names", "birth_date"]);
    assert_eq!(plan.people[0].key.nhs_number, None);
}

#[test]
fn several_nhs_numbers_are_for_a_person() {
    let number = |n: &str| json!({"system": "https://fhir.nhs.uk/Id/nhs-number", "value": n});
    let plan = import(&[(
        "a",
        &person(json!({"identifier": [number("9990000018"), number("9990000026")]})),
    )]);
    assert_eq!(plan.report.refused.len(), 2);
    assert!(
        plan.report
            .refused
            .iter()
            .all(|refused| refused.reason == Reason::SeveralNhsNumbers)
    );
    // One that is marked as old, and one given twice, are not several.
    let old =
        json!({"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026", "use": "old"});
    let plan = import(&[(
        "a",
        &person(json!({"identifier": [number("999 000 0018"), old, number("9990000018")]})),
    )]);
    assert!(plan.report.refused.is_empty());
    assert_eq!(plan.people[0].key.nhs_number.as_deref(), Some("9990000018"));
}

#[test]
fn impossible_dates_are_refused_alone() {
    let table = [
        ("1941-02-30", Reason::ImpossibleDate, true),
        ("1941-13-01", Reason::ImpossibleDate, true),
        ("02/03/1941", Reason::ImpossibleDate, true),
        ("2026-11-23", Reason::FutureDate, true),
        ("1880-01-01", Reason::ImplausibleDate, true),
        ("1941-03", Reason::PartialDate, false),
        ("1941", Reason::PartialDate, false),
    ];
    for (date, reason, refused) in table {
        let plan = import(&[("a", &person(json!({"birthDate": date})))]);
        let list = if refused {
            &plan.report.refused
        } else {
            &plan.report.kept_aside
        };
        assert_eq!(only(list), ("Patient.birthDate", reason), "{date}");
        assert_eq!(lines(&plan), ["nhs_number", "family_name", "given_names"]);
    }
}

#[test]
fn a_huge_name_is_refused_alone() {
    let huge = "x".repeat(10_000);
    let plan = import(&[(
        "a",
        &person(json!({"name": [{"family": huge, "given": ["Ann"]}]})),
    )]);
    assert_eq!(
        only(&plan.report.refused),
        ("Patient.name[0].family", Reason::TooLong)
    );
    assert_eq!(plan.report.refused[0].fragment.len(), 10_002);
    assert_eq!(lines(&plan), ["nhs_number", "given_names", "birth_date"]);
    let plan = import(&[(
        "a",
        &person(json!({"name": [{"family": "Pi\u{0}ke", "given": ["Ann"]}]})),
    )]);
    assert_eq!(
        only(&plan.report.refused),
        ("Patient.name[0].family", Reason::BadCharacter)
    );
    let plan = import(&[("a", &person(json!({"name": [{"use": "usual"}]})))]);
    assert_eq!(
        only(&plan.report.refused),
        ("Patient.name[0]", Reason::NoName)
    );
}

#[test]
fn a_long_allergy_is_cut_and_kept_whole_aside() {
    let long = "peanut ".repeat(100);
    let plan = with_person("AllergyIntolerance", json!({"code": {"text": long}}));
    assert!(
        lines(&plan).contains(&"allergy"),
        "an allergy is never missing for being long"
    );
    assert!(
        plan.report
            .kept_aside
            .iter()
            .any(|aside| aside.fragment.contains(long.trim()))
    );
}

#[test]
fn a_broken_file_stops_no_other() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\
                  <Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&b;\"/></Patient>";
    let deep = format!(
        "{{\"resourceType\":\"Patient\",\"contact\":{}",
        "[".repeat(5_000)
    );
    let whole = person(json!({}));
    let cut: String = whole.chars().take(whole.len() - 9).collect();
    let plan = import(&[
        ("laughs", laughs),
        ("deep", &deep),
        ("cut", &cut),
        ("words", "Dear colleague"),
        ("whole", &whole),
    ]);
    let unread: Vec<_> = plan
        .report
        .unread
        .iter()
        .map(|u| (plan.report.file_name(u.file), u.error.code()))
        .collect();
    assert_eq!(
        unread,
        [
            ("laughs", "import.xml_doctype"),
            ("deep", "import.too_deep"),
            ("cut", "import.bad_json"),
            ("words", "import.not_fhir")
        ]
    );
    assert_eq!(plan.people.len(), 1);
    assert!(
        plan.report
            .unread
            .iter()
            .all(|u| !u.error.to_string().contains("colleague"))
    );
}

#[test]
fn unknown_resources_and_elements_are_kept_as_they_came() {
    let observation = r#"{"resourceType":"Observation","valueQuantity":{"value":37.50}}"#;
    let with_photo = person(json!({"photo": [{"contentType": "image/png", "data": "AAAA"}]}));
    let plan = import(&[("a", observation), ("b", &with_photo)]);
    let kept: Vec<_> = plan
        .report
        .kept_aside
        .iter()
        .map(|a| (a.path.as_str(), a.fragment.as_str()))
        .collect();
    assert_eq!(
        kept[1],
        ("Observation", observation),
        "with the last digit of the decimal"
    );
    assert_eq!(kept[0].0, "Patient.photo");
}

#[test]
fn what_is_about_nobody_here_is_refused_whole() {
    let allergy = json!({"code": {"text": "Nuts"}, "patient": {"reference": "Patient/other"}});
    let plan = with_person("AllergyIntolerance", allergy);
    assert_eq!(
        only(&plan.report.refused),
        ("AllergyIntolerance", Reason::NoPatient)
    );
    assert!(plan.report.refused[0].fragment.contains("Nuts"));
    let plan = import(&[(
        "a",
        r#"{"resourceType":"Flag","status":"active","code":{"text":"x"}}"#,
    )]);
    assert_eq!(only(&plan.report.refused), ("Flag", Reason::NoPatient));
}

#[test]
fn two_people_of_one_id_are_told_apart_by_file() {
    let other = person(json!({
        "name": [{"family": "Wray"}],
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026"}],
    }));
    let allergy = about("AllergyIntolerance", json!({"code": {"text": "Nuts"}}));
    let bundle = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{other}}},{{"resource":{allergy}}}]}}"#
    );
    let nuts = |plan: &ImportPlan| {
        plan.report
            .taken
            .iter()
            .find(|t| t.line == "allergy")
            .map(|t| t.person)
    };
    let plan = import(&[("a", &person(json!({}))), ("b", &bundle)]);
    assert_eq!(
        nuts(&plan),
        Some(1),
        "the allergy is of the person in its own file"
    );
    let plan = import(&[("a", &person(json!({}))), ("b", &other), ("c", &allergy)]);
    assert_eq!(nuts(&plan), None);
    assert_eq!(
        only(&plan.report.refused),
        ("AllergyIntolerance", Reason::AmbiguousPatient)
    );
    let by_number = about(
        "AllergyIntolerance",
        json!({"code": {"text": "Nuts"}, "patient": {"identifier":
            {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "999 000 0026"}}}),
    );
    let plan = import(&[("a", &person(json!({}))), ("b", &other), ("c", &by_number)]);
    assert_eq!(nuts(&plan), Some(1));
    // A name and a number that lead to different people lead to nobody.
    let both = about(
        "AllergyIntolerance",
        json!({"code": {"text": "Nuts"}, "patient": {"reference": "urn:uuid:1", "identifier":
            {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026"}}}),
    );
    let patient = person(json!({}));
    let bundle = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"fullUrl":"urn:uuid:1","resource":{patient}}},{{"resource":{both}}}]}}"#
    );
    let plan = import(&[("a", &bundle), ("b", &other)]);
    assert_eq!(only(&plan.report.refused).1, Reason::AmbiguousPatient);
}

#[test]
fn two_files_on_one_person_make_one_person() {
    let other = person(json!({
        "id": "gp-77",
        "telecom": [{"system": "phone", "value": "2"}],
        "name": [{"family": "PIKE", "given": ["Ann"]}],
    }));
    let first = person(json!({"telecom": [{"system": "phone", "value": "1"}]}));
    let allergy = about(
        "AllergyIntolerance",
        json!({"code": {"text": "Nuts"}, "patient": {"reference": "Patient/gp-77"}}),
    );
    let plan = import(&[("a", &first), ("b", &other), ("c", &allergy)]);
    assert_eq!(plan.people.len(), 1);
    let kinds = plan.people[0].edits.iter().map(|edit| match edit {
        care_record::Edit::Set { field, .. } => field.as_str(),
        care_record::Edit::Enter { draft, .. } => draft.kind.as_str(),
    });
    // Said twice is said once; said differently both stand; a register keeps the first.
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            "nhs_number",
            "family_name",
            "given_names",
            "birth_date",
            "person.phone",
            "family_name",
            "allergy"
        ]
    );
    assert_eq!(
        only(&plan.report.kept_aside),
        ("Patient.telecom[0]", Reason::OnlyOneKept)
    );

    let stranger = person(json!({"id": "p2", "birthDate": "1950-01-01"}));
    let theirs = about(
        "AllergyIntolerance",
        json!({"code": {"text": "Nuts"}, "patient": {"reference": "Patient/p2"}}),
    );
    let plan = import(&[("a", &person(json!({}))), ("b", &stranger), ("c", &theirs)]);
    assert_eq!(
        plan.people.len(),
        1,
        "one number and two dates of birth are two people, one of them with a wrong number"
    );
    assert_eq!(
        only(&plan.report.kept_aside),
        ("Patient", Reason::SharedNhsNumber)
    );
    assert_eq!(
        only(&plan.report.refused),
        ("AllergyIntolerance", Reason::NoPatient)
    );
}

#[test]
fn a_contained_patient_is_somebody_or_the_one_we_have() {
    let contained = |number: &str| {
        about(
            "AllergyIntolerance",
            json!({
                "code": {"text": "Nuts"},
                "patient": {"reference": "#me"},
                "contained": [{"resourceType": "Patient", "id": "me", "name": [{"family": "Pike"}],
                    "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}]}],
            }),
        )
    };
    let plan = import(&[("a", &person(json!({}))), ("b", &contained("9990000018"))]);
    assert_eq!(plan.people.len(), 1);
    assert!(lines(&plan).contains(&"allergy"));
    let plan = import(&[("a", &person(json!({}))), ("b", &contained("9990000026"))]);
    assert_eq!(plan.people.len(), 2);
    assert_eq!(plan.people[1].key.nhs_number.as_deref(), Some("9990000026"));
    assert_eq!(plan.people[1].edits.len(), 3);
}

#[test]
fn the_same_resource_twice_counts_once() {
    let allergy = about("AllergyIntolerance", json!({"code": {"text": "Nuts"}}));
    let patient = person(json!({}));
    let plan = import(&[
        ("a", &patient),
        ("b", &patient),
        ("c", &allergy),
        ("d", &allergy),
    ]);
    assert_eq!(plan.people.len(), 1);
    assert_eq!(
        lines(&plan)
            .iter()
            .filter(|line| **line == "allergy")
            .count(),
        1
    );
    let twice = plan
        .report
        .kept_aside
        .iter()
        .filter(|aside| aside.reason == Reason::DuplicateResource);
    assert_eq!(twice.count(), 2);
}

#[test]
fn statuses_decide() {
    let verified = |code: &str| {
        json!({"coding": [{
        "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "code": code}]})
    };
    let scope = |code: &str| {
        json!({"coding": [{
        "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": code}]})
    };
    let snomed = |code: &str| json!({"coding": [{"system": "http://snomed.info/sct", "code": code, "display": "x"}]});
    let privacy = scope("patient-privacy");
    let nuts = json!({"text": "Nuts"});
    let taken: &[(&str, Value, &str, &str)] = &[
        (
            "AllergyIntolerance",
            json!({"code": nuts, "verificationStatus": verified("refuted")}),
            "certainty",
            "refuted",
        ),
        (
            "AllergyIntolerance",
            json!({"code": nuts, "verificationStatus": verified("confirmed")}),
            "certainty",
            "confirmed",
        ),
        (
            "AllergyIntolerance",
            json!({"code": nuts, "criticality": "high"}),
            "comment",
            "Sent with a high risk of serious harm.",
        ),
        (
            "AllergyIntolerance",
            json!({"code": snomed("716186003")}),
            "state",
            "none_known",
        ),
        (
            "Flag",
            json!({"status": "active", "code": snomed("226201008")}),
            "code",
            "226201008",
        ),
        (
            "Flag",
            json!({"status": "active", "code": snomed("450476008")}),
            "text",
            "x",
        ),
        (
            "Consent",
            json!({"status": "active", "scope": privacy, "dateTime": "2019-12-10T11:15:00Z"}),
            "taken_on",
            "2019-12-10",
        ),
        (
            "Consent",
            json!({"status": "active", "scope": privacy}),
            "state",
            "given_explicit",
        ),
        (
            "Consent",
            json!({"status": "active", "scope": privacy, "provision": {"type": "deny"}}),
            "state",
            "declined",
        ),
        (
            "Consent",
            json!({"status": "inactive", "scope": privacy}),
            "state",
            "withdrawn",
        ),
        (
            "Consent",
            json!({"status": "rejected", "scope": privacy}),
            "state",
            "declined",
        ),
    ];
    for (kind, changes, part, words) in taken {
        let plan = with_person(kind, changes.clone());
        let care_record::Edit::Enter { draft, .. } = plan.people[0].edits.last().expect("an edit")
        else {
            panic!("{kind} is an entry");
        };
        assert_eq!(
            draft.body.get(*part).and_then(Value::as_str),
            Some(*words),
            "{kind} {changes}"
        );
    }
    let narrowed = json!({"type": "deny", "purpose": [{"code": "TREAT"}]});
    let excepted = json!({"type": "permit", "provision": [{"type": "deny"}]});
    let aside: &[(&str, Value, Reason)] = &[
        (
            "AllergyIntolerance",
            json!({"code": nuts, "verificationStatus": verified("entered-in-error")}),
            Reason::EnteredInError,
        ),
        (
            "AllergyIntolerance",
            json!({"code": snomed("716186003"), "verificationStatus": verified("refuted")}),
            Reason::NoneKnownNeedsAPerson,
        ),
        (
            "AllergyIntolerance",
            json!({"code": snomed("409137002")}),
            Reason::NoneKnownNeedsAPerson,
        ),
        (
            "AllergyIntolerance",
            json!({"code": {"text": "NKDA"}}),
            Reason::NoneKnownNeedsAPerson,
        ),
        (
            "AllergyIntolerance",
            json!({"code": nuts, "modifierExtension": [{"url": "x"}]}),
            Reason::ModifierExtension,
        ),
        (
            "Flag",
            json!({"status": "inactive", "code": nuts}),
            Reason::NotActive,
        ),
        (
            "Flag",
            json!({"status": "entered-in-error", "code": nuts}),
            Reason::EnteredInError,
        ),
        (
            "Flag",
            json!({"status": "active", "code": nuts, "period": {"end": "2020-01-01"}}),
            Reason::NotCurrent,
        ),
        (
            "Consent",
            json!({"status": "active", "scope": scope("research")}),
            Reason::ConsentScope,
        ),
        (
            "Consent",
            json!({"status": "active", "scope": scope("adr")}),
            Reason::AdvanceDecisionNeedsAPerson,
        ),
        (
            "Consent",
            json!({"status": "draft", "scope": privacy}),
            Reason::NotActive,
        ),
        (
            "Consent",
            json!({"status": "active", "scope": privacy, "provision": narrowed}),
            Reason::ConsentNeedsAPerson,
        ),
        (
            "Consent",
            json!({"status": "active", "scope": privacy, "provision": excepted}),
            Reason::ConsentNeedsAPerson,
        ),
        (
            "RelatedPerson",
            json!({"active": false, "name": [{"text": "Tom"}]}),
            Reason::NotActive,
        ),
        (
            "Patient",
            json!({"deceasedDateTime": "2026-01-01"}),
            Reason::DeathNeedsAPerson,
        ),
        ("Patient", json!({"active": false}), Reason::PatientInactive),
        (
            "Patient",
            json!({"link": [{"type": "replaced-by", "other": {"reference": "Patient/p2"}}]}),
            Reason::PatientReplaced,
        ),
    ];
    for (kind, changes, reason) in aside {
        let plan = if *kind == "Patient" {
            import(&[("a", &person(changes.clone()))])
        } else {
            with_person(kind, changes.clone())
        };
        assert_eq!(only(&plan.report.kept_aside).1, *reason, "{kind} {changes}");
        assert!(plan.report.refused.is_empty());
    }
    let nameless: &[(&str, Value, Reason)] = &[
        ("AllergyIntolerance", json!({}), Reason::NoCode),
        (
            "Flag",
            json!({"status": "active", "code": {"text": " "}}),
            Reason::NoCode,
        ),
        (
            "RelatedPerson",
            json!({"relationship": [{"text": "son"}]}),
            Reason::NoName,
        ),
    ];
    for (kind, changes, reason) in nameless {
        assert_eq!(
            only(&with_person(kind, changes.clone()).report.refused).1,
            *reason,
            "{kind}"
        );
    }
}

#[test]
fn a_history_is_not_read_as_the_present() {
    let patient = person(json!({}));
    let bundle = format!(
        r#"{{"resourceType":"Bundle","type":"history","entry":[{{"resource":{patient}}}]}}"#
    );
    let plan = import(&[("a", &bundle)]);
    assert!(plan.people.is_empty());
    assert_eq!(only(&plan.report.kept_aside).1, Reason::HistoryEntry);
}

#[test]
fn old_and_further_values_are_kept_aside() {
    let plan = import(&[(
        "a",
        &person(json!({
            "name": [{"use": "maiden", "family": "Old"}, {"use": "usual", "family": "Used"},
                     {"use": "official", "family": "Pike", "given": ["Ann"], "period": {"start": "1960"}},
                     {"use": "nickname", "given": ["Annie"]}, {"use": "old", "family": "Older"}],
            "telecom": [{"system": "phone", "value": "1", "use": "old"}, {"system": "phone", "value": "2", "rank": 2},
                        {"system": "phone", "value": "3", "rank": 1}, {"system": "email", "value": "a@example.org"}],
            "address": [{"use": "temp", "text": "Ward 3"}, {"use": "home", "text": "2 Staithe Lane", "postalCode": "ZZ99 3WZ"}],
            "generalPractitioner": [{"identifier": {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Z99999"},
                                     "display": "Fen Edge Surgery"}],
        })),
    )]);
    let said = |field: &str| {
        plan.people[0].edits.iter().find_map(|edit| match edit {
            care_record::Edit::Set {
                field: name,
                statement,
            } if name == field => statement.answer.value(),
            _ => None,
        })
    };
    assert_eq!(plan.people[0].key.family_name.as_deref(), Some("Pike"));
    assert_eq!(said("person.preferred_name"), Some("Annie"));
    assert_eq!(said("person.phone"), Some("3"));
    assert_eq!(said("person.email"), Some("a@example.org"));
    assert_eq!(said("person.address"), Some("2 Staithe Lane"));
    assert_eq!(said("gp.practice_code"), Some("Z99999"));
    assert_eq!(said("gp.practice_name"), Some("Fen Edge Surgery"));
    let kept: Vec<_> = plan
        .report
        .kept_aside
        .iter()
        .map(|a| (a.path.as_str(), a.reason))
        .collect();
    assert_eq!(
        kept,
        [
            ("Patient.address[0]", Reason::OnlyOneKept),
            ("Patient.name[0]", Reason::OnlyOneKept),
            ("Patient.name[1]", Reason::OnlyOneKept),
            ("Patient.name[2].period", Reason::ElementNotRead),
            ("Patient.name[4]", Reason::NotCurrent),
            ("Patient.telecom[0]", Reason::NotCurrent),
            ("Patient.telecom[1]", Reason::OnlyOneKept)
        ]
    );
}

#[test]
fn codes_are_stable_and_no_two_reasons_share_one() {
    let codes: std::collections::BTreeSet<_> =
        Reason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(codes.len(), Reason::ALL.len());
    assert!(codes.iter().all(|code| code.starts_with("import.")));
    assert!(
        Reason::ALL
            .iter()
            .all(|reason| reason.words().ends_with('.'))
    );
}

#[test]
fn a_practice_within_the_patient_is_used_up() {
    let plan = import(&[(
        "a",
        &person(json!({
            "contained": [{"resourceType": "Organization", "id": "surgery", "name": "Fen Edge Surgery",
                "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Z99999"}],
                "telecom": [{"system": "phone", "value": "01632 960 110"}, {"system": "fax", "value": "01632 960 111"}]}],
            "generalPractitioner": [{"type": "Organization", "reference": "#surgery"}],
        })),
    )]);
    assert!(plan.report.refused.is_empty());
    let kept: Vec<&str> = plan
        .report
        .kept_aside
        .iter()
        .map(|aside| aside.path.as_str())
        .collect();
    assert_eq!(kept, ["Patient.contained[0].telecom[1]"]);
}
