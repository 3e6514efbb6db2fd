//! Stories of a whole region: the programs as they are built, killed, starved, lied to and looked into.

mod bad_files;
mod bad_messages;
mod kept_secret;
mod killed;
mod random_schedules;
mod refuses_to_open;
mod straight_line;
