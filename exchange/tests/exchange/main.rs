//! exchange from outside: files in, records, files out.

mod cast;
mod examples;
