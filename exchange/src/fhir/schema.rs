//! As much of FHIR's shape as turning XML into JSON needs: which elements repeat, and which
//! primitives are written without quotes.
//!
//! Held here: the resources we read and the data types they use (FHIR R4). For any other resource
//! the converter makes an array of whatever repeats and quotes every primitive; such a resource is
//! kept aside whole, and nothing of its content is lost by that.

/// How an element is written in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Always an array, even of one.
    pub(super) repeats: bool,
    /// What the element holds: a data type, a backbone element, or `string` for a plain primitive.
    pub(super) holds: &'static str,
}

/// Name of the type, then its elements as `name:type`, `*` after those that repeat.
type Row = (&'static str, &'static str);

const ROWS: &[Row] = &[
    (
        "Patient",
        "identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint* gender birthDate \
         deceasedBoolean:boolean deceasedDateTime address:Address* maritalStatus:CodeableConcept \
         multipleBirthBoolean:boolean multipleBirthInteger:number photo:Attachment* \
         contact:Patient.contact* communication:Communication* generalPractitioner:Reference* \
         managingOrganization:Reference link:Patient.link*",
    ),
    (
        "Patient.contact",
        "relationship:CodeableConcept* name:HumanName telecom:ContactPoint* address:Address gender \
         organization:Reference period:Period",
    ),
    ("Patient.link", "other:Reference type"),
    (
        "Communication",
        "language:CodeableConcept preferred:boolean",
    ),
    (
        "RelatedPerson",
        "identifier:Identifier* active:boolean patient:Reference relationship:CodeableConcept* \
         name:HumanName* telecom:ContactPoint* gender birthDate address:Address* photo:Attachment* \
         period:Period communication:Communication*",
    ),
    (
        "AllergyIntolerance",
        "identifier:Identifier* clinicalStatus:CodeableConcept verificationStatus:CodeableConcept type \
         category* criticality code:CodeableConcept patient:Reference encounter:Reference onsetDateTime \
         onsetAge:Quantity onsetPeriod:Period onsetRange:Range onsetString recordedDate \
         recorder:Reference asserter:Reference lastOccurrence note:Annotation* reaction:Reaction*",
    ),
    (
        "Reaction",
        "substance:CodeableConcept manifestation:CodeableConcept* description onset severity \
         exposureRoute:CodeableConcept note:Annotation*",
    ),
    (
        "Flag",
        "identifier:Identifier* status category:CodeableConcept* code:CodeableConcept subject:Reference \
         period:Period encounter:Reference author:Reference",
    ),
    (
        "Consent",
        "identifier:Identifier* status scope:CodeableConcept category:CodeableConcept* patient:Reference \
         dateTime performer:Reference* organization:Reference* sourceAttachment:Attachment \
         sourceReference:Reference policy:Consent.policy* policyRule:CodeableConcept \
         verification:Consent.verification* provision:Provision",
    ),
    ("Consent.policy", "authority uri"),
    (
        "Consent.verification",
        "verified:boolean verifiedWith:Reference verificationDate",
    ),
    (
        "Provision",
        "type period:Period actor:Provision.actor* action:CodeableConcept* securityLabel:Coding* \
         purpose:Coding* class:Coding* code:CodeableConcept* dataPeriod:Period data:Provision.data* \
         provision:Provision*",
    ),
    (
        "Provision.actor",
        "role:CodeableConcept reference:Reference",
    ),
    ("Provision.data", "meaning reference:Reference"),
    (
        "Organization",
        "identifier:Identifier* active:boolean type:CodeableConcept* name alias* telecom:ContactPoint* \
         address:Address* partOf:Reference contact:Organization.contact* endpoint:Reference*",
    ),
    (
        "Organization.contact",
        "purpose:CodeableConcept name:HumanName telecom:ContactPoint* address:Address",
    ),
    (
        "Practitioner",
        "identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint* address:Address* \
         gender birthDate photo:Attachment* qualification:Qualification* communication:CodeableConcept*",
    ),
    (
        "Qualification",
        "identifier:Identifier* code:CodeableConcept period:Period issuer:Reference",
    ),
    (
        "Bundle",
        "identifier:Identifier type timestamp total:number link:Bundle.link* entry:Bundle.entry* \
         signature:Signature",
    ),
    ("Bundle.link", "relation url"),
    (
        "Bundle.entry",
        "link:Bundle.link* fullUrl resource:Resource search:Bundle.search request:Bundle.request \
         response:Bundle.response",
    ),
    ("Bundle.search", "mode score:number"),
    (
        "Bundle.request",
        "method url ifNoneMatch ifModifiedSince ifMatch ifNoneExist",
    ),
    (
        "Bundle.response",
        "status location etag lastModified outcome:Resource",
    ),
    (
        "Signature",
        "type:Coding* when who:Reference onBehalfOf:Reference targetFormat sigFormat data",
    ),
    (
        "HumanName",
        "use text family given* prefix* suffix* period:Period",
    ),
    (
        "Address",
        "use type text line* city district state postalCode country period:Period",
    ),
    ("ContactPoint", "system value use rank:number period:Period"),
    (
        "Identifier",
        "use type:CodeableConcept system value period:Period assigner:Reference",
    ),
    ("CodeableConcept", "coding:Coding* text"),
    ("Coding", "system version code display userSelected:boolean"),
    ("Reference", "reference type identifier:Identifier display"),
    ("Period", "start end"),
    ("Quantity", "value:number comparator unit system code"),
    ("Range", "low:Quantity high:Quantity"),
    (
        "Annotation",
        "authorReference:Reference authorString time text",
    ),
    (
        "Attachment",
        "contentType language data url size:number hash title creation",
    ),
    ("Narrative", "status"),
    (
        "Meta",
        "versionId lastUpdated source profile* security:Coding* tag:Coding*",
    ),
    ("Timing", "event* repeat:Timing.repeat code:CodeableConcept"),
    (
        "Timing.repeat",
        "boundsDuration:Quantity boundsRange:Range boundsPeriod:Period count:number countMax:number \
         duration:number durationMax:number durationUnit frequency:number frequencyMax:number \
         period:number periodMax:number periodUnit dayOfWeek* timeOfDay* when* offset:number",
    ),
    ("Extension", ""),
];

