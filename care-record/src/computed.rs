//! What follows from a record and is never stored in it: balances, totals, what is overdue, whether it may be released.
//!
//! Each is a function of a [`crate::RecordView`], and of the day where time matters, so that every computer that holds the
//! same record computes the same.

mod after_death;
mod freshness;
mod release;
mod scores;
mod stock;
mod talked;

pub use after_death::{has_died, open_tasks, place_achieved};
pub use freshness::{
    Age, Due, age, age_since, old_at_a_glance, old_days, pump_age, review_age, review_days, reviews,
};
pub(crate) use freshness::{first_review, newest};
pub use release::{Release, release};
pub use scores::{News2, abbey, news2};
pub use stock::{Counted, Stock, stock};
pub use talked::{TopicStatus, topics};
