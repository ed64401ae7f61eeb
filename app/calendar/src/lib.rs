//! Which windows planned work has.
//!
//! ```text
//! rule text --rule::parse--> Recurrence --days--> days on the wall --Zone::instant--> windows --plan--> what an estate plans
//! ```
//!
//! Days are counted on the wall calendar, and only what comes out is looked up in the time zone, so that a window
//! keeps its times of day whatever the clocks do. Nothing is stored or drifts: each question is answered from the rule,
//! from the period on that it is about. No I/O, no clock. The browser does without this crate and its zones.

mod days;
mod error;
pub mod plan;
mod public;
mod recurring;
mod rule;
mod upcoming;
mod windows;
mod zone;

pub use error::CalendarError;
pub use public::{first_day, public};
pub use recurring::{LONGEST, YEARS, recurring};
pub use upcoming::upcoming;
pub use windows::windows;
pub use zone::Zone;