/// Elements that repeat in every resource that has them, for resources not in the table.
const ALWAYS_REPEAT: &[&str] = &[
    "coding",
    "identifier",
    "telecom",
    "given",
    "line",
    "entry",
    "item",
];

/// The shape of the element `name` within something that holds `within`.
pub(super) fn shape(within: &str, name: &str) -> Shape {
    match name {
        "extension" | "modifierExtension" => {
            return Shape {
                repeats: true,
                holds: "Extension",
            };
        }
        "contained" => {
            return Shape {
                repeats: true,
                holds: "Resource",
            };
        }
        "meta" => {
            return Shape {
                repeats: false,
                holds: "Meta",
            };
        }
        "text" if is_resource(within) => {
            return Shape {
                repeats: false,
                holds: "Narrative",
            };
        }
        _ => {}
    }
    if within == "Extension" {
        return Shape {
            repeats: false,
            holds: choice(name),
        };
    }
    let Some((_, elements)) = ROWS.iter().find(|(row, _)| *row == within) else {
        return Shape {
            repeats: ALWAYS_REPEAT.contains(&name),
            holds: guess(name),
        };
    };
    elements
        .split_whitespace()
        .find_map(|element| described(element, name))
        .unwrap_or(STRING)
}

const STRING: Shape = Shape {
    repeats: false,
    holds: "string",
};

fn described(element: &'static str, name: &str) -> Option<Shape> {
    let (element, repeats) = match element.strip_suffix('*') {
        Some(element) => (element, true),
        None => (element, false),
    };
    let (element, holds) = element.split_once(':').unwrap_or((element, "string"));
    (element == name).then_some(Shape { repeats, holds })
}

/// Whether a name in the table (or any other) is that of a resource: those hold a narrative.
fn is_resource(within: &str) -> bool {
    let is_type = matches!(
        within,
        "HumanName" | "Address" | "CodeableConcept" | "Annotation" | "Extension" | "element"
    );
    !is_type && !within.contains('.') && within.chars().next().is_some_and(char::is_uppercase)
}

/// The data type at the end of the name of a `value[x]`.
fn choice(name: &str) -> &'static str {
    match name.strip_prefix("value") {
        Some("Boolean") => "boolean",
        Some("Integer" | "Decimal" | "PositiveInt" | "UnsignedInt") => "number",
        Some(rest) => ROWS
            .iter()
            .map(|(row, _)| *row)
            .find(|row| *row == rest)
            .unwrap_or("string"),
        None => "string",
    }
}

/// The data type of an element of a resource that is not in the table, where the name tells.
fn guess(name: &str) -> &'static str {
    match name {
        "identifier" => "Identifier",
        "coding" => "Coding",
        "telecom" => "ContactPoint",
        "subject" | "patient" | "encounter" | "author" | "performer" => "Reference",
        "resource" => "Resource",
        "name" | "text" => "string",
        _ if name.starts_with("value") => choice(name),
        _ => "element",
    }
}
