//! One PC without its window: use cases, the sync loop, keys and sign-in.
pub mod api;
