use serde_json::json;

use super::*;

fn one(text: &str) -> Resource {
    let mut all = parse(text.as_bytes()).expect("parses");
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn refusal(bytes: &[u8]) -> &'static str {
    parse(bytes).expect_err("is refused").code()
}

const XMLNS: &str = "xmlns=\"http://hl7.org/fhir\"";

#[test]
fn xml_becomes_the_json_that_fhir_pairs_with_it() {
    let found = one(&format!(
        "<?xml version=\"1.0\"?><!-- hello --><Patient {XMLNS}><id value=\"a\"/>\
         <text><status value=\"generated\"/><div xmlns=\"http://www.w3.org/1999/xhtml\">A &amp; <b>B</b></div></text>\
         <contained><Organization><id value=\"o\"/><name value=\"Fen &lt;Edge&gt; &#10;Hospice\"/></Organization></contained>\
         <extension url=\"https://x.example/e\"><valueCodeableConcept><coding><code value=\"G\"/></coding></valueCodeableConcept></extension>\
         <active value=\"true\"/>\
         <name><family value=\"Pike\"/><given value=\"Ann\"/></name>\
         <telecom><system value=\"phone\"/><rank value=\"1\"/></telecom>\
         <birthDate value=\"1940-02-01\"><extension url=\"https://x.example/t\"><valueDateTime value=\"1940-02-01T01:00:00Z\"/></extension></birthDate>\
         <address><line value=\"1\"/><line value=\"2\"/></address></Patient>"
    ));
    assert_eq!(
        found.tree,
        json!({
            "resourceType": "Patient", "id": "a",
            "text": {"status": "generated",
                     "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">A &amp; <b>B</b></div>"},
            "contained": [{"resourceType": "Organization", "id": "o", "name": "Fen <Edge> \nHospice"}],
            "extension": [{"url": "https://x.example/e",
                           "valueCodeableConcept": {"coding": [{"code": "G"}]}}],
            "active": true,
            "name": [{"family": "Pike", "given": ["Ann"]}],
            "telecom": [{"system": "phone", "rank": 1}],
            "birthDate": "1940-02-01",
            "_birthDate": {"extension": [{"url": "https://x.example/t",
                                          "valueDateTime": "1940-02-01T01:00:00Z"}]},
            "address": [{"line": ["1", "2"]}],
        })
    );
}

#[test]
fn a_missing_primitive_keeps_its_extension() {
    let found = one(&format!(
        "<Patient {XMLNS}><birthDate><extension url=\"u\"><valueCode value=\"unknown\"/></extension></birthDate>\
         <name><given value=\"A\"/><given id=\"g2\" value=\"B\"/></name></Patient>"
    ));
    assert_eq!(
        found.tree["_birthDate"]["extension"][0]["valueCode"],
        "unknown"
    );
    assert!(found.tree.get("birthDate").is_none());
    assert_eq!(found.tree["name"][0]["given"], json!(["A", "B"]));
    assert_eq!(found.tree["name"][0]["_given"], json!([null, {"id": "g2"}]));
}

#[test]
fn a_prefix_for_the_namespace_is_understood_and_a_foreign_one_refused() {
    let found =
        one("<f:Flag xmlns:f=\"http://hl7.org/fhir\"><f:status value=\"active\"/></f:Flag>");
    assert_eq!(
        found.tree,
        json!({"resourceType": "Flag", "status": "active"})
    );
    assert_eq!(refusal(b"<Flag xmlns=\"urn:other\"/>"), "import.not_fhir");
    assert_eq!(refusal(b"<html><body/></html>"), "import.not_fhir");
    let mixed = format!("<Flag {XMLNS}><x:status xmlns:x=\"urn:other\" value=\"active\"/></Flag>");
    assert_eq!(refusal(mixed.as_bytes()), "import.bad_xml");
}

#[test]
fn bundles_are_unpacked_with_their_text() {
    let text = r#"{"resourceType":"Bundle","type":"collection","entry":[
        {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Observation","value":37.50}},
        {"request":{"method":"DELETE","url":"Patient/1"}},
        {"resource":{"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"Flag"}}]}}]}"#;
    let found = parse(text.as_bytes()).expect("parses");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].full_url.as_deref(), Some("urn:uuid:1"));
    assert_eq!(
        found[0].text,
        r#"{"resourceType":"Observation","value":37.50}"#
    );
    assert_eq!(found[1].place, "Bundle.entry[2].resource.entry[0].resource");
    assert_eq!(found[1].bundle_type.as_deref(), Some("history"));
}

#[test]
fn an_xml_bundle_is_unpacked_too() {
    let text = format!(
        "<Bundle {XMLNS}><type value=\"collection\"/><entry><fullUrl value=\"urn:uuid:1\"/>\
         <resource><Flag><status value=\"active\"/></Flag></resource></entry></Bundle>"
    );
    let found = one(&text);
    assert_eq!(
        (found.kind.as_str(), found.full_url.as_deref()),
        ("Flag", Some("urn:uuid:1"))
    );
}

#[test]
fn bundles_within_bundles_end_somewhere() {
    let nested = |layers: usize| {
        let open = r#"{"resourceType":"Bundle","entry":[{"resource":"#.repeat(layers);
        format!(r#"{open}{{"resourceType":"Flag"}}{}"#, "}]}".repeat(layers))
    };
    assert_eq!(one(&nested(MAX_BUNDLES_WITHIN + 1)).kind, "Flag");
    assert_eq!(
        refusal(nested(MAX_BUNDLES_WITHIN + 2).as_bytes()),
        "import.too_deep"
    );
}

#[test]
fn bad_files_have_stable_codes_and_no_content() {
    let deep_json = "[".repeat(2_000);
    let deep_json = format!("{{\"resourceType\":\"Patient\",\"x\":{deep_json}");
    let deep_xml = format!("<Patient {XMLNS}>{}", "<contact>".repeat(2_000));
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \"&lol;&lol;&lol;\">]>\
                  <Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&lol1;\"/></Patient>";
    let table: &[(&[u8], &str)] = &[
        (b"", "import.not_fhir"),
        (b"hello", "import.not_fhir"),
        (b"[1]", "import.not_fhir"),
        (b"{}", "import.not_fhir"),
        (b"{\"resourceType\":\"john smith\"}", "import.not_fhir"),
        (b"{\"resourceType\":\"Patient\"", "import.bad_json"),
        (b"{\"resourceType\":\"Patient\"} x", "import.bad_json"),
        (
            b"{\"resourceType\":\"Patient\",\"id\":\"1\",\"id\":\"2\"}",
            "import.duplicate_member",
        ),
        (
            b"{\"resourceType\":\"Bundle\",\"entry\":7}",
            "import.not_fhir",
        ),
        (
            b"{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{}}]}",
            "import.not_fhir",
        ),
        (b"\xff\xfe<", "import.not_text"),
        (
            b"<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"1\"",
            "import.bad_xml",
        ),
        (
            b"<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/>",
            "import.bad_xml",
        ),
        (
            b"<Patient xmlns=\"http://hl7.org/fhir\"></Flag>",
            "import.bad_xml",
        ),
        (
            b"<Patient xmlns=\"http://hl7.org/fhir\">words</Patient>",
            "import.bad_xml",
        ),
        (
            b"<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&nbsp;\"/></Patient>",
            "import.bad_xml",
        ),
        (
            b"<Patient xmlns=\"http://hl7.org/fhir\"/><Patient xmlns=\"http://hl7.org/fhir\"/>",
            "import.bad_xml",
        ),
        (laughs.as_bytes(), "import.xml_doctype"),
        (deep_json.as_bytes(), "import.too_deep"),
        (deep_xml.as_bytes(), "import.too_deep"),
    ];
    for (bytes, code) in table {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]);
        assert_eq!(&refusal(bytes), code, "for {shown}");
    }
    assert_eq!(
        refusal(&vec![b' '; MAX_INPUT_BYTES + 1]),
        "import.too_large"
    );
}
