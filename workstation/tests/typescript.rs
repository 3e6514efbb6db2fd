//! The window's TypeScript is made from the api types and committed; this fails when the two differ.
//! Refresh with `ALONGSIDE_BLESS=1 cargo test -p workstation --test typescript`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};
use workstation::api::{Event, Outcome, Request};

#[derive(Default)]
struct Declarations {
    config: Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only our own types have a file of their own; the rest (String, Vec) is written inline.
        if T::output_path().is_none() || self.by_name.contains_key(&T::ident(&self.config)) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}\n", T::decl(&self.config));
        self.by_name.insert(T::ident(&self.config), declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

#[test]
fn committed_typescript_is_the_api() {
    let mut all = Declarations::default();
    all.visit::<Request>();
    all.visit::<Outcome>();
    all.visit::<Event>();
    assert!(
        all.by_name.len() > 20,
        "the visitor found only {} types",
        all.by_name.len()
    );
    let text = format!(
        "// Made from workstation/src/api.rs. Do not edit: see workstation/tests/typescript.rs.\n\n{}",
        all.by_name.values().cloned().collect::<Vec<_>>().join("\n")
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/backend/generated/api.ts");
    if std::env::var_os("ALONGSIDE_BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, text,
        "api.ts is not what the api types say; run with ALONGSIDE_BLESS=1"
    );
}
