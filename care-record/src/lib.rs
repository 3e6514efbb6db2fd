//! care-record
