//! Notices: one message to one receiver about one change.
//!
//! ```text
//! a change of an incident --of_change--> Event + Message --told(Choice, heard)--> a notice to each who wants it
//! notices that wait in one lane --fold--> fewer, of which none has lost a word
//! ```
//!
//! A receiver is text: `channel:ops`, `subscriber:7`. What one receiver is told about one thing goes in one lane, in order.

mod backoff;
mod change;
mod choice;
mod digest;
mod fold;
mod message;
mod phrase;
mod reminder;

pub use backoff::{GIVE_UP, LONGEST_PAUSE, backoff};
pub use change::{of_change, of_reminder};
pub use choice::{Choice, Topic, told, wanted};
pub use digest::{changes, digest};
pub use fold::{MOST_SAID, fold, gather};
pub use message::{Affected, Event, Message, Other, Said, What};
pub use phrase::Phrase;
pub use reminder::{Reminders, reminded, reminder};

/// The text of the channel with this name as a receiver.
pub fn channel(name: &str) -> String {
    format!("channel:{name}")
}
