//! exchange
pub mod export;
pub mod fhir;
pub mod import;

pub(crate) mod codes;
