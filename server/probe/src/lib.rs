//! One file per protocol: a question in, an answer out. Knows no store and no web.
//!
//! ```text
//! Question --Prober::ask------> Kind (kind/http, kind/redis, kind/tcp) --> Answer
//!          --Prober::measure-->   |                                    --> a number
//!                                 |
//!                                 +-> client (HTTP over kept connections) --> tls -> dial -> names, address
//!                                 +-> socket (WebSockets) -> wire (bounded) ---^
//! ```
//!
//! A new protocol is one file under `kind/` and one line in the table `KINDS`. The deadline,
//! conditions, the threshold for slow answers and their words belong to [`Prober::ask`], never to a kind.
//!
//! Only the monotonic clock is read here, to measure; rustls alone reads the wall clock, to see whether a
//! certificate is valid.

mod condition;
mod found;
mod prober;
mod question;

mod kind;

mod client;
mod dial;
mod lines;
mod names;
mod smtp;
mod socket;
mod starttls;
mod tls;
mod wire;

mod address;
mod cursor;
mod fault;
mod stopwatch;
mod text;

#[cfg(test)]
mod loopback;

pub use condition::Condition;
pub use kind::{KINDS, Kind, KindOption, Name, Range, Series, Unreadable, certificate_outlook, kind, series};
pub use prober::{Prober, silence};
pub use question::{Answer, Question};
