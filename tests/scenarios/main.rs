//! Stories of a whole region: the programs as they are built, killed, starved, lied to and looked into.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on fails by panicking"
)]

mod a_copy;
mod agency;
mod alone;
mod attachments;
mod audit;
mod back_again;
mod bad_files;
mod bad_messages;
mod belongs_to_her;
mod brought_back;
mod disagreements;
mod doorbell;
mod endings;
mod faces;
mod folding;
mod forged;
mod glass;
mod kept_secret;
mod killed;
mod locked;
mod network;
mod on_paper;
mod permissions;
mod places;
mod purged;
mod random_schedules;
mod refuses_to_open;
mod screen;
mod set_back;
mod speaks_for;
mod stolen;
mod straight_line;
mod today;
mod versions_apart;
mod whole_record;
