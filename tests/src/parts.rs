//! The real parts, led to the edge: a hub and computers whose line can be cut at any byte, and a look at what is then held.
//!
//! Programs that use this run in the session of a keyring; `tests/parts` gives them one.

mod held;
mod line;
mod stage;

pub use held::Held;
pub use line::{Answered, Line, Said, Then};
pub use stage::{Copy, Seat, Stage, asked, note, person};
