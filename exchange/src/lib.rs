//! exchange
pub mod fhir;
